"""Classes hold every figure, none is empty, and none mixes both sides of the centre."""

from __future__ import annotations

import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.charts.scales import CLASS_COUNTS, METHODS, breaks, classify, nice_step

figures = st.one_of(
    st.just(float("nan")),
    st.integers(-4, 4).map(float),
    st.floats(-1e6, 1e6).map(lambda value: round(value, 4)),
)
quotients = st.one_of(
    st.just(float("nan")),
    st.sampled_from([0.0, 0.5, 0.8, 1.0, 1.25, 2.0]),
    st.floats(0, 50).map(lambda value: round(value, 4)),
)
schemes = st.tuples(st.sampled_from(METHODS), st.sampled_from(CLASS_COUNTS))


def assert_good(values: np.ndarray, edges: list[float], k: int) -> None:
    present = values[np.isfinite(values)]
    if present.size == 0:
        assert edges == []
        return
    assert 1 <= len(edges) - 1 <= k
    assert np.all(np.diff(edges) > 0)
    assert edges[0] <= present.min()
    assert edges[-1] >= present.max()
    classes = classify(values, edges)
    assert set(classes[np.isfinite(values)]) == set(range(len(edges) - 1))
    assert np.all(classes[~np.isfinite(values)] == -1)


@given(st.lists(figures, max_size=60), schemes, st.sampled_from([None, 0.0, 1.5]))
def test_linear_classes(values: list[float], scheme: tuple[str, int], centre: float | None) -> None:
    array, (method, k) = np.array(values, dtype=float), scheme
    edges = breaks(array, method=method, k=k, centre=centre)
    assert_good(array, edges, k)
    if centre is not None:
        assert not [low for low, high in pairwise(edges) if low < centre < high]


@given(st.lists(quotients, max_size=60), schemes, st.sampled_from([None, 1.0, 2.0]))
def test_log_classes(values: list[float], scheme: tuple[str, int], centre: float | None) -> None:
    array, (method, k) = np.array(values, dtype=float), scheme
    edges = breaks(array, method=method, k=k, centre=centre, log=True)
    assert_good(array, edges, k)
    if centre is None or np.unique(array[np.isfinite(array)]).size < 2:
        return
    reach = 1.25 if method == "round" else 1.1
    for low, high in pairwise(edges):
        if low < centre < high:
            held = array[(array > low) & (array <= high) | (array == edges[0]) & (low == edges[0])]
            assert k % 2
            assert held.min() >= centre / reach
            assert held.max() <= centre * reach


@given(st.lists(quotients, min_size=1), schemes)
def test_order_changes_nothing(values: list[float], scheme: tuple[str, int]) -> None:
    method, k = scheme
    forward, backward = (
        breaks(np.array(ordered), method=method, k=k, centre=1, log=True)
        for ordered in (values, values[::-1])
    )
    assert forward == backward


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=8, max_size=40, unique=True), st.integers(3, 7))
def test_fisher_jenks_is_as_tight_as_the_one_of_mapclassify(values: list[float], k: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mapclassify

        array = np.round(np.array(values), 3)
        if np.unique(array).size < 8:
            return
        theirs = [array.min(), *mapclassify.FisherJenks(array, k=k).bins]

    def spread(edges: list[float]) -> float:
        classes = classify(array, edges)
        groups = [array[classes == number] for number in range(len(edges) - 1)]
        return sum(float(((group - group.mean()) ** 2).sum()) for group in groups if group.size)

    ours = breaks(array, method="fisher_jenks", k=k)
    assert len(ours) == k + 1
    assert spread(ours) <= spread(theirs) + 1e-6


def test_quantiles_without_centre_hold_equally_many() -> None:
    values = np.arange(1.0, 21.0)
    edges = breaks(values, method="quantile", k=5)
    assert np.bincount(classify(values, edges)).tolist() == [4, 4, 4, 4, 4]


def test_quantiles_keep_many_zeros_apart_and_cut_what_is_above_them() -> None:
    values = np.array([0.0] * 36 + [float(place) for place in range(1, 17)])
    edges = breaks(values, method="quantile", k=5)
    assert np.bincount(classify(values, edges)).tolist() == [36, 4, 4, 4, 4]


def test_equal_interval() -> None:
    values = np.array([0.0, 1, 3, 5, 7, 10])
    assert breaks(values, method="equal_interval", k=5) == [0, 2, 4, 6, 8, 10]
    assert breaks(values, method="equal_interval", k=3, centre=5) == [0, 5, 10]
    assert breaks(values - 2.5, method="equal_interval", k=4, centre=0) == [-2.5, 0, 2.5, 5, 7.5]


def test_equal_interval_on_a_log_scale_has_equal_factors() -> None:
    values = np.array([0.25, 0.3, 0.6, 1.5, 3.0, 4.0])
    edges = breaks(values, method="equal_interval", k=4, centre=1, log=True)
    assert edges == pytest.approx([0.25, 0.5, 1, 2, 4])


def test_standard_deviations_are_counted_from_the_mean() -> None:
    values = np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 8])
    deviation = values.std()
    expected = [0, 4 - deviation, 4, 4 + deviation, 8]
    assert breaks(values, method="std_deviation", k=4) == pytest.approx(expected)


def test_round_edges_of_quotients_are_fixed() -> None:
    values = np.array([0.2, 0.6, 0.7, 0.9, 1.1, 1.4, 1.9, 5.0])
    edges = breaks(values, method="round", k=7, centre=1, log=True)
    assert edges == pytest.approx([0.2, 0.5, 2 / 3, 0.8, 1.25, 1.5, 2, 5])
    edges = breaks(values, method="round", k=4, centre=1, log=True)
    assert edges == pytest.approx([0.2, 2 / 3, 1, 1.5, 5])


def test_round_edges_of_counts_and_changes() -> None:
    counts = np.array([21_000.0, 37_000, 75_000, 120_000, 260_000, 588_000])
    assert breaks(counts, method="round", k=5) == [21_000, 200_000, 400_000, 588_000]
    assert breaks(counts, method="round", k=5, log=True) == [21e3, 5e4, 1e5, 2e5, 5e5, 588e3]
    changes = np.array([-3.2, -0.4, 1.1, 2.2, 6.4])
    assert breaks(changes, method="round", k=5, centre=0) == [-3.2, -2.5, 0, 2.5, 6.4]


@pytest.mark.parametrize("method", METHODS)
def test_constant_gets_one_class_on_its_side(method: str) -> None:
    low, high = breaks(np.array([1.02, 1.02]), method=method, k=5, centre=1, log=True)
    assert 1 <= low < 1.02 < high
    assert breaks(np.array([0.0]), method=method, k=3) == [0, 1]


@pytest.mark.parametrize("method", METHODS)
def test_zeros_are_the_only_figures_below_the_centre(method: str) -> None:
    values = np.array([0.0, 1.0, 1.25, 2.0, 2.5])
    assert_good(values, breaks(values, method=method, k=3, centre=1, log=True), 3)


@pytest.mark.parametrize("method", METHODS)
def test_many_zeros(method: str) -> None:
    values = np.array([0.0] * 30 + [0.4, 1.2, 3.0])
    edges = breaks(values, method=method, k=5, centre=1, log=True)
    assert_good(values, edges, 5)
    assert edges[0] == 0


def test_wrong_questions_are_refused() -> None:
    values = np.arange(5.0)
    with pytest.raises(ValueError, match="method 'jenks' is unknown"):
        breaks(values, method="jenks", k=5)
    with pytest.raises(ValueError, match="expected 3 to 7"):
        breaks(values, method="quantile", k=8)
    with pytest.raises(ValueError, match="above 0"):
        breaks(values, method="quantile", k=5, centre=0, log=True)


@given(st.floats(1e-9, 1e9))
def test_nice_step_is_the_next_one_up(width: float) -> None:
    step = nice_step(width)
    assert width * (1 - 1e-6) <= step <= width * 2.5
