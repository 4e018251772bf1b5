"""The location quotient: how much larger a field's share is here than in a reference area."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array, divide

ROUNDING: Final = 1e-12
"""Relative error that the computation of a quotient can have."""


def location_quotient(
    employees: npt.ArrayLike,
    total: npt.ArrayLike,
    *,
    reference: npt.ArrayLike,
    reference_total: npt.ArrayLike,
) -> Array:
    """How much larger a field's share is here than in the reference area.

    LQ_ri = (x_ri / x_r) / (X_i / X)

    Parameters
    ----------
    employees, total : array_like of float, shapes that broadcast
        Employees x_ri in the field and x_r in all fields [persons]; NaN means not known. The
        total is the official one, not a sum over fields: a sum lacks what is suppressed.
    reference, reference_total : array_like of float
        The same two, X_i and X, in the reference area.

    Returns
    -------
    ndarray of float
        [1], at least 0; 1 is the reference's share. NaN where a count is not known, and where
        there are no employees at all here, or none in the field in the reference.

    References
    ----------
    Isard, W. (1960). Methods of Regional Analysis: an Introduction to Regional Science, ch. 7.

    Examples
    --------
    >>> location_quotient([30, 50, float("nan")], 100, reference=[200, 600, 200],
    ...                   reference_total=1000).round(2).tolist()
    [1.5, 0.83, nan]
    """
    return divide(divide(employees, total), divide(reference, reference_total))


def location_quotient_bounds(
    employees: tuple[npt.ArrayLike, npt.ArrayLike],
    total: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    reference: tuple[npt.ArrayLike, npt.ArrayLike],
    reference_total: tuple[npt.ArrayLike, npt.ArrayLike],
) -> tuple[Array, Array]:
    """Smallest and largest location quotient when counts are known as intervals only.

    low = (x_ri⁻ / x_r⁺) / (X_i⁺ / X⁻),  high = (x_ri⁺ / x_r⁻) / (X_i⁻ / X⁺)

    The four counts are taken as free of each other, so the interval may be wider than
    necessary, never narrower.

    Parameters
    ----------
    employees, total, reference, reference_total : pairs (low, high) of array_like
        Bounds of the counts of `location_quotient` [persons].

    Returns
    -------
    pair of ndarray of float
        [1] low and high; equal where nothing is suppressed; NaN as in `location_quotient`.

    Examples
    --------
    >>> low, high = location_quotient_bounds(([10], [12]), ([100], [102]),
    ...     reference=([200], [200]), reference_total=([1000], [1000]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.49], [0.6])
    """
    low = location_quotient(
        employees[0], total[1], reference=reference[1], reference_total=reference_total[0]
    )
    high = location_quotient(
        employees[1], total[0], reference=reference[0], reference_total=reference_total[1]
    )
    return low, high


def symmetric_location_quotient(quotient: npt.ArrayLike) -> Array:
    """Location quotient on a scale from −1 to 1 on which twice and half lie equally far from 0.

    (LQ − 1) / (LQ + 1)

    Parameters
    ----------
    quotient : array_like of float
        Location quotients, at least 0; NaN means not known.

    Returns
    -------
    ndarray of float
        [1] −1 (nobody here) to below 1, 0 is the reference's share; NaN where not known.

    References
    ----------
    Laursen, K. (1998). Revealed Comparative Advantage and the Alternatives as Measures of
    International Specialisation. DRUID Working Paper 98-30.

    Examples
    --------
    >>> symmetric_location_quotient([0.0, 1.0, 3.0, float("nan")]).tolist()
    [-1.0, 0.0, 0.5, nan]
    """
    array = np.asarray(quotient, dtype=float)
    return divide(array - 1.0, array + 1.0)


def binary_location_quotient(quotient: npt.ArrayLike, *, threshold: float = 1.0) -> Array:
    """Whether a field is specialised in here: 1 where LQ ≥ threshold, else 0.

    A quotient that falls short of the threshold by the rounding of its computation alone (30 of 100
    against 200 of 1000 gives 1.4999999999999998) reaches it.

    Parameters
    ----------
    quotient : array_like of float
        Location quotients, at least 0; NaN means not known.
    threshold : float
        Quotient from which on a field counts, above 0.

    Returns
    -------
    ndarray of float
        1 or 0; NaN where the quotient is not known, which is not the same as 0.

    Raises
    ------
    ValueError
        If the threshold is not above 0: then every field would count everywhere.

    Examples
    --------
    >>> binary_location_quotient([0.9, 1.0, float("nan")]).tolist()
    [0.0, 1.0, nan]
    """
    if not threshold > 0:
        raise ValueError(f"the threshold of a location quotient must be above 0, not {threshold}")
    array = np.asarray(quotient, dtype=float)
    return np.where(np.isnan(array), np.nan, (array >= threshold * (1 - ROUNDING)).astype(float))
