"""Headlines and sections of a profile."""

from __future__ import annotations

import streamlit as st

from s3dash import labels
from s3dash.frame.figures import headline, lead
from s3dash.frame.page import Page
from s3dash.frame.strengths import (
    map_links,
    reference_line,
    strengths,
    strong_fields,
)
from s3dash.views import Part, Profile


def own_headline(page: Page, shown: Profile) -> None:
    """Name of the place; below it what it is and how many people live there."""
    about = shown.own.place
    headline(about.name.in_language(page.lang), " · ".join(_facts(page, shown.own)))


def district_headline(page: Page, shown: Profile) -> None:
    """Heading over the figures of the Kreis that a municipality lies in."""
    assert shown.district is not None
    names = {
        "name": shown.own.place.name.in_language(page.lang),
        "district": shown.district.place.name.in_language(page.lang),
    }
    st.divider()
    st.header(page.words("profile.district_part", **names), anchor=False)
    st.markdown(page.words("profile.district_sentence", **names))
    lead(" · ".join(_facts(page, shown.district)))


def _facts(page: Page, part: Part) -> list[str]:
    facts = [labels.kind_of_place(page.options, part.place, page.lang)]
    for figure in part.key_figures:
        if figure.indicator.id == "population":
            number = labels.figure(figure.indicator, figure.value(), page.lang, unit=False)
            date = labels.date_of(figure.indicator, figure.year, page.lang)
            facts.append(page.words("profile.inhabitants", number=number, date=date))
    return facts


def strengths_part(page: Page, part: Part) -> None:
    """Sectors and themes of a place side by side."""
    lead(reference_line(page))
    columns = st.columns(2, gap="large")
    for column, name, answers in zip(
        columns, ("sectors", "themes"), (part.sectors, part.themes), strict=True
    ):
        with column:
            st.subheader(page.words(f"strengths.{name}"), anchor=False)
            st.markdown(strong_fields(page, answers, part.place.id))
            strengths(page, answers, key=name)
            map_links(page, answers)
