"""The sheet that charts are drawn on: type, colours, and the way to a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from s3dash.charts import theme

FONTS: Final = Path(__file__).parent / "fonts"
FALLBACK: Final = "DejaVu Sans"
"""Has the few signs that the text font lacks; it comes with matplotlib."""

PLAIN: Final[dict[str, Any]] = {"fontfamily": ["Fira Sans", FALLBACK], "fontweight": 400}
STRONG: Final[dict[str, Any]] = {"fontfamily": ["Fira Sans SemiBold"], "fontweight": 600}

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


@cache
def _register_fonts() -> None:
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
            "font.size": theme.SIZE_TEXT * 72 / DPI,
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


def to_bytes(figure: Figure, form: str, *, scale: float = 1.0) -> bytes:
    """File of a drawn figure.

    Parameters
    ----------
    form : `png` or `svg`
    scale : dots per pixel of the figure's size, for `png`
    """
    content = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    figure.savefig(content, format=form, dpi=DPI * scale, metadata=metadata)
    return content.getvalue()
