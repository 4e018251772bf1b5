"""Shift-share: a region's change taken apart into the nation's growth, its mix and the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array, divide


@dataclass(frozen=True)
class ShiftShare:
    """The three parts of a region's change, field by field.

    Parameters
    ----------
    national : what the field would have gained at the growth of all fields in the nation
    mix : what it would have gained beyond that at the nation's growth of this very field
    regional : what it gained beyond both
    """

    national: Array
    mix: Array
    regional: Array


def shift_share(
    start: npt.ArrayLike,
    end: npt.ArrayLike,
    *,
    national_start: npt.ArrayLike,
    national_end: npt.ArrayLike,
) -> ShiftShare:
    """Take the change of each field in a region apart into three parts that add up to it.

    national_i = x_i · g,  mix_i = x_i · (g_i − g),  regional_i = x_i · (g_ri − g_i)

    with x_i the region's count at the start, g_ri = (y_i − x_i) / x_i its growth, g_i the
    nation's growth of the field and g that of the sum of the nation's fields. Where the region
    starts from nothing g_ri has no meaning, but x_i · g_ri has: it is the change y_i − x_i.
    The parts say how the change is made up, not why it came.

    Parameters
    ----------
    start, end : array_like of float, shape (..., fields)
        Counts in disjoint fields of the region [persons]; NaN means not known.
    national_start, national_end : array_like of float, shape (fields,) or as `start`
        The same fields in the nation, which holds the region.

    Returns
    -------
    ShiftShare
        [persons], each of the shape of `start`; national + mix + regional = end − start.
        `national` is NaN where the start is not known, and everywhere where a field of the
        nation is not known. `mix` and `regional` are NaN besides where the nation has nothing
        in the field at the start, because then the field has no growth to compare with.

    Raises
    ------
    ValueError
        If the fields differ in number, or the nation has nothing in any field at the start.

    References
    ----------
    Dunn, E. S. (1960). A Statistical and Analytical Technique for Regional Analysis. Papers in
    Regional Science 6 (1), 97-112.

    Examples
    --------
    >>> parts = shift_share([90, 20, 10, 60], [100, 40, 10, 55],
    ...     national_start=[400, 150, 150, 400], national_end=[440, 210, 135, 480])
    >>> [round(float(part.sum()), 9) for part in (parts.national, parts.mix, parts.regional)]
    [27.0, 1.0, -3.0]
    """
    first, last, nation_first, nation_last = _same_fields(start, end, national_start, national_end)
    total = nation_first.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise ValueError(
            "the nation has nothing in any field at the start, so it has no growth to compare with"
        )
    growth = divide(nation_last.sum(axis=-1, keepdims=True), total) - 1.0
    field_growth = divide(nation_last, nation_first) - 1.0
    return ShiftShare(
        national=first * growth,
        mix=first * (field_growth - growth),
        regional=(last - first) - first * field_growth,
    )


def _same_fields(*counts: npt.ArrayLike) -> list[Array]:
    arrays = [np.asarray(part, dtype=float) for part in counts]
    sizes = [part.shape[-1] if part.ndim else 0 for part in arrays]
    if len(set(sizes)) > 1 or 0 in sizes:
        raise ValueError(
            "start, end, national_start and national_end must have the same fields on their last "
            f"axis, not {', '.join(map(str, sizes))}"
        )
    return arrays
