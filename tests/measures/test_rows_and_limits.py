"""Regions together give what each gives alone, and ranges stop at the limits of a measure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from s3dash.measures import (
    distance_parts_bounds,
    economic_complexity,
    entropy_bounds,
    family_sums,
    first_bounds,
    herfindahl_hirschman_bounds,
    krugman_bounds,
    locational_gini_bounds,
    presence_bounds,
    rank_range,
    rank_spread,
    shift_share,
    size_cut_off,
)

LOW = np.array([[10.0, 30.0, 60.0], [1.0, 1.0, 8.0], [5.0, 0.0, 5.0]])
HIGH = np.array([[20.0, 30.0, 60.0], [1.0, 9.0, 8.0], [5.0, 90.0, 5.0]])
NATION = (np.array([4.0, 3.0, 3.0]), np.array([4.0, 5.0, 3.0]))

RANGES: dict[str, Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]] = {
    "herfindahl_hirschman": lambda low, high: herfindahl_hirschman_bounds((low, high)),
    "krugman": lambda low, high: krugman_bounds((low, high), reference=NATION),
    "entropy": lambda low, high: entropy_bounds((low, high)),
}


@pytest.mark.parametrize("name", RANGES)
def test_a_region_has_the_same_range_alone_and_among_others(name: str) -> None:
    together = RANGES[name](LOW, HIGH)
    for row in range(len(LOW)):
        alone = RANGES[name](LOW[row], HIGH[row])
        assert [side[row] for side in together] == pytest.approx([float(side) for side in alone])


def test_nothing_is_more_concentrated_than_in_one_field() -> None:
    _, high = herfindahl_hirschman_bounds(([1.0, 1.0], [9.0, 9.0]))
    assert high == 1


def test_no_two_structures_lie_further_apart_than_without_a_common_field() -> None:
    unknown = ([1.0, 1.0, 1.0], [9.0, 9.0, 9.0])
    _, high = krugman_bounds(unknown, reference=unknown)
    assert high == 2


def test_both_ends_of_a_distance_are_half_the_gap_between_shares() -> None:
    low, high = distance_parts_bounds(([0.1, 0.5], [0.2, 0.6]), ([0.3, 0.1], [0.3, 0.2]))
    assert low.tolist() == pytest.approx([0.05, 0.15])
    assert high.tolist() == pytest.approx([0.1, 0.25])


def test_both_ends_of_presence_are_held_against_the_threshold() -> None:
    sure, possible = presence_bounds([1.2, 0.9], [1.4, 1.6], threshold=1.5)
    assert sure.tolist() == [0, 0]
    assert possible.tolist() == [0, 1]


def test_usual_ranks_are_ranks_that_occur_and_not_between_two() -> None:
    found = rank_spread([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0]] * 11 + [[0.0, 1.0]])
    assert found.worst.tolist() == [2, 2]
    assert found.usual_worst.tolist() == [1, 2]


def test_each_region_is_held_against_its_own_reference() -> None:
    start, end = LOW + 1, HIGH + 2
    nations = np.array([[40.0, 30.0, 30.0], [10.0, 20.0, 70.0], [5.0, 5.0, 5.0]])
    later = nations * [[1.1, 1.2, 0.9], [1.0, 2.0, 1.5], [0.8, 0.9, 1.0]]
    together = shift_share(start, end, national_start=nations, national_end=later)
    for row in range(len(start)):
        alone = shift_share(
            start[row], end[row], national_start=nations[row], national_end=later[row]
        )
        for part in ("national", "mix", "regional"):
            assert getattr(together, part)[row] == pytest.approx(getattr(alone, part))


def test_no_field_is_more_uneven_than_in_one_region() -> None:
    everywhere = ([1.0] * 9, [900.0] * 9)
    _, high = locational_gini_bounds(everywhere, everywhere)
    assert high == 1


def test_a_field_that_no_region_has_has_no_cut_off_beside_one_that_they_have() -> None:
    counts = [[5.0, np.nan], [7.0, np.nan], [6.0, np.nan]]
    assert size_cut_off(counts, top_percent=100).tolist() == pytest.approx([5, np.nan], nan_ok=True)


# --- what a run of mutations left unnoticed ------------------------------------------------------


def test_a_single_number_is_no_structure() -> None:
    with pytest.raises(ValueError, match="not 0, 0, 0, 0"):
        shift_share(1.0, 2.0, national_start=3.0, national_end=4.0)
    with pytest.raises(ValueError, match="0 fields need as many families, found 1"):
        family_sums(5.0, ["43"])


def test_the_first_place_whose_bounds_are_in_the_wrong_order_is_named() -> None:
    with pytest.raises(ValueError, match=r"position 1 \(counted from 0\)"):
        rank_range([1.0, 3.0], [1.0, 2.0])


def test_who_cannot_be_among_the_first_is_told_from_who_can() -> None:
    places = [[0.9], [0.8], [0.7], [0.6], [0.1]]
    surely, possibly = first_bounds(places, places, [[1.0]])
    assert surely.tolist() == possibly.tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]


def test_two_regions_and_two_fields_are_enough_for_complexity() -> None:
    """Who has the field that the other lacks is the more complex one, and so is that field."""
    found = economic_complexity([[1.0, 1.0], [1.0, 0.0]])
    assert found.eci.tolist() == pytest.approx([1.0, -1.0])
    assert found.pci.tolist() == pytest.approx([-1.0, 1.0])
