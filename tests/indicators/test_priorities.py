"""Scores and ranks of fields: the weighted mean of their places, and what random weights do."""

from __future__ import annotations

import numpy as np
import pytest

from s3dash import codes, measures
from s3dash.indicators import CRITERIA, OCCUPATION, THEME, Question, answer, place
from s3dash.indicators.criteria import criteria
from s3dash.indicators.field_space import HIGH, LOW, VALUE
from s3dash.indicators.priorities import SEED, WEIGHTINGS, ranking

KINDS = (THEME, OCCUPATION)
UNEQUAL = (("size", 0), ("growth", 3), ("demand", 2))
NUMBERS = np.array([0, 1, 3, 1, 1, 1, 2], dtype=float)


def test_equal_weights_give_the_mean_of_the_places(opened):
    about = place(opened, "05913")
    found = ranking(opened, THEME, about)
    places = criteria(opened, THEME, about).among
    np.testing.assert_allclose(found.score, places.mean(axis=2))
    np.testing.assert_allclose(found.parts, places[VALUE] / len(CRITERIA))


@pytest.mark.parametrize("kind", KINDS)
def test_weights_move_the_score_as_they_should(opened, kind):
    about = place(opened, "RUHR")
    found = ranking(opened, kind, about, UNEQUAL)
    places = criteria(opened, kind, about).among[VALUE]
    ranked = ~np.isnan(found.rank)
    wanted = np.average(places[ranked], axis=1, weights=NUMBERS)
    np.testing.assert_allclose(found.score[VALUE][ranked], wanted)
    np.testing.assert_allclose(found.parts.sum(axis=1)[ranked], wanted)
    assert not found.counted[CRITERIA.index("size")]
    assert (found.parts[ranked, CRITERIA.index("size")] == 0).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["RUHR", "05914", "Süd~05914~05954"])
def test_ranks_and_shares_by_brute_force(opened, kind, key):
    about = place(opened, key)
    found = ranking(opened, kind, about)
    places = criteria(opened, kind, about).among[VALUE]
    ranked = ~np.isnan(places).any(axis=1)
    assert (~np.isnan(found.rank) == ranked).all()
    weights = np.random.default_rng(SEED).dirichlet(np.ones(len(CRITERIA)), size=WEIGHTINGS)
    firsts = np.zeros(int(ranked.sum()))
    for drawn in weights[:200]:
        scores = np.round(places[ranked] @ drawn, 12)
        firsts += np.array([(scores > own).sum() < 3 for own in scores])
    again = measures.rank_spread(places[ranked], weights[:200])
    np.testing.assert_allclose(again.first, firsts / 200)
    np.testing.assert_allclose(
        found.spread.first[ranked], measures.rank_spread(places[ranked], weights).first
    )
    assert np.nansum(found.spread.first) == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_ranks_that_suppressed_cells_allow_hold_the_rank(opened, kind):
    found = ranking(opened, kind, place(opened, "05915"))
    known = ~np.isnan(found.rank)
    assert (found.rank_best[known] <= found.rank[known]).all()
    assert (found.rank[known] <= found.rank_worst[known]).all()
    assert (found.score[LOW][known] <= found.score[VALUE][known]).all()
    assert (found.score[VALUE][known] <= found.score[HIGH][known]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_shares_that_suppressed_cells_allow_hold_the_share(opened, kind):
    found = ranking(opened, kind, place(opened, "RUHR"))
    known = ~np.isnan(found.rank)
    low, value, high = found.first[:, known]
    assert (low <= value).all()
    assert (value <= high).all()
    assert (low < high).any()
    np.testing.assert_array_equal(value, found.spread.first[known])


def test_an_unknown_criterion_costs_the_rank_unless_it_has_no_weight(opened):
    about = place(opened, "05914")
    unknown = np.isnan(criteria(opened, OCCUPATION, about).among[VALUE])
    only_demand = unknown[:, -1] & ~unknown[:, :-1].any(axis=1)
    assert only_demand.any()
    assert np.isnan(ranking(opened, OCCUPATION, about).rank[only_demand]).all()
    without = ranking(opened, OCCUPATION, about, (("demand", 0),))
    assert not np.isnan(without.rank[only_demand]).any()


def test_a_place_without_figures_has_no_ranking(opened):
    found = ranking(opened, THEME, place(opened, "DE"))
    assert np.isnan(found.rank).all()
    assert np.isnan(found.spread.first).all()
    assert not any(found.counted)


# --- as figures of the catalogue -----------------------------------------------------------


@pytest.mark.parametrize("weights", [(), UNEQUAL])
def test_the_catalogue_has_the_same_points(options, opened, weights):
    places = [place(opened, key) for key in ("05913", "RUHR", "DE", "05562016")]
    for name, made in (
        ("priority_score", lambda found: found.score[VALUE]),
        ("priority_first", lambda found: found.first[VALUE]),
    ):
        question = Question(options.indicators[name], THEME, "health", weights=weights)
        found = answer(opened, question, places)
        newest = found.at([found.years[-1]])
        for row, about in enumerate(places[:2]):
            rank = ranking(opened, THEME, about, weights)
            field = rank.criteria.fields.index("health")
            assert newest.value[row, 0] == pytest.approx(100 * made(rank)[field])
        statuses = [codes.STATUSES[status] for status in newest.status[:, 0]]
        assert statuses == [
            codes.CALCULATED,
            codes.CALCULATED,
            codes.MISSING,
            codes.NOT_PUBLISHED,
        ]
        assert (found.at([found.years[0]]).status == codes.STATUSES.index("not_published")).all()


def test_a_suppressed_field_has_the_status_suppressed(options, opened):
    cube = opened.cube("employees_occupation")
    hidden = cube.status[:, cube.ags_index["05915"], -1] == codes.STATUSES.index("suppressed")
    field = cube.fields[int(np.flatnonzero(hidden)[0])]
    question = Question(options.indicators["priority_score"], OCCUPATION, field)
    found = answer(opened, question, [place(opened, "05915")])
    newest = found.at([found.years[-1]])
    assert codes.STATUSES[newest.status[0, 0]] == codes.SUPPRESSED
    assert np.isnan([newest.value, newest.low, newest.high]).all()


def test_the_words_name_the_number_of_weightings(options):
    words = options.indicators["priority_first"].method
    assert f"{WEIGHTINGS:,}" in words.en
    assert f"{WEIGHTINGS:,}".replace(",", ".") in words.de
