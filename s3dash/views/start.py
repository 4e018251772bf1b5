"""Figures of the start page."""

from __future__ import annotations

import pandas as pd

from s3dash import codes
from s3dash.indicators import places_of
from s3dash.state import Options, View
from s3dash.views.answers import Answered, newest_rows, theme_strengths


def start_strengths(options: Options, view: View) -> tuple[Answered, ...]:
    """Location quotients of the themes for every district: the small maps of the start page."""
    return theme_strengths(options, view, places_of(options.release, codes.DISTRICT))


def start_table(options: Options, view: View) -> pd.DataFrame:
    """Rows of the small maps."""
    tables = [newest_rows(options, item) for item in start_strengths(options, view)]
    return pd.concat(tables, ignore_index=True)
