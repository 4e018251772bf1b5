"""The page's own style sheet: one small file, put into each page once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def _sheet() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def style() -> None:
    """Put the style sheet into the page."""
    st.html(f"<style>{_sheet()}</style>")
