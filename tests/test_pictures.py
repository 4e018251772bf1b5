"""Pictures of views: they open, say what the page says, and are the same twice."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from s3dash import session, state, views
from s3dash.exhibits import (
    AreaMap,
    Bar,
    Bars,
    Chart,
    Exhibit,
    Grid,
    Lines,
    Point,
    Radar,
    Scatter,
    Series,
    exhibit,
    has_charts,
)
from s3dash.pictures import HEIGHT, WIDTH, chart_png, chart_svg, draw, drawn, picture
from s3dash.pictures.arrangement import MOST_COLUMNS, arranged
from s3dash.pictures.bars import LAST, MOST, shortened
from s3dash.pictures.canvas import DPI, Box, broken, drawing, text_width

OPTIONS = session.options()
SHAPES = OPTIONS.release.geo / "shapes.json"
VIEWS = {
    "quotient": {"indicator": "location_quotient", "sector": "K", "regions": "05913"},
    "count": {"indicator": "population", "regions": "05913000,RUHR", "lang": "en"},
    "change": {"indicator": "population_growth"},
    "categories": {"indicator": "degree_of_urbanisation"},
    "suppressed": {"indicator": "employees", "occupation": "112"},
}


@pytest.fixture(scope="module", params=VIEWS)
def shown(request: pytest.FixtureRequest) -> Exhibit:
    view, notes = state.read_view(VIEWS[request.param], OPTIONS, page=state.MAP)
    assert not notes
    return exhibit(OPTIONS, view, "https://s3.example.org")


def test_map_and_ranking_say_what_the_table_says(shown: Exhibit) -> None:
    region, ranking = shown.charts
    assert isinstance(region, AreaMap)
    assert isinstance(ranking, Bars)
    table = shown.table.set_index("ags")["value"]
    for area in region.areas:
        assert area.value == pytest.approx(table[area.ags], nan_ok=True)
        assert bool(area.colour) == (table[area.ags] == table[area.ags])
    ranked = [bar for bar in ranking.bars if bar.rank]
    assert [bar.value for bar in ranked] == sorted((bar.value for bar in ranked), reverse=True)
    assert len(ranked) == int(table[[area.ags for area in region.areas]].notna().sum())


def test_every_class_names_how_many_areas_it_holds(shown: Exhibit) -> None:
    region = shown.charts[0]
    assert isinstance(region, AreaMap)
    if region.legend:
        known = sum(bool(area.colour) for area in region.areas)
        assert sum(count for _, _, count in region.legend) == known


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


# --- every page ----------------------------------------------------------------------------

PICTURES = {
    "start": (state.START, {}),
    "many towns": (state.MAP, {"indicator": "population_growth", "regions": "05170052,05562004"}),
    "city": (state.PROFILE, {"regions": "05913"}),
    "region in bars": (state.PROFILE, {"chart": "dots"}),
    "town": (state.PROFILE, {"regions": "05170052"}),
    "sub-regions": (state.COMPARISON, {}),
    "three places": (state.COMPARISON, {"regions": "05117,05119,05954", "index": "2015"}),
    "themes": (state.THEMES, {}),
    "a theme": (state.THEMES, {"focus": "health", "regions": "05911"}),
    "an occupation": (state.THEMES, {"focus": "431"}),
    "potentials": (state.POTENTIALS, {"regions": "05562"}),
    "partners": (state.COOPERATION, {"regions": "05117,05911", "focus": "health"}),
    "pairs": (state.COOPERATION, {"ties": "commuters"}),
    "priorities": (state.PRIORITIES, {"regions": "05170052"}),
    "priorities of occupations": (state.PRIORITIES, {"fields": "occupations"}),
    "no priorities": (state.PRIORITIES, {"regions": "DE"}),
    "commuters": (state.FLOWS, {"regions": "05117"}),
    "all commuters": (state.FLOWS, {}),
    "without charts": (state.IMPRINT, {}),
}


@cache
def made(name: str, lang: str) -> Exhibit:
    page, query = PICTURES[name]
    view, _ = state.read_view(query | {"lang": lang}, OPTIONS, page=page)
    return exhibit(OPTIONS, view, "https://s3.example.org")


@cache
def texts(name: str, lang: str) -> list[tuple[Text, Bbox]]:
    """Everything that is written in a picture, with the pixels that it takes."""
    with drawing():
        figure = drawn(made(name, lang), SHAPES)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        found = [item for item in figure.findobj(Text) if item.get_text() and item.get_visible()]
        return [(item, item.get_window_extent(renderer)) for item in found]


@pytest.fixture(params=[(name, lang) for name in PICTURES for lang in ("de", "en")])
def asked(request: pytest.FixtureRequest) -> tuple[str, str]:
    found: tuple[str, str] = request.param
    return found


def test_every_page_with_charts_is_among_the_pictures() -> None:
    pages = {page for page, _ in PICTURES.values()} | {state.DATA}
    assert {page for page in state.PAGES if has_charts(page)} <= pages


def test_nothing_is_written_beyond_the_edge(asked: tuple[str, str]) -> None:
    for item, box in texts(*asked):
        assert box.x0 >= 0, item.get_text()
        assert box.y0 >= 0, item.get_text()
        assert box.x1 <= WIDTH, item.get_text()
        assert box.y1 <= HEIGHT, item.get_text()


def test_no_text_lies_over_another(asked: tuple[str, str]) -> None:
    """Names with an edge of paper around them stand over lines on purpose, never over others."""
    for (one, a), (other, b) in combinations(texts(*asked), 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        upright = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < 3 or upright < 0.3 * min(a.height, b.height), (
            one.get_text(),
            other.get_text(),
        )


def test_no_type_is_too_small_to_read(asked: tuple[str, str]) -> None:
    for item, _ in texts(*asked):
        assert item.get_fontsize() * DPI / 72 >= SMALLEST, item.get_text()


SMALLEST = 11
"""Pixels of the smallest type in a picture that is 1600 wide."""


def test_a_picture_says_title_source_release_and_link(asked: tuple[str, str]) -> None:
    shown = made(*asked)
    written = " ".join(item.get_text().replace("\n", " ") for item, _ in texts(*asked))
    for part in (shown.title, shown.source, shown.short_link):
        assert part.replace(" ", "") in written.replace(" ", "")
    assert shown.release in written
    assert not {"None", "nan"} & set(written.split())


def test_words_of_a_drawing_can_be_kept_as_text() -> None:
    with drawing():
        mpl.rcParams["svg.fonttype"] = "none"
        content = io.BytesIO()
        drawn(made("city", "de"), SHAPES).savefig(content, format="svg")
    written = content.getvalue().decode()
    assert "Energie und Wasser" in written
    assert ">nan<" not in written
    assert ">None<" not in written


@pytest.mark.parametrize("name", ["start", "city", "a theme", "pairs"])
def test_a_drawing_is_the_same_twice(name: str) -> None:
    shown = made(name, "en")
    assert picture(shown, SHAPES, "svg") == picture(shown, SHAPES, "svg")


# --- single charts -------------------------------------------------------------------------

GAP = float("nan")
SERIES = (
    Series("Dortmund", (1.0, GAP, 2.0), "#0e5b9f"),
    Series("Deutschland", (1.0, 1.0, GAP), "#59646f", "square", reference=True),
)
SINGLE: dict[str, Chart] = {
    "bars": Bars("", (Bar("A", 2.0, "2", "#0e5b9f"), Bar("B", GAP, "gesperrt", "")), "%", 0, ""),
    "quotients": Bars(
        "",
        (Bar("A", 0.0, "0,00", "#0e5b9f"), Bar("B", 2.0, "2,00", "#0e5b9f", low=1.5, high=2.5)),
        "",
        2,
        "",
        centre=1.0,
        log=True,
        centre_words="Deutschland = 1",
    ),
    "no bars": Bars("", (), "", 0, ""),
    "lines": Lines("", (2019, 2020, 2022), SERIES, "", 1, "", breaks=(2022,)),
    "one year": Lines("", (2020,), (Series("A", (1.0,), "#0e5b9f"),), "", 1, ""),
    "unknown lines": Lines("", (2019, 2020), (Series("A", (GAP, GAP), "#0e5b9f"),), "", 1, ""),
    "radar": Radar("", ("a", "b", "c"), SERIES, 2.0, 2, "", centre_words="Deutschland = 1"),
    "points": Scatter(
        "",
        (
            Point("A", 0.5, -1.0, 100, "#0e5b9f", "A"),
            Point("B", 2.0, 3.0, 400, "#0e5b9f", "B", strong=True),
            Point("C", GAP, 3.0, 400, "#0e5b9f", "C"),
        ),
        "x",
        "y",
        1.0,
        0.0,
        ("1", "2", "3", "4"),
        2,
        0,
        "",
        log=True,
    ),
    "table": Grid("", ("a", "b"), ("x",), (("1",), ("gesperrt",)), (("#0a4c59",), ("",)), ""),
}


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize("size", [(320, 240), (700, 500)])
def test_a_chart_alone_is_drawn_in_its_size(name: str, size: tuple[int, int]) -> None:
    svg = chart_svg(SINGLE[name], SHAPES, *size, lang="de").decode()
    width, height = (round(part * 72 / DPI, 6) for part in size)
    assert f'width="{width:g}pt" height="{height:g}pt"' in svg
    assert "nan" not in svg.lower()
    assert svg == chart_svg(SINGLE[name], SHAPES, *size, lang="de").decode()
    with Image.open(io.BytesIO(chart_png(SINGLE[name], SHAPES, *size, lang="de"))) as opened:
        assert opened.size == (2 * size[0], 2 * size[1])


def test_marks_of_axes_are_in_the_language() -> None:
    def written(lang: str) -> set[str]:
        chart = Lines("", (2019, 2020), (Series("A", (0.5, 1.25), "#0e5b9f"),), "", 2, "")
        with drawing():
            figure = Figure(figsize=(7, 5))
            draw(figure, Box(0, 0, 700, 500), chart, SHAPES, lang)
            return {item.get_text() for item in figure.findobj(Text)}

    assert "0,8" in written("de")
    assert "0.8" in written("en")


# --- room ----------------------------------------------------------------------------------


def boxes_of(charts: list[Chart]) -> list[Box]:
    return [box for _, box in arranged(charts, Box(0, 0, 1500, 700))]


def test_charts_stand_apart_and_inside(asked: tuple[str, str]) -> None:
    boxes = boxes_of(list(made(*asked).charts))
    for box in boxes:
        assert box.left >= 0
        assert box.left + box.width <= 1500 + 1e-6
        assert box.top + box.height <= 700 + 1e-6
    for a, b in combinations(boxes, 2):
        apart_across = a.left + a.width <= b.left + 1e-6 or b.left + b.width <= a.left + 1e-6
        apart_upright = a.top + a.height <= b.top + 1e-6 or b.top + b.height <= a.top + 1e-6
        assert apart_across or apart_upright


def test_no_more_columns_than_can_be_read() -> None:
    tall = [SINGLE["points"]] * 5
    assert len(boxes_of(tall)) == MOST_COLUMNS
    assert len(boxes_of([SINGLE["radar"], SINGLE["lines"]] * 2)) == 4
    assert boxes_of([]) == []


def test_a_text_is_broken_where_it_may_be() -> None:
    assert broken("Mülheim an der Ruhr", 110) == "Mülheim an\nder Ruhr"
    assert broken("12\N{NO-BREAK SPACE}%", 10) == "12\N{NO-BREAK SPACE}%"
    assert text_width("zwei\nZeilen") == text_width("Zeilen")
    assert text_width("Essen", 20) == pytest.approx(2 * text_width("Essen", 10))


@pytest.mark.parametrize("name", OPTIONS.names(state.MAP))
def test_every_figure_of_every_indicator_has_its_class(name: str) -> None:
    """The largest figure too, whose class ends with it."""
    view, _ = state.read_view({"indicator": name}, OPTIONS, page=state.MAP)
    drawn = exhibit(OPTIONS, view).charts[0]
    assert isinstance(drawn, AreaMap)
    known = [area for area in drawn.areas if area.value == area.value]
    assert all(area.colour for area in known)
    if drawn.legend:
        assert sum(count for _, _, count in drawn.legend) == len(known)
