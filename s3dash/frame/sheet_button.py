"""Button that hands over the two pages about the place of a profile."""

from __future__ import annotations

import streamlit as st

from s3dash import sheets, views
from s3dash.frame.page import Page
from s3dash.frame.share import base_address


def sheet_button(page: Page) -> None:
    """Button for the sheet of the profile's place, made when asked for; none for other areas."""
    options, lang, base = page.options, page.lang, base_address()
    about = views.subject(options, page.view)
    if about.id not in sheets.sheet_places(options):
        return
    st.download_button(
        page.words("sheet.button"),
        lambda: sheets.sheet_pdf(options, about.id, lang, base),
        sheets.sheet_name(options, about.id, lang),
        "application/pdf",
        key="sheet",
        on_click="ignore",
        help=page.words("sheet.button_help"),
    )
