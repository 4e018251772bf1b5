"""Parts of the page of priorities: weights, fields in their order, what hangs on the weights."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from s3dash import labels, state
from s3dash.analysis.priorities import Part, RankedField
from s3dash.charts import theme
from s3dash.charts.labels import Labels
from s3dash.charts.rank_ranges import rank_ranges
from s3dash.exhibits.on_priorities import priority_subtitle, priority_title
from s3dash.frame.figures import (
    address,
    asked,
    chart_words,
    draw_bare,
    headline,
    lead,
    reader_of,
    to_drawing,
)
from s3dash.frame.page import Page, show_choice
from s3dash.frame.parts import source_caption
from s3dash.frame.settings import Worked, settings
from s3dash.frame.sheet import page_sheet
from s3dash.indicators import CRITERIA, OCCUPATION, OWN_GROUP, THEME, WEIGHING, Indicator
from s3dash.indicators.weights import COMPLEXITY, DEMAND, SIZE, SPECIALISATION
from s3dash.text import format_number, format_percent, join_list
from s3dash.views import PriorityFigures

SHOWN: Final = 15
"""Fields that are shown with all their criteria."""

_NAMED: Final = 3
_MOST: Final = str(max(map(int, state.WEIGHTS)))
_AMONG: Final = {
    SIZE: "fields_{kind}",
    DEMAND: "occupations_here",
    SPECIALISATION: "districts",
    "growth": "districts",
    "relatedness": "districts",
    "growth_nation": "occupations",
    COMPLEXITY: "occupations",
}
"""What each criterion is compared with, as a key of words."""


def priorities_headline(page: Page, shown: PriorityFigures) -> None:
    """Fields that are ahead whatever the weights; below it how they were ranked."""
    page_sheet("priorities", page.mode)
    headline(priority_title(page.options, shown, page.lang), priority_subtitle(page.view, shown))


def place_note(page: Page, shown: PriorityFigures) -> None:
    """Say that a Kreis stands in for a municipality."""
    names = {
        "name": shown.asked.name.in_language(page.lang),
        "district": shown.about.name.in_language(page.lang),
    }
    if shown.asked.id[:5] == shown.about.id and shown.asked.name != shown.about.name:
        st.markdown(page.words("priorities.district", **names))


def fields_choice(page: Page) -> None:
    """Switch between themes and occupation groups."""
    widget = f"{page.view.page}_fields"
    show_choice(widget, page.view.fields)
    st.segmented_control(
        page.words("priorities.fields"),
        state.RANKED_FIELDS,
        key=widget,
        format_func=lambda name: page.words(f"priorities.fields_{name}"),
        required=True,
        on_change=lambda: page.go(fields=st.session_state[widget]),
    )


# --- weights -------------------------------------------------------------------------------


def weights(page: Page, shown: PriorityFigures) -> None:
    """A slider for the weight of each criterion, and a way back to equal weights."""
    if not shown.found.ranked and not page.view.weights:
        return
    lead(page.words("priorities.weights"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="weights"):
        for name in CRITERIA:
            show_choice(_widget(name), page.view.weight(name))
            st.slider(
                page.words(f"criteria.{name}"),
                0,
                int(_MOST),
                key=_widget(name),
                on_change=_weigh,
                args=(page,),
            )
        st.button(
            page.words("priorities.reset"),
            key="weights_reset",
            type="tertiary",
            disabled=not page.view.weights,
            on_click=lambda: page.go(weights=None),
        )


def _widget(criterion: str) -> str:
    return f"weight_{criterion}"


def _weigh(page: Page) -> None:
    """Put the weights into the address; all of them 0 would leave nothing to rank by."""
    chosen = {name: st.session_state[_widget(name)] for name in CRITERIA}
    if any(chosen.values()):
        parts = [f"{name}{OWN_GROUP}{number}" for name, number in chosen.items()]
        page.go(weights=",".join(parts))


# --- what is said --------------------------------------------------------------------------


def field_name(page: Page, shown: PriorityFigures, item: RankedField) -> str:
    """Short name of a field."""
    return labels.field_name(page.options, shown.kind, item.field, page.lang, short=True)


def findings(page: Page, shown: PriorityFigures) -> None:
    """What is ahead whatever the weights, what hangs on them, and what speaks for the first."""
    found = shown.found
    if not found.ranked:
        return
    words = [
        page.words("priorities.robust", fields=_shares(page, shown, found.robust))
        if found.robust
        else page.words("priorities.robust_none")
    ]
    if found.contested:
        fields = _shares(page, shown, found.contested[: _NAMED + 1])
        words.append(page.words("priorities.contested", fields=fields))
    st.markdown(" ".join([*words, _speaks(page, shown, found.ranked[0])]))
    without = [name for name in CRITERIA if name not in found.counted and page.view.weight(name)]
    if without:
        names = join_list([page.words(f"criteria.{name}") for name in without], page.lang)
        st.markdown(page.words("priorities.left_out", criteria=names))


def _speaks(page: Page, shown: PriorityFigures, item: RankedField) -> str:
    """The criteria in which a field stands best, and the one in which it stands worst."""
    counted = [part for part in item.parts if part.criterion in shown.found.counted]
    parts = sorted(counted, key=lambda part: -part.among)
    named = [
        page.words(
            "priorities.criterion",
            criterion=page.words(f"criteria.{part.criterion}"),
            value=_figure(page, shown, part, unit=True),
        )
        for part in parts
    ]
    return page.words(
        "priorities.speaks",
        field=field_name(page, shown, item),
        best=join_list(named[:2], page.lang),
        worst=named[-1],
    )


def _shares(page: Page, shown: PriorityFigures, fields: Sequence[RankedField]) -> str:
    named = [
        page.words(
            "priorities.share",
            field=field_name(page, shown, item),
            share=_share(page, item.first),
        )
        for item in fields
    ]
    return join_list(named, page.lang)


def _share(page: Page, share: float) -> str:
    """Share of the weightings in per cent; one that is not all of them is not rounded to all."""
    if 0.995 <= share < 1:
        return page.words("priorities.almost_all")
    return format_percent(100 * share, page.lang, 0)


def _figure(page: Page, shown: PriorityFigures, part: Part, *, unit: bool) -> str:
    indicator = shown.question(part.criterion, "").indicator
    number = labels.figure(indicator, part.value, page.lang, unit=unit)
    return number if unit else number + labels.short_unit(indicator, page.lang)


# --- the order -----------------------------------------------------------------------------


def order(page: Page, shown: PriorityFigures) -> None:
    """Table of the first fields with points and every criterion in its own unit."""
    found = shown.found
    if not found.ranked:
        return
    rows = "".join(_row(page, shown, item) for item in found.ranked[:SHOWN])
    title = page.words(
        f"priorities.table_{shown.kind}",
        place=shown.about.name.in_language(page.lang),
        n=min(SHOWN, len(found.ranked)),
        all=len(found.ranked),
    )
    st.html(
        f'<table class="s3-order"><caption>{html.escape(title)}</caption>'
        f"<thead><tr>{_heads(page, shown)}</tr></thead><tbody>{rows}</tbody></table>"
    )
    _others(page, shown)
    first = found.ranked[0]
    source_caption(
        page,
        labels.joint_source_line(page.options, _sources(page, shown), page.lang),
        indicator=WEIGHING[0],
        year=str(found.year),
        regions=shown.about.id,
        **{shown.kind: first.field},
    )


def _sources(page: Page, shown: PriorityFigures) -> list[tuple[Indicator, str]]:
    """Indicators of the table with their kind of field; complexity has none."""
    own = [shown.question(name, "").indicator for name in CRITERIA]
    own += [page.options.indicators[name] for name in WEIGHING]
    return [(item, shown.kind if item.fields else "") for item in own]


def _heads(page: Page, shown: PriorityFigures) -> str:
    heads = [
        f'<th scope="col">{html.escape(page.words(f"priorities.{name}"))}</th>'
        for name in ("rank", "field", "points")
    ]
    for name in CRITERIA:
        counted = name in shown.found.counted
        among = f"among_{_AMONG[name].format(kind=shown.kind)}" if counted else "unweighted"
        heads.append(
            _head(
                page.words(f"criteria.{name}"),
                page.words(f"priorities.unit_{name}", base=shown.found.base),
                page.words(f"priorities.{among}"),
            )
        )
    first = (page.words("priorities.first"), page.words("priorities.first_of"))
    return "".join([*heads, _head(*first)])


def _head(words: str, *below: str) -> str:
    lines = "".join(f"<small>{html.escape(line)}</small>" for line in below)
    return f'<th scope="col">{html.escape(words)}{lines}</th>'


def _row(page: Page, shown: PriorityFigures, item: RankedField) -> str:
    name = html.escape(field_name(page, shown, item))
    target = state.THEMES if shown.kind == THEME else state.POTENTIALS
    link = f'<a href="{address(page.link(target, focus=item.field))}" target="_self">{name}</a>'
    points = format_number(item.score, page.lang)
    cells = [
        (page.words("priorities.rank"), f"{item.rank}{_possible(page, item)}", ""),
        ("", link, ""),
        (
            page.words("priorities.points"),
            f"<b>{_traced(page, shown, item, WEIGHING[0], points)}</b>",
            "",
        ),
        *(_criterion(page, shown, item, part) for part in item.parts),
        (
            page.words("priorities.first"),
            _traced(page, shown, item, WEIGHING[1], _share(page, item.first))
            + _bar(page, item.first)
            + _possible_share(page, item),
            "",
        ),
    ]
    return f"<tr>{''.join(_cell(*cell, head=i == 1) for i, cell in enumerate(cells))}</tr>"


def _cell(label: str, content: str, css: str, *, head: bool) -> str:
    if head:
        return f'<th scope="row">{content}</th>'
    return f'<td class="{css}" data-label="{html.escape(label)}">{content}</td>'


def _possible(page: Page, item: RankedField) -> str:
    """Ranks that suppressed cells leave possible, where there is more than one."""
    if item.rank_best == item.rank_worst:
        return ""
    ends = {"best": f"{item.rank_best:.0f}", "worst": f"{item.rank_worst:.0f}"}
    return f"<small>{html.escape(page.words('priorities.ranks', **ends))}</small>"


def _possible_share(page: Page, item: RankedField) -> str:
    """Range of the share that suppressed cells leave, where rounding does not hide it."""
    low, high = (_share(page, end) for end in (item.first_low, item.first_high))
    if low == high:
        return ""
    return f"<small>{html.escape(page.words('priorities.between', low=low, high=high))}</small>"


def _traced(
    page: Page, shown: PriorityFigures, item: RankedField, indicator: str, words: str
) -> str:
    """Figure that leads to its trace."""
    keys = {"indicator": indicator, shown.kind: item.field, "year": str(shown.found.year)}
    return _link(page, words, page.link(state.TRACE, regions=shown.about.id, **keys))


def _link(page: Page, words: str, target: str) -> str:
    title = html.escape(page.words("trace.title"))
    return (
        f'<a class="s3-value" href="{address(target)}" target="_self" title="{title}">'
        f"{html.escape(words)}</a>"
    )


def _criterion(
    page: Page, shown: PriorityFigures, item: RankedField, part: Part
) -> tuple[str, str, str]:
    """Label, content and class of a cell: figure, place among the others, points that it adds."""
    label, value = page.words(f"criteria.{part.criterion}"), _figure(page, shown, part, unit=False)
    if part.criterion == COMPLEXITY:
        focus = item.field if shown.kind == OCCUPATION else None
        target = page.link(state.POTENTIALS, focus=focus)
    else:
        question = shown.question(part.criterion, item.field)
        about = shown.place_of(part.criterion).id
        target = page.link(state.TRACE, **asked(question, shown.found.year, about))
    content = _link(page, value, target) + _bar(page, part.among)
    if part.criterion not in shown.found.counted:
        return label, content, "s3-uncounted"
    points = page.words("priorities.points_of", n=format_number(part.points, page.lang, 1))
    return label, f"{content}<small>{html.escape(points)}</small>", ""


def _bar(page: Page, share: float) -> str:
    """Bar from 0 to 1; none where the share is not known."""
    if np.isnan(share):
        return ""
    style = f"width:{100 * share:.0f}%;background:{theme.palette(page.mode).sequential[3]}"
    return f'<span class="s3-track"><i style="{style}"></i></span>'


def _others(page: Page, shown: PriorityFigures) -> None:
    """Fields beyond the table, and those that have no rank with the reason."""
    found = shown.found
    if len(found.ranked) > SHOWN:
        with st.expander(page.words("priorities.all_fields", n=len(found.ranked))):
            _short_table(page, shown)
    if found.unranked:
        named = [
            page.words(
                "priorities.unranked_field",
                field=field_name(page, shown, item),
                criteria=join_list(
                    [page.words(f"criteria.{name}") for name in item.unknown], page.lang
                ),
            )
            for item in found.unranked
        ]
        words = page.words("priorities.unranked", fields="; ".join(named))
        st.html(f'<p class="s3-unranked">{html.escape(words)}</p>')


def _short_table(page: Page, shown: PriorityFigures) -> None:
    names = ("rank", "field", "points", "first")
    heads = "".join(
        f'<th scope="col">{html.escape(page.words(f"priorities.{name}"))}</th>' for name in names
    )
    rows = "".join(
        f"<tr><td>{item.rank}</td><td>{html.escape(field_name(page, shown, item))}</td>"
        f"<td>{format_number(item.score, page.lang)}</td><td>{_share(page, item.first)}</td></tr>"
        for item in shown.found.ranked
    )
    st.html(f'<table class="s3-order"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


# --- what hangs on the weights -------------------------------------------------------------


def spread(page: Page, shown: PriorityFigures) -> None:
    """Ranks of the first fields under random weightings."""
    fields = shown.found.ranked[:SHOWN]
    if not fields:
        return
    st.header(page.words("priorities.spread"), anchor=False)
    lead(page.words("priorities.spread_lead"))
    rows = pd.DataFrame(
        {
            "field_label": field_name(page, shown, item),
            "rank": item.rank,
            "best": item.best,
            "worst": item.worst,
            "usual_best": item.usual_best,
            "usual_worst": item.usual_worst,
            "hover": _hover(page, shown, item),
        }
        for item in fields
    )
    words = Labels(
        value=page.words("priorities.spread_axis"),
        unit="",
        number=lambda value: format_number(value, page.lang),
        words=chart_words(page.lang),
        alt=page.words(
            "priorities.spread_alt",
            place=shown.about.name.in_language(page.lang),
            fields=_shares(page, shown, fields[:_NAMED]),
        ),
    )
    figure = rank_ranges(rows, words, mode=page.mode)
    draw_bare(page, to_drawing(reader_of(page), figure), key="rank_ranges")


def _hover(page: Page, shown: PriorityFigures, item: RankedField) -> str:
    ends = ("best", "worst", "usual_best", "usual_worst")
    return page.words(
        "priorities.spread_hover",
        field=html.escape(field_name(page, shown, item)),
        rank=item.rank,
        all=len(shown.found.ranked),
        share=_share(page, item.first),
        **{name: f"{getattr(item, name):.0f}" for name in ends},
    )


# --- how to read it ------------------------------------------------------------------------


def how_to_read(page: Page, shown: PriorityFigures) -> None:
    """Formulas with the real numbers of the first field, and what is not counted."""
    if not shown.found.ranked:
        return
    first = shown.found.ranked[0]
    settings(
        page,
        (),
        worked=[
            _worked_score(page, shown, first),
            _worked_place(page, shown, first),
            *(_worked(page, name) for name in ("weights", "missing")),
        ],
    )
    target = address(f"{page.link(state.HOW)}#priorities")
    words = html.escape(page.words("methods.title"))
    st.html(f'<p class="s3-foot"><a href="{target}" target="_self">{words}</a></p>')


def _worked(page: Page, name: str, **numbers: str) -> Worked:
    key = f"priorities.read_{name}"
    return Worked(
        about=page.words(key),
        formula=page.words(f"{key}_formula"),
        numbers=page.words(f"{key}_numbers", **numbers),
        meaning=page.words(f"{key}_meaning"),
    )


def _worked_score(page: Page, shown: PriorityFigures, item: RankedField) -> Worked:
    counted = [part for part in item.parts if part.criterion in shown.found.counted]
    weighed = [(page.view.weight(part.criterion), part.among) for part in counted]
    terms = " + ".join(f"{w} · {format_number(p, page.lang, 2)}" for w, p in weighed)
    total = sum(weight for weight, _ in weighed)
    return Worked(
        about=page.words(
            "priorities.read_score",
            field=field_name(page, shown, item),
            place=shown.about.name.in_language(page.lang),
            year=shown.found.year,
        ),
        formula=page.words("priorities.read_score_formula"),
        numbers=f"100 · ({terms}) / {total} = {format_number(item.score, page.lang, 1)}",
        meaning=page.words("priorities.read_score_meaning"),
    )


def _worked_place(page: Page, shown: PriorityFigures, item: RankedField) -> Worked:
    part = item.parts[CRITERIA.index(SPECIALISATION)]
    return _worked(
        page,
        "place",
        place=format_number(part.among, page.lang, 2),
        value=_figure(page, shown, part, unit=False),
    )
