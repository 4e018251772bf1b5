"""The line of files under every view: its figures, its picture, its areas."""

from __future__ import annotations

from typing import Final

import streamlit as st

from s3dash import exhibits, export, state, views
from s3dash.frame.page import Page
from s3dash.frame.share import base_address

WITHOUT_FIGURES: Final = (state.IMPRINT, state.HOW, state.STORY)
FIRST: Final = ("csv", "xlsx", "png", "pptx", "pdf", "docx")
"""Files that most readers want; the others are behind a word."""


def files(page: Page) -> None:
    """Buttons that hand over the view as a file, which is made when it is asked for."""
    if page.view.page in WITHOUT_FIGURES:
        return
    offered = offered_forms(page)
    first = [form for form in FIRST if form in offered]
    with st.container(horizontal=True, key="files", vertical_alignment="center"):
        st.markdown(page.words("files.this_view"), width="content")
        for form in first:
            _button(page, form)
        with st.popover(page.words("files.more"), type="tertiary"):
            for other in offered:
                if other not in first:
                    _button(page, other)


def offered_forms(page: Page) -> list[str]:
    """Kinds of file that the view can be had as; one without a chart gives no picture."""
    drawn = exhibits.has_charts(page.view.page)
    return [form for form in export.FORMATS if drawn or form not in export.NEED_CHARTS]


def _button(page: Page, form: str) -> None:
    options, view, base = page.options, page.view, base_address()
    ending = "zip" if form == "csv" else form

    def made() -> bytes:
        if form == "csv":
            return export.to_zip(options, view, views.table(options, view))
        return export.to_file(options, view, form, base)

    st.download_button(
        page.words(f"files.{form}"),
        made,
        f"{export.file_name(view)}.{ending}",
        export.MEDIA[form],
        key=f"file_{form}",
        on_click="ignore",
        type="tertiary",
        help=page.words(f"files.{form}_hint"),
    )
