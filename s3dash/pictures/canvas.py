"""The sheet that charts are drawn on: type, colours, and the way to a file."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib import font_manager, patheffects
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from s3dash.charts import scales, theme
from s3dash.charts.canvas import wrap
from s3dash.charts.labels import SOFT_HYPHEN
from s3dash.text import format_number, text

FONTS: Final = Path(__file__).parent / "fonts"
FALLBACK: Final = "DejaVu Sans"
"""Has the few signs that the text font lacks; it comes with matplotlib."""

PLAIN: Final[dict[str, Any]] = {"fontfamily": [theme.FAMILY, FALLBACK], "fontweight": 400}
STRONG: Final[dict[str, Any]] = {
    "fontfamily": [f"{theme.FAMILY} SemiBold", FALLBACK],
    "fontweight": 600,
}

MARKERS: Final = {
    "circle": "o",
    "square": "s",
    "diamond": "D",
    "triangle-up": "^",
    "star": "*",
    "hexagon": "h",
}
"""Marker symbols of the charts in the browser, as they are called here."""

DPI: Final = 100
PALETTE: Final = theme.palette("light")

TEXT: Final = 17.0
SMALL: Final = 14.0
"""Sizes of type in pixels of a picture that is 1600 wide."""

LEADING: Final = 1.24
"""Height of a line of type as a multiple of its size."""

HATCH: Final = "////"


_JOINED: Final = "\N{NO-BREAK SPACE}"
_STAND_IN: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def points(pixels: float) -> float:
    """Size of type in points, as matplotlib has it."""
    return pixels * 72 / DPI


@dataclass(frozen=True)
class Box:
    """A part of a figure, in pixels from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def inside(
        self, *, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0
    ) -> Box:
        """What is left of the box within margins."""
        return Box(
            self.left + left,
            self.top + top,
            max(self.width - left - right, 1),
            max(self.height - top - bottom, 1),
        )

    def axes(self, figure: Figure, **settings: Any) -> Axes:
        """Axes that fill the box, one unit a pixel from its upper left corner, without a frame."""
        width, height = figure.get_size_inches() * DPI
        axes = figure.add_axes(
            (
                self.left / width,
                1 - (self.top + self.height) / height,
                self.width / width,
                self.height / height,
            ),
            **settings,
        )
        if not settings:
            axes.set_axis_off()
            axes.set_xlim(0, self.width)
            axes.set_ylim(self.height, 0)
        return axes


def text_width(words: str, size: float = TEXT, *, strong: bool = False) -> float:
    """Width of a text in pixels; of its longest line."""
    return size * max(_width(line, strong) for line in words.split("\n"))


@lru_cache(maxsize=8192)  # words of a reader can be among them
def _width(line: str, strong: bool) -> float:
    """Width of a line as a multiple of the size of type."""
    _register_fonts()
    style = STRONG if strong else PLAIN
    font = FontProperties(family=style["fontfamily"], weight=style["fontweight"], size=1.0)
    return float(TextToPath().get_text_width_height_descent(line, font, ismath=False)[0])


def widest(words: Sequence[str], size: float = TEXT, *, strong: bool = False) -> float:
    """Width of the widest of some texts in pixels; 0 if there are none."""
    return max((text_width(part, size, strong=strong) for part in words), default=0.0)


def broken(words: str, width: float, size: float = TEXT, *, strong: bool = False) -> str:
    """Text in lines of at most some pixels, broken between words and after hyphens.

    What a no-break space joins stays together.
    """
    joined = words.replace(_JOINED, _STAND_IN)
    letters = max(int(width / (0.5 * size)), 4)
    while True:
        lines = wrap(joined, letters).replace("<br>", "\n").replace(_STAND_IN, _JOINED)
        if letters <= 4 or text_width(lines, size, strong=strong) <= width:
            return lines
        letters -= 1


def text_height(words: str, size: float, linespacing: float = 1.0) -> float:
    """Height of a text in lines in pixels."""
    return size * LEADING * (1 + linespacing * words.count("\n"))


def is_dark(colour: str) -> bool:
    """Whether white reads better on a colour than ink does (relative luminance, WCAG 2.1)."""
    return theme.luminance(colour) < 0.2


def halo(colour: str = PALETTE.paper, alpha: float = 1.0) -> list[patheffects.AbstractPathEffect]:
    """Edge around letters that keeps them legible over lines."""
    return [patheffects.withStroke(linewidth=3, foreground=colour, alpha=alpha)]


def ticks(values: Sequence[float], lang: str) -> list[str]:
    """Marks of an axis, all with as few decimals as the most exact one needs.

    >>> ticks([0, 2500], "de"), ticks([0.5, 1], "en")
    (['0', '2.500'], ['0.5', '1.0'])
    """
    digits = max((_digits(value) for value in values), default=0)
    return [format_number(value, lang, digits) for value in values]


def _digits(value: float) -> int:
    near = (n for n in range(3) if math.isclose(value, round(value, n), abs_tol=1e-9))
    return next(near, 2)


def soft(label: str, lang: str) -> str:
    """Label with soft hyphens in its long words, where narrow figures may break them."""
    for hyphened in text("strengths.hyphens", lang).split():
        label = label.replace(hyphened.replace("-", ""), hyphened.replace("-", SOFT_HYPHEN))
    return label


def round_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round marks within a range.

    >>> round_ticks(0, 47)
    [0.0, 10.0, 20.0, 30.0, 40.0]
    """
    step = scales.nice_step((high - low) / most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{step * count:.12g}") for count in range(first, last + 1)]


@cache
def _register_fonts() -> None:
    """Make the fonts known; the fallback has no semibold face, which is no news for a log."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(path))


@contextmanager
def drawing() -> Iterator[None]:
    """Settings under which everything is drawn; they end with the block.

    The same figures give the same bytes: ids in an SVG are salted, and no file holds a date.
    """
    _register_fonts()
    with mpl.rc_context(
        {
            "font.family": PLAIN["fontfamily"],
            "font.size": points(TEXT),
            "text.color": PALETTE.ink,
            "axes.edgecolor": PALETTE.line,
            "axes.labelcolor": PALETTE.muted,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.grid": False,
            "grid.color": PALETTE.line,
            "grid.linewidth": 0.8,
            "xtick.color": PALETTE.muted,
            "ytick.color": PALETTE.muted,
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "hatch.color": PALETTE.no_value,
            "hatch.linewidth": 0.8,
            "svg.fonttype": "path",
            "svg.hashsalt": "s3dash",
            "figure.facecolor": PALETTE.paper,
            "axes.facecolor": PALETTE.paper,
            "savefig.facecolor": PALETTE.paper,
        }
    ):
        yield


def to_bytes(
    figure: Figure, form: str, *, scale: float = 1.0, about: Mapping[str, str] | None = None
) -> bytes:
    """File of a drawn figure.

    Parameters
    ----------
    form : `png` or `svg`
    scale : dots per pixel of the figure's size, for `png`
    about : what the file says of itself, by the names that PNG and Dublin Core share
    """
    content = io.BytesIO()
    unsaid = ("Date", "Creator") if form == "svg" else ("Software",)
    metadata = {**dict.fromkeys(unsaid), **(about or {})}
    figure.savefig(content, format=form, dpi=DPI * scale, metadata=metadata)
    return content.getvalue()
