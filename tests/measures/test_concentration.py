"""Specialisation and concentration: known answers, bounds of every index, invariances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash.measures import (
    field_share_bounds,
    field_shares,
    herfindahl_hirschman,
    herfindahl_hirschman_bounds,
    hoover,
    krugman,
    krugman_bounds,
    locational_gini,
    theil,
)

NAN = float("nan")
positive = st.integers(1, 100_000).map(float)
pairs = st.integers(2, 10).flatmap(
    lambda size: st.tuples(
        arrays(float, size, elements=positive), arrays(float, size, elements=positive)
    )
)
intervals = st.lists(
    st.tuples(positive, st.floats(0, 1000), st.floats(0, 1)), min_size=2, max_size=10
)


def split(
    drawn: list[tuple[float, float, float]],
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Bounds, and counts somewhere inside them."""
    low, width, part = np.array(drawn).T
    return (low, low + width), low + width * part


# --- Herfindahl-Hirschman


def test_herfindahl_on_paper() -> None:
    assert float(herfindahl_hirschman([20, 50, 20, 10])) == pytest.approx(0.34)


def test_herfindahl_of_the_encyclopaedia() -> None:
    # Wikipedia, "Herfindahl-Hirschman index": six firms with 15 % each and ten with 1 %;
    # one firm with 80 %, five with 2 % and ten with 1 %
    assert float(herfindahl_hirschman([15] * 6 + [1] * 10)) == pytest.approx(0.136)
    assert float(herfindahl_hirschman([80] + [2] * 5 + [1] * 10)) == pytest.approx(0.643)


def test_herfindahl_is_least_where_all_are_alike_and_one_where_there_is_one_field() -> None:
    assert float(herfindahl_hirschman([7, 7, 7, 7])) == pytest.approx(0.25)
    assert float(herfindahl_hirschman([0, 9, 0])) == 1


@given(pairs, st.floats(0.001, 1000))
def test_indices_lie_in_their_bounds_and_do_not_depend_on_size(
    economies: tuple[np.ndarray, np.ndarray], size: float
) -> None:
    here, there = economies
    hhi = float(herfindahl_hirschman(here))
    apart = float(krugman(here, reference=there))
    information = float(theil(here, reference=there))
    assert 1 / len(here) - 1e-12 <= hhi <= 1 + 1e-12
    assert -1e-12 <= apart <= 2
    assert -1e-9 <= information <= np.log(1 / field_shares(there).min()) + 1e-9
    assert float(herfindahl_hirschman(here * size)) == pytest.approx(hhi)
    assert float(krugman(here * size, reference=there)) == pytest.approx(apart, abs=1e-9)
    assert float(theil(here, reference=there * size)) == pytest.approx(information, abs=1e-9)


# --- Krugman, Hoover, Theil


def test_krugman_on_paper() -> None:
    # shares .2 .5 .2 .1 against a quarter each: .05 + .25 + .05 + .15
    assert float(krugman([20, 50, 20, 10], reference=[1, 1, 1, 1])) == pytest.approx(0.5)


def test_krugman_of_structures_without_a_common_field_is_two() -> None:
    assert float(krugman([5, 0, 3, 0], reference=[0, 8, 0, 1])) == 2


def test_theil_on_paper() -> None:
    # shares one half each, reference a quarter and three quarters: ½ ln 2 + ½ ln ⅔
    expected = 0.5 * np.log(2) + 0.5 * np.log(2 / 3)
    assert float(theil([1, 1], reference=[1, 3])) == pytest.approx(expected)


def test_theil_of_an_empty_field_counts_nothing() -> None:
    assert float(theil([1, 0], reference=[1, 1])) == pytest.approx(np.log(2))
    assert float(theil([1, 1, 0], reference=[1, 1, 0])) == 0


def test_theil_of_a_field_that_the_reference_lacks_is_not_known() -> None:
    assert np.isnan(theil([1, 1], reference=[1, 0]))


@given(pairs)
def test_hoover_is_half_of_krugman_and_both_are_symmetric(
    economies: tuple[np.ndarray, np.ndarray],
) -> None:
    here, there = economies
    apart = float(krugman(here, reference=there))
    assert float(hoover(here, reference=there)) * 2 == pytest.approx(apart)
    assert float(krugman(there, reference=here)) == pytest.approx(apart, abs=1e-12)
    assert float(krugman(here, reference=here)) == 0
    assert float(theil(here, reference=here)) == pytest.approx(0, abs=1e-12)


@given(pairs, st.randoms(use_true_random=False))
def test_order_of_fields_changes_nothing(
    economies: tuple[np.ndarray, np.ndarray], random: object
) -> None:
    here, there = economies
    order = list(range(len(here)))
    random.shuffle(order)  # type: ignore[attr-defined]
    for measure in (krugman, hoover, theil):
        straight = float(measure(here, reference=there))
        mixed = float(measure(here[order], reference=there[order]))
        assert mixed == pytest.approx(straight, abs=1e-12)


# --- what is not known


def test_an_unknown_field_leaves_the_index_of_its_region_open_only() -> None:
    regions = np.array([[1.0, NAN], [3.0, 1.0]])
    assert np.isnan(herfindahl_hirschman(regions)).tolist() == [True, False]
    assert np.isnan(krugman(regions, reference=[1, 1])).tolist() == [True, False]
    assert np.isnan(theil(regions, reference=[1, 1])).tolist() == [True, False]


def test_an_empty_region_has_no_structure_and_an_empty_whole_is_refused() -> None:
    assert np.isnan(herfindahl_hirschman([[0, 0], [1, 1]])).tolist() == [True, False]
    with pytest.raises(ValueError, match="all counts are 0"):
        herfindahl_hirschman([[0, 0], [0, 0]])
    with pytest.raises(ValueError, match="no fields"):
        krugman([], reference=[])
    with pytest.raises(ValueError, match=r"negative \(-2.0\)"):
        field_shares([1, -2])


def test_bounds_on_paper() -> None:
    # 1 to 9 beside 99: share between 1/100 and 9/108
    least, most = field_share_bounds(([1, 99], [9, 99]))
    assert least == pytest.approx([0.01, 99 / 108])
    assert most == pytest.approx([9 / 108, 0.99])
    low, high = herfindahl_hirschman_bounds(([1, 99], [9, 99]))
    assert float(low) == pytest.approx(0.01**2 + (99 / 108) ** 2)
    assert float(high) == pytest.approx((9 / 108) ** 2 + 0.99**2)


@given(intervals, st.data())
def test_ranges_hold_every_index_of_counts_inside_theirs(
    drawn: list[tuple[float, float, float]], data: st.DataObject
) -> None:
    bounds, inside = split(drawn)
    size = len(inside)
    other, other_inside = split(
        data.draw(
            st.lists(
                st.tuples(positive, st.floats(0, 1000), st.floats(0, 1)),
                min_size=size,
                max_size=size,
            )
        )
    )
    low, high = herfindahl_hirschman_bounds(bounds)
    assert low - 1e-12 <= herfindahl_hirschman(inside) <= high + 1e-12
    low, high = krugman_bounds(bounds, reference=other)
    assert low - 1e-12 <= krugman(inside, reference=other_inside) <= high + 1e-12


@given(pairs)
def test_ranges_of_known_counts_are_the_index(economies: tuple[np.ndarray, np.ndarray]) -> None:
    here, there = economies
    for found in herfindahl_hirschman_bounds((here, here)):
        assert float(found) == pytest.approx(float(herfindahl_hirschman(here)))
    for found in krugman_bounds((here, here), reference=(there, there)):
        assert float(found) == pytest.approx(float(krugman(here, reference=there)), abs=1e-9)


# --- locational Gini


def test_locational_gini_on_paper() -> None:
    # two regions of equal size, the field 1 : 3; Lorenz curve (0.5, 0.25): area above is 0.25
    assert float(locational_gini([25, 75], [100, 100])) == pytest.approx(0.25)


def test_locational_gini_of_a_field_in_one_region_only_is_what_the_others_weigh() -> None:
    assert float(locational_gini([0, 0, 9], [30, 50, 20])) == pytest.approx(0.8)


def test_locational_gini_of_a_field_spread_like_all_employees_is_zero() -> None:
    assert float(locational_gini([3, 5, 2], [30, 50, 20])) == pytest.approx(0)


def test_locational_gini_of_an_unknown_or_empty_field_is_not_known() -> None:
    found = locational_gini([[1, NAN, 0], [1, 3, 0]], [10, 10])
    assert found[0] == 0
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("total", [[10.0], [10.0, 0.0], [10.0, NAN]])
def test_locational_gini_needs_people_in_every_region(total: list[float]) -> None:
    with pytest.raises(ValueError, match="one total above 0 for each of the 2 regions"):
        locational_gini([1, 2], total)


@given(pairs, st.floats(0.001, 1000), st.randoms(use_true_random=False))
def test_locational_gini_lies_in_its_bounds_and_orders_and_sizes_change_nothing(
    economies: tuple[np.ndarray, np.ndarray], size: float, random: object
) -> None:
    field, whole = economies
    found = float(locational_gini(field, whole))
    order = list(range(len(field)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert -1e-12 <= found <= 1 - (whole / whole.sum()).min() + 1e-12
    assert float(locational_gini(field[order] * size, whole[order])) == pytest.approx(
        found, abs=1e-9
    )


@given(pairs)
def test_locational_gini_is_the_mean_difference_of_the_quotients(
    economies: tuple[np.ndarray, np.ndarray],
) -> None:
    field, whole = economies
    weights = whole / whole.sum()
    quotients = (field / field.sum()) / weights
    differences = np.abs(quotients[:, None] - quotients[None, :]) * np.outer(weights, weights)
    assert float(locational_gini(field, whole)) == pytest.approx(differences.sum() / 2, abs=1e-9)
