"""plotly's JavaScript is of the version that makes the figures, and knows all their traces."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from s3dash import ROOT, plotly_file

FOLDER = plotly_file.PATH.parent
ALWAYS_IN_IT = {"scatter"}


def installed() -> Path:
    """plotly's JavaScript, whole, as it lies in the package that makes the figures."""
    spec = importlib.util.find_spec("plotly")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def test_the_file_is_of_the_version_that_makes_the_figures() -> None:
    ours, theirs = (
        plotly_file.version(path.read_text("utf-8")[:200])
        for path in (plotly_file.PATH, installed())
    )
    assert ours == theirs, "set the version in component/plotly/package.json and `make plotly`"
    assert f'"plotly.js": "{theirs}"' in (FOLDER / "package.json").read_text("utf-8")


def named() -> set[str]:
    """Kinds of traces that the build asks for."""
    script = (FOLDER / "traces.cjs").read_text("utf-8")
    return set(re.findall(r"plotly\.js/lib/(\w+)", script)) - {"core"} | ALWAYS_IN_IT


def test_every_kind_of_trace_that_is_drawn_is_in_it() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "s3dash").rglob("*.py"))
    classes = set(re.findall(r"\bgo\.([A-Z]\w+)\(", code))
    traces = {
        name.lower()
        for name in classes
        if hasattr(getattr(go, name)(), "type") and name not in ("Figure", "Layout")
    }
    assert traces, "the figures have no traces?"
    assert traces == named()


def test_a_file_that_is_not_plotlys_is_told() -> None:
    with pytest.raises(ValueError, match="names no version"):
        plotly_file.version("var Plotly = {}")


def test_its_licences_lie_beside_it() -> None:
    licences = (FOLDER / "licences.txt").read_text("utf-8")
    for package in ("plotly.js", "@plotly/d3", "culori"):
        assert re.search(rf"^{re.escape(package)} \d+\.\d+\.\d+, \S+$", licences, re.MULTILINE)
    assert licences.count("Permission is hereby granted") > 10
