"""Stars: how many of three a field of a region is: large, specialised, growing.

Each criterion is 1 or 0, or NaN where it is not known. With counts known as intervals only, a
criterion is computed at both ends: *surely* (1 whatever the counts are) and *possibly* (0 only
where no counts inside the intervals give 1). The range may be wider than necessary, never narrower.

References
----------
European Cluster Observatory (from 2007 on): one star each for size, specialisation and focus of a
cluster category in a region. Growth takes the place of focus here.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash.measures.location_quotient import binary_location_quotient
from s3dash.measures.ratio import Array

Bounds = tuple[Array, Array]


def size_cut_off(counts: npt.ArrayLike, *, top_percent: float) -> Array:
    """How many it takes to be among the largest: the count of the k-th largest region.

    k = ⌊regions · top_percent / 100⌋, at least 1

    A region is large where its count is at least the cut-off, so a tie at the edge counts for all.

    Parameters
    ----------
    counts : array_like of float, shape (regions, ...)
        Counts of the same field in all regions [persons]; NaN means that there is no such region,
        which is then not counted. A region whose count is not known comes in as its smallest or
        largest possible one (0 and infinity where there is no bound), once for each end.
    top_percent : float
        Share of the regions that count as large [per cent], above 0 and at most 100.

    Returns
    -------
    ndarray of float, shape (...)
        [persons]; NaN where no region is left.

    Raises
    ------
    ValueError
        If `top_percent` is not above 0 and at most 100.

    Examples
    --------
    >>> float(size_cut_off([50, 10, 40, 20, 30, float("nan")], top_percent=40))
    40.0
    """
    if not 0 < top_percent <= 100:
        raise ValueError(f"the share of large regions must lie in 0 to 100 %, not {top_percent}")
    array = np.asarray(counts, dtype=float)
    known = ~np.isnan(array)
    falling = -np.sort(-np.where(known, array, -np.inf), axis=0)
    places = np.floor(known.sum(axis=0) * top_percent / 100).astype(int)
    at = np.maximum(places, 1)[None] - 1
    found = np.take_along_axis(falling, at, axis=0)[0]
    return np.asarray(np.where(known.any(axis=0), found, np.nan), dtype=float)


def large(counts: npt.ArrayLike, cut_off: npt.ArrayLike) -> Array:
    """Whether a field is large here: 1 where count ≥ cut-off.

    Parameters
    ----------
    counts : array_like of float
        [persons]; NaN means not known.
    cut_off : array_like of float
        As from `size_cut_off` [persons].

    Returns
    -------
    ndarray of float
        1 or 0; NaN where either is not known.

    Examples
    --------
    >>> large([40, 39, float("nan")], 40).tolist()
    [1.0, 0.0, nan]
    """
    return _holds(np.subtract(counts, cut_off), or_equal=True)


def specialised(quotient: npt.ArrayLike, *, threshold: float) -> Array:
    """Whether a field is specialised in here: 1 where LQ ≥ threshold.

    Parameters
    ----------
    quotient : array_like of float
        Location quotients [1]; NaN means not known.
    threshold : float
        Above 0.

    Returns
    -------
    ndarray of float
        1 or 0; NaN where the quotient is not known.

    Examples
    --------
    >>> specialised([1.5, 1.49], threshold=1.5).tolist()
    [1.0, 0.0]
    """
    return binary_location_quotient(quotient, threshold=threshold)


def growing(growth: npt.ArrayLike, national: npt.ArrayLike, *, lead: float = 0.0) -> Array:
    """Whether a field grows faster here than in the nation: 1 where growth > national + lead.

    A field that shrinks here but shrinks faster in the nation counts as growing in this sense.

    Parameters
    ----------
    growth, national : array_like of float, shapes that broadcast
        Change of the field over the same years, here and in the nation [per cent].
    lead : float
        How far the growth must lie above the nation's [percentage points].

    Returns
    -------
    ndarray of float
        1 or 0; NaN where either growth is not known.

    Examples
    --------
    >>> growing([12.0, 10.0], 10.0).tolist(), growing(12.0, 10.0, lead=5).tolist()
    ([1.0, 0.0], 0.0)
    """
    return _holds(np.subtract(growth, np.add(national, lead)), or_equal=False)


ROUNDING: Final = 1e-9
"""Difference that the computation of counts and percentages can have by itself."""


def _holds(above: npt.ArrayLike, *, or_equal: bool) -> Array:
    """1 where a difference is above 0 (or 0) but for rounding, else 0; NaN where not known."""
    difference = np.asarray(above, dtype=float)
    found = difference > (-ROUNDING if or_equal else ROUNDING)
    return np.asarray(np.where(np.isnan(difference), np.nan, found.astype(float)), dtype=float)


def stars(*criteria: npt.ArrayLike) -> Array:
    """Number of criteria that hold.

    Parameters
    ----------
    criteria : array_like of float, shapes that broadcast
        1 or 0; NaN means not known.

    Returns
    -------
    ndarray of float
        [1] 0 to the number of criteria; NaN where one of them is not known.

    Examples
    --------
    >>> stars([1, 0], [1, 1], [0, float("nan")]).tolist()
    [2.0, nan]
    """
    return np.asarray(sum(np.asarray(item, dtype=float) for item in criteria), dtype=float)


def star_bounds(*criteria: tuple[npt.ArrayLike, npt.ArrayLike]) -> Bounds:
    """Smallest and largest possible number of stars.

    Parameters
    ----------
    criteria : pairs (surely, possibly) of array_like of float
        1 or 0 at either end; NaN means that nothing is known there: surely 0, possibly 1.

    Returns
    -------
    pair of ndarray of float
        [1] equal where every criterion is certain.

    Examples
    --------
    >>> low, high = star_bounds((1, 1), (0, 1), (float("nan"), float("nan")))
    >>> float(low), float(high)
    (1.0, 3.0)
    """
    surely = stars(*(np.nan_to_num(np.asarray(low, dtype=float), nan=0.0) for low, _ in criteria))
    possibly = stars(*(np.nan_to_num(np.asarray(top, dtype=float), nan=1.0) for _, top in criteria))
    return surely, possibly
