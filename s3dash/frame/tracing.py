"""The page that traces one figure: formula, numbers, and the cells of the official files."""

from __future__ import annotations

import html

import streamlit as st

from s3dash import codes, labels, state, trace, views
from s3dash.frame.page import Page
from s3dash.frame.parts import PAGE_FILES, caption, choices, select
from s3dash.indicators import Cell, Explanation, Operand, Range, place, places_of
from s3dash.text import sort_key

_HEADS = ("field", "place", "year", "text", "file", "row", "column")


def trace_of(page: Page, found: Explanation) -> None:
    """Show where a figure comes from, and let the reader choose another one."""
    st.title(page.words("trace.title"))
    choices(page)
    _place_and_year(page)
    _figure(page, found)
    _formula(page, found)
    for item in found.operands:
        _operand(page, item, found)
    _meaning(page, found)
    with st.container(horizontal=True):
        for target, words in ((state.MAP, "trace.to_map"), (state.PROFILE, "trace.to_profile")):
            st.page_link(
                PAGE_FILES[target], label=page.words(words), query_params=page.view.to_query()
            )


def _place_and_year(page: Page) -> None:
    view = page.view
    about = views.traced_place(page.options, view)
    level = view.level if about.level != codes.MUNICIPALITY else codes.MUNICIPALITY
    listed = sorted(places_of(page.options.release, level), key=lambda item: sort_key(item.name.de))
    keys = dict.fromkeys((about.id, *(item.id for item in listed), "RUHR", "NRW", "DE"))
    indicator = page.options.indicators[view.indicator]
    with st.container(horizontal=True, key="trace-choices"):
        select(
            page,
            "regions",
            list(keys),
            about.id,
            show=lambda key: place(page.options.release, key).name.in_language(page.lang),
            label=page.words("trace.place"),
        )
        years = [str(year) for year in reversed(indicator.years(view.kind))]
        select(page, "year", years, str(view.year), show=str, label=page.words("trace.year"))


def _figure(page: Page, found: Explanation) -> None:
    lines = [trace.headline(found, page.lang), trace.range_line(found, page.lang)]
    status = page.words("trace.status", status=page.words(f"chart.states.{found.status}"))
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:] if line)
    st.html(
        f'<div class="s3-trace-figure"><h2>{html.escape(lines[0] or "")}</h2>{body}'
        f"<p>{html.escape(status)}</p></div>"
    )


def _formula(page: Page, found: Explanation) -> None:
    rows = (("trace.formula", found.formula), ("trace.numbers", found.numbers))
    terms = "".join(
        f"<dt>{html.escape(page.words(key))}</dt><dd><code>{html.escape(text)}</code></dd>"
        for key, text in rows
    )
    st.html(f'<dl class="s3-trace-formula">{terms}</dl>')


def _operand(page: Page, item: Operand, found: Explanation) -> None:
    line = trace.operand_line(page.options, item, found, page.lang)
    rows = [row for cell in item.cells for row in _rows(page, cell)]
    heads = "".join(f"<th>{html.escape(page.words(f'trace.{head}'))}</th>" for head in _HEADS)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    st.html(
        f'<section class="s3-trace"><h3>{html.escape(line)}</h3><div class="s3-scroll"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def _rows(page: Page, item: Cell | Range, *, part: bool = False) -> list[str]:
    if isinstance(item, Range):
        words = trace.cell_line(item, page.lang)
        return [f'<td colspan="{len(_HEADS)}">{html.escape(words)}</td>']
    if item.rule:
        own = page.words("trace.rule", rule=item.rule)
        first = f'<td colspan="{len(_HEADS)}">{html.escape(trace.cell_line(item, page.lang))}</td>'
        return [first if item.parts else first.replace("</td>", f" {html.escape(own)}</td>")] + [
            row for inner in item.parts for row in _rows(page, inner, part=True)
        ]
    mark = "↳ " if part else ""
    cells = (
        mark + (item.field or item.variable),
        labels.place_name(page.options, item.ags, page.lang),
        str(item.year),
        item.text,
        f"{item.file}{f', {item.sheet}' if item.sheet else ''}",
        str(item.row),
        str(item.column),
    )
    return ["".join(f"<td>{html.escape(text)}</td>" for text in cells)]


def _meaning(page: Page, found: Explanation) -> None:
    indicator = found.indicator
    for key, words in (
        ("trace.definition", indicator.definition.in_language(page.lang)),
        ("trace.method", indicator.method.in_language(page.lang)),
    ):
        st.html(f"<h3>{html.escape(page.words(key))}</h3><p>{html.escape(words)}</p>")
    st.html(f"<h3>{html.escape(page.words('trace.source'))}</h3>")
    caption(labels.source_line(page.options, indicator, found.question.kind, page.lang))
    for file, digest in trace.files(found).items():
        caption(f"{file} · {page.words('trace.sha256')}: {digest}")
