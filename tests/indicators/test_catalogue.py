"""The catalogue as typed objects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3dash import codes, config
from s3dash.indicators import OCCUPATION, SECTOR, THEME
from s3dash.indicators.catalogue import catalogue
from s3dash.state import Options

PROMISED = (
    "employees",
    "employee_share",
    "location_quotient",
    "employee_growth",
    "employee_growth_absolute",
    "employee_growth_per_year",
    "population",
    "population_density",
    "unemployment_rate",
    "gdp_per_head",
    "theme_location_quotient",
    "employees_december",
    "academic_share",
)


def test_what_others_rely_on_is_there(options: Options) -> None:
    assert set(PROMISED) <= set(options.indicators)
    assert list(catalogue(options.release)) == list(options.indicators)


def test_kinds_of_fields(options: Options) -> None:
    assert options.indicators["location_quotient"].fields == (SECTOR, THEME, OCCUPATION)
    assert options.indicators["theme_location_quotient"].fields == (THEME,)
    assert options.indicators["population"].fields == ()
    assert options.indicators["theme_location_quotient"].field_required == THEME


def test_references_of_the_december_figures_exclude_germany(options: Options) -> None:
    for name in ("employees_december", "academic_share"):
        assert "germany" not in options.indicators[name].references
        assert codes.GERMANY not in options.indicators[name].levels


def test_years_depend_on_the_kind_of_field(options: Options) -> None:
    indicator = options.indicators["location_quotient"]
    assert indicator.years(SECTOR) == tuple(range(2015, 2021))
    assert indicator.years(THEME) == indicator.years(OCCUPATION) == tuple(range(2013, 2026))
    assert indicator.years() == indicator.years(SECTOR)


def test_a_change_ends_after_it_starts(options: Options) -> None:
    indicator = options.indicators["employee_growth"]
    assert indicator.years(SECTOR) == tuple(range(2016, 2021))
    assert indicator.base_years(2017, SECTOR) == (2015, 2016)
    assert indicator.base_years(2015, SECTOR) == ()


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [((2011,), (2013,)), ((), (2009, 2013)), ((2013,), (2013,)), ((2017,), ())],
)
def test_a_change_does_not_cross_a_break(
    options: Options, breaks: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    made = replace(
        options.indicators["population_growth"],
        years_by_kind={"": (2009, 2013, 2017)},
        breaks=breaks,
    )
    assert made.base_years(2017) == expected


def test_finest_level_comes_first(options: Options) -> None:
    assert options.indicators["population"].map_levels == (codes.MUNICIPALITY, codes.DISTRICT)
    assert options.indicators["employees"].map_levels == (codes.DISTRICT,)
    for indicator in options.indicators.values():
        assert bool(indicator.map_levels) == (indicator.measure != "locational_gini"), indicator.id


def test_per_thousand_is_taken_from_the_catalogue(options: Options) -> None:
    assert options.indicators["employees_per_1000"].per == 1000
    assert options.indicators["population_density"].per == 1


def test_every_occupation_of_a_theme_exists(options: Options) -> None:
    config.check_themes(options.release.fields["kldb2010"])


def test_sources_exist(options: Options) -> None:
    for indicator in options.indicators.values():
        for kind in indicator.fields or ("",):
            assert set(indicator.sources(kind)) <= set(options.release.sources)


def test_categories_have_a_word_in_both_languages(options: Options) -> None:
    indicator = options.indicators["degree_of_urbanisation"]
    assert [number for number, _ in indicator.categories] == [1, 2, 3]
    assert all(name.de and name.en for _, name in indicator.categories)
