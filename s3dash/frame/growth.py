"""Account of a place's change: a waterfall, what stands out, and all sectors in a table."""

from __future__ import annotations

import datetime
import html
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
import streamlit as st

from s3dash import codes, labels, state
from s3dash.charts.waterfall import waterfall
from s3dash.frame.figures import (
    Drawing,
    address,
    asked,
    chart_labels,
    draw,
    lead,
    reader_of,
    to_drawing,
)
from s3dash.frame.kept import kept
from s3dash.frame.page import Audience, Page, Reader
from s3dash.frame.parts import caption
from s3dash.frame.sheet import page_sheet
from s3dash.indicators import SECTOR, SHIFT_SHARE
from s3dash.text import format_number, join_list
from s3dash.views import Growth, GrowthRow
from s3dash.views.growth import LEAST_JUMP, LEAST_JUMP_PERCENT, NATION

_OWN = len(SHIFT_SHARE) - 1
_NAMED = 2
"""How many sectors are named that stand out on either side."""


def growth_part(page: Page, shown: Growth) -> None:
    """What the change of a place's employees is made up of, without claiming a cause."""
    page_sheet("growth", page.mode)
    st.subheader(_headline(page, shown), anchor=False)
    lead(_subtitle(page, shown))
    picture, table = st.columns((2, 3), gap="large")
    with picture:
        if shown.known:
            _picture(page, shown)
        else:
            st.markdown(page.words("growth.unknown", **_years(shown)))
    with table:
        _table(page, shown)
    with st.container():  # there also without jumps, so that what follows keeps its place
        if shown.jumps:
            st.markdown(_jumps(page, shown))
    caption(page.words("growth.no_cause"))


def _years(shown: Growth) -> dict[str, str]:
    return {"first": str(shown.base), "last": str(shown.year)}


def _headline(page: Page, shown: Growth) -> str:
    change = shown.total.change
    key = "same" if change == 0 else "more" if change > 0 else "fewer"
    return page.words(
        f"growth.{key}",
        name=shown.place.name.in_language(page.lang),
        **({"count": abs(int(change))} if change else {}),
        **_years(shown),
    )


def _subtitle(page: Page, shown: Growth) -> str:
    percent, nation = (
        format_number(shown.percent_of(key), page.lang, 1, sign=True)
        for key in (shown.place.id, NATION)
    )
    own = shown.place.id == NATION
    words = page.words(
        "growth.subtitle_nation" if own else "growth.subtitle",
        percent=percent,
        **({} if own else {"nation": nation}),
        **_years(shown),
    )
    old = labels.is_old(shown.year, datetime.date.today())
    return f"{words} {page.words('growth.old')}" if old else words


def _picture(page: Page, shown: Growth) -> None:
    """Waterfall of the three parts, what they say, and the sectors that stand out."""
    draw(
        page,
        _waterfall(reader_of(page), shown),
        shown.part_question(_OWN, codes.ALL),
        key="growth",
        about=shown.place.id,
        year=shown.year,
    )
    st.markdown(" ".join(_sentences(page, shown)))
    st.html(_meanings(page))


@lru_cache(maxsize=256)
def _waterfall(reader: Reader, shown: Growth) -> Drawing:
    steps = _steps(reader, shown)
    alt = _alt(reader, shown, steps)
    words = chart_labels(reader, shown.part_question(_OWN, codes.ALL), alt=alt)
    total = reader.words("growth.total")
    return to_drawing(reader, waterfall(steps, words, total=total, mode=reader.mode))


def _steps(reader: Reader, shown: Growth) -> pd.DataFrame:
    """Three parts of the total, and employees without a sector where their number changed."""
    steps = list(zip(_part_names(reader), shown.total.parts or (), strict=True))
    if shown.without_sector.change != 0:
        steps.append((reader.words("growth.without"), shown.without_sector.change))
    return pd.DataFrame(steps, columns=["name", "value"])


def _part_names(reader: Audience) -> list[str]:
    return [reader.words(f"growth.part_{number}") for number in range(len(SHIFT_SHARE))]


def _alt(reader: Reader, shown: Growth, steps: pd.DataFrame) -> str:
    named = [
        reader.words("growth.step", part=name, value=_signed(reader, value))
        for name, value in zip(steps["name"], steps["value"], strict=True)
    ]
    return reader.words(
        "growth.alt",
        where=labels.in_place(shown.place, reader.lang),
        steps=", ".join(named),
        total=_signed(reader, shown.total.change),
        **_years(shown),
    )


def _signed(reader: Audience, value: float) -> str:
    return format_number(value, reader.lang, sign=True)


def _sentences(page: Page, shown: Growth) -> list[str]:
    """How far the change lies from what Germany's growth gives, and which sectors stand out."""
    if shown.place.id == NATION:
        return []
    trend, mix, own = shown.total.parts or (np.nan,) * len(SHIFT_SHARE)
    key = "level" if round(own) == 0 else "above" if own > 0 else "below"
    numbers = {
        "expected": _signed(page, trend + mix),
        "own": format_number(abs(own), page.lang),
    }
    found = [page.words(f"growth.{key}", **({} if key == "level" else numbers))]
    ranked = sorted(shown.rows, key=_own_part, reverse=True)
    above = [row for row in ranked[:_NAMED] if round(_own_part(row)) > 0]
    below = [row for row in ranked[: -_NAMED - 1 : -1] if round(_own_part(row)) < 0]
    for name, rows in (("fields_above", above), ("fields_below", below)):
        if rows:
            found.append(page.words(f"growth.{name}", fields=_named(page, rows)))
    return found


def _jumps(page: Page, shown: Growth) -> str:
    """Sectors that changed much in a single year, which the account does not show."""
    named = [
        page.words(
            "growth.jump",
            field=_sector(page, jump.field),
            before=str(jump.year - 1),
            year=str(jump.year),
            value=_signed(page, jump.change),
        )
        for jump in shown.jumps
    ]
    least = {
        "least": format_number(LEAST_JUMP, page.lang),
        "percent": format_number(LEAST_JUMP_PERCENT, page.lang),
    }
    return page.words("growth.jumps", jumps=join_list(named, page.lang), **least)


def _own_part(row: GrowthRow) -> float:
    """Own development of a sector; a sector without one comes last."""
    own = row.parts[_OWN] if row.parts else np.nan
    return -np.inf if np.isnan(own) else own


def _named(page: Page, rows: Sequence[GrowthRow]) -> str:
    words = [
        page.words(
            "growth.field", field=_sector(page, row.field), value=_signed(page, _own_part(row))
        )
        for row in rows
    ]
    return join_list(words, page.lang)


def _sector(page: Page, code: str) -> str:
    return labels.field_name(page.options, SECTOR, code, page.lang, short=True)


def _meanings(page: Page) -> str:
    """What each part says."""
    parts = "".join(
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(page.words(f'growth.part_{i}_says'))}</dd>"
        for i, name in enumerate(_part_names(page))
    )
    return f'<dl class="s3-growth-parts">{parts}</dl>'


# --- table of sectors ----------------------------------------------------------------------


def _table(page: Page, shown: Growth) -> None:
    """Table of all sectors, and what the growth of Germany leaves out."""
    st.html(_rows(page, shown))
    start, end = (shown.without.value(NATION, year) for year in (shown.base, shown.year))
    caption(
        page.words(
            "growth.without_note",
            start=format_number(start, page.lang),
            end=format_number(end, page.lang),
            **_years(shown),
        )
    )


@kept
def _rows(page: Page, shown: Growth) -> str:
    names = [
        str(shown.base),
        str(shown.year),
        page.words("growth.total"),
        *_part_names(page),
    ]
    head = "".join(
        f'<th scope="col">{html.escape(name)}</th>'
        for name in (page.words("growth.sector"), *names)
    )
    rows = "".join(
        _row(page, shown, row, names, _link(page, shown, row))
        for row in sorted(shown.rows, key=_own_part, reverse=True)
    )
    without = html.escape(page.words("growth.without"))
    total = html.escape(page.words("growth.all"))
    return (
        f'<table class="s3-growth"><caption>{html.escape(page.words("growth.table"))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}"
        f"{_row(page, shown, shown.without_sector, names, without)}</tbody>"
        f"<tfoot>{_row(page, shown, shown.total, names, total)}</tfoot></table>"
    )


def _link(page: Page, shown: Growth, row: GrowthRow) -> str:
    """Name of a sector, which leads to the map of its own development."""
    question = shown.part_question(_OWN, row.field)
    target = address(page.link(state.MAP, **asked(question, shown.year)))
    return f'<a href="{target}" target="_self">{html.escape(_sector(page, row.field))}</a>'


def _row(page: Page, shown: Growth, row: GrowthRow, names: Sequence[str], name: str) -> str:
    cells = [_count(page, row.start), _count(page, row.end), _change(page, row.change)]
    if row.parts is None:
        cells += ["–"] * len(SHIFT_SHARE)
    else:
        code = codes.ALL if row is shown.total else row.field
        cells += [_traced(page, shown, i, code, part) for i, part in enumerate(row.parts)]
    body = "".join(
        f'<td data-label="{html.escape(label)}">{cell}</td>'
        for label, cell in zip(names, cells, strict=True)
    )
    return f'<tr><th scope="row">{name}</th>{body}</tr>'


def _count(page: Page, value: float) -> str:
    return page.words("format.no_value") if np.isnan(value) else format_number(value, page.lang)


def _change(page: Page, value: float) -> str:
    return page.words("format.no_value") if np.isnan(value) else _signed(page, value)


def _traced(page: Page, shown: Growth, number: int, code: str, value: float) -> str:
    """Part of a change, which leads to its trace."""
    question = shown.part_question(number, code)
    keys = asked(question, shown.year, shown.place.id)
    target = address(page.link(state.TRACE, **keys))
    return f'<a class="s3-value" href="{target}" target="_self">{_change(page, value)}</a>'
