"""What the editions of INKAR (BBSR) share: one wide table per theme, one column per indicator.

A column counts as published in the years in which it has a value at that level; an area without a
value or a row in such a year is `missing`. What is known to be wrong in these tables stands in
config/corrections.toml, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.raw_file import (
    RawFileError,
    file_of,
    from_cells,
    origin_of,
    require_single,
)
from s3dash.release import Table, Variable

CENSUS: Final = (2011,)
"""Inhabitants before 2011 continue the census of 1987, later ones that of 2011."""

_YEAR: Final = r"\d{4}"
_YEARS: Final = r"\d{4}(/\d{4})*"
"""Rows of several years ("2016/2017/2018") belong to columns that are not read."""

_AREA: Final = ["raumbezug", "ags", "year"]


@dataclass(frozen=True)
class Column:
    """Where one of our variables stands in the raw tables, and what it is."""

    theme: str
    kuerzel: str
    unit: str
    reference_date: str = "year"
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One edition of INKAR.

    Parameters
    ----------
    source : folder of its tables
    year : of the edition
    columns : our variables and where they stand
    keys : columns that name area and year
    ags_of : AGS of each row, missing where the area is not kept; may raise RawFileError with the
        theme's name
    needed : keys beside those of the districts that each theme must have
    """

    source: str
    year: str
    columns: Mapping[str, Column]
    keys: tuple[str, ...]
    ags_of: Callable[[pd.DataFrame, str], pd.Series]
    needed: tuple[str, ...]


def read_theme(rows: pd.DataFrame, edition: Edition, *, theme: str, region: Region) -> pd.DataFrame:
    """Long values of one theme's wide table, each with its cell.

    Parameters
    ----------
    rows : the raw table: the edition's keys and one column per indicator
    theme : name of the raw file without its ending
    region : whose municipalities are kept

    Returns
    -------
    DataFrame of long values in the units of the columns, with the lineage columns; a row that the
    source leaves out has row 0

    Raises
    ------
    RawFileError
        If a column is missing or empty, a year is none, a row stands twice, or the region's areas
        are incomplete.
    """
    wanted = {name: column for name, column in edition.columns.items() if column.theme == theme}
    needed = {*edition.keys, *(column.kuerzel for column in wanted.values())}
    if missing := sorted(needed - set(rows.columns)):
        raise RawFileError(
            f"{theme}.parquet: the columns {missing} are missing; is it INKAR {edition.year}?"
        )
    kept = _areas(rows, edition, theme=theme, region=region)
    values = [
        _column_values(kept, column, edition, position=list(rows.columns).index(column.kuerzel))
        .assign(variable=name)
        for name, column in wanted.items()
    ]  # fmt: skip
    return pd.concat(values, ignore_index=True).assign(field="")


def _areas(rows: pd.DataFrame, edition: Edition, *, theme: str, region: Region) -> pd.DataFrame:
    """Rows of single years and of areas that are kept, with ags, year and the row's number."""
    time = rows["zeitbezug"].astype(str)
    if not (fits := time.str.fullmatch(_YEARS)).all():
        row = int((~fits).to_numpy().argmax())
        raise RawFileError(f"{theme}.parquet, row {row + 1}: '{time.iloc[row]}' is no year")
    ags = edition.ags_of(rows, theme)
    own = ags.notna() & ((ags.str.len() != 8) | ags.str[:5].isin(region.districts))
    kept = rows.assign(ags=ags, raw_row=range(1, len(rows) + 1))[own & time.str.fullmatch(_YEAR)]
    kept = kept.assign(year=kept["zeitbezug"].astype(int))
    require_single(kept.set_index("raw_row"), _AREA, file=f"{theme}.parquet", what="row")
    _check_region(kept, edition, theme=theme, region=region)
    return kept


def _check_region(rows: pd.DataFrame, edition: Edition, *, theme: str, region: Region) -> None:
    found = set(rows["ags"])
    municipalities = sum(len(ags) == 8 for ags in found)
    absent = sorted({*region.districts, region.state, GERMANY, *edition.needed} - found)
    if absent or municipalities not in (0, region.municipality_count):
        raise RawFileError(
            f"{theme}.parquet: {municipalities} municipalities of the region, and no rows for"
            f" {absent}; compare the keys with config/region.toml"
        )


def _column_values(
    rows: pd.DataFrame, column: Column, edition: Edition, *, position: int
) -> pd.DataFrame:
    """Values of one column with their cells: of all areas of each level, in its published years."""
    cells = rows[[*_AREA, "raw_row"]].assign(value=rows[column.kuerzel])
    known = cells[cells["value"].notna()]
    if known.empty:
        raise RawFileError(
            f"{column.theme}.parquet: the column {column.kuerzel} is empty; compare the file with a"
            " new download"
        )
    years = {level: part["year"].unique() for level, part in known.groupby("raumbezug")}
    published = [
        pd.MultiIndex.from_product([[level], part["ags"].unique(), years[level]], names=_AREA)
        for level, part in cells.groupby("raumbezug")
        if level in years
    ]
    index = published[0].append(published[1:])
    values = cells.set_index(_AREA).reindex(index).reset_index()
    return from_cells(
        Path(edition.source) / f"{column.theme}.parquet",
        values.assign(status=values["value"].isna().map({True: MISSING, False: REPORTED})),
        row=values["raw_row"].fillna(0).astype(int),
        column=position + 1,
        text=values["value"].map(repr, na_action="ignore").fillna(""),
    ).drop(columns="raumbezug")


def read_edition(
    raw: Path,
    edition: Edition,
    region: Region,
    *,
    name: str,
    title_de: str,
    title_en: str,
    territorial_status: str,
) -> Table:
    """Read all themes of an edition into one table of the release.

    Raises
    ------
    RawFileError
        If a theme's table is unexpected.
    """
    values, origins = [], []
    for theme in sorted({column.theme for column in edition.columns.values()}):
        path = file_of(raw, edition.source, f"{theme}.parquet")
        try:
            rows = pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise RawFileError(
                f"{path.name}: no table can be read ({error}); is the file whole?"
            ) from error
        values.append(read_theme(rows, edition, theme=theme, region=region))
        origins.append(origin_of(raw, path, as_of=edition.year))
    return Table(
        name=name,
        title_de=title_de,
        title_en=title_en,
        values=pd.concat(values, ignore_index=True),
        variables={
            variable: Variable(c.unit, edition.source, c.reference_date, 2, c.breaks)
            for variable, c in edition.columns.items()
        },
        origins=tuple(origins),
        territorial_status=territorial_status,
        file_format="parquet",
    )
