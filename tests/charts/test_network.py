"""The network: one straight line for each tie, as wide as its figure, under the names."""

from __future__ import annotations

import pytest

from s3dash.charts.flow_map import Region
from s3dash.charts.network import THINNEST, WIDEST, Tie, network
from s3dash.charts.theme import palette

REGIONS = {
    key: Region(key.upper(), f"M{x} 0h50v50h-50Z", (x + 25.0, 25.0))
    for key, x in {"a": 0, "b": 100, "c": 200}.items()
}
TIES = [
    Tie("a", "b", 30.0, "A und B: 30", marked=True),
    Tie("b", "c", 10.0, "B und C: 10"),
    Tie("a", "c", 20.0, "A und C: 20"),
]


def lines_of(figure):
    return {(t.meta["one"], t.meta["other"]): t for t in figure.data if t.meta}


@pytest.fixture
def figure(people):
    return network(REGIONS, TIES, people, size=(300, 100), chosen="a", floor=10.0)


def test_every_tie_is_a_line_from_label_to_label_with_its_words(figure):
    lines = lines_of(figure)
    assert {pair: t.meta["value"] for pair, t in lines.items()} == {
        ("a", "b"): 30.0,
        ("b", "c"): 10.0,
        ("a", "c"): 20.0,
    }
    assert (lines["a", "c"].x[0], lines["a", "c"].x[-1]) == (25.0, 225.0)
    assert lines["b", "c"].hovertemplate.startswith("B und C: 10")


def test_width_goes_from_the_floor_to_the_largest(figure):
    lines = lines_of(figure)
    assert lines["b", "c"].line.width == THINNEST
    assert lines["a", "c"].line.width == pytest.approx((THINNEST + WIDEST) / 2)
    assert lines["a", "b"].line.width == pytest.approx(WIDEST)


def test_chosen_tie_has_the_colour_of_choices_and_lies_above_the_others(figure):
    lines = list(lines_of(figure).values())
    assert lines[-1].line.color == palette("light").accent
    assert {t.line.color for t in lines[:-1]} == {palette("light").regions[0]}
    assert "text" in figure.data[-1].mode


def test_equal_figures_and_none_at_all_can_be_drawn(people):
    alone = network(REGIONS, TIES[:1], people, size=(300, 100), floor=30.0)
    assert lines_of(alone)["a", "b"].line.width == THINNEST
    assert not lines_of(network(REGIONS, [], people, size=(300, 100)))


def test_line_to_an_unknown_region_is_refused(people):
    with pytest.raises(ValueError, match="no outline of x"):
        network(REGIONS, [Tie("a", "x", 1.0, "")], people, size=(300, 100))
