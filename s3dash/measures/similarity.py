"""How alike two regions are, and how they complete each other.

References
----------
Krugman, P. (1991). Geography and Trade. MIT Press (structural distance, there twice as large).
Navarro, M. et al. (2014). Regional benchmarking in the smart specialisation process:
identification of reference regions based on structural similarity. JRC, S3 Working Paper 03/2014.
Balland, P.-A., Boschma, R. (2021). Complementary interregional linkages and smart specialisation:
an empirical study on European regions. Regional Studies 55, 1059-1070.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from s3dash.measures.complexity import relatedness_density, relatedness_parts
from s3dash.measures.ratio import Array


def distance_parts(own: npt.ArrayLike, others: npt.ArrayLike) -> Array:
    """What each field adds to the structural distance of two regions.

    part_i = ½ |s_ri − s_qi|,  distance = Σ_i part_i

    The distance is the share of all employees who would have to work in another field for the two
    structures to be the same: 0 where they are, 1 where no field is found in both. It is half of
    the Krugman index, with another region in place of a reference area.

    Parameters
    ----------
    own, others : array_like of float, shapes that broadcast, fields last
        Shares of disjoint fields [1]; NaN means not known.

    Returns
    -------
    ndarray of float
        [1] 0 to ½; NaN where either share is not known, and `distance_parts_bounds` says what is.

    Examples
    --------
    >>> parts = distance_parts([0.5, 0.3, 0.2], [0.3, 0.3, 0.4])
    >>> parts.round(2).tolist(), round(float(parts.sum()), 2)
    ([0.1, 0.0, 0.1], 0.2)
    """
    gap = np.asarray(own, dtype=float) - np.asarray(others, dtype=float)
    return np.asarray(np.abs(gap) / 2, dtype=float)


def distance_parts_bounds(
    own: tuple[npt.ArrayLike, npt.ArrayLike], others: tuple[npt.ArrayLike, npt.ArrayLike]
) -> tuple[Array, Array]:
    """Smallest and largest part of each field when shares are known as intervals only.

    low_i = ½ max(0, s_ri⁻ − s_qi⁺, s_qi⁻ − s_ri⁺),  high_i = ½ max(s_ri⁺ − s_qi⁻, s_qi⁺ − s_ri⁻)

    The shares are taken as free of each other, so a sum of parts has a range that may be wider
    than necessary, never narrower.

    Parameters
    ----------
    own, others : pairs (low, high) of array_like of float, shapes that broadcast, fields last
        Bounds of the shares of `distance_parts` [1].

    Returns
    -------
    pair of ndarray of float
        [1]; equal to `distance_parts` where both shares are known.

    Examples
    --------
    >>> low, high = distance_parts_bounds(([0.1], [0.2]), ([0.3], [0.3]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.05], [0.1])
    """
    (low, high), (least, most) = (
        (np.asarray(pair[0], dtype=float), np.asarray(pair[1], dtype=float))
        for pair in (own, others)
    )
    apart = np.maximum(low - most, least - high)
    return np.maximum(apart, 0.0) / 2, np.maximum(high - least, most - low) / 2


def complementarity_gain(
    own: npt.ArrayLike, partner: npt.ArrayLike, proximity: npt.ArrayLike
) -> Array:
    """How much nearer each field comes to a region when a partner's strengths are added to its own.

    gain_i(r; p) = ω_i(M_r or M_p) − ω_i(M_r) = Σ_j (1 − M_rj) M_pj φ_ij / Σ_j φ_ij

    ω is the relatedness density. More strengths of the partner never make a gain smaller, a
    partner without anything new adds nothing, and gain and density together stay within 1.
    Only the fields that the region is not strong in are open to it: whoever adds gains up leaves
    out the others.

    Parameters
    ----------
    own, partner : array_like of 0 and 1, shapes that broadcast, fields last
        Strengths of the region and of the partner.
    proximity : array_like of float, shape (fields, fields)
        φ_ij [1] from `proximity`.

    Returns
    -------
    ndarray of float
        [1] 0 to 1 for each field; NaN for a field that is near to none.

    References
    ----------
    Balland & Boschma (2021), who add up the densities that other regions have and a region lacks.

    Examples
    --------
    >>> near = [[0.0, 0.6, 0.2], [0.6, 0.0, 0.4], [0.2, 0.4, 0.0]]
    >>> complementarity_gain([1, 0, 0], [1, 1, 0], near).round(2).tolist()
    [0.75, 0.0, 0.67]
    """
    return relatedness_density(np.maximum(own, partner), proximity) - relatedness_density(
        own, proximity
    )


def complementarity_parts(
    own: npt.ArrayLike, partner: npt.ArrayLike, proximity: npt.ArrayLike
) -> Array:
    """What each strength of a partner adds to the gain of each field.

    part_ij = (1 − M_rj) M_pj φ_ij / Σ_k φ_ik

    Parameters
    ----------
    own, partner : array_like of 0 and 1, shape (fields,)
    proximity : array_like of float, shape (fields, fields)

    Returns
    -------
    ndarray of float, shape (fields i, fields j)
        [1]; each row adds up to `complementarity_gain` of field i. NaN for a field near to none.

    Examples
    --------
    >>> near = [[0.0, 0.6, 0.2], [0.6, 0.0, 0.4], [0.2, 0.4, 0.0]]
    >>> complementarity_parts([1, 0, 0], [1, 1, 0], near)[2].round(2).tolist()
    [0.0, 0.67, 0.0]
    """
    return relatedness_parts(np.maximum(own, partner), proximity) - relatedness_parts(
        own, proximity
    )
