"""Draws `docs/pictures/architecture.svg` from the import contracts: part of `make pictures`.

Each row is a layer of `[tool.importlinter]` in `pyproject.toml`: a room knows only rooms of the
rows below it. Numbered rooms are those a figure passes, as `docs/architecture.md` tells it.
"""

from __future__ import annotations

import ast
import tomllib
from html import escape
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TARGET: Final = ROOT / "docs" / "pictures" / "architecture.svg"

PAGES: Final = "app.py, pages/"
RAW: Final = "raw files"
FILES: Final = "data/, geo/"
WAY: Final = (
    RAW,
    "ingest",
    FILES,
    "release",
    "measures",
    "indicators",
    "views",
    "map_data",
    "component",
    PAGES,
)
"""Where a figure on the map passes, in this order."""

WIDTH: Final = 980
ASIDE: Final = 740
ROW: Final = 44
BOX: Final = 30
LEFT: Final = 24
GAP: Final = 10


def layers() -> list[list[str]]:
    """Rooms of each layer, the highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (doors,) = (one for one in contracts if one["id"] == "doors")
    return [[room.strip(" ()") for room in layer.split("|")] for layer in doors["layers"]]


def purpose(room: str) -> str:
    """What a room says that it is for: the first line of its docstring, or nothing."""
    path = ROOT / "s3dash" / room
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not file.is_file():
        return ""
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    return (said or "").partition("\n")[0]


def box(name: str, x: float, y: float, width: float) -> str:
    """One room, with its number where a figure passes it."""
    number = WAY.index(name) + 1 if name in WAY else 0
    kind = "way" if number else "room"
    words = f"{number}  {name}" if number else name
    return (
        f'<g class="{kind}"><title>{escape(purpose(name) or name)}</title>'
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{BOX}" rx="4"/>'
        f'<text x="{x + width / 2:g}" y="{y + 20:g}">{escape(words)}</text></g>'
    )


def row(names: list[str], y: float) -> list[str]:
    """Rooms of one layer, side by side."""
    width = (ASIDE - 2 * LEFT - GAP * (len(names) - 1)) / len(names)
    return [box(name, LEFT + i * (width + GAP), y, width) for i, name in enumerate(names)]


def picture() -> str:
    """The whole picture as SVG."""
    rows = [[PAGES], *layers(), [FILES]]
    top = 60
    bottom = top + ROW * (len(rows) - 1)
    drawn = [part for i, names in enumerate(rows) for part in row(names, top + i * ROW)]
    aside, wide = ASIDE + 30, WIDTH - ASIDE - 54
    drawn += [box("fetch", aside, top, wide), box(RAW, aside, top + ROW, wide)]
    drawn += [box("ingest", aside, bottom - 3 * ROW, wide)]
    middle = aside + wide / 2
    arrows = [
        f"M{middle:g} {top + ROW + BOX:g}V{bottom - 3 * ROW - 6:g}",
        f"M{middle:g} {bottom - 3 * ROW + BOX:g}V{bottom + BOX / 2:g}H{ASIDE - LEFT + 6:g}",
    ]
    height = bottom + BOX + 24
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            ' role="img" aria-labelledby="title">',
            '<title id="title">Rooms in layers: each knows only what lies below it</title>',
            "<style>text{font:14px 'Fira Sans',sans-serif;text-anchor:middle;fill:#1b2a33}"
            ".room rect{fill:#eef2f4;stroke:#8a9aa5}.way rect{fill:#0b5a68;stroke:#0b5a68}"
            ".way text{fill:#fff;font-weight:600}.note{text-anchor:start;fill:#47545c}"
            "path{fill:none;stroke:#0b5a68;stroke-width:2;marker-end:url(#head)}</style>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8"'
            ' markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#0b5a68;'
            'stroke:none;marker-end:none"/></marker></defs>',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            f'<text class="note" x="{LEFT}" y="34">A room imports only from rows below its own.'
            " Numbers: the way of a figure to the map.</text>",
            *drawn,
            *(f'<path d="{line}"/>' for line in arrows),
            "</svg>\n",
        ]
    )


def main() -> None:
    """Write the picture."""
    TARGET.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
