"""Tables of coloured cells as tables of the slide."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from s3dash.exhibits import Grid
from s3dash.pictures.canvas import Box, drawing, is_dark, widest
from s3dash.slides.shapes import PIXELS, SMALL, TEXT, colour, place, write
from s3dash.slides.template import PALETTE, PIXEL

_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_NAMES_AT_MOST: Final = 0.5
_TALLEST: Final = 46.0
_UPRIGHT: Final = 9
"""Columns from which on their names are turned."""

_HEAD: Final = 56.0
_TURNED: Final = 150.0


def native_table(slide: Any, box: Box, chart: Grid) -> Any:
    """Add a table; cells without a value are hatched."""
    rows, columns = len(chart.rows), len(chart.columns)
    turned = columns >= _UPRIGHT
    head = _TURNED if turned else _HEAD
    height = min(_TALLEST, (box.height - head) / max(rows, 1))
    size = max(min(TEXT, 0.55 * height / PIXELS), 7.0)
    whole = Box(box.left, box.top, box.width, head + rows * height)
    shape = slide.shapes.add_table(rows + 1, columns + 1, *place(whole))
    table = shape.table
    _plain(table)
    names = _names_width(chart, box, size)
    table.columns[0].width = Emu(round(names * PIXEL))
    for i in range(columns):
        table.columns[i + 1].width = Emu(round((box.width - names) / columns * PIXEL))
    table.rows[0].height = Emu(round(head * PIXEL))
    for i in range(rows):
        table.rows[i + 1].height = Emu(round(height * PIXEL))
    _write(table.cell(0, 0), "", SMALL)
    for i, name in enumerate(chart.columns):
        cell = table.cell(0, i + 1)
        _write(cell, name, min(size, SMALL) if turned else size, strong=True)
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


def _names_width(chart: Grid, box: Box, size: float) -> float:
    with drawing():
        return min(widest(chart.rows, size * PIXELS) + 24, _NAMES_AT_MOST * box.width)


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
