"""Counts against what would be expected."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.measures import pearson_residual

NAN = float("nan")


def test_known_answer() -> None:
    """Table of 100 people: rows 60 and 40, columns 50 and 50; the first cell has 40, not 30."""
    table = np.array([[40.0, 20.0], [10.0, 30.0]])
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    residuals = pearson_residual(table, expected=expected)
    assert residuals[0, 0] == pytest.approx(10 / np.sqrt(30))
    assert np.square(residuals).sum() == pytest.approx(16.6667, abs=1e-4)


def test_unknown_and_empty_have_none() -> None:
    assert np.isnan(pearson_residual([NAN, 5.0, 5.0], expected=[4.0, NAN, 0.0])).all()


@given(st.floats(1, 1e6), st.floats(0, 1e6))
def test_sign_and_scale(expected: float, count: float) -> None:
    found = float(pearson_residual(count, expected=expected))
    assert np.sign(found) == np.sign(count - expected)
    four_times = float(pearson_residual(4 * count, expected=4 * expected))
    assert four_times == pytest.approx(2 * found)
