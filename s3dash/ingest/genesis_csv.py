"""The CSV form of the GENESIS family (Regionaldatenbank, Landesdatenbank NRW).

ISO-8859-1 (or UTF-8 where a collector saved it anew), `;`, some head lines, rows, a line of
underscores, foot lines. Every cell is text first: `.` is kept secret, `-` is nothing (a true
zero), `x` and `...` are not given.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED, SUPPRESSED
from s3dash.ingest.raw_file import RawFileError, from_cells, read_text

FOOT: Final = "____"
SIGNS: Final = {".": SUPPRESSED, "-": REPORTED, "x": MISSING, "...": MISSING}

_AS_OF = re.compile(r"^Stand: (\d\d)\.(\d\d)\.(\d{4})", re.MULTILINE)
_NUMBER = re.compile(r"-?\d+(,\d+)?")


@dataclass(frozen=True)
class GenesisFile:
    """One raw file in its three parts, every cell still text.

    Parameters
    ----------
    path : the raw file
    head : head lines, cell by cell
    rows : cells of the body; the index is the line in the file
    as_of : day on which the office issued the file, as ISO date
    columns : position of each named column, from 0
    """

    path: Path
    head: tuple[tuple[str, ...], ...]
    rows: pd.DataFrame
    as_of: str | None
    columns: Mapping[str, int]


def read_file(path: Path, *, head_lines: int, columns: Mapping[int, str]) -> GenesisFile:
    """Split a file into head, rows and foot, and name the columns at the given positions.

    Raises
    ------
    RawFileError
        If there is no foot or no row, or a row has another number of cells than the head's last
        line.
    """
    body, found, foot = read_text(path).replace("\r\n", "\n").partition(f"\n{FOOT}")
    if not found:
        raise RawFileError(f"{path.name}: no line of underscores ends the rows; is the file whole?")
    cells = [tuple(line) for line in csv.reader(body.splitlines(), delimiter=";")]
    head, rows = cells[:head_lines], cells[head_lines:]
    if not rows or len(head[-1]) <= max(columns):
        raise RawFileError(
            f"{path.name}: {len(rows)} rows after {head_lines} head lines, the last of"
            f" {len(head[-1]) if head else 0} cells; rows of more than {max(columns)} cells are"
            " expected, so compare the head with the module"
        )
    for number, row in enumerate(rows, start=head_lines + 1):
        if len(row) != len(head[-1]):
            raise RawFileError(
                f"{path.name}, line {number}: {len(row)} cells instead of {len(head[-1])};"
                " check whether the head has another number of lines"
            )
    frame = pd.DataFrame(rows, index=range(head_lines + 1, head_lines + 1 + len(rows)), dtype=str)
    named = frame[list(columns)].rename(columns=columns).apply(lambda column: column.str.strip())
    positions = {name: position for position, name in columns.items()}
    return GenesisFile(path, tuple(head), named, _issued(foot), positions)


def _issued(foot: str) -> str | None:
    found = _AS_OF.search(foot)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else None


def require_head(file: GenesisFile, expected: Mapping[tuple[int, int], str]) -> None:
    """Check head cells by (line, cell), both counted from 1.

    Raises
    ------
    RawFileError
        If a cell says something else: then the columns may mean something else too.
    """
    for (line, cell), wanted in expected.items():
        found = _head_cell(file, line, cell).strip()
        if found != wanted:
            raise RawFileError(
                f"{file.path.name}, line {line}, cell {cell}: '{found}' instead of '{wanted}';"
                " the table was drawn in another form, so adapt the module to it"
            )


def _head_cell(file: GenesisFile, line: int, cell: int) -> str:
    """Text of a head cell; empty where the line is shorter."""
    cells = file.head[line - 1]
    return cells[cell - 1] if len(cells) >= cell else ""


def year_of(file: GenesisFile, *, line: int, pattern: str) -> int:
    """Year that a head line states, by a pattern with one group.

    Raises
    ------
    RawFileError
        If the line does not match.
    """
    text = _head_cell(file, line, 1)
    if not (found := re.fullmatch(pattern, text)):
        raise RawFileError(
            f"{file.path.name}, line {line}: '{text}' instead of '{pattern}'; the head has another"
            " form, so adapt the module to it"
        )
    return int(found[1])


def years_of(file: GenesisFile, column: str, *, before: str = "") -> pd.Series:
    """Years of a column of cells.

    Parameters
    ----------
    before : pattern of what stands before the year in each cell

    Raises
    ------
    RawFileError
        If a cell says anything else.
    """
    cells = file.rows[column]
    strange = cells[~cells.str.fullmatch(before + r"\d{4}")]
    if len(strange):
        raise RawFileError(
            f"{file.path.name}, line {strange.index[0]}: '{strange.iloc[0]}' ({column}) instead of"
            f" '{before}' and a year; check whether the head has another number of lines"
        )
    return cells.str[-4:].astype(int)


def require_parts(
    values: pd.DataFrame, whole: str, parts: Iterable[str], *, file: str, key: list[str]
) -> None:
    """Stop where a part is more than the whole: then two columns were exchanged.

    Parameters
    ----------
    values : long values
    whole, parts : variables
    key : columns that make rows comparable

    Raises
    ------
    RawFileError
        If a part is larger.
    """
    wide = values.pivot_table(index=key, columns="variable", values="value", aggfunc="first")
    for part in parts:
        if len(wrong := wide[wide[part] > wide[whole]]):
            raise RawFileError(
                f"{file}: {part} is larger than {whole} in {wrong.index[0]} and {len(wrong) - 1}"
                " more rows; look for exchanged columns"
            )


def codes_of(file: GenesisFile, column: str, known: Mapping[str, str]) -> pd.Series:
    """Translate a column of labels into codes.

    Raises
    ------
    RawFileError
        If a label has no code.
    """
    coded = file.rows[column].map(known)
    if coded.isna().any():
        line = coded.index[coded.isna()][0]
        raise RawFileError(
            f"{file.path.name}, line {line}: the label '{file.rows[column][line]}' has no code;"
            " check the table's legend and add it to the module's labels"
        )
    return coded


def values_of(file: GenesisFile, column: str) -> pd.DataFrame:
    """Numbers and statuses of a column of cells.

    Returns
    -------
    DataFrame with columns value, status, the cell that each was read from (see
    `raw_file.from_cells`), and the rows' index

    Raises
    ------
    RawFileError
        If a cell is neither a number nor one of the signs.
    """
    cells = file.rows[column]
    number = cells.str.fullmatch(_NUMBER.pattern)
    status = cells.map(SIGNS).where(~number, REPORTED)
    if status.isna().any():
        line = status.index[status.isna()][0]
        raise RawFileError(
            f"{file.path.name}, line {line}: the cell '{cells[line]}' ({column}) is neither a"
            f" number nor one of the signs {' '.join(SIGNS)}; look it up in the table's legend"
        )
    plain = cells.where(number).str.replace(",", ".", regex=False)
    value = pd.to_numeric(plain).mask(cells == "-", 0.0).astype(float)
    values = pd.DataFrame({"value": value, "status": status})
    return from_cells(
        file.path, values, row=cells.index, column=file.columns[column] + 1, text=cells
    )
