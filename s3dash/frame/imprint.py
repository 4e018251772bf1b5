"""Parts of the imprint."""

from __future__ import annotations

from html import escape

import streamlit as st

from s3dash.frame.page import Page


def facts(page: Page, **settings: str) -> None:
    """Settings of the operator with their names; one that is not set is said to be unset."""
    unset = f"<em>{escape(page.words('imprint.unset'))}</em>"
    pairs = "".join(
        f"<dt>{escape(page.words(f'imprint.{name}'))}</dt><dd>{escape(value) or unset}</dd>"
        for name, value in settings.items()
    )
    st.html(f'<dl class="s3-facts">{pairs}</dl>')


def report(page: Page, email: str) -> None:
    """Say where to report an error in a figure."""
    if not email:
        st.markdown(page.words("imprint.report_unset"))
        return
    address = escape(email)
    words = escape(page.words("imprint.report", email="{email}"))
    link = f'<a href="mailto:{address}">{address}</a>'
    st.html(f"<p>{words.replace('{email}', link)}</p>")
