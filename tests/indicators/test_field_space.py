"""The space of occupation groups: a small one by hand, the real one against its quotients."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from s3dash import codes, config, measures
from s3dash.indicators import Indicator, Place, Question, answer, place, places_of
from s3dash.indicators import field_space as spaces
from s3dash.indicators.field_complexity import complexity_table
from s3dash.indicators.field_space import HIGH, LOW, VALUE, field_space, presence_of, quotients_of
from s3dash.release import Release
from s3dash.state import Options
from tests.indicators.small_release import small_release

YEAR = 2025
EMPLOYEES = {
    "01001": {"111": 300, "112": 100, "113": 100, "NA": 0},
    "01002": {"111": 100, "112": 350, "113": 50, "NA": 0},
    "01003": {"111": 150, "112": 260, "113": 20, "NA": 70},
    "01051": {"111": 10, "112": 240, "113": 250, "NA": 0},
}
"""500 in each district; in Germany 560, 950, 420 and 70 of 2000."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    cells: dict[tuple[str, str, int], float | str] = {
        (group, ags, YEAR): float(count)
        for ags, groups in EMPLOYEES.items()
        for group, count in groups.items()
    }
    folder: Path = tmp_path_factory.mktemp("made")
    return small_release(folder, {spaces.VARIABLE: cells})


@pytest.fixture
def density(options: Options) -> Indicator:
    return options.indicators["relatedness_density"]


@pytest.fixture
def eci(options: Options) -> Indicator:
    return options.indicators["eci"]


def test_strengths_by_hand(made: Release) -> None:
    space = field_space(made, YEAR)
    assert space.fields == ("111", "112", "113")
    assert space.districts == tuple(EMPLOYEES)
    assert space.employees.tolist() == [560, 950, 420]
    # 260 of 500 against 950 of 2000; those without information are in both totals
    expected = Fraction(260, 500) / Fraction(950, 2000)
    assert space.quotients[VALUE, 2, 1] == pytest.approx(float(expected))
    assert space.presence[VALUE].tolist() == [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 1, 1]]


def test_density_by_hand(made: Release, density: Indicator) -> None:
    # C_12 = C_23 = 1, U = (2, 3, 1): φ_12 = φ_23 = 1/3, φ_13 = 0
    places = [place(made, key) for key in EMPLOYEES]
    for group, expected in (("111", [0, 1, 1, 1]), ("112", [0.5, 0, 0.5, 0.5])):
        found = answer(made, Question(density, "occupation", group), places).at([YEAR])
        assert found.value[:, 0] == pytest.approx(expected)
    every = answer(made, Question(density, "occupation", codes.TOTAL), places).at([YEAR])
    # the first district: 0 · 560, 1/2 · 950 and 0 · 420, over 1930
    assert every.value[0, 0] == pytest.approx(475 / 1930)


def test_districts_are_the_german_ones_of_today(opened: Release) -> None:
    space = field_space(opened, YEAR)
    assert len(space.districts) == 401
    assert "06415" in space.districts, "Hanau has been a city of its own since 2026"
    assert not {"03152", "03156", "16056"} & set(space.districts), "merged into others"
    assert all(len(key) == 5 for key in space.districts)
    assert set(config.region().districts) <= set(space.districts)
    assert len(space.fields) == 140
    assert codes.NO_INFORMATION not in space.fields
    employees = answer(
        opened, _employees(opened, "431"), [place(opened, config.region().nation_id)]
    )
    assert space.employees[space.fields.index("431")] == employees.at([YEAR]).value[0, 0]


def _employees(opened: Release, group: str) -> Question:
    from s3dash import session

    return Question(session.options().indicators["employees"], "occupation", group)


@pytest.mark.parametrize("year", [2013, 2025])
def test_quotients_are_those_of_the_indicator(options: Options, opened: Release, year: int) -> None:
    keys = (
        "05913",
        "05916",
        "05978",
        "RUHR",
        "NRW",
        next(iter(config.region().groups)),
        "05913000",
    )
    places = [place(opened, key) for key in keys]
    found, space = quotients_of(opened, places, year), field_space(opened, year)
    for code in ("431", "911", "116", "811"):
        asked = Question(options.indicators["location_quotient"], "occupation", code, "germany")
        expected, at = answer(opened, asked, places).at([year]), space.fields.index(code)
        assert found[VALUE, :, at] == pytest.approx(expected.value[:, 0], nan_ok=True)
        assert found[LOW, :, at] == pytest.approx(expected.low[:, 0])
        assert found[HIGH, :, at] == pytest.approx(expected.high[:, 0])


def test_a_suppressed_count_is_no_strength_but_may_be_one(opened: Release) -> None:
    space = field_space(opened, YEAR)
    hidden = np.isnan(space.quotients[VALUE])
    assert 0.03 < hidden.mean() < 0.05
    assert not space.presence[VALUE][hidden].any()
    assert not space.presence[LOW][hidden & (space.quotients[LOW] < 1)].any()
    assert space.presence[HIGH][hidden].any()
    assert (space.presence[HIGH] >= space.presence[VALUE]).all()
    assert (space.presence[VALUE] >= space.presence[LOW])[~hidden].all()


def test_complexity_is_standardised_over_the_districts(opened: Release) -> None:
    for year in spaces.years(opened):
        for end in field_space(opened, year).complexity:
            assert (end.eci.mean(), end.eci.std()) == pytest.approx((0, 1), abs=1e-9)
            assert (end.pci.mean(), end.pci.std()) == pytest.approx((0, 1), abs=1e-9)


def test_order_by_complexity_keeps_its_direction_over_years_and_ends(opened: Release) -> None:
    first = field_space(opened, 2013).complexity[VALUE]
    for year in spaces.years(opened):
        for end in field_space(opened, year).complexity:
            assert np.corrcoef(end.eci, first.eci)[0, 1] > 0.9
    space = field_space(opened, YEAR)
    pci = dict(zip(space.fields, space.complexity[VALUE].pci, strict=True))
    assert pci["433"] > 1.5 > -1 > pci["111"], "network engineers against farmers"


def test_a_group_is_computed_from_summed_counts(
    opened: Release, density: Indicator, eci: Indicator
) -> None:
    region = place(opened, config.region().id)
    space, strengths = field_space(opened, YEAR), presence_of(opened, [region], YEAR)
    cube = opened.cube(spaces.VARIABLE)
    rows = [cube.ags_index[key] for key in config.region().districts]
    counts = np.nansum(cube.values[:, rows, cube.year_index[YEAR]], axis=1)
    nation = np.nansum(cube.values[:, :, cube.year_index[YEAR]], axis=1)
    quotients = (counts / counts.sum()) / (nation / nation.sum())
    groups = [cube.field_index[code] for code in space.fields]
    assert strengths[VALUE, 0].tolist() == (quotients[groups] >= 1).tolist()
    at = space.fields.index("431")
    expected = measures.relatedness_density(strengths[VALUE, 0], space.proximity[VALUE])[at]
    found = answer(opened, Question(density, "occupation", "431"), [region]).at([YEAR])
    assert found.value[0, 0] == pytest.approx(expected)
    scale = space.complexity[VALUE]
    complexity = answer(opened, Question(eci), [region]).at([YEAR]).value[0, 0]
    mean = scale.pci[strengths[VALUE, 0] > 0].mean()
    assert complexity == pytest.approx((mean - scale.centre) / scale.spread)


def test_a_theme_has_the_weighted_mean_of_its_groups(opened: Release, density: Indicator) -> None:
    about, groups = [place(opened, "05913")], config.themes()["cyber_ai"].occupations
    space = field_space(opened, YEAR)
    weights = [space.employees[space.fields.index(code)] for code in groups]
    values = [
        answer(opened, Question(density, "occupation", code), about).at([YEAR]).value[0, 0]
        for code in groups
    ]
    found = answer(opened, Question(density, "theme", "cyber_ai"), about).at([YEAR])
    assert found.value[0, 0] == pytest.approx(np.average(values, weights=weights))


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("DE", codes.MISSING),
        ("05562016", codes.NOT_PUBLISHED),
        ("05913", codes.CALCULATED),
        ("05913000", codes.CALCULATED),
        ("NRW", codes.CALCULATED),
    ],
)
def test_who_has_a_figure(
    opened: Release, density: Indicator, eci: Indicator, key: str, status: str
) -> None:
    about = [place(opened, key)]
    for question in (Question(eci), Question(density, "occupation", "431")):
        found = answer(opened, question, about).at([YEAR])
        assert codes.STATUSES[found.status[0, 0]] == status
        assert np.isnan(found.value[0, 0]) == (status != codes.CALCULATED)
        assert np.isnan(found.low[0, 0]) == (status != codes.CALCULATED)


def test_those_without_information_are_no_field(opened: Release, density: Indicator) -> None:
    found = answer(opened, Question(density, "occupation", "NA"), [place(opened, "05913")])
    assert {codes.STATUSES[i] for i in found.status.ravel()} == {codes.NOT_PUBLISHED}


def test_figures_lie_in_their_range(opened: Release, density: Indicator, eci: Indicator) -> None:
    places: tuple[Place, ...] = places_of(opened, codes.DISTRICT)
    for question in (Question(eci), Question(density, "theme", "health")):
        found = answer(opened, question, places)
        assert (found.low <= found.value).all()
        assert (found.value <= found.high).all()
        assert (found.low < found.high).any()


def test_complexity_of_fields_as_a_table(opened: Release, eci: Indicator) -> None:
    space = field_space(opened, YEAR)
    fields = [("occupation", "431"), ("theme", "cyber_ai"), ("occupation", "NA")]
    found = complexity_table(opened, eci, fields, YEAR).set_index(["theme", "occupation"])
    pci = dict(zip(space.fields, space.complexity[VALUE].pci, strict=True))
    assert found.loc[("", "431"), "value"] == pci["431"]
    groups = config.themes()["cyber_ai"].occupations
    weights = [space.employees[space.fields.index(code)] for code in groups]
    mean = np.average([pci[code] for code in groups], weights=weights)
    assert found.loc[("cyber_ai", ""), "value"] == pytest.approx(mean)
    assert found.loc[("", "NA"), "status"] == codes.NOT_PUBLISHED
    assert set(found["ags"]) == {"DE"}
    assert set(found["indicator"]) == {"pci"}


def test_without_a_bound_nothing_is_said(opened: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(opened), "bounds", {})
    with pytest.raises(config.ConfigError, match=r"no \[employees_occupation\]"):
        quotients_of(opened, [place(opened, "05913")], YEAR)
