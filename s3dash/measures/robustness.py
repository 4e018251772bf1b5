"""How far a finding depends on settings that were chosen: in how many of them it holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Robustness:
    """In how many settings a finding holds, of those in which there is a figure to judge by."""

    holding: int
    settings: int

    @property
    def share(self) -> float:
        """Share of the settings in which it holds, 0 to 1; NaN where no setting has a figure."""
        return self.holding / self.settings if self.settings else float("nan")


def robustness(figures: npt.ArrayLike, *, thresholds: npt.ArrayLike) -> Robustness:
    """Count in how many settings a figure reaches its threshold.

    holding = #{(s, t): x_s ≥ t},  settings = #{s: x_s known} · #thresholds

    Parameters
    ----------
    figures : array_like of float, any shape
        The figure x_s in each setting s other than the threshold, such as reference area, year
        and end of its range [any unit]; NaN where it is not known: such a setting is not counted.
    thresholds : array_like of float, shape (thresholds,)
        Values from which on the finding holds, in the figure's unit.

    Returns
    -------
    Robustness

    Raises
    ------
    ValueError
        If there is no threshold, or one is NaN.

    Examples
    --------
    >>> robustness([[1.3, 1.1], [float("nan"), 1.6]], thresholds=[1.0, 1.5])
    Robustness(holding=4, settings=6)
    """
    found, least = np.asarray(figures, dtype=float).reshape(-1), np.asarray(thresholds, dtype=float)
    if least.size == 0 or np.isnan(least).any():
        raise ValueError(f"thresholds must be one or more numbers, not {least.tolist()}")
    known = found[~np.isnan(found)]
    return Robustness(
        holding=int((known[:, None] >= least[None, :]).sum()), settings=known.size * least.size
    )
