"""Terms explained where they stand: a line that opens by mouse, key or touch."""

from __future__ import annotations

import html
from typing import Final

import streamlit as st

from s3dash import labels
from s3dash.frame.page import Page
from s3dash.text import text

TERMS: Final = (
    "location_quotient",
    "insured",
    "place_of_work",
    "reference_area",
    "theme",
    "occupation_group",
    "gdp",
    "gva",
    "employed",
    "relatedness",
    "complexity",
    "suppressed",
    "reference_date",
    "small_base",
)
"""Terms in the order in which they are listed; `docs/glossary.md` has the same ones."""


def terms_in(words: str, lang: str) -> list[str]:
    """Terms that words name, in the order of `TERMS`.

    >>> terms_in("Lokationsquotient gegenüber Deutschland", "de")
    ['location_quotient', 'reference_area']
    """
    said = words.lower()
    return [
        term
        for term in TERMS
        if any(part in said for part in text(f"terms.{term}_found_by", lang).split("|"))
    ]


def glossary(page: Page, words: str | None = None) -> None:
    """Line with the terms that words name, or with all of them; it opens to their meanings."""
    terms = list(TERMS) if words is None else terms_in(words, page.lang)
    if not terms:
        return
    names = {term: html.escape(page.words(f"terms.{term}")) for term in terms}
    meanings = "".join(
        f"<dt>{name}</dt><dd>{html.escape(page.words(f'terms.{term}_says'))}</dd>"
        for term, name in names.items()
    )
    heading = html.escape(page.words("terms.heading"))
    listed = "" if words is None else f": {' · '.join(names.values())}"
    st.html(
        f'<details class="s3-terms"><summary>{heading}{listed}</summary>'
        f"<dl>{meanings}</dl></details>"
    )


def terms_of_indicator(page: Page) -> None:
    """Terms that the chosen indicator's measure and definition name."""
    indicator = page.options.indicators[page.view.indicator]
    said = (labels.measure_line(page.options, page.view), indicator.definition)
    glossary(page, f"{said[0]} {said[1].in_language(page.lang)}")
