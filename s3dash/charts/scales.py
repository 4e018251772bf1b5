"""Classes of a map and places of the eye: how a run of figures is cut.

A class goes from its lower edge (left out) to its upper edge (included); the first one includes
its lower edge too. So every figure from the smallest to the largest has exactly one class.
The choices are argued in `docs/decisions/0002-classes.md`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

METHODS: Final = ("quantile", "fisher_jenks", "equal_interval", "std_deviation", "round")
CLASS_COUNTS: Final = (3, 4, 5, 6, 7)

_NEUTRAL: Final = 1.1
"""Quotients within this factor of the centre are neutral where the number of classes is odd."""

_ROUND_NEUTRAL: Final = 1.25
_ROUND_FACTORS: Final = (1.5, 2.0)
_NICE_STEPS: Final = (1.0, 2.0, 2.5, 5.0)


def breaks(
    values: np.ndarray,
    *,
    method: str,
    k: int,
    centre: float | None = None,
    log: bool = False,
) -> list[float]:
    """Edges of at most k classes.

    No class is empty or of zero width; ties and few distinct values give fewer classes. With a
    centre, no class holds figures from both sides of it. The one exception is the neutral class
    that `quantile`, `fisher_jenks` and `round` set up for an odd k on a log scale; it reaches
    equally far, as a factor, to both sides.

    Parameters
    ----------
    values : array of float
        Missing and infinite ones are left out first.
    method : str
        One of `METHODS`. `quantile`: equally many figures in each class. `fisher_jenks`: least
        spread within classes. `equal_interval`: equal widths. `std_deviation`: steps of one
        standard deviation (population) around the mean, or around the centre. `round`: edges
        that are easy to say; for quotients 0.5, 0.67, 0.8, 1.25, 1.5, 2.
    k : int
        3 to 7.
    centre : float, optional
        Value that divides weak from strong, such as 1 for quotients and 0 for changes.
    log : bool
        Whether equal ratios, not equal differences, are equal steps. Figures not above 0 then
        fall into the first class.

    Returns
    -------
    list of float
        Ascending edges from the smallest to the largest figure; empty if there is no figure. A
        constant gets one class around it.

    Raises
    ------
    ValueError
        If the method or k is unknown, or a log scale has a centre that is not above 0.

    Examples
    --------
    >>> breaks(np.array([0.4, 0.7, 1.0, 1.3, 3.0]), method="round", k=5, centre=1, log=True)
    [0.4, 0.6666666666666666, 0.8, 1.25, 1.5, 3.0]
    """
    if method not in METHODS:
        raise ValueError(f"method '{method}' is unknown; expected one of {', '.join(METHODS)}")
    if k not in CLASS_COUNTS:
        raise ValueError(f"k is {k}; expected 3 to 7 classes")
    if log and centre is not None and centre <= 0:
        raise ValueError(f"centre is {centre}; a log scale needs one above 0")
    figures = np.asarray(values, dtype=float)
    figures = np.sort(figures[np.isfinite(figures)])
    if figures.size == 0:
        return []
    if figures[0] == figures[-1]:
        return _around(float(figures[0]), centre)
    fixed = _fixed_edges(figures, method, k, centre, log)
    if method == "round":
        inner = _round_edges(figures, k, centre, log, fixed)
    elif log:
        logs = _logs(figures, fixed)
        inner = [math.exp(edge) for edge in _cut(logs, method, k, [math.log(c) for c in fixed])]
    else:
        inner = _cut(figures, method, k, list(fixed))
    return _without_empty(figures, [*inner, *fixed], fixed)


def classify(values: np.ndarray, edges: Sequence[float]) -> NDArray[np.int64]:
    """Number of the class of each figure, from 0; -1 where there is no figure.

    The outer classes are open, as in the browser: an edge may be rounded, and the largest figure
    has a class all the same.

    >>> classify(np.array([1.0, 2.0, 2.1, np.nan]), [1, 2, 3]).tolist()
    [0, 0, 1, -1]
    """
    figures = np.asarray(values, dtype=float)
    found = np.searchsorted(np.asarray(edges[1:-1], dtype=float), figures, side="left")
    return np.where(np.isfinite(figures), found, -1).astype(np.int64)


def nice_step(width: float) -> float:
    """Smallest of 1, 2, 2.5, 5 times a power of ten that is not below a width.

    >>> nice_step(0.03), nice_step(1700)
    (0.05, 2000.0)
    """
    power = 10.0 ** math.floor(math.log10(width))
    for step in (*_NICE_STEPS, 10.0):
        if step * power >= width * (1 - 1e-9):
            return float(f"{step * power:.3g}")
    raise AssertionError(f"no step found for {width}")


def _around(value: float, centre: float | None) -> list[float]:
    """One class of some width around a constant, on its side of the centre."""
    if value == 0:
        return [0.0, 1.0]
    low, high = sorted((value * 0.95, value * 1.05))
    if centre is not None and value != centre:
        low, high = (max(low, centre), high) if value > centre else (low, min(high, centre))
    return [low, high]


def _fixed_edges(
    figures: Floats, method: str, k: int, centre: float | None, log: bool
) -> tuple[float, ...]:
    """Edges that must stay: none, the centre, or both ends of a neutral class."""
    if centre is None:
        return ()
    if log and k % 2 and method in ("quantile", "fisher_jenks", "round"):
        reach = _ROUND_NEUTRAL if method == "round" else _NEUTRAL
        low, high = centre / reach, centre * reach
        if np.any((low < figures) & (figures <= high)):
            return (low, high)
    return (centre,)


def _logs(figures: Floats, fixed: tuple[float, ...]) -> Floats:
    """Logarithms; figures not above 0 stand at the lowest place, and below the centre."""
    positive = figures[figures > 0]
    if positive.size == 0:
        return positive
    floor = min(float(positive[0]), fixed[0] / _NEUTRAL) if fixed else float(positive[0])
    return np.asarray(np.log(np.where(figures > 0, figures, floor)))


def _without_empty(
    figures: Floats, inner: Sequence[float], fixed: tuple[float, ...]
) -> list[float]:
    """All edges in order, without those that would leave a class empty."""
    low, high = float(figures[0]), float(figures[-1])
    edges = [low]
    for edge in sorted({edge for edge in inner if low < edge < high}):
        filled = len(edges) == 1 or np.any((edges[-1] < figures) & (figures <= edge))
        if filled:
            edges.append(edge)
        elif edge in fixed:
            edges[-1] = edge
    return [*edges, high]


def _cut(figures: Floats, method: str, k: int, fixed: list[float]) -> list[float]:
    """Edges besides the fixed ones, on a scale where equal differences are equal steps."""
    if figures.size < 2:
        return []
    if method == "equal_interval":
        return _equal_edges(float(figures[0]), float(figures[-1]), k, fixed)
    if method == "std_deviation":
        return _deviation_edges(figures, k, fixed)
    divide = _quantiles if method == "quantile" else _fisher_jenks
    if not fixed:
        return divide(figures, k)
    below, above = figures[figures <= fixed[0]], figures[figures > fixed[-1]]
    classes = k - (len(fixed) - 1)
    if not below.size or not above.size:
        return divide(below if below.size else above, classes)
    share = below.size / (below.size + above.size)
    low = min(max(round(classes * share), 1), classes - 1)
    return [*divide(below, low), *divide(above, classes - low)]


def _quantiles(figures: Floats, k: int) -> list[float]:
    """Edges with equally many figures between them.

    Where the smallest figure, such as a zero, stands for more places than a class should hold, it
    gets a class of its own, and the others share the rest of the classes.
    """
    if figures.size < 2:
        return []
    above = figures[figures > figures[0]]
    if k > 2 and above.size and figures.size - above.size > figures.size / k:
        return [float(figures[0] + above[0]) / 2, *_quantiles(above, k - 1)]
    return [float(edge) for edge in np.quantile(figures, np.linspace(0, 1, k + 1)[1:-1])]


def _fisher_jenks(figures: Floats, k: int) -> list[float]:
    """Edges with the least sum of squares within classes (Fisher 1958; Jenks 1977).

    Works on distinct values and their counts, so ties stay together; an edge lies halfway between
    two values. `best[j]` is the least sum of squares of the first j + 1 distinct values, cut into
    the classes reached so far.
    """
    distinct, counts = np.unique(figures, return_counts=True)
    k = min(k, distinct.size)
    if k < 2:
        return []
    shifted = distinct - figures.mean()
    number, total, squares = (
        np.concatenate([[0.0], np.cumsum(counts * shifted**power)]) for power in (0, 1, 2)
    )
    start, end = np.arange(distinct.size)[:, None], np.arange(1, distinct.size + 1)[None, :]
    members = np.where(end > start, number[end] - number[start], np.nan)
    spread = squares[end] - squares[start] - (total[end] - total[start]) ** 2 / members
    spread = np.where(end > start, spread, np.inf)
    best, starts = spread[0], []
    for _ in range(k - 1):
        sums = np.concatenate([[np.inf], best[:-1]])[:, None] + spread
        starts.append(sums.argmin(axis=0))
        best = sums.min(axis=0)
    edges, last = [], distinct.size - 1
    for choice in reversed(starts):
        last = int(choice[last]) - 1
        edges.append(float(distinct[last] + distinct[last + 1]) / 2)
    return edges


def _equal_edges(low: float, high: float, k: int, fixed: list[float]) -> list[float]:
    """Edges of equal distance; with a centre, the narrowest steps from it that need no more than k.

    The classes at both ends are cut off at the smallest and the largest figure.
    """
    if not fixed or not low < fixed[0] < high:
        return [float(edge) for edge in np.linspace(low, high, k + 1)[1:-1]]
    down, up = fixed[0] - low, high - fixed[0]
    steps = [side / count for side in (down, up) for count in range(1, k)]
    step = min(s for s in steps if _whole(down / s) + _whole(up / s) <= k)
    counts = range(1 - _whole(down / step), _whole(up / step))
    return [fixed[0] + step * count for count in counts]


def _whole(steps: float) -> int:
    """Number of classes that a side of so many steps needs."""
    return math.ceil(steps - 1e-9)


def _deviation_edges(figures: Floats, k: int, fixed: list[float]) -> list[float]:
    """Edges in standard deviations from the mean, or from the centre, the nearest k - 1."""
    middle = fixed[0] if fixed else float(figures.mean())
    step = float(np.sqrt(np.mean((figures - middle) ** 2)))
    if not fixed:
        return [middle + step * (count - (k - 2) / 2) for count in range(k - 1)]
    edges = [middle + step * count for count in range(-k, k + 1)]
    inside = [edge for edge in edges if figures[0] < edge < figures[-1]]
    return sorted(inside, key=lambda edge: abs(edge - middle))[: k - 1]


def _round_edges(
    figures: Floats, k: int, centre: float | None, log: bool, fixed: tuple[float, ...]
) -> list[float]:
    """Edges that are easy to say: factors of the centre, 1-2-5 steps, or multiples of a step."""
    low, high = float(figures[0]), float(figures[-1])
    if not log:
        return _multiples(low, high, k, centre or 0.0)
    if centre is None:
        return _decades(float(figures[figures > 0].min(initial=high)), high, k)
    pairs = (k - 3) // 2 if len(fixed) == 2 else (k - 2) // 2
    factors = _ROUND_FACTORS[:pairs]
    return [centre * factor for factor in factors] + [centre / factor for factor in factors]


def _multiples(low: float, high: float, k: int, origin: float) -> list[float]:
    """Multiples of the smallest nice step, counted from the origin, that give at most k classes."""
    step = nice_step((high - low) / k)
    while True:
        first, last = math.floor((low - origin) / step), math.ceil((high - origin) / step)
        edges = [float(f"{origin + step * count:.12g}") for count in range(first, last + 1)]
        inside = [edge for edge in edges if low < edge < high]
        if len(inside) < k:
            return inside
        step = nice_step(step * 1.01)


def _decades(low: float, high: float, k: int) -> list[float]:
    """1, 2, 5 times powers of ten, or powers of ten only, that give at most k classes."""
    if low <= 0:
        return []
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps, every in (((1, 2, 5), 1), ((1, 3), 1), *(((1,), n) for n in range(1, len(powers)))):
        edges = [step * 10.0**power for power in powers[::every] for step in steps]
        inside = [edge for edge in edges if low < edge < high]
        if len(inside) < k:
            return inside
    return []
