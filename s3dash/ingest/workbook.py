"""Excel workbooks: sheets with rows and columns as Excel counts them, every cell as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from s3dash.ingest.raw_file import RawFileError

Row = list[Any]
_FIRST: Final = (0, 0)


def open_workbook(path: Path) -> CalamineWorkbook:
    """Open a workbook.

    Raises
    ------
    RawFileError
        If it is none.
    """
    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise RawFileError(
            f"{path.name}: no workbook can be read ({error}); is the file whole?"
        ) from error


def read_sheet(path: Path, name: str) -> list[Row]:
    """Rows of a sheet; the first one is row 1, its first cell column A.

    Raises
    ------
    RawFileError
        If there is no such sheet, or it does not begin in cell A1.
    """
    workbook = open_workbook(path)
    try:
        sheet = workbook.get_sheet_by_name(name)
    except WorksheetNotFound as error:
        raise RawFileError(
            f"{path.name}: no sheet '{name}'; there are {', '.join(workbook.sheet_names)}"
        ) from error
    if sheet.start != _FIRST:
        raise RawFileError(f"{path.name}, sheet {name}: begins in {sheet.start}, not in cell A1")
    return sheet.to_python(skip_empty_area=False)


def column_of(heads: Sequence[Any], words: str, *, place: str) -> int:
    """Position of the one column whose head begins with some words; spaces count as one.

    Raises
    ------
    RawFileError
        If no head or more than one begins so; `place` says where it was looked for.
    """
    found = [i for i, head in enumerate(heads) if " ".join(str(head).split()).startswith(words)]
    if len(found) != 1:
        raise RawFileError(
            f"{place}: {len(found)} column heads begin with '{words}' instead of one;"
            " the layout has changed, so adapt the module to it"
        )
    return found[0]


def cell_text(cell: object) -> str:
    """Text of a cell: a whole number without a point, other numbers as short as they are exact.

    >>> cell_text(160.0), cell_text(2550.06), cell_text("."), cell_text("")
    ('160', '2550.06', '.', '')
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)
