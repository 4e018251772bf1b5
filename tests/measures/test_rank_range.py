"""Possible ranks: by hand, and against every rank that drawn values take."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.measures import rank, rank_range

NAN = float("nan")
small = st.integers(0, 5).map(float)
intervals = st.lists(st.tuples(small, small).map(sorted), min_size=1, max_size=7)


def test_ranks_on_paper() -> None:
    # 8 to 9 is first for sure; 4 to 6 and 5 may change places; 1 is last
    best, worst = rank_range([8, 4, 5, 1], [9, 6, 5, 1])
    assert best.tolist() == [1, 2, 2, 4]
    assert worst.tolist() == [1, 3, 3, 4]


def test_touching_intervals_can_tie_but_not_pass() -> None:
    best, worst = rank_range([3, 1], [5, 3])
    assert (best.tolist(), worst.tolist()) == ([1, 1], [1, 2])


def test_known_ties_share_the_better_rank() -> None:
    best, worst = rank_range([7, 9, 7, 2], [7, 9, 7, 2])
    assert best.tolist() == worst.tolist() == [2, 1, 2, 4]


def test_a_region_without_bounds_has_no_rank_and_counts_for_no_other() -> None:
    best, worst = rank_range([7, NAN, 2, 3], [7, NAN, 2, NAN])
    assert best == pytest.approx([1, NAN, 2, NAN], nan_ok=True)
    assert worst == pytest.approx([1, NAN, 2, NAN], nan_ok=True)


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match=r"position 1 .* low 3.0 lies above high 2.0"):
        rank_range([1, 3], [2, 2])


@given(st.lists(small, min_size=1, max_size=8))
def test_exact_values_have_their_rank(values: list[float]) -> None:
    best, worst = rank_range(values, values)
    assert best.tolist() == worst.tolist() == rank(values).tolist()


@given(intervals, st.data())
def test_every_possible_rank_lies_in_the_range(
    bounds: list[list[float]], data: st.DataObject
) -> None:
    low, high = np.array(bounds).T
    best, worst = rank_range(low, high)
    drawn = np.array([data.draw(st.sampled_from([a, (a + b) / 2, b])) for a, b in bounds])
    assert (best <= rank(drawn)).all()
    assert (rank(drawn) <= worst).all()


@given(intervals)
def test_both_ends_of_the_range_can_happen(bounds: list[list[float]]) -> None:
    low, high = np.array(bounds).T
    best, worst = rank_range(low, high)
    for i in range(len(bounds)):
        lucky, unlucky = low.copy(), high.copy()
        lucky[i], unlucky[i] = high[i], low[i]
        assert (rank(lucky)[i], rank(unlucky)[i]) == (best[i], worst[i])
