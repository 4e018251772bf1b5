"""Answers to questions: on made figures by hand, and on the official ones for orientation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from s3dash import codes, config, measures, session
from s3dash.codes import CALCULATED, MISSING, NOT_PUBLISHED, REPORTED, SUPPRESSED
from s3dash.indicators import (
    OCCUPATION,
    REFERENCE_PLACES,
    SECTOR,
    THEME,
    Amounts,
    Question,
    answer,
    place,
    places_of,
)
from s3dash.release import Release
from s3dash.state import Options
from tests.indicators.small_release import Cells, small_release

YEAR = 2020
NAN = float("nan")

EMPLOYEES: Cells = {
    ("C", "05113", YEAR): 300,
    ("TOTAL", "05113", YEAR): 1000,
    ("C", "05117", YEAR): 100,
    ("TOTAL", "05117", YEAR): 200,
    ("C", "05119", YEAR): 50,
    ("TOTAL", "05119", YEAR): 800,
    ("C", "05", YEAR): 5000,
    ("TOTAL", "05", YEAR): 25_000,
    ("C", "DE", YEAR): 40_000,
    ("TOTAL", "DE", YEAR): 160_000,
    ("C", "05113", 2015): 240,
    ("C", "05117", 2015): SUPPRESSED,
    ("C", "05119", 2015): 0,
    ("C", "05113", 2018): 270,
}
OCCUPATIONS: Cells = {
    ("431", "05113", YEAR): 20,
    ("432", "05113", YEAR): SUPPRESSED,
    ("NA", "05113", YEAR): 80,
    ("431", "05117", YEAR): SUPPRESSED,
    ("432", "05117", YEAR): SUPPRESSED,
    ("NA", "05117", YEAR): 91,
    ("431", "05119", YEAR): 40,
    ("432", "05119", YEAR): 60,
    ("NA", "05119", YEAR): 100,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    population: Cells = {("", "05113", YEAR): 2000, ("", "05117", 2019): 900}
    variables = {
        "employees": EMPLOYEES,
        "employees_occupation": OCCUPATIONS,
        "population": population,
    }
    return small_release(tmp_path_factory.mktemp("made"), variables)


def one(release: Release, question: Question, key: str, year: int = YEAR) -> tuple[float, str]:
    """Value and status of a place in a year."""
    found = answer(release, question, [place(release, key)]).at([year])
    return float(found.value[0, 0]), codes.STATUSES[found.status[0, 0]]


def asked(options: Options, name: str, sector: str = "C", **more: object) -> Question:
    question = Question(options.indicators[name], SECTOR, sector)
    return replace(question, **more)  # type: ignore[arg-type]


# --- by hand -------------------------------------------------------------------------------


def test_share_by_hand(made: Release, options: Options) -> None:
    question = asked(options, "employee_share")
    assert one(made, question, "05113") == (30, CALCULATED)
    assert one(made, asked(options, "employee_share", "TOTAL"), "05113") == (100, CALCULATED)


def test_share_of_a_group_is_recomputed_from_sums(made: Release, options: Options) -> None:
    value, status = one(made, asked(options, "employee_share"), "meo")
    assert value == pytest.approx(100 * 450 / 2000)  # the mean of the shares would be 28.75
    assert status == CALCULATED


@pytest.mark.parametrize(
    ("reference", "expected"), [("germany", 0.3 / 0.25), ("nrw", 0.3 / 0.2), ("ruhr", NAN)]
)
def test_quotient_by_hand(made: Release, options: Options, reference: str, expected: float) -> None:
    question = asked(options, "location_quotient", reference=reference)
    value, status = one(made, question, "05113")
    assert value == pytest.approx(expected, nan_ok=True)
    assert status == (NOT_PUBLISHED if np.isnan(expected) else CALCULATED)


def test_quotient_of_a_group_is_recomputed_from_sums(made: Release, options: Options) -> None:
    question = asked(options, "location_quotient", reference="germany")
    assert one(made, question, "meo")[0] == pytest.approx((450 / 2000) / 0.25)


def test_quotient_of_a_reference_against_itself_is_one_without_a_range(opened: Release) -> None:
    for reference, key in REFERENCE_PLACES.items():
        for theme in config.themes():
            found = theme_quotient(opened, theme, reference, key)
            assert (found.value == 1).all()
            assert (found.low == 1).all()
            assert (found.high == 1).all()


def theme_quotient(release: Release, theme: str, reference: str, *keys: str) -> Amounts:
    indicator = session.options().indicators["theme_location_quotient"]
    question = Question(indicator, THEME, theme, reference)
    return answer(release, question, [place(release, key) for key in keys])


def test_share_of_a_suppressed_field_is_a_range_only(made: Release, options: Options) -> None:
    question = Question(options.indicators["employee_share"], OCCUPATION, "431")
    found = answer(made, question, [place(made, "05117")]).at([YEAR])
    assert codes.STATUSES[found.status[0, 0]] == SUPPRESSED
    assert np.isnan(found.value[0, 0])
    assert found.low[0, 0] == pytest.approx(100 * 1 / (91 + 18))
    assert found.high[0, 0] == pytest.approx(100 * 9 / 91)


def test_share_beside_suppressed_fields_has_a_value_and_a_range(
    made: Release, options: Options
) -> None:
    question = Question(options.indicators["employee_share"], OCCUPATION, "431")
    found = answer(made, question, [place(made, "05113")]).at([YEAR])
    assert found.value[0, 0] == pytest.approx(100 * 20 / 100)
    assert found.low[0, 0] == pytest.approx(100 * 20 / 109)
    assert found.high[0, 0] == pytest.approx(100 * 20 / 100)


def test_share_of_nothing_is_missing(made: Release, tmp_path: Path, options: Options) -> None:
    nothing: Cells = {("C", "05113", YEAR): 0, ("TOTAL", "05113", YEAR): 0}
    release = small_release(tmp_path, {"employees": nothing})
    value, status = one(release, asked(options, "employee_share"), "05113")
    assert np.isnan(value)
    assert status == MISSING


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("employee_growth", 25.0),
        ("employee_growth_absolute", 60.0),
        ("employee_growth_per_year", 100 * (1.25 ** (1 / 5) - 1)),
    ],
)
def test_growth_by_hand(made: Release, options: Options, name: str, expected: float) -> None:
    value, status = one(made, asked(options, name, base=2015), "05113")
    assert value == pytest.approx(expected)
    assert status == CALCULATED


def test_growth_over_part_of_the_years(made: Release, options: Options) -> None:
    question = asked(options, "employee_growth", base=2018)
    assert one(made, question, "05113")[0] == pytest.approx(100 * 30 / 270)
    assert one(made, question, "05113", year=2018)[1] == NOT_PUBLISHED


def test_growth_from_an_unknown_or_empty_start(made: Release, options: Options) -> None:
    question = asked(options, "employee_growth", base=2015)
    assert one(made, question, "05117")[1] == SUPPRESSED
    assert one(made, question, "05119")[1] == MISSING
    assert one(made, asked(options, "employee_growth_absolute", base=2015), "05119")[0] == 50


def test_figures_per_inhabitant_need_both_in_the_same_year(made: Release, options: Options) -> None:
    indicator = options.indicators["employees_per_1000"]
    years = replace(indicator, years_by_kind={SECTOR: (2019, YEAR)})
    question = Question(years, SECTOR, "C")
    assert one(made, question, "05113") == (150, CALCULATED)
    assert one(made, question, "05117")[1] == NOT_PUBLISHED


# --- the official figures ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ags", "sector", "expected"),
    [("05913", "K", 1.52), ("05113", "M-N", 1.65), ("05954", "C", 1.45)],
)
def test_sector_quotients_of_2020(
    opened: Release, options: Options, ags: str, sector: str, expected: float
) -> None:
    question = asked(options, "location_quotient", sector, reference="germany")
    assert round(one(opened, question, ags)[0], 2) == expected


@pytest.mark.parametrize(
    ("theme", "ags", "expected"),
    [
        ("cyber_ai", "05117", 1.92),
        ("cyber_ai", "05913", 1.52),
        ("cyber_ai", "05113", 1.13),
        ("cyber_ai", "05512", 0.30),
        ("cyber_ai", "05915", 0.30),
        ("green_tech", "05562", 2.20),
        ("green_tech", "05513", 1.98),
        ("smart_logistics", "05978", 1.61),
        ("new_industry", "05954", 1.31),
        ("new_industry", "05914", 1.21),
        ("health", "05916", 1.90),
        ("smart_city", "05911", 1.34),
    ],
)
def test_theme_quotients_of_2025(opened: Release, theme: str, ags: str, expected: float) -> None:
    found = theme_quotient(opened, theme, "germany", ags).at([2025])
    assert round(float(found.value[0, 0]), 2) == expected


@pytest.mark.parametrize("reference", REFERENCE_PLACES)
def test_ranges_of_themes_hold_their_values(opened: Release, reference: str) -> None:
    keys = [item.id for item in places_of(opened, codes.DISTRICT)] + ["RUHR", "meo", "NRW", "DE"]
    for theme in config.themes():
        found = theme_quotient(opened, theme, reference, *keys)
        known = ~np.isnan(found.value)
        assert known.all()
        assert (found.low <= found.value).all()
        assert (found.value <= found.high).all()


@pytest.mark.parametrize("reference", REFERENCE_PLACES)
def test_reference_shares_times_quotients_add_up(
    opened: Release, options: Options, reference: str
) -> None:
    districts = places_of(opened, codes.DISTRICT)
    against = [place(opened, REFERENCE_PLACES[reference])]
    sums, employees = 0.0, 0.0
    for sector in codes.SECTORS:
        share = answer(opened, asked(options, "employee_share", sector), against)
        quotient = answer(
            opened, asked(options, "location_quotient", sector, reference=reference), districts
        )
        sums = sums + quotient.value * share.value / 100
        employees = employees + answer(opened, asked(options, "employees", sector), districts).value
    total = answer(opened, asked(options, "employees", "TOTAL"), districts).value
    assert sums == pytest.approx(employees / total)  # all but the few without a sector
    assert sums == pytest.approx(np.ones((15, 6)), abs=1e-3)


def test_population_growth_does_not_cross_the_census(opened: Release, options: Options) -> None:
    indicator = options.indicators["population_growth"]
    assert 2011 in indicator.breaks
    assert 2009 in indicator.years_by_kind[""]
    assert indicator.base_years(2013) == ()
    assert 2009 not in indicator.base_years(2023)
    across = Question(indicator, base=2009)
    assert one(opened, across, "05113000", 2023)[1] == NOT_PUBLISHED
    within = Question(indicator, base=2013)
    counts = answer(opened, Question(options.indicators["population"]), [place(opened, "05113000")])
    start, end = counts.at([2013, 2023]).value[0]
    assert one(opened, within, "05113000", 2023)[0] == pytest.approx(
        float(measures.change_percent(start, end))
    )


def test_figures_of_districts_leave_42_municipalities_unpublished(
    opened: Release, options: Options
) -> None:
    places = places_of(opened, codes.MUNICIPALITY)
    found = answer(opened, asked(options, "employees"), places)
    unpublished = (found.status == codes.STATUSES.index(NOT_PUBLISHED)).all(axis=1)
    assert unpublished.sum() == 42
    named = {item.id for item, absent in zip(places, unpublished, strict=True) if not absent}
    assert named == {f"{key}000" for key in config.region().independent_cities}
    cities = answer(
        opened,
        asked(options, "employees"),
        [place(opened, key) for key in config.region().independent_cities],
    )
    assert (found.value[~unpublished] == cities.value).all()


def test_every_indicator_answers_for_the_places_of_its_levels(options: Options) -> None:
    release = options.release
    for indicator in options.indicators.values():
        kind = indicator.first_kind
        year = indicator.years(kind)[-1]
        base = indicator.base_years(year, kind)[0] if indicator.compares_years else None
        reference = "nrw" if indicator.references else ""
        question = Question(indicator, kind, indicator.default_field or "", reference, base)
        for level in indicator.map_levels:
            found = answer(release, question, places_of(release, level))
            assert found.years == indicator.years(kind)
            absent = found.status >= codes.STATUSES.index(SUPPRESSED)
            assert (np.isnan(found.value) == absent).all(), indicator.id
            newest = options.newest_year(indicator, kind, level)
            few = absent[:, found.years.index(newest)].mean()
            assert few < 0.2, f"{indicator.id} has few figures in {newest}"


def test_a_reported_figure_is_said_to_be_reported(opened: Release, options: Options) -> None:
    assert one(opened, asked(options, "employees"), "05113")[1] == REPORTED
    assert one(opened, asked(options, "employees", "B+D+E"), "05113")[1] == CALCULATED
    assert one(opened, asked(options, "employees"), "RUHR")[1] == CALCULATED
    assert one(opened, asked(options, "employee_share"), "05113")[1] == CALCULATED
