"""The figures of each page: what it shows for a view, as one table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash import codes, config, session, state, views
from s3dash.indicators import COLUMNS, place
from s3dash.state import View, read_view

OPTIONS = session.options()
CITIES = config.region().independent_cities


def view_of(page: str, **query: str) -> View:
    asked = {key.rstrip("_"): text for key, text in query.items()}
    view, notes = read_view(asked, OPTIONS, page=page)
    assert notes == ()
    return view


def shown(page: str, **query: str) -> pd.DataFrame:
    return views.table(OPTIONS, view_of(page, **query))


def value(table: pd.DataFrame, **cell: object) -> float:
    """The one value of a table with some columns as given."""
    hits = table
    for column, wanted in cell.items():
        hits = hits[hits[column] == wanted]
    assert len(hits) == 1, hits
    return float(hits["value"].iloc[0])


# --- all pages -----------------------------------------------------------------------------

PLACES = [
    "RUHR",
    "NRW",
    "DE",
    "05913",
    "05913000",
    "05562016",
    "05978",
    "09162",
    "meo",
    "X~05112~09162",
]


FURTHER = ["destination", "partner", "organisation", "near_to"]
"""Columns that tell the rows of some pages apart, beside those that all have."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    page=st.sampled_from(state.PAGES),
    indicator=st.sampled_from(list(OPTIONS.indicators)),
    level=st.sampled_from(state.LEVELS),
    reference=st.sampled_from(["germany", "nrw", "ruhr"]),
    regions=st.lists(st.sampled_from(PLACES), max_size=6, unique=True),
)
def test_every_page_has_a_sound_table(
    page: str, indicator: str, level: str, reference: str, regions: list[str]
) -> None:
    query = {
        "indicator": indicator,
        "level": level,
        "reference": reference,
        "regions": ",".join(regions),
    }
    table = views.table(OPTIONS, read_view(query, OPTIONS, page=page)[0])
    assert tuple(table.columns)[: len(COLUMNS)] == COLUMNS
    further = [name for name in FURTHER if name in table.columns]
    assert len(table.columns) == len(COLUMNS) or further
    absent = table["status"].isin(codes.WITHOUT_VALUE)
    assert (table["value"].isna() == absent).all()
    assert set(table["status"]) <= set(codes.STATUSES)
    ranged = table.dropna(subset=["low", "high", "value"])
    assert (ranged["low"] <= ranged["value"]).all()
    assert (ranged["value"] <= ranged["high"]).all()
    key = ["ags", "indicator", "sector", "theme", "occupation", "reference", "year", "from"]
    assert not table.duplicated(key + further).any()
    assert (page in (state.HOW, state.IMPRINT, state.ACCESS, state.STORY)) == table.empty


# --- map and data --------------------------------------------------------------------------


@pytest.mark.parametrize("page", [state.MAP, state.DATA])
def test_the_map_has_every_region_and_the_selected_ones_beyond(page: str) -> None:
    table = shown(page, indicator="population", regions="05913,DE,meo,05562")
    assert len(table) == 53 + 3
    assert table["ags"].tolist()[53:] == ["DE", "meo", "05562"]
    kreis = table["ags"].str.startswith("05562") & (table["level"] == codes.MUNICIPALITY)
    assert value(table, ags="05562") == table.loc[kreis, "value"].sum()


def test_the_map_shows_the_figures_it_plays() -> None:
    view = view_of(state.MAP, sector="K", year="2017")
    figures = views.map_figures(OPTIONS, view)
    assert figures.years == tuple(range(2015, 2021))
    table = shown(state.MAP, sector="K", year="2017")
    assert figures.areas.found.at([2017]).value[:, 0].tolist() == table["value"].tolist()


# --- profile -------------------------------------------------------------------------------


def test_a_profile_has_sectors_themes_and_key_figures() -> None:
    found = views.profile(OPTIONS, view_of(state.PROFILE, regions="05913"))
    assert found.district is None
    assert found.own.place.name.de == "Dortmund"
    assert [item.question.field for item in found.own.sectors] == list(codes.SECTORS)
    assert [item.question.field for item in found.own.themes] == list(config.themes())
    names = [figure.indicator.id for figure in found.own.key_figures]
    assert names == [name for name in views.KEY_FIGURES if name in names]
    own = found.table[found.table["ags"] == "05913"]
    assert round(value(own, sector="K", indicator="location_quotient"), 2) == 1.52


def test_a_city_has_one_profile_under_either_key() -> None:
    left, right = (shown(state.PROFILE, regions=key) for key in ("05913", "05913000"))
    pd.testing.assert_frame_equal(left, right)


def test_a_municipality_in_a_kreis_has_its_own_part_and_the_kreis_another() -> None:
    found = views.profile(OPTIONS, view_of(state.PROFILE, regions="05562016"))
    assert found.own.place.name.de == "Haltern am See"
    assert found.own.sectors == found.own.themes == ()
    assert found.district is not None
    assert found.district.place.name.de == "Kreis Recklinghausen"
    assert len(found.district.sectors) == 11
    own = {figure.indicator.id for figure in found.own.key_figures}
    assert "population" in own
    assert "employees" not in own
    about = found.table[found.table["sector"].ne("") | found.table["theme"].ne("")]
    assert "05562016" not in set(about["ags"])


def test_an_empty_selection_is_the_whole_region() -> None:
    assert views.subject(OPTIONS, view_of(state.PROFILE)).id == "RUHR"


def test_a_key_figure_ranks_among_the_places_of_its_level() -> None:
    about = place(OPTIONS.release, "05913")
    question = views.plain_question(OPTIONS.indicators["population"])
    figure = views.key_figure(OPTIONS, question, about, codes.DISTRICT)
    assert figure is not None
    assert (figure.year, figure.rank, figure.among) == (2023, 2, 15)
    population = shown(state.MAP, indicator="population", level="district").set_index("ags")
    larger = (population["value"] > population.loc["05913", "value"]).sum()
    assert figure.rank == larger + 1
    assert figure.value() == population.loc["05913", "value"]
    assert figure.value("RUHR") == pytest.approx(population["value"].sum())
    assert figure.status("RUHR") == codes.CALCULATED


def test_a_group_has_figures_but_no_rank() -> None:
    about = place(OPTIONS.release, "meo")
    question = views.plain_question(OPTIONS.indicators["population"])
    figure = views.key_figure(OPTIONS, question, about, codes.DISTRICT)
    assert figure is not None
    assert figure.rank is None
    members = [figure.value(key) for key in about.members]
    assert figure.value() == sum(members)


def test_a_rate_of_a_group_is_no_key_figure() -> None:
    question = views.plain_question(OPTIONS.indicators["unemployment_rate"])
    about = place(OPTIONS.release, "meo")
    assert views.key_figure(OPTIONS, question, about, codes.DISTRICT) is None


# --- comparison ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        ("", list(config.region().groups)),
        ("05913", ["05913", "RUHR"]),
        ("RUHR", ["RUHR", "NRW"]),
        ("05978,DE,05562016", ["05978", "DE", "05562016"]),
    ],
)
def test_two_to_six_places_are_compared(regions: str, expected: list[str]) -> None:
    view = view_of(state.COMPARISON, regions=regions)
    places = views.compared_places(OPTIONS, view)
    assert [item.id for item in places] == expected
    assert 2 <= len(places) <= state.MAX_REGIONS


def test_a_comparison_has_all_years_of_the_chosen_figure_and_strengths_now() -> None:
    table = shown(state.COMPARISON, regions="05913,05978", indicator="population")
    series = table[table["indicator"] == "population"]
    assert series["year"].tolist() == [2009, 2013, 2017, 2021, 2023] * 2
    assert value(table, ags="05913", sector="K") > 1.5
    assert len(table) == 2 * (5 + 11 + 6)


def test_the_largest_difference_is_the_largest() -> None:
    found = views.comparison(OPTIONS, view_of(state.COMPARISON, regions="05117,05915,05978"))
    most = views.largest_difference(found)
    assert most is not None
    quotients = views.strength_differences(found).abs().to_numpy()
    assert abs(most.here - most.there) == pytest.approx(np.nanmax(quotients))
    assert most.first.id == "05117"


def test_differences_are_from_the_first_place() -> None:
    view = view_of(state.COMPARISON, regions="05978,05913,RUHR", indicator="employees")
    table = views.differences(views.comparison(OPTIONS, view))
    first, second = table["value"].iloc[:2]
    assert table["difference"].iloc[1] == second - first
    assert table["percent"].iloc[1] == pytest.approx(100 * (second - first) / first)


# --- start ---------------------------------------------------------------------------------


def test_the_start_page_shows_every_theme_of_every_district() -> None:
    table = shown(state.START)
    assert len(table) == 6 * 15
    assert set(table["theme"]) == set(config.themes())
    assert set(table["year"]) == {2025}
    assert round(value(table, theme="cyber_ai", ags="05117"), 2) == 1.92


def test_the_imprint_shows_no_figure() -> None:
    assert shown(state.IMPRINT).empty
