"""Districts in Germany with a similar structure: what is alike, what differs, what went better."""

from __future__ import annotations

import html
from typing import Final

import numpy as np
import streamlit as st

from s3dash import labels, state
from s3dash.analysis.similar import SINCE, Similar
from s3dash.frame.cooperation import field_name, listed, number
from s3dash.frame.figures import address, lead
from s3dash.frame.page import Page
from s3dash.frame.partner import table
from s3dash.frame.parts import caption
from s3dash.indicators import OCCUPATION
from s3dash.views.cooperation import TOLD, Cooperation

_HEADS: Final = ("district", "distance", "alike", "apart", "stronger", "grown")


def similar_part(page: Page, shown: Cooperation) -> None:
    """Table of the districts that are nearest in structure."""
    name = shown.like.name.in_language(page.lang)
    st.divider()
    st.header(page.words("cooperation.similar_head", name=name), anchor=False)
    nearest = shown.similar[0]
    st.markdown(
        page.words(
            "cooperation.similar_sentence",
            name=name,
            other=nearest.place.name.in_language(page.lang),
            distance=number(page, nearest.distance),
        )
    )
    heads = [page.words(f"cooperation.head.{key}", year=SINCE) for key in _HEADS]
    st.html(table("s3-similar", heads, [_row(page, shown, item) for item in shown.similar]))
    threshold = number(page, page.view.rule.threshold, 1)
    lead(page.words("cooperation.similar_note", threshold=threshold, year=SINCE))
    date = labels.date_of(page.options.indicators["employees"], shown.year, page.lang)
    line = labels.source_line(
        page.options, page.options.indicators["location_quotient"], OCCUPATION, page.lang
    )
    caption(f"{page.words('map.as_of', date=date)} · {line}")


def _row(page: Page, shown: Cooperation, item: Similar) -> list[str]:
    apart = [
        page.words(
            "cooperation.here_there",
            field=field_name(page, found.field),
            here=number(page, found.here, 1),
            there=number(page, found.there, 1),
        )
        for found in item.apart[:TOLD]
    ]
    stronger = [
        page.words(
            "cooperation.here_there" if not np.isnan(found.here) else "cooperation.there",
            field=field_name(page, found.field),
            here=number(page, found.here, 2),
            there=number(page, found.there, 2),
        )
        for found in item.stronger[:TOLD]
    ]
    grown = [
        page.words(
            "cooperation.here_there",
            field=field_name(page, found.field),
            here=_percent(page, found.here),
            there=_percent(page, found.there),
        )
        for found in item.grown[:TOLD]
    ]
    name = html.escape(item.place.name.in_language(page.lang))
    target = address(page.link(state.COMPARISON, regions=f"{shown.like.id},{item.place.id}"))
    distance = number(page, item.distance, 1)
    bounds = page.words(
        "chart.range", low=number(page, item.low, 1), high=number(page, item.high, 1)
    )
    return [
        f'<a href="{target}" target="_self">{name}</a>',
        f'<span title="{html.escape(bounds)}">{distance}</span>',
        html.escape(listed(page, item.alike[:TOLD])),
        *(_lines(page, found) for found in (apart, stronger, grown)),
    ]


def _percent(page: Page, value: float) -> str:
    return page.words("format.percent", number=number(page, value, sign=True))


def _lines(page: Page, found: list[str]) -> str:
    none = html.escape(page.words("cooperation.none"))
    return "<br>".join(map(html.escape, found)) or none
