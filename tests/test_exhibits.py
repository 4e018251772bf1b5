"""Views as plain data: every number is one of the page's table, and words say whose it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from s3dash import session, state, views
from s3dash.exhibits import (
    AreaMap,
    Bars,
    Chart,
    Exhibit,
    Grid,
    Lines,
    Radar,
    Scatter,
    exhibit,
    has_charts,
)
from s3dash.text import format_number, text

OPTIONS = session.options()
VIEWS = {
    "start": (state.START, {}),
    "map": (state.MAP, {"sector": "K", "regions": "05913"}),
    "data": (state.DATA, {"indicator": "gdp_per_head"}),
    "city": (state.PROFILE, {"regions": "05913"}),
    "city in bars": (state.PROFILE, {"regions": "05513", "chart": "dots"}),
    "town": (state.PROFILE, {"regions": "05170052"}),
    "region": (state.PROFILE, {}),
    "sub-regions": (state.COMPARISON, {}),
    "two places": (state.COMPARISON, {"regions": "05913,05113"}),
    "town and district": (state.COMPARISON, {"regions": "05170052,05170"}),
    "one year": (
        state.COMPARISON,
        {"regions": "05913,05113", "indicator": "vacancies_per_100_unemployed"},
    ),
    "index": (
        state.COMPARISON,
        {"regions": "05913000,05170052", "indicator": "population", "index": "2013"},
    ),
    "themes": (state.THEMES, {}),
    "a theme": (state.THEMES, {"focus": "health", "regions": "05911"}),
    "an occupation": (state.THEMES, {"focus": "431"}),
    "a sector": (state.THEMES, {"focus": "B-E"}),
    "potentials": (state.POTENTIALS, {"regions": "05562"}),
    "potentials of a theme": (state.POTENTIALS, {"regions": "05913", "focus": "logistics"}),
    "partners": (state.COOPERATION, {"regions": "05913,05911"}),
    "pairs": (state.COOPERATION, {"ties": "shared"}),
    "projects": (state.COOPERATION, {"regions": "05911", "ties": "projects"}),
    "priorities": (state.PRIORITIES, {"regions": "05170052"}),
    "priorities of occupations": (state.PRIORITIES, {"fields": "occupations"}),
    "no priorities": (state.PRIORITIES, {"regions": "DE"}),
    "commuters": (state.FLOWS, {"regions": "05913"}),
    "all commuters": (state.FLOWS, {}),
}


@cache
def made(name: str, lang: str) -> Exhibit:
    page, query = VIEWS[name]
    view, _ = state.read_view(query | {"lang": lang}, OPTIONS, page=page)
    return exhibit(OPTIONS, view, "https://s3.example.org")


@pytest.fixture(scope="module", params=VIEWS)
def shown(request: pytest.FixtureRequest) -> Exhibit:
    return made(request.param, "de")


@pytest.fixture(scope="module", params=VIEWS)
def english(request: pytest.FixtureRequest) -> Exhibit:
    return made(request.param, "en")


def numbers(chart: Chart) -> Iterator[float]:
    """Figures of a chart as they are; an index is checked by itself.

    The table of the map has its areas; what stands beside them in the ranking is left out.
    """
    match chart:
        case Bars() if chart.title in ("Rangfolge", "Ranking"):
            yield from (bar.value for bar in chart.bars if not bar.reference)
        case Bars():
            yield from (bar.value for bar in chart.bars)
        case AreaMap():
            yield from (area.value for area in chart.areas)
            yield from (tie.value for tie in chart.ties)
        case Scatter():
            yield from (value for point in chart.points for value in (point.x, point.y))
        case Radar():
            yield from (value for series in chart.series for value in series.values)
        case Lines() if "100" not in chart.unit:
            yield from (value for series in chart.series for value in series.values)


def words(chart: Chart) -> Iterator[str]:
    """Everything of a chart that is read."""
    yield from (chart.title, chart.alt)
    match chart:
        case Bars():
            yield from (part for bar in chart.bars for part in (bar.name, bar.words))
            yield from (chart.unit, chart.centre_words)
        case AreaMap():
            yield from (part for area in chart.areas for part in (area.name, area.words))
            yield from (tie.words for tie in chart.ties)
            yield from (name for name, _, _ in chart.legend)
            yield from (chart.legend_title, chart.no_value, chart.note)
        case Scatter():
            yield from (part for point in chart.points for part in (point.name, point.label))
            yield from (chart.x_title, chart.y_title, chart.x_words, chart.y_words)
            yield from chart.quadrants
        case Radar():
            yield from (*chart.axes, chart.centre_words, *(item.name for item in chart.series))
        case Lines():
            yield from (chart.unit, *(item.name for item in chart.series))
        case Grid():
            yield from (*chart.rows, *chart.columns)
            yield from (cell for row in chart.words for cell in row)


def test_every_number_is_one_of_the_table(shown: Exhibit) -> None:
    known = np.sort(shown.table["value"].dropna().to_numpy(dtype=float))
    drawn = np.array([value for chart in shown.charts for value in numbers(chart)])
    drawn = drawn[~np.isnan(drawn)]
    at = np.clip(np.searchsorted(known, drawn), 1, max(len(known) - 1, 1))
    near = np.minimum(abs(known[at] - drawn), abs(known[at - 1] - drawn)) if len(known) else drawn
    assert drawn[near > 1e-9 * np.maximum(1, abs(drawn))].tolist() == []


def test_every_drawn_page_has_charts_and_sources(shown: Exhibit) -> None:
    assert shown.title
    assert shown.subtitle
    assert "©" in shown.source
    assert ("BKG" in shown.source) == any(isinstance(chart, AreaMap) for chart in shown.charts)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_no_word_is_a_gap_of_the_program(name: str, lang: str) -> None:
    found = made(name, lang)
    parts = [found.title, found.subtitle, found.source, *found.notes]
    parts += [part for chart in found.charts for part in words(chart)]
    for part in parts:
        assert not {"None", "nan", "NaN"} & set(part.replace("(", " ").replace(")", " ").split())
        assert "{" not in part
        assert "**" not in part
        assert part == part.strip()


@pytest.mark.parametrize("name", VIEWS)
def test_both_languages_show_the_same_figures(name: str) -> None:
    one, other = (made(name, lang) for lang in ("de", "en"))
    assert len(one.charts) == len(other.charts)
    for left, right in zip(one.charts, other.charts, strict=True):
        assert type(left) is type(right)
        assert list(numbers(left)) == pytest.approx(list(numbers(right)), nan_ok=True)


def test_charts_have_one_length(shown: Exhibit) -> None:
    for chart in shown.charts:
        match chart:
            case Grid():
                for cells in (chart.words, chart.colours):
                    assert len(cells) == len(chart.rows)
                    assert all(len(row) == len(chart.columns) for row in cells)
            case Lines():
                assert all(len(item.values) == len(chart.years) for item in chart.series)
            case Radar():
                assert all(len(item.values) == len(chart.axes) for item in chart.series)
                assert max(v for s in chart.series for v in s.values if v == v) <= chart.maximum


def test_a_bar_without_a_value_says_why() -> None:
    view, _ = state.read_view(
        {"indicator": "employees", "occupation": "112"}, OPTIONS, page=state.MAP
    )
    ranking = exhibit(OPTIONS, view).charts[1]
    assert isinstance(ranking, Bars)
    unknown = [bar for bar in ranking.bars if math.isnan(bar.value)]
    assert unknown
    assert {bar.words for bar in unknown} == {"unterdrückt (Geheimhaltung)"}
    assert all(bar.rank is None for bar in unknown)


def test_figures_of_a_kreis_bear_its_name() -> None:
    found = made("town", "de")
    for chart in found.charts:
        if isinstance(chart, Radar) or "Beschäftigte" in chart.title:
            assert chart.title.partition(" (")[0].endswith(": Kreis Wesel")
    assert found.title.startswith("Xanten")
    assert "Kreis Wesel" in found.notes[0]
    table = next(chart for chart in found.charts if chart.title == "Kennzahlen: Xanten")
    assert isinstance(table, Grid)
    assert not any("Arbeitslosenquote" in row for row in table.rows)


def test_a_radar_has_the_figures_of_its_place_and_field() -> None:
    found = made("city", "de")
    radar = found.charts[0]
    assert isinstance(radar, Radar)
    rows = found.table.query("indicator == 'location_quotient' and ags == '05913' and sector != ''")
    by_field = rows.set_index("sector")["value"]
    assert radar.axes[6] == "Finanzen"
    assert radar.series[0].values[6] == by_field["K"]


def test_a_table_writes_the_figures_of_its_places_and_fields() -> None:
    found = made("sub-regions", "en")
    grid = next(chart for chart in found.charts if isinstance(chart, Grid))
    rows = found.table.query("indicator == 'location_quotient' and sector == 'J'")
    newest = rows[rows["year"] == rows["year"].max()]["value"]
    row = grid.rows.index("IT and media")
    assert list(grid.words[row]) == [format_number(value, "en", 2) for value in newest]


def test_an_index_is_the_table_over_its_base_year() -> None:
    found = made("index", "de")
    lines = next(chart for chart in found.charts if isinstance(chart, Lines))
    table = found.table.query("indicator == 'population' and ags == '05170052'")
    value = table.set_index("year")["value"]
    xanten = next(item for item in lines.series if item.name == "Xanten")
    assert lines.unit == "2013 = 100"
    for year, index in zip(lines.years, xanten.values, strict=True):
        assert index == pytest.approx(100 * value[year] / value[2013])


def test_an_index_stays_within_its_series() -> None:
    breaks = OPTIONS.indicators["population"].breaks
    lines = next(chart for chart in made("index", "de").charts if isinstance(chart, Lines))
    assert all(year >= max(b for b in breaks if b <= 2013) for year in lines.years)


def test_a_town_without_figures_by_sector_is_left_out_and_named() -> None:
    found = made("town and district", "de")
    radar = found.charts[0]
    assert isinstance(radar, Radar)
    assert [item.name for item in radar.series] == ["Kreis Wesel"]
    assert any("Xanten" in note for note in found.notes)


def test_a_place_has_one_colour_in_all_charts() -> None:
    found = made("two places", "de")
    colours: dict[str, set[str]] = {}
    for chart in found.charts:
        if isinstance(chart, Radar | Lines):
            for item in chart.series:
                colours.setdefault(item.name, set()).add(item.colour)
    assert {len(found) for found in colours.values()} == {1}
    assert len(set(map(tuple, colours.values()))) == 2


def test_maps_of_themes_share_their_classes() -> None:
    maps = [chart for chart in made("start", "de").charts if isinstance(chart, AreaMap)]
    assert len(maps) == 6
    assert len({tuple(part[:2] for part in chart.legend) for chart in maps}) == 1
    for chart in maps:
        assert sum(count for _, _, count in chart.legend) == len(chart.areas) == 15


def test_flows_are_lines_inside_the_region_only() -> None:
    drawn, bars = made("commuters", "de").charts
    assert isinstance(drawn, AreaMap)
    assert isinstance(bars, Bars)
    ours = {area.ags for area in drawn.areas}
    assert all({tie.one, tie.other} <= ours for tie in drawn.ties)
    assert all(tie.other == "05913" for tie in drawn.ties)
    assert [bar.value for bar in bars.bars] == sorted((b.value for b in bars.bars), reverse=True)


def test_pages_without_figures_have_no_charts() -> None:
    for page in state.PAGES:
        view = state.default_view(OPTIONS, page=page)
        found = exhibit(OPTIONS, view)
        assert bool(found.charts) == has_charts(page)
        assert len(found.table) == len(views.table(OPTIONS, view))


def test_places_that_share_a_zero_have_no_rank_and_say_how_many_they_are() -> None:
    """Moers has no students; it is no 18th of 53."""
    asked = {"regions": "05170024", "lang": "de"}
    table = next(
        chart
        for chart in exhibit(OPTIONS, state.read_view(asked, OPTIONS, page=state.PROFILE)[0]).charts
        if isinstance(chart, Grid)
    )
    cells = table.words[table.rows.index("Studierende je 1.000 Einwohner")]
    assert cells[0] == "0,0"
    assert cells[2] == "36 von 53 haben 0"
    view = state.read_view({"indicator": "students_per_1000"}, OPTIONS, page=state.MAP)[0]
    ranking = next(chart for chart in exhibit(OPTIONS, view).charts if isinstance(chart, Bars))
    ranks = [bar.rank for bar in ranking.bars if bar.value == 0 and not bar.reference]
    assert ranks == [None] * 36


def test_a_key_figure_without_a_value_says_why() -> None:
    view = state.read_view({"regions": "05914"}, OPTIONS, page=state.PROFILE)[0]
    table = next(chart for chart in exhibit(OPTIONS, view).charts if isinstance(chart, Grid))
    cells = {word for row in table.words for word in row}
    assert text("chart.states.not_published", "de") in cells
    assert text("format.no_value", "de") not in cells
