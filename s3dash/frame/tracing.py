"""The page that traces one figure: formula, numbers, and the cells of the official files."""

from __future__ import annotations

import html
from collections.abc import Iterator

import streamlit as st

from s3dash import codes, labels, state, trace, views
from s3dash.frame.page import Page
from s3dash.frame.parts import PAGE_FILES, caption, choices, select
from s3dash.indicators import Cell, Explanation, Operand, Range, place, places_of
from s3dash.languages import sort_key

_HEADS = ("field", "place", "year", "text", "file", "row", "column")


def trace_of(page: Page, found: Explanation) -> None:
    """Show where a figure comes from, and let the reader choose another one."""
    st.title(page.words("trace.title"), anchor=False)
    choices(page)
    _place_and_year(page)
    _figure(page, found)
    _formula(page, found)
    for item in found.operands:
        _operand(page, item, found)
    _corrections(page, found)
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
    status = page.words("trace.status", status=page.words(f"chart.states.{found.status}"))
    lines = filter(None, (trace.range_line(found, page.lang), status))
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    title = html.escape(trace.headline(page.options, found, page.lang))
    st.html(f'<div class="s3-trace-figure"><h2>{title}</h2>{body}</div>')


def _formula(page: Page, found: Explanation) -> None:
    terms = "".join(
        f"<dt>{html.escape(page.words(key))}</dt><dd>{html.escape(words)}</dd>"
        for key, words in trace.formula_lines(found, page.lang).items()
    )
    if terms:
        st.html(f'<dl class="s3-trace-formula">{terms}</dl>')


def _operand(page: Page, item: Operand, found: Explanation) -> None:
    line = html.escape(trace.operand_line(page.options, item, found, page.lang))
    rows = "".join(_wide(trace.part_line(page.options, part, page.lang)) for part in item.parts)
    rows += "".join(row for cell in item.cells for row in _rows(page, cell, found, depth=0))
    if not rows:
        rows = _wide(trace.no_cells(item, page.lang))
    heads = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in _heads(page))
    head = f"<thead><tr>{heads}</tr></thead>" if "data-label" in rows else ""
    st.html(
        f'<section class="s3-trace"><h3>{line}</h3>'
        f"<table>{head}<tbody>{rows}</tbody></table></section>"
    )


def _heads(page: Page) -> list[str]:
    return [page.words(f"trace.{head}") for head in _HEADS]


def _rows(page: Page, item: Cell | Range, found: Explanation, *, depth: int) -> Iterator[str]:
    """Row of a stored figure, and below it those of the parts that it was calculated from."""
    mark = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" * (depth - 1) + "↳ " if depth else ""
    if isinstance(item, Range) or not item.row:
        yield _wide(mark + trace.cell_line(page.options, item, found, page.lang))
        for part in item.parts if isinstance(item, Cell) else ():
            yield from _rows(page, part, found, depth=depth + 1)
        return
    cells = (
        mark + trace.cell_name(page.options, item, found, page.lang),
        labels.place_name(page.options, item.ags, page.lang),
        str(item.year),
        trace.cell_text(item, page.lang),
        trace.cell_file(item, page.lang),
        str(item.row),
        str(item.column),
    )
    body = "".join(
        f'<td data-label="{html.escape(head)}">{html.escape(words)}</td>'
        for head, words in zip(_heads(page), cells, strict=True)
    )
    yield f"<tr>{body}</tr>"


def _wide(words: str) -> str:
    return f'<tr><td colspan="{len(_HEADS)}">{html.escape(words)}</td></tr>'


def _corrections(page: Page, found: Explanation) -> None:
    lines = trace.correction_lines(found, page.lang)
    if lines:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        title = html.escape(page.words("trace.corrections"))
        st.html(f'<section class="s3-trace-note"><h3>{title}</h3>{body}</section>')


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
