"""Strengths of places by sector and theme: radar or dots, what stands out, and links to maps."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import pandas as pd
import streamlit as st

from s3dash import labels, state, views
from s3dash.charts.canvas import Style, quotient_span
from s3dash.charts.dots import dots
from s3dash.charts.radar import MOST_REGIONS, radar
from s3dash.exhibits import on_strengths
from s3dash.frame.figures import (
    Drawing,
    Looks,
    address,
    chart_labels,
    compared_style,
    draw,
    draw_bare,
    field_label,
    newest_rows,
    reader_of,
    source,
    to_drawing,
)
from s3dash.frame.page import Audience, Page, Reader, show_choice
from s3dash.text import join_list
from s3dash.views import Answered, newest_year

RADAR, DOTS = state.CHARTS
_IN_A_ROW: Final = 3
_SQUARE: Final = 2


def chart_choice(page: Page) -> None:
    """Switch between radar and dot plot."""
    widget = f"{page.view.page}_chart"
    show_choice(widget, page.view.chart)
    st.segmented_control(
        page.words("choice.chart"),
        state.CHARTS,
        key=widget,
        format_func=lambda name: page.words(f"choice.chart_{name}"),
        required=True,
        on_change=lambda: page.go(chart=st.session_state[widget]),
    )


def reference_choice(page: Page) -> None:
    """Choose what strengths are measured against.

    An indicator without a reference, carried along from another page, gives way to one with it.
    """
    widget = f"{page.view.page}_strengths_reference"
    show_choice(widget, views.strengths_reference(page.view))
    kept = page.options.indicators[page.view.indicator].references

    def changed() -> None:
        name = page.view.indicator if kept else state.DEFAULT_INDICATOR
        page.go(indicator=name, reference=st.session_state[widget])

    st.selectbox(
        page.words("choice.reference"),
        state.REFERENCES,
        key=widget,
        format_func=lambda name: labels.reference_name(page.options, name, page.lang),
        on_change=changed,
        width=260,
    )


def strength_choices(page: Page) -> None:
    """What strengths are measured against, and how they are drawn."""
    reference_choice(page)
    chart_choice(page)


def reference_line(page: Page) -> str:
    """What a location quotient says, with its reference."""
    return on_strengths.reference_line(page.options, page.view)


def strengths(page: Page, answers: Sequence[Answered], *, key: str) -> None:
    """Radar or dots of those places that have figures; more than three radars stand apart."""
    places = [item for item in answers[0].places if views.has_figures(answers, item.id)]
    if not places:
        return
    looks = compared_style(page, answers[0].places)
    style = tuple((item.id, looks[item.id]) for item in places)
    question, chart = answers[0].question, page.view.chart
    year, about = newest_year(question), places[0].id
    apart = chart == RADAR and len(places) > MOST_REGIONS
    groups = tuple((look,) for look in style) if apart else (style,)
    figures = _figures(reader_of(page), tuple(answers), groups, chart)
    if not apart:
        draw(page, figures[0], question, key=key, about=about, year=year)
        return
    _apart_note(page, key)
    abreast = _SQUARE if len(places) == _SQUARE**2 else _IN_A_ROW
    for first in range(0, len(figures), abreast):
        row = enumerate(figures[first : first + abreast], first)
        for column, (number, figure) in zip(st.columns(abreast), row, strict=False):
            with column:
                draw_bare(page, figure, key=f"{key}_{number}")
    source(page, question, year, about=about)


def _apart_note(page: Page, key: str) -> None:
    """Say why the radars stand apart, and offer the dot plot, which takes all places."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_apart"):
        st.markdown(page.words("strengths.apart", most=str(MOST_REGIONS)), width="content")
        st.button(
            page.words("strengths.as_dots"), key=f"{key}_dots", on_click=lambda: page.go(chart=DOTS)
        )


@lru_cache(maxsize=512)
def _figures(
    reader: Reader, answers: tuple[Answered, ...], groups: tuple[Looks, ...], chart: str
) -> tuple[Drawing, ...]:
    """A figure for each group of the answered places, all on the scale of all of them."""
    rows = newest_rows(reader, answers)
    return tuple(_figure(reader, answers, rows, dict(looks), chart) for looks in groups)


def _figure(
    reader: Reader, answers: Sequence[Answered], rows: pd.DataFrame, style: Style, chart: str
) -> Drawing:
    span = quotient_span(rows["value"])
    rows = rows[rows["region"].isin(list(style))]
    names = rows.drop_duplicates("region")["name"].tolist()
    words = chart_labels(reader, answers[0].question, alt=_alt(reader, answers, style, names))
    draws = radar if chart == RADAR else dots
    return to_drawing(reader, draws(rows, words, style=style, span=span, mode=reader.mode))


def _alt(reader: Reader, answers: Sequence[Answered], style: Style, names: Sequence[str]) -> str:
    """What the figure shows: places, fields, and the strongest of each place."""
    question = answers[0].question
    return reader.words(
        f"strengths.alt_{question.kind}",
        places=join_list(names, reader.lang),
        reference=labels.reference_name(reader.options, question.reference, reader.lang),
        year=str(newest_year(question)),
        strongest=" ".join(
            f"{name}: {strong_fields(reader, answers, key)}"
            for key, name in zip(style, names, strict=True)
        ),
    )


def strong_fields(reader: Audience, answers: Sequence[Answered], key: str) -> str:
    """Sentence about the fields in which a place is stronger than the reference."""
    return on_strengths.strong_fields(reader.options, answers, key, reader.lang)


def map_links(page: Page, answers: Sequence[Answered]) -> None:
    """Link each field to its map."""
    links = [
        f'<a href="{_map_of(page, item)}" target="_self">'
        f"{html.escape(field_label(page, item.question))}</a>"
        for item in answers
    ]
    label = html.escape(page.words("strengths.maps"))
    st.html(f'<p class="s3-links">{label} {" · ".join(links)}</p>')


def _map_of(page: Page, item: Answered) -> str:
    question = item.question
    chosen: dict[str, str | None] = {
        "indicator": question.indicator.id,
        question.kind: question.field,
        "reference": question.reference,
        "year": str(newest_year(question)),
    }
    return address(page.link(state.MAP, **chosen))


def unpublished(page: Page, answers: Sequence[Answered]) -> None:
    """Say which of the places have no figures by sector and theme, and offer their district."""
    places = [item.id for item in answers[0].places]
    for item in answers[0].places:
        if views.has_figures(answers, item.id):
            continue
        district = labels.district_name(page.options, item, page.lang)
        name = item.name.in_language(page.lang)
        with st.container(horizontal=True, vertical_alignment="center", key=f"no_{item.id}"):
            st.markdown(page.words("strengths.district_only", name=name, district=district))
            if item.id[:5] not in places and len(places) < state.MAX_REGIONS:
                st.button(
                    page.words("strengths.add_district", district=district),
                    key=f"add_{item.id}",
                    on_click=page.choose_regions,
                    args=([*places, item.id[:5]],),
                )
