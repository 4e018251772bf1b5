"""Findings about places: the rules, the orientation of people who know the region, the limits."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from s3dash import codes, config
from s3dash.analysis.findings import (
    AHEAD,
    AT_LEAST,
    BETTER,
    FALL,
    FIRST,
    LEAD,
    NEAR_COMPLEX,
    NEAR_SIMPLE,
    RISE,
    STRENGTH,
    STRONG,
    WORSE,
    Finding,
    findings,
)
from s3dash.indicators import OCCUPATION, SECTOR, THEME, answer, catalogue, municipalities, place
from s3dash.release import open_release
from s3dash.session import options

RELEASE = options().release
INDICATORS = options().indicators
DISTRICTS = config.region().districts
PLACES = (*DISTRICTS, config.region().id, *config.region().groups)


@cache
def of(key: str) -> tuple[Finding, ...]:
    return findings(RELEASE, INDICATORS, place(RELEASE, key))


def sorted_out(key: str, *sorts: str) -> list[Finding]:
    return [item for item in of(key) if item.sort in sorts]


@pytest.mark.parametrize(
    ("key", "kind", "field", "quotient"),
    [
        ("05117", THEME, "cyber_ai", 1.92),
        ("05562", THEME, "green_tech", 2.20),
        ("05513", THEME, "green_tech", 1.98),
        ("05916", THEME, "health", 1.90),
        ("05978", THEME, "smart_logistics", 1.61),
        ("05112", THEME, "smart_logistics", 1.37),
        ("05112", OCCUPATION, "241", 12.89),
        ("05914", OCCUPATION, "241", 9.63),
        ("05913", THEME, "cyber_ai", 1.52),
        ("05913", SECTOR, "K", 1.52),
        ("05113", SECTOR, "B+D+E", 2.57),
        ("05113", SECTOR, "M-N", 1.65),
    ],
)
def test_strengths_that_are_known(key: str, kind: str, field: str, quotient: float) -> None:
    found = {
        (item.kind, item.field): item.figures["quotient"] for item in sorted_out(key, STRENGTH)
    }
    assert found[kind, field].value == pytest.approx(quotient, abs=0.005)


@pytest.mark.parametrize(
    ("key", "field", "before", "now"),
    [("05117", "cyber_ai", 1.20, 1.92), ("05911", "smart_city", 0.96, 1.34)],
)
def test_rises_that_are_known(key: str, field: str, before: float, now: float) -> None:
    (rise,) = (item for item in sorted_out(key, RISE) if item.field == field)
    assert rise.figures["before"].value == pytest.approx(before, abs=0.005)
    assert rise.figures["now"].value == pytest.approx(now, abs=0.005)
    assert rise.against is not None
    assert rise.against.sort == "gain_in_one_group"


def test_a_sector_that_is_large_in_the_last_year_only_is_no_strength() -> None:
    """Mülheim's energy: 4.8 in 2020, when plants came from another sector, 1 before."""
    fields = {item.field for item in sorted_out("05117", STRENGTH)}
    assert "B+D+E" not in fields
    question = next(i for i in sorted_out("05117", STRENGTH) if i.kind == SECTOR)
    asked = question.figures["quotient"].question
    found = answer(
        RELEASE, type(asked)(asked.indicator, SECTOR, "B+D+E", "germany"), [place(RELEASE, "05117")]
    )
    assert found.value[0, -1] > 4 > STRONG > found.value[0, -2]


@pytest.mark.parametrize("key", PLACES)
def test_a_strength_reaches_the_threshold_with_its_whole_range_in_three_years(key: str) -> None:
    found = sorted_out(key, STRENGTH)
    assert 1 <= len(found) <= 3
    assert len({(item.kind, item.field) for item in found}) == len(found)
    for item in found:
        question = item.figures["quotient"].question
        years = question.indicator.years(question.kind)[-3:]
        low = answer(RELEASE, question, [place(RELEASE, key)]).at(years).low
        assert (low >= STRONG).all()
        assert item.figures["employees"].low >= AT_LEAST
        assert item.robustness is not None
        assert item.robustness.holding > 0


@pytest.mark.parametrize("key", PLACES)
def test_a_development_differs_from_germany_with_its_whole_range(key: str) -> None:
    found = sorted_out(key, RISE, FALL)
    assert len(found) <= 2
    for item in found:
        here, there = item.figures["growth"], item.figures["reference"]
        lead = here.low - there.high if item.sort == RISE else there.low - here.high
        assert lead >= LEAD
        assert there.place.id == "DE"
        assert item.figures["start"].low >= AT_LEAST


@pytest.mark.parametrize("key", PLACES)
def test_a_potential_is_near_and_surely_no_strength_yet(key: str) -> None:
    found = sorted_out(key, NEAR_COMPLEX, NEAR_SIMPLE)
    assert len(found) == 1
    assert found[0].figures["quotient"].high < STRONG
    assert any(found[0].field in t.occupations for t in RELEASE.themes.values())
    assert len(found[0].near) == 3
    assert found[0].field not in found[0].near


@pytest.mark.parametrize("key", PLACES)
def test_what_speaks_against_is_said_and_true(key: str) -> None:
    for item in of(key):
        assert item.against is not None, item.field
        figures = item.against.figures
        if item.against.sort == "shrinking":
            assert figures["growth"].high < 0
        if item.against.sort in ("stronger_here", "stronger_there"):
            other = figures["quotient"]
            assert other.value > item.figures["quotient"].value
            assert (other.place.id in DISTRICTS) == (item.against.sort == "stronger_here")
        if item.against.sort in ("one_group", "gain_in_one_group"):
            assert figures["group"].value >= 0.6 * figures["whole"].value
        if item.against.sort in ("more_here", "more_there"):
            assert figures["growth"].value >= item.figures["growth"].value + LEAD


@pytest.mark.parametrize(("key", "high"), [("05117", 900_000), ("05170", 5_000)])
def test_where_ranges_cross_the_thresholds_nothing_is_said(
    tmp_path: Path, key: str, high: int
) -> None:
    """If a suppressed cell could hide so many people, no theme is a strength."""
    shutil.copytree(config.FOLDER, tmp_path / "config")
    (tmp_path / "config" / "suppression.toml").write_text(
        f"[employees_occupation]\nlow = 0\nhigh = {high}\n"
        'reason_de = "weil"\nreason_en = "because"\n'
    )
    wide = open_release(settings=tmp_path / "config")
    found = findings(wide, catalogue(wide), place(wide, key))
    strong = [item for item in found if item.sort == STRENGTH]
    assert {item.kind for item in strong} & {THEME, SECTOR} == {SECTOR}
    assert all(item.figures["quotient"].low >= STRONG for item in strong)
    assert not [item for item in found if item.field == codes.TOTAL]


def test_germany_has_no_findings() -> None:
    assert of("DE") == ()


@pytest.mark.parametrize("key", [key for key in municipalities(RELEASE) if not key.endswith("000")])
def test_a_town_has_figures_of_its_own_only(key: str) -> None:
    found = of(key)
    assert {item.sort for item in found} <= {AHEAD, BETTER, WORSE, RISE, FALL}
    for item in found:
        assert item.kind == ""
        own = next(iter(item.figures.values()))
        assert own.place.id == key
        if item.sort == AHEAD:
            assert item.rank is not None
            assert 1 <= item.rank <= FIRST < item.among


def test_the_rules_name_something_for_nearly_every_town() -> None:
    towns = [key for key in municipalities(RELEASE) if not key.endswith("000")]
    assert sum(not of(key) for key in towns) <= 2


def test_a_towns_rank_is_counted_from_the_good_side() -> None:
    """Haltern has few people on basic income support, and few jobs."""
    found = ((item.figures["value"].question, item) for item in sorted_out("05562016", AHEAD))
    ahead = {question.indicator.id: item for question, item in found}
    needy, gigabit = ahead["needy_persons_per_1000"], ahead["gigabit_coverage"]
    towns = [place(RELEASE, key) for key in municipalities(RELEASE)]
    for item, sign in ((needy, 1), (gigabit, -1)):
        figure = item.figures["value"]
        others = answer(RELEASE, figure.question, towns).at([figure.year]).value[:, 0]
        better = np.nansum(sign * others < sign * figure.value)
        assert item.rank == 1 + better
    behind = gigabit.against
    assert behind is not None
    assert (behind.sort, behind.rank, behind.among) == ("behind", 53, 53)


def test_the_total_is_told_where_it_differs_most() -> None:
    (fall,) = (item for item in sorted_out("05914", FALL) if item.field == codes.TOTAL)
    assert fall.figures["growth"].value == pytest.approx(0.87, abs=0.01)
    assert fall.figures["reference"].value == pytest.approx(17.79, abs=0.01)
