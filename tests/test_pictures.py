"""Pictures of views: they open, say what the page says, and are the same twice."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from s3dash import session, state, views
from s3dash.exhibits import AreaMap, Bar, Bars, Exhibit, exhibit
from s3dash.pictures import HEIGHT, WIDTH, picture
from s3dash.pictures.bars import LAST, MOST, shortened

OPTIONS = session.options()
SHAPES = OPTIONS.release.geo / "shapes.json"
VIEWS = {
    "quotient": {"indicator": "location_quotient", "sector": "K", "regions": "05913"},
    "count": {"indicator": "population", "regions": "05913000,RUHR", "lang": "en"},
    "change": {"indicator": "population_growth"},
    "categories": {"indicator": "degree_of_urbanisation"},
    "suppressed": {"indicator": "employees", "occupation": "433", "year": "2013"},
}


@pytest.fixture(scope="module", params=VIEWS)
def shown(request: pytest.FixtureRequest) -> Exhibit:
    view, notes = state.read_view(VIEWS[request.param], OPTIONS, page=state.MAP)
    assert not notes
    return exhibit(OPTIONS, view, "https://s3.example.org")


def test_map_and_ranking_say_what_the_table_says(shown: Exhibit) -> None:
    drawn, ranking = shown.charts
    assert isinstance(drawn, AreaMap)
    assert isinstance(ranking, Bars)
    table = shown.table.set_index("ags")["value"]
    for area in drawn.areas:
        assert area.value == pytest.approx(table[area.ags], nan_ok=True)
        assert bool(area.colour) == (table[area.ags] == table[area.ags])
    ranked = [bar for bar in ranking.bars if bar.rank]
    assert [bar.value for bar in ranked] == sorted((bar.value for bar in ranked), reverse=True)
    assert len(ranked) == int(table[[area.ags for area in drawn.areas]].notna().sum())


def test_every_class_names_how_many_areas_it_holds(shown: Exhibit) -> None:
    drawn = shown.charts[0]
    assert isinstance(drawn, AreaMap)
    if drawn.legend:
        known = sum(bool(area.colour) for area in drawn.areas)
        assert sum(count for _, _, count in drawn.legend) == known


def test_a_picture_has_its_size_and_is_the_same_twice(shown: Exhibit) -> None:
    first, again = (picture(shown, SHAPES) for _ in range(2))
    assert first == again
    with Image.open(io.BytesIO(first)) as opened:
        assert opened.size == (2 * WIDTH, 2 * HEIGHT)


def test_a_drawing_names_no_other_host() -> None:
    view, _ = state.read_view({}, OPTIONS, page=state.MAP)
    svg = picture(exhibit(OPTIONS, view), SHAPES, "svg").decode()
    hosts = set(re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?https?://([^/\"')]+)", svg))
    assert hosts <= {"creativecommons.org", "purl.org"}
    assert "<dc:date>" not in svg


def test_the_link_of_an_exhibit_is_pinned_and_shows_the_same_figures(shown: Exhibit) -> None:
    found = state.split_link(shown.short_link)
    assert found is not None
    view, notes = state.read_view(found[1], OPTIONS, page=found[0])
    assert not notes
    assert view.release == OPTIONS.release.version
    assert views.table(OPTIONS, view).equals(shown.table)


def bars(count: int, strong: tuple[int, ...] = ()) -> list[Bar]:
    return [Bar(str(i), 1.0, "1", "#000000", strong=i in strong) for i in range(count)]


def test_a_long_ranking_keeps_first_last_and_selected_bars() -> None:
    many = bars(53, strong=(40,))
    kept = shortened(many)
    named = [bar.name for bar in kept if bar]
    assert len(named) == MOST
    assert named[0] == "0"
    assert "40" in named
    assert named[-LAST:] == ["50", "51", "52"]
    assert kept.count(None) == 2
    assert named == sorted(named, key=int)


def test_a_short_ranking_is_drawn_whole() -> None:
    few = bars(MOST)
    assert shortened(few) == few
