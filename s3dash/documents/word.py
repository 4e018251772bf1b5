"""Documents for Word: real headings, captions, tables and pictures with their alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from s3dash.charts import theme
from s3dash.evidence import Block, Document, Drawing, Sentences, Table
from s3dash.packed import steady
from s3dash.pictures import chart_png
from s3dash.pictures.canvas import drawing, text_width
from s3dash.text import locale_tag, text

PALETTE: Final = theme.palette("light")
FONT: Final = theme.FAMILY
FALLBACK: Final = "Arial"
"""Font that Word takes where the first one is not installed."""

_WIDTH_CM: Final = 17.0
_PIXELS: Final = 850
"""Width of the text, and in how many pixels a chart of that width is drawn."""

_CELL: Final = 0.0178
_MARGINS: Final = 0.03
"""Type in tables, and the margins of a cell, as parts of the width of the text."""

_TYPE: Final = 8.5
_SMALLEST_TYPE: Final = 6.0
"""Points of the type in tables, and what it has at least where a table has many columns."""

_FIRST_ROWS: Final = 3
"""Lines of a table, with its head, that stay with the next one."""

_WIDER: Final = 1.2
"""How much wider the type runs that Word or LibreOffice takes where the document's is missing."""

_WIDEST: Final = 0.4
"""Part of the width that a column asks for at most."""


def word(document: Document, shapes: Path) -> bytes:
    """Word file of a document.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    """
    made: Any = docx.Document()
    _set_up(made, document)
    made.add_paragraph(document.title, style="Title")
    made.add_paragraph(document.subtitle, style="Subtitle")
    for section in document.sections:
        made.add_heading(section.heading, level=1)
        for block in section.blocks:
            _add(made, block, shapes, document.lang)
    for words, address in document.links:
        _link(made.add_paragraph(), words, address)
    _keep_the_end_together(made)
    content = io.BytesIO()
    made.save(content)
    return steady(content.getvalue(), document.release)


def _keep_the_end_together(made: Any) -> None:
    """No page with the last line of the sources alone: all below the last heading stays with it."""
    paragraphs = made.paragraphs
    styles = [paragraph.style.name for paragraph in paragraphs]
    last = len(styles) - 1 - styles[::-1].index("Heading 1")
    for paragraph in paragraphs[last:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _add(made: Any, block: Block, shapes: Path, lang: str) -> None:
    match block:
        case Sentences():
            style = "List Bullet" if block.listed else "Normal"
            for words in block.words:
                made.add_paragraph(words, style=style)
        case Table():
            _table(made, block)
        case Drawing():
            _picture(made, block, shapes, lang)


# --- the page ------------------------------------------------------------------------------


def _set_up(made: Any, document: Document) -> None:
    """Paper, type, language and the foot of each page."""
    page = made.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(1.8), Cm(1.8)
    sizes = {"Normal": 9.5, "List Bullet": 9.5, "Title": 19, "Subtitle": 10.5, "Caption": 9}
    for name, size in (sizes | {"Heading 1": 13}).items():
        _style(made.styles[name], size, document.lang, strong=name in _STRONG)
    for name in ("Normal", "List Bullet"):
        made.styles[name].paragraph_format.space_after = Pt(4)
    made.styles["Title"].paragraph_format.space_after = Pt(2)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    made.styles["Heading 1"].paragraph_format.space_after = Pt(3)
    made.styles["Caption"].paragraph_format.space_before = Pt(4)
    made.styles["Caption"].paragraph_format.space_after = Pt(2)
    made.styles["Caption"].paragraph_format.keep_with_next = True
    _without_border(made.styles["Title"])
    _foot(page.footer.paragraphs[0], document)
    about = made.core_properties
    about.title, about.language = document.title, locale_tag(document.lang)
    about.author = text("app.brand", document.lang)
    about.comments = ""


_STRONG: Final = ("Title", "Heading 1", "Caption")


def _style(style: Any, size: float, lang: str, *, strong: bool) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), strong, False
    style.font.name = FONT
    style.font.color.rgb = _colour(PALETTE.ink)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    for name in ("w:lang", "w:spacing"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    spelled = OxmlElement("w:lang")
    spelled.set(qn("w:val"), locale_tag(lang))
    properties.append(spelled)


def _without_border(style: Any) -> None:
    paragraph = style.element.get_or_add_pPr()
    for old in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(old)


def _colour(name: str) -> Any:
    return RGBColor.from_string(name[1:].upper())


def _foot(paragraph: Any, document: Document) -> None:
    """Release, and the number of the page."""
    run = paragraph.add_run(f"{document.foot} · ")
    _small(run)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        _small(run)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def _small(run: Any) -> None:
    run.font.size = Pt(8)
    run.font.color.rgb = _colour(PALETTE.muted)


def _link(paragraph: Any, words: str, address: str) -> None:
    """What a view shows, and its address to click on."""
    paragraph.add_run(f"{words}: ")
    if not address.startswith("http"):
        paragraph.add_run(address)
        return
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), target)
    run = paragraph.add_run(address)
    run.font.underline = True
    element.append(run._r)
    paragraph._p.append(element)


# --- tables --------------------------------------------------------------------------------


def _table(made: Any, block: Table) -> None:
    """Table with its caption above; its head line is repeated on each page."""
    made.add_paragraph(block.caption, style="Caption")
    table = made.add_table(rows=1, cols=len(block.heads))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _describe_table(table, block.caption)
    size = _type_size(block)
    _write(table.rows[0], block.heads, block, size, strong=True)
    _mark(table.rows[0], "w:tblHeader")
    for cells in block.rows:
        _write(table.add_row(), cells, block, size)
    for row in table.rows:
        _mark(row, "w:cantSplit")
    for row in table.rows[:_FIRST_ROWS]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    _widths(table, block)
    note = made.add_paragraph(block.note) if block.note else made.add_paragraph()
    note.paragraph_format.space_before = Pt(2)
    for run in note.runs:
        _small(run)
    if not block.note:
        note.paragraph_format.line_spacing = Pt(4)


def _describe_table(table: Any, caption: str) -> None:
    """Caption for screen readers, and thin lines between the rows."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", PALETTE.line[1:])):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    words = OxmlElement("w:tblCaption")
    words.set(qn("w:val"), caption)
    look = properties.find(qn("w:tblLook"))
    layout = properties.find(qn("w:tblLayout"))
    (layout if layout is not None else look).addprevious(borders)
    look.addnext(words)


def _mark(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _write(
    row: Any, cells: Sequence[str], block: Table, size: float, *, strong: bool = False
) -> None:
    first_number = len(cells) - block.numbers
    for number, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.space_before = Pt(1)
        if number >= first_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(words)
        run.font.size, run.font.bold = Pt(size), strong


def _widths(table: Any, block: Table) -> None:
    """Columns as wide as their words ask for, together the width of the text."""
    parts = column_widths(block, _WIDER)
    for row in table.rows:
        for cell, part in zip(row.cells, parts, strict=True):
            cell.width = Cm(_WIDTH_CM * part)
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Cm(_WIDTH_CM * part)


def _type_size(block: Table) -> float:
    """Points in which no word and no number of a table is broken, also in a type that runs wide."""
    return max(_TYPE / max(sum(_least(block, _WIDER)), 1.0), _SMALLEST_TYPE)


def _least(block: Table, wider: float) -> list[float]:
    """Parts of the width that the columns of a table need so that nothing in them is broken."""
    columns = list(zip(block.heads, *block.rows, strict=True))
    first_number = len(columns) - block.numbers
    with drawing():
        return [
            _widest(_unbroken(column, numbers=i >= first_number), wider)
            for i, column in enumerate(columns)
        ]


def column_widths(block: Table, wider: float = 1.0) -> list[float]:
    """Parts of the width for the columns of a table; they add up to 1.

    Each column has room for its longest word, one of numbers for its longest number; what is left
    goes to those that ask for more.

    Parameters
    ----------
    wider : how much wider than the type of the dashboard the words may run
    """
    columns = list(zip(block.heads, *block.rows, strict=True))
    least = _least(block, wider)
    with drawing():
        wanted = [min(_widest(column, wider), _WIDEST) for column in columns]
    left = max(1 - sum(least), 0.0)
    more = [max(want - need, 0.0) for want, need in zip(wanted, least, strict=True)]
    shares = [part * min(left / (sum(more) or 1.0), 1.0) for part in more]
    parts = [need + share for need, share in zip(least, shares, strict=True)]
    return [part / sum(parts) for part in parts]


def _unbroken(column: Sequence[str], *, numbers: bool) -> list[str]:
    """What must stay on one line: words of the head, and cells of numbers as a whole."""
    head, *cells = column
    whole = cells if numbers else [word for cell in cells for word in cell.split(" ")]
    return [*head.split(" "), *whole]


def _widest(words: Sequence[str], wider: float) -> float:
    """Width of the widest text in a cell, as a part of the width of the page's text."""
    widest = max(text_width(part, 100.0, strong=True) for part in words)
    return wider * widest * _CELL / 100 + _MARGINS


# --- pictures ------------------------------------------------------------------------------


def _picture(made: Any, block: Drawing, shapes: Path, lang: str) -> None:
    """Picture below its caption, in one paragraph: LibreOffice parts two that belong together."""
    image = chart_png(block.chart, shapes, _PIXELS, _PIXELS * block.ratio, lang=lang)
    paragraph = made.add_paragraph(block.caption, style="Caption")
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.keep_with_next = False
    paragraph.add_run().add_break()
    shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Cm(_WIDTH_CM))
    shape._inline.docPr.set("descr", block.chart.alt)
    shape._inline.docPr.set("title", block.caption)
