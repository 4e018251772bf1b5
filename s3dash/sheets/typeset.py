"""From words and charts to a PDF: tagged, with its fonts inside, the same bytes each time."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import matplotlib
import segno
import typst

from s3dash.charts import theme
from s3dash.exhibits import Exhibit
from s3dash.exhibits.looks import PALETTE
from s3dash.indicators import to_csv_file
from s3dash.pictures.canvas import FALLBACK, FONTS
from s3dash.text import text

PIXELS: Final = 6.1
"""Pixels of a chart in a millimetre of paper: type of 14 pixels is 6.5 points high then."""

_QUIET_ZONE: Final = 4
"""Modules around a QR code that stay white (ISO/IEC 18004)."""

_HERE: Final = Path(__file__).parent


class OverflowingError(ValueError):
    """What stands on a sheet needs more pages than it has.

    `about` is the key of its place, where it is one of many. It can be sent between processes.
    """

    def __init__(self, pages: int, room: int) -> None:
        super().__init__(pages, room)
        self.about = ""

    def __str__(self) -> str:
        pages, room = self.args
        sheet = f"the sheet of {self.about}" if self.about else "the sheet"
        return f"{sheet} has {pages} pages and may have {room}; shorten it"


def attached(exhibit: Exhibit) -> dict[str, str]:
    """Figures of a view as a table that travels inside the PDF, with the digits of the CSV."""
    return {
        "figures": to_csv_file(exhibit.table).decode(),
        "figures_about": text("sheet.figures_inside", exhibit.lang, release=exhibit.release),
    }


def qr_code(link: str) -> str:
    """QR code of a link as SVG."""
    content = io.BytesIO()
    segno.make_qr(link, error="m").save(content, kind="svg", border=_QUIET_ZONE, light="white")
    return content.getvalue().decode()


def to_pdf(template: str, content: Mapping[str, Any], lang: str, today: datetime.date) -> bytes:
    """PDF of a template beside this file, by the standard for accessible documents (PDF/UA-1).

    Parameters
    ----------
    content : what the template reads as `data`; `pages` says how many it may have
    today : date that the file names as its own

    Raises
    ------
    OverflowingError
        If it needs more pages than the `pages` of its content.
    """
    colours = {key: value for key, value in asdict(PALETTE).items() if isinstance(value, str)}
    shared = {
        "lang": lang,
        "author": text("app.brand", lang),
        "colours": colours,
        "fonts": [theme.FAMILY, FALLBACK],
    }
    compiler = typst.Compiler(
        str(_HERE / f"{template}.typ"),
        root=str(_HERE),
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps({**shared, **content}, ensure_ascii=False)},
    )
    made = compiler.compile(
        pdf_standards="ua-1",
        timestamp=datetime.datetime.combine(today, datetime.time(), datetime.UTC),
    )
    pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
    if pages > content["pages"]:
        raise OverflowingError(pages, content["pages"])
    assert isinstance(made, bytes)
    return made


def fitting(
    template: str,
    make: Callable[[float], Mapping[str, Any]],
    sizes: Sequence[float],
    lang: str,
    today: datetime.date,
) -> bytes:
    """PDF with the first of some sizes of charts with which it has no more pages than it may.

    Parameters
    ----------
    make : content of the template for a size
    today : date that the file names as its own

    Raises
    ------
    OverflowingError
        If it has too many with each of them.
    """
    *first, last = sizes
    for size in first:
        try:
            return to_pdf(template, make(size), lang, today)
        except OverflowingError:
            continue
    return to_pdf(template, make(last), lang, today)


@cache
def _fonts() -> typst.Fonts:
    """Fonts of the pictures and no others, so that a sheet looks the same everywhere."""
    fallback = Path(matplotlib.get_data_path(), "fonts", "ttf")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS), str(fallback)],
    )
