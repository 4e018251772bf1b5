"""Which fields a place could build on: its fields in their order, and what the order hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from s3dash.indicators import CRITERIA, Place, Weights
from s3dash.indicators.field_space import HIGH, LOW, VALUE
from s3dash.indicators.priorities import Ranking, ranking
from s3dash.release import Release

ROBUST: Final = 0.9
"""Share of the weightings from which on a field counts as ahead whatever the weights."""

DOUBTFUL: Final = 0.1
"""Share of the weightings below which a field is behind whatever the weights."""


@dataclass(frozen=True)
class Part:
    """One criterion of a field.

    Parameters
    ----------
    criterion : one of `CRITERIA`
    value, low, high : in the criterion's unit, with the ends that suppressed cells leave; NaN where
        not known
    among : place among others [1], 0 to 1
    points : what it adds to the score [points]; NaN for a field without a score
    """

    criterion: str
    value: float
    low: float
    high: float
    among: float
    points: float


@dataclass(frozen=True)
class RankedField:
    """A field of a place with its score and its ranks.

    Parameters
    ----------
    field : code of the theme or occupation group
    rank : 1 is the largest score; None for a field that is not ranked
    score, low, high : [points] 0 to 100, with the ends that suppressed cells leave
    rank_best, rank_worst : ranks that suppressed cells leave possible
    first : share of the random weightings in which it is among the first three [1]
    first_low, first_high : the same at the ends that suppressed cells leave
    best, worst : smallest and largest rank under any of them
    usual_best, usual_worst : the ranks within which nine tenths of them lie
    parts : its criteria, in their order
    """

    field: str
    rank: int | None
    score: float
    low: float
    high: float
    rank_best: float
    rank_worst: float
    first: float
    first_low: float
    first_high: float
    best: float
    worst: float
    usual_best: float
    usual_worst: float
    parts: tuple[Part, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Criteria without a figure."""
        return tuple(part.criterion for part in self.parts if np.isnan(part.among))


@dataclass(frozen=True)
class Priorities:
    """Fields of a place in their order.

    Parameters
    ----------
    ranked : by their rank; equal scores in the order of the codes
    unranked : fields with an unknown criterion that has a weight
    counted : criteria that have a weight, and a figure for any field
    year, base : of the figures, and first year of the growth
    """

    ranked: tuple[RankedField, ...]
    unranked: tuple[RankedField, ...]
    counted: tuple[str, ...]
    year: int
    base: int

    @property
    def robust(self) -> tuple[RankedField, ...]:
        """Fields that are surely among the first three under almost any weighting."""
        return tuple(field for field in self.ranked if field.first_low >= ROBUST)

    @property
    def contested(self) -> tuple[RankedField, ...]:
        """Fields for which it depends on the weights whether they are among the first three."""
        open_ended = (field for field in self.ranked if field not in self.robust)
        found = [field for field in open_ended if field.first >= DOUBTFUL]
        return tuple(sorted(found, key=lambda field: -field.first))


def priorities(release: Release, about: Place, kind: str, weights: Weights = ()) -> Priorities:
    """Fields of a kind (theme or occupation) of a place in their order.

    Parameters
    ----------
    weights : criteria whose weight is not 1
    """
    found = ranking(release, kind, about, weights)
    fields = [_field(found, i) for i in range(len(found.criteria.fields))]
    ranked = [field for field in fields if field.rank is not None]
    return Priorities(
        ranked=tuple(sorted(ranked, key=lambda field: field.rank or 0)),
        unranked=tuple(field for field in fields if field.rank is None),
        counted=tuple(n for n, counts in zip(CRITERIA, found.counted, strict=True) if counts),
        year=found.criteria.year,
        base=found.criteria.base,
    )


def _field(found: Ranking, i: int) -> RankedField:
    spread, rank = found.spread, float(found.rank[i])
    score = 100 * found.score[:, i]
    return RankedField(
        field=found.criteria.fields[i],
        rank=None if np.isnan(rank) else int(rank),
        score=float(score[VALUE]),
        low=float(score[LOW]),
        high=float(score[HIGH]),
        rank_best=float(found.rank_best[i]),
        rank_worst=float(found.rank_worst[i]),
        first=float(found.first[VALUE, i]),
        first_low=float(found.first[LOW, i]),
        first_high=float(found.first[HIGH, i]),
        best=float(np.fmin(spread.best[i], rank)),
        worst=float(np.fmax(spread.worst[i], rank)),
        usual_best=float(spread.usual_best[i]),
        usual_worst=float(spread.usual_worst[i]),
        parts=tuple(_part(found, i, k) for k in range(len(CRITERIA))),
    )


def _part(found: Ranking, i: int, k: int) -> Part:
    value = found.criteria.value[:, i, k]
    return Part(
        criterion=CRITERIA[k],
        value=float(value[VALUE]),
        low=float(value[LOW]),
        high=float(value[HIGH]),
        among=float(found.criteria.among[VALUE, i, k]),
        points=100 * float(found.parts[i, k]),
    )
