"""Fields of a place in an order: scores by weighted criteria, and ranks under other weightings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from s3dash import codes, measures
from s3dash.indicators.amounts import (
    CALCULATED,
    MISSING,
    NOT_PUBLISHED,
    SUPPRESSED,
    Amounts,
    Floats,
)
from s3dash.indicators.asked import Question
from s3dash.indicators.criteria import Criteria, criteria, newest_year
from s3dash.indicators.field_space import HIGH, LOW, VALUE
from s3dash.indicators.places import Place
from s3dash.indicators.weights import CRITERIA, SIZE, Weights, weight
from s3dash.measures import RankSpread
from s3dash.release import Release

WEIGHTINGS: Final = 2000
"""Weightings that are drawn at random."""

SEED: Final = 2026
"""Start of the random numbers, so that the same question always gets the same answer."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """Fields of a place by their scores.

    Parameters
    ----------
    criteria : what the scores are made of
    counted : criteria that have a weight and a figure for any field, array of bool
    parts : what each criterion adds to the score of each field, array (fields, criteria)
    score : [1] 0 to 1, array (ends, fields); NaN for a field with an unknown criterion
    rank : 1 is the largest score; NaN without a score
    rank_best, rank_worst : ranks that suppressed cells leave possible
    spread : ranks under `WEIGHTINGS` random weightings of the counted criteria
    first : share of these in which a field is among the first three, array (ends, fields)
    """

    criteria: Criteria
    counted: tuple[bool, ...]
    parts: Floats
    score: Floats
    rank: Floats
    rank_best: Floats
    rank_worst: Floats
    spread: RankSpread
    first: Floats


@lru_cache(maxsize=512)
def ranking(release: Release, kind: str, about: Place, weights: Weights = ()) -> Ranking:
    """Fields of a kind (themes or occupation groups) of a place in their order.

    A criterion that no field of the place has a figure for is left out. A field with an unknown
    criterion is not ranked: a score over fewer criteria could not be compared with the others.

    Parameters
    ----------
    weights : criteria whose weight is not 1; not all criteria may have none
    """
    found = criteria(release, kind, about)
    given = np.array([weight(weights, name) for name in CRITERIA], dtype=float)
    given *= ~np.isnan(found.among[VALUE]).all(axis=0)
    counted = given > 0
    if not counted.any():
        return _unranked(found)
    parts = [measures.score_parts(end, given) for end in found.among]
    score = np.stack([part.sum(axis=1) for part in parts])
    spread, first = _under_weightings(release, kind, about, tuple(counted.tolist()))
    ranked = ~np.isnan(score[VALUE])
    best, worst = measures.rank_range(
        np.where(ranked, score[LOW], np.nan), np.where(ranked, score[HIGH], np.nan)
    )
    return Ranking(
        criteria=found,
        counted=tuple(counted.tolist()),
        parts=parts[VALUE],
        score=score,
        rank=measures.rank(np.round(score[VALUE], 12)),
        rank_best=best,
        rank_worst=worst,
        spread=spread,
        first=first,
    )


@lru_cache(maxsize=256)
def _under_weightings(
    release: Release, kind: str, about: Place, counted: tuple[bool, ...]
) -> tuple[RankSpread, Floats]:
    """Ranks under random weightings, and how often a field is surely, seen and possibly ahead.

    Both hang on which criteria are counted, not on the reader's weights.
    """
    places = criteria(release, kind, about).among[:, :, np.array(counted)]
    drawn = measures.random_weights(WEIGHTINGS, sum(counted), seed=SEED)
    spread = measures.rank_spread(places[VALUE], drawn)
    known = ~np.isnan(places[VALUE]).any(axis=1)
    low, high = (np.where(known[:, None], places[end], np.nan) for end in (LOW, HIGH))
    surely, possibly = measures.first_bounds(low, high, drawn)
    return spread, np.stack([surely, spread.first, possibly])


def _unranked(found: Criteria) -> Ranking:
    none = np.full(len(found.fields), np.nan)
    return Ranking(
        criteria=found,
        counted=(False,) * len(CRITERIA),
        parts=np.full((len(found.fields), len(CRITERIA)), np.nan),
        score=np.tile(none, (3, 1)),
        rank=none,
        rank_best=none,
        rank_worst=none,
        spread=RankSpread(none, none, none, none, none),
        first=np.tile(none, (3, 1)),
    )


def priority_score(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Score of the question's field in the newest year [0 to 100], with the question's weights."""
    return _of_places(release, question, places, lambda found: 100 * found.score)


def priority_first(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Share of the random weightings in which the field is among the first three [per cent]."""
    return _of_places(release, question, places, lambda found: 100 * found.first)


def _of_places(
    release: Release,
    question: Question,
    places: Sequence[Place],
    made: Callable[[Ranking], Floats],
) -> Amounts:
    """One figure a place, in the newest year alone, made of the ranking of all its fields."""
    rankings = [ranking(release, question.kind, item, question.weights) for item in places]
    ends = np.full((3, len(places), 1), np.nan)
    status = np.full((len(places), 1), NOT_PUBLISHED, dtype=np.uint8)
    for row, (about, found) in enumerate(zip(places, rankings, strict=True)):
        if question.field in found.criteria.fields:
            field = found.criteria.fields.index(question.field)
            ends[:, row, 0] = made(found)[:, field]
            status[row] = _status(found, field, about)
    ends[:, np.isnan(ends[VALUE])] = np.nan
    return Amounts((newest_year(release),), ends[VALUE], ends[LOW], ends[HIGH], status)


def _status(found: Ranking, field: int, about: Place) -> int:
    """Why a field of a place has a score or none."""
    if not np.isnan(found.score[VALUE, field]):
        return CALCULATED
    if about.level == codes.GERMANY:
        return MISSING
    size = found.criteria.value[:, field, CRITERIA.index(SIZE)]
    if np.isnan(size).all():
        return NOT_PUBLISHED
    return SUPPRESSED if np.isnan(size[VALUE]) else MISSING
