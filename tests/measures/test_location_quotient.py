"""The location quotient: known answers, invariances, and bounds that hold the value."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash.measures import (
    binary_location_quotient,
    location_quotient,
    location_quotient_bounds,
    symmetric_location_quotient,
)

SAMPLE = "13111-07-05-4_2020.csv"
NAN = float("nan")

counts = st.integers(min_value=1, max_value=1_000_000).map(float)
economies = st.integers(2, 12).flatmap(
    lambda size: st.tuples(
        arrays(float, size, elements=counts), arrays(float, size, elements=counts)
    )
)


def quotients(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    return location_quotient(here, here.sum(), reference=there, reference_total=there.sum())


def test_quotient_on_paper() -> None:
    # 30 of 100 here, 200 of 1000 there: 30 % against 20 %
    assert location_quotient(30, 100, reference=200, reference_total=1000) == pytest.approx(1.5)


def test_quotient_against_itself_is_one() -> None:
    own = np.array([7.0, 11.0, 13.0])
    assert quotients(own, own) == pytest.approx([1, 1, 1])


def test_quotient_of_a_region_without_the_field_is_zero_and_of_a_missing_count_missing() -> None:
    found = location_quotient([0, NAN], 100, reference=[200, 200], reference_total=1000)
    assert found[0] == 0
    assert np.isnan(found[1])


@pytest.mark.parametrize(
    ("count", "total", "reference", "reference_total"),
    [(0, 0, 20, 100), (5, 100, 0, 100), (5, 100, 5, 0), (5, NAN, 5, 100), (5, 100, NAN, 100)],
)
def test_quotient_without_meaning_is_missing(
    count: float, total: float, reference: float, reference_total: float
) -> None:
    found = location_quotient(count, total, reference=reference, reference_total=reference_total)
    assert np.isnan(found)


@pytest.mark.parametrize(
    ("district", "label", "expected"),
    [
        ("05913", "Erbringung von Finanz- und Vers.leistungen (K)", 1.52),
        ("05113", "Freiberufl,wissenschaftl. techn. Dienstl.,sonst.DL", 1.65),
        ("05954", "Verarbeitendes Gewerbe (C)", 1.45),
    ],
)
@pytest.mark.raw
def test_quotient_of_the_official_figures_of_2020(
    raw_dir: Path, district: str, label: str, expected: float
) -> None:
    path = raw_dir / "genesis-13111-07-05-4" / SAMPLE
    with path.open(encoding="iso-8859-1", newline="") as stream:
        rows = {(r[0], r[2]): r[3] for r in csv.reader(stream, delimiter=";") if len(r) > 3}

    def count(area: str, sector: str) -> float:
        return float(rows[area, sector])

    found = location_quotient(
        count(district, label),
        count(district, "Insgesamt"),
        reference=count("DG", label),
        reference_total=count("DG", "Insgesamt"),
    )
    assert round(float(found), 2) == expected


@given(economies)
def test_reference_shares_times_quotients_add_up_to_one(
    economy: tuple[np.ndarray, np.ndarray],
) -> None:
    here, there = economy
    assert (quotients(here, there) * there / there.sum()).sum() == pytest.approx(1)


@given(economies, st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_quotient_depends_on_shares_only(
    economy: tuple[np.ndarray, np.ndarray], size: float, other_size: float
) -> None:
    here, there = economy
    assert quotients(here * size, there * other_size) == pytest.approx(quotients(here, there))


@given(economies, st.randoms(use_true_random=False))
def test_order_of_fields_changes_nothing(
    economy: tuple[np.ndarray, np.ndarray], random: object
) -> None:
    here, there = economy
    order = list(range(len(here)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert quotients(here[order], there[order]) == pytest.approx(quotients(here, there)[order])


@given(economies)
def test_quotient_of_the_reverse_is_the_reciprocal(
    economy: tuple[np.ndarray, np.ndarray],
) -> None:
    here, there = economy
    assert quotients(here, there) * quotients(there, here) == pytest.approx(np.ones(len(here)))


def test_bounds_on_paper() -> None:
    low, high = location_quotient_bounds(
        (10, 12), (100, 102), reference=(200, 210), reference_total=(1000, 1050)
    )
    assert float(low) == pytest.approx((10 / 102) / (210 / 1000))
    assert float(high) == pytest.approx((12 / 100) / (200 / 1050))


@given(st.lists(st.tuples(counts, st.floats(0, 50), st.floats(0, 1)), min_size=4, max_size=4))
def test_bounds_hold_every_quotient_of_counts_inside_theirs(
    intervals: list[tuple[float, float, float]],
) -> None:
    pairs = [(start, start + width) for start, width, _ in intervals]
    inside = [start + width * part for start, width, part in intervals]
    low, high = location_quotient_bounds(
        pairs[0], pairs[1], reference=pairs[2], reference_total=pairs[3]
    )
    value = location_quotient(inside[0], inside[1], reference=inside[2], reference_total=inside[3])
    assert low <= value * (1 + 1e-12)
    assert value <= high * (1 + 1e-12)


@given(economies)
def test_bounds_of_known_counts_are_the_quotient(economy: tuple[np.ndarray, np.ndarray]) -> None:
    here, there = economy
    low, high = location_quotient_bounds(
        (here, here),
        (here.sum(), here.sum()),
        reference=(there, there),
        reference_total=(there.sum(), there.sum()),
    )
    assert (low == quotients(here, there)).all()
    assert (high == low).all()


def test_symmetric_form_on_paper() -> None:
    found = symmetric_location_quotient([0, 0.5, 1, 2, NAN])
    assert found[:4] == pytest.approx([-1, -1 / 3, 0, 1 / 3])
    assert np.isnan(found[4])


@given(st.floats(0.001, 1000))
def test_symmetric_form_of_the_reciprocal_has_the_other_sign(quotient: float) -> None:
    found = float(symmetric_location_quotient(quotient))
    assert -1 < found < 1
    assert float(symmetric_location_quotient(1 / quotient)) == pytest.approx(-found, abs=1e-12)


def test_binary_form_counts_the_threshold_itself_and_keeps_what_is_not_known() -> None:
    found = binary_location_quotient([0, 1.49, 1.5, 2, NAN], threshold=1.5)
    assert found[:4].tolist() == [0, 0, 1, 1]
    assert np.isnan(found[4])


@pytest.mark.parametrize("threshold", [0, -1, NAN])
def test_binary_form_needs_a_threshold(threshold: float) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        binary_location_quotient([1.0], threshold=threshold)
