"""Hand a view on: its address, a short form, a QR code, a frame for other sites, a citation."""

from __future__ import annotations

import datetime
import html
import io
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import segno
import streamlit as st

from s3dash import config, exhibits, export, labels, storyboard
from s3dash.frame.page import Page
from s3dash.state import View
from s3dash.storyboard import STAGES
from s3dash.text import format_date

FRAME_HEIGHT: Final = 720
"""Height of a view in a frame on another site, in pixels."""

_LONGEST_QR: Final = 2331
"""Letters that a QR code of level M holds at most (ISO/IEC 18004)."""

_QUIET_ZONE: Final = 4
"""Modules around a QR code that stay white (ISO/IEC 18004)."""


def share_button(page: Page) -> None:
    """Button that opens everything by which this view can be handed on."""
    if st.button(page.words("share.button"), key="share", type="tertiary"):
        _dialog(page)


def _dialog(page: Page) -> None:
    st.dialog(page.words("share.title"), width="medium")(_content)(page)


def _content(page: Page) -> None:
    newest = page.options.versions[0]
    fixed = st.toggle(
        page.words("share.pin", release=page.view.release or newest),
        value=bool(page.view.release),
        help=page.words("share.pin_help"),
        key="share_pin",
    )
    view = replace(page.view.alone(), release=(page.view.release or newest) if fixed else "")
    base = base_address()
    link, short = view.to_link(base), view.to_short_link(base)
    _copied(page, "link", link)
    _copied(page, "short", short)
    if len(short) <= _LONGEST_QR:
        _qr(page, short)
    if view.page in STAGES:
        _copied(page, "embed", embed_code(page, view, base))
    pinned = replace(view, release=view.release or newest)
    _copied(page, "citation", citation(page, pinned, base, datetime.date.today()))


def _copied(page: Page, what: str, words: str) -> None:
    """A text with its name, and Streamlit's own button that copies it."""
    st.markdown(f"**{page.words(f'share.{what}')}**")
    st.code(words, language=None, wrap_lines=True)


def _qr(page: Page, link: str) -> None:
    code = segno.make_qr(link, error="m")
    picture, buttons = st.columns([1, 2], vertical_alignment="center")
    with picture:
        drawn = code.svg_data_uri(border=_QUIET_ZONE, light="white", omitsize=True)
        alt = html.escape(page.words("share.qr_alt"))
        st.html(f'<img src="{drawn}" alt="{alt}" width="168" height="168">')
    with buttons:
        st.markdown(f"**{page.words('share.qr')}**")
        st.caption(page.words("share.qr_hint"))
        with st.container(horizontal=True):
            for kind in ("svg", "png"):
                st.download_button(
                    kind.upper(),
                    qr_file(link, kind),
                    f"s3-qr.{kind}",
                    key=f"share_{kind}",
                    on_click="ignore",
                )


def qr_file(link: str, kind: str) -> bytes:
    """QR code of a link as a file, legible in print.

    Parameters
    ----------
    kind : `svg` or `png`
    """
    content = io.BytesIO()
    segno.make_qr(link, error="m").save(
        content, kind=kind, scale=12, border=_QUIET_ZONE, light="white"
    )
    return content.getvalue()


def base_address() -> str:
    """Address under which this dashboard is reached: the operator's, or the one of this visit."""
    if public := config.operator().public_address:
        return public.rstrip("/")
    here = urlsplit(str(st.context.url or ""))
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{here.scheme}://{here.netloc}{'/' + path if path else ''}"


def view_title(page: Page, view: View) -> str:
    """Title of a view for those who see its link elsewhere: what is seen, or which page it is."""
    if view.page in STAGES:
        return exhibits.heading(page.options, view).title
    if view.story in storyboard.ready_names():
        return storyboard.ready_title(view.story, view.lang)
    if view.page in export.WITHOUT_FIGURES:
        return page.words(f"nav.{view.page}")
    return labels.view_title(page.options, view)


def embed_code(page: Page, view: View, base: str) -> str:
    """HTML that shows a view in a frame on another site."""
    address = f"{view.to_short_link(base)}&embed=true"
    title = view_title(page, view).replace('"', "&quot;")
    return (
        f'<iframe src="{address}" title="{title}" width="100%" height="{FRAME_HEIGHT}"'
        ' style="border:0" loading="lazy"></iframe>'
    )


def citation(page: Page, view: View, base: str, today: datetime.date) -> str:
    """Reference to a view: title, dashboard, data release, date, and the lasting address."""
    return page.words(
        "share.cited",
        title=view_title(page, view),
        release=view.release,
        date=format_date(today, page.lang),
        link=view.to_short_link(base),
    )
