"""Change of a count between two years."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array, divide


def change_absolute(start: npt.ArrayLike, end: npt.ArrayLike) -> Array:
    """How many more (or fewer) there are at the end: end − start.

    Parameters
    ----------
    start, end : array_like of float, shapes that broadcast
        Counts in the same unit; NaN means not known.

    Returns
    -------
    ndarray of float
        [unit of the counts]; NaN where either is not known.

    Examples
    --------
    >>> change_absolute([100.0], [90.0]).tolist()
    [-10.0]
    """
    return np.asarray(np.asarray(end, dtype=float) - np.asarray(start, dtype=float), dtype=float)


def change_percent(start: npt.ArrayLike, end: npt.ArrayLike) -> Array:
    """Change in per cent of the start: 100 · (end − start) / start.

    Parameters
    ----------
    start, end : array_like of float, shapes that broadcast
        Counts in the same unit; NaN means not known.

    Returns
    -------
    ndarray of float
        [per cent], at least −100; NaN where either is not known or the start is 0.

    Examples
    --------
    >>> change_percent([100.0, 0.0], [125.0, 5.0]).tolist()
    [25.0, nan]
    """
    return 100.0 * divide(change_absolute(start, end), start)


def change_per_year(start: npt.ArrayLike, end: npt.ArrayLike, *, years: float) -> Array:
    """Mean change per year in per cent, compounded (compound annual growth rate).

    100 · ((end / start)^(1 / years) − 1)

    Parameters
    ----------
    start, end : array_like of float, shapes that broadcast
        Counts in the same unit, not negative; NaN means not known.
    years : float
        Years from start to end, above 0.

    Returns
    -------
    ndarray of float
        [per cent per year]; NaN where either is not known or the start is 0.

    Raises
    ------
    ValueError
        If `years` is not above 0.

    Examples
    --------
    >>> change_per_year([100.0], [121.0], years=2).round(6).tolist()
    [10.0]
    """
    if not years > 0:
        raise ValueError(f"a change per year needs at least one year, not {years}")
    ratio = divide(end, start)
    return np.asarray(100.0 * (np.power(ratio, 1.0 / years) - 1.0), dtype=float)


def index_to_base(series: npt.ArrayLike, *, base: int) -> Array:
    """Series with one year set to 100.

    100 · x_t / x_base

    Parameters
    ----------
    series : array_like of float, last axis = years
        Counts; NaN means not known.
    base : int
        Position of the base year on the last axis.

    Returns
    -------
    ndarray of float, shape of `series`
        [1], 100 in the base year; NaN where the year or the base year is not known or 0.

    Examples
    --------
    >>> index_to_base([50.0, 60.0], base=0).tolist()
    [100.0, 120.0]
    """
    array = np.asarray(series, dtype=float)
    return 100.0 * divide(array, array[..., [base]])
