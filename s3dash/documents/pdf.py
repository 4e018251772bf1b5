"""Documents as tagged PDF (PDF/UA-1), set by Typst with the fonts of the pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import typst

from s3dash.charts import theme
from s3dash.documents.word import column_widths
from s3dash.evidence import Block, Document, Drawing, Sentences, Table
from s3dash.pictures import chart_svg
from s3dash.pictures.canvas import FONTS

PALETTE: Final = theme.palette("light")
TEMPLATE: Final = Path(__file__).parent / "document.typ"

FALLBACK: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
"""Folder of DejaVu Sans, which has the few signs that the text font lacks."""

_PIXELS: Final = 850
"""Width of the text in pixels of a chart."""


def pdf(document: Document, shapes: Path) -> bytes:
    """PDF of a document.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    """
    content = {
        "title": document.title,
        "subtitle": document.subtitle,
        "foot": document.foot,
        "lang": document.lang,
        "links": document.links,
        "colours": {name: getattr(PALETTE, name) for name in ("ink", "muted", "line")},
        "sections": [
            {
                "heading": section.heading,
                "blocks": [_block(block, shapes, document.lang) for block in section.blocks],
            }
            for section in document.sections
        ],
    }
    made = typst.compile(
        TEMPLATE,
        font_paths=[FONTS, FALLBACK],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(content)},
        pdf_standards="ua-1",
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _block(block: Block, shapes: Path, lang: str) -> dict[str, Any]:
    match block:
        case Sentences():
            return {"kind": "sentences", "words": block.words, "listed": block.listed}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "heads": block.heads,
                "rows": block.rows,
                "numbers": block.numbers,
                "widths": column_widths(block),
                "note": block.note,
            }
        case Drawing():
            image = chart_svg(block.chart, shapes, _PIXELS, _PIXELS * block.ratio, lang=lang)
            return {
                "kind": "picture",
                "caption": block.caption,
                "alt": block.chart.alt,
                "image": image.decode("utf-8"),
            }
