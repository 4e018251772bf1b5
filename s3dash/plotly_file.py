"""plotly's JavaScript, served from the installed package: no copy of it, no request to others."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from functools import cache
from pathlib import Path

FOLDER = "plotly"
"""First part of the address, below which the file is served."""


@cache
def path() -> Path:
    """The file in the installed package, found without importing that.

    Raises
    ------
    RuntimeError
        If plotly is not installed.
    """
    spec = importlib.util.find_spec("plotly")
    if spec is None or spec.origin is None:
        raise RuntimeError("plotly is not installed; `make run` installs requirements.txt")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


@cache
def name() -> str:
    """Name under which it is served; another version has another name, so caches never go stale."""
    return f"plotly-{importlib.metadata.version('plotly')}.min.js"
