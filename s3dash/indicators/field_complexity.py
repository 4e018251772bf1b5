"""Product complexity of occupation groups and themes, as rows of a table of figures.

It is a property of a field in Germany as a whole, so it has no map and no place to choose.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, config
from s3dash.indicators.catalogue import OCCUPATION, THEME, Indicator
from s3dash.indicators.field_space import VALUE, field_space
from s3dash.indicators.places import place
from s3dash.indicators.tables import COLUMNS, reference_date, source_text
from s3dash.release import Release

PCI: Final = "pci"
"""Id under which tables have it."""


def complexity_table(
    release: Release, complexity: Indicator, fields: Iterable[tuple[str, str]], year: int
) -> pd.DataFrame:
    """Product complexity of fields in a year, one row a field.

    Parameters
    ----------
    complexity : indicator of the places' complexity, whose source and date the figures share
    fields : pairs of a kind (`occupation` or `theme`) and a code; a theme has the mean of its
        groups, weighted by Germany's employees

    Returns
    -------
    DataFrame with the columns `COLUMNS`
        [standard deviations]; `low` and `high` where suppressed cells leave a range. A group that
        takes no part, such as the employees without information, is `not_published`.
    """
    nation = place(release, config.region().nation_id)
    rows = []
    for kind, code in fields:
        low, value, high = _ends(release, kind, code, year)
        exact = low == high
        rows.append(
            {
                "ags": nation.id,
                "name": nation.name.de,
                "level": nation.level,
                "indicator": PCI,
                "year": year,
                "value": value,
                "unit": complexity.unit,
                "status": codes.NOT_PUBLISHED if np.isnan(value) else codes.CALCULATED,
                "source": source_text(release, complexity),
                "theme": code if kind == THEME else "",
                "occupation": code if kind == OCCUPATION else "",
                "reference_date": reference_date(complexity, year),
                "low": np.nan if exact else low,
                "high": np.nan if exact else high,
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = ["sector", "reference", "from"]
    return table.assign(**dict.fromkeys(texts, ""))


def _ends(release: Release, kind: str, code: str, year: int) -> tuple[float, float, float]:
    """Smallest, published and largest complexity of a field over the three ends."""
    space = field_space(release, year)
    groups = release.themes[code].occupations if kind == THEME else (code,)
    found = space.mean(space.pci, groups)
    if found is None:
        return (np.nan, np.nan, np.nan)
    return float(found.min()), float(found[VALUE]), float(found.max())
