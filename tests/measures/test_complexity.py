"""Proximity, relatedness density and complexity: by hand, against a package, and invariances."""

from __future__ import annotations

import econcomplex
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from s3dash.measures import (
    co_occurrence,
    diversity,
    economic_complexity,
    mean_complexity,
    presence_bounds,
    proximity,
    relatedness_density,
    relatedness_parts,
    ubiquity,
)

NAN = float("nan")
NESTED = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0]])
"""U⁻¹MᵀD⁻¹M = [[11/18, 5/18, 1/9], [5/12, 5/12, 1/6], [1/3, 1/3, 1/3]]; its eigenvalues are 1, 1/4
and 1/9 (36 λ² − 13 λ + 1 = 0). The second has the eigenvector (−2, 1, 4), a mean of 1 and a
deviation of √6; the means of the regions' strengths are 1, −1/2 and −2."""

matrices = st.tuples(st.integers(4, 9), st.integers(3, 8)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 1.0]))
)


def made(seed: int, regions: int = 60, fields: int = 25) -> np.ndarray:
    """Regions between two poles of fields, with noise: connected, with single eigenvalues."""
    random = np.random.default_rng(seed)
    tilt = random.uniform(-2, 2, (regions, 1)) * random.uniform(-2, 2, (1, fields))
    skill = random.uniform(-1, 1, (regions, 1))
    return (tilt + skill + random.normal(0, 1, (regions, fields)) > 0).astype(float)


def test_bounds_of_presence_keep_what_is_sure_apart_from_what_is_possible() -> None:
    sure, possible = presence_bounds([1.0, 0.9, 0.2, NAN], [1.4, 1.0, 0.99, NAN])
    assert sure.tolist() == [1, 0, 0, 0]
    assert possible.tolist() == [1, 1, 0, 1]


def test_bounds_of_presence_at_another_threshold() -> None:
    sure, possible = presence_bounds([1.0, 1.5], [1.6, 1.5], threshold=1.5)
    assert (sure.tolist(), possible.tolist()) == ([0, 1], [1, 1])


def test_counts_on_paper() -> None:
    assert diversity(NESTED).tolist() == [3, 2, 1]
    assert ubiquity(NESTED).tolist() == [3, 2, 1]
    assert co_occurrence(NESTED).tolist() == [[3, 2, 1], [2, 2, 1], [1, 1, 1]]


def test_proximity_on_paper() -> None:
    # C_12 = 2, U = (3, 2, 1): min(2/3, 2/2) = 2/3; C_13 = 1: 1/3; C_23 = 1: min(1/2, 1/1) = 1/2
    expected = [[0, 2 / 3, 1 / 3], [2 / 3, 0, 1 / 2], [1 / 3, 1 / 2, 0]]
    assert proximity(NESTED) == pytest.approx(np.array(expected))


def test_a_field_that_is_nobodys_strength_has_no_proximity() -> None:
    near = proximity([[1, 1, 0], [1, 0, 0]])
    assert np.isnan(near[2]).all()
    assert np.isnan(near[:, 2]).all()
    assert near[0, 1] == 0.5


def test_density_on_paper() -> None:
    # strong in field 1 only: (0, 2/3 / (2/3 + 1/2), 1/3 / (1/3 + 1/2)) = (0, 4/7, 2/5)
    found = relatedness_density([1, 0, 0], proximity(NESTED))
    assert found == pytest.approx([0, 4 / 7, 2 / 5])


def test_density_takes_no_part_of_the_field_itself() -> None:
    near = proximity(NESTED)
    assert relatedness_density([0, 1, 0], near)[1] == 0
    assert relatedness_density([1, 0, 1], near)[1] == pytest.approx(1)


def test_density_of_a_field_near_to_none_is_missing_and_moves_no_other() -> None:
    found = relatedness_density([1, 0, 0, 0], proximity([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0]]))
    assert found[:2] == pytest.approx([0, 1])
    assert np.isnan(found[2:]).all()


def test_complexity_on_paper() -> None:
    found = economic_complexity(NESTED)
    root = np.sqrt(6)
    assert found.pci == pytest.approx(np.array([-3, 0, 3]) / root)
    assert found.eci == pytest.approx(np.array([1.5, 0, -1.5]) / np.sqrt(1.5))
    # the mean PCI of the three regions: 0, −1.5/√6 and −3/√6, with a deviation of 1/2
    assert found.centre == pytest.approx(-1.5 / root)
    assert found.spread == pytest.approx(0.5)


def test_complexity_of_a_group_is_read_on_the_scale_of_the_regions() -> None:
    found = economic_complexity(NESTED)
    assert found.of(NESTED) == pytest.approx(found.eci)
    # strong in the third field only: PCI 3/√6, so (3 + 1.5) / √6 / 0.5 = 9 / √6
    assert found.of([[0, 0, 1], [0, 0, 0]])[0] == pytest.approx(9 / np.sqrt(6))
    assert np.isnan(found.of([[0, 0, 0]])).all()


def test_a_region_without_strength_and_a_field_without_region_are_missing() -> None:
    wider = np.pad(NESTED, ((0, 1), (0, 1)))
    found, inner = economic_complexity(wider), economic_complexity(NESTED)
    assert found.eci == pytest.approx([*inner.eci, NAN], nan_ok=True)
    assert found.pci == pytest.approx([*inner.pci, NAN], nan_ok=True)
    assert mean_complexity(wider, found.pci)[:3] == pytest.approx([0, -1.5 / 6**0.5, -3 / 6**0.5])


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]], "falls into 2 parts"),
        ([[1, 1], [1, 1], [1, 1]], "same strengths"),
        ([[1, 1, 1]], "at least two regions"),
        ([[1], [1]], "at least two regions"),
        ([[0, 0], [0, 0]], "at least two regions"),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], "not single"),
        ([[1, 1, 0], [0, 1, 1]], "sign is open"),
        ([[1, NAN], [0, 1]], r"found nan at \(0, 1\)"),
        ([[1, 0.5], [0, 1]], r"found 0.5 at \(0, 1\)"),
    ],
)
def test_a_degenerate_matrix_is_refused_with_the_reason(
    matrix: list[list[float]], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        economic_complexity(matrix)


@pytest.mark.parametrize("measure", [diversity, ubiquity, co_occurrence, proximity])
def test_an_unknown_presence_is_refused(measure: object) -> None:
    with pytest.raises(ValueError, match="presence_bounds"):
        measure([[1.0, NAN]])  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(5))
def test_complexity_agrees_with_a_published_package(seed: int) -> None:
    matrix = made(seed)
    found = economic_complexity(matrix)
    eci, pci = econcomplex.eci_pci(matrix, use_rca=False)
    # the package turns PCI by its correlation with ubiquity, here it follows ECI
    turned = np.sign(np.corrcoef(pci, found.pci)[0, 1])
    assert found.eci == pytest.approx(eci, abs=1e-9)
    assert found.pci == pytest.approx(turned * pci, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_relatedness_agrees_with_a_published_package(seed: int) -> None:
    matrix = made(seed)
    near = proximity(matrix)
    assert near == pytest.approx(econcomplex.proximity(matrix, use_rca=False)["product"], abs=1e-12)
    percent = econcomplex.relatedness_density(matrix, use_rca=False)
    assert 100 * relatedness_density(matrix, near) == pytest.approx(percent, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_complexity_is_an_eigenvector_of_the_stochastic_matrix(seed: int) -> None:
    matrix = made(seed)
    found = economic_complexity(matrix)
    numbers, regions = matrix.sum(axis=1), matrix.sum(axis=0)
    walk = (matrix.T / regions[:, None]) @ (matrix / numbers[:, None])
    assert walk.sum(axis=1) == pytest.approx(np.ones(len(regions)))
    second = np.sort(np.linalg.eigvals(walk).real)[-2]
    raw = found.pci - (regions * found.pci).sum() / regions.sum()
    assert walk @ raw == pytest.approx(second * raw, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_complexity_is_standardised_and_goes_up_with_diversity(seed: int) -> None:
    matrix = made(seed)
    found = economic_complexity(matrix)
    for values in (found.eci, found.pci):
        assert (values.mean(), values.std(ddof=0)) == pytest.approx((0, 1))
    assert np.corrcoef(found.eci, diversity(matrix))[0, 1] > 0
    # the complexity of a region is the mean of its strengths, put on the scale
    assert found.of(matrix) == pytest.approx(found.eci)


@given(st.integers(0, 200), st.randoms(use_true_random=False))
def test_order_of_regions_and_fields_changes_nothing(seed: int, random: object) -> None:
    matrix = made(seed, 20, 9)
    rows, columns = list(range(20)), list(range(9))
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(columns)  # type: ignore[attr-defined]
    try:
        found = economic_complexity(matrix)
    except ValueError:
        assume(False)
    mixed = matrix[np.ix_(rows, columns)]
    again = economic_complexity(mixed)
    assert again.eci == pytest.approx(found.eci[rows], abs=1e-6, nan_ok=True)
    assert again.pci == pytest.approx(found.pci[columns], abs=1e-6, nan_ok=True)
    assert proximity(mixed) == pytest.approx(
        proximity(matrix)[np.ix_(columns, columns)], nan_ok=True
    )


@given(matrices)
def test_proximity_is_symmetric_and_lies_between_0_and_1(matrix: np.ndarray) -> None:
    near = proximity(matrix)
    assert near == pytest.approx(near.T, nan_ok=True)
    inside = near[~np.isnan(near)]
    assert ((inside >= 0) & (inside <= 1)).all()
    assert (np.diag(near)[ubiquity(matrix) > 0] == 0).all()


@given(matrices)
def test_parts_add_up_to_the_density_and_lie_on_strengths_only(matrix: np.ndarray) -> None:
    near = proximity(matrix)
    density = relatedness_density(matrix, near)
    parts = relatedness_parts(matrix[0], near)
    known = ~np.isnan(density[0])
    assert parts[known].sum(axis=1) == pytest.approx(density[0, known])
    assert (parts[known][:, matrix[0] == 0] == 0).all()
    assert np.isnan(parts[~known]).all()
    inside = density[~np.isnan(density)]
    assert ((inside >= 0) & (inside <= 1 + 1e-12)).all()


@given(matrices)
def test_more_strengths_never_lower_a_density(matrix: np.ndarray) -> None:
    near = proximity(matrix)
    known = np.nansum(near, axis=1) > 0
    one, both = matrix[0], np.maximum(matrix[0], matrix[1])
    gain = relatedness_density(both, near) - relatedness_density(one, near)
    assert (gain[known] >= -1e-12).all()
    added = relatedness_parts(both, near) - relatedness_parts(one, near)
    assert added[known].sum(axis=1) == pytest.approx(gain[known])
