"""Stars on paper, at their edges, and their ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash.measures import (
    change_percent,
    growing,
    large,
    location_quotient,
    location_quotient_bounds,
    locational_gini,
    locational_gini_bounds,
    rank,
    size_cut_off,
    specialised,
    star_bounds,
    stars,
)

NAN = float("nan")
counts = arrays(float, st.integers(2, 40), elements=st.integers(0, 500).map(float))
percents = st.integers(1, 100)


def test_cut_off_is_the_count_of_the_last_large_region() -> None:
    # twenty regions with 1, 2 … 20 employees: the top tenth are the two with 19 and 20
    regions = np.arange(1.0, 21.0)
    assert size_cut_off(regions, top_percent=10) == 19
    assert large(regions, 19.0).sum() == 2


def test_the_largest_of_few_regions_is_large() -> None:
    assert size_cut_off([3, 9, 5], top_percent=10) == 9


def test_regions_that_do_not_exist_are_not_counted() -> None:
    # ten of thirteen are there, so a fifth of them are two
    regions = [*range(1, 11), NAN, NAN, NAN]
    assert size_cut_off(regions, top_percent=20) == 9
    assert np.isnan(size_cut_off([NAN, NAN], top_percent=10))


def test_cut_off_of_each_year_is_its_own() -> None:
    years = np.array([[1.0, 40.0], [2.0, 30.0], [3.0, 20.0], [4.0, NAN]])
    assert size_cut_off(years, top_percent=50).tolist() == [3.0, 40.0]


@pytest.mark.parametrize("top_percent", [0, -1, 101])
def test_a_share_of_regions_that_makes_no_sense_is_refused(top_percent: float) -> None:
    with pytest.raises(ValueError, match="0 to 100 %"):
        size_cut_off([1, 2], top_percent=top_percent)


@given(counts, percents)
def test_large_are_those_whose_rank_is_among_the_first(values: np.ndarray, top: int) -> None:
    places = max(len(values) * top // 100, 1)
    found = large(values, size_cut_off(values, top_percent=top))
    assert (found == (rank(values) <= places)).all()


@given(counts, percents, st.integers(1, 1000))
def test_size_does_not_depend_on_the_unit(values: np.ndarray, top: int, factor: int) -> None:
    small = large(values, size_cut_off(values, top_percent=top))
    scaled = values * factor
    assert (large(scaled, size_cut_off(scaled, top_percent=top)) == small).all()


def test_edges_of_the_three_criteria() -> None:
    assert large([99, 100, NAN], 100).tolist()[:2] == [0, 1]
    assert specialised([1.49, 1.5], threshold=1.5).tolist() == [0, 1]
    assert growing([10, 10.1], 10).tolist() == [0, 1], "as fast as the nation is not faster"
    assert growing([14.9, 15, 15.1], 10, lead=5).tolist() == [0, 0, 1]
    assert growing([-2, -4], -3).tolist() == [1, 0], "shrinking less than the nation counts"
    assert np.isnan(growing([NAN, 5], [5, NAN])).all()


def test_stars_count_what_holds_and_are_unknown_where_one_is() -> None:
    assert stars([1, 0, 1], [1, 0, 0], [1, 0, NAN]).tolist()[:2] == [3, 0]
    assert np.isnan(stars([1, 0, 1], [1, 0, 0], [1, 0, NAN])[2])
    low, high = star_bounds(([1, 0], [1, 1]), ([0, 0], [1, 0]), ([NAN, 1], [NAN, 1]))
    assert low.tolist() == [1, 1]
    assert high.tolist() == [3, 2]


@st.composite
def intervals(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Smallest, true and largest possible counts of some regions."""
    true = draw(counts)
    below = draw(arrays(float, len(true), elements=st.integers(0, 20).map(float)))
    above = draw(arrays(float, len(true), elements=st.integers(0, 20).map(float)))
    return np.maximum(true - below, 0.0), true, true + above


@given(intervals(), percents)
def test_range_of_size_holds_the_truth(
    given_counts: tuple[np.ndarray, np.ndarray, np.ndarray], top: int
) -> None:
    low, true, high = given_counts
    cut_low, cut, cut_high = (size_cut_off(part, top_percent=top) for part in given_counts)
    held = large(true, cut)
    assert (large(low, cut_high) <= held).all()
    assert (held <= large(high, cut_low)).all()


@given(intervals())
def test_range_of_the_gini_holds_the_truth(
    given_counts: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    low, true, high = given_counts
    if not low.sum() > 0:
        return
    total = np.arange(1.0, len(true) + 1) * 1000
    least, most = locational_gini_bounds((low, high), (total, total))
    value = locational_gini(true, total)
    assert least - 1e-9 <= value <= most + 1e-9


@given(counts)
def test_range_of_a_gini_that_is_known_is_a_point(values: np.ndarray) -> None:
    if not values.sum() > 0:
        return
    total = np.arange(1.0, len(values) + 1) * 1000
    found = locational_gini_bounds((values, values), (total, total))
    assert found == pytest.approx([float(locational_gini(values, total))] * 2)


def test_range_of_the_quotient_moves_the_star_only_where_it_crosses_the_threshold() -> None:
    # 28 to 32 of 100 against a fifth: quotients 1.4 to 1.6
    low, high = location_quotient_bounds(
        (28.0, 32.0), (100.0, 100.0), reference=(200.0, 200.0), reference_total=(1000.0, 1000.0)
    )
    value = location_quotient(30.0, 100.0, reference=200.0, reference_total=1000.0)
    at = {t: [float(specialised(q, threshold=t)) for q in (low, value, high)] for t in (1.2, 1.5)}
    assert at == {1.2: [1, 1, 1], 1.5: [0, 1, 1]}


@given(st.integers(1, 10_000), st.integers(1, 400), st.integers(2, 500))
def test_growing_as_fast_as_the_nation_is_never_faster(start: int, percent: int, size: int) -> None:
    here = change_percent(start * 100.0, start * (100.0 + percent))
    nation = change_percent(start * size * 100.0, start * size * (100.0 + percent))
    assert growing(here, nation) == 0
