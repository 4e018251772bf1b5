"""What all shapes of a slide have in common: place, type, alternative text, number format."""

from __future__ import annotations

from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from s3dash.pictures.canvas import Box, broken, text_height, text_width
from s3dash.slides.template import PALETTE, PIXEL
from s3dash.text import text

TEXT: Final = 12
SMALL: Final = 10.5
"""Sizes of type in points."""

PIXELS: Final = 5 / 3
"""Pixels of a point of type."""

WIDER: Final = {False: 1.13, True: 1.26}
"""How much wider DejaVu Sans runs than the type of the slides, if plain and if bold.

LibreOffice takes it where no nearer type is installed. What has its room in it has room in Calibri
and Arial too, which PowerPoint takes.
"""


def room_of(words: str, size: float, *, strong: bool = False) -> float:
    """Width in pixels that a text of some points asks for, in whatever type it is set."""
    return WIDER[strong] * text_width(words, size * PIXELS, strong=strong)


def in_lines(words: str, width: float, size: float, *, strong: bool = False) -> str:
    """Text of some points in lines of at most some pixels, in whatever type it is set."""
    return broken(words, width / WIDER[strong], size * PIXELS, strong=strong)


def height_of(words: str, width: float, size: float, *, strong: bool = False) -> float:
    """Height in pixels of a text of some points that is that wide."""
    return text_height(in_lines(words, width, size, strong=strong), size * PIXELS)


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
