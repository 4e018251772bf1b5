"""Lines over years: one place against what it lies in, or places that are compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from s3dash import config, labels, views
from s3dash.charts import theme
from s3dash.charts.canvas import Style
from s3dash.charts.lines import lines
from s3dash.frame.figures import (
    Drawing,
    Looks,
    all_rows,
    chart_labels,
    compared_style,
    draw,
    field_label,
    reader_of,
    to_drawing,
)
from s3dash.frame.page import Page, Reader
from s3dash.indicators import Place
from s3dash.text import join_list
from s3dash.views import Answered, Part

_MARKS: Final = dict(zip(views.COMPARED_WITH, ("square", "diamond", "triangle-up"), strict=True))


def changes(page: Page, part: Part, *, key: str) -> None:
    """Employees and population of a place, indexed, against region, state and nation."""
    columns = st.columns(2, gap="large")
    for column, item in zip(columns, part.changes, strict=False):
        with column:
            name = item.question.indicator.id
            st.subheader(page.words(f"profile.change_{name}"), anchor=False)
            style = _against(page, part.place, item.places)
            series(page, item, style, key=f"{key}_{name}", base_year=_base(item, part.place.id))


def _against(page: Page, about: Place, places: Sequence[Place]) -> dict[str, tuple[str, str]]:
    """Colour of the place itself; what it is compared with is grey."""
    colours = theme.palette(page.mode)
    own = compared_style(page, [about])
    greys = dict.fromkeys(views.COMPARED_WITH, colours.muted) | {config.region().id: colours.ink}
    return {
        item.id: own.get(item.id) or (greys[item.id], _MARKS[item.id]) for item in reversed(places)
    }


def _base(item: Answered, key: str) -> int:
    """First year, after the last break, in which the place has a figure."""
    start = max(item.question.indicator.breaks, default=0)
    row = item.found.value[item.row(key)]
    return next(
        year
        for year, value in zip(item.found.years, row, strict=True)
        if year >= start and value == value
    )


def _one_series(years: pd.Series, base_year: int, breaks: Sequence[int]) -> pd.Series:
    """Whether years lie between the same breaks as the base year."""
    edges = sorted(breaks)
    place = np.searchsorted(edges, years, side="right")
    return pd.Series(place == np.searchsorted(edges, base_year, side="right"), index=years.index)


def series(
    page: Page, item: Answered, style: Style, *, key: str, base_year: int | None = None
) -> None:
    """One line per place; cut where the series breaks."""
    figure = _series(reader_of(page), item, tuple(style.items()), base_year)
    draw(page, figure, item.question, key=key, about=item.places[0].id)


@lru_cache(maxsize=512)
def _series(reader: Reader, item: Answered, looks: Looks, base_year: int | None) -> Drawing:
    question = item.question
    rows = all_rows(reader, item)
    if base_year is not None:
        rows = rows[_one_series(rows["year"], base_year, question.indicator.breaks)]
    known = rows.dropna(subset="value")["year"]
    measure = (question.indicator.name.in_language(reader.lang), field_label(reader, question))
    alt = reader.words(
        "profile.alt_lines",
        measure=", ".join(filter(None, measure)),
        places=join_list(_ends(reader, item, rows), reader.lang),
        first=str(known.min()),
        last=str(known.max()),
    )
    figure = lines(
        rows,
        chart_labels(reader, question, alt=alt),
        style=dict(looks),
        base_year=base_year,
        breaks=question.indicator.breaks,
        mode=reader.mode,
    )
    return to_drawing(reader, figure)


def _ends(reader: Reader, item: Answered, rows: pd.DataFrame) -> list[str]:
    """First and last known value of each place, in words."""
    indicator, told = item.question.indicator, []
    for about in item.places:
        values = rows[rows["region"] == about.id].sort_values("year")["value"].dropna()
        name = about.name.in_language(reader.lang)
        if values.empty:
            told.append(f"{name} ({reader.words('chart.no_value')})")
            continue
        first, last = (labels.figure(indicator, values.iloc[end], reader.lang) for end in (0, -1))
        told.append(reader.words("profile.alt_line", name=name, start=first, end=last))
    return told
