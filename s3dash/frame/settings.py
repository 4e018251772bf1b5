"""Settings in view: what a page's figures are judged by, shown where it acts, with its formula.

A page calls `settings` once, with the keys of the address that act on it and, if it likes, its
formulas with real numbers:

    settings(page, ("reference", "threshold", "size", "growth"), worked=[worked_figure(page, …)])
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from s3dash import labels, state, trace
from s3dash.frame.page import Page
from s3dash.frame.parts import select
from s3dash.frame.sheet import page_sheet
from s3dash.indicators import Place, Question
from s3dash.text import format_number

REFERENCE: Final = "reference"
THRESHOLD: Final = "threshold"
SIZE: Final = "size"
GROWTH: Final = "growth"
YEAR: Final = "year"
FROM: Final = "from"
STAR_SETTINGS: Final = (REFERENCE, THRESHOLD, SIZE, GROWTH)
"""What decides how many stars a field has; all of `settings`' keys but the years."""


@dataclass(frozen=True)
class Worked:
    """A formula with the real numbers put in.

    Parameters
    ----------
    about : what is calculated, for whom and when
    formula : in signs
    numbers : the same with its numbers and its result
    meaning : what the result says, as a sentence; may be empty
    """

    about: str
    formula: str
    numbers: str
    meaning: str = ""


def settings(page: Page, keys: Sequence[str], *, worked: Sequence[Worked] = ()) -> None:
    """Choices that act on the page, each with a line that says what it does; formulas folded below.

    Parameters
    ----------
    page : whose view has the choices; a change goes into the address like any other choice
    keys : of `REFERENCE`, `THRESHOLD`, `SIZE`, `GROWTH`, `YEAR`, `FROM`, in the order to show.
        The years are those of the view's indicator; `FROM` needs one that compares years.
    worked : formulas with real numbers for the fold "So lesen Sie das"; see `worked_figure`
    """
    page_sheet("settings", page.mode)
    with st.container(horizontal=True, key="settings"):
        for key in keys:
            with st.container(key=f"setting-{key}"):
                _choice(page, key)
                st.html(f'<p class="s3-why">{html.escape(_why(page, key))}</p>')
    if worked:
        with st.expander(page.words("settings.how_to_read")):
            st.html(_formulas(worked))


def worked_figure(
    page: Page, question: Question, about: Place, year: int, *, meaning: str = ""
) -> Worked:
    """Formula of one figure with its numbers, as in its trace; worked out once per process."""
    found = trace.explained(page.options, question, about, year)
    lines = trace.formula_lines(found, page.lang)
    title = trace.headline(page.options, found, page.lang)
    return Worked(title, lines["trace.formula"], lines["trace.numbers"], meaning)


def _choice(page: Page, key: str) -> None:
    view, rule = page.view, page.view.rule
    indicator = page.options.indicators[view.indicator]
    years = indicator.years(view.kind)
    offered: dict[str, tuple[Sequence[str], str]] = {
        REFERENCE: (state.REFERENCES, view.reference),
        THRESHOLD: (state.THRESHOLDS, f"{rule.threshold:g}"),
        SIZE: (state.TOP_PERCENTS, str(rule.top_percent)),
        GROWTH: (state.LEADS, str(rule.lead)),
        YEAR: (tuple(map(str, reversed(years))), str(view.year)),
        FROM: (tuple(map(str, indicator.base_years(view.year, view.kind))), str(view.base)),
    }
    choices, chosen = offered[key]
    label = page.words(f"settings.{key}")
    select(page, key, choices, chosen, show=lambda name: _shown(page, key, name), label=label)


def _shown(page: Page, key: str, name: str) -> str:
    """Words for one choice of a setting."""
    if key in (YEAR, FROM):
        return name
    if key == REFERENCE:
        return labels.reference_name(page.options, name, page.lang)
    if key == GROWTH and name == state.LEADS[0]:
        return page.words("settings.growth_any")
    decimals = len(name.partition(".")[2])
    return page.words(f"settings.{key}_by", n=format_number(float(name), page.lang, decimals))


def _why(page: Page, key: str) -> str:
    return page.words(f"settings.why_{key}")


def _formulas(worked: Sequence[Worked]) -> str:
    parts = []
    for item in worked:
        lines = [f"<code>{html.escape(line)}</code>" for line in (item.formula, item.numbers)]
        about, meaning = html.escape(item.about), html.escape(item.meaning)
        parts.append(f"<dt>{about}</dt><dd>{'<br>'.join(lines)}<br>{meaning}</dd>")
    return f'<dl class="s3-worked">{"".join(parts)}</dl>'
