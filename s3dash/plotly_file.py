"""plotly's JavaScript with the kinds of traces that our figures use: no request to others.

The file is built from plotly's own sources by `make plotly`; see `component/plotly/build.mjs` and
`docs/decisions/0015-charts-in-place.md`. A browser works a seventh as long on it as on the whole.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = "plotly"
"""First part of the address, below which the file is served."""

PATH: Final = Path(__file__).parent / "component" / "plotly" / "plotly.min.js"


def version(script: str) -> str:
    """Version of plotly.js that a file with its JavaScript names at its beginning.

    >>> version("/* plotly.js v4.1.1, MIT licence")
    '4.1.1'

    Raises
    ------
    ValueError
        If it names none.
    """
    found = re.search(r"plotly\.js v(\d+\.\d+\.\d+)", script[:200])
    if found is None:
        raise ValueError("this is no file of plotly.js: its beginning names no version")
    return found[1]


@cache
def name() -> str:
    """Name under which it is served; another file has another name, so caches never go stale."""
    content = PATH.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"plotly-{version(content[:200].decode())}-{digest}.min.js"
