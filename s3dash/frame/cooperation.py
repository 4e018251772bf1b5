"""Cooperation: headline, choices, ranked partners, and the network over the map."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import streamlit as st

from s3dash import codes, config, labels, state
from s3dash.analysis.partners import Gain, Partner
from s3dash.charts.labels import Labels
from s3dash.charts.network import Tie, network
from s3dash.exhibits.on_cooperation import amount_of_ties, cooperation_title
from s3dash.frame.figures import (
    Drawing,
    address,
    chart_words,
    draw_bare,
    headline,
    lead,
    reader_of,
    to_drawing,
)
from s3dash.frame.flows import districts_of
from s3dash.frame.page import Audience, Page, Reader, show_choice
from s3dash.frame.parts import caption, region_options, select
from s3dash.frame.settings import THRESHOLD, Worked, settings
from s3dash.indicators import OCCUPATION, Place
from s3dash.state import View
from s3dash.text import format_number, format_percent, join_list
from s3dash.views.cooperation import RANKED_PAIRS, TOLD, Cooperation, Line, occupations

PROJECTS: Final = "eu_research_participations_since_2014"
"""Indicator from the source of the participations."""

_WIDER: Final = ("NRW", "DE")


def cooperation_headline(page: Page, shown: Cooperation) -> None:
    """Who complements whom best; below it what is counted, and when."""
    date = labels.date_of(page.options.indicators["employees"], shown.year, page.lang)
    groups = number(page, len(occupations(page.options)))
    title = cooperation_title(page.options, shown, page.lang)
    headline(title, page.words("cooperation.about", date=date, n=groups))


def focus_name(page: Page, shown: Cooperation, *, short: bool = True) -> str:
    """Name of the theme or group that partners are sought for."""
    return labels.field_name(page.options, shown.kind, shown.focus, page.lang, short=short)


def field_name(reader: Audience, code: str) -> str:
    """Short name of an occupation group."""
    return labels.field_name(reader.options, OCCUPATION, code, reader.lang, short=True)


def listed(page: Page, fields: Sequence[str]) -> str:
    """Names of occupation groups in a row; many of them have commas and "and" inside."""
    return " · ".join(field_name(page, code) for code in fields)


def _name(page: Page, item: Place) -> str:
    return item.name.in_language(page.lang)


def _pair_words(page: Page, one: Place, item: Partner) -> str:
    return page.words("cooperation.pair", one=_name(page, one), other=_name(page, item.place))


def number(reader: Audience, value: float, decimals: int = 0, *, sign: bool = False) -> str:
    """A number in the page's language."""
    return format_number(value, reader.lang, decimals, sign=sign)


def cooperation_choices(page: Page, shown: Cooperation) -> None:
    """Choice of the place, of the field that partners are sought for, and of the partner."""
    region = config.region().id
    names = {item["id"]: item["name"] for item in region_options(page)}
    names = {key: name for key, name in names.items() if key not in _WIDER}
    chosen = region if shown.asked is None else shown.asked.id
    names.setdefault(chosen, page.words("cooperation.place"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="cooperation-choices"):
        show_choice("cooperation_place", chosen)
        st.selectbox(
            page.words("cooperation.place"),
            list(names),
            key="cooperation_place",
            format_func=names.__getitem__,
            on_change=lambda: _choose(page, st.session_state["cooperation_place"]),
        )
        select(
            page,
            "focus",
            ("", *page.options.release.themes, *occupations(page.options)),
            shown.focus,
            show=lambda code: _focus_words(page, code),
            label=page.words("cooperation.focus"),
        )


def _choose(page: Page, key: str) -> None:
    """Ask about another place; whoever was chosen beside the first stays chosen."""
    others = [other for other in page.view.regions[1:] if other != key]
    page.choose_regions([] if key == config.region().id else [key, *others])


def _focus_words(page: Page, code: str) -> str:
    if not code:
        return page.words("cooperation.all_fields")
    kind = "theme" if code in page.options.release.themes else OCCUPATION
    return labels.field_option(page.options, kind, code, page.lang)


def cooperation_notes(page: Page, shown: Cooperation) -> None:
    """What is shown in place of what was asked, and what the best partner would add."""
    first = page.view.regions[0] if page.view.regions else ""
    if shown.inside_kreis and shown.asked and shown.about:
        names = {"name": _name(page, shown.asked), "district": _name(page, shown.about)}
        lead(page.words("cooperation.districts_only", **names))
    if not shown.answers_for_place:
        lead(
            page.words("cooperation.wider", name=labels.place_name(page.options, first, page.lang))
        )
    if page.view.focus and not shown.focus:
        lead(page.words("cooperation.sectors"))
    if shown.strongest:
        named = [
            page.words(
                "cooperation.quotient_of",
                name=_name(page, item),
                quotient=number(page, quotient, 2),
            )
            for item, quotient in shown.strongest[:TOLD]
        ]
        strong = page.words("cooperation.strongest", places=join_list(named, page.lang))
        lead(strong)
    if shown.about is not None and shown.partner is not None:
        st.markdown(
            gain_sentence(page, shown, shown.about, shown.partner.place, shown.partner.adds)
        )


def gain_sentence(page: Page, shown: Cooperation, here: Place, there: Place, gain: Gain) -> str:
    """How much of what is near to its open fields a place has, alone and together."""
    values = {
        "name": _name(page, here),
        "partner": _name(page, there),
        "count": gain.open,
        "all": number(page, len(shown.scope)),
        "field": focus_name(page, shown, short=False) if shown.focus else "",
        "before": format_percent(gain.before, page.lang, 0),
        "after": format_percent(gain.before + gain.value, page.lang, 0),
    }
    if not gain.open:
        return page.words("cooperation.nothing_open", **values)
    key = {"": "gain_all", "theme": "gain_theme"}.get(shown.kind, "gain_occupation")
    sentence = page.words(f"cooperation.{key}", **values)
    if not shown.kind or not gain.covered:
        return sentence
    covered = page.words(
        "cooperation.covered",
        partner=_name(page, there),
        n=number(page, len(gain.covered)),
        fields=listed(page, gain.covered),
    )
    return f"{sentence} {covered}"


def partner_list(page: Page, shown: Cooperation) -> None:
    """Partners by what they add and get, each with its reasons; a name chooses the partner."""
    if shown.about is None:
        title, rows = page.words("cooperation.list_pairs"), _pair_rows(page, shown)
        _table(title, page, "pairs", rows)
        return
    title = page.words("cooperation.list_partners", name=_name(page, shown.about))
    _table(title, page, "partners", _partner_rows(page, shown))


@dataclass(frozen=True)
class _Row:
    """A row of the list: its cells, the reasons below them, and whether it is the chosen one."""

    cells: Sequence[str]
    reasons: Sequence[str]
    chosen: bool = False


def _partner_rows(page: Page, shown: Cooperation) -> Iterator[_Row]:
    for item, met in zip(shown.partners, shown.met, strict=True):
        commuters = met.from_partner.persons + met.to_partner.persons
        sides = {"brings": item.adds, "receives": item.gets}
        yield _Row(
            cells=[
                _rank(page, item),
                _link(page, shown, item),
                _bar(page, item.adds),
                _bar(page, item.gets),
                _kilometres(page, item.km),
                number(page, met.projects),
                number(page, commuters),
            ],
            reasons=[
                page.words(f"cooperation.{key}", fields=reasons(page, gain))
                for key, gain in sides.items()
                if gain.strengths
            ],
            chosen=shown.partner is not None and item.place == shown.partner.place,
        )


_HEADS: Final = {
    "partners": ("rank", "partner", "adds", "gets", "km", "projects", "commuters"),
    "pairs": ("rank", "partners", "match", "brings_first", "brings_second", "km"),
}


def _table(title: str, page: Page, kind: str, rows: Iterable[_Row]) -> None:
    names = [page.words(f"cooperation.head.{name}") for name in _HEADS[kind]]
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
    body = "".join(_body(row, names) for row in rows)
    st.html(
        f'<table class="s3-partners"><caption>{html.escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead>{body}</table>"
    )
    note = page.words("cooperation.list_note")
    if page.view.focus:
        note = f"{page.words('cooperation.focus_note')} {note}"
    caption(note)
    caption(sources(page))


def sources(page: Page) -> str:
    """Sources of employees, commuters and projects on one line."""
    shown = (("location_quotient", OCCUPATION), ("district_in_commuters", ""), (PROJECTS, ""))
    indicators = [(page.options.indicators[name], kind) for name, kind in shown]
    return labels.joint_source_line(page.options, indicators, page.lang)


def _body(row: _Row, names: Sequence[str]) -> str:
    """One partner: a line of figures, and below it a line of reasons."""
    first, name, *others = row.cells
    cells = f'<td>{first}</td><th scope="row">{name}</th>' + "".join(
        f'<td data-label="{html.escape(label)}">{cell}</td>'
        for label, cell in zip(names[2:], others, strict=True)
    )
    why = "".join(f"<p>{html.escape(line)}</p>" for line in row.reasons)
    mark = ' class="s3-on" aria-current="true"' if row.chosen else ""
    return (
        f"<tbody{mark}><tr>{cells}</tr>"
        f'<tr class="s3-reasons"><td></td><td colspan="{len(names) - 1}">{why}</td></tr></tbody>'
    )


def _rank(page: Page, item: Partner) -> str:
    """Rank, or the ranks that are possible."""
    if not item.unsure:
        return number(page, item.best)
    words = page.words("cooperation.ranks", best=item.best, worst=item.worst)
    title = html.escape(page.words("cooperation.unsure", best=item.best, worst=item.worst))
    return f'<span title="{title}">{html.escape(words)}</span>'


def _link(page: Page, shown: Cooperation, item: Partner) -> str:
    """Name of a partner; choosing it shows what it brings."""
    first = page.view.regions[0] if shown.asked else ""
    regions = page.regions_text([first, item.place.id])
    target = address(page.link(regions=regions))
    return f'<a href="{target}" target="_self">{html.escape(_name(page, item.place))}</a>'


def reasons(page: Page, gain: Gain) -> str:
    """Names of the strengths that say most about a gain."""
    return listed(page, gain.named[:TOLD])


def _bar(page: Page, gain: Gain) -> str:
    """What counts of a gain as a number with a bar; pointing at it says its range."""
    if not gain.open:
        return html.escape(page.words("cooperation.none_open"))
    counted = gain.counted
    bounds = page.words(
        "chart.range", low=number(page, counted.low, 1), high=number(page, counted.high, 1)
    )
    return (
        f'<span class="s3-bar" title="{html.escape(bounds)}">'
        f"<b>{number(page, counted.value, sign=True)}</b>"
        f'<i style="--part:{counted.value / 100:.2f}"></i></span>'
    )


def _kilometres(page: Page, km: float) -> str:
    return "" if np.isnan(km) else page.words("cooperation.km", n=number(page, km))


def _pair_rows(page: Page, shown: Cooperation) -> Iterator[_Row]:
    for one, item in shown.pairs[:RANKED_PAIRS]:
        target = address(page.link(regions=f"{one.id},{item.place.id}"))
        name = html.escape(_pair_words(page, one, item))
        yield _Row(
            cells=[
                _rank(page, item),
                f'<a href="{target}" target="_self">{name}</a>',
                number(page, item.score, 1),
                _bar(page, item.gets),
                _bar(page, item.adds),
                _kilometres(page, item.km),
            ],
            reasons=[
                page.words("cooperation.side_brings", name=_name(page, side), fields=names)
                for side, gain in ((one, item.gets), (item.place, item.adds))
                if (names := reasons(page, gain))
            ],
        )


def network_map(page: Page, shown: Cooperation) -> None:
    """Map with a line for each tie of the kind that the reader chose."""
    select(
        page,
        "ties",
        state.TIES,
        page.view.ties,
        show=lambda name: page.words(f"cooperation.ties.{name}"),
        label=page.words("cooperation.network"),
    )
    with st.container(key="network-map"):
        draw_bare(page, _network(reader_of(page), shown), key="network")
    note = "network_all" if shown.about is None else "network_note"
    caption(
        page.words(f"cooperation.{note}", count=len(shown.lines))
        + " "
        + page.words(f"cooperation.ties_note.{page.view.ties}", threshold=_threshold(page))
    )


@lru_cache(maxsize=128)
def _network(reader: Reader, shown: Cooperation) -> Drawing:
    regions, size = districts_of(reader)
    lines = shown.lines
    partner = shown.partner.place.id if shown.partner else ""
    ties = [
        Tie(
            line.one,
            line.other,
            line.value,
            _line_words(reader, shown.view, line),
            marked=partner in (line.one, line.other) and shown.about is not None,
        )
        for line in lines
    ]
    complementary = shown.view.ties == state.TIES[0]
    figure = network(
        regions,
        ties,
        _labels(reader, shown),
        size=size,
        chosen=shown.about.id if shown.about and shown.about.level == codes.DISTRICT else "",
        floor=min((line.value for line in lines), default=0.0) if complementary else 0.0,
        mode=reader.mode,
    )
    return to_drawing(reader, figure)


def _threshold(page: Page) -> str:
    return number(page, page.view.rule.threshold, 1)


def _line_words(reader: Reader, view: View, line: Line) -> str:
    """What a line says when it is pointed at."""
    one, other = (
        labels.place_name(reader.options, key, reader.lang) for key in (line.one, line.other)
    )
    words = reader.words(
        f"cooperation.line.{view.ties}",
        pair=reader.words("cooperation.pair", one=one, other=other),
        **amount_of_ties(view, line.value),
    )
    names = [html.escape(field_name(reader, code)) for code in line.fields[:6]]
    return "<br>".join([html.escape(words), *names])


def _labels(reader: Reader, shown: Cooperation) -> Labels:
    """Words of the figure; its description names the three largest ties."""
    largest = [
        _line_words(reader, shown.view, line).replace("<br>", ", ") for line in shown.lines[:3]
    ]
    what = reader.words(f"cooperation.ties.{shown.view.ties}")
    return Labels(
        value=what,
        unit="",
        number=lambda value: number(reader, value),
        words=chart_words(reader.lang),
        alt=reader.words("cooperation.alt", what=what, largest="; ".join(largest)),
    )


def cooperation_settings(page: Page, shown: Cooperation) -> None:
    """From where on a field counts as a strength of both, and the formulas with real numbers."""
    worked = [_worked_gain(page, *side) for side in shown.sides]
    nearest = shown.similar[0]
    distance = Worked(
        about=page.words(
            "cooperation.worked_distance",
            one=_name(page, shown.like),
            other=_name(page, nearest.place),
        ),
        formula="d = ½ Σᵢ |sᵢ − tᵢ|",
        numbers=f"d = {format_percent(nearest.distance, page.lang)}",
        meaning=page.words("cooperation.worked_distance_means"),
    )
    settings(page, (THRESHOLD,), worked=[*worked, distance])


def _worked_gain(page: Page, here: Place, there: Place, gain: Gain) -> Worked:
    """What one place adds to another, as a formula with its numbers."""
    names = {"one": _name(page, there), "other": _name(page, here)}
    value = number(page, gain.value, 1)
    after, before = (
        format_percent(share, page.lang) for share in (gain.before + gain.value, gain.before)
    )
    return Worked(
        about=page.words("cooperation.worked_gain", **names),
        formula="g = Σᵢ Eᵢ · (ωᵢ(M ∨ P) − ωᵢ(M)) / Σᵢ Eᵢ,  ωᵢ(M) = Σⱼ Mⱼ φᵢⱼ / Σⱼ φᵢⱼ",
        numbers=f"g = {after} − {before} = {value}" if gain.open else "g = 0",
        meaning=page.words("cooperation.worked_gain_means", count=gain.open),
    )
