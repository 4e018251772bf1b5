"""Criteria by which fields are put into an order, and how much each of them counts."""

from __future__ import annotations

from typing import Final

SIZE: Final = "size"
SPECIALISATION: Final = "specialisation"
GROWTH_HERE: Final = "growth"
GROWTH_NATION: Final = "growth_nation"
RELATEDNESS: Final = "relatedness"
COMPLEXITY: Final = "complexity"
DEMAND: Final = "demand"

CRITERIA: Final = (
    SIZE,
    SPECIALISATION,
    GROWTH_HERE,
    GROWTH_NATION,
    RELATEDNESS,
    COMPLEXITY,
    DEMAND,
)
"""Criteria of the priorities, in their order. The share of employees with a degree is not among
them: it is published by sector, not by occupation, so no field has one."""

WEIGHING: Final = ("priority_score", "priority_first")
"""Measures that weigh the criteria."""

Weights = tuple[tuple[str, int], ...]
"""Criteria whose weight is not 1, with their weights."""


def weight(weights: Weights, criterion: str) -> int:
    """Weight of a criterion.

    >>> weight((("size", 2),), "size"), weight((("size", 2),), "demand")
    (2, 1)
    """
    return dict(weights).get(criterion, 1)
