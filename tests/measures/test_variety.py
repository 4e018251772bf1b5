"""Variety: known answers, the parts of the whole, bounds, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash.measures import (
    entropy,
    entropy_bounds,
    family_sums,
    related_variety,
    unrelated_variety,
)

NAN = float("nan")
positive = st.integers(1, 100_000).map(float)
economies = st.integers(1, 12).flatmap(
    lambda size: st.tuples(
        arrays(float, size, elements=positive),
        st.lists(st.sampled_from(["26", "43", "81"]), min_size=size, max_size=size),
    )
)


def test_variety_on_paper() -> None:
    # shares ½ | ¼ ¼: 1.5 bit in all, one bit between the families, half of one bit within
    counts, families = [2, 1, 1], ["26", "43", "43"]
    assert float(entropy(counts)) == pytest.approx(1.5)
    assert float(unrelated_variety(counts, families)) == pytest.approx(1)
    assert float(related_variety(counts, families)) == pytest.approx(0.5)


def test_entropy_of_the_textbook() -> None:
    # Cover, Thomas (2006), Elements of Information Theory, example 1.1.2: eight horses, 2 bits
    horses = [32, 16, 8, 4, 1, 1, 1, 1]
    assert float(entropy(horses)) == pytest.approx(2)


def test_a_region_of_one_field_has_no_variety() -> None:
    assert float(entropy([0, 7, 0])) == 0
    assert float(related_variety([0, 7, 0], ["26", "26", "43"])) == 0


def test_one_field_to_a_family_is_all_unrelated_and_one_family_all_related() -> None:
    counts = [3, 5, 8]
    whole = float(entropy(counts))
    assert float(unrelated_variety(counts, ["26", "43", "81"])) == pytest.approx(whole)
    assert float(related_variety(counts, ["26", "43", "81"])) == pytest.approx(0, abs=1e-12)
    assert float(related_variety(counts, ["26"] * 3)) == pytest.approx(whole)


@given(economies)
def test_parts_add_up_to_the_whole_and_lie_in_their_bounds(
    economy: tuple[np.ndarray, list[str]],
) -> None:
    counts, families = economy
    whole = float(entropy(counts))
    unrelated = float(unrelated_variety(counts, families))
    related = float(related_variety(counts, families))
    assert related + unrelated == pytest.approx(whole, abs=1e-9)
    assert 0 <= related <= whole + 1e-9
    assert -1e-9 <= unrelated <= np.log2(len(set(families))) + 1e-9
    assert whole <= np.log2(len(counts)) + 1e-9


@given(economies)
def test_related_variety_is_the_weighted_entropy_of_the_families(
    economy: tuple[np.ndarray, list[str]],
) -> None:
    counts, families = economy
    weighted = 0.0
    for name in set(families):
        own = counts[[family == name for family in families]]
        weighted += own.sum() / counts.sum() * float(entropy(own))
    assert float(related_variety(counts, families)) == pytest.approx(weighted, abs=1e-9)


@given(economies, st.floats(0.001, 1000), st.randoms(use_true_random=False))
def test_size_and_order_change_nothing(
    economy: tuple[np.ndarray, list[str]], size: float, random: object
) -> None:
    counts, families = economy
    order = list(range(len(counts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = related_variety(counts[order] * size, [families[i] for i in order])
    assert float(mixed) == pytest.approx(float(related_variety(counts, families)), abs=1e-9)


def test_an_unknown_field_leaves_its_region_open_and_an_empty_whole_is_refused() -> None:
    regions = [[1.0, NAN], [1.0, 1.0], [0.0, 0.0]]
    assert np.isnan(entropy(regions)).tolist() == [True, False, True]
    assert np.isnan(related_variety(regions, ["26", "26"])).tolist() == [True, False, True]
    with pytest.raises(ValueError, match="all counts are 0"):
        entropy([0, 0])


def test_each_field_needs_its_family() -> None:
    with pytest.raises(ValueError, match="3 fields need as many families, found 2"):
        family_sums([1, 2, 3], ["26", "43"])


@given(st.lists(st.tuples(positive, st.floats(0, 1000), st.floats(0, 1)), min_size=1, max_size=10))
def test_ranges_hold_every_entropy_of_counts_inside_theirs(
    drawn: list[tuple[float, float, float]],
) -> None:
    low, width, part = np.array(drawn).T
    least, most = entropy_bounds((low, low + width))
    assert least - 1e-9 <= entropy(low + width * part) <= most + 1e-9


@given(economies)
def test_ranges_of_known_counts_are_the_entropy(economy: tuple[np.ndarray, list[str]]) -> None:
    counts, _ = economy
    for found in entropy_bounds((counts, counts)):
        assert float(found) == pytest.approx(float(entropy(counts)), abs=1e-9)
