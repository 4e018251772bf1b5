"""Parts of the page of methods: the same text as `docs/methods.md`, in the page's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import streamlit as st

from s3dash import ROOT
from s3dash.frame.page import Page
from s3dash.frame.sheet import page_sheet
from s3dash.languages import in_data

FILES: Final = {"de": ROOT / "docs" / "methods.de.md", "en": ROOT / "docs" / "methods.md"}
"""The text in each language; a test compares their sections, names and formulas."""

_HEADING: Final = re.compile(r"^## ", flags=re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """Part of the text with a heading of its own. Anchors are the same in all languages."""

    heading: str
    anchor: str
    body: str


@cache
def sections(lang: str) -> tuple[str, tuple[Section, ...]]:
    """What stands before the first heading, without the title, and the sections.

    Raises
    ------
    FileNotFoundError
        If `docs/` lacks the text of the language.
    """
    before, *parts = _HEADING.split(FILES[in_data(lang)].read_text(encoding="utf-8"))
    english = _HEADING.split(FILES["en"].read_text(encoding="utf-8"))[1:]
    found = [
        Section(heading, _anchor(_split(other)[0]), body)
        for (heading, body), other in zip(map(_split, parts), english, strict=True)
    ]
    return before.partition("\n")[2].strip(), tuple(found)


def _split(part: str) -> tuple[str, str]:
    heading, _, body = part.partition("\n")
    return heading.strip(), body.strip()


def _anchor(heading: str) -> str:
    return re.sub(r"\W+", "-", heading.lower()).strip("-")


def methods(page: Page) -> None:
    """The whole text: contents, then each section under its heading."""
    page_sheet("methods", page.mode)
    about, parts = sections(page.lang)
    with st.container(key="methods"):
        st.title(page.words("methods.title"), anchor=False)
        st.markdown(about)
        st.markdown(" · ".join(f"[{part.heading}](#{part.anchor})" for part in parts))
        for part in parts:
            st.header(part.heading, anchor=part.anchor)
            st.markdown(part.body)
