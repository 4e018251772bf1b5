import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash import measures

NAN = float("nan")
UNIT = st.floats(0, 1).map(lambda x: round(x, 3))


def matrices(fields=4, criteria=3):
    return st.lists(
        st.lists(UNIT, min_size=criteria, max_size=criteria), min_size=fields, max_size=fields
    )


# --- place among others --------------------------------------------------------------------


def test_place_by_hand():
    others = [[1.0, 2.0, 2.0, 4.0], [1.0, 2.0, 2.0, NAN], [NAN] * 4, [1.0, 1.0, 1.0, 1.0]]
    found = measures.place_among([2.0, 3.0, 1.0, NAN], others)
    np.testing.assert_array_equal(found, [0.5, 1.0, NAN, NAN])


@given(st.lists(st.integers(0, 9), min_size=2, max_size=12))
def test_place_among_the_others_of_a_set_is_its_percentile(values):
    array = np.array(values, dtype=float)
    others = np.tile(array, (len(array), 1))
    np.fill_diagonal(others, NAN)
    np.testing.assert_allclose(
        100 * measures.place_among(array, others), measures.percentile(array)
    )


@given(st.lists(st.integers(-9, 9), min_size=3, max_size=9), st.integers(-9, 9))
def test_place_depends_on_the_order_only(others, value):
    stretched = [float(other) ** 3 for other in others]
    assert measures.place_among([value], [others]) == measures.place_among(
        [float(value) ** 3], [stretched]
    )


# --- score ---------------------------------------------------------------------------------


def test_score_by_hand():
    parts = measures.score_parts([[0.8, 0.5, 0.2], [0.1, NAN, 0.9]], [2, 1, 1])
    np.testing.assert_allclose(parts[0], [0.4, 0.125, 0.05])
    assert np.isnan(parts[1]).all()


def test_what_has_no_weight_need_not_be_known():
    parts = measures.score_parts([[0.1, NAN, 0.9]], [1, 0, 1])
    np.testing.assert_allclose(parts, [[0.05, 0.0, 0.45]])


@pytest.mark.parametrize("weights", [[0, 0], [1, -1], [1, NAN]])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(ValueError, match="at least 0, not all of them 0"):
        measures.score_parts([[0.1, 0.9]], weights)


@given(matrices(), st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any))
def test_parts_add_up_to_the_weighted_mean(places, weights):
    parts = measures.score_parts(places, weights)
    np.testing.assert_allclose(parts.sum(axis=1), np.average(places, axis=1, weights=weights))
    np.testing.assert_allclose(parts, measures.score_parts(places, 2 * np.array(weights)))


# --- ranks under many weightings -----------------------------------------------------------


def test_weightings_are_seeded_and_uniform():
    first = measures.random_weights(4000, 7, seed=5)
    np.testing.assert_array_equal(first, measures.random_weights(4000, 7, seed=5))
    np.testing.assert_allclose(first.sum(axis=1), 1.0)
    assert first.min() >= 0
    np.testing.assert_allclose(first.mean(axis=0), 1 / 7, atol=0.01)
    # of a flat Dirichlet over n parts, one part exceeds one half with the chance (1/2)^(n-1)
    assert (first[:, 0] > 0.5).mean() == pytest.approx(0.5**6, abs=0.008)


def test_spread_by_hand():
    places = [[1.0, 0.0], [0.6, 0.6], [0.0, 1.0], [NAN, 1.0], [0.1, 0.1]]
    weights = [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]
    found = measures.rank_spread(places, weights)
    np.testing.assert_array_equal(found.best, [1, 1, 1, NAN, 3])
    np.testing.assert_array_equal(found.worst, [4, 2, 4, NAN, 4])
    np.testing.assert_allclose(found.first, [2 / 3, 1, 2 / 3, NAN, 2 / 3])


def test_without_ranked_fields_there_is_no_spread():
    found = measures.rank_spread([[NAN, 1.0]], [[0.5, 0.5]])
    assert np.isnan([found.first, found.best, found.worst, found.usual_best]).all()


@given(matrices(6), st.permutations(range(6)))
def test_spread_bounds_every_rank_and_follows_the_fields(places, order):
    weights = measures.random_weights(60, 3, seed=1)
    found = measures.rank_spread(places, weights)
    ranks = np.array([measures.rank(np.round(np.array(places) @ w, 12)) for w in weights])
    np.testing.assert_array_equal(found.best, ranks.min(axis=0))
    np.testing.assert_array_equal(found.worst, ranks.max(axis=0))
    np.testing.assert_allclose(found.first, (ranks <= measures.FIRST).mean(axis=0))
    assert (found.best <= found.usual_best).all()
    assert (found.usual_best <= found.usual_worst).all()
    assert (found.usual_worst <= found.worst).all()
    moved = measures.rank_spread(np.array(places)[list(order)], weights)
    np.testing.assert_array_equal(moved.best, found.best[list(order)])


@given(matrices(6), matrices(6))
def test_bounds_of_the_share_hold_it_for_all_that_is_possible(one, other):
    weights = measures.random_weights(40, 3, seed=3)
    low, high = np.minimum(one, other), np.maximum(one, other)
    surely, possibly = measures.first_bounds(low, high, weights)
    for places in (one, other, (low + high) / 2):
        share = measures.rank_spread(places, weights).first
        assert (surely <= share).all()
        assert (share <= possibly).all()
    exact = measures.first_bounds(one, one, weights)
    np.testing.assert_array_equal(exact[0], exact[1])
    np.testing.assert_array_equal(exact[0], measures.rank_spread(one, weights).first)


@given(matrices(5), st.integers(0, 4), st.integers(0, 2))
def test_a_better_place_never_costs_a_rank(places, field, criterion):
    weights = measures.random_weights(60, 3, seed=2)
    before = measures.rank_spread(places, weights)
    better = np.array(places)
    better[field, criterion] = 1.0
    after = measures.rank_spread(better, weights)
    assert after.best[field] <= before.best[field]
    assert after.worst[field] <= before.worst[field]
    assert after.first[field] >= before.first[field]
