"""Shift-share: the known answer, the identity to the last person, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash import codes
from s3dash.measures import ShiftShare, shift_share
from s3dash.release import open_release

NAN = float("nan")
counts = st.integers(0, 1_000_000).map(float)
positive = st.integers(1, 1_000_000).map(float)
economies = st.integers(1, 12).flatmap(
    lambda size: st.tuples(
        arrays(float, size, elements=counts),
        arrays(float, size, elements=counts),
        arrays(float, size, elements=positive),
        arrays(float, size, elements=counts),
    )
)


def total(parts: ShiftShare) -> np.ndarray:
    return parts.national + parts.mix + parts.regional


def test_parts_on_paper() -> None:
    # nation from 1,100 to 1,265: 15 %; its fields +10 %, +40 %, −10 %, +20 %
    parts = shift_share(
        [90, 20, 10, 60],
        [100, 40, 10, 55],
        national_start=[400, 150, 150, 400],
        national_end=[440, 210, 135, 480],
    )
    assert parts.national == pytest.approx([13.5, 3, 1.5, 9])
    assert parts.mix == pytest.approx([-4.5, 5, -2.5, 3])
    assert parts.regional == pytest.approx([1, 12, 1, -17])
    sums = [float(part.sum()) for part in (parts.national, parts.mix, parts.regional)]
    assert sums == pytest.approx([27, 1, -3])


def test_a_region_that_grows_like_the_nation_in_every_field_has_no_part_of_its_own() -> None:
    nation = np.array([400.0, 150, 150, 400]), np.array([440.0, 210, 135, 480])
    parts = shift_share(
        nation[0] / 8, nation[1] / 8, national_start=nation[0], national_end=nation[1]
    )
    assert parts.regional == pytest.approx([0, 0, 0, 0])
    assert float(parts.mix.sum()) == pytest.approx(0)


def test_a_field_that_begins_here_is_wholly_the_regions_own() -> None:
    parts = shift_share([0, 5], [7, 5], national_start=[10, 10], national_end=[20, 10])
    assert (parts.national[0], parts.mix[0], parts.regional[0]) == (0, 0, 7)


def test_a_field_that_the_nation_did_not_have_has_no_growth_to_compare_with() -> None:
    parts = shift_share([0, 5], [7, 5], national_start=[0, 10], national_end=[9, 11])
    assert np.isnan([parts.mix[0], parts.regional[0]]).all()
    assert parts.national.tolist() == [0, 5]  # the nation doubled, from 10 to 20


def test_an_unknown_count_of_the_region_leaves_its_own_field_open_only() -> None:
    parts = shift_share([NAN, 5, 5], [7, NAN, 5], national_start=[9] * 3, national_end=[9] * 3)
    assert np.isnan(parts.national).tolist() == [True, False, False]
    assert np.isnan(parts.mix).tolist() == [True, False, False]
    assert np.isnan(parts.regional).tolist() == [True, True, False]


def test_an_unknown_count_of_the_nation_leaves_its_growth_open() -> None:
    parts = shift_share([1, 1], [1, 1], national_start=[9, NAN], national_end=[9, 9])
    assert np.isnan(parts.national).all()
    assert np.isnan(parts.mix).all()
    assert parts.regional[0] == 0
    assert np.isnan(parts.regional[1])


def test_many_regions_and_years_at_once_are_each_as_alone() -> None:
    start = np.array([[90.0, 20], [10, 60]])
    end = np.array([[100.0, 40], [10, 55]])
    nation = {"national_start": [400, 150], "national_end": [440, 210]}
    both = shift_share(start, end, **nation)
    for i in range(2):
        alone = shift_share(start[i], end[i], **nation)
        assert (both.mix[i] == alone.mix).all()
        assert (both.regional[i] == alone.regional).all()


def test_an_empty_nation_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing in any field at the start"):
        shift_share([1, 2], [1, 2], national_start=[0, 0], national_end=[5, 5])


def test_fields_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="same fields on their last axis, not 2, 2, 3, 2"):
        shift_share([1, 2], [1, 2], national_start=[1, 2, 3], national_end=[5, 5])


@given(economies)
def test_parts_add_up_to_the_change(economy: tuple[np.ndarray, ...]) -> None:
    start, end, nation_start, nation_end = economy
    parts = shift_share(start, end, national_start=nation_start, national_end=nation_end)
    scale = np.abs([parts.national, parts.mix, parts.regional]).max()
    assert total(parts) == pytest.approx(end - start, rel=1e-9, abs=1e-9 * max(scale, 1))


@given(economies, st.randoms(use_true_random=False))
def test_order_of_fields_changes_nothing(economy: tuple[np.ndarray, ...], random: object) -> None:
    order = list(range(len(economy[0])))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight = shift_share(
        economy[0], economy[1], national_start=economy[2], national_end=economy[3]
    )
    mixed = shift_share(
        *(part[order] for part in economy[:2]),
        national_start=economy[2][order],
        national_end=economy[3][order],
    )
    assert mixed.mix == pytest.approx(straight.mix[order], rel=1e-9, abs=1e-6)


@given(economies)
def test_nation_seen_as_a_region_is_its_own_growth(economy: tuple[np.ndarray, ...]) -> None:
    _, _, start, end = economy
    parts = shift_share(start, end, national_start=start, national_end=end)
    size = max(start.sum(), end.sum())
    assert float(parts.national.sum()) == pytest.approx((end - start).sum(), abs=1e-9 * size)
    assert float(parts.mix.sum()) == pytest.approx(0, abs=1e-6 * size)
    assert parts.regional == pytest.approx(np.zeros(len(start)), abs=1e-9 * size)


def test_regional_parts_of_all_states_add_up_to_nothing() -> None:
    cube = open_release().cube("employees")
    states = [cube.ags_index[key] for key in cube.ags if len(key) == 2 and key != "DE"]
    fields = [cube.field_index[code] for code in codes.SECTORS]
    here = cube.values[np.ix_(fields, states)]  # sectors × states × years
    start, end = here[:, :, 0].T, here[:, :, -1].T
    assert len(states) == 16
    parts = shift_share(start, end, national_start=start.sum(axis=0), national_end=end.sum(axis=0))
    assert float(parts.regional.sum()) == pytest.approx(0, abs=1e-6)
    assert float(total(parts).sum()) == pytest.approx((end - start).sum())
