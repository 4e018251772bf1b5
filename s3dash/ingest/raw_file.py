"""What all sources share: the error of an unexpected raw file, and where a table came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from s3dash.config import Region
from s3dash.release import Origin, sha256


class RawFileError(ValueError):
    """A raw file is not what its module expects; the message says where, what, and what to do."""


def origin_of(raw: Path, path: Path, *, as_of: str | None = None) -> Origin:
    """Describe one raw file; its folder below `raw` is the source's id."""
    relative = path.relative_to(raw)
    return Origin(
        source=relative.parts[0],
        file=relative.as_posix(),
        sha256=sha256(path),
        as_of=as_of,
    )


def from_cells(
    path: Path,
    values: pd.DataFrame,
    *,
    row: pd.Series | pd.Index,
    column: int | pd.Series,
    text: pd.Series,
    sheet: str = "",
) -> pd.DataFrame:
    """Note beside each value the cell that it was read from.

    Parameters
    ----------
    path : raw file; its folder is the source's id
    values : frame of values, one row per cell
    row, column : place of the cell, both counted from 1 (lines of a text file, rows of a sheet)
    text : what stands in the cell
    sheet : name of the sheet; empty for a text file or a data frame
    """
    return values.assign(
        raw_file=f"{path.parent.name}/{path.name}",
        raw_sheet=sheet,
        raw_row=row,
        raw_column=column,
        raw_text=text,
        raw_rule="",
    )


def calculated(values: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Note beside values that the ingest calculated the rule by which it did."""
    return values.assign(
        raw_file="", raw_sheet="", raw_row=0, raw_column=0, raw_text="", raw_rule=rule
    )


def require_single(rows: pd.DataFrame, key: list[str], *, file: str, what: str = "line") -> None:
    """Stop where a key stands twice: one of the two figures would be taken by chance.

    Parameters
    ----------
    rows : the index is the place in the file
    what : what the index counts, for the message

    Raises
    ------
    RawFileError
        If there is such a row.
    """
    doubled = rows[rows.duplicated(key)]
    if len(doubled):
        first = ", ".join(str(doubled.iloc[0][name]) for name in key)
        raise RawFileError(
            f"{file}, {what} {doubled.index[0]}: the row of {first} stands twice ({len(doubled)}"
            " such rows); compare the file with a new download and keep one"
        )


def require_own_years(seen: dict[int, str], years: Iterable[int], *, file: str) -> None:
    """Note the years of a file, and stop where another file of the source has one of them.

    Parameters
    ----------
    seen : file by year of the files before; the file's years are added

    Raises
    ------
    RawFileError
        If a year stands in two files.
    """
    for year in sorted(set(years)):
        if other := seen.get(year):
            raise RawFileError(
                f"{file}: the year {year} stands in {other} too; keep the newer file and take the"
                " other one out of the raw folder"
            )
        seen[year] = file


def require_districts(values: pd.DataFrame, region: Region) -> None:
    """Stop where a district of the region has no row though others have.

    Parameters
    ----------
    values : long values with the cell of each

    Raises
    ------
    RawFileError
        If a variable has some of the region's districts in a year, but not all of them.
    """
    own = values[values["ags"].isin(region.districts)]
    found = own.groupby(["variable", "year"])["ags"].nunique()
    if not len(short := found[found < len(region.districts)]):
        return
    variable, year = short.index[0]
    rows = own[(own["variable"] == variable) & (own["year"] == year)]
    absent = sorted(set(region.districts) - set(rows["ags"]))
    file = max(rows.get("raw_file", pd.Series([""])))
    raise RawFileError(
        f"{file}: no rows for {absent} in {year} ({variable}); is the file whole, or was a district"
        " split, merged or renumbered? Then adapt config/region.toml"
    )


def files_of(raw: Path, source: str, pattern: str) -> list[Path]:
    """Raw files of a source, in the order of their names.

    Raises
    ------
    RawFileError
        If there is none.
    """
    found = sorted((raw / source).glob(pattern))
    if not found:
        raise RawFileError(
            f"{source}: no file '{pattern}' in the raw folder {raw};"
            " put the files of this source there or name another folder"
        )
    return found
