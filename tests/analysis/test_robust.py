"""Robustness over the settings that readers can choose."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from s3dash import config
from s3dash.analysis import robust
from s3dash.indicators import OCCUPATION, SECTOR, THEME, Question, answer, place
from s3dash.measures import Robustness
from s3dash.session import options

RELEASE = options().release
INDICATORS = options().indicators
REFERENCES = {"germany": "DE", "nrw": "NRW", "ruhr": "RUHR"}


def ends(question: Question, key: str, year: int) -> tuple[float, float]:
    found = answer(RELEASE, question, [place(RELEASE, key)]).at([year])
    return float(found.low[0, 0]), float(found.high[0, 0])


@pytest.mark.parametrize(
    ("indicator", "kind", "field", "key"),
    [
        ("theme_location_quotient", THEME, "cyber_ai", "05117"),
        ("location_quotient", SECTOR, "B+D+E", "05117"),
        ("location_quotient", OCCUPATION, "211", "05512"),
        ("theme_location_quotient", THEME, "green_tech", "emscher-lippe"),
    ],
)
def test_a_strength_is_counted_over_every_setting(
    indicator: str, kind: str, field: str, key: str
) -> None:
    question = Question(INDICATORS[indicator], kind, field, "germany")
    years = question.indicator.years(kind)[-3:]
    holds = [
        quotient >= threshold
        for reference, year, threshold in product(REFERENCES, years, (1.0, 1.2, 1.5, 2.0))
        for quotient in ends(replace(question, reference=reference), key, year)
    ]
    counted = robust.strength(RELEASE, question, place(RELEASE, key))
    assert counted == Robustness(sum(holds), 72)


@pytest.mark.parametrize(
    ("field", "key", "rising"),
    [("cyber_ai", "05117", True), ("new_industry", "05117", False), ("health", "05170", True)],
)
def test_a_change_is_counted_over_every_setting(field: str, key: str, rising: bool) -> None:
    question = Question(INDICATORS["employee_growth"], THEME, field, base=2013)
    holds = []
    for base, year, other in product((2013, 2014, 2015), (2023, 2024, 2025), REFERENCES.values()):
        asked = replace(question, base=base)
        (low, high), (there_low, there_high) = (ends(asked, k, year) for k in (key, other))
        leads = (low - there_high, high - there_low)
        for lead, least in product(leads, (0, 5, 10)):
            holds.append(lead >= least if rising else -lead >= least)
    counted = robust.change(RELEASE, question, place(RELEASE, key), rising=rising)
    assert counted == Robustness(sum(holds), 162)


def test_known_counts() -> None:
    """Mülheim in cyber security: 1.9 against Germany, more than twice the region in all years."""
    question = Question(INDICATORS["theme_location_quotient"], THEME, "cyber_ai", "germany")
    found = robust.strength(RELEASE, question, place(RELEASE, "05117"))
    assert found == Robustness(62, 72)


def test_a_place_is_not_measured_against_itself() -> None:
    question = Question(INDICATORS["theme_location_quotient"], THEME, "health", "germany")
    region = place(RELEASE, config.region().id)
    assert robust.strength(RELEASE, question, region).settings == 48
