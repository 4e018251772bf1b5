"""The parts that pages share: header, choices, selected regions, notes, foot."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from s3dash import codes, config, labels, state
from s3dash.charts import theme
from s3dash.frame import browser
from s3dash.frame.files import files
from s3dash.frame.glossary import glossary
from s3dash.frame.links import carrying_link
from s3dash.frame.page import Page, event, show_choice
from s3dash.frame.pinned import release_note
from s3dash.frame.present import present_menu
from s3dash.frame.share import share_button
from s3dash.indicators import FIELD_KINDS, SECTOR, Indicator, place, places_of
from s3dash.languages import sort_key
from s3dash.text import text

PAGE_FILES = {
    state.START: "pages/start.py",
    state.MAP: "pages/karte.py",
    state.PROFILE: "pages/profil.py",
    state.COMPARISON: "pages/vergleich.py",
    state.THEMES: "pages/themen.py",
    state.POTENTIALS: "pages/potenziale.py",
    state.COOPERATION: "pages/kooperation.py",
    state.PRIORITIES: "pages/prioritaeten.py",
    state.FLOWS: "pages/pendler.py",
    state.DATA: "pages/daten.py",
    state.TRACE: "pages/herkunft.py",
    state.HOW: "pages/methoden.py",
    state.IMPRINT: "pages/impressum.py",
    state.ACCESS: "pages/barrierefreiheit.py",
    state.STORY: "pages/praesentation.py",
}
"""File of each page, which is what links between pages name."""

NAVIGATION = (
    state.MAP,
    state.PROFILE,
    state.COMPARISON,
    state.THEMES,
    state.POTENTIALS,
    state.COOPERATION,
    state.PRIORITIES,
    state.FLOWS,
    state.DATA,
)


def header(page: Page) -> None:
    """Link to the content, brand, links to the pages, other languages and tools.

    Nothing of it depends on the view: the browser lets the links carry it along.
    """
    browser.top(
        {
            "lang": page.lang,
            "title": page.words("app.title", page=page.words(f"nav.{page.view.page or 'start'}")),
            "skip": page.words("app.skip"),
        }
    )
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        brand = carrying_link(page, state.START, page.words("app.brand"))
        st.html(f'<div class="s3-brand">{brand}</div>', width="content")
        names = [carrying_link(page, name, page.words(f"nav.{name}")) for name in NAVIGATION]
        label = html.escape(page.words("nav.menu"))
        st.html(f'<nav class="s3-pages" aria-label="{label}">{"".join(names)}</nav>')
        with st.container(horizontal=True, key="tools", width="content"):
            others = [lang for lang in state.LANGUAGES if lang != page.lang]
            st.html("".join(_language(page, other) for other in others), width="content")
            present_menu(page)
            share_button(page)


def _language(page: Page, other: str) -> str:
    """Link to the same view in another language."""
    words = text("language.name", other)
    return carrying_link(page, page.view.page, words, carry=f"lang={other}", lang=other)


def link_notes(page: Page) -> None:
    """Say which parts of the link could not be used, and which release it is pinned to."""
    release_note(page)
    if page.notes:
        lines = [labels.note(page.options, note, page.lang) for note in page.notes[:6]]
        st.info("  \n".join(_plain(line) for line in lines))


_ADDRESS: Final = re.compile(r":(?=//)|\bwww(?=\.)|@", re.IGNORECASE)
"""Where Markdown sees an address, and would make a link of it, even of escaped signs."""


def _plain(words: str) -> str:
    """Text of a reader's link, with nothing in it that Markdown would act on."""
    words = _ADDRESS.sub("\\g<0>\N{WORD JOINER}", words)
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-!|$~:" else sign for sign in words)


def caption(words: str) -> None:
    """Small text under a chart: source, date, licence."""
    st.html(f'<p class="s3-foot">{html.escape(words)}</p>')


def source_caption(page: Page, words: str, **chosen: str | None) -> None:
    """Source line under figures, ending with a link to where one of them comes from.

    Parameters
    ----------
    chosen : keys of the address in which the figure differs from the view's
    """
    target = html.escape(page.link(state.TRACE, **chosen).lstrip("/"))
    link = f'<a href="{target}" target="_self">{html.escape(page.words("trace.title"))}</a>'
    st.html(f'<p class="s3-foot">{html.escape(words)} · {link}</p>')


def footer(page: Page) -> None:
    """Files of the view; below them release, methods, contact and imprint."""
    files(page)
    glossary(page)
    release = page.options.release.version
    links = (
        (state.DATA, page.words("foot.release", release=release)),
        (state.HOW, page.words("foot.methods")),
        (state.IMPRINT, page.words("foot.imprint")),
        (state.ACCESS, page.words("foot.access")),
    )
    with st.container(key="footer"):
        body = "".join(carrying_link(page, name, words) for name, words in links)
        st.html(f'<footer class="s3-end">{body}</footer>')


def select(
    page: Page,
    key: str,
    choices: Sequence[str],
    chosen: str,
    *,
    show: Callable[[str], str],
    label: str | None = None,
) -> None:
    """A choice of one: shows the view's, and puts another one into the address.

    Parameters
    ----------
    key : key of the address
    choices, chosen : what there is, and what the view has
    show : words for a choice
    """
    widget = f"{page.view.page}_{key}"
    show_choice(widget, chosen)
    st.selectbox(
        label or page.words(f"choice.{key}"),
        choices,
        key=widget,
        format_func=show,
        on_change=lambda: page.go(**{key: st.session_state[widget]}),
    )


def choices(page: Page, *, level: bool = True) -> None:
    """One line of choices: indicator, kind of field, field, reference, period, level."""
    view = page.view
    indicator = page.options.indicators[view.indicator]
    with st.container(horizontal=True, key="choices", vertical_alignment="bottom"):
        _indicator(page)
        if len(indicator.fields) > 1:
            _kind(page, indicator)
        if view.kind:
            _field(page, indicator)
        if indicator.references or indicator.comparisons:
            _reference(page, indicator)
        if view.base is not None:
            years = [str(year) for year in indicator.base_years(view.year, view.kind)]
            select(page, "from", years, str(view.base), show=str)
        if level:
            _level(page, indicator)


def _indicator(page: Page) -> None:
    indicators = page.options.indicators

    def show(name: str) -> str:
        topic = page.words(f"topic.{indicators[name].topic}")
        return f"{indicators[name].name.in_language(page.lang)} · {topic}"

    select(page, "indicator", labels.by_topic(indicators), page.view.indicator, show=show)


def _kind(page: Page, indicator: Indicator) -> None:
    widget = f"{page.view.page}_kind"
    show_choice(widget, page.view.kind)

    def changed() -> None:
        kind = st.session_state[widget]
        page.go(**{kind: page.options.fields(kind, indicator)[1 if kind == SECTOR else 0]})

    st.selectbox(
        page.words("choice.kind"),
        [kind for kind in FIELD_KINDS if kind in indicator.fields],
        key=widget,
        format_func=lambda kind: page.words(f"kind.{kind}"),
        on_change=changed,
    )


def _field(page: Page, indicator: Indicator) -> None:
    view = page.view

    def show(code: str) -> str:
        return labels.field_option(page.options, view.kind, code, page.lang)

    select(
        page,
        view.kind,
        page.options.fields(view.kind, indicator),
        view.field,
        show=show,
        label=page.words("choice.field"),
    )


def _reference(page: Page, indicator: Indicator) -> None:
    def show(name: str) -> str:
        return labels.reference_name(page.options, name, page.lang)

    names = state.references_of(indicator)
    select(page, "reference", names, page.view.reference, show=show)


def _level(page: Page, indicator: Indicator) -> None:
    offered = [lv for lv in state.LEVELS if lv in indicator.map_levels or lv == page.view.level]
    select(
        page,
        "level",
        offered,
        page.view.level,
        show=lambda name: labels.level_name(name, page.lang),
    )


def region_style(page: Page) -> dict[str, tuple[str, str]]:
    """Colour and mark of each selected region, the same on all pages."""
    colours = theme.palette(page.mode).regions
    slots = page.view.slot_of.items()
    return {key: (colours[slot], theme.MARKERS[slot]) for key, slot in slots}


def region_chips(page: Page, *, key: str = "regions") -> None:
    """Selected regions in their colours, and a field to add one."""
    style = region_style(page)
    browser.regions(
        {
            "lang": page.lang,
            "selected": [
                {
                    "id": name,
                    "name": place(page.options.release, name).name.in_language(page.lang),
                    "colour": style[name][0],
                    "symbol": style[name][1],
                }
                for name in page.view.regions
            ],
            "options": region_options(page),
            "max": state.MAX_REGIONS,
            "words": {
                "label": page.words("choice.regions"),
                "add": page.words("choice.add_region"),
                "remove": page.words("choice.remove_region", name="{name}"),
                "full": page.words("choice.regions_full"),
                "unknown": page.words("choice.region_unknown", name="{name}"),
            },
        },
        key=key,
        on_change=lambda: page.choose_regions(event(key)["regions"]),
    )


def region_options(page: Page) -> list[dict[str, str]]:
    """Places that can be selected: the region, groups, districts, then municipalities."""
    region = config.region()
    release = page.options.release
    wide = [place(release, key) for key in (region.id, *region.groups, "NRW", "DE")]
    districts = sorted(places_of(release, codes.DISTRICT), key=lambda p: sort_key(p.name.de))
    inside = [
        item
        for item in places_of(release, codes.MUNICIPALITY)
        if item.id[:5] not in region.independent_cities
    ]
    towns = sorted(inside, key=lambda p: sort_key(p.name.de))
    return [
        {"id": item.id, "name": item.name.in_language(page.lang)}
        for item in (*wide, *districts, *towns)
    ]
