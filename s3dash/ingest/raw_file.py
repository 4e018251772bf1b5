"""What all sources share: the error of an unexpected raw file, and where a table came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.release import Origin, sha256

ENCODINGS: Final = ("utf-8-sig", "iso-8859-1")
"""Tried in this order: umlauts in ISO-8859-1 are no UTF-8, and ISO-8859-1 reads every file."""


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


def read_text(path: Path) -> str:
    """Text of a file in whichever of `ENCODINGS` it is, its line ends as they stand."""
    content = path.read_bytes()
    for encoding in ENCODINGS[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(ENCODINGS[-1])


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


def file_of(raw: Path, source: str, pattern: str) -> Path:
    """The one raw file of a source that a pattern names.

    Raises
    ------
    RawFileError
        If there is none, or more than one.
    """
    path, *others = files_of(raw, source, pattern)
    if others:
        names = ", ".join(other.name for other in others)
        raise RawFileError(
            f"{source}: beside {path.name} there is {names}; keep the newer file and take the"
            " other one out of the raw folder"
        )
    return path


def named_part(path: Path, form: str) -> str:
    r"""What a file's name says, by a pattern with one group.

    >>> named_part(Path("renewable_2024.csv"), r"renewable_(\d{4})\.csv")
    '2024'

    Raises
    ------
    RawFileError
        If the name has another form.
    """
    if not (found := re.fullmatch(form, path.name)):
        raise RawFileError(
            f"{path.parent.name}/{path.name}: the name is not of the form '{form}'; name the file"
            " so, or take it out of the raw folder"
        )
    return found[1]
