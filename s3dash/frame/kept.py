"""HTML of a page that is written once per server for all who see the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVarTuple

from s3dash.charts.theme import Mode
from s3dash.frame.page import Page

Args = TypeVarTuple("Args")
MOST: Final = 256
"""Pieces that are kept of each kind; the largest, a table of key figures, has 40 kB."""


def kept(write: Callable[[Page, *Args], str]) -> Callable[[Page, *Args], str]:
    """The same HTML, kept by view, theme, day, and what else it is written from.

    Parameters
    ----------
    write : writes HTML of a page from nothing but its arguments, which can be hashed, the theme
        and the day, on which it may depend whether a figure is old
    """

    @lru_cache(maxsize=MOST)
    def once(page: Page, _mode: Mode, _day: datetime.date, *args: *Args) -> str:
        return write(page, *args)

    @wraps(write)
    def written(page: Page, *args: *Args) -> str:
        return once(page, page.mode, datetime.date.today(), *args)

    return written
