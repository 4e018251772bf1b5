"""Which fields go together, and which are complex: proximity, relatedness density, ECI and PCI.

All of it starts from the presence matrix M: 1 where a region is strong in a field, else 0
(`binary_location_quotient`). A matrix with unknown entries is refused, because a gap is not a zero:
compute at both ends of `presence_bounds`.

References
----------
Hidalgo, C. A., Klinger, B., Barabási, A.-L., Hausmann, R. (2007). The product space conditions the
development of nations. Science 317, 482-487.
Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106,
10570-10575.
Mealy, P., Farmer, J. D., Teytelboym, A. (2019). Interpreting economic complexity. Science
Advances 5, eaau1705.
Balland, P.-A., Boschma, R., Crespo, J., Rigby, D. L. (2019). Smart specialization policy in the
European Union. Regional Studies 53, 1252-1268.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash.measures.location_quotient import binary_location_quotient
from s3dash.measures.ratio import Array, divide

TOLERANCE: Final = 1e-9
"""Eigenvalues (all lie in 0 to 1) that are closer than this count as equal."""


def presence_bounds(
    low: npt.ArrayLike, high: npt.ArrayLike, *, threshold: float = 1.0
) -> tuple[Array, Array]:
    """Which region is surely strong in which field, and which possibly.

    M⁻_ri = 1 where LQ⁻_ri ≥ threshold,  M⁺_ri = 1 where LQ⁺_ri ≥ threshold

    Parameters
    ----------
    low, high : array_like of float, the same shape
        Smallest and largest possible location quotient [1]; NaN means no bound.
    threshold : float
        As in `binary_location_quotient`, which gives M where the quotients are known.

    Returns
    -------
    pair of ndarray of float
        1 or 0, never NaN: without a bound, a field is possibly but not surely a strength.

    Examples
    --------
    >>> sure, possible = presence_bounds([1.2, 0.8, float("nan")], [1.3, 1.1, float("nan")])
    >>> sure.tolist(), possible.tolist()
    ([1.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    """
    sure = binary_location_quotient(low, threshold=threshold)
    possible = binary_location_quotient(high, threshold=threshold)
    return np.nan_to_num(sure, nan=0.0), np.nan_to_num(possible, nan=1.0)


def diversity(presence: npt.ArrayLike) -> Array:
    """In how many fields each region is strong: d_r = Σ_i M_ri.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (regions, fields)

    Returns
    -------
    ndarray of float, shape (regions,)
        [fields]

    Examples
    --------
    >>> diversity([[1, 1, 0], [0, 1, 0]]).tolist()
    [2.0, 1.0]
    """
    return np.asarray(_binary(presence).sum(axis=1), dtype=float)


def ubiquity(presence: npt.ArrayLike) -> Array:
    """How many regions are strong in each field: U_i = Σ_r M_ri.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (regions, fields)

    Returns
    -------
    ndarray of float, shape (fields,)
        [regions]

    Examples
    --------
    >>> ubiquity([[1, 1, 0], [0, 1, 0]]).tolist()
    [1.0, 2.0, 0.0]
    """
    return np.asarray(_binary(presence).sum(axis=0), dtype=float)


def co_occurrence(presence: npt.ArrayLike) -> Array:
    """How many regions are strong in both of two fields: C = MᵀM.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (regions, fields)

    Returns
    -------
    ndarray of float, shape (fields, fields)
        [regions], symmetric; the diagonal is the ubiquity.

    Examples
    --------
    >>> co_occurrence([[1, 1], [0, 1]]).tolist()
    [[1.0, 1.0], [1.0, 2.0]]
    """
    matrix = _binary(presence)
    return np.asarray(matrix.T @ matrix, dtype=float)


def proximity(presence: npt.ArrayLike) -> Array:
    """How often two fields are strengths of the same region.

    φ_ij = min(C_ij / U_i, C_ij / U_j) = C_ij / max(U_i, U_j),  φ_ii = 0

    The smaller of two conditional shares: of the regions strong in one field, those that are
    strong in the other as well. The diagonal is 0 here, so that no field is near to itself;
    packages differ, some set 1.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (regions, fields)

    Returns
    -------
    ndarray of float, shape (fields, fields)
        [1] 0 to 1, symmetric. NaN in row and column of a field in which no region is strong:
        nothing shows what it goes together with.

    References
    ----------
    Hidalgo et al. (2007), equation 1.

    Examples
    --------
    >>> proximity([[1, 1, 0], [1, 1, 1], [1, 0, 0]]).round(2).tolist()
    [[0.0, 0.67, 0.33], [0.67, 0.0, 0.5], [0.33, 0.5, 0.0]]
    """
    shared = co_occurrence(presence)
    regions = np.diag(shared)
    near = np.minimum(divide(shared, regions[:, None]), divide(shared, regions[None, :]))
    np.fill_diagonal(near, np.where(regions > 0, 0.0, np.nan))
    return np.asarray(near, dtype=float)


def relatedness_density(presence: npt.ArrayLike, proximity: npt.ArrayLike) -> Array:
    """How much of what is near to a field a region is strong in.

    ω_ri = Σ_j M_rj φ_ij / Σ_j φ_ij

    With φ_ii = 0 the field itself plays no part: the density of a strength and of a field that is
    none are measured alike. Packages that set φ_ii = 1 give larger densities to strengths.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (..., fields)
        Strengths of one or of several regions, which need not be those behind `proximity`.
    proximity : array_like of float, shape (fields, fields)
        φ_ij [1] from `proximity`; fields whose row is NaN take no part.

    Returns
    -------
    ndarray of float, shape of `presence`
        [1] 0 to 1. NaN for a field that is near to none.

    References
    ----------
    Hidalgo et al. (2007), equation 2; Balland et al. (2019), equation 2, there in per cent.

    Examples
    --------
    >>> near = [[0.0, 0.6, 0.2], [0.6, 0.0, 0.4], [0.2, 0.4, 0.0]]
    >>> relatedness_density([1, 0, 0], near).round(2).tolist()
    [0.0, 0.6, 0.33]
    """
    near = np.nan_to_num(np.asarray(proximity, dtype=float), nan=0.0)
    return divide(_binary(presence) @ near.T, near.sum(axis=1))


def relatedness_parts(presence: npt.ArrayLike, proximity: npt.ArrayLike) -> Array:
    """What each strength of a region adds to the relatedness density of each field.

    part_ij = M_rj φ_ij / Σ_k φ_ik

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (fields,)
        Strengths of one region.
    proximity : array_like of float, shape (fields, fields)
        As in `relatedness_density`.

    Returns
    -------
    ndarray of float, shape (fields i, fields j)
        [1]; each row adds up to `relatedness_density` of field i. NaN for a field near to none.

    Examples
    --------
    >>> near = [[0.0, 0.6, 0.2], [0.6, 0.0, 0.4], [0.2, 0.4, 0.0]]
    >>> relatedness_parts([1, 1, 0], near)[2].round(2).tolist()
    [0.33, 0.67, 0.0]
    """
    near = np.nan_to_num(np.asarray(proximity, dtype=float), nan=0.0)
    return divide(near * _binary(presence)[None, :], near.sum(axis=1)[:, None])


@dataclass(frozen=True)
class Complexity:
    """Economic complexity of regions and product complexity of fields.

    Parameters
    ----------
    eci : float array (regions,); mean 0, population standard deviation 1
    pci : float array (fields,); the same
    centre, spread : mean and population standard deviation, over the regions, of the mean `pci` of
        a region's strengths; they turn such a mean into an ECI
    """

    eci: Array
    pci: Array
    centre: float
    spread: float

    def of(self, presence: npt.ArrayLike) -> Array:
        """Economic complexity of regions on the same scale, for instance of groups of regions.

        ECI_r = (Σ_i M_ri PCI_i / d_r − centre) / spread

        Parameters
        ----------
        presence : array_like of 0 and 1, shape (regions, fields)

        Returns
        -------
        ndarray of float, shape (regions,)
            [standard deviations]; for the regions behind this scale it is `eci`. NaN for a region
            without a strength.
        """
        return (mean_complexity(presence, self.pci) - self.centre) / self.spread


def mean_complexity(presence: npt.ArrayLike, pci: npt.ArrayLike) -> Array:
    """Mean product complexity of each region's strengths: Σ_i M_ri PCI_i / d_r.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (regions, fields)
    pci : array_like of float, shape (fields,)
        NaN for fields that take no part.

    Returns
    -------
    ndarray of float, shape (regions,)
        [unit of `pci`]; NaN for a region without a strength.

    Examples
    --------
    >>> mean_complexity([[1, 1], [0, 0]], [0.5, -1.5]).tolist()
    [-0.5, nan]
    """
    weights = np.asarray(pci, dtype=float)
    matrix = _binary(presence)[:, ~np.isnan(weights)]
    return divide(matrix @ weights[~np.isnan(weights)], matrix.sum(axis=1))


def economic_complexity(presence: npt.ArrayLike) -> Complexity:
    """How complex regions and fields are, each seen through the other.

    PCI is the second right eigenvector of the stochastic matrix U⁻¹ Mᵀ D⁻¹ M (fields × fields),
    ECI the mean PCI of a region's strengths, which is the second right eigenvector of
    D⁻¹ M U⁻¹ Mᵀ (regions × regions). Both are standardised to mean 0 and population standard
    deviation 1 (ddof 0), each by itself; some packages use the sample's (ddof 1), or ECI's mean and
    deviation for PCI as well. The sign is the one with which ECI correlates positively with
    diversity; PCI follows it. Computed from the symmetric matrix U^(−½) Mᵀ D⁻¹ M U^(−½), which has
    the same eigenvalues, all of them real, and needs no iteration ("reflections") that may stop
    too early.

    ECI sorts regions by the likeness of their strengths and says how far a region lies towards the
    end with more strengths (Mealy et al. 2019); it is no measure of diversity or of value.

    Parameters
    ----------
    presence : array_like of 0 and 1, shape (regions, fields)

    Returns
    -------
    Complexity
        NaN for a region without a strength and for a field that is nobody's strength.

    Raises
    ------
    ValueError
        If entries are not known, if the matrix falls into parts that share nothing, if all regions
        have the same strengths, if the second eigenvalue is not single, or if the sign is open
        because ECI does not go with diversity at all.

    References
    ----------
    Hidalgo & Hausmann (2009); Mealy et al. (2019).

    Examples
    --------
    >>> found = economic_complexity([[1, 1, 1], [1, 1, 0], [1, 0, 0]])
    >>> found.eci[[0, 2]].round(3).tolist(), found.pci[[0, 2]].round(3).tolist()
    ([1.225, -1.225], [-1.225, 1.225])
    """
    matrix = _binary(presence)
    strong, found = matrix.sum(axis=1) > 0, matrix.sum(axis=0) > 0
    inner = matrix[np.ix_(strong, found)]
    fields = _standardised(_second_eigenvector(inner))
    numbers = inner.sum(axis=1)
    fields = _sign(inner @ fields / numbers, numbers) * fields
    pci = np.full(len(found), np.nan)
    pci[found] = fields
    means = mean_complexity(matrix, pci)
    centre, spread = float(np.nanmean(means)), float(np.nanstd(means))
    return Complexity((means - centre) / spread, pci, centre, spread)


def _second_eigenvector(matrix: Array) -> Array:
    """Right eigenvector to the second largest eigenvalue of U⁻¹ Mᵀ D⁻¹ M, of any length."""
    if min(matrix.shape, default=0) < 2:
        raise ValueError(
            "complexity needs at least two regions with a strength and two fields that are one;"
            f" found {matrix.shape[0]} and {matrix.shape[1]}"
        )
    root = np.sqrt(matrix.sum(axis=0))
    similar = (matrix / matrix.sum(axis=1)[:, None]).T @ matrix / np.outer(root, root)
    values, vectors = np.linalg.eigh((similar + similar.T) / 2)
    parts = int((values > 1 - TOLERANCE).sum())
    if parts > 1:
        raise ValueError(
            f"the matrix falls into {parts} parts that share no field and no region, so there is"
            " no common scale of complexity; compute it for one connected part"
        )
    if values[-2] < TOLERANCE:
        raise ValueError(
            "all regions have the same strengths, so nothing tells simple from complex;"
            " check the threshold"
        )
    if len(values) > 2 and values[-2] - values[-3] < TOLERANCE:
        raise ValueError(
            "the second eigenvalue is not single, so the order by complexity is not determined"
        )
    return np.asarray(vectors[:, -2] / root, dtype=float)


def _standardised(values: Array) -> Array:
    return np.asarray((values - values.mean()) / values.std(), dtype=float)


def _sign(means: Array, numbers: Array) -> float:
    """1 or −1, so that the regions' complexity goes up with the number of their strengths."""
    together = float(np.mean(_standardised(means) * (numbers - numbers.mean())))
    if abs(together) < TOLERANCE:
        raise ValueError(
            "complexity does not go up or down with the number of strengths, so its sign is open"
        )
    return float(np.sign(together))


def _binary(presence: npt.ArrayLike) -> Array:
    """Presence as floats, after a look at it: unknown entries and others than 0 and 1 are faults.

    Raises
    ------
    ValueError
        Says where the first such entry is.
    """
    matrix = np.asarray(presence, dtype=float)
    faults = np.argwhere((matrix != 0) & (matrix != 1))
    if len(faults):
        at = tuple(int(i) for i in faults[0])
        raise ValueError(
            f"a presence is 0 or 1, found {matrix[at]} at {at} (counted from 0); where it is not"
            " known, compute at both ends with presence_bounds"
        )
    return matrix
