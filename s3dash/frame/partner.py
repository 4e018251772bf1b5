"""Cooperation of two places: what each brings, what ties them already, and who is behind it."""

from __future__ import annotations

import datetime
import html
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from s3dash import codes, labels, state
from s3dash.analysis.partners import Gain
from s3dash.frame.cooperation import PROJECTS, field_name, gain_sentence, listed, number
from s3dash.frame.figures import address, lead
from s3dash.frame.page import Page
from s3dash.frame.parts import PAGE_FILES, caption
from s3dash.indicators import OCCUPATION, Place
from s3dash.languages import in_data
from s3dash.text import format_date
from s3dash.views.cooperation import NAMED, Cooperation

ORGANISATIONS: Final = 6
"""Organisations of each side that stand on the page at once; the others are folded."""

GOOD: Final = 3
"""Worst possible rank up to which a partner counts as a good match."""

_KINDS: Final = ("HES", "REC", "PRC", "PUB", "OTH")


def partner_part(page: Page, shown: Cooperation) -> None:
    """The chosen partner: both sides' strengths, ties, and organisations."""
    if shown.about is None or shown.partner is None:
        return
    names = [item.name.in_language(page.lang) for item in (shown.about, shown.partner.place)]
    st.divider()
    st.header(page.words("cooperation.pair", one=names[0], other=names[1]), anchor=False)
    for column, (here, there, gain) in zip(st.columns(2, gap="large"), shown.sides, strict=True):
        with column:
            _side(page, shown, here, there, gain)
    if shown.partner.shared:
        shared = listed(page, shown.partner.shared[:NAMED])
        st.markdown(page.words("cooperation.shared", fields=shared))
    quotient = page.options.indicators["location_quotient"]
    caption(labels.source_line(page.options, quotient, OCCUPATION, page.lang))
    _ties(page, shown)
    _organisations(page, shown)


def _side(page: Page, shown: Cooperation, here: Place, there: Place, gain: Gain) -> None:
    """What one place brings to the other."""
    name = there.name.in_language(page.lang)
    st.subheader(page.words("cooperation.side", name=name), anchor=False)
    st.markdown(gain_sentence(page, shown, here, there, gain))
    if not gain.strengths:
        return
    named = gain.strengths[:NAMED]
    heads = [page.words(f"cooperation.head.{key}") for key in _STRENGTH_HEADS]
    rows = [
        [
            f'<a href="{_map(page, item.field)}" target="_self">'
            f"{html.escape(field_name(page, item.field))}</a>",
            _traced(page, "location_quotient", item.field, there, number(page, item.quotient, 2)),
            _traced(page, "employees", item.field, there, number(page, item.employees)),
            number(page, item.part, 1, sign=True),
            html.escape(listed(page, item.nearest)),
        ]
        for item in named
    ]
    st.html(table("s3-strengths", heads, rows))
    left = gain.strengths[NAMED:]
    if left:
        rest = number(page, sum(item.part for item in left), 1, sign=True)
        lead(page.words("cooperation.rest", count=len(left), points=rest))
    nearer = [
        page.words(
            "cooperation.nearer_field",
            field=field_name(page, item.field),
            points=number(page, item.gain, sign=True),
        )
        for item in gain.nearer[:5]
    ]
    if nearer:
        st.markdown(
            page.words(
                "cooperation.nearer",
                name=here.name.in_language(page.lang),
                fields=" · ".join(nearer),
            )
        )


_STRENGTH_HEADS: Final = ("strength", "quotient", "employees", "part", "nearest")


def table(style: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Table of cells that are HTML already; the first of each row is its head."""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(
            f'<td data-label="{html.escape(name)}">{cell}</td>'
            for name, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="{style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _map(page: Page, field: str) -> str:
    """Address of the map of a field."""
    return address(
        page.link(
            state.MAP,
            indicator="location_quotient",
            occupation=field,
            reference="germany",
            level=codes.DISTRICT,
        )
    )


def _traced(page: Page, indicator: str, field: str, about: Place, shown: str) -> str:
    """A number that leads to the page on where it comes from."""
    chosen = {"indicator": indicator, "occupation": field, "regions": about.id}
    target = address(page.link(state.TRACE, level=codes.DISTRICT, reference="germany", **chosen))
    return f'<a class="s3-value" href="{target}" target="_self">{html.escape(shown)}</a>'


def _ties(page: Page, shown: Cooperation) -> None:
    """Common projects and commuters."""
    assert shown.partner is not None
    assert shown.asked is not None
    assert shown.partner_asked is not None
    names = {
        "one": shown.asked.name.in_language(page.lang),
        "other": shown.partner_asked.name.in_language(page.lang),
        "from_one": labels.from_place(shown.asked, page.lang),
        "from_other": labels.from_place(shown.partner_asked, page.lang),
    }
    st.subheader(page.words("cooperation.ties_head"), anchor=False)
    projects = shown.projects
    if len(projects):
        st.markdown(page.words("cooperation.projects", count=len(projects), **names))
        with st.expander(page.words("cooperation.projects_list", n=number(page, len(projects)))):
            st.html(_project_table(page, projects, [names["one"], names["other"]]))
    else:
        key = "good_none" if shown.partner.worst <= GOOD else "projects_none"
        st.markdown(page.words(f"cooperation.{key}", **names))
    _commuters(page, shown)
    about = shown.options.release.projects_about
    caption(about[f"note_{in_data(page.lang)}"])


def _project_table(page: Page, projects: pd.DataFrame, names: Sequence[str]) -> str:
    heads = [page.words(f"cooperation.head.{key}") for key in ("project", "title", "time")]
    rows = [
        [
            html.escape(row["project"]),
            f"<b>{html.escape(row['acronym'])}</b> {html.escape(row['title'])}",
            _time(row),
            *(_names(page, row[side]) for side in ("organisations_a", "organisations_b")),
        ]
        for row in projects.to_dict("records")
    ]
    return table("s3-projects", [*heads, *names], rows)


def _time(row: Mapping[Any, Any]) -> str:
    """Years in which a project runs."""
    return f"{row['start'][:4]}–{row['end'][:4]}"


def _names(page: Page, names: Sequence[str]) -> str:
    unnamed = page.words("cooperation.unnamed")
    return "<br>".join(html.escape(name or unnamed) for name in names)


def _commuters(page: Page, shown: Cooperation) -> None:
    """Who lives in one and works in the other, and the way to the page of commuters."""
    assert shown.ties is not None
    assert shown.about is not None
    found = shown.ties
    date = labels.date_of(
        page.options.indicators["district_in_commuters"], found.a_to_b.year, page.lang
    )
    st.markdown(
        page.words(
            "cooperation.commuting",
            one=labels.in_place(found.a, page.lang),
            other=labels.in_place(found.b, page.lang),
            there=number(page, found.a_to_b.persons),
            back=number(page, found.b_to_a.persons),
            date=date,
        )
    )
    if shown.about.level == codes.DISTRICT:
        view = state.choose(page.view, page.options, page=state.FLOWS, regions=shown.about.id)
        st.page_link(
            PAGE_FILES[state.FLOWS],
            label=page.words("cooperation.to_flows"),
            query_params=view.to_query(),
        )


def _organisations(page: Page, shown: Cooperation) -> None:
    """Who takes part in EU research on both sides, with the numbers of the projects."""
    st.subheader(page.words("cooperation.organisations"), anchor=False)
    for column, (side, found) in zip(st.columns(2, gap="large"), shown.organisations, strict=True):
        with column:
            name = side.name.in_language(page.lang)
            if found.empty:
                st.markdown(page.words("cooperation.organisations_none", name=name))
                continue
            st.markdown(page.words("cooperation.organisations_of", name=name, count=len(found)))
            within = side.level != codes.MUNICIPALITY and found["ags"].nunique() > 1
            rows = [_organisation(page, row, within=within) for row in found.to_dict("records")]
            heads = [page.words(f"cooperation.head.{key}") for key in ("organisation", "projects")]
            st.html(table("s3-organisations", heads, [row[:2] for row in rows[:ORGANISATIONS]]))
            with st.expander(
                page.words("cooperation.organisations_all", n=number(page, len(rows)))
            ):
                numbers = [*heads, page.words("cooperation.head.numbers")]
                st.html(table("s3-organisations", numbers, rows))
    issued = page.options.release.projects_about["origin"]["as_of"]
    line = labels.source_line(page.options, page.options.indicators[PROJECTS], "", page.lang)
    date = format_date(datetime.date.fromisoformat(issued), page.lang)
    caption(f"{page.words('map.as_of', date=date)} · {line}")


def _organisation(page: Page, row: Mapping[Any, Any], *, within: bool) -> list[str]:
    """Name, kind and place of an organisation, how many projects it has, and their numbers."""
    kind = page.words(f"cooperation.kind.{row['kind'] if row['kind'] in _KINDS else 'none'}")
    about = f"{kind}, {row['name']}" if within else kind
    name = row["organisation"] or page.words("cooperation.unnamed")
    return [
        f"{html.escape(name)}<small>{html.escape(about)}</small>",
        number(page, row["projects"]),
        html.escape(", ".join(row["project_numbers"])),
    ]
