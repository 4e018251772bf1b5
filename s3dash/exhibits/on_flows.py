"""Commuters between districts: the largest flows as bars, and all of them over a map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from s3dash import codes, config, labels, views
from s3dash.exhibits.looks import PALETTE, outlines
from s3dash.exhibits.model import Area, AreaMap, Bar, Bars, Chart, Content, Tie
from s3dash.indicators import TOTALS, Flows, Place, places_of
from s3dash.languages import in_data
from s3dash.state import Options, View
from s3dash.text import format_number, text
from s3dash.views import FlowFigures

MOST_BARS: Final = 20
MOST_LINES: Final = 40
"""Lines between all districts that are drawn at most, the largest ones."""

_NAMED: Final = 3


def flow_content(options: Options, view: View) -> Content:
    """Flows into or out of a district, or between all districts."""
    shown = views.flow_figures(options, view)
    indicator = options.indicators[TOTALS[view.direction]]
    date = labels.date_of(indicator, shown.flows.year, view.lang)
    balance = [(shown.balance.indicator, "")] if shown.balance else []
    return Content(
        title=flow_title(shown.flows, view.lang),
        subtitle=text("flows.about", view.lang, date=date),
        charts=tuple(_charts(options, view, shown.flows)),
        shown=((indicator, ""), *balance),
        notes=(
            plain(flow_sentence(shown, view.lang)),
            shown.flows.described[f"note_{in_data(view.lang)}"],
        ),
    )


def flow_title(flows: Flows, lang: str) -> str:
    """Title of the flows that are shown."""
    if flows.place is None:
        return text("flows.title_all", lang, region=config.region().name.in_language(lang))
    name = flows.place.name.in_language(lang)
    return text(f"flows.title_{flows.direction}", lang, name=name)


def _charts(options: Options, view: View, flows: Flows) -> Iterator[Chart]:
    rows = flows.rows.head(MOST_BARS)
    title = text(f"exhibit.flows_{'all' if flows.place is None else 'place'}", view.lang)
    listed = list(_records(rows))
    largest = [_flow(options, *row, view.lang) for row in listed[:_NAMED]]
    alt = text(
        "flows.alt", view.lang, title=flow_title(flows, view.lang), largest="; ".join(largest)
    )
    inside = set(config.region().districts)
    yield _map(options, view, flows, alt)
    yield Bars(
        title=title,
        bars=tuple(
            Bar(
                name=_name(options, flows, origin, destination, view.lang),
                value=float(persons),
                words=format_number(persons, view.lang),
                colour=PALETTE.sequential[3 if {origin, destination} <= inside else 1],
            )
            for origin, destination, persons in listed
        ),
        unit="",
        decimals=0,
        alt=alt,
    )


def _records(rows: pd.DataFrame) -> Iterator[tuple[str, str, float]]:
    columns = ("origin", "destination", "persons")
    yield from rows[list(columns)].itertuples(index=False, name=None)


def _name(options: Options, flows: Flows, origin: str, destination: str, lang: str) -> str:
    """The other end of a flow; both ends where the flows between all districts are shown."""
    names = {
        "origin": labels.place_name(options, origin, lang),
        "destination": labels.place_name(options, destination, lang),
    }
    if flows.place is not None:
        return names[flows.partner]
    return text("exhibit.flow_ends", lang, **names)


def _flow(options: Options, origin: str, destination: str, persons: float, lang: str) -> str:
    return text(
        "flows.flow",
        lang,
        origin=labels.place_name(options, origin, lang),
        destination=labels.place_name(options, destination, lang),
        number=format_number(persons, lang),
    )


def _map(options: Options, view: View, flows: Flows, alt: str) -> AreaMap:
    """Districts with a line for each of the largest flows inside the region."""
    places = places_of(options.release, codes.DISTRICT)
    inside = _records(flows.inside.head(MOST_LINES))
    return AreaMap(
        title=flow_title(flows, view.lang),
        level=codes.DISTRICT,
        areas=plain_areas(view, places),
        legend=(),
        legend_title="",
        no_value="",
        alt=alt,
        ties=tuple(
            Tie(
                origin,
                destination,
                float(persons),
                _flow(options, origin, destination, persons, view.lang),
            )
            for origin, destination, persons in inside
        ),
    )


def plain_areas(view: View, places: Sequence[Place]) -> tuple[Area, ...]:
    """Areas that have no figure of their own, the selected ones outlined."""
    selected = outlines(view, places)
    return tuple(
        Area(
            ags=item.id,
            name=item.name.in_language(view.lang),
            value=math.nan,
            words="",
            colour=PALETTE.panel,
            outline=selected.get(item.id, ""),
        )
        for item in places
    )


def flow_sentence(shown: FlowFigures, lang: str) -> str:
    """How many commuters there are in all, and how many of them are listed."""
    flows, region = shown.flows, config.region().name.in_language(lang)
    listed = format_number(float(flows.rows["persons"].sum()), lang)
    if shown.total is None or shown.balance is None or flows.place is None:
        counts = {"n": str(len(flows.rows)), "drawn": str(min(MOST_LINES, len(flows.rows)))}
        return text("flows.sentence_all", lang, listed=listed, **counts)
    return text(
        f"flows.sentence_{flows.direction}",
        lang,
        where=labels.in_place(flows.place, lang),
        total=format_number(shown.total.value(), lang),
        inside=format_number(float(flows.inside["persons"].sum()), lang),
        region=region,
        listed=listed,
        balance=labels.figure(shown.balance.indicator, shown.balance.value(), lang, unit=False),
    )


def plain(words: str) -> str:
    """Sentence without the marks that make parts of it bold on a page."""
    return words.replace("**", "")
