"""Who does what: fields by how concentrated they are, places by the field that they lead in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Arrangement:
    """Order of a matrix field × place, so that what is concentrated where is seen.

    Parameters
    ----------
    fields : positions of the fields, the most concentrated first
    places : positions of the places: those that lead in the first field, then in the second …;
        those of one field by how strong they are in it
    main : position of each place's main field, in the order in which the places came in; -1 where
        no figure is known
    """

    fields: tuple[int, ...]
    places: tuple[int, ...]
    main: tuple[int, ...]


def arrange(quotients: npt.ArrayLike, concentration: npt.ArrayLike) -> Arrangement:
    """Sort a matrix of location quotients.

    Parameters
    ----------
    quotients : array_like of float, shape (fields, places)
        Location quotients [1]; NaN means not known.
    concentration : array_like of float, shape (fields,)
        Locational Gini of each field [1]; a field whose index is not known comes last.

    Returns
    -------
    Arrangement
        A place's main field is the one with its highest quotient; of equal ones the first in the
        order of the fields. Places without any known figure come last. Ties keep their order.

    Raises
    ------
    ValueError
        If the numbers of fields differ.

    Examples
    --------
    >>> arrange([[2.0, 0.5, 1.2], [0.8, 1.5, 1.1]], [0.1, 0.3])
    Arrangement(fields=(1, 0), places=(1, 0, 2), main=(0, 1, 0))
    """
    matrix = np.asarray(quotients, dtype=float)
    index = np.asarray(concentration, dtype=float)
    if matrix.ndim != 2 or index.shape != matrix.shape[:1]:
        raise ValueError(
            f"{index.shape} indices of concentration for quotients of shape {matrix.shape};"
            " expected one for each field"
        )
    fields = np.argsort(-np.nan_to_num(index, nan=-np.inf), kind="stable")
    known = np.nan_to_num(matrix[fields], nan=-np.inf)
    lead, best = known.argmax(axis=0), known.max(axis=0)
    places = np.lexsort((-best, np.where(np.isinf(best), len(fields), lead)))
    main = np.where(np.isinf(best), -1, fields[lead])
    return Arrangement(*(tuple(int(i) for i in part) for part in (fields, places, main)))


def leading(shares: npt.ArrayLike, most: int = 2) -> tuple[int, ...]:
    """Positions of the places with the largest shares, the largest first.

    Parameters
    ----------
    shares : array_like of float, shape (places,)
        NaN means not known; such a place is never among them.

    Examples
    --------
    >>> leading([10.0, float("nan"), 30.0, 20.0])
    (2, 3)
    """
    values = np.asarray(shares, dtype=float)
    order = np.argsort(-np.nan_to_num(values, nan=-np.inf), kind="stable")
    return tuple(int(i) for i in order[:most] if not np.isnan(values[i]))
