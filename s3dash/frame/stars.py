"""Stars of a field in signs, which lead to their trace."""

from __future__ import annotations

from html import escape
from typing import Final

import numpy as np

from s3dash import state
from s3dash.frame.figures import address, asked
from s3dash.frame.page import Page
from s3dash.views import Answered

FULL: Final = "★"
EMPTY: Final = "☆"
OPEN_SIGN: Final = " ?"
MOST: Final = 3


def stars_link(page: Page, answer: Answered, key: str, year: int) -> str:
    """Stars of a place in signs, with their number, or their range, for screen readers."""
    found, row = answer.found.at([year]), answer.row(key)
    value, low, high = (float(part[row, 0]) for part in (found.value, found.low, found.high))
    if np.isnan(value) and np.isnan(low):
        return "–"
    number = int(low if np.isnan(value) else value)
    open_range = low < high
    said = page.words("themes.of_three", n=str(number))
    if open_range:
        said = page.words("themes.range_of_three", low=str(int(low)), high=str(int(high)))
    signs = FULL * number + EMPTY * (MOST - number) + (OPEN_SIGN if open_range else "")
    link = address(page.link(state.TRACE, **asked(answer.question, year, key)))
    return (
        f'<a class="s3-stars" href="{link}" target="_self" title="{escape(said)}"'
        f' aria-label="{escape(said)}">{signs}</a>'
    )
