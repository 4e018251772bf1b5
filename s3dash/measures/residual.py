"""How far a count lies from what would be expected, seen against its size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from s3dash.measures.ratio import Array, divide


def pearson_residual(counts: npt.ArrayLike, *, expected: npt.ArrayLike) -> Array:
    """How far a count lies above or below an expected one, in roots of the expected one.

    (x − E) / √E, the signed part of a cell in Pearson's χ² of a contingency table

    It orders what is large and a little above the expected with what is small and far above it.
    Employees do not decide independently, so it is no test of significance.

    Parameters
    ----------
    counts, expected : array_like of float, shapes that broadcast
        x and E [persons]; NaN means not known.

    Returns
    -------
    ndarray of float
        [√persons]; 0 where the count is as expected. NaN where either is not known, and where
        nobody is expected.

    References
    ----------
    Pearson, K. (1900). On the criterion that a given system of deviations … can be reasonably
    supposed to have arisen from random sampling. Philosophical Magazine 50 (302), 157-175.
    Agresti, A. (2013). Categorical Data Analysis, 3rd ed., section 3.3.1.

    Examples
    --------
    >>> pearson_residual([120, 90, float("nan")], expected=100).tolist()
    [2.0, -1.0, nan]
    """
    observed, wanted = np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    return divide(observed - wanted, np.sqrt(wanted))
