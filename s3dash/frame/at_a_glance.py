"""Findings at the top of a profile: what stands out, what speaks against it, how robust it is."""

from __future__ import annotations

import html

import streamlit as st

from s3dash import codes, findings_text, labels, views
from s3dash.analysis import findings as found
from s3dash.analysis.findings import Finding
from s3dash.findings_text import Target, Words
from s3dash.frame.figures import address, asked, field_label
from s3dash.frame.kept import kept
from s3dash.frame.page import Page
from s3dash.frame.parts import source_caption
from s3dash.frame.sheet import page_sheet
from s3dash.frame.stars import stars_link
from s3dash.indicators import Place
from s3dash.text import format_number
from s3dash.views import Answered


def at_a_glance(page: Page, about: Place) -> None:
    """Findings about a place, three abreast, and how they are made."""
    page_sheet("at_a_glance", page.mode)
    name = about.name.in_language(page.lang)
    st.header(page.words("finding.title", place=name), anchor=False)
    shown = views.place_findings(page.options, about)
    if not shown:
        st.markdown(findings_text.nothing(about, page.lang))
        return
    st.html(_items(page, about))
    if stars := _theme_stars(page, about):
        st.html(stars)
    _sources(page, about, shown)
    with st.expander(page.words("finding.how")):
        st.markdown(_how(page, about))


@kept
def _items(page: Page, about: Place) -> str:
    shown = views.place_findings(page.options, about)
    items = "".join(_item(page, about, finding) for finding in shown)
    return f'<ul class="s3-glance">{items}</ul>'


def _item(page: Page, about: Place, finding: Finding) -> str:
    """A finding as an item of the list: headline with its stars, sentence, "but", robustness."""
    words = findings_text.words(page.options, finding, page.lang)
    stars = _stars(page, about, finding)
    parts = [
        f"<h3>{_link(page, words.target, words.title)}{stars}</h3>",
        f"<p>{html.escape(words.sentence)}</p>",
    ]
    if words.against:
        parts.append(f'<p class="s3-but">{_but(page, words)}</p>')
    if words.robust:
        parts.append(f'<p class="s3-robust">{html.escape(words.robust)}</p>')
    return f"<li>{''.join(parts)}</li>"


def _but(page: Page, words: Words) -> str:
    word = _link(page, words.against_target, page.words("finding.but"))
    return f"{word} {html.escape(words.against)}"


def _link(page: Page, target: Target, words: str) -> str:
    chosen = {key: value for key, value in target.items() if key != "page"}
    link = address(page.link(target["page"], **chosen))
    return f'<a href="{link}" target="_self">{html.escape(words)}</a>'


def _stars(page: Page, about: Place, finding: Finding) -> str:
    """Stars of a strength; nothing for other findings, and for places that are no districts."""
    if finding.sort != found.STRENGTH:
        return ""
    answer = views.stars_of(page.options, page.view, about, finding.kind, finding.field)
    return f" {_newest_stars(page, answer, about)}" if answer else ""


def _newest_stars(page: Page, answer: Answered, about: Place) -> str:
    return stars_link(page, answer, about.id, views.newest_year(answer.question))


@kept
def _theme_stars(page: Page, about: Place) -> str:
    """Stars of the six themes on one line; nothing for places that are no districts."""
    answers = views.theme_stars(page.options, page.view, about)
    if not answers:
        return ""
    named = [
        f"<span>{html.escape(field_label(page, item.question))}"
        f" {_newest_stars(page, item, about)}</span>"
        for item in answers
    ]
    label = html.escape(page.words("finding.theme_stars"))
    return f'<p class="s3-theme-stars">{label} {" ".join(named)}</p>'


def _sources(page: Page, about: Place, shown: tuple[Finding, ...]) -> None:
    figures = [item for finding in shown for item in finding.all_figures()]
    used = dict.fromkeys((item.question.indicator, item.question.kind) for item in figures)
    line = labels.joint_source_line(page.options, list(used), page.lang)
    source_caption(page, line, **asked(figures[0].question, figures[0].year, about.id))


def _how(page: Page, about: Place) -> str:
    if about.level == codes.MUNICIPALITY:
        return page.words("finding.how_town", first=found.FIRST)
    numbers = {
        "threshold": format_number(found.STRONG, page.lang, 1),
        "lead": format_number(found.LEAD, page.lang),
    }
    return f"{page.words('finding.how_text', **numbers)}\n\n{page.words('finding.how_robust')}"
