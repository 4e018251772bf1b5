"""Partners: a case on paper, an independent computation over all of Germany, and what must hold."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from s3dash import ROOT, codes, config, session
from s3dash.analysis import partners as module
from s3dash.analysis.partners import AT_LEAST, Standing, distance_km, pairs, partners
from s3dash.indicators import Place, place, places_of
from s3dash.indicators.field_space import FieldSpace
from s3dash.release import Release

HERNE, DORTMUND, BOCHUM = "05916", "05913", "05911"


@pytest.fixture(scope="module")
def opened() -> Release:
    return session.options().release


@pytest.fixture(scope="module")
def districts(opened: Release) -> tuple[Place, ...]:
    return places_of(opened, codes.DISTRICT)


@pytest.fixture(scope="module")
def counts() -> pd.DataFrame:
    """Published employees of the newest year, districts × groups, straight from the table."""
    table = pd.read_parquet(ROOT / "data" / "employees_by_occupation.parquet")
    newest = table[table["year"] == table["year"].max()]
    return newest.pivot_table(index="ags", columns="field", values="value", dropna=False)


@pytest.fixture(scope="module")
def nation(counts: pd.DataFrame) -> pd.Series:
    return counts.drop(columns="NA").sum()


@pytest.fixture(scope="module")
def strong(counts: pd.DataFrame, nation: pd.Series) -> pd.DataFrame:
    """Where the quotient of the published figures reaches 1; a suppressed cell is no strength."""
    shares = counts.div(counts.sum(axis=1), axis=0).drop(columns="NA")
    return (shares / (nation / counts.to_numpy()[~counts.isna()].sum()) >= 1).astype(int)


def near(strong: pd.DataFrame) -> pd.DataFrame:
    """Proximity, pair by pair."""
    found = pd.DataFrame(0.0, index=strong.columns, columns=strong.columns)
    for i in strong.columns:
        for j in strong.columns:
            if i != j:
                both = (strong[i] & strong[j]).sum()
                found.loc[i, j] = min(both / strong[i].sum(), both / strong[j].sum())
    return found


def of(found: tuple[module.Partner, ...], key: str) -> module.Partner:
    return next(item for item in found if item.place.id == key)


# --- on paper


def standing(presence: list[list[int]], employees: list[list[float]]) -> Standing:
    """Two places and three fields: what is near to what is made up, nothing is suppressed."""
    proximity = np.array([[0.0, 0.6, 0.2], [0.6, 0.0, 0.4], [0.2, 0.4, 0.0]])
    ends = (np.array(presence, dtype=float),) * 3
    space = FieldSpace(
        year=2025,
        fields=("111", "222", "333"),
        districts=(),
        employees=np.array([100.0, 300.0, 100.0]),
        quotients=np.empty((3, 0, 3)),
        presence=np.empty((3, 0, 3)),
        proximity=np.stack([proximity] * 3),
        complexity=(None, None, None),
    )
    quotients = np.where(np.stack(ends) == 1, 2.0, 0.5)
    return Standing(space, (), np.stack(ends), quotients, np.array(employees))


def test_gain_on_paper() -> None:
    # open are 222 (300 people in Germany) and 333 (100); the partner is strong in 333.
    # 222: alone 0.6/1.0, together 1; 333: alone 0.2/0.6, together the same (333 is not near itself)
    found = standing([[1, 0, 0], [0, 0, 1]], [[500.0, 150.0, 40.0], [10.0, 20.0, 800.0]])
    gain = module._gain(found, 0, 1, np.ones(3))
    assert gain.value == pytest.approx(100 * (300 * 0.4 + 100 * 0.0) / 400)
    assert gain.before == pytest.approx(100 * (300 * 0.6 + 100 * (0.2 / 0.6)) / 400)
    assert gain.low == gain.high == pytest.approx(gain.value)
    assert gain.open == 2
    (brought,) = gain.strengths
    assert (brought.field, brought.employees, brought.quotient) == ("333", 800.0, 2.0)
    assert brought.part == pytest.approx(gain.value)
    assert brought.nearest == ("222",)
    assert gain.covered == ("333",)
    # 333 has fewer than a hundred people here: nothing to build on
    assert [(item.field, round(item.gain)) for item in gain.nearer] == [("222", 40)]


def test_only_fields_of_the_scope_count() -> None:
    found = standing([[1, 0, 0], [0, 1, 1]], [[500.0, 150.0, 400.0], [10.0, 900.0, 800.0]])
    gain = module._gain(found, 0, 1, np.array([0.0, 0.0, 1.0]))
    assert gain.value == pytest.approx(100 * 0.4 / 0.6)
    assert gain.counted.value == 100  # the partner is strong in the field itself
    assert gain.covered == ("333",)
    assert {item.field for item in gain.strengths} == {"222", "333"}


def test_field_that_the_partner_is_strong_in_counts_in_full_within_a_scope() -> None:
    # open in the scope are 222 (300 people), near to 333 by 0.4, and 333 (100), the partner's own
    found = standing([[1, 0, 0], [0, 0, 1]], [[500.0, 150.0, 40.0], [10.0, 20.0, 800.0]])
    gain = module._gain(found, 0, 1, np.array([0.0, 1.0, 1.0]))
    assert gain.counted.value == pytest.approx(100 * (300 * 0.4 + 100 * 1.0) / 400)
    assert gain.value == pytest.approx(100 * (300 * 0.4) / 400)
    # with all fields asked about, the gain itself counts
    whole = module._gain(found, 0, 1, np.ones(3))
    assert whole.counted.value == whole.value


def test_nothing_is_gained_where_nothing_is_open() -> None:
    found = standing([[1, 0, 0], [0, 1, 1]], [[500.0, 150.0, 400.0], [10.0, 900.0, 800.0]])
    gain = module._gain(found, 0, 1, np.array([1.0, 0.0, 0.0]))
    assert (gain.value, gain.counted.value, gain.open) == (0, 0, 0)
    assert not gain.strengths


# --- the release


@pytest.mark.parametrize("theme", ["", "green_tech"])
def test_gain_equals_an_independent_computation(
    opened: Release, strong: pd.DataFrame, nation: pd.Series, theme: str
) -> None:
    scope = config.themes()[theme].occupations if theme else tuple(strong.columns)
    found = of(partners(opened, place(opened, HERNE), tuple(scope) if theme else None), DORTMUND)
    proximity = near(strong)
    own, theirs = strong.loc[HERNE], strong.loc[DORTMUND]
    either = own | theirs
    gains, weights, open_fields = [], [], []
    for field in scope:
        if not own[field]:
            row = proximity.loc[field]
            gains.append((row[either == 1].sum() - row[own == 1].sum()) / row.sum())
            weights.append(nation[field])
            open_fields.append(field)
    assert found.adds.open == len(gains)
    assert found.adds.value == pytest.approx(100 * np.average(gains, weights=weights))
    if theme:
        reached = [max(gain, theirs[field]) for gain, field in zip(gains, open_fields, strict=True)]
        expected = 100 * np.average(reached, weights=weights)
        assert found.adds.counted.value == pytest.approx(expected)


def test_parts_add_up_and_bounds_hold_the_value(
    opened: Release, districts: tuple[Place, ...]
) -> None:
    for about in districts:
        for item in partners(opened, about):
            for gain in (item.adds, item.gets):
                assert sum(part.part for part in gain.strengths) == pytest.approx(gain.value)
                assert gain.low - 1e-9 <= gain.value <= gain.high + 1e-9
                assert 0 <= gain.before <= gain.before + gain.value <= 100
            assert item.best <= item.worst


def test_order_is_by_the_mean_of_both_and_lies_within_the_possible_ranks(
    opened: Release, districts: tuple[Place, ...]
) -> None:
    for about in districts:
        found = partners(opened, about)
        assert len(found) == 14
        assert all(first.score >= second.score for first, second in pairwise(found))
        for rank, item in enumerate(found, start=1):
            assert item.best <= rank <= item.worst


def test_what_counts_in_a_theme_lies_between_the_gain_and_everything(opened: Release) -> None:
    fields = config.themes()["cyber_ai"].occupations
    found = partners(opened, place(opened, BOCHUM), tuple(fields))
    for item in found:
        for gain in (item.adds, item.gets):
            counted = gain.counted
            assert gain.value - 1e-9 <= counted.value <= 100 + 1e-9
            assert counted.low <= counted.value <= counted.high
            assert (counted.value > gain.value) == bool(gain.covered)
    # where the informatics of the Ruhr are: Mülheim, Essen, Dortmund
    assert {item.place.id for item in found[:3]} == {"05117", "05113", DORTMUND}


def test_both_sides_tell_the_same(opened: Release) -> None:
    here = of(partners(opened, place(opened, HERNE)), DORTMUND)
    there = of(partners(opened, place(opened, DORTMUND)), HERNE)
    assert here.adds == there.gets
    assert here.gets == there.adds
    assert here.score == there.score
    assert set(here.shared) == set(there.shared)


def test_a_strength_is_brought_or_shared_and_never_both(
    opened: Release, strong: pd.DataFrame
) -> None:
    item = of(partners(opened, place(opened, BOCHUM)), DORTMUND)
    theirs = {field for field in strong.columns if strong.loc[DORTMUND, field]}
    own = {field for field in strong.columns if strong.loc[BOCHUM, field]}
    assert {part.field for part in item.adds.strengths} == theirs - own
    assert {part.field for part in item.gets.strengths} == own - theirs
    assert set(item.shared) == own & theirs


def test_what_comes_nearer_is_open_and_large_enough(
    opened: Release, counts: pd.DataFrame, strong: pd.DataFrame
) -> None:
    item = of(partners(opened, place(opened, HERNE)), DORTMUND)
    assert item.adds.nearer
    for nearer in item.adds.nearer:
        assert not strong.loc[HERNE, nearer.field]
        assert counts.loc[HERNE, nearer.field] >= AT_LEAST


def test_pairs_are_those_of_the_single_places(opened: Release) -> None:
    found = pairs(opened)
    assert len(found) == 105
    assert all(first[1].score >= second[1].score for first, second in pairwise(found))
    for one, item in found[:3]:
        assert of(partners(opened, one), item.place.id).score == pytest.approx(item.score)


def test_group_has_its_partners_outside_and_the_region_none(opened: Release) -> None:
    group = place(opened, "meo")
    found = partners(opened, group)
    assert {item.place.id for item in found}.isdisjoint(group.members)
    assert len(found) == 12
    assert np.isnan(found[0].km)
    assert partners(opened, place(opened, "RUHR")) == ()


@pytest.mark.parametrize("key", ["NRW", "DE", "05315"])
def test_place_outside_the_region_is_refused(opened: Release, key: str) -> None:
    with pytest.raises(ValueError, match="does not consist of districts"):
        partners(opened, place(opened, key))


def test_distances_are_those_of_a_map(opened: Release) -> None:
    # airline distances between the town centres by atlas: 16 km and 87 km; the centres of the
    # areas lie a few kilometres off
    def km(one: str, other: str) -> float:
        return distance_km(opened, place(opened, one), place(opened, other))

    assert km(BOCHUM, DORTMUND) == pytest.approx(17, abs=4)
    assert km("05112", "05915") == pytest.approx(75, abs=8)
    assert km(BOCHUM, DORTMUND) == km(DORTMUND, BOCHUM)
    assert km(BOCHUM, BOCHUM) == 0
