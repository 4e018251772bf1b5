"""Data: the catalogue with sources and gaps, figures as files, whole tables, checks."""

import streamlit as st

from s3dash import frame, labels, state
from s3dash.frame import parts
from s3dash.frame.catalogue import about_indicator, all_sources, catalogue, sources_of
from s3dash.frame.check_list import check_list
from s3dash.frame.downloads import figures_of_view, whole_tables
from s3dash.frame.glossary import terms_of_indicator
from s3dash.frame.known import what_is_known
from s3dash.frame.sheet import page_sheet
from s3dash.frame.two_sources import two_sources


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    options, view = page.options, page.view
    indicator = options.indicators[view.indicator]
    page_sheet("data", page.mode)
    st.title(page.words("data.title"), anchor=False)
    frame.caption(
        page.words(
            "data.about",
            indicators=len(options.indicators),
            sources=len(sources_of(options.indicators.values())),
            release=options.release.version,
        )
    )
    what_is_known(page)
    catalogue(page)
    about_indicator(page)
    title = page.words("data.figures", title=labels.headline(options, view), year=view.year)
    st.header(title, anchor=False)
    frame.caption(labels.measure_line(options, view))
    terms_of_indicator(page)
    with st.container(horizontal=True, vertical_alignment="bottom", key="view-choices"):
        frame.choices(page)
        parts.select(
            page,
            "year",
            [str(year) for year in indicator.years(view.kind)],
            str(view.year),
            show=str,
            label=page.words("data.year"),
        )
    figures_of_view(page)
    frame.source_caption(page, labels.source_line(options, indicator, view.kind, page.lang))
    frame.caption(page.words("data.file_hint"))
    all_sources(page)
    whole_tables(page)
    two_sources(page)
    check_list(page)


frame.show(state.DATA, body)
