"""Parts of the imprint."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from s3dash import config
from s3dash.frame.page import Page

BOUNDARIES: Final = "vg250-2017"
"""Source of the outlines, which is on no indicator's list."""


def _heading(page: Page, name: str) -> None:
    st.header(page.words(f"imprint.{name}"), anchor=False)


def operator(page: Page) -> None:
    """Who operates the dashboard."""
    _heading(page, "operator_head")
    _settings(page, "operator", "address", "responsible")


def _settings(page: Page, *names: str) -> None:
    """Settings of the operator with their names; one that is not set is said to be unset."""
    unset = f"<em>{escape(page.words('imprint.unset'))}</em>"
    pairs = "".join(
        f"<dt>{escape(page.words(f'imprint.{name}'))}</dt>"
        f"<dd>{escape(getattr(config.operator(), name)) or unset}</dd>"
        for name in names
    )
    st.html(f"<dl>{pairs}</dl>")


def report(page: Page) -> None:
    """Where to report an error in a figure."""
    _heading(page, "report_head")
    say_with_contact(page, "imprint.report")


def say_with_contact(page: Page, key: str) -> None:
    """Sentence with the operator's address; the one under `<key>_unset` if there is none."""
    email = escape(config.operator().contact_email)
    if not email:
        st.markdown(page.words(f"{key}_unset"))
        return
    before, after = escape(page.words(key, email="{}")).split("{}")
    st.html(f'<p>{before}<a href="mailto:{email}">{email}</a>{after}</p>')


def privacy(page: Page) -> None:
    """What is stored about readers, and whom to ask."""
    _heading(page, "privacy_head")
    st.markdown(page.words("imprint.privacy"))
    st.markdown(page.words("imprint.cookie"))
    _settings(page, "privacy_contact")


def licences(page: Page) -> None:
    """Licences of data, boundaries and typeface."""
    _heading(page, "licences_head")
    line = page.options.release.sources[BOUNDARIES]["line"]
    for name in ("data", "geo", "font"):
        st.markdown(page.words(f"imprint.licences_{name}", line=line))
