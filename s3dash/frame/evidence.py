"""Button that makes an evidence sheet for the places and the field that the reader has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from s3dash import labels
from s3dash.evidence import evidence_sheet, is_possible
from s3dash.frame.page import Page
from s3dash.frame.parts import caption
from s3dash.frame.share import base_address
from s3dash.text import join_list


def evidence_button(page: Page, regions: Sequence[str], theme: str) -> None:
    """Offer the sheet of some places as Word and PDF; a file is made when it is asked for.

    Parameters
    ----------
    regions : keys of the places; nothing is offered for others than two to four municipalities and
        districts of the region
    theme : id of a theme, or an occupation group; without one, a line says to choose one
    """
    if not is_possible(page.options, next(iter(page.options.release.themes)), regions):
        return
    if not is_possible(page.options, theme, regions):
        caption(page.words("evidence.choose"))
        return
    names = [labels.place_name(page.options, key, page.lang) for key in regions]
    with st.container(horizontal=True, vertical_alignment="center", key="evidence"):
        st.markdown(page.words("evidence.about", places=join_list(names, page.lang)))
        for form in ("docx", "pdf"):
            st.download_button(
                page.words(f"evidence.{form}"),
                partial(_file, page, tuple(regions), theme, form),
                f"{page.words('evidence.file')}_{theme}_{'_'.join(regions)}.{form}",
                key=f"evidence_{form}",
                on_click="ignore",
            )


def _file(page: Page, regions: Sequence[str], theme: str, form: str) -> bytes:
    from s3dash.documents import evidence_file  # matplotlib takes seconds to load

    sheet = evidence_sheet(page.options, theme, regions, page.lang, base_address())
    return evidence_file(sheet, page.options.release.shapes, form)
