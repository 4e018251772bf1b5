"""Where a PDF has its lines of text, and which fonts it has inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]

SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UNREAD = (b"Td", b"TD", b"T*", b"'", b'"', b"Tc", b"Tw", b"Tz")
"""Ways to set text that Typst does not take; whoever meets one has to read it first."""


@dataclass(frozen=True)
class Run:
    """A run of text on one baseline, in points from the lower left corner of the page."""

    left: float
    right: float
    baseline: float
    size: float

    def overlaps(self, other: Run) -> bool:
        """Whether the letters of two runs stand over each other, and not only their edges."""
        across = min(self.right, other.right) - max(self.left, other.left)
        apart = abs(self.baseline - other.baseline)
        return across > 1.0 and apart < 0.6 * min(self.size, other.size)


def runs(page: PageObject) -> list[Run]:
    """Runs of text of a page, without the letters that charts are drawn with."""
    return list(_runs(page))


def _runs(page: PageObject) -> Iterator[Run]:
    fonts = {name: _widths(item.get_object()) for name, item in page["/Resources"]["/Font"].items()}
    stream = ContentStream(page["/Contents"].get_object(), page.pdf)
    current, below, saved = SAME, SAME, list[Matrix]()
    name, size = "", 0.0
    for values, operator in stream.operations:
        match operator:
            case b"q":
                saved.append(current)
            case b"Q":
                current = saved.pop()
            case b"cm":
                current = _then(tuple(map(float, values)), current)
            case b"Tm":
                below = tuple(map(float, values))
            case b"Tf":
                name, size = values[0], float(values[1])
            case b"TJ" | b"Tj":
                width = _width(values[0], *fonts[name]) * size
                start = _then(below, current)
                end = _then((1, 0, 0, 1, width, 0), start)
                below = _then((1, 0, 0, 1, width, 0), below)
                yield Run(start[4], end[4], start[5], size * abs(start[3]))
            case _ if operator in UNREAD:
                raise AssertionError(f"{operator!r} sets text in a way that is not read here")


def _then(first: Any, second: Any) -> Any:
    """Matrix that does one thing and then another, as PDF writes them."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _widths(font: Any) -> tuple[dict[int, float], float]:
    """Widths of the letters of a font by their number, and that of all others; 1 is the size."""
    below = font["/DescendantFonts"][0].get_object()
    listed, found, i = below.get("/W", []), {}, 0
    while i < len(listed):
        first, second = int(listed[i]), listed[i + 1]
        if isinstance(second, list):
            found |= {first + n: float(width) / 1000 for n, width in enumerate(second)}
            i += 2
        else:
            every = range(first, int(second) + 1)
            found |= dict.fromkeys(every, float(listed[i + 2]) / 1000)
            i += 3
    return found, float(below.get("/DW", 1000)) / 1000


def _width(words: Any, widths: dict[int, float], other: float) -> float:
    """Width of what one operator sets; letters are numbers of two bytes (Identity-H)."""
    total = 0.0
    for part in words if isinstance(words, list) else [words]:
        if isinstance(part, (int, float)):
            total -= float(part) / 1000
        else:
            content = getattr(part, "original_bytes", part)
            numbers = zip(content[::2], content[1::2], strict=True)
            total += sum(widths.get(256 * high + low, other) for high, low in numbers)
    return total


def fonts_outside(page: PageObject) -> list[str]:
    """Names of the fonts of a page, its drawings included, that the file does not hold."""
    return [
        str(below["/BaseFont"])
        for below in _fonts(page["/Resources"])
        if not {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())
    ]


def _fonts(resources: Any) -> Iterator[Any]:
    inside = resources.get_object()
    for font in inside.get("/Font", {}).values():
        yield font.get_object()["/DescendantFonts"][0].get_object()
    for item in inside.get("/XObject", {}).values():
        if "/Resources" in item.get_object():
            yield from _fonts(item.get_object()["/Resources"])
