"""The map of arcs: one arc for each flow, as wide as it has people, arrow at its end."""

from __future__ import annotations

import numpy as np
import pytest

from s3dash.charts.flow_map import WIDEST, Arc, Region, flow_map

SQUARE = "M0 0h100v100h-100Z"
REGIONS = {
    "a": Region("Adorf", SQUARE, (50.0, 50.0)),
    "b": Region("Beburg an der Ruhr", "M200 0h100v100h-100Z", (250.0, 50.0)),
}
ARCS = [Arc("a", "b", 100.0, "Adorf → Beburg: 100"), Arc("b", "a", 25.0, "Beburg → Adorf: 25")]


@pytest.fixture
def figure(people):
    return flow_map(REGIONS, ARCS, people, size=(300, 100), chosen="a")


def arcs_of(figure):
    return [trace for trace in figure.data if trace.meta]


def test_every_flow_is_an_arc_with_its_words(figure):
    assert {(t.meta["from"], t.meta["to"], t.meta["value"]) for t in arcs_of(figure)} == {
        ("a", "b", 100.0),
        ("b", "a", 25.0),
    }
    assert all(t.hovertemplate.startswith(t.name) for t in arcs_of(figure))


def test_width_is_in_proportion_to_people(figure):
    width = {t.meta["from"]: t.line.width for t in arcs_of(figure)}
    assert width == {"a": WIDEST, "b": pytest.approx(WIDEST / 4)}


def test_arc_runs_from_start_to_end_and_has_its_head_there(figure):
    arc = next(t for t in arcs_of(figure) if t.meta["from"] == "a")
    assert arc.x[0] < 100
    assert arc.x[-1] > 200
    assert np.flatnonzero(arc.marker.size).tolist() == [len(arc.x) - 1]


def test_two_directions_bow_to_different_sides(figure):
    first, second = (np.mean(t.y) - 50 for t in arcs_of(figure))
    assert first * second < 0


def test_chosen_region_is_drawn_last_and_stronger(figure):
    outlines = [t for t in figure.data if t.fill == "toself"]
    assert [t.name for t in outlines] == ["Beburg an der Ruhr", "Adorf"]
    assert outlines[1].line.width > outlines[0].line.width


def test_arc_to_an_unknown_region_is_refused(people):
    with pytest.raises(ValueError, match="no outline of x"):
        flow_map(REGIONS, [Arc("a", "x", 1.0, "")], people, size=(300, 100))


def test_map_without_flows_is_a_map(people):
    figure = flow_map(REGIONS, [], people, size=(300, 100))
    assert arcs_of(figure) == []


def test_a_name_that_would_stand_on_another_one_stands_elsewhere(people):
    close = {
        "a": Region("Adorf", SQUARE, (150.0, 100.0)),
        "b": Region("Gelsenkirchen", SQUARE, (190.0, 100.0)),
        "c": Region("Weitweg", SQUARE, (700.0, 100.0)),
    }
    names = flow_map(close, (), people, size=(900, 300)).data[-1]
    at = dict(zip(names.text, names.textposition, strict=True))
    assert at == {
        "Gelsenkirchen": "bottom center",
        "Adorf": "top center",
        "Weitweg": "bottom center",
    }
