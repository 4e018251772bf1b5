"""One field in depth: where it is strong here and in Germany, how it changed, what makes it up."""

from __future__ import annotations

from html import escape
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from s3dash import codes, labels, state
from s3dash.charts.quadrants import QuadrantWords, quadrant, quadrants
from s3dash.charts.small_map import small_map
from s3dash.frame.figures import (
    address,
    asked,
    chart_labels,
    compared_style,
    draw_bare,
    field_label,
    lead,
    reader_of,
    source,
    to_drawing,
)
from s3dash.frame.key_figures import amount, view_of, year_words
from s3dash.frame.over_time import series
from s3dash.frame.page import Page
from s3dash.frame.parts import caption, region_style, source_caption
from s3dash.frame.theme_maps import class_edges, district_outlines
from s3dash.indicators import OCCUPATION
from s3dash.text import format_number, join_list
from s3dash.views import Answered, answered, themes
from s3dash.views.themes import Group, Leaders, Standing, Strength

FULL: Final = "★"
EMPTY: Final = "☆"
OPEN: Final = " ?"
"""Signs of the stars; the last one says that suppressed cells leave a range."""

_MARKS: Final = {True: "✓", False: "", None: "?"}
_SAID: Final = {True: "holds", False: "fails", None: "open"}


def where_strong(page: Page, found: Strength) -> None:
    """Map of the districts with lines over time, and beside it all of them with their stars."""
    left, right = st.columns([5, 8], gap="large")
    with left:
        st.html(_map(page, found))
        st.html(f'<p class="s3-links">{_map_link(page, found)}</p>')
        st.header(page.words("themes.lines"), anchor=False)
        lead(_moves(page, found))
        places = themes.line_places(found, page.view, page.options)
        lines = answered(page.options, found.quotients.question, places)
        series(page, lines, compared_style(page, places), key="themes_lines")
    with right:
        _standings(page, found)


def _moves(page: Page, found: Strength) -> str:
    """Sentence about the largest rise and the largest fall since the base year."""
    said = [
        page.words(
            f"themes.{key}",
            where=labels.in_place(move.place, page.lang),
            start=_quotient(page, move.start),
            end=_quotient(page, move.end),
        )
        for key, move in zip(("rose", "fell"), themes.moves(found), strict=True)
        if move is not None
    ]
    base = str(found.base)
    return page.words("themes.since", base=base, moves="; ".join(said)) if said else ""


def _map(page: Page, found: Strength) -> str:
    centre = found.quotients.question.indicator.centre
    assert centre is not None
    values = {item.place.id: item.quotient for item in found.districts}
    named = [
        page.words("start.alt_place", name=_name(page, item), value=_quotient(page, item.quotient))
        for item in found.districts[:3]
    ]
    alt = page.words(
        "start.alt",
        theme=field_label(page, found.quotients.question, short=False),
        year=str(found.year),
        places=join_list(named, page.lang),
    )
    drawn = small_map(
        district_outlines(page.options.release.geo),
        values,
        class_edges([*themes.overview(page.options, page.view), found.quotients], found.year),
        centre=centre,
        alt=alt,
        mode=page.mode,
    )
    return f'<div class="s3-large-map">{drawn}</div>'


def _map_link(page: Page, found: Strength) -> str:
    chosen: dict[str, str | None] = dict(asked(found.quotients.question, found.year))
    link = address(page.link(state.MAP, level=codes.DISTRICT, **chosen))
    return f'<a href="{link}" target="_self">{escape(page.words("themes.to_map"))}</a>'


def _standings(page: Page, found: Strength) -> None:
    """Table of the districts, then the region, Germany and selected places beyond."""
    heads = [
        page.words("themes.district"),
        page.words("themes.stars"),
        _head(page, "quotient", _quotient(page, page.view.rule.threshold)),
        _head(page, "employees", format_number(found.cut_off, page.lang)),
        _head(page, "change", _percent(page, found.national_growth), base=str(found.base)),
        page.words("themes.rank", n=format_number(found.ranked, page.lang)),
    ]
    rows = "".join(_standing(page, found, item) for item in found.districts)
    rows += "".join(_standing(page, found, item, beyond=True) for item in found.beyond)
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    title = escape(page.words("themes.standings"))
    st.html(
        f'<div class="s3-scroll" tabindex="0"><table class="s3-strengths">'
        f"<caption>{title}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
    caption(page.words("themes.standings_note"))
    source(page, found.quotients.question, found.year, about=found.districts[0].place.id)


def _head(page: Page, key: str, cut_off: str, **values: str) -> str:
    """Head of a criterion: what is counted, and below it from where on it holds."""
    below = escape(page.words(f"themes.{key}_from", value=cut_off))
    return f"{escape(page.words(f'themes.{key}', **values))}<small>{below}</small>"


def _standing(page: Page, found: Strength, item: Standing, *, beyond: bool = False) -> str:
    name = f'<a href="{_profile(page, item)}" target="_self">{escape(_name(page, item))}</a>'
    cells = [
        _stars(page, found, item),
        _criterion(page, found.quotients, item, found.year, item.specialisation),
        _criterion(page, found.employees, item, found.year, None if beyond else item.size),
        _criterion(page, found.changes, item, found.year, item.growth),
        _rank(page, item),
    ]
    chosen = item.place.id in region_style(page)
    css = " ".join(word for word, on in (("s3-beyond", beyond), ("s3-chosen", chosen)) if on)
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{css}"><th scope="row">{name}</th>{body}</tr>'


def _profile(page: Page, item: Standing) -> str:
    return address(page.link(state.PROFILE, regions=item.place.id))


def _stars(page: Page, found: Strength, item: Standing) -> str:
    """Stars in signs with their number for screen readers, and the range if there is one."""
    answer = found.stars
    at = answer.found.at([found.year])
    row = answer.row(item.place.id)
    low, high = at.low[row, 0], at.high[row, 0]
    if np.isnan(item.stars) and np.isnan(low):
        return "–"
    number = int(low if np.isnan(item.stars) else item.stars)
    said = page.words("themes.of_three", n=str(number))
    if low < high:
        said = page.words("themes.range_of_three", low=str(int(low)), high=str(int(high)))
    signs = FULL * number + EMPTY * (3 - number) + (OPEN if low < high else "")
    link = address(page.link(state.TRACE, **asked(answer.question, found.year, item.place.id)))
    return (
        f'<a class="s3-stars" href="{link}" target="_self" title="{escape(said)}"'
        f' aria-label="{escape(said)}">{signs}</a>'
    )


def _criterion(page: Page, answer: Answered, item: Standing, year: int, holds: bool | None) -> str:
    """Figure that leads to its trace, with a mark that says whether its criterion holds."""
    figure = _figure(page, answer, item.place.id, year)
    if item.place.level != codes.DISTRICT and answer.question.indicator.id == themes.EMPLOYEES:
        return figure
    said = escape(page.words(f"themes.{_SAID[holds]}"))
    mark = f'<i role="img" title="{said}" aria-label="{said}">{_MARKS[holds]}</i>'
    return f"{figure} {mark}"


def _figure(page: Page, answer: Answered, key: str, year: int) -> str:
    """Figure of a place that leads to its trace, or why there is none."""
    status, value = answer.status(key, year), answer.value(key, year)
    indicator = answer.question.indicator
    if np.isnan(value):
        words = page.words(f"chart.states.{status}")
        return f'<span class="s3-none">{escape(words)}</span>'
    number = labels.figure(indicator, value, page.lang, unit=indicator.unit == "%")
    if indicator.id == themes.CHANGE:
        number = _percent(page, value)
    link = address(page.link(state.TRACE, **asked(answer.question, year, key)))
    title = escape(_range(page, answer, key, year) or page.words("trace.title"))
    return f'<a class="s3-value" href="{link}" target="_self" title="{title}">{escape(number)}</a>'


def _range(page: Page, answer: Answered, key: str, year: int) -> str:
    """Words for the range that suppressed cells leave; empty where rounding hides it."""
    at, row = answer.found.at([year]), answer.row(key)
    indicator = answer.question.indicator
    low, high = (
        labels.figure(indicator, float(bound[row, 0]), page.lang) for bound in (at.low, at.high)
    )
    return "" if low == high else page.words("chart.range", low=low, high=high)


def _rank(page: Page, item: Standing) -> str:
    if item.rank is None:
        return "–"
    first, last = (format_number(rank, page.lang) for rank in item.rank)
    return first if first == last else page.words("themes.rank_range", first=first, last=last)


def _name(page: Page, item: Standing) -> str:
    return item.place.name.in_language(page.lang)


def _quotient(page: Page, value: float) -> str:
    return format_number(value, page.lang, 2)


def _percent(page: Page, value: float) -> str:
    indicator = page.options.indicators[themes.CHANGE]
    number = format_number(value, page.lang, indicator.decimals, sign=True)
    return number + labels.short_unit(indicator, page.lang)


# --- strong and growing ---------------------------------------------------------------------


def strong_and_growing(page: Page, found: Strength) -> None:
    """Quadrants of strength and change."""
    st.header(page.words("themes.quadrants"), anchor=False)
    known = [i for i in found.districts if not np.isnan([i.quotient, i.change]).any()]
    rows = [_point(page, found, item) for item in known]
    rule = page.view.rule
    cuts = {"threshold": rule.threshold, "growth": found.national_growth}
    words = QuadrantWords(
        **{
            name: page.words(f"themes.{name}")
            for name in ("star", "mature", "emerging", "transforming")
        },
        threshold=page.words("themes.line_threshold", value=_quotient(page, rule.threshold)),
        growth=page.words(
            "themes.line_lead" if rule.lead else "themes.line_growth",
            value=_percent(page, found.national_growth),
            lead=format_number(rule.lead, page.lang),
        ),
        change=page.words("themes.axis_change", base=str(found.base)),
    )
    lies = {
        name: [_name(page, i) for i in known if quadrant(i.quotient, i.change, **cuts) == name]
        for name in ("star", "mature")
    }
    alt = page.words(
        "themes.alt_quadrants",
        field=field_label(page, found.quotients.question, short=False),
        star=join_list(lies["star"], page.lang) or "–",
        mature=join_list(lies["mature"], page.lang) or "–",
    )
    figure = quadrants(
        pd.DataFrame(rows),
        chart_labels(page, found.quotients.question, alt=alt),
        words,
        **cuts,
        style=region_style(page),
        mode=page.mode,
    )
    draw_bare(page, to_drawing(reader_of(page), figure), key="themes_quadrants")
    unknown = [_name(page, item) for item in found.districts if item not in known]
    if unknown:
        caption(page.words("themes.not_drawn", places=join_list(unknown, page.lang)))
    source(page, found.changes.question, found.year, about=found.districts[0].place.id)


def _point(page: Page, found: Strength, item: Standing) -> dict[str, object]:
    number = labels.figure(page.options.indicators[themes.EMPLOYEES], item.employees, page.lang)
    box = page.words(
        "themes.point",
        name=_name(page, item),
        quotient=_quotient(page, item.quotient),
        employees=number,
        change=_percent(page, item.change),
        base=str(found.base),
    )
    return {
        "region": item.place.id,
        "name": _name(page, item),
        "quotient": item.quotient,
        "change": item.change,
        "employees": item.employees,
        "text": box,
    }


# --- what makes it up, and who is strongest in Germany --------------------------------------


def made_of(page: Page, found: Strength) -> None:
    """Occupation groups of a theme: their share of it here and in Germany."""
    name = found.about.name.in_language(page.lang)
    st.header(page.words("themes.groups", name=name), anchor=False)
    heads = ("group", "share_here", "share_nation", "quotient", "employees", "change")
    values = {"name": name, "base": str(found.base)}
    head = "".join(
        f'<th scope="col">{escape(page.words(f"themes.{key}", **values))}</th>' for key in heads
    )
    body = "".join(_group(page, found, item) for item in found.groups)
    st.html(
        '<div class="s3-scroll" tabindex="0"><table class="s3-strengths s3-groups">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    caption(page.words("themes.groups_note"))
    source(page, found.groups[0].share.question, found.year, about=found.about.id)


def _group(page: Page, found: Strength, item: Group) -> str:
    name = labels.field_name(page.options, OCCUPATION, item.code, page.lang)
    link = address(page.link(focus=item.code))
    head = f'<a href="{link}" target="_self">{escape(name)}</a> <small>{item.code}</small>'
    cells = (
        (item.share, found.about.id),
        (item.share, themes.NATION),
        (item.quotient, found.about.id),
        (item.employees, found.about.id),
        (item.changes, found.about.id),
    )
    body = "".join(f"<td>{_figure(page, answer, key, found.year)}</td>" for answer, key in cells)
    return f'<tr><th scope="row">{head}</th>{body}</tr>'


def strongest_in_germany(page: Page, found: Strength) -> None:
    """The ten strongest districts of Germany, and the region's best among all of them."""
    st.header(page.words("themes.best", n=str(themes.BEST)), anchor=False)
    inside = {item.place.id for item in found.districts}
    own = next((item for item in found.best if item.place.id in inside), None)
    if own is not None and own.rank is not None:
        words = page.words(
            "themes.best_here",
            name=_name(page, own),
            rank=_rank(page, own),
            n=format_number(found.ranked, page.lang),
        )
        st.markdown(words)
    heads = ("rank_short", "district", "quotient", "employees")
    head = "".join(f'<th scope="col">{escape(page.words(f"themes.{k}"))}</th>' for k in heads)
    body = ""
    for item in found.best:
        css = ' class="s3-chosen"' if item.place.id in inside else ""
        cells = "".join(
            f"<td>{_figure(page, answer, item.place.id, found.year)}</td>"
            for answer in found.best_figures[:2]
        )
        body += (
            f"<tr{css}><td>{_rank(page, item)}</td>"
            f'<th scope="row">{escape(_name(page, item))}</th>{cells}</tr>'
        )
    st.html(
        '<table class="s3-strengths s3-best">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    source(page, found.germany.question, found.year, about=found.best[0].place.id)


# --- below the districts, and what the theme is ---------------------------------------------


def municipal_evidence(page: Page, found: Strength) -> None:
    """Municipalities that lead by the figures that speak of the theme."""
    lists = themes.evidence(page.options, found.field)
    if not lists:
        return
    st.header(page.words("themes.evidence"), anchor=False)
    caption(page.words("key_figures.evidence_note"))
    for column, item in zip(st.columns(len(lists), gap="large"), lists, strict=True):
        with column:
            st.html(_leaders(page, item))
    kinds = [(item.figures[0].indicator, "") for item in lists]
    line = labels.joint_source_line(page.options, kinds, page.lang)
    first = lists[0].figures[0]
    keys = asked(first.answered.question, first.year, first.key)
    source_caption(page, line, **keys)


def _leaders(page: Page, item: Leaders) -> str:
    indicator, first = item.figures[0].indicator, item.figures[0]
    name = escape(indicator.name.in_language(page.lang))
    order = page.words(
        "themes.lowest" if indicator.direction == "lower" else "themes.highest",
        level=labels.level_name(item.level, page.lang),
    )
    rows = "".join(
        f"<li><span>{escape(labels.place_name(page.options, figure.key, page.lang))}</span>"
        f"<b>{amount(page, figure, figure.key)}</b></li>"
        for figure in item.figures
    )
    link = view_of(page, first, state.MAP)
    unit = escape(indicator.unit_label.in_language(page.lang))
    return (
        f'<div class="s3-leaders"><a href="{link}" target="_self">{name}</a>'
        f"<p>{unit} · {year_words(page, first)} · {escape(order)}</p><ol>{rows}</ol></div>"
    )


def definition(page: Page, found: Strength) -> None:
    """What counts as the theme, and what the figures cannot say."""
    names = [
        f"{code} {labels.field_name(page.options, OCCUPATION, code, page.lang)}"
        for code in page.options.release.themes[found.field].occupations
    ]
    st.header(page.words("themes.definition"), anchor=False)
    st.markdown(page.words("themes.defined", groups="; ".join(names)))
    st.markdown(page.words("themes.limits"))
