"""Figures that two sources give: how far they agree, where they differ most, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash import codes, config, release
from s3dash.checks.content import Content, at_places, in_region, words
from s3dash.checks.registry import Problem, check
from s3dash.config import ConfigError, Named, in_words

FILE: Final = config.FOLDER / "two_sources.toml"
ALL_FIELDS: Final = "*"
"""Stands for the sum of all fields of a variable."""

AGREE: Final = "agree"
EXPLAINED: Final = "explained"
DIFFER: Final = "differ"
_REASON: Final = ("reason_de", "reason_en")
VERDICTS: Final = (AGREE, EXPLAINED, DIFFER)
"""Within the tolerance; beyond it, but no further than the stated reason reaches; beyond both."""


@dataclass(frozen=True)
class Side:
    """One of two figures: (of + plus) · factor · times … / over …, all in the same place and year.

    `field` is the field of `of`; a variable with `@year` stands for its figure of that year.
    """

    of: str
    field: str = ""
    plus: str = ""
    factor: float = 1.0
    times: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable that the figure is made of."""
        named = (self.of, self.plus, *self.times, *self.over)
        return tuple(name.partition("@")[0] for name in named if name)


@dataclass(frozen=True)
class Pair:
    """Two figures that should be the same, and how far they may differ.

    Parameters
    ----------
    tolerance : largest difference that counts as agreement
    known : largest difference that `reason` explains; the tolerance where there is no reason
    percent : whether both are in per cent of the first figure, not in the unit of the figures
    reason : why they differ; None where they should not
    """

    id: str
    title: Named
    first: Side
    second: Side
    tolerance: float
    known: float
    percent: bool
    reason: Named | None


@dataclass(frozen=True)
class Compared:
    """What comparing two figures has shown.

    Parameters
    ----------
    places, years, count : how many places and figures were compared, and for which years
    beyond : how many of them differ by more than the tolerance
    largest : the largest difference, in the unit of the pair's tolerance
    ags, year, first, second : where that is, and both figures there
    """

    pair: Pair
    places: int
    years: tuple[int, ...]
    count: int
    beyond: int
    largest: float
    ags: str
    year: int
    first: float
    second: float

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if self.beyond == 0:
            return AGREE
        return EXPLAINED if self.largest <= self.pair.known else DIFFER


@cache
def pairs(path: Path = FILE) -> tuple[Pair, ...]:
    """Read the list of figures that two sources give.

    Raises
    ------
    ConfigError
        If an entry has no tolerance or two of them, or a known difference without its reason.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error
    with in_words(path):
        return tuple(_pair(path, key, entry) for key, entry in content.items())


def _pair(path: Path, key: str, entry: Mapping[str, Any]) -> Pair:
    where = f"{path.name}, [{key}]"
    given = [name for name in ("tolerance", "tolerance_percent") if name in entry]
    if len(given) != 1:
        raise ConfigError(f"{where}: expected either 'tolerance' or 'tolerance_percent'")
    known = given[0].replace("tolerance", "known")
    parts = [name for name in (known, *_REASON) if name in entry]
    others = {"known", "known_percent"} - {known}
    if len(parts) not in (0, 3) or others & set(entry):
        raise ConfigError(f"{where}: '{known}', 'reason_de' and 'reason_en' belong together")
    return Pair(
        id=key,
        title=Named(entry["title_de"], entry["title_en"]),
        first=_side(where, entry["first"]),
        second=_side(where, entry["second"]),
        tolerance=float(entry[given[0]]),
        known=float(entry.get(known, entry[given[0]])),
        percent=given[0] == "tolerance_percent",
        reason=Named(entry["reason_de"], entry["reason_en"]) if parts else None,
    )


def _side(where: str, entry: Mapping[str, Any]) -> Side:
    lists = {name: tuple(entry[name]) for name in ("times", "over") if name in entry}
    try:
        return Side(**{**entry, **lists})
    except TypeError as error:
        raise ConfigError(f"{where}: {error}; see the head of the file for what is known") from None


def compare(content: Content, pair: Pair) -> Compared | None:
    """Compare two figures in all places of the region and all years that both have.

    Returns
    -------
    Compared or None
        None where the release lacks one of the variables, or the two have no year in common.
    """
    if not {*pair.first.variables, *pair.second.variables} <= set(content.variables):
        return None
    first, second = _figures(content, pair.first), _figures(content, pair.second)
    both = pd.concat([first.rename("first"), second.rename("second")], axis=1, join="inner")
    both = both.dropna().reset_index()
    if pair.percent:
        both = both[both["first"] != 0]
    if both.empty:
        return None
    difference = _difference(both, pair)
    worst = both.iloc[int(difference.to_numpy().argmax())]
    return Compared(
        pair=pair,
        places=both["ags"].nunique(),
        years=tuple(sorted(int(found) for found in both["year"].unique())),
        count=len(both),
        beyond=int((difference > pair.tolerance).sum()),
        largest=float(difference.max()),
        ags=str(worst["ags"]),
        year=int(worst["year"]),
        first=float(worst["first"]),
        second=float(worst["second"]),
    )


def compare_all(content: Content) -> tuple[Compared, ...]:
    """Compare every pair of the list that the release has figures for."""
    found = (compare(content, pair) for pair in pairs())
    return tuple(item for item in found if item is not None)


TABLE: Final = "two_sources.csv"
"""File of the release with one row a pair; see `write`."""


def write(folder: Path) -> None:
    """Write what comparing the sources has shown into `folder/data`, one row a pair.

    `largest` is the largest difference, in per cent of the first figure where `percent` is 1, else
    in the unit of the figures; it is found at `ags` in `year`, where the two figures are `first`
    and `second`. `beyond` of `count` figures differ by more than `tolerance`.
    """
    rows = [
        {
            "id": found.pair.id,
            "title_de": found.pair.title.de,
            "title_en": found.pair.title.en,
            "verdict": found.verdict,
            "places": found.places,
            "first_year": found.years[0],
            "last_year": found.years[-1],
            "count": found.count,
            "beyond": found.beyond,
            "largest": float(f"{found.largest:.6g}"),
            "percent": int(found.pair.percent),
            "tolerance": found.pair.tolerance,
            "ags": found.ags,
            "year": found.year,
            "first": float(f"{found.first:.9g}"),
            "second": float(f"{found.second:.9g}"),
            "reason_de": found.pair.reason.de if found.pair.reason else "",
            "reason_en": found.pair.reason.en if found.pair.reason else "",
        }
        for found in compare_all(Content(folder))
    ]
    table = pd.DataFrame(rows)
    release.write_rows(folder / "data" / TABLE, table, table.columns)


def _difference(both: pd.DataFrame, pair: Pair) -> pd.Series[float]:
    """Differences without their sign, in the unit of the pair's tolerance."""
    difference: pd.Series[float] = (both["second"] - both["first"]).abs()
    return 100 * difference / both["first"].abs() if pair.percent else difference


def _figures(content: Content, side: Side) -> pd.Series[float]:
    """Figures of one side by place and year."""
    figures = _series(content, side.of, side.field)
    if side.plus:
        figures = figures + _series(content, side.plus)
    for name in side.times:
        figures = figures * _factor(content, name, figures)
    for name in side.over:
        divisor = _factor(content, name, figures)
        figures = figures / divisor.where(divisor != 0)
    return figures * side.factor


def _factor(content: Content, name: str, figures: pd.Series[float]) -> pd.Series[float]:
    """Figures that a side is multiplied with, for the places and years of that side."""
    variable, _, year = name.partition("@")
    series = _series(content, variable)
    if not year:
        return series.reindex(figures.index)
    fixed = series.xs(int(year), level="year")
    found = fixed.reindex(figures.index.get_level_values("ags"))
    return pd.Series(found.to_numpy(), index=figures.index)


def _series(content: Content, variable: str, field: str = "") -> pd.Series[float]:
    region = config.region().id
    rows = at_places(content.named(variable), lambda ags: in_region(ags) or ags == region)
    if field == ALL_FIELDS:
        return _whole_sums(rows)
    series: pd.Series[float] = rows[rows["field"] == field].set_index(["ags", "year"])["value"]
    return series.sort_index()


def _whole_sums(rows: pd.DataFrame) -> pd.Series[float]:
    """Sums of all fields by place and year; none where a field is suppressed.

    The difference from an official total would be the sum of what is suppressed.
    """
    cells = rows.groupby(["ags", "year"])
    sums: pd.Series[float] = cells["value"].sum(min_count=1)
    hidden: pd.Series[bool] = cells["status"].agg(lambda found: codes.SUPPRESSED in set(found))
    return sums[~hidden].sort_index()


@check("Zwei Quellen, eine Zahl", "Two sources, one figure")
def two_sources(content: Content) -> Iterator[Problem]:
    """Figures that two sources give differ no more than `config/two_sources.toml` says."""
    for found in compare_all(content):
        pair = found.pair
        file = content.file_of(pair.second.of)
        if found.verdict == DIFFER:
            yield Problem(
                file,
                words(pair.id, found.ags, found.year),
                f"the two figures differ by {_amount(found)}, {pair.known:g} at most is expected"
                f" ({found.first:g} and {found.second:g})",
                f"compare both deliveries; state the reason in {FILE.name} if it is real",
            )
        elif found.verdict == AGREE and pair.reason is not None:
            yield Problem(
                file,
                pair.id,
                "the two figures agree, but a reason for a difference is given",
                f"remove the reason from {FILE.name}",
            )


def _amount(found: Compared) -> str:
    return f"{found.largest:.2f}{'%' if found.pair.percent else ''}"
