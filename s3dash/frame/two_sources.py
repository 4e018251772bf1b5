"""Figures that two sources give: whether they agree, where they differ most, and why."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from s3dash import labels
from s3dash.checks.content import Content
from s3dash.checks.two_sources import AGREE, Compared, Side, compare_all
from s3dash.frame.page import Page
from s3dash.languages import in_data
from s3dash.text import format_number

COLUMNS: Final = ("figure", "sources", "compared", "largest", "result")

_Found = tuple[Compared, tuple[str, ...]]
"""A comparison with the ids of the sources of its two sides."""


@st.cache_resource(show_spinner=False)
def compared(root: Path) -> tuple[_Found, ...]:
    """Every figure that two sources of this installation give, compared once per server."""
    content = Content(root)

    def sources(item: Compared) -> tuple[str, ...]:
        sides: tuple[Side, ...] = (item.pair.first, item.pair.second)
        named = (content.variables[name]["source"] for side in sides for name in side.variables)
        return tuple(dict.fromkeys(named))

    return tuple((item, sources(item)) for item in compare_all(content))


def two_sources(page: Page) -> None:
    """Table of the figures that two sources give; they are compared when it is opened."""
    box = st.expander(page.words("two_sources.title"), on_change="rerun", key="two_sources")
    if not box.open:
        return
    with box:
        found = compared(page.options.release.folder.parent)
        agreeing = sum(item.verdict == AGREE for item, _ in found)
        st.markdown(page.words("two_sources.about", count=agreeing, all=len(found)))
        heads = "".join(f"<th>{escape(page.words(f'two_sources.{key}'))}</th>" for key in COLUMNS)
        rows = "".join(_row(page, item, sources) for item, sources in found)
        st.html(f'<table class="s3-checks s3-pairs"><tr>{heads}</tr>{rows}</table>')


def _row(page: Page, item: Compared, sources: tuple[str, ...]) -> str:
    cells = (
        escape(item.pair.title.in_language(page.lang)),
        "<br>".join(
            escape(page.options.release.sources[name][f"title_{in_data(page.lang)}"])
            for name in sources
        ),
        escape(_compared(page, item)),
        escape(_largest(page, item)),
        escape(_result(page, item)),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _compared(page: Page, item: Compared) -> str:
    first, last = item.years[0], item.years[-1]
    years = str(first) if first == last else page.words("data.span", first=first, last=last)
    figures = page.words("two_sources.figures", count=item.count)
    return ", ".join((figures, page.words("map.regions", count=item.places), years))


def _largest(page: Page, item: Compared) -> str:
    """Largest difference with place, year and both figures; "none" where there is none."""
    if item.largest == 0:
        return page.words("two_sources.no_difference")
    return page.words(
        "two_sources.difference",
        amount=_amount(page, item, item.largest),
        place=labels.place_name(page.options, item.ags, page.lang),
        year=str(item.year),
        first=_figure(page, item.first),
        second=_figure(page, item.second),
    )


def _result(page: Page, item: Compared) -> str:
    verdict = page.words(
        f"two_sources.{item.verdict}",
        tolerance=_amount(page, item, item.pair.tolerance),
        count=item.beyond,
    )
    reason = item.pair.reason
    return f"{verdict} {reason.in_language(page.lang)}" if reason else verdict


def _amount(page: Page, item: Compared, value: float) -> str:
    words = _figure(page, value)
    return page.words("format.percent", number=words) if item.pair.percent else words


def _figure(page: Page, value: float) -> str:
    """Number without decimals that say nothing: whole where it is whole or large."""
    decimals = 0 if value == round(value) or abs(value) >= 1000 else 2 if abs(value) >= 0.01 else 3
    return format_number(value, page.lang, decimals)
