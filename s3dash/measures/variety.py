"""Variety: how many-sided a region is, inside families of related fields and between them.

Families are what the reader of the measure says they are; for occupations here the first two
digits of the KldB 2010, whose three-digit groups share a body of knowledge.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from s3dash.measures.concentration import Bounds, field_share_bounds, field_shares
from s3dash.measures.ratio import Array


def entropy(counts: npt.ArrayLike) -> Array:
    """How many-sided a structure is: −Σ s_i · log2 s_i, an empty field counting 0.

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
        Counts in disjoint fields, not negative; NaN means not known.

    Returns
    -------
    ndarray of float, shape (...)
        [bit] from 0 (one field only) to log2 of the number of fields (all alike). NaN where a
        field is not known, and where all are 0.

    Raises
    ------
    ValueError
        If there is no field, a count is negative, or every row is empty.

    References
    ----------
    Frenken, K., Van Oort, F., Verburg, T. (2007). Related Variety, Unrelated Variety and Regional
    Economic Growth. Regional Studies 41 (5), 685-697.

    Examples
    --------
    >>> float(entropy([1, 1, 1, 1])), float(entropy([5, 0]))
    (2.0, 0.0)
    """
    return np.asarray(_surprise(field_shares(counts)).sum(axis=-1), dtype=float)


def entropy_bounds(counts: tuple[npt.ArrayLike, npt.ArrayLike]) -> Bounds:
    """Range of the entropy when counts are known as intervals only.

    Each share takes the value that helps by itself, though they must add up to 1: the range may
    be wider than necessary, never narrower. −s · log2 s rises up to s = 1/e and falls after it.

    Parameters
    ----------
    counts : pair (low, high) of array_like of float, shape (..., fields)

    Returns
    -------
    pair of ndarray of float, shape (...)
        [bit] inside 0 to log2 of the number of fields; equal where all counts are known.

    Examples
    --------
    >>> low, high = entropy_bounds(([1.0, 99.0], [9.0, 99.0]))
    >>> float(low.round(3)), float(high.round(3))
    (0.081, 0.414)
    """
    least, most = field_share_bounds(counts)
    best = np.clip(np.exp(-1.0), least, most)
    low = np.minimum(_surprise(least), _surprise(most)).sum(axis=-1)
    high = _surprise(best).sum(axis=-1)
    return low, np.minimum(high, np.log2(least.shape[-1]))


def unrelated_variety(counts: npt.ArrayLike, families: Sequence[str]) -> Array:
    """How many-sided a region is between families of fields: −Σ_g P_g · log2 P_g.

    P_g is the share of a family g in all fields: Σ s_i over its fields.

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
        Counts in disjoint fields, not negative; NaN means not known.
    families : the family of each field, for instance the first two digits of its code

    Returns
    -------
    ndarray of float, shape (...)
        [bit] from 0 to log2 of the number of families; NaN and errors as in `entropy`.

    Raises
    ------
    ValueError
        As `entropy`, and if there is not one family for each field.

    References
    ----------
    Frenken, Van Oort, Verburg (2007), as in `entropy`.

    Examples
    --------
    >>> float(unrelated_variety([1, 1, 1, 1], ["43", "43", "26", "26"]))
    1.0
    """
    return entropy(family_sums(counts, families))


def related_variety(counts: npt.ArrayLike, families: Sequence[str]) -> Array:
    """How many-sided a region is inside its families of fields: Σ_g P_g · H_g.

    H_g = −Σ_{i in g} (s_i / P_g) · log2(s_i / P_g). Computed as entropy − unrelated variety, which
    is the same: the two parts add up to the whole exactly.

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
        Counts in disjoint fields, not negative; NaN means not known.
    families : the family of each field

    Returns
    -------
    ndarray of float, shape (...)
        [bit] from 0 (one field in each family) up; NaN and errors as in `entropy`.

    Raises
    ------
    ValueError
        As `unrelated_variety`.

    References
    ----------
    Frenken, Van Oort, Verburg (2007), as in `entropy`.

    Examples
    --------
    >>> float(related_variety([1, 1, 1, 1], ["43", "43", "26", "26"]))
    1.0
    """
    return np.maximum(entropy(counts) - unrelated_variety(counts, families), 0.0)


def family_sums(counts: npt.ArrayLike, families: Sequence[str]) -> Array:
    """Sum of the fields of each family, in the order in which the families first appear.

    Parameters
    ----------
    counts : array_like of float, shape (..., fields)
    families : the family of each field

    Returns
    -------
    ndarray of float, shape (..., families)
        NaN for a family with a field that is not known.

    Raises
    ------
    ValueError
        If there is not one family for each field.

    Examples
    --------
    >>> family_sums([1.0, 2.0, 4.0], ["43", "26", "43"]).tolist()
    [5.0, 2.0]
    """
    array = np.asarray(counts, dtype=float)
    fields = array.shape[-1] if array.ndim else 0
    if len(families) != fields:
        raise ValueError(f"{fields} fields need as many families, found {len(families)}")
    members = [
        [i for i, own in enumerate(families) if own == name] for name in dict.fromkeys(families)
    ]
    return np.stack([array[..., fields].sum(axis=-1) for fields in members], axis=-1)


def _surprise(shares: Array) -> Array:
    """−s · log2 s of each share, 0 at 0."""
    return np.asarray(-shares * np.log2(np.where(shares == 0, 1.0, shares)), dtype=float)
