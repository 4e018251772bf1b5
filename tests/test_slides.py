"""Views as slides: opened again, they say what the views say, and every chart can be edited."""

from __future__ import annotations

import io
import math
import re
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from s3dash import session, state
from s3dash.exhibits import Bar, Bars, Chart, Exhibit, Lines, Point, Radar, Scatter, Series, exhibit
from s3dash.slides import to_pptx

OPTIONS = session.options()
SHAPES = OPTIONS.release.geo / "shapes.json"
BASE = "https://s3.example.org"
VIEWS = {
    "map": (state.MAP, {"sector": "K", "regions": "05913"}),
    "city": (state.PROFILE, {"regions": "05913"}),
    "town": (state.PROFILE, {"regions": "05170024"}),
    "three places": (state.COMPARISON, {"regions": "05913,05113,05170"}),
    "themes": (state.THEMES, {}),
    "a theme": (state.THEMES, {"focus": "health", "regions": "05911"}),
    "potentials": (state.POTENTIALS, {"regions": "05913"}),
    "partners": (state.COOPERATION, {"regions": "05913"}),
    "priorities": (state.PRIORITIES, {"regions": "05913"}),
    "commuters": (state.FLOWS, {"regions": "05913"}),
}


@cache
def shown(name: str, lang: str = "de") -> Exhibit:
    page, query = VIEWS[name]
    view, _ = state.read_view({**query, "lang": lang}, OPTIONS, page=page)
    return exhibit(OPTIONS, view, BASE)


def opened(*exhibits: Exhibit, notes: tuple[str, ...] = ()) -> Any:
    return Presentation(io.BytesIO(to_pptx(exhibits, SHAPES, notes)))


@cache
def slides(name: str, lang: str = "de") -> Any:
    return opened(shown(name, lang))


def charts(made: Any) -> list[Any]:
    return [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]


def of(chart: Chart, lang: str = "de") -> Any:
    """The drawn chart of a view that has only this one."""
    return charts(opened(replace(shown("map", lang), charts=(chart,))))[0]


def numbers(chart: Chart) -> list[float]:
    match chart:
        case Bars():
            return [bar.value for bar in chart.bars]
        case Lines() | Radar():
            centre = [chart.centre] if isinstance(chart, Radar) else []
            return [value for item in chart.series for value in item.values] + centre
        case Scatter():
            return [number for item in chart.points for number in (item.x, item.y)]
        case _:
            return []


# --- every view ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_slides_say_title_source_release_and_link(name: str, lang: str) -> None:
    said = shown(name, lang)
    made = slides(name, lang)
    assert made.slide_width == Inches(40 / 3)
    for slide in made.slides:
        words = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        for part in (said.title, said.subtitle, said.source, said.release, said.short_link):
            assert part in words
        links = [
            run.hyperlink.address
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        ]
        assert said.short_link in links
        assert said.source in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_left_empty_and_every_picture_is_described(name: str) -> None:
    for slide in slides(name).slides:
        for shape in slide.placeholders:
            assert shape.text_frame.text.strip()
        drawn = [s for s in slide.shapes if not s.has_text_frame]
        assert drawn
        for shape in drawn:
            assert shape._element._nvXxPr.cNvPr.get("descr")


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_stands_beyond_the_slide(name: str) -> None:
    made = slides(name)
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height


@pytest.mark.parametrize("name", VIEWS)
def test_numbers_of_charts_are_those_of_the_view(name: str) -> None:
    allowed = [number for chart in shown(name).charts for number in numbers(chart)]
    helping = (XL_CHART_TYPE.XY_SCATTER,)
    for chart in charts(slides(name)):
        series = list(chart.plots[0].series)
        if chart.chart_type in helping:
            series = series[:1]
        for item in series:
            for value in item.values:
                assert value is None or any(math.isclose(value, other) for other in allowed)


@pytest.mark.parametrize("name", VIEWS)
def test_workbooks_hold_the_numbers_of_their_charts(name: str) -> None:
    for chart in charts(slides(name)):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        cells = {
            cell.value
            for row in book.active.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        }
        drawn = {value for item in chart.plots[0].series for value in item.values}
        assert all(any(math.isclose(v, c) for c in cells) for v in drawn if v is not None)


def test_tables_hold_the_words_of_the_view() -> None:
    said = shown("priorities").charts[1]
    tables = [s.table for slide in slides("priorities").slides for s in slide.shapes if s.has_table]
    cells = [[cell.text for cell in row.cells] for row in tables[0].rows]
    assert cells[0][1:] == list(said.columns)
    assert cells[1:] == [[n, *w] for n, w in zip(said.rows, said.words, strict=True)]


# --- kinds of charts -----------------------------------------------------------------------


def bars(*drawn: Bar, **more: Any) -> Bars:
    return Bars("Rang", drawn, "%", 1, "alt", **more)


def test_a_bar_without_a_value_says_why_and_is_no_zero() -> None:
    drawn = of(bars(Bar("Essen", 2.5, "2,5", "#112233"), Bar("Hamm", math.nan, "gesperrt", "")))
    assert list(drawn.plots[0].categories) == ["Essen", "Hamm: gesperrt"]
    assert list(drawn.plots[0].series[0].values) == [2.5, None]


def test_a_quotient_of_zero_is_written_where_ratios_have_no_place_for_it() -> None:
    drawn = of(bars(Bar("Essen", 2.0, "2,0", "#112233"), Bar("Hamm", 0.0, "0,0", ""), log=True,
                    centre=1.0))  # fmt: skip
    assert list(drawn.plots[0].categories) == ["Essen", "Hamm: 0,0"]
    assert drawn.value_axis.crosses_at == 1.0 or "crossesAt" in drawn._chartSpace.xml
    assert drawn._chartSpace.xml.count("logBase") == 1


def test_bars_begin_at_zero() -> None:
    drawn = of(bars(Bar("Essen", 98.0, "98", "#112233"), Bar("Hamm", 99.0, "99", "#112233")))
    assert drawn.value_axis.minimum_scale == 0


def test_ranges_of_bars_are_drawn() -> None:
    drawn = of(bars(Bar("Essen", 5.0, "5", "#112233", low=4.0, high=7.0)))
    xml = drawn._chartSpace.xml
    assert re.findall(r"<c:v>(\S+)</c:v>", xml[xml.index("<c:errBars") :])[:2] == ["2", "1"]


@pytest.mark.parametrize(("lang", "code"), [("de", "[$-407]#,##0.0"), ("en", "[$-809]#,##0.0")])
def test_numbers_follow_the_language(lang: str, code: str) -> None:
    drawn = of(bars(Bar("Essen", 5.0, "5", "#112233")), lang)
    assert drawn.plots[0].series[0].data_labels.number_format == code


def test_a_line_has_gaps_where_there_is_no_value_and_at_breaks() -> None:
    series = Series("Hamm", (1.0, math.nan, 3.0, 4.0), "#112233")
    drawn = of(Lines("Zeit", (2010, 2011, 2012, 2014), (series,), "%", 1, "alt", breaks=(2014,)))
    assert drawn.chart_type == XL_CHART_TYPE.LINE_MARKERS
    days = [str(day) for day in drawn.plots[0].categories]
    assert len(days) == 5
    assert list(drawn.plots[0].series[0].values) == [1.0, None, 3.0, None, 4.0]
    assert 'dispBlanksAs val="gap"' in drawn._chartSpace.xml


def test_a_radar_has_a_ring_at_the_reference() -> None:
    series = Series("Hamm", (1.2, math.nan, 0.4), "#112233")
    axes = ("Bau", "IT", "Handel")
    drawn = of(Radar("Stärken", axes, (series,), 2.0, 2, "alt", centre_words="Deutschland = 1"))
    ring, hamm = drawn.plots[0].series
    assert (ring.name, list(ring.values)) == ("Deutschland = 1", [1.0, 1.0, 1.0])
    assert list(hamm.values) == [1.2, None, 0.4]


def test_names_of_points_do_not_touch() -> None:
    points = tuple(Point(f"Ort {i}", 1.0, 1.0, 1.0, "#112233", "Gleicher Ort") for i in range(9))
    chart = Scatter("Felder", (*points, Point("Fern", 3.0, 3.0, 1.0, "#112233", "Fern")),
                    "x", "y", 2.0, 2.0, ("a", "b", "c", "d"), 1, 1, "alt")  # fmt: skip
    xml = of(chart)._chartSpace.xml
    sides = re.findall(r"Gleicher Ort.*?dLblPos val=\"(.)\"", xml, flags=re.DOTALL)
    assert sorted(sides) == ["b", "l", "r", "t"]
    assert xml.count("<a:t>Fern</a:t>") == 1


@pytest.mark.parametrize(
    ("words", "side"), [("", "r"), ("Linien: Mittel aller vorhandenen Gruppen", "l")]
)
def test_names_of_points_leave_room_for_the_words_of_the_lines(words: str, side: str) -> None:
    ends = [Point(f"Ende {i}", float(i), float(i), 1.0, "#112233") for i in (0, 10)]
    near = Point("Ort", 8.3, 5.1, 1.0, "#112233", "Am Ort")
    chart = Scatter("Felder", (*ends, near), "x", "y", 5.0, 5.0, ("", "", "", ""), 1, 1, "alt")
    xml = of(replace(chart, y_words=words))._chartSpace.xml
    assert re.findall(r"Am Ort.*?dLblPos val=\"(.)\"", xml, flags=re.DOTALL) == [side]


def test_a_map_is_a_picture() -> None:
    shapes = [shape for slide in slides("map").slides for shape in slide.shapes]
    assert [s.shape_type for s in shapes].count(13) == 1


# --- several views -------------------------------------------------------------------------


def test_several_views_have_a_slide_each_with_its_note() -> None:
    made = opened(shown("map"), shown("city"), notes=("Erst das.", ""))
    assert len(made.slides) == 2
    assert made.slides[0].notes_slide.notes_text_frame.text.startswith("Erst das.")
    assert not made.slides[1].notes_slide.notes_text_frame.text.startswith("\n")


def test_a_view_without_charts_says_its_sentences() -> None:
    bare = replace(shown("map"), charts=(), notes=("Nichts zu sehen.",))
    words = [s.text_frame.text for s in opened(bare).slides[0].shapes]
    assert "Nichts zu sehen." in words


def test_notes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="1 notes do not fit 2 views"):
        to_pptx([shown("map"), shown("city")], SHAPES, ["eine"])
    with pytest.raises(ValueError, match="no view"):
        to_pptx([], SHAPES)
