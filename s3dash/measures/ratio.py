"""Ratios of two counts: shares and figures per head."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def divide(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Array:
    """Quotient of two arrays; missing where either is missing or the denominator is 0.

    >>> divide([1.0, 2.0, float("nan")], [4.0, 0.0, 2.0]).tolist()
    [0.25, nan, nan]
    """
    above, below = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    safe = np.where(below == 0, np.nan, below)
    return np.asarray(above / safe, dtype=float)


def share_percent(part: npt.ArrayLike, whole: npt.ArrayLike) -> Array:
    """How many of a hundred belong to the part.

    share = 100 · part / whole

    Parameters
    ----------
    part, whole : array_like of float, shapes that broadcast
        Counts in the same unit [persons, km2, …]; NaN means that the count is not known.

    Returns
    -------
    ndarray of float
        [per cent]; NaN where either count is not known and where the whole is 0.

    Examples
    --------
    >>> share_percent([30.0, float("nan")], [120.0, 120.0]).tolist()
    [25.0, nan]
    """
    return 100.0 * divide(part, whole)


def per_head(count: npt.ArrayLike, heads: npt.ArrayLike, *, per: float = 1.0) -> Array:
    """Figure per inhabitant, or per `per` inhabitants.

    count · per / heads

    Parameters
    ----------
    count, heads : array_like of float, shapes that broadcast
        Any amount, and the inhabitants [persons] it is set against; NaN means not known.
    per : float
        1 for a figure per head, 1000 for one per thousand.

    Returns
    -------
    ndarray of float
        [unit of the count per `per` persons]; NaN where either is not known or there is nobody.

    Examples
    --------
    >>> per_head([500.0], [2000.0], per=1000).tolist()
    [250.0]
    """
    return per * divide(count, heads)
