"""Sectors, parts and places add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, config
from s3dash.checks.content import (
    REGIONAL_TOLERANCE,
    SUM_TOLERANCE,
    Content,
    at_places,
    in_region,
    items,
    words,
)
from s3dash.checks.registry import Problem, check
from s3dash.release import KEY

SECTOR_REMAINDER: Final = 30.0
"""Employees without a sector that any total may hold [persons]."""

SECTOR_REMAINDER_SHARE: Final = 0.0002
"""The same as a share of the total, for large areas."""

GERMANY_WITHOUT_SECTOR: Final = {
    2015: 1947.0,
    2016: 1680.0,
    2017: 1549.0,
    2018: 1701.0,
    2019: 1658.0,
    2020: 1550.0,
}
"""Employees without a sector in Germany, 13111-07-05-4: row `Insgesamt` less the sectors."""

GERMANY_WITHOUT_STATE: Final = 0.001
"""Share of a figure of Germany that may lie in no state (persons who cannot be assigned)."""

KNOWN_DIFFERENCES: Final = {
    "unemployed_long_term DE 2015": -22.0,
    "unemployed_long_term DE 2017": 20463.0,
}
"""Published figure less the sum of its parts where the source itself differs. In 2017 five
districts (03155, 03241, 05334, 07140, 10041) and with them their states are published too low."""

AVERAGE_TOLERANCE: Final = 0.5
"""Rounding of each annual average that enters a sum [persons]."""

STATES: Final = 16

PARTS: Final = (
    ("employees_women", "employees"),
    ("employees_foreigners", "employees"),
    ("employees_december_academic", "employees_december"),
    ("unemployed_long_term", "unemployed"),
    ("unemployed_under_25", "unemployed"),
    ("population_men", "population"),
    ("population_women", "population"),
)
"""Part and whole: a part is never larger."""


@check("Wirtschaftszweige ergeben die Gesamtzahl", "Sectors add up to the total")
def sectors(content: Content) -> Iterator[Problem]:
    """TOTAL less the disjoint sectors is small, never negative, and the named one in Germany."""
    for variable, disjoint in _sector_variables(content).items():
        wide = _by_field(content, variable)
        remainder = (wide[codes.TOTAL] - wide[list(disjoint)].sum(axis=1, skipna=False)).dropna()
        limit = np.maximum(SECTOR_REMAINDER, SECTOR_REMAINDER_SHARE * wide[codes.TOTAL])
        wrong = remainder[(remainder < 0) | (remainder > limit[remainder.index])]
        for key, value in items(wrong):
            yield Problem(
                content.file_of(variable),
                words(variable, *key),
                f"total less sectors is {value:g}, expected are 0 to {SECTOR_REMAINDER:g} persons"
                f" or {SECTOR_REMAINDER_SHARE:.2%} of the total",
                "look for a sector that is missing or counted twice",
            )
    yield from _germany_without_sector(content)


def _sector_variables(content: Content) -> dict[str, tuple[str, ...]]:
    """Disjoint sectors of each variable that has sectors."""
    tables = {
        "employees_by_sector": codes.SECTORS,
        "employees_december": codes.SECTORS_DECEMBER,
    }
    return {
        variable: disjoint
        for table, disjoint in tables.items()
        for variable in content.sidecars[table]["variables"]
    }


def _by_field(content: Content, variable: str) -> pd.DataFrame:
    return content.named(variable).pivot(index=["ags", "year"], columns="field", values="value")


def _germany_without_sector(content: Content) -> Iterator[Problem]:
    wide = _by_field(content, "employees")
    everywhere = wide[codes.TOTAL] - wide[list(codes.SECTORS)].sum(axis=1, skipna=False)
    remainder: pd.Series[float] = everywhere.loc[config.region().nation_id]
    for (year,), value in items(remainder):
        expected = GERMANY_WITHOUT_SECTOR.get(int(year))
        if value != expected:
            yield Problem(
                content.file_of("employees"),
                f"employees DE {year}",
                f"{value:g} employees without a sector, known are {expected}",
                "compare with the official table and name the new remainder in checks/sums.py",
            )


@check("B-E ist C und B+D+E", "B-E is C and B+D+E")
def industry(content: Content) -> Iterator[Problem]:
    """The overlapping group B-E is the sum of manufacturing and the calculated rest."""
    for variable in _sector_variables(content):
        wide = _by_field(content, variable)
        difference = (wide["B-E"] - wide["C"] - wide["B+D+E"]).dropna()
        for key, value in items(difference[difference != 0]):
            yield Problem(
                content.file_of(variable),
                words(variable, *key),
                f"B-E differs from C and B+D+E by {value:g}",
                "calculate B+D+E as B-E less C",
            )


@check("Kein Teil größer als das Ganze", "No part larger than its whole")
def parts(content: Content) -> Iterator[Problem]:
    """Women, foreign nationals and others are at most all; men and women are the population."""
    for part, whole in PARTS:
        over = (content.series(part) - content.series(whole)).dropna()
        for key, value in items(over[over > 0]):
            yield Problem(
                content.file_of(part),
                words(part, *key),
                f"is {value:g} larger than {whole}",
                "look for exchanged columns",
            )
    both = content.series("population_men") + content.series("population_women")
    difference = (both - content.series("population")).dropna()
    for key, value in items(difference[difference != 0]):
        yield Problem(
            content.file_of("population"),
            words("population", *key),
            f"men and women differ from the population by {value:g}",
            "look at the raw row",
        )


@check("Kreise ergeben Land und Bund", "Districts add up to states and Germany")
def states(content: Content) -> Iterator[Problem]:
    """Districts add up to their state, states to Germany, where nothing is suppressed."""
    region, nation = config.region(), config.region().nation_id
    for rows in _additive(content, SUM_TOLERANCE):
        lands = at_places(rows, lambda ags: len(ags) == 2 and ags != nation)
        districts = at_places(rows, lambda ags: len(ags) == 5)
        # districts of the region only are no state
        wider = districts.loc[~districts["ags"].isin(region.districts), "variable"].unique()
        districts = districts[districts["variable"].isin(wider)]
        yield from _compare(content, _sums(districts, districts["ags"].str[:2]), lands)
        counted = lands.groupby("variable", observed=True)["ags"].nunique()
        everywhere = lands[lands["variable"].isin(counted.index[counted == STATES])]
        sums = _sums(everywhere, pd.Series(nation, index=everywhere.index))
        whole = rows[rows["ags"] == nation]
        yield from _compare(content, sums, whole, outside=GERMANY_WITHOUT_STATE)


@check("Gemeinden ergeben Kreise und Ruhrgebiet", "Municipalities add up to districts and Ruhr")
def municipalities(content: Content) -> Iterator[Problem]:
    """Municipalities add up to their district, districts to the region where it has a row."""
    region = config.region().id
    for rows in _additive(content, REGIONAL_TOLERANCE):
        low = at_places(rows, lambda ags: in_region(ags) and len(ags) == 8)
        districts = at_places(rows, lambda ags: in_region(ags) and len(ags) == 5)
        yield from _compare(content, _sums(low, low["ags"].str[:5]), districts)
        sums = _sums(districts, pd.Series(region, index=districts.index))
        yield from _compare(content, sums, rows[rows["ags"] == region])


def _additive(content: Content, tolerance: Mapping[str, float]) -> Iterator[pd.DataFrame]:
    """Rows of the variables whose figures add up over places, table by table."""
    for name, table in content.tables.items():
        described = content.sidecars[name]["variables"].items()
        wanted = [variable for variable, about in described if about["unit"] in tolerance]
        if wanted:
            yield table[table["variable"].isin(wanted)]


def _sums(rows: pd.DataFrame, parent: pd.Series[str]) -> pd.DataFrame:
    """Sum, number of parts, and number of parts without a figure, by `KEY` of the parent."""
    marked = rows.assign(ags=parent, open=rows["value"].isna())
    grouped = marked.groupby(list(KEY), observed=True)
    return grouped.agg(total=("value", "sum"), parts=("value", "size"), unknown=("open", "sum"))


def _compare(
    content: Content, sums: pd.DataFrame, whole: pd.DataFrame, *, outside: float = 0.0
) -> Iterator[Problem]:
    """Sums against published figures, where every part has a figure.

    `outside` is the share of the whole that may lie in none of the parts.
    """
    both = whole.set_index(list(KEY))[["value"]].join(sums, how="inner")
    both = both[(both["unknown"] == 0) & both["value"].notna()]
    room, over = _room(content, both), both["value"] - both["total"]
    wrong = both[(over < -room) | (over > room + outside * both["value"])]
    for key, difference in items(over[wrong.index]):
        if KNOWN_DIFFERENCES.get(words(*key)) == difference:
            continue
        yield Problem(
            content.file_of(key[0]),
            words(*key),
            f"differs from the sum of its parts by {difference:g}",
            "look for a part that is missing, doubled, or of another territorial status",
        )


def _room(content: Content, both: pd.DataFrame) -> pd.Series[float]:
    """Rounding that a sum may show: of each part for averages, of the whole otherwise."""
    variables = both.index.get_level_values("variable")
    about = {name: content.variables[name] for name in variables.unique()}
    averages = [name for name, one in about.items() if one["reference_date"] == "annual average"]
    of_whole = variables.map({name: REGIONAL_TOLERANCE[one["unit"]] for name, one in about.items()})
    room = pd.Series(of_whole.to_numpy(dtype=float), index=both.index)
    return room.mask(variables.isin(averages), AVERAGE_TOLERANCE * (both["parts"] + 1.0))
