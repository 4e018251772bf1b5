"""From where on a field of a region counts as large, specialised and growing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STARS: Final = "stars"
"""Measure that counts how many of the three a field of a region is."""


@dataclass(frozen=True)
class StarRule:
    """Cut-offs of the three stars; each is this project's own setting, and the reader's to change.

    Parameters
    ----------
    threshold : location quotient from which a field counts as specialised
    top_percent : share of Germany's districts, by employees in the field, that count as large [%]
    lead : how far growth must lie above the field's growth in Germany [percentage points]
    """

    threshold: float = 1.5
    top_percent: int = 10
    lead: int = 0


DEFAULT_RULE: Final = StarRule()
