"""What the own components of a page were sent, as tests look at it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Drawn:
    """A figure as plotly gets it, and its description for readers who cannot see it."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
    alt: str


def sent(component: BidiComponent) -> dict[str, Any]:
    """Data of an own component."""
    found: dict[str, Any] = json.loads(component.json or component.mixed.json)
    return found


def figures(components: Iterable[BidiComponent]) -> list[Drawn]:
    """The figures among own components."""
    found = [one for one in map(sent, components) if "spec" in one]
    specs = [json.loads(one["spec"]) for one in found]
    return [
        Drawn(spec["data"], spec["layout"], one["alt"])
        for spec, one in zip(specs, found, strict=True)
    ]


def figures_of(app: AppTest) -> list[Drawn]:
    """The figures of a page."""
    return figures(one.proto for one in app.get("bidi_component"))
