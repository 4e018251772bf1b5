"""CSV files with one head line, as collectors and registers give them; every cell is text first.

Lines are counted as a text editor counts them, so that each value leads back to its cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED, REPORTED
from s3dash.ingest.raw_file import RawFileError, calculated, from_cells, read_text

_ANY_DECIMALS: Final = 20
_KEY: Final = ["variable", "field", "ags", "year"]


@dataclass(frozen=True)
class PlainCsv:
    """A file as text.

    Parameters
    ----------
    path : the raw file
    columns : its head line
    rows : cells; the index is the line in the file
    """

    path: Path
    columns: tuple[str, ...]
    rows: pd.DataFrame


def read_plain_csv(path: Path, expected: Sequence[str]) -> PlainCsv:
    """Read a file and check its head line.

    Raises
    ------
    RawFileError
        If the head is another one, a row has another number of cells, or the last line is not
        ended: then its last cell may be cut.
    """
    text = read_text(path)
    reader = csv.reader(io.StringIO(text, newline=""))
    head = tuple(next(reader, ()))
    for cell, (found, wanted) in enumerate(
        zip_longest(head, expected, fillvalue="nothing"), start=1
    ):
        if found != wanted:
            raise RawFileError(
                f"{path.name}, line 1: the columns are others, cell {cell} is '{found}' instead of"
                f" '{wanted}'; the file is not whole or of another form, so compare it with a new"
                " download"
            )
    lines, rows, line = [], [], reader.line_num + 1
    for row in reader:
        if len(row) != len(head):
            raise RawFileError(
                f"{path.name}, line {line}: {len(row)} cells instead of {len(head)};"
                " is the file whole?"
            )
        lines.append(line)
        rows.append(row)
        line = reader.line_num + 1
    if not rows or not text.endswith("\n"):
        raise RawFileError(
            f"{path.name}, line {line - 1}: the file ends within this line; is it whole?"
        )
    return PlainCsv(path, head, pd.DataFrame(rows, index=lines, columns=list(head), dtype=str))


def cell_values(
    file: PlainCsv,
    column: str,
    *,
    variable: str | pd.Series,
    ags: pd.Series,
    year: int | pd.Series,
    decimals: int = _ANY_DECIMALS,
) -> pd.DataFrame:
    """Long values of one column, each with its cell.

    Parameters
    ----------
    variable, ags, year : keys of the values; rows that `ags` does not name are left out
    decimals : most decimals that the file writes; `1.234` for 1234 has more

    Raises
    ------
    RawFileError
        If a cell that is used is no number.
    """
    rows = file.rows.loc[ags.index]
    text = rows[column]
    number = rf"-?\d+(\.\d{{1,{decimals}}})?" if decimals else r"-?\d+"
    strangers = text[~text.str.fullmatch(number)]
    if len(strangers):
        raise RawFileError(
            f"{file.path.name}, line {strangers.index[0]}, column {column}:"
            f" '{strangers.iloc[0]}' is no number as the file writes them; find out what the sign"
            " means"
        )
    values = pd.DataFrame(
        {
            "variable": variable,
            "field": "",
            "ags": ags,
            "year": year,
            "value": text.astype(float),
            "status": REPORTED,
        },
        index=rows.index,
    )
    position = file.columns.index(column) + 1
    return from_cells(
        file.path, values, row=rows.index.to_series(), column=position, text=text
    ).reset_index(drop=True)


def years_of(file: PlainCsv, column: str) -> pd.Series[int]:
    """Years of a column.

    Raises
    ------
    RawFileError
        If a cell is none.
    """
    cells = file.rows[column]
    strangers = cells[~cells.str.fullmatch(r"(19|20)\d{2}")]
    if len(strangers):
        raise RawFileError(
            f"{file.path.name}, line {strangers.index[0]}, column {column}:"
            f" '{strangers.iloc[0]}' is no year; look for exchanged columns"
        )
    return cells.astype(int)


def sum_rows(values: pd.DataFrame) -> pd.DataFrame:
    """Sum values of one column that share a key; a value that stands alone keeps its cell.

    The rule of a sum names the lines: `sum of rows 5, 9`.
    """
    shared = values.duplicated(_KEY, keep=False)
    sums = (
        values[shared]
        .groupby(_KEY, as_index=False)
        .agg(
            value=("value", "sum"),
            rule=("raw_row", lambda rows: "sum of rows " + ", ".join(map(str, sorted(rows)))),
            raw_file=("raw_file", "first"),
            raw_column=("raw_column", "first"),
        )
    )
    noted = calculated(sums[_KEY], rule="").assign(
        value=sums["value"].round(2),
        status=CALCULATED,
        raw_file=sums["raw_file"],
        raw_column=sums["raw_column"],
        raw_rule=sums["rule"],
    )
    return pd.concat([values[~shared], noted], ignore_index=True)
