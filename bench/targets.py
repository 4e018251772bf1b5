"""The ratios that are to be reached, and how measures become ratios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bench.names import BARE, DASH, OURS

Measures = Mapping[str, Mapping[str, float]]
"""Medians: quantity -> contender -> number."""

TOLERANCE: Final = 0.25
"""By how much a ratio may be worse than the accepted one: below a quarter it is noise."""


@dataclass(frozen=True)
class Target:
    """One ratio of ours against another.

    Parameters
    ----------
    quantity, against : row and column of the measures
    limit : the ratio to reach; None where only the last accepted one counts
    other : the quantity of the other contender, where it has another name
    at_least : whether more is better
    """

    quantity: str
    against: str
    limit: float | None
    other: str = ""
    at_least: bool = False

    @property
    def name(self) -> str:
        """How files and tables call it."""
        return f"{self.quantity} / {self.against}"


def _browser(quantity: str) -> tuple[Target, Target]:
    return (
        Target(quantity, BARE, 0.25, "map choice, ms"),
        Target(quantity, DASH, 0.1, "map choice, ms"),
    )


def _server(quantity: str) -> tuple[Target, Target]:
    return (
        Target(quantity, BARE, 1.2, "map choice, ms"),
        Target(quantity, DASH, 0.5, "map choice, ms"),
    )


TARGETS: Final = (
    Target("first map drawn, ms", BARE, 1.1),
    Target("first map drawn, ms", DASH, 0.5),
    *_browser("year, ms"),
    *_browser("hover, ms"),
    *_browser("class scheme, ms"),
    *_server("map choice, ms"),
    *_server("sector, ms"),
    *_server("reference, ms"),
    Target("profile, all charts, ms", BARE, 3.0, "map choice, ms"),
    Target("profile, all charts, ms", DASH, 1.0),
    Target("comparison, all charts, ms", BARE, 3.0, "map choice, ms"),
    Target("comparison, all charts, ms", DASH, 1.0),
    Target("bytes until the new map is drawn", DASH, 2.0, "bytes per choice"),
    Target("bytes until the new map is drawn, sector", DASH, 2.0, "bytes per choice"),
    Target("server work per choice, ms", BARE, 0.5),
    Target("server work for a sector, ms", BARE, 0.5, "server work per choice, ms"),
    Target("memory per session, kB", BARE, 3.0),
    Target("memory left by a session that went, kB", OURS, 0.1, "memory per session, kB"),
    Target("sessions held", BARE, 3.0, at_least=True),
    Target("sessions held, two servers", BARE, 3.0, "sessions held", at_least=True),
    Target("start until healthy, s", BARE, 1.3),
    Target("11,167 areas, year, ms", BARE, 0.5, "map choice, ms"),
    Target("11,167 areas, year, ms", DASH, 0.05, "11,167 areas, indicator, ms"),
    Target("11,167 areas, indicator, ms", BARE, 2.0, "map choice, ms"),
    Target("11,167 areas, indicator, ms", DASH, 0.2),
    Target("400 districts, year, ms", DASH, 0.05, "400 districts, indicator, ms"),
    Target("400 districts, indicator, ms", DASH, 0.2),
)

MOST_BYTES: Final = 4096
"""Bytes until the new map is drawn, whatever others need."""


@dataclass(frozen=True)
class Result:
    """A ratio that was measured.

    Parameters
    ----------
    met : whether the target is reached; None where there is none
    """

    target: Target
    ours: float
    theirs: float
    ratio: float
    met: bool | None


def results(measures: Measures) -> list[Result]:
    """All ratios whose two numbers were measured."""
    found = []
    for target in TARGETS:
        ours = measures.get(target.quantity, {}).get(OURS)
        theirs = measures.get(target.other or target.quantity, {}).get(target.against)
        if ours is None or not theirs:
            continue
        ratio = ours / theirs
        met = None if target.limit is None else _reached(target, ratio)
        found.append(Result(target, ours, theirs, ratio, met))
    return found


def _reached(target: Target, ratio: float) -> bool:
    limit = target.limit or 0.0
    return ratio >= limit if target.at_least else ratio <= limit


def fallen_behind(found: list[Result], accepted: Mapping[str, float]) -> list[str]:
    """Sentences about ratios that are worse than the accepted ones by more than the tolerance."""
    lines = []
    for one in found:
        before = accepted.get(one.target.name)
        if before is None:
            continue
        worse = before / one.ratio if one.target.at_least else one.ratio / before
        if worse > 1 + TOLERANCE:
            lines.append(f"{one.target.name}: {one.ratio:.2f}, accepted was {before:.2f}")
    return lines
