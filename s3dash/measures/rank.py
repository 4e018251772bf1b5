"""Place of a region among others of its level."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array


def rank(values: npt.ArrayLike) -> Array:
    """Rank from the largest value down; equal values share the better rank.

    rank_r = 1 + number of regions with a larger value ("1, 1, 3")

    Parameters
    ----------
    values : array_like of float, shape (regions,)
        Any quantity; NaN means not known.

    Returns
    -------
    ndarray of float, shape (regions,)
        [1] 1 … number of known values; NaN where the value is not known.

    Examples
    --------
    >>> rank([5.0, 9.0, float("nan"), 9.0]).tolist()
    [3.0, 1.0, nan, 1.0]
    """
    array = np.asarray(values, dtype=float)
    larger = (array[None, :] > array[:, None]).sum(axis=1)
    return np.asarray(np.where(np.isnan(array), np.nan, 1.0 + larger), dtype=float)


def percentile(values: npt.ArrayLike) -> Array:
    """Per cent of the other regions that have a smaller value, ties counted half.

    100 · (smaller + ties / 2) / (n − 1), the region itself not counted

    Parameters
    ----------
    values : array_like of float, shape (regions,)
        Any quantity; NaN means not known.

    Returns
    -------
    ndarray of float, shape (regions,)
        [per cent] 0 (smallest) to 100 (largest); NaN where the value is not known or only one is.

    Examples
    --------
    >>> percentile([1.0, 2.0, 3.0, float("nan")]).tolist()
    [0.0, 50.0, 100.0, nan]
    """
    array = np.asarray(values, dtype=float)
    known = int((~np.isnan(array)).sum())
    if known < 2:
        return np.full(array.shape, np.nan)
    smaller = (array[None, :] < array[:, None]).sum(axis=1)
    ties = (array[None, :] == array[:, None]).sum(axis=1) - 1
    place = 100.0 * (smaller + ties / 2.0) / (known - 1)
    return np.asarray(np.where(np.isnan(array), np.nan, place), dtype=float)
