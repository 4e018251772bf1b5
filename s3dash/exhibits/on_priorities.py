"""Priorities of a place: its fields in their order, and every criterion behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from s3dash import labels, views
from s3dash.analysis.priorities import Part, RankedField
from s3dash.exhibits.looks import PALETTE
from s3dash.exhibits.model import Bar, Bars, Content, Grid
from s3dash.exhibits.on_strengths import ranking_alt
from s3dash.indicators import CRITERIA, WEIGHING, Indicator
from s3dash.state import Options, View
from s3dash.text import format_number, join_list, text
from s3dash.views import PriorityFigures

MOST: Final = 15
"""Fields that are drawn, the first ones."""


def priority_content(options: Options, view: View) -> Content:
    """Priorities of the place of a view."""
    shown = views.priority_figures(options, view)
    ranked = bool(shown.found.ranked)
    return Content(
        title=priority_title(options, shown, view.lang),
        subtitle=priority_subtitle(view, shown),
        charts=(_points(options, shown, view.lang), _criteria(options, shown, view.lang))
        if ranked
        else (),
        shown=tuple(_sources(options, shown)),
        notes=tuple(_notes(view, shown)),
    )


def priority_title(options: Options, shown: PriorityFigures, lang: str) -> str:
    """Fields that are ahead whatever the weights."""
    place = shown.about.name.in_language(lang)
    if not shown.found.ranked:
        return text("priorities.title_none", lang, place=place)
    ahead = [_name(options, shown, item, lang) for item in shown.found.robust]
    key = "priorities.title" if ahead else "priorities.title_open"
    title = text(key, lang, place=place, fields=join_list(ahead, lang))
    return f"{title} ({shown.found.year})"


def priority_subtitle(view: View, shown: PriorityFigures) -> str:
    """How the fields were ranked, or why they were not."""
    found, lang = shown.found, view.lang
    if not found.ranked:
        key = "no_weights" if view.weights else "no_figures"
        return text(f"priorities.{key}", lang, place=shown.about.name.in_language(lang))
    return text(
        f"priorities.subtitle_{shown.kind}",
        lang,
        criteria=text("priorities.criteria_count", lang, count=len(found.counted)),
        weights=text(f"priorities.{'chosen' if view.weights else 'equal'}", lang),
        count=len(found.ranked),
        year=str(found.year),
        base=str(found.base),
    )


def _name(options: Options, shown: PriorityFigures, item: RankedField, lang: str) -> str:
    return labels.field_name(options, shown.kind, item.field, lang, short=True)


def _sources(options: Options, shown: PriorityFigures) -> Iterator[tuple[Indicator, str]]:
    indicators = [shown.question(name, "").indicator for name in CRITERIA]
    indicators += [options.indicators[name] for name in WEIGHING]
    yield from ((item, shown.kind if item.fields else "") for item in indicators)


def _notes(view: View, shown: PriorityFigures) -> Iterator[str]:
    if shown.asked.id[:5] == shown.about.id and shown.asked.name != shown.about.name:
        names = {
            "name": shown.asked.name.in_language(view.lang),
            "district": shown.about.name.in_language(view.lang),
        }
        yield text("priorities.district", view.lang, **names)
    yield text("priorities.read_missing_meaning", view.lang)


def _fields(shown: PriorityFigures) -> tuple[RankedField, ...]:
    return shown.found.ranked[:MOST]


def _title(shown: PriorityFigures, lang: str) -> str:
    return text(
        f"priorities.table_{shown.kind}",
        lang,
        place=shown.about.name.in_language(lang),
        n=str(len(_fields(shown))),
        all=str(len(shown.found.ranked)),
    )


def _points(options: Options, shown: PriorityFigures, lang: str) -> Bars:
    """Points of the fields, with the ends that suppressed cells leave."""
    bars = tuple(
        Bar(
            name=_name(options, shown, item, lang),
            value=item.score,
            words=format_number(item.score, lang),
            colour=PALETTE.sequential[3],
            low=item.low,
            high=item.high,
            rank=item.rank,
        )
        for item in _fields(shown)
    )
    return Bars(
        title=text("priorities.points", lang),
        bars=bars,
        unit="",
        decimals=0,
        alt=ranking_alt(_title(shown, lang), bars, lang),
    )


def _criteria(options: Options, shown: PriorityFigures, lang: str) -> Grid:
    """Every criterion of each field, the stronger the colour the higher among the others."""
    names = [
        text("exhibit.criterion", lang, name=text(f"criteria.{name}", lang), unit=unit)
        for name in CRITERIA
        if (unit := text(f"priorities.unit_{name}", lang, base=str(shown.found.base)))
    ]
    return Grid(
        title=text("exhibit.criteria", lang),
        rows=tuple(_name(options, shown, item, lang) for item in _fields(shown)),
        columns=tuple(names),
        words=tuple(
            tuple(_words(shown, part, lang) for part in item.parts) for item in _fields(shown)
        ),
        colours=tuple(tuple(_colour(part) for part in item.parts) for item in _fields(shown)),
        alt=_title(shown, lang),
    )


def _words(shown: PriorityFigures, part: Part, lang: str) -> str:
    indicator = shown.question(part.criterion, "").indicator
    words = labels.figure(indicator, part.value, lang, unit=False)
    return words + labels.short_unit(indicator, lang) if part.value == part.value else words


def _colour(part: Part) -> str:
    """Colour by the place among the others, from 0 to 1; none where there is no figure."""
    if part.value != part.value:
        return ""
    if part.among != part.among:
        return PALETTE.paper
    colours = (PALETTE.paper, *PALETTE.sequential[:4])
    return colours[min(int(part.among * len(colours)), len(colours) - 1)]
