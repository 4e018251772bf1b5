"""What all sources share: the error of an unexpected raw file, and where a table came from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

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
