"""Counting the settings in which a finding holds."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.measures import Robustness, robustness

NAN = float("nan")
figures = st.lists(st.floats(0, 5) | st.just(NAN), max_size=12)
thresholds = st.lists(st.floats(0, 5), min_size=1, max_size=4)


def test_known_answer() -> None:
    assert robustness([1.92, 1.4, 0.9], thresholds=[1.0, 1.2, 1.5, 2.0]) == Robustness(5, 12)


def test_a_figure_on_the_threshold_holds() -> None:
    assert robustness([1.5], thresholds=[1.5]) == Robustness(1, 1)


def test_an_unknown_figure_is_no_setting() -> None:
    assert robustness([1.5, NAN], thresholds=[1.0, 2.0]) == Robustness(1, 2)


def test_without_a_figure_there_is_no_share() -> None:
    nothing = robustness([NAN], thresholds=[1.0])
    assert nothing == Robustness(0, 0)
    assert math.isnan(nothing.share)


@pytest.mark.parametrize("wrong", [[], [NAN]])
def test_thresholds_must_be_numbers(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="thresholds must be"):
        robustness([1.0], thresholds=wrong)


@given(figures, thresholds)
def test_it_is_the_brute_force_count(found: list[float], least: list[float]) -> None:
    pairs = [(x, t) for x, t in product(found, least) if not math.isnan(x)]
    counted = robustness(found, thresholds=least)
    assert counted == Robustness(sum(x >= t for x, t in pairs), len(pairs))


@given(figures.filter(lambda found: not all(map(math.isnan, found))), thresholds)
def test_the_share_lies_in_its_bounds_and_order_changes_nothing(
    found: list[float], least: list[float]
) -> None:
    share = robustness(found, thresholds=least).share
    assert 0 <= share <= 1
    assert robustness(found[::-1], thresholds=least[::-1]).share == share
