"""The scatter shows every field where it belongs, the chosen one with its range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from s3dash.charts.labels import Labels
from s3dash.charts.scatter import ScatterWords, scatter
from s3dash.charts.theme import palette

WORDS = ScatterWords(
    "Nähe", "Komplexität", "oben rechts", "oben links", "unten r", "unten l", "Mittel"
)
GROUPS = [("cyber_ai", "Cyber"), ("health", "Gesundheit")]


@pytest.fixture
def fields() -> pd.DataFrame:
    columns = ["key", "name", "group", "x", "y", "size", "open", "faint"]
    rows = [
        ("431", "Informatik", "cyber_ai", 0.5, 1.5, 400.0, False, False),
        ("811", "Praxis", "health", 0.3, -0.5, 100.0, True, False),
        ("714", "", "", 0.2, 0.5, 900.0, False, True),
    ]
    table = pd.DataFrame(rows, columns=columns)
    ends = {
        f"{a}_{end}": table[a] + step for a in "xy" for end, step in (("low", -0.1), ("high", 0.2))
    }
    return table.assign(text=table["key"] + " im Kasten", **ends)


def drawn(fields: pd.DataFrame, labels: Labels, chosen: str = "") -> Any:
    return scatter(fields, labels, WORDS, cut=(0.4, 0.0), groups=GROUPS, chosen=chosen)


def marks(figure: Any) -> dict[str, tuple[float, float, Any, str]]:
    """Place, size and symbol of each field's marker."""
    found = {}
    for trace in figure.data:
        if trace.customdata is None:
            continue
        for i, key in enumerate(trace.customdata):
            size, symbol = trace.marker.size[i], trace.marker.symbol[i]
            found[key] = (trace.x[i], trace.y[i], size, symbol)
    return found


def test_every_field_stands_at_its_figures(fields: pd.DataFrame, labels: Labels) -> None:
    found = marks(drawn(fields, labels))
    assert {key: found[key][:2] for key in found} == {
        "431": (0.5, 1.5),
        "811": (0.3, -0.5),
        "714": (0.2, 0.5),
    }


def test_areas_go_with_the_size(fields: pd.DataFrame, labels: Labels) -> None:
    found = marks(drawn(fields, labels))
    assert found["714"][2] / found["431"][2] == pytest.approx(1.5)
    assert found["431"][2] / found["811"][2] == pytest.approx(2)


def test_themes_have_their_colours_and_others_are_grey(
    fields: pd.DataFrame, labels: Labels
) -> None:
    traces = {t.name: t for t in drawn(fields, labels).data if t.customdata is not None}
    colours = palette("light")
    assert traces["Cyber"].marker.color == colours.themes[0]
    assert traces["Gesundheit"].marker.color == colours.themes[1]
    assert traces[""].marker.color == colours.muted
    assert not traces[""].showlegend


def test_what_may_be_a_strength_is_a_ring_and_what_is_filtered_faint(
    fields: pd.DataFrame, labels: Labels
) -> None:
    figure = drawn(fields, labels)
    assert marks(figure)["811"][3] == "circle-open"
    assert marks(figure)["431"][3] == "circle"
    opacity = {
        t.customdata[0]: t.marker.opacity[0] for t in figure.data if t.customdata is not None
    }
    assert opacity["714"] < 0.3 < opacity["431"]


def test_the_chosen_one_bears_its_range(fields: pd.DataFrame, labels: Labels) -> None:
    ring = drawn(fields, labels, chosen="431").data[-1]
    assert (ring.x[0], ring.y[0]) == (0.5, 1.5)
    assert np.allclose([ring.error_x.array[0], ring.error_x.arrayminus[0]], [0.2, 0.1])
    assert np.allclose([ring.error_y.array[0], ring.error_y.arrayminus[0]], [0.2, 0.1])
    assert len(drawn(fields, labels).data) == len(drawn(fields, labels, chosen="431").data) - 1


def test_quadrants_axes_and_boxes_have_words(fields: pd.DataFrame, labels: Labels) -> None:
    figure = drawn(fields, labels)
    written = {note.text for note in figure.layout.annotations}
    assert {"<b>oben rechts</b>", "<b>unten l</b>", "Mittel", "Komplexität"} <= written
    assert {"Informatik", "Praxis"} <= written
    assert figure.layout.xaxis.title.text == "Nähe"
    assert next(shape.x0 for shape in figure.layout.shapes) == 0.4
    assert figure.data[0].hovertext[0].endswith("im Kasten")
    assert figure.layout.meta["alt"] == "Profil von Dortmund"


def test_names_that_would_touch_are_left_out_but_never_the_chosen_one(
    fields: pd.DataFrame, labels: Labels
) -> None:
    close = fields.assign(x=[0.5, 0.501, 0.2], y=[1.5, 1.49, -0.5])
    written = {note.text for note in drawn(close, labels, chosen="811").layout.annotations}
    assert "Praxis" in written
    assert "Informatik" not in written
