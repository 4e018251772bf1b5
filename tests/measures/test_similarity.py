"""Structural distance and complementarity: on paper, bounds, monotone gains, parts that add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash.measures import (
    complementarity_gain,
    complementarity_parts,
    distance_parts,
    distance_parts_bounds,
    field_share_bounds,
    field_shares,
    krugman,
    proximity,
    relatedness_density,
)

NAN = float("nan")
ENTRIES = st.sampled_from([0.0, 1.0])
FIELDS, REGIONS = 6, 9


def structures(rows: int) -> st.SearchStrategy[np.ndarray]:
    return arrays(float, (rows, FIELDS), elements=st.integers(1, 10_000).map(float))


matrices = arrays(float, (REGIONS, FIELDS), elements=ENTRIES)
strengths = arrays(float, FIELDS, elements=ENTRIES)


# --- structural distance


def test_distance_on_paper() -> None:
    # 50, 30, 20 % against 20, 30, 50 %: three of ten employees work in another field
    parts = distance_parts([0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    assert parts == pytest.approx([0.15, 0.0, 0.15])
    assert parts.sum() == pytest.approx(0.3)


def test_distance_is_none_to_oneself_and_whole_where_nothing_is_common() -> None:
    assert distance_parts([0.4, 0.6], [0.4, 0.6]).sum() == 0
    assert distance_parts([1.0, 0.0], [0.0, 1.0]).sum() == 1


def test_unknown_share_has_an_unknown_part() -> None:
    parts = distance_parts([0.5, NAN, 0.2], [0.2, 0.3, NAN])
    assert parts[0] == pytest.approx(0.15)
    assert np.isnan(parts[1:]).all()


@given(structures(2))
def test_distance_is_half_of_the_krugman_index(counts: np.ndarray) -> None:
    one, other = field_shares(counts)
    distance = distance_parts(one, other).sum()
    assert distance == pytest.approx(float(krugman(counts[0], reference=counts[1])) / 2)
    assert 0 <= distance <= 1
    assert distance == distance_parts(other, one).sum()


@given(structures(3))
def test_no_way_round_is_shorter(counts: np.ndarray) -> None:
    one, two, three = field_shares(counts)
    direct = distance_parts(one, three).sum()
    assert direct <= distance_parts(one, two).sum() + distance_parts(two, three).sum() + 1e-12


@given(
    structures(2),
    arrays(float, (2, FIELDS), elements=st.floats(0, 50)),
    arrays(float, (2, FIELDS), elements=st.floats(0, 1)),
)
def test_bounds_hold_every_distance_inside(
    low: np.ndarray, width: np.ndarray, part: np.ndarray
) -> None:
    least, most = field_share_bounds((low, low + width))
    parts = distance_parts(*field_shares(low + width * part))
    lower, upper = distance_parts_bounds((least[0], most[0]), (least[1], most[1]))
    assert (lower <= parts + 1e-12).all()
    assert (parts <= upper + 1e-12).all()


def test_bounds_on_paper() -> None:
    # between 0.1 and 0.2 here, between 0.15 and 0.4 there: perhaps equal, at most 0.3 apart
    low, high = distance_parts_bounds(([0.1], [0.2]), ([0.15], [0.4]))
    assert (float(low[0]), float(high[0])) == (0.0, pytest.approx(0.15))


# --- complementarity


def test_gain_on_paper() -> None:
    near = [[0.0, 0.6, 0.2], [0.6, 0.0, 0.4], [0.2, 0.4, 0.0]]
    # alone, the first strength is 0.2 of the 0.6 near to the third field; the second adds 0.4
    assert complementarity_gain([1, 0, 0], [0, 1, 0], near)[2] == pytest.approx(0.4 / 0.6)
    assert complementarity_gain([1, 1, 0], [0, 1, 0], near)[2] == 0


@given(matrices, strengths, strengths)
def test_gain_is_density_together_less_density_alone(
    presence: np.ndarray, own: np.ndarray, partner: np.ndarray
) -> None:
    near = proximity(presence)
    together = np.where((own == 1) | (partner == 1), 1.0, 0.0)
    expected = relatedness_density(together, near) - relatedness_density(own, near)
    assert complementarity_gain(own, partner, near) == pytest.approx(expected, nan_ok=True)


@given(matrices, strengths, strengths, st.integers(0, FIELDS - 1))
def test_gain_never_falls_with_a_strength_more_and_never_rises_with_an_own_one(
    presence: np.ndarray, own: np.ndarray, partner: np.ndarray, more: int
) -> None:
    near = proximity(presence)
    gain = np.nan_to_num(complementarity_gain(own, partner, near))
    richer, stronger = partner.copy(), own.copy()
    richer[more], stronger[more] = 1, 1
    assert (np.nan_to_num(complementarity_gain(own, richer, near)) >= gain - 1e-12).all()
    assert (np.nan_to_num(complementarity_gain(stronger, partner, near)) <= gain + 1e-12).all()


@given(matrices, strengths, strengths)
def test_parts_add_up_to_the_gain_and_come_from_what_is_new(
    presence: np.ndarray, own: np.ndarray, partner: np.ndarray
) -> None:
    near = proximity(presence)
    parts = complementarity_parts(own, partner, near)
    gain = complementarity_gain(own, partner, near)
    assert parts.sum(axis=1) == pytest.approx(gain, nan_ok=True)
    old = (own == 1) | (partner == 0)
    assert (np.nan_to_num(parts[:, old]) == 0).all()


@given(matrices, strengths)
def test_partner_without_anything_new_adds_nothing(presence: np.ndarray, own: np.ndarray) -> None:
    near = proximity(presence)
    assert (np.nan_to_num(complementarity_gain(own, own, near)) == 0).all()


def test_unknown_strength_is_refused() -> None:
    near = [[0.0, 1.0], [1.0, 0.0]]
    with pytest.raises(ValueError, match="presence is 0 or 1"):
        complementarity_gain([1, 0], [NAN, 0], near)
    with pytest.raises(ValueError, match="presence is 0 or 1"):
        complementarity_gain([NAN, 0], [1, 0], near)
