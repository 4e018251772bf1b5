"""Specialisation and concentration: how uneven a region's fields are, or a field's places.

Counts are never negative and fields are disjoint. A whole that is empty has no shares: where a
single region (one row) is empty its index is NaN, where all of them are the call is refused.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array, divide

Bounds = tuple[Array, Array]


def field_shares(counts: npt.ArrayLike) -> Array:
    """Share of each field in the sum of all: s_i = x_i / Σ x.

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
        Counts in disjoint fields, not negative; NaN means not known.

    Returns
    -------
    ndarray of float, shape of `counts`
        [1] 0 to 1. A row with a field that is not known has NaN in all, because its sum is not
        known; so has a row of zeros.

    Raises
    ------
    ValueError
        If there is no field, a count is negative, or every row is empty.

    Examples
    --------
    >>> field_shares([30.0, 10.0]).tolist()
    [0.75, 0.25]
    """
    array = _counts(counts)
    return divide(array, array.sum(axis=-1, keepdims=True))


def field_share_bounds(counts: tuple[npt.ArrayLike, npt.ArrayLike]) -> Bounds:
    """Smallest and largest share of each field when counts are known as intervals only.

    low_i = x_i⁻ / (x_i⁻ + Σ_{j≠i} x_j⁺),  high_i = x_i⁺ / (x_i⁺ + Σ_{j≠i} x_j⁻)

    Parameters
    ----------
    counts : pair (low, high) of array_like of float, shape (..., fields)
        Bounds of the counts, free of each other; equal where a count is known.

    Returns
    -------
    pair of ndarray of float, shape of the counts
        [1] Each bound is reached by some counts inside theirs; NaN as in `field_shares`.

    Raises
    ------
    ValueError
        As `field_shares`, of either bound.

    Examples
    --------
    >>> low, high = field_share_bounds(([1.0, 10.0], [9.0, 10.0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.091, 0.526], [0.474, 0.909])
    """
    least, most = _counts(counts[0]), _counts(counts[1])
    others_least = least.sum(axis=-1, keepdims=True) - least
    others_most = most.sum(axis=-1, keepdims=True) - most
    return divide(least, least + others_most), divide(most, most + others_least)


def herfindahl_hirschman(counts: npt.ArrayLike) -> Array:
    """How far a region lives on few fields: Σ s_i².

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
        Counts in disjoint fields; NaN means not known.

    Returns
    -------
    ndarray of float, shape (...)
        [1] from 1 / number of fields (all alike) to 1 (one field only); NaN and errors as in
        `field_shares`. It is not scaled to 0 to 1, so it depends on how fine the fields are.

    References
    ----------
    Hirschman, A. O. (1964). The Paternity of an Index. American Economic Review 54 (5), 761-762.

    Examples
    --------
    >>> round(float(herfindahl_hirschman([20, 50, 20, 10])), 10)
    0.34
    """
    return np.asarray(np.square(field_shares(counts)).sum(axis=-1), dtype=float)


def herfindahl_hirschman_bounds(counts: tuple[npt.ArrayLike, npt.ArrayLike]) -> Bounds:
    """Range of the Herfindahl-Hirschman index when counts are known as intervals only.

    Each share takes its smallest and its largest value by itself (`field_share_bounds`), though
    they must add up to 1: the range may be wider than necessary, never narrower.

    Parameters
    ----------
    counts : pair (low, high) of array_like of float, shape (..., fields)

    Returns
    -------
    pair of ndarray of float, shape (...)
        [1] inside 1 / number of fields to 1; equal where all counts are known.

    Examples
    --------
    >>> low, high = herfindahl_hirschman_bounds(([1.0, 99.0], [9.0, 99.0]))
    >>> float(low.round(3)), float(high.round(3))
    (0.84, 0.987)
    """
    least, most = field_share_bounds(counts)
    fields = least.shape[-1]
    low = np.square(least).sum(axis=-1)
    high = np.square(most).sum(axis=-1)
    return np.maximum(low, 1.0 / fields), np.minimum(high, 1.0)


def krugman(counts: npt.ArrayLike, *, reference: npt.ArrayLike) -> Array:
    """How far a region's structure is from that of a reference area: Σ |s_i − S_i|.

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
        Counts in disjoint fields; NaN means not known.
    reference : array_like of float, shapes that broadcast
        The same fields in the reference area.

    Returns
    -------
    ndarray of float, shape (...)
        [1] from 0 (the same structure) to 2 (no field in common); half of it is the share of
        employees who would have to change field. NaN and errors as in `field_shares`.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press, lecture 3.

    Examples
    --------
    >>> round(float(krugman([20, 50, 20, 10], reference=[25, 25, 25, 25])), 10)
    0.5
    """
    distance = np.abs(field_shares(counts) - field_shares(reference))
    return np.asarray(distance.sum(axis=-1), dtype=float)


def krugman_bounds(
    counts: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    reference: tuple[npt.ArrayLike, npt.ArrayLike],
) -> Bounds:
    """Range of the Krugman index when counts are known as intervals only.

    The shares of region and reference are taken as free of each other and of the other fields:
    the range may be wider than necessary, never narrower.

    Parameters
    ----------
    counts, reference : pairs (low, high) of array_like of float, shape (..., fields)

    Returns
    -------
    pair of ndarray of float, shape (...)
        [1] inside 0 to 2; equal where all counts are known.

    Examples
    --------
    >>> low, high = krugman_bounds(([1.0, 99.0], [9.0, 99.0]), reference=([1, 1], [1, 1]))
    >>> float(low.round(3)), float(high.round(3))
    (0.833, 0.98)
    """
    least, most = field_share_bounds(counts)
    other_least, other_most = field_share_bounds(reference)
    apart = np.maximum(least - other_most, other_least - most)
    low = np.maximum(apart, 0.0).sum(axis=-1)
    high = np.maximum(most - other_least, other_most - least).sum(axis=-1)
    return np.asarray(low, dtype=float), np.minimum(high, 2.0)


def hoover(counts: npt.ArrayLike, *, reference: npt.ArrayLike) -> Array:
    """Share of a region that would have to change field to be like the reference: ½ Σ |s_i − S_i|.

    Parameters
    ----------
    counts, reference : array_like of float, shapes (..., fields) that broadcast
        As in `krugman`, of which this is the half.

    Returns
    -------
    ndarray of float, shape (...)
        [1] from 0 to 1; NaN and errors as in `field_shares`.

    References
    ----------
    Hoover, E. M. (1936). The Measurement of Industrial Localization. Review of Economics and
    Statistics 18 (4), 162-171.

    Examples
    --------
    >>> round(float(hoover([20, 50, 20, 10], reference=[25, 25, 25, 25])), 10)
    0.25
    """
    return krugman(counts, reference=reference) / 2.0


def theil(counts: npt.ArrayLike, *, reference: npt.ArrayLike) -> Array:
    """Relative specialisation as information: Σ s_i · ln(s_i / S_i), an empty field counting 0.

    Parameters
    ----------
    counts, reference : array_like of float, shapes (..., fields) that broadcast
        Counts in the same disjoint fields; NaN means not known.

    Returns
    -------
    ndarray of float, shape (...)
        [nat] from 0 (the same structure) to ln(1 / smallest S_i). NaN as in `field_shares`, and
        where a region has a field that the reference lacks: the index is infinite there.

    Raises
    ------
    ValueError
        As `field_shares`.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland, ch. 4.

    Examples
    --------
    >>> round(float(theil([1.0, 1.0], reference=[1.0, 3.0])), 4)
    0.1438
    """
    own = field_shares(counts)
    quotient = divide(own, field_shares(reference))
    logarithm = np.log(np.where(quotient == 0, 1.0, quotient))
    terms = np.where((own == 0) & np.isnan(quotient), 0.0, own * logarithm)
    return np.asarray(terms.sum(axis=-1), dtype=float)


def locational_gini(counts: npt.ArrayLike, total: npt.ArrayLike) -> Array:
    """How unevenly a field lies over the regions, measured against all employees.

    G = 1 − Σ_r (p_r − p_{r−1}) · (q_r + q_{r−1})

    Regions are sorted by location quotient, the smallest first; p and q are the shares of all
    employees and of the field's employees in the regions up to r (Lorenz curve).

    Parameters
    ----------
    counts : array_like of float, shape (regions,) or (regions, fields)
        Employees of the field in each region; NaN means not known.
    total : array_like of float, shape (regions,)
        All employees of the same regions, each above 0.

    Returns
    -------
    ndarray of float, shape () or (fields,)
        [1] from 0 (spread like all employees) to 1 − the smallest region's share of all employees
        (in that region only). NaN for a field that is not known in some region or has nobody.

    Raises
    ------
    ValueError
        If the regions differ in number, or one of them has no employees at all.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press, lecture 2.

    Examples
    --------
    >>> locational_gini([[50, 0], [50, 100]], [50, 50]).tolist()
    [0.0, 0.5]
    """
    field, whole = _counts(counts), np.asarray(total, dtype=float)
    columns = field.reshape(len(field), -1)
    if whole.shape != (len(columns),) or not (whole > 0).all():
        raise ValueError(
            f"a locational Gini needs one total above 0 for each of the {len(columns)} regions, "
            f"found {whole.tolist()}"
        )
    order = np.argsort(columns / whole[:, None], axis=0, kind="stable")
    weights = whole[order] / whole.sum()
    shares = divide(np.take_along_axis(columns, order, axis=0), columns.sum(axis=0))
    reached = np.cumsum(shares, axis=0)
    found = 1.0 - (weights * (2.0 * reached - shares)).sum(axis=0)
    return np.asarray(found.reshape(field.shape[1:]), dtype=float)


def locational_gini_bounds(
    counts: tuple[npt.ArrayLike, npt.ArrayLike], total: tuple[npt.ArrayLike, npt.ArrayLike]
) -> Bounds:
    """Range of a field's locational Gini when counts are known as intervals only.

    From G = ½ Σ_r Σ_s p_r · p_s · |q_r / p_r − q_s / p_s|, which is the same index: p and q are the
    regions' shares of all employees and of the field's. Each share takes its smallest and its
    largest value by itself (`field_share_bounds`): the range may be wider than necessary, never
    narrower.

    Parameters
    ----------
    counts, total : pairs (low, high) of array_like of float, shape (regions,)
        Bounds of the field's and of all employees of each region; totals above 0.

    Returns
    -------
    pair of ndarray of float, shape ()
        [1] inside 0 to 1; equal to `locational_gini` where all counts are known, NaN where a
        bound is not.

    Raises
    ------
    ValueError
        As `field_shares`, of either bound.

    Examples
    --------
    >>> low, high = locational_gini_bounds(([0, 90], [9, 90]), ([50, 50], [50, 50]))
    >>> float(low.round(3)), float(high.round(3))
    (0.409, 0.5)
    """
    least, most = field_share_bounds(counts)
    part_least, part_most = field_share_bounds(total)
    weak, strong = divide(least, part_most), divide(most, part_least)
    gap = weak[:, None] - strong[None, :]
    surely = np.maximum(np.maximum(gap, gap.T), 0.0)
    possibly = np.maximum(-gap, -gap.T)
    np.fill_diagonal(possibly, 0.0)
    low, high = (
        (np.outer(share, share) * apart).sum() / 2.0
        for share, apart in ((part_least, surely), (part_most, possibly))
    )
    return np.asarray(low, dtype=float), np.asarray(np.minimum(high, 1.0), dtype=float)


def _counts(counts: npt.ArrayLike) -> Array:
    """Counts as an array, refused where no index can be made of them."""
    array = np.asarray(counts, dtype=float)
    if array.ndim == 0 or array.size == 0:
        raise ValueError("no fields: a structure needs at least one field on the last axis")
    if (array < 0).any():
        raise ValueError(f"a count is negative ({np.nanmin(array)}): shares need counts from 0 up")
    if (array == 0).all():
        raise ValueError("all counts are 0: there is nothing whose structure could be measured")
    return array
