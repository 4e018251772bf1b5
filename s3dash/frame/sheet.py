"""Style sheets: the one that all pages have, and those of single pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from s3dash.charts import theme


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8")


def style_sheet(name: str, *, more: str = "") -> None:
    """Put a style sheet into the page.

    Parameters
    ----------
    name : of the file beside this module, without its ending
    more : rules that come after it
    """
    st.html(f"<style>{_read(name)}{more}</style>")


def page_sheet(name: str, mode: theme.Mode, *, more: str = "") -> None:
    """Put a page's own style sheet into the page.

    Parameters
    ----------
    name : as `style_sheet` has it
    mode : `light` or `dark`, which links, filled buttons and `--s3-paper` are coloured for
    more : rules that depend on what is shown, such as colours of the theme
    """
    colours = theme.palette(mode)
    links = f".stHtml a{{color:{colours.accent}}}[kind=primary] p{{color:{colours.paper}}}"
    ground = f":root{{--s3-paper:{colours.paper};--s3-accent:{colours.accent}}}"
    style_sheet(name, more=links + ground + more)
