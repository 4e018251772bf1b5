"""What all shapes of a slide have in common: place, type, alternative text, number format."""

from __future__ import annotations

from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from s3dash.pictures.canvas import Box
from s3dash.slides.template import PALETTE, PIXEL
from s3dash.text import text

TEXT: Final = 12
SMALL: Final = 10.5
"""Sizes of type in points."""

PIXELS: Final = 5 / 3
"""Pixels of a point of type."""


def place(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Left, top, width and height, as python-pptx takes them."""
    parts = (box.left, box.top, box.width, box.height)
    left, top, width, height = (Emu(round(part * PIXEL)) for part in parts)
    return left, top, width, height


def colour(name: str) -> Any:
    """Colour of a text `#rrggbb`."""
    return RGBColor.from_string(name[1:].upper())


def describe(shape: Any, alt: str) -> None:
    """Give a shape the text that is read in its place."""
    shape._element._nvXxPr.cNvPr.set("descr", alt)


def number_format(decimals: int, lang: str, *, signed: bool = False) -> str:
    """Format of numbers in charts, with the separators of a language where programs follow it.

    >>> number_format(1, "de"), number_format(0, "en", signed=True)
    ('[$-407]#,##0.0', '[$-809]+#,##0;[$-809]−#,##0;[$-809]0')
    """
    digits = "." + "0" * decimals if decimals else ""
    plain = f"#,##0{digits}"
    code = text("language.windows", lang)
    if not signed:
        return f"{code}{plain}"
    return f"{code}+{plain};{code}\N{MINUS SIGN}{plain};{code}0{digits}"


def write(font: Any, size: float, name: str = PALETTE.ink, *, strong: bool = False) -> None:
    """Set size, colour and weight of type."""
    font.size, font.bold = Pt(size), strong
    font.color.rgb = colour(name)


def plot_layout(left: float, top: float, width: float, height: float) -> Any:
    """Element that places the plot inside its chart, in parts of the chart."""
    return parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/>'
        f'<c:w val="{width:.4f}"/><c:h val="{height:.4f}"/></c:manualLayout></c:layout>'
    )
