"""Rank and percentile among the regions of a level."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from s3dash.measures import percentile, rank

NAN = float("nan")
values = st.lists(st.integers(-5, 5).map(float) | st.just(NAN), min_size=1, max_size=20)


def same(left: np.ndarray, right: np.ndarray) -> bool:
    return np.array_equal(left, right, equal_nan=True)


def test_the_largest_is_first_and_equal_values_share_the_better_rank() -> None:
    assert rank([5, 9, 7, 9, 1]).tolist() == [4, 1, 3, 1, 5]


def test_an_unknown_value_has_no_rank_and_takes_none() -> None:
    assert same(rank([NAN, 2, 3]), np.array([NAN, 2, 1]))
    assert same(percentile([NAN, 2, 3]), np.array([NAN, 0, 100]))


def test_percentile_on_paper() -> None:
    # of the other three: none smaller; one smaller and one equal (twice); all smaller
    assert percentile([1, 2, 2, 4]).tolist() == [0, 50, 50, 100]


def test_a_single_value_has_a_rank_but_no_percentile() -> None:
    assert rank([4, NAN]).tolist()[0] == 1
    assert np.isnan(percentile([4, NAN])).all()


@given(values)
def test_rank_is_the_competition_rank_of_the_textbook(given_values: list[float]) -> None:
    array = np.array(given_values)
    known = ~np.isnan(array)
    expected = np.full(array.shape, NAN)
    if known.any():
        expected[known] = stats.rankdata(-array[known], method="min")
    assert same(rank(array), expected)


@given(values, st.randoms(use_true_random=False))
def test_order_of_regions_changes_nothing(given_values: list[float], random: object) -> None:
    array = np.array(given_values)
    order = list(range(len(array)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert same(rank(array[order]), rank(array)[order])
    assert same(percentile(array[order]), percentile(array)[order])


@given(values)
def test_only_the_order_of_values_counts(given_values: list[float]) -> None:
    array = np.array(given_values)
    assert same(rank(array), rank(np.exp(array)))
    assert same(percentile(array), percentile(array * 3 + 1))


@given(values)
def test_percentiles_are_symmetric_around_fifty(given_values: list[float]) -> None:
    array = np.array(given_values)
    both = (percentile(array) + percentile(-array))[~np.isnan(array)]
    assert len(both) == 1 or np.allclose(both, 100)
