"""INKAR, edition 2024 (BBSR): ready-made ratios of municipalities, districts, states, Germany.

One wide table per theme, one column per indicator (`kuerzel`). A column counts as published in
the years in which it has a value at that level; a gap inside such a year is `missing`. What is
known to be wrong in these tables stands in config/corrections.toml, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import DISTRICT, MISSING, MUNICIPALITY, REPORTED, STATE
from s3dash.codes import GERMANY as NATION
from s3dash.codes import REGION as REGION_LEVEL
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.raw_file import (
    RawFileError,
    files_of,
    from_cells,
    origin_of,
    require_single,
)
from s3dash.release import Table, Variable

SOURCE: Final = "inkar-2024"
RUHR_NAME: Final = "Metropole Ruhr"

_CENSUS: Final = (2011,)
"""Inhabitants before 2011 continue the census of 1987, later ones that of 2011."""

_SEAT: Final = 2017
"""Essen and the region fall from 2016 to 2017 as if the seat no longer counted, see corrections."""

_TOURISM: Final = 2019
_NEEDY: Final = 2016
"""Years from which the source's own notes call a series not comparable with the years before."""

_KEYS: Final = ("raumbezug", "kennziffer", "name", "zeitbezug")
_LEVELS: Final = {
    "Gemeinden": MUNICIPALITY,
    "Kreise": DISTRICT,
    "Bundesländer": STATE,
    "Bund": NATION,
    "Metropolregionen": REGION_LEVEL,
}


@dataclass(frozen=True)
class Column:
    """Where one of our variables stands in the raw tables, and what it is."""

    theme: str
    kuerzel: str
    unit: str
    reference_date: str = "year"
    breaks: tuple[int, ...] = ()


def _gva(kuerzel: str, unit: str = "1000 EUR per worker") -> Column:
    return Column("wirtschaft", kuerzel, unit)


_PER_1000: Final = "per 1000 inhabitants"
_PER_10000: Final = "per 10000 inhabitants"
_HEALTH: Final = "medizinische_und_soziale_versorgung"

COLUMNS: Final = {
    "students_per_1000": Column("bildung", "q_stud", _PER_1000, "winter term", (*_CENSUS, _SEAT)),
    "university_applied_students_per_1000": Column(
        "bildung", "q_stud_fh", _PER_1000, "winter term", (*_CENSUS, _SEAT)
    ),
    "overnight_stays_per_head": Column(
        "wirtschaft", "q_übern_bev", "nights per inhabitant", "year", (*_CENSUS, _TOURISM)
    ),
    "guest_beds_per_1000": Column("wirtschaft", "q_schlafg_bev", _PER_1000, "31.07."),
    "length_of_stay": Column("wirtschaft", "m_übern", "nights", "year", (_TOURISM,)),
    "doctors_per_10000": Column(_HEALTH, "q_ärzte_bev", _PER_10000, "31.12."),
    "general_practitioners_per_10000": Column(_HEALTH, "q_hausarzt_bev", _PER_10000, "31.12."),
    "hospital_beds_per_1000": Column(_HEALTH, "q_betten_bev", _PER_1000, "year", _CENSUS),
    "people_and_jobs_density": Column(
        "siedlungsstruktur", "q_bevsva_qkm", "persons/km2", "31.12.", _CENSUS
    ),
    "population_density_inkar": Column(
        "siedlungsstruktur", "q_bev_fl", "persons/km2", "31.12.", _CENSUS
    ),
    "needy_persons_per_1000": Column(
        "sozialleistungen", "q_PBG_bev", _PER_1000, "year", (*_CENSUS, _NEEDY)
    ),
    "gdp_per_head": Column("wirtschaft", "q_bip_ew", "1000 EUR per inhabitant", "year", _CENSUS),
    "gdp_per_worker": _gva("q_bip_et"),
    "gva_per_worker": _gva("q_bws_et"),
    "gva_share_primary": _gva("a_bws_1sektor", "%"),
    "gva_share_secondary": _gva("a_bws_2sektor", "%"),
    "gva_share_tertiary": _gva("a_bws_3sektor", "%"),
    "gva_per_worker_primary": _gva("q_bws_1sektor"),
    "gva_per_worker_secondary": _gva("q_bws_2sektor"),
    "gva_per_worker_tertiary": _gva("q_bws_3sektor"),
    "industrial_turnover_per_worker": _gva("q_iumsatz"),
    "industrial_exports_per_worker": _gva("q_iumsatz_ausl"),
}
"""Our variables and the columns of INKAR that they come from."""


def _key(rows: pd.DataFrame) -> pd.Series:
    """AGS of the rows of the five levels; the same `kennziffer` means another area per level."""
    level = rows["raumbezug"].map(_LEVELS)
    key = rows["kennziffer"].where(level.isin([MUNICIPALITY, STATE]))
    key = key.mask(level == DISTRICT, rows["kennziffer"].str[:5])
    key = key.mask(level == NATION, GERMANY)
    return key.mask((level == REGION_LEVEL) & (rows["name"] == RUHR_NAME), "RUHR")


def read_theme(rows: pd.DataFrame, *, theme: str, region: Region) -> pd.DataFrame:
    """Long values of one theme's wide table.

    Parameters
    ----------
    rows : the raw table: raumbezug, kennziffer, name, zeitbezug and one column per indicator
    theme : name of the raw file without its ending
    region : whose municipalities are kept

    Raises
    ------
    RawFileError
        If a column is missing, or the region's municipalities or districts are incomplete.
    """
    wanted = {name: column for name, column in COLUMNS.items() if column.theme == theme}
    needed = {*_KEYS, *(column.kuerzel for column in wanted.values())}
    if missing := sorted(needed - set(rows.columns)):
        raise RawFileError(f"{theme}.parquet: the columns {missing} are missing; is it INKAR 2024?")
    ags = _key(rows)
    own = (ags.str.len() != 8) | ags.str[:5].isin(region.districts)
    numbered = rows.assign(
        ags=ags, year=rows["zeitbezug"].astype(int), raw_row=range(1, len(rows) + 1)
    )
    kept = numbered[ags.notna() & own]
    require_single(
        kept.set_index("raw_row"), ["raumbezug", "ags", "year"], file=f"{theme}.parquet", what="row"
    )
    _check_region(kept, theme=theme, region=region)
    kept = _with_all_rows(kept)
    long = pd.concat(
        [
            _column_values(
                kept, column, theme=theme, at=list(rows.columns).index(column.kuerzel)
            ).assign(variable=name)
            for name, column in wanted.items()
        ],
        ignore_index=True,
    )
    published = long.groupby(["variable", "raumbezug", "year"])["value"].transform("count") > 0
    long = long[published].drop(columns="raumbezug")
    return long.assign(field="", status=long["value"].isna().map({True: MISSING, False: REPORTED}))


def _column_values(kept: pd.DataFrame, column: Column, *, theme: str, at: int) -> pd.DataFrame:
    """Values of one column with their cells; a row that the source leaves out has row 0."""
    values = kept[["raumbezug", "ags", "year"]].assign(value=kept[column.kuerzel])
    return from_cells(
        Path(SOURCE) / f"{theme}.parquet",
        values,
        row=kept["raw_row"].fillna(0).astype(int),
        column=at + 1,
        text=kept[column.kuerzel].map(repr, na_action="ignore").fillna(""),
    )


def _with_all_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Give every area of a level a row in each year: a row that is all empty is left out."""
    key = ["raumbezug", "ags", "year"]
    complete = [
        pd.MultiIndex.from_product(
            [[level], part["ags"].unique(), part["year"].unique()], names=key
        )
        for level, part in rows.groupby("raumbezug")
    ]
    index = complete[0].append(complete[1:])
    return rows.set_index(key).reindex(index).reset_index()


def _check_region(rows: pd.DataFrame, *, theme: str, region: Region) -> None:
    found = set(rows["ags"])
    municipalities = sum(len(ags) == 8 for ags in found)
    absent = sorted({*region.districts, region.state, region.id, GERMANY} - found)
    if absent or municipalities not in (0, region.municipality_count):
        raise RawFileError(
            f"{theme}.parquet: {municipalities} municipalities of the region, and no rows for"
            f" {absent}; compare the keys with config/region.toml"
        )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `inkar`.

    Raises
    ------
    RawFileError
        If a theme's table is unexpected.
    """
    values, origins = [], []
    for theme in sorted({column.theme for column in COLUMNS.values()}):
        (path,) = files_of(raw, SOURCE, f"{theme}.parquet")
        try:
            rows = pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise RawFileError(
                f"{path.name}: no table can be read ({error}); is the file whole?"
            ) from error
        values.append(read_theme(rows, theme=theme, region=region))
        origins.append(origin_of(raw, path, as_of="2024"))
    variables = {
        name: Variable(column.unit, SOURCE, column.reference_date, 2, column.breaks)
        for name, column in COLUMNS.items()
    }
    table = Table(
        name="inkar",
        title_de="Indikatoren der Raum- und Stadtentwicklung",
        title_en="Indicators on spatial and urban development",
        values=pd.concat(values, ignore_index=True),
        variables=variables,
        origins=tuple(origins),
        territorial_status="31.12.2022",
        file_format="parquet",
    )
    return [table]
