"""Several criteria put into one order: places among others, weighted scores, and what weights do.

A criterion in its own unit (persons, per cent, quotient) becomes a number from 0 to 1, its place
among others (`place_among`). A score is the weighted mean of these places. Because no weighting is
the right one, `rank_spread` ranks under many of them.

References
----------
OECD, European Commission JRC (2008). Handbook on Constructing Composite Indicators. OECD, steps 5
(normalisation), 6 (weighting) and 7 (uncertainty).
Saisana, M., Saltelli, A., Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as
tools for the quality assessment of composite indicators. JRSS A 168, 307-323.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array, divide

FIRST: Final = 3
"""Ranks that count as "among the first"."""

_AT_ONCE: Final = 250
"""Weightings that are ranked together; bounds the memory, not the result."""


def place_among(values: npt.ArrayLike, others: npt.ArrayLike) -> Array:
    """How large a value is among others, of which it need not be one.

    p_i = (number of others that are smaller + number of equals / 2) / number of others

    The place depends on the order only: no outlier stretches it, and it has no unit. For a value
    that is one of a set, give the set without it; then 100 · p is `percentile`.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Any quantity; NaN means not known.
    others : array_like of float, shape (n, m)
        What each value is compared with, in the same unit; NaN are not counted.

    Returns
    -------
    ndarray of float, shape (n,)
        [1] 0 (none is smaller) to 1 (all are). NaN where the value or all others are not known.

    Examples
    --------
    >>> place_among([2.0, 9.0], [[1.0, 2.0, 3.0, 4.0], [1.0, 2.0, float("nan"), 4.0]]).tolist()
    [0.375, 1.0]
    """
    own = np.asarray(values, dtype=float)[:, None]
    among = np.asarray(others, dtype=float)
    smaller, equal = (among < own).sum(axis=1), (among == own).sum(axis=1)
    place = divide(smaller + equal / 2.0, (~np.isnan(among)).sum(axis=1))
    return np.asarray(np.where(np.isnan(own[:, 0]), np.nan, place), dtype=float)


def score_parts(places: npt.ArrayLike, weights: npt.ArrayLike) -> Array:
    """What each criterion adds to the score of each field.

    part_ik = w_k p_ik / Σ_k w_k;  the score is Σ_k part_ik, the weighted mean of the places.

    A score over fewer criteria could not be compared with the others. So a field with an unknown
    criterion has no score, unless that criterion has no weight.

    Parameters
    ----------
    places : array_like of float, shape (fields, criteria)
        [1] 0 to 1 from `place_among`; NaN means not known.
    weights : array_like of float, shape (criteria,)
        At least 0, not all 0; only their ratios count.

    Returns
    -------
    ndarray of float, shape (fields, criteria)
        [1]; each row adds up to the score. NaN in the whole row of a field without one.

    Raises
    ------
    ValueError
        If a weight is below 0 or not known, or all are 0.

    Examples
    --------
    >>> score_parts([[1.0, 0.5], [0.25, float("nan")]], [3, 1]).tolist()
    [[0.75, 0.125], [nan, nan]]
    """
    given, weight = np.asarray(places, dtype=float), np.asarray(weights, dtype=float)
    if not (weight >= 0).all() or not weight.any():
        raise ValueError(
            f"weights {weight.tolist()}: expected numbers of at least 0, not all of them 0"
        )
    counted = weight > 0
    unknown = np.isnan(given[:, counted]).any(axis=1)
    parts = np.where(counted, given, 0.0) * weight / weight.sum()
    return np.asarray(np.where(unknown[:, None], np.nan, parts), dtype=float)


def random_weights(weightings: int, criteria: int, *, seed: int) -> Array:
    """Draw weightings of criteria, each as likely as any other.

    Uniform on all weightings that add up to 1 (Dirichlet distribution with parameters 1), drawn
    from a seeded generator, so that the same call gives the same weights.

    Parameters
    ----------
    weightings, criteria : int
        Each at least 1.

    Returns
    -------
    ndarray of float, shape (weightings, criteria)
        [1] at least 0, each row adds up to 1.

    Examples
    --------
    >>> random_weights(4, 3, seed=1).sum(axis=1).round(9).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    return np.random.default_rng(seed).dirichlet(np.ones(criteria), size=weightings)


@dataclass(frozen=True)
class RankSpread:
    """Ranks of fields under many weightings.

    Parameters
    ----------
    first : share of the weightings [1] in which a field is among the `FIRST` ranks
    best, worst : smallest and largest rank under any of them
    usual_best, usual_worst : the ranks within which nine tenths of the weightings lie

    All are float arrays (fields,), NaN for a field without a score.
    """

    first: Array
    best: Array
    worst: Array
    usual_best: Array
    usual_worst: Array


def rank_spread(places: npt.ArrayLike, weightings: npt.ArrayLike) -> RankSpread:
    """Ranks of each field under each of many weightings, summed up.

    rank_i(w) = 1 + number of fields with a larger score Σ_k w_k p_ik; equal scores share the better
    rank, as in `rank`.

    Parameters
    ----------
    places : array_like of float, shape (fields, criteria)
        [1] 0 to 1; a field with an unknown criterion is not ranked.
    weightings : array_like of float, shape (weightings, criteria)

    Returns
    -------
    RankSpread

    Examples
    --------
    >>> found = rank_spread([[1.0, 0.0], [0.0, 1.0], [0.2, 0.2]], [[0.9, 0.1], [0.1, 0.9]])
    >>> found.best.tolist(), found.worst.tolist()
    ([1.0, 1.0, 2.0], [3.0, 3.0, 2.0])
    """
    given, weights = np.asarray(places, dtype=float), np.asarray(weightings, dtype=float)
    known = ~np.isnan(given).any(axis=1)
    spread = np.full((5, len(given)), np.nan)
    if known.any():
        ranks = _ranks(given[known], weights)
        usual = np.quantile(ranks, [0.05, 0.95], axis=0, method="nearest")
        first = (ranks <= FIRST).mean(axis=0)
        spread[:, known] = first, ranks.min(axis=0), ranks.max(axis=0), *usual
    return RankSpread(*spread)


def first_bounds(
    low: npt.ArrayLike, high: npt.ArrayLike, weightings: npt.ArrayLike
) -> tuple[Array, Array]:
    """Share of the weightings in which a field is surely, and possibly, among the first.

    surely_i: fewer than `FIRST` others may have a larger score, Σ_k w_k p⁺_jk > Σ_k w_k p⁻_ik;
    possibly_i: fewer than `FIRST` others surely have one, Σ_k w_k p⁻_jk > Σ_k w_k p⁺_ik

    Parameters
    ----------
    low, high : array_like of float, shape (fields, criteria)
        [1] smallest and largest possible places; a field with an unknown one is not ranked.
    weightings : array_like of float, shape (weightings, criteria)

    Returns
    -------
    pair of ndarray of float, shape (fields,)
        [1] 0 to 1; `RankSpread.first` where low and high are equal. NaN for a field that is not
        ranked.

    Examples
    --------
    >>> low, high = [[0.5], [0.2], [0.4], [0.1]], [[0.5], [0.3], [0.4], [0.25]]
    >>> surely, possibly = first_bounds(low, high, [[1.0]])
    >>> surely.tolist(), possibly.tolist()
    ([1.0, 0.0, 1.0, 0.0], [1.0, 1.0, 1.0, 1.0])
    """
    lower, upper = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    weights = np.asarray(weightings, dtype=float)
    known = ~np.isnan(lower + upper).any(axis=1)
    surely, possibly = np.full((2, len(lower)), np.nan)
    ends = lower[known], upper[known]
    surely[known] = (_ranks(ends[0], weights, against=ends[1]) <= FIRST).mean(axis=0)
    possibly[known] = (_ranks(ends[1], weights, against=ends[0]) <= FIRST).mean(axis=0)
    return surely, possibly


def _ranks(places: Array, weightings: Array, *, against: Array | None = None) -> Array:
    """Rank of each field under each weighting, shape (weightings, fields).

    `against` are the places that the other fields have; a field is never held against itself.
    """
    others = places if against is None else against
    ranks = []
    for part in np.array_split(weightings, max(1, len(weightings) // _AT_ONCE)):
        own, theirs = (np.round(part @ given.T, 12) for given in (places, others))
        larger = theirs[:, None, :] > own[:, :, None]
        larger[:, range(len(places)), range(len(places))] = False
        ranks.append(1.0 + larger.sum(axis=2))
    return np.concatenate(ranks)
