"""Change between two years: absolute, per cent, per year, index."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.measures import change_absolute, change_per_year, change_percent, index_to_base

NAN = float("nan")
positive = st.floats(1, 1e8)


def test_changes_on_paper() -> None:
    assert change_absolute([200, 200], [250, 150]).tolist() == [50, -50]
    assert change_percent([200, 200], [250, 150]).tolist() == [25, -25]


def test_growth_per_year_compounds() -> None:
    # 100 at 10 % a year: 110, 121, 133.1
    assert float(change_per_year(100, 133.1, years=3)) == pytest.approx(10)


def test_growth_per_year_of_the_encyclopaedia() -> None:
    # Wikipedia, "Compound annual growth rate": from 9,000 in 2004 to 13,000 in 2007, 13 %
    assert round(float(change_per_year(9000, 13_000, years=3)), 2) == 13.04


@given(positive, positive, st.integers(1, 30))
def test_growth_per_year_leads_from_start_to_end(start: float, end: float, years: int) -> None:
    rate = float(change_per_year(start, end, years=years)) / 100
    assert start * (1 + rate) ** years == pytest.approx(end)


@given(positive, positive)
def test_growth_of_one_year_is_the_change_in_per_cent(start: float, end: float) -> None:
    yearly = float(change_per_year(start, end, years=1))
    assert yearly == pytest.approx(float(change_percent(start, end)), rel=1e-9, abs=1e-9)


@given(positive, positive, positive)
def test_relative_changes_do_not_depend_on_the_unit(start: float, end: float, unit: float) -> None:
    scaled = change_percent(start * unit, end * unit)
    assert float(scaled) == pytest.approx(float(change_percent(start, end)), rel=1e-9, abs=1e-9)


@given(positive, positive)
def test_the_way_back_has_the_other_sign(start: float, end: float) -> None:
    assert change_absolute(start, end) == -change_absolute(end, start)


def test_nothing_grows_from_zero_and_nothing_unknown_is_zero() -> None:
    assert np.isnan(change_percent([0, NAN, 5], [5, 5, NAN])).all()
    assert np.isnan(change_per_year([0, NAN, 5], [5, 5, NAN], years=2)).all()
    assert np.isnan(change_absolute([NAN, 5], [5, NAN])).all()


def test_what_ends_in_zero_is_lost_wholly() -> None:
    assert float(change_percent(5, 0)) == -100
    assert float(change_per_year(5, 0, years=3)) == -100


@pytest.mark.parametrize("years", [0, -1, NAN])
def test_a_rate_per_year_needs_years(years: float) -> None:
    with pytest.raises(ValueError, match="at least one year"):
        change_per_year(100, 110, years=years)


def test_index_on_paper() -> None:
    series = [[50, 60, NAN], [80, 40, 20]]
    found = index_to_base(series, base=1)
    assert found[1].tolist() == [200, 100, 50]
    assert found[0, :2] == pytest.approx([83.3333333, 100])
    assert np.isnan(found[0, 2])


def test_index_without_its_base_year_is_missing() -> None:
    assert np.isnan(index_to_base([NAN, 5, 6], base=0)).all()
    assert np.isnan(index_to_base([0, 5, 6], base=0)).all()


@given(st.lists(positive, min_size=2, max_size=10), positive)
def test_index_does_not_depend_on_the_unit(series: list[float], unit: float) -> None:
    found = index_to_base(series, base=0)
    assert found[0] == 100
    assert index_to_base(np.array(series) * unit, base=0) == pytest.approx(found)
