"""Tables of coloured cells as tables of the slide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from lxml import etree
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from s3dash.exhibits import Grid
from s3dash.pictures.canvas import Box, is_dark
from s3dash.slides.shapes import SMALL, TEXT, colour, height_of, place, room_of, write
from s3dash.slides.template import PALETTE, PIXEL

_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_NAMES: Final = (0.5, 0.4, 0.32, 0.25)
"""Parts of the width that names may take, the most first; longer ones get a second line."""

_TALLEST: Final = 46.0
_UPRIGHT: Final = 9
"""Columns from which on their names are turned."""

_TURNED: Final = 150.0
_PAD: Final = 12.0
_AIR: Final = 7.0
"""Pixels beside and above the words of a cell together."""

_SIZES: Final = (TEXT, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7)


@dataclass(frozen=True)
class _Measured:
    """Type in points, width of the names, and heights of the head and the rows in pixels."""

    size: float
    names: float
    head: float
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.head + sum(self.rows)


def table_height(chart: Grid, width: float) -> float:
    """Height in pixels of a table in the type of the slides."""
    return _measured(chart, width, TEXT, _NAMES[0]).height


def native_table(slide: Any, box: Box, chart: Grid) -> Any:
    """Add a table; cells without a value are hatched."""
    rows, columns = len(chart.rows), len(chart.columns)
    turned = columns >= _UPRIGHT
    fit = _fitting(chart, box)
    size, names = fit.size, fit.names
    stretch = min((box.height - fit.head) / max(sum(fit.rows), 1), 2.0)
    heights = [max(height, min(height * stretch, _TALLEST)) for height in fit.rows]
    whole = Box(box.left, box.top, box.width, fit.head + sum(heights))
    shape = slide.shapes.add_table(rows + 1, columns + 1, *place(whole))
    table = shape.table
    _plain(table)
    table.columns[0].width = Emu(round(names * PIXEL))
    for i in range(columns):
        table.columns[i + 1].width = Emu(round((box.width - names) / columns * PIXEL))
    for i, height in enumerate((fit.head, *heights)):
        table.rows[i].height = Emu(round(height * PIXEL))
    _write(table.cell(0, 0), "", SMALL)
    for i, name in enumerate(chart.columns):
        cell = table.cell(0, i + 1)
        _write(cell, name, min(size, SMALL), strong=True)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE if turned else MSO_ANCHOR.BOTTOM
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT if turned else PP_ALIGN.CENTER
        if turned:
            cell._tc.get_or_add_tcPr().set("vert", "vert270")
    for row, name in enumerate(chart.rows):
        _write(table.cell(row + 1, 0), name, size)
        cells = zip(chart.words[row], chart.colours[row], strict=True)
        for column, (words, paint) in enumerate(cells):
            _cell(table.cell(row + 1, column + 1), words, paint, size)
    return shape


def _fitting(chart: Grid, box: Box) -> _Measured:
    """The largest type in which no word is broken and all rows have their room."""
    for size, names in product(_SIZES, _NAMES):
        found = _measured(chart, box.width, size, names)
        if found.height <= box.height and _words_fit(chart, box.width, found):
            break
    return found


def _measured(chart: Grid, width: float, size: float, part: float) -> _Measured:
    widest_name = max((room_of(name, size) for name in chart.rows), default=0.0)
    names = min(widest_name + 2 * _PAD, part * width)
    column = (width - names) / max(len(chart.columns), 1) - _PAD
    head = _TURNED
    if len(chart.columns) < _UPRIGHT:
        small = min(size, SMALL)
        head = _AIR + max(
            (height_of(name, column, small, strong=True) for name in chart.columns), default=0.0
        )
    rows = tuple(
        _AIR
        + max(
            height_of(name, names - _PAD, size), *(height_of(cell, column, size) for cell in cells)
        )
        for name, cells in zip(chart.rows, chart.words, strict=True)
    )
    return _Measured(size, names, head, rows)


def _words_fit(chart: Grid, width: float, found: _Measured) -> bool:
    """Whether the longest word of each column has room in one line."""
    column = (width - found.names) / max(len(chart.columns), 1) - _PAD
    heads = chart.columns if len(chart.columns) < _UPRIGHT else ()
    small = min(found.size, SMALL)
    return all(
        room_of(word, small, strong=True) <= column for name in heads for word in _words(name)
    ) and all(
        room_of(word, found.size) <= column
        for row in chart.words
        for cell in row
        for word in _words(cell)
    )


def _words(words: str) -> list[str]:
    """Parts of a text that have to stay in one line."""
    return re.findall(r"[^ -]+-?", words)


def _plain(table: Any) -> None:
    """No style of the program's own: a head line, and white lines between the cells."""
    table.first_row, table.horz_banding, table.first_col = True, False, True
    table._tbl.tblPr.find(f"{{{_DRAWING}}}tableStyleId").text = _NO_STYLE


_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _cell(cell: Any, words: str, paint: str, size: float) -> None:
    ink = PALETTE.ink if not paint or not is_dark(paint) else PALETTE.paper
    _write(cell, words, size, ink if paint else PALETTE.muted)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    if paint:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(paint)
    else:
        cell.fill.patterned()
        cell.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        cell.fill.fore_color.rgb = colour(PALETTE.line)
        cell.fill.back_color.rgb = colour(PALETTE.paper)


def _write(
    cell: Any, words: str, size: float, name: str = PALETTE.ink, *, strong: bool = False
) -> None:
    cell.text = words
    cell.margin_left = cell.margin_right = Pt(3)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame.paragraphs[0].font, size, name, strong=strong)
    for run in cell.text_frame.paragraphs[0].runs:
        write(run.font, size, name, strong=strong)
    properties = cell._tc.get_or_add_tcPr()
    for number, edge in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = etree.Element(f"{{{_DRAWING}}}{edge}", w="9525")
        fill = etree.SubElement(line, f"{{{_DRAWING}}}solidFill")
        etree.SubElement(fill, f"{{{_DRAWING}}}srgbClr", val=PALETTE.paper[1:])
        properties.insert(number, line)
