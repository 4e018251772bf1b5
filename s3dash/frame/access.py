"""Parts of the statement on access."""

from __future__ import annotations

import datetime
from html import escape
from typing import Final

import streamlit as st

from s3dash import config
from s3dash.frame.imprint import say_with_contact
from s3dash.frame.page import Page
from s3dash.text import format_date

MEASURED: Final = datetime.date(2026, 11, 30)
"""Day of the last measurement, whose results `docs/quality.md` has."""

GAPS: Final = ("lists", "tables", "charts", "documents", "readers")
"""What is not or not wholly accessible; the words are in `access.gap_<name>`."""


def statement(page: Page) -> None:
    """Whom the statement is for, and how far the pages conform."""
    operator = config.operator().operator or page.words("access.operator")
    st.markdown(page.words("access.about", operator=operator))
    st.header(page.words("access.status_head"), anchor=False)
    st.markdown(page.words("access.status"))


def gaps(page: Page) -> None:
    """What is not accessible yet, why, and what to use instead."""
    st.header(page.words("access.gaps_head"), anchor=False)
    st.markdown("\n".join(f"- {page.words(f'access.gap_{name}')}" for name in GAPS))


def measured(page: Page) -> None:
    """How the statement came about, and when."""
    st.header(page.words("access.measured_head"), anchor=False)
    day = format_date(MEASURED, page.lang)
    st.markdown(page.words("access.measured", date=day))


def feedback(page: Page) -> None:
    """Whom to tell of a barrier."""
    st.header(page.words("access.feedback_head"), anchor=False)
    say_with_contact(page, "access.feedback")


def enforcement(page: Page) -> None:
    """Whom to turn to if no answer comes."""
    st.header(page.words("access.enforcement_head"), anchor=False)
    st.markdown(page.words("access.enforcement"))
    named = escape(config.operator().enforcement_body)
    unset = f"<em>{escape(page.words('imprint.unset'))}</em>"
    st.html(f"<p>{named or unset}</p>")
