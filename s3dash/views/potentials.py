"""Figures of the page of potentials: what lies near to a place's strengths, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from s3dash import codes, config
from s3dash.analysis.potentials import (
    QUADRANTS,
    Ends,
    Potential,
    Potentials,
    Why,
    newest_year,
    potentials,
    shown_place,
    why,
)
from s3dash.indicators import (
    COLUMNS,
    OCCUPATION,
    THEME,
    Place,
    place,
    reference_date,
    source_text,
    to_digits,
)
from s3dash.indicators.field_complexity import PCI, complexity_table
from s3dash.indicators.field_space import field_space, years
from s3dash.state import Options, View

FIELD_KINDS: Final = (OCCUPATION, THEME)
"""Kinds of fields that have a product complexity."""

NATION_LISTED: Final = 5
"""Strongest German districts that the page names."""

PART: Final = "relatedness_part"
"""Id of what one strength adds to a relatedness density."""

TABLE_COLUMNS: Final = (*COLUMNS, "near_to")
"""Columns of the page's figures; `near_to` is the strength that a part belongs to."""

LIST_COLUMNS: Final = (
    *("ags", "name", "level", "year", "threshold", "near_from", "occupation", "occupation_name"),
    *("theme", "quadrant", "relatedness_density", "relatedness_density_low"),
    *("relatedness_density_high", "pci", "pci_low", "pci_high", "location_quotient"),
    *("location_quotient_low", "location_quotient_high", "employees", "employees_low"),
    *("employees_high", "may_be_strong", "employees_germany", "near_to", "source"),
)
"""Columns of the list of potentials, one row a group; `near_to` names the three nearest strengths
with what each adds to the density."""

_NAMED: Final = 3


@dataclass(frozen=True)
class PotentialFigures:
    """What the page shows.

    Parameters
    ----------
    asked : place that the reader has chosen; `found.place` is the one that answers for it
    theme : theme that the list is narrowed to; empty for all
    chosen : group that is looked at closer, None where none is listed
    why : its reasons
    already : group in the address in which the place is strong already; empty if none
    """

    options: Options
    asked: Place
    found: Potentials
    theme: str
    chosen: Potential | None
    why: Why | None
    already: str

    @property
    def listed(self) -> tuple[Potential, ...]:
        """Potentials of the theme, or all."""
        return tuple(item for item in self.found.groups if self.theme in ("", item.theme))


def potential_figures(options: Options, view: View) -> PotentialFigures:
    """Potentials of the first selected place, or of the region."""
    release = options.release
    asked = place(release, view.regions[0] if view.regions else config.region().id)
    about, year = shown_place(release, asked.id), newest_year(release)
    found = potentials(release, about, year, view.rule.threshold)
    theme = view.focus if view.focus in release.themes else ""
    group = view.focus if codes.is_occupation(view.focus) else ""
    listed = [item for item in found.groups if theme in ("", item.theme)]
    own = next((item for item in listed if item.field == group), None)
    chosen = own or nearest(listed)
    reasons = why(release, about, chosen.field, year, found.threshold) if chosen else None
    return PotentialFigures(
        options=options,
        asked=asked,
        found=found,
        theme=theme,
        chosen=chosen,
        why=reasons,
        already="" if own else group,
    )


def nearest(groups: list[Potential]) -> Potential | None:
    """Group to look at first: by quadrant; of a theme of the strategy; then the nearest."""

    def order(item: Potential) -> tuple[int, bool, float]:
        return QUADRANTS.index(item.quadrant), not item.theme, -item.density[1]

    return min(groups, key=order, default=None)


def potential_list(options: Options, view: View) -> pd.DataFrame:
    """Potentials of a view, one row a group, with the columns `LIST_COLUMNS`."""
    shown = potential_figures(options, view)
    return pd.DataFrame([_listed(shown, item) for item in shown.listed], columns=list(LIST_COLUMNS))


def _listed(shown: PotentialFigures, item: Potential) -> dict[str, Any]:
    release, found = shown.options.release, shown.found
    reasons = why(release, found.place, item.field, found.year, found.threshold).reasons
    row: dict[str, Any] = {
        "ags": found.place.id,
        "name": found.place.name.de,
        "level": found.place.level,
        "year": found.year,
        "threshold": found.threshold,
        "near_from": found.near_from,
        "occupation": item.field,
        "occupation_name": release.fields["kldb2010"][item.field]["name_de"],
        "theme": item.theme,
        "quadrant": item.quadrant,
        "may_be_strong": "yes" if item.may_be_strong else "no",
        "employees_germany": item.employees_nation[1],
        "near_to": "; ".join(
            f"{reason.field} {to_digits(reason.part)!r}" for reason in reasons[:_NAMED]
        ),
        "source": source_text(release, shown.options.indicators["eci"]),
    }
    for name, ends in (
        ("relatedness_density", item.density),
        ("pci", item.pci),
        ("location_quotient", item.quotient),
        ("employees", item.employees),
    ):
        row |= dict(zip((f"{name}_low", name, f"{name}_high"), ends, strict=True))
    return row


def field_complexity(
    options: Options, kind: str = "", code: str = "", year: str = ""
) -> pd.DataFrame:
    """Product complexity of one field, or of every occupation group where none is named.

    Raises
    ------
    KeyError
        If there is no such field, or no figures of the year; its text says what is possible.
    """
    release = options.release
    known = {OCCUPATION: release.fields["kldb2010"], THEME: release.themes}
    if year and year not in map(str, years(release)):
        raise KeyError(f"year: possible are {', '.join(map(str, years(release)))}")
    if kind and code not in known[kind]:
        raise KeyError(f"{kind}: possible are {', '.join(known[kind])}")
    asked = int(year or newest_year(release))
    every = [(OCCUPATION, group) for group in field_space(release, asked).fields]
    fields = [(kind, code)] if kind else every
    return complexity_table(release, options.indicators["eci"], fields, asked)


def potential_table(options: Options, view: View) -> pd.DataFrame:
    """Rows of every figure that the page shows, with the columns `TABLE_COLUMNS`."""
    shown = potential_figures(options, view)
    table = pd.DataFrame(_rows(shown)).drop_duplicates(ignore_index=True)
    for name in TABLE_COLUMNS:
        if name not in table:
            table[name] = ""
    texts = ("reference", "near_to")
    return table.fillna(dict.fromkeys(texts, "")).loc[:, list(TABLE_COLUMNS)]


def _rows(shown: PotentialFigures) -> Iterator[dict[str, Any]]:
    about = shown.found.place
    nation = place(shown.options.release, config.region().nation_id)
    for item in shown.found.groups:
        yield _row(shown, "relatedness_density", about, item.field, item.density)
        yield _row(shown, PCI, nation, item.field, item.pci)
        yield _row(shown, "location_quotient", about, item.field, item.quotient)
        yield _row(shown, "employees", about, item.field, item.employees)
        yield _row(shown, "employees", nation, item.field, item.employees_nation)
    if shown.chosen and shown.why:
        yield from _why_rows(shown, about, shown.chosen.field, shown.why)


def _why_rows(
    shown: PotentialFigures, about: Place, field: str, found: Why
) -> Iterator[dict[str, Any]]:
    for reason in found.reasons:
        yield _row(shown, PART, about, field, _exact(reason.part)) | {"near_to": reason.field}
        yield _row(shown, "location_quotient", about, reason.field, reason.quotient)
    for item in (*found.region, *found.nation[:NATION_LISTED]):
        there = place(shown.options.release, item.ags)
        yield _row(shown, "location_quotient", there, field, item.quotient)


def _exact(value: float) -> Ends:
    return value, value, value


_UNITS: Final = {"employees": "persons"}
"""Units of figures that are no pure number."""


def _row(
    shown: PotentialFigures, indicator: str, about: Place, field: str, ends: Ends
) -> dict[str, Any]:
    options, (low, value, high) = shown.options, ends
    eci = options.indicators["eci"]
    counted = indicator == "employees" and about.level == codes.DISTRICT
    known = codes.REPORTED if counted else codes.CALCULATED
    return {
        "ags": about.id,
        "name": about.name.de,
        "level": about.level,
        "indicator": indicator,
        "reference": "germany" if indicator == "location_quotient" else "",
        "year": shown.found.year,
        "value": value,
        "unit": _UNITS.get(indicator, "1"),
        "status": codes.SUPPRESSED if np.isnan(value) else known,
        "source": source_text(options.release, eci),
        "occupation": field,
        "reference_date": reference_date(eci, shown.found.year),
        "low": np.nan if low == high else low,
        "high": np.nan if low == high else high,
    }
