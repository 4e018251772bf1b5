"""Figures of the page of themes: what is chosen, what is ranked, and that the table has it all."""

from __future__ import annotations

import numpy as np
import pytest

from s3dash import codes, session, state, views
from s3dash.indicators import COLUMNS, OCCUPATION, SECTOR, STARS, THEME
from s3dash.state import Options, View
from s3dash.views import themes


@pytest.fixture(scope="module")
def options() -> Options:
    return session.options()


def view_of(options: Options, **query: str) -> View:
    view, notes = state.read_view(query, options, page=state.THEMES)
    assert notes == ()
    return themes.themes_view(options, view)


def strength_of(options: Options, **query: str) -> themes.Strength:
    found = themes.strength(options, view_of(options, **query))
    assert found is not None
    return found


# --- what is chosen ------------------------------------------------------------------------


def test_an_address_without_an_indicator_has_the_years_of_the_themes(options: Options) -> None:
    view = view_of(options, year="2020", **{"from": "2015"})
    assert (view.indicator, view.kind, view.year, view.base) == (STARS, THEME, 2020, 2015)
    assert themes.strength(options, view) is None


@pytest.mark.parametrize(
    ("focus", "kind"), [("health", THEME), ("B+D+E", SECTOR), ("431", OCCUPATION)]
)
def test_the_focus_decides_the_field(options: Options, focus: str, kind: str) -> None:
    view = view_of(options, focus=focus, indicator="stars", theme="cyber_ai")
    assert (view.kind, view.field) == (kind, focus)
    assert themes.themes_view(options, view) == view


def test_an_indicator_of_another_page_gives_way(options: Options) -> None:
    view = view_of(options, indicator="population", year="2017", focus="health", lang="en")
    assert (view.indicator, view.field, view.year, view.lang) == (STARS, "health", 2017, "en")


def test_sectors_take_the_nearest_years_that_they_have(options: Options) -> None:
    view = view_of(options, year="2025", **{"from": "2013"})
    assert themes.period(options, view, THEME) == (2013, 2025)
    assert themes.period(options, view, SECTOR) == (2015, 2020)
    assert themes.period(options, view_of(options, year="2014"), SECTOR) == (2015, 2016)


# --- what the figures say ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("cyber_ai", {"05117": 1.9, "05913": 1.5, "05113": 1.1, "05512": 0.3, "05915": 0.3}),
        ("green_tech", {"05562": 2.2, "05513": 2.0}),
        ("smart_logistics", {"05978": 1.6, "05512": 1.4, "05112": 1.4}),
        ("new_industry", {"05954": 1.3, "05914": 1.2}),
        ("health", {"05916": 1.9}),
        ("smart_city", {"05911": 1.3}),
    ],
)
def test_themes_are_strong_where_they_are_known_to_be(
    options: Options, theme: str, expected: dict[str, float]
) -> None:
    found = strength_of(options, focus=theme)
    quotients = {item.place.id: item.quotient for item in found.districts}
    assert {key: round(quotients[key], 1) for key in expected} == expected
    assert found.districts[0].place.id == next(iter(expected))
    values = [item.quotient for item in found.districts]
    assert values == sorted(values, reverse=True)
    assert len(values) == 15


def test_a_district_with_all_three_marks_and_one_with_two(options: Options) -> None:
    found = {item.place.id: item for item in strength_of(options, focus="cyber_ai").districts}
    dortmund, muelheim = found["05913"], found["05117"]
    assert (dortmund.size, dortmund.specialisation, dortmund.growth) == (True, True, True)
    assert dortmund.stars == 3
    assert (muelheim.size, muelheim.specialisation, muelheim.growth) == (False, True, True)
    assert muelheim.stars == 2
    assert muelheim.rank == (11, 11)


def test_cut_offs_are_those_of_all_german_districts(options: Options) -> None:
    found = strength_of(options, focus="cyber_ai")
    assert found.ranked == 401
    assert found.cut_off == 5734
    assert found.national_growth == pytest.approx(80.16, abs=0.01)
    larger = strength_of(options, focus="cyber_ai", size="25", growth="5")
    assert larger.cut_off < found.cut_off
    assert larger.national_growth == pytest.approx(found.national_growth + 5)


def test_a_mark_that_suppressed_cells_leave_open_is_neither(options: Options) -> None:
    # Bottrop has too few mathematicians to be published
    found = {item.place.id: item for item in strength_of(options, focus="411").districts}
    bottrop = found["05512"]
    assert bottrop.rank is not None, "its range has a place among the others"
    assert bottrop.rank[0] < bottrop.rank[1] <= strength_of(options, focus="411").ranked
    assert np.isnan(bottrop.stars)
    assert bottrop.size is False
    assert bottrop.growth is None


def test_areas_beyond_districts_have_no_size(options: Options) -> None:
    found = strength_of(options, focus="health", regions="meo,05562016,05913")
    assert [item.place.id for item in found.beyond] == ["RUHR", "DE", "meo"]
    assert all(item.size is None and np.isnan(item.stars) for item in found.beyond)
    assert all(item.rank is None for item in found.beyond)
    assert found.about.id == "meo"


def test_the_strongest_of_germany_and_the_best_of_the_region(options: Options) -> None:
    found = strength_of(options, focus="cyber_ai")
    assert [item.rank for item in found.best[:3]] == [(1, 1), (2, 2), (3, 3)]
    assert len(found.best) == themes.BEST + 1
    assert found.best[-1].place.id == "05117"
    among = strength_of(options, focus="health")
    assert len(among.best) == themes.BEST, "Herne is among the ten"
    assert among.best[1].place.id == "05916"


def test_groups_of_a_theme_make_it_up(options: Options) -> None:
    found = strength_of(options, focus="green_tech")
    shares = [item.share.value("RUHR", found.year) for item in found.groups]
    assert sum(shares) == pytest.approx(100)
    assert shares == sorted(shares, reverse=True)
    assert {item.code for item in found.groups} == set(
        options.release.themes["green_tech"].occupations
    )
    assert strength_of(options, focus="K").groups == ()


def test_largest_moves_are_found_by_themselves(options: Options) -> None:
    rose, fell = themes.moves(strength_of(options, focus="cyber_ai"))
    assert rose is not None
    assert fell is not None
    assert (rose.place.id, round(rose.start, 1), round(rose.end, 1)) == ("05117", 1.2, 1.9)
    assert fell.end < fell.start
    rose, _ = themes.moves(strength_of(options, focus="smart_city"))
    assert rose is not None
    assert (rose.place.id, round(rose.start, 1), round(rose.end, 1)) == ("05911", 1.0, 1.3)


def test_lines_are_those_of_the_selected_and_the_strongest(options: Options) -> None:
    view = view_of(options, focus="cyber_ai", regions="05916")
    found = themes.strength(options, view)
    assert found is not None
    drawn = [item.id for item in themes.line_places(found, view, options)]
    assert drawn == ["05916", "05117", "05913", "05113"]


def test_evidence_leads_where_less_is_better_with_the_smallest(options: Options) -> None:
    renewable, emissions, charging = themes.evidence(options, "green_tech")
    for item, direction in ((renewable, -1), (emissions, -1), (charging, 1)):
        values = [direction * figure.value() for figure in item.figures]
        assert values == sorted(values)
        assert len({figure.year for figure in item.figures}) == 1
        assert len(values) == themes.EVIDENCE
    assert charging.figures[0].indicator.direction == "lower"


# --- division of labour --------------------------------------------------------------------


@pytest.mark.parametrize("matrix", state.MATRICES)
def test_fields_go_by_concentration_and_districts_by_their_main_field(
    options: Options, matrix: str
) -> None:
    found = themes.division(options, view_of(options, matrix=matrix))
    ginis = [found.gini(i) for i in range(len(found.fields))]
    assert ginis == sorted(ginis, reverse=True)
    positions = [found.fields.index(main) for main in found.main]
    assert positions == sorted(positions)
    for about, main in zip(found.places, found.main, strict=True):
        quotients = {
            item.question.field: item.value(about.id, found.year) for item in found.quotients
        }
        assert max(quotients, key=lambda field: quotients[field]) == main


def test_leaders_of_the_most_concentrated_field(options: Options) -> None:
    found = themes.division(options, view_of(options))
    assert found.fields[0] == "cyber_ai"
    assert [(item.id, round(share)) for item, share in found.leaders(0)] == [
        ("05913", 26),
        ("05113", 20),
    ]


@pytest.mark.parametrize("figure", state.MATRIX_FIGURES)
def test_each_figure_stands_beside_that_of_all_employees(options: Options, figure: str) -> None:
    found = themes.division(options, view_of(options, figure=figure))
    assert (found.whole is None) == (figure == "quotient")
    if found.whole is not None:
        assert found.whole.question.field == codes.TOTAL
        assert found.whole.question.indicator == found.cells[0].question.indicator


# --- the table has every figure of the page ------------------------------------------------


def test_table_of_the_link_has_every_figure(options: Options) -> None:
    view = view_of(options, focus="cyber_ai", regions="meo")
    table = views.table(options, view)
    assert list(table.columns) == list(COLUMNS)
    assert not table.duplicated().any()
    held = set(
        zip(table["indicator"], table["ags"], table["theme"] + table["occupation"], strict=True)
    )
    found = themes.strength(options, view)
    assert found is not None
    for item in (*found.districts, *found.beyond):
        for name in ("theme_location_quotient", "employees", "employee_growth", STARS):
            assert (name, item.place.id, "cyber_ai") in held
    for item in found.best:
        assert ("theme_location_quotient", item.place.id, "cyber_ai") in held
        assert ("employees", item.place.id, "cyber_ai") in held
    for group in found.groups:
        assert ("share_of_theme", "meo", group.code) in held
        assert ("share_of_theme", "DE", group.code) in held
    for theme in options.release.themes:
        assert ("share_of_area", "05913", theme) in held
        assert ("locational_gini", "RUHR", theme) in held
    indicators = set(table["indicator"])
    assert set(options.release.themes["cyber_ai"].evidence) <= indicators
    edge = found.criteria.cut_off.key[found.criteria.cut_off.years.index(2025)]
    cut = table[(table["indicator"] == "employees") & (table["ags"] == edge)]
    assert found.cut_off in set(cut["value"])


def test_lines_in_the_table_reach_over_all_years(options: Options) -> None:
    table = views.table(options, view_of(options, focus="smart_city"))
    own = table[(table["indicator"] == "theme_location_quotient") & (table["ags"] == "05911")]
    years = set(own.loc[own["theme"] == "smart_city", "year"])
    assert years == set(range(2013, 2026))


def test_cut_offs_of_the_link_act_on_the_table(options: Options) -> None:
    link = {"focus": "cyber_ai", "threshold": "1", "size": "25"}
    table = views.table(options, view_of(options, **link))
    stars = table[(table["indicator"] == STARS) & (table["ags"] == "05113")]
    assert stars["value"].tolist() == [3]
