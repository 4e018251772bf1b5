"""Ranks that are possible where values are known as intervals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array


def rank_range(low: npt.ArrayLike, high: npt.ArrayLike) -> tuple[Array, Array]:
    """Best and worst possible rank of each region, from the largest value down.

    best_r = 1 + number of others with low > high_r,  worst_r = 1 + number of others with
    high > low_r

    Only what is surely larger counts against the best rank, all that may be larger against the
    worst. Equal values share the better rank, as in `rank`, so two regions that are known exactly
    and tie have the same range. The values are taken as free of each other within their intervals.

    Parameters
    ----------
    low, high : array_like of float, shape (regions,)
        Smallest and largest possible value in the same unit; NaN means not known.

    Returns
    -------
    pair of ndarray of float, shape (regions,)
        [1] best and worst, 1 … number of known values; equal to `rank` where all values are known
        exactly. NaN where either bound is not known; such a region is not counted for others.

    Raises
    ------
    ValueError
        If a low value lies above its high value.

    Examples
    --------
    >>> best, worst = rank_range([5.0, 3.0, 1.0], [5.0, 6.0, 2.0])
    >>> best.tolist(), worst.tolist()
    ([1.0, 1.0, 3.0], [2.0, 2.0, 3.0])
    """
    lower, upper = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if (lower > upper).any():
        at = int(np.flatnonzero(lower > upper)[0])
        raise ValueError(
            f"position {at} (counted from 0): low {lower[at]} lies above high {upper[at]}"
        )
    known = ~(np.isnan(lower) | np.isnan(upper))
    surely = (lower[None, :] > upper[:, None]) & known[None, :]
    possibly = (upper[None, :] > lower[:, None]) & known[None, :]
    np.fill_diagonal(possibly, False)
    best, worst = 1.0 + surely.sum(axis=1), 1.0 + possibly.sum(axis=1)
    return np.where(known, best, np.nan), np.where(known, worst, np.nan)
