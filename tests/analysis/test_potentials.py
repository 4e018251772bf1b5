"""Potentials: every figure is the indicator's, and the reasons add up to the nearness."""

from __future__ import annotations

import math

import pytest

from s3dash import codes, config, session
from s3dash.analysis.potentials import (
    FAR_SIMPLE,
    NEAR_COMPLEX,
    QUADRANTS,
    Potentials,
    has_potentials,
    newest_year,
    potentials,
    shown_place,
    why,
)
from s3dash.indicators import Question, answer, place, places_of
from s3dash.indicators.field_space import VALUE, field_space, presence_of

OPTIONS = session.options()
RELEASE = OPTIONS.release
YEAR = newest_year(RELEASE)
THRESHOLD = 1.5
KEYS = ("05913", "05978", "05117", "RUHR", "meo", "NRW", "05913000")


def found(key: str, threshold: float = THRESHOLD) -> Potentials:
    return potentials(RELEASE, place(RELEASE, key), YEAR, threshold)


def figure(name: str, kind: str, code: str, key: str, reference: str = "") -> list[float]:
    question = Question(OPTIONS.indicators[name], kind, code, reference)
    at = answer(RELEASE, question, [place(RELEASE, key)]).at([YEAR])
    return [float(end[0, 0]) for end in (at.low, at.value, at.high)]


@pytest.mark.parametrize("key", KEYS)
def test_figures_are_those_of_the_indicators(key: str) -> None:
    shown = found(key)
    for item in shown.groups[:: max(len(shown.groups) // 5, 1)]:
        density = figure("relatedness_density", "occupation", item.field, key)
        assert list(item.density) == pytest.approx(density)
        quotient = figure("location_quotient", "occupation", item.field, key, "germany")
        assert list(item.quotient) == pytest.approx(quotient, nan_ok=True)
        employees = figure("employees", "occupation", item.field, key)
        assert list(item.employees) == pytest.approx(employees, nan_ok=True)
        nation = figure("employees", "occupation", item.field, "DE")
        assert list(item.employees_nation) == nation


@pytest.mark.parametrize("threshold", [1.0, 1.5, 2.0])
def test_who_is_strong_is_not_listed_and_who_may_be_is_marked(threshold: float) -> None:
    for about in places_of(RELEASE, codes.DISTRICT):
        shown = potentials(RELEASE, about, YEAR, threshold)
        assert len(shown.groups) + shown.strong == 140
        for item in shown.groups:
            low, value, high = item.quotient
            assert math.isnan(value) or value < threshold
            assert low < threshold
            assert item.may_be_strong == (math.isnan(value) and high >= threshold)
            assert math.isnan(item.employees[1]) == math.isnan(value)
            if math.isnan(value):
                assert (item.employees[0], item.employees[2]) == (1, 9)


def test_some_group_of_the_region_may_be_strong_behind_a_suppressed_cell() -> None:
    hidden = [
        item
        for about in places_of(RELEASE, codes.DISTRICT)
        for item in potentials(RELEASE, about, YEAR, THRESHOLD).groups
        if item.may_be_strong
    ]
    assert hidden


@pytest.mark.parametrize("key", KEYS)
def test_quadrants_are_cut_at_the_means_of_all_groups(key: str) -> None:
    shown, space = found(key), field_space(RELEASE, YEAR)
    strengths = presence_of(RELEASE, [shown.place], YEAR)
    assert shown.near_from == pytest.approx(space.density(strengths)[VALUE, 0].mean())
    for item in shown.groups:
        near, complex_ = item.density[1] >= shown.near_from, item.pci[1] > 0
        assert item.quadrant.startswith("near") == near
        assert item.quadrant.endswith("complex") == complex_
    order = [QUADRANTS.index(item.quadrant) for item in shown.groups]
    assert order == sorted(order)
    for quadrant in QUADRANTS:
        inside = [item.density[1] for item in shown.of(quadrant)]
        assert inside == sorted(inside, reverse=True)


@pytest.mark.parametrize("key", KEYS)
def test_reasons_add_up_to_the_nearness(key: str) -> None:
    shown = found(key)
    strengths = presence_of(RELEASE, [shown.place], YEAR)[VALUE, 0]
    for item in shown.groups[::20]:
        reasons = why(RELEASE, shown.place, item.field, YEAR, THRESHOLD)
        assert sum(reason.part for reason in reasons.reasons) == pytest.approx(item.density[1])
        ratio = reasons.proximity_here / reasons.proximity_all
        assert ratio == pytest.approx(item.density[1])
        assert all(reason.quotient[1] >= 1 for reason in reasons.reasons)
        own = strengths[field_space(RELEASE, YEAR).fields.index(item.field)]
        apart = 2  # pairs of groups that no district is strong in together
        assert 0 <= strengths.sum() - own - len(reasons.reasons) <= apart
        parts = [reason.part for reason in reasons.reasons]
        assert parts == sorted(parts, reverse=True)


def test_who_is_strong_elsewhere() -> None:
    reasons = why(RELEASE, place(RELEASE, "05978"), "431", YEAR, THRESHOLD)
    quotients = [item.quotient[1] for item in reasons.nation]
    assert quotients == sorted(quotients, reverse=True)
    assert min(quotients) >= THRESHOLD
    assert {item.ags for item in reasons.region} <= set(config.region().districts)
    assert {item.ags for item in reasons.region} <= {item.ags for item in reasons.nation}
    for item in (*reasons.region, *reasons.nation[:2]):
        known = figure("location_quotient", "occupation", "431", item.ags, "germany")
        assert list(item.quotient) == pytest.approx(known)


def test_complex_lies_near_in_cities_and_far_in_industrial_districts() -> None:
    assert found("05113").tilt > 0.9
    assert found("05978").tilt < -0.9
    assert found("05113").of(NEAR_COMPLEX)
    assert not found("05978").of(NEAR_COMPLEX)
    assert len(found("05113").of(FAR_SIMPLE)) > 50


@pytest.mark.parametrize(
    ("key", "shown"),
    [("05562016", "05562"), ("05913000", "05913000"), ("DE", "RUHR"), ("05112", "05112")],
)
def test_place_that_answers_for_another(key: str, shown: str) -> None:
    assert shown_place(RELEASE, key).id == shown
    assert has_potentials(RELEASE, shown_place(RELEASE, key))


def test_what_has_no_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="05562016 has no employees by occupation"):
        found("05562016")
    with pytest.raises(ValueError, match="'NA' is no occupation group"):
        why(RELEASE, place(RELEASE, "05913"), "NA", YEAR, THRESHOLD)


def test_groups_of_themes_bear_them() -> None:
    themes = {code: key for key, item in config.themes().items() for code in item.occupations}
    for item in found("RUHR").groups:
        assert item.theme == themes.get(item.field, "")
