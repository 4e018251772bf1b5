"""What is known about a place: every indicator with its newest figure, its age and its status."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from typing import Final

import streamlit as st

from s3dash import codes, labels, state, views
from s3dash.frame.catalogue import ALL, source_title, sources_of
from s3dash.frame.figures import address
from s3dash.frame.key_figures import amount, rank_words, view_of, year_words
from s3dash.frame.page import Page
from s3dash.frame.place_choice import choose_place
from s3dash.indicators import THEME, Place, same_place
from s3dash.labels import is_old
from s3dash.text import format_number
from s3dash.views import Known

NEW: Final = "new"
OLD: Final = "old"
NONE: Final = "none"
AGES: Final = (NEW, OLD, NONE)
"""Up to five years old, older, and without any figure."""

COLUMNS: Final = ("indicator", "value", "year", "rank", "status", "place")


def what_is_known(page: Page) -> None:
    """Table of all indicators for the first selected place; made when it is opened."""
    about = views.subject(page.options, page.view)
    name = about.name.in_language(page.lang)
    box = st.expander(page.words("known.title", name=name), on_change="rerun", key="known")
    if not box.open:
        return
    with box:
        choose_place(page, about)
        found = views.known_figures(page.options, about)
        shown = _filtered(page, found)
        st.markdown(_summary(page, found, shown))
        if shown:
            st.html(_table(page, shown, about))


def age_of(item: Known, today: datetime.date) -> str:
    """Which of `AGES` the newest figure of a place has."""
    if item.figure is None:
        return NONE
    return OLD if is_old(item.figure.year, today) else NEW


def _filtered(page: Page, found: Sequence[Known]) -> list[Known]:
    indicators = [item.indicator for item in found]
    topics = [name for name in labels.TOPICS if name in {entry.topic for entry in indicators}]
    themes = list(page.options.release.themes)
    with st.container(horizontal=True, key="known-filters", vertical_alignment="bottom"):
        topic = _filter(page, "topic", topics, lambda name: page.words(f"topic.{name}"))
        theme = _filter(page, "theme", themes, lambda name: _theme_name(page, name))
        source = _filter(
            page, "source", sources_of(indicators), lambda name: source_title(page, name)
        )
        age = _filter(page, "age", AGES, lambda name: page.words(f"known.age_{name}"))
    today = datetime.date.today()
    return [
        item
        for item in found
        if topic in (ALL, item.indicator.topic)
        and theme in (ALL, *item.indicator.evidence_for)
        and source in (ALL, *sources_of([item.indicator]))
        and age in (ALL, age_of(item, today))
    ]


def _theme_name(page: Page, name: str) -> str:
    return labels.field_name(page.options, THEME, name, page.lang)


def _filter(page: Page, key: str, names: Sequence[str], show: Callable[[str], str]) -> str:
    return str(
        st.selectbox(
            page.words(f"known.{key}"),
            [ALL, *names],
            key=f"known_{key}",
            format_func=lambda name: show(name) if name else page.words("data.all"),
        )
    )


def _summary(page: Page, found: Sequence[Known], shown: Sequence[Known]) -> str:
    """How many indicators there are, how many of them speak of the place, and how many are old."""
    today = datetime.date.today()
    count = {age: sum(age_of(item, today) == age for item in shown) for age in AGES}
    return page.words(
        "known.summary",
        shown=format_number(len(shown), page.lang),
        all=format_number(len(found), page.lang),
        **{age: format_number(number, page.lang) for age, number in count.items()},
    )


def _table(page: Page, shown: Sequence[Known], about: Place) -> str:
    heads = "".join(f'<th scope="col">{escape(page.words(f"known.{key}"))}</th>' for key in COLUMNS)
    ordered = sorted(shown, key=lambda item: labels.TOPICS.index(item.indicator.topic))
    body = "".join(
        f'<tr class="s3-topic"><th colspan="{len(COLUMNS)}" scope="rowgroup">'
        f"{escape(page.words(f'topic.{topic}'))}</th></tr>"
        + "".join(_row(page, item, about) for item in items)
        for topic, items in groupby(ordered, key=lambda item: item.indicator.topic)
    )
    table = f'<table class="s3-known"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="s3-known-frame" tabindex="0">{table}</div>'


def _row(page: Page, item: Known, about: Place) -> str:
    where = escape(_where(page, item, about))
    if item.figure is None:
        link = address(page.link(state.MAP, indicator=item.indicator.id))
        status = escape(page.words(f"chart.states.{codes.NOT_PUBLISHED}"))
        cells = ["–", "–", "–", status, where]
    else:
        link = view_of(page, item.figure, state.MAP, regions=item.figure.key)
        cells = [
            amount(page, item.figure, item.figure.key, unit=True),
            year_words(page, item.figure),
            rank_words(page, item.figure),
            escape(page.words(f"chart.states.{item.figure.status()}")),
            where,
        ]
    name = escape(_name(page, item))
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row"><a href="{link}">{name}</a></th>{body}</tr>'


def _name(page: Page, item: Known) -> str:
    """Name of an indicator, with the field that its figure is about."""
    name = item.indicator.name.in_language(page.lang)
    question = item.figure.answered.question if item.figure else None
    if question is None or not question.kind:
        return name
    field = labels.field_name(page.options, question.kind, question.field, page.lang, short=True)
    return page.words("known.with_field", name=name, field=field)


def _where(page: Page, item: Known, about: Place) -> str:
    """Level of a figure; with the place, where it is about the Kreis around the chosen place."""
    if item.place.level not in (codes.MUNICIPALITY, codes.DISTRICT):
        return item.place.name.in_language(page.lang)
    level = page.words(f"known.level_{item.place.level}")
    if same_place(page.options.release, [about.id], item.place.level) == (item.place.id,):
        return level
    return page.words("known.where", name=item.place.name.in_language(page.lang), level=level)
