"""Where a quotient or a change stands on so few employees that it jumps: the one place for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash.indicators import Question
from s3dash.state import Options
from s3dash.views.answers import Answered, answered

FEW: Final = 100
"""Employees below which a figure about them is unsteady."""

MEASURES: Final = ("location_quotient", "growth_percent", "growth_per_year")
"""Measures of employees that a small base makes jump."""


@lru_cache(maxsize=256)
def small_base(options: Options, item: Answered, years: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Whether each figure of an answer stands on fewer than `FEW` employees.

    A quotient stands on the employees of its field in its year, a change on those of the year that
    it starts from. A figure that is not there, or whose employees are not known, has no mark.

    Returns
    -------
    bool array (places, years)
    """
    question = item.question
    values = item.found.at(years).value
    counted = options.indicators["employees"]
    shared = set(question.indicator.variables.values()) & set(counted.variables.values())
    if question.indicator.measure not in MEASURES or not shared:
        return np.zeros(values.shape, dtype=bool)
    employees = answered(options, Question(counted, question.kind, question.field), item.places)
    based = [question.base] * len(years) if question.base is not None else list(years)
    base = employees.found.at(based).value
    return np.asarray(~np.isnan(values) & (base < FEW))
