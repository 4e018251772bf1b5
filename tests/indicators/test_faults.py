"""Known faults behind figures: of the place, of the parts of a sum, in the years of a change."""

import pytest

from s3dash.indicators import Question, place
from s3dash.indicators.faults import faults_at, faults_of
from s3dash.session import options


def actions(indicator, key, year, **asked):
    question = Question(options().indicators[indicator], **asked)
    return [entry.action for entry in faults_at(question, place(options().release, key), year)]


@pytest.mark.parametrize(
    ("indicator", "key", "year", "expected"),
    [
        ("guest_beds_per_1000", "05978008", 2019, ["set_missing"]),
        ("guest_beds_per_1000", "05978008", 2020, []),
        ("guest_beds_per_1000", "05978004", 2019, []),
        ("doctors_per_10000", "05562016", 2022, ["flag"]),
        ("doctors_per_10000", "05562", 2022, []),
        ("cohesion_expenditure", "05913", 2024, ["flag"]),
        ("cohesion_expenditure", "RUHR", 2024, ["flag"]),
        ("cohesion_expenditure", "05113", 2024, []),
        ("cohesion_expenditure", "05978008", 2024, []),
    ],
)
def test_faults_of_a_figure(indicator, key, year, expected):
    assert actions(indicator, key, year) == expected


def test_a_municipality_has_no_fault_of_its_kreis():
    entries = actions("university_applied_students_per_1000", "05113", 2017)
    assert entries == ["flag"]
    assert actions("university_applied_students_per_1000", "05113000", 2017) == ["flag"]
    assert actions("university_applied_students_per_1000", "05113000", 2018) == []


def test_denominator_counts_too():
    entry = options().indicators["vacancies_per_100_unemployed"]
    assert "unemployed_occupation" in {fault.variable for fault in faults_of(entry)}


def test_indicator_without_a_fault():
    assert faults_of(options().indicators["location_quotient"]) == ()
