"""The line of files under every view: its figures, its picture, its areas."""

from __future__ import annotations

import html
from typing import Final

import streamlit as st

from s3dash import exhibits, export
from s3dash.export.answer import START
from s3dash.frame.page import Page

FIRST: Final = ("csv", "xlsx", "png", "pptx", "pdf", "docx")
"""Files that most readers want; the others are behind a word."""


def files(page: Page) -> None:
    """Links to the view as a file, which `serve.py` makes when it is asked for."""
    if page.view.page in export.WITHOUT_FIGURES:
        return
    offered = offered_forms(page)
    first = [_link(page, form) for form in FIRST if form in offered]
    others = [_link(page, form) for form in offered if form not in FIRST]
    more = html.escape(page.words("files.more"))
    with st.container(key="files"):
        st.html(
            f'<div class="s3-files" data-files><span>{html.escape(page.words("files.this_view"))}'
            f"</span>{''.join(first)}<details><summary>{more}</summary>{''.join(others)}</details>"
            '<span role="status"></span></div>'
        )


def offered_forms(page: Page) -> list[str]:
    """Kinds of file that the view can be had as; one without a chart gives no picture."""
    drawn = exhibits.has_charts(page.view.page)
    return [form for form in export.FORMATS if drawn or form not in export.NEED_CHARTS]


def _link(page: Page, form: str) -> str:
    """Link to one file of the view that the address holds when it is followed."""
    path = f"export/{page.view.page or START}.{form}"
    attributes = {
        "href": f"{path}?{page.query}",
        "title": page.words(f"files.{form}_hint"),
        "data-carry": "",
        "data-file": form,
        "data-busy": page.words("files.busy"),
        "data-failed": page.words("files.failed"),
    }
    written = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<a {written}>{html.escape(page.words(f'files.{form}'))}</a>"
