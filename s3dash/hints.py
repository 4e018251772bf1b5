"""What a page needs besides Streamlit's own start, named in the head of the page.

Without it the browser learns of our JavaScript, and of the parts of Streamlit's that draw our
elements, only after the first figures have come: five rounds of requests one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from streamlit.file_util import get_static_dir

from s3dash import ROOT, plotly_file

MAPS: Final = frozenset({"karte", "praesentation"})
"""Pages that draw the map of the region."""

CHARTS: Final = frozenset(
    {"kooperation", "pendler", "potenziale", "prioritaeten", "profil", "themen", "vergleich"}
)
"""Pages that draw plotly's figures."""

PARTS: Final = ("BidiComponent", "Html", "Selectbox")
"""Streamlit's parts on every page."""

COMPONENTS: Final = "_stcore/bidi-components"
"""Folder of the address below which Streamlit serves own components."""

FIRST_MODULES: Final = {
    "s3dash.page/page.js": "page/page.js",
    "s3dash.figure/figure.js": "figure/figure.js",
    "s3dash.regionmap/index.js": "assets/index.js",
}
"""First module of each own component, by its address below `COMPONENTS`."""

_IMPORT: Final = re.compile(r"(?:from|import)\s*[\"'`]\./([\w.-]+\.js)[\"'`]")


SCRIPT: Final = (
    "window.__streamlit = {BACKEND_BASE_URL:"
    ' location.origin + location.pathname.replace(/[^/]+\\/?$/, "")}'
)
"""Tells Streamlit where its server is. It would ask below the address of the page first, in vain,
and wait before it asks elsewhere. Only for pages with a name of their own: it leaves that out."""


@cache
def head(page: str) -> str:
    """HTML for the head of a page of the dashboard, "" for the start page.

    Addresses are relative to the page, so that they hold below any base path. They stand in the
    page and not in its headers, for which proxies have little room.
    """
    modules = [*_streamlits(*PARTS), f"{COMPONENTS}/s3dash.page/page.js"]
    others = [(f"{COMPONENTS}/s3dash.page/page.css", "style")]
    if page in CHARTS:
        modules += [f"{COMPONENTS}/s3dash.figure/figure.js"]
        others += [(f"{plotly_file.FOLDER}/{plotly_file.name()}", "script")]
    if page in MAPS:
        modules += [f"{COMPONENTS}/s3dash.regionmap/index.js"]
        others += [(f"{COMPONENTS}/s3dash.regionmap/map.css", "style")]
        drawings = [*(ROOT / "static").glob("shapes.*.json")]
        others += [(f"app/static/{one.name}", "fetch") for one in drawings if len(drawings) == 1]
    return "".join(
        [f"<script>{SCRIPT}</script>" if page else ""]
        + [f'<link rel="modulepreload" href="./{one}" fetchpriority="low">' for one in modules]
        + [f'<link rel="preload" href="./{one}" as="{kind}"{_CORS[kind]}>' for one, kind in others]
    )


_CORS: Final = {"style": "", "script": "", "fetch": " crossorigin"}
"""How each kind is fetched later; a hint that differs would be fetched twice."""


def _streamlits(*parts: str) -> list[str]:
    """Modules of Streamlit's that draw some kinds of elements, with all that they import.

    The page itself names those of every app. A part that a version of Streamlit names otherwise
    is left out: hints are no promise.
    """
    static = Path(get_static_dir())
    named = (static / "index.html").read_text(encoding="utf-8")
    folder = static / "static" / "js"
    first = [file for part in parts for file in sorted(folder.glob(f"{part}.*.js"))]
    found = dict.fromkeys(one for file in first for one in _with_imports(file, set()))
    return [f"static/js/{name}" for name in found if name not in named]


def _with_imports(file: Path, seen: set[str]) -> Iterator[str]:
    if file.name in seen:
        return
    seen.add(file.name)
    yield file.name
    for name in _IMPORT.findall(file.read_text(encoding="utf-8")):
        yield from _with_imports(file.parent / name, seen)
