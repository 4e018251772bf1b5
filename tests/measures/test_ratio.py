"""Shares and figures per head."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.measures import per_head, share_percent
from s3dash.measures.ratio import divide

NAN = float("nan")
positive = st.floats(0.01, 1e9)


def test_share_on_paper() -> None:
    assert share_percent([30, 0, 120], 120).tolist() == [25, 0, 100]


def test_share_of_an_unknown_part_is_unknown_and_not_zero() -> None:
    assert np.isnan(share_percent([NAN, 5, 5], [120, NAN, 0])).all()


def test_division_by_zero_warns_of_nothing_and_gives_missing() -> None:
    assert np.isnan(divide([1, 0, -1], 0)).all()


def test_arrays_are_matched_as_numpy_does() -> None:
    assert share_percent([[1, 2], [3, 4]], [[10], [20]]).tolist() == [[10, 20], [15, 20]]


@given(st.lists(positive, min_size=1, max_size=12))
def test_shares_of_all_parts_add_up_to_a_hundred(parts: list[float]) -> None:
    assert share_percent(parts, sum(parts)).sum() == pytest.approx(100)


@given(positive, positive, positive)
def test_share_does_not_depend_on_the_unit(part: float, whole: float, unit: float) -> None:
    assert share_percent(part * unit, whole * unit) == pytest.approx(share_percent(part, whole))


def test_per_head_on_paper() -> None:
    # 242,000 employees, 588,250 inhabitants
    assert float(per_head(242_000, 588_250, per=1000)) == pytest.approx(411.3898852)
    assert float(per_head(242_000, 588_250)) == pytest.approx(0.4113898852)


@given(positive, positive)
def test_per_head_times_heads_is_the_count(count: float, heads: float) -> None:
    assert float(per_head(count, heads, per=1000)) * heads / 1000 == pytest.approx(count)


def test_nobody_has_no_figure_per_head() -> None:
    assert np.isnan(per_head(5, 0))
