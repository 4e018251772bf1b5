"""What each place brings: size, strength and trend of the field, and its occupation groups."""

from __future__ import annotations

from collections.abc import Iterator

from s3dash import labels
from s3dash.evidence.gathered import Gathered, Group, Hint
from s3dash.evidence.model import Block, Drawing, Section, Sentences, Table
from s3dash.evidence.words import cell, date, field, name, named, number, percent, rank
from s3dash.exhibits.looks import PALETTE, looks
from s3dash.exhibits.on_strengths import lines
from s3dash.indicators import Indicator
from s3dash.text import text
from s3dash.views import KeyFigure, answered
from s3dash.views.themes import NATION, REGION, Standing


def name_of_field(found: Gathered) -> str:
    """Name of the theme or occupation group that a sheet is about."""
    return labels.field_name(found.options, found.field.kind, found.field.field, found.lang)


def brings(found: Gathered) -> Section:
    """Figures of each place, its line over the years, its groups and what else speaks of it."""
    return Section(text("evidence.head_brings", found.lang), tuple(_blocks(found)))


def _blocks(found: Gathered) -> Iterator[Block]:
    if found.towns:
        yield Sentences((text("evidence.only_districts", found.lang),))
    yield _standings(found)
    yield _lines(found)
    if found.groups:
        yield _groups(found)
    if found.hints:
        yield _hints(found)


def _standings(found: Gathered) -> Table:
    lang, about = found.lang, found.field
    rows = [(named(found, item.place), *_standing(found, item)) for item in found.standings]
    if found.whole:
        quotient, employees, change, _ = (
            cell(item, found.whole.id, found.year, lang) for item in found.together
        )
        rows.append((name(found.whole, lang), employees, quotient, change, "–", "–"))
    for key in (REGION, NATION):
        item = found.standing(key)
        rows.append((name(item.place, lang), *_standing(found, item)))
    heads = [
        text(f"themes.{key}", lang) for key in ("employees", "quotient", "stars", "rank_short")
    ]
    heads.insert(2, text("themes.change", lang, base=str(about.base)))
    rule = found.view.rule
    return Table(
        caption=text(
            "evidence.caption_standings", lang, field=name_of_field(found), date=date(found)
        ),
        heads=(text("evidence.place", lang), *heads),
        rows=tuple(rows),
        numbers=5,
        note=text(
            "evidence.note_standings",
            lang,
            size=number(about.cut_off, lang),
            threshold=number(rule.threshold, lang, 1),
            growth=percent(about.national_growth, lang),
            base=str(about.base),
            n=number(about.ranked, lang),
        ),
    )


def _standing(found: Gathered, item: Standing) -> tuple[str, ...]:
    about, key, lang = found.field, item.place.id, found.lang
    employees, quotient, change = (
        cell(answer, key, found.year, lang)
        for answer in (about.employees, about.quotients, about.changes)
    )
    district = item.rank is not None
    stars = cell(about.stars, key, found.year, lang) if district else "–"
    return employees, quotient, change, stars, rank(item, lang)


def _lines(found: Gathered) -> Drawing:
    """Location quotients of the districts over the years, the region dashed."""
    options, lang = found.options, found.lang
    region = found.standing(REGION).place
    item = answered(options, found.field.quotients.question, (*found.about, region))
    caption = text("evidence.caption_lines", lang, first=str(item.found.years[0]))
    look = looks(options, found.view, found.about) | {region.id: (PALETTE.muted, "circle")}
    chart = lines(options, found.view, item, look, title=caption, references=[region.id])
    return Drawing(chart, caption, ratio=0.28)


def _groups(found: Gathered) -> Table:
    lang = found.lang
    return Table(
        caption=text("evidence.caption_groups", lang, date=date(found)),
        heads=(text("themes.group", lang), *(named(found, item) for item in found.about)),
        rows=tuple(
            (f"{field(found, group.code)} ({group.code})", *_group(found, group))
            for group in found.groups
        ),
        numbers=len(found.about),
        note=text("evidence.note_groups", lang),
    )


def _group(found: Gathered, group: Group) -> Iterator[str]:
    for item in found.about:
        quotient, employees = (
            cell(answer, item.id, found.year, found.lang)
            for answer in (group.quotient, group.employees)
        )
        known = group.quotient.value(item.id, found.year) == group.quotient.value(
            item.id, found.year
        )
        yield f"{quotient} ({employees})" if known else employees


def _hints(found: Gathered) -> Table:
    lang = found.lang
    return Table(
        caption=text("evidence.caption_hints", lang),
        heads=(text("evidence.figure", lang), *(name(item, lang) for item in found.asked)),
        rows=tuple(
            (_indicator(hint, lang), *(_hint(item, lang) for item in hint.figures))
            for hint in found.hints
        ),
        numbers=len(found.asked),
        note=text("evidence.note_hints", lang),
    )


def _indicator(hint: Hint, lang: str) -> str:
    """Name of a figure, with its unit where neither name nor number says it."""
    indicator: Indicator = next(item.indicator for item in hint.figures if item is not None)
    unit, words = (part.in_language(lang) for part in (indicator.unit_label, indicator.name))
    said = labels.short_unit(indicator, lang) or unit.casefold() in words.casefold()
    return words if said else f"{words} ({unit})"


def _hint(item: KeyFigure | None, lang: str) -> str:
    """Figure with its year and its rank among the places of its level."""
    if item is None:
        return text("chart.states.not_published", lang)
    words = cell(item.answered, item.key, item.year, lang)
    if item.rank is None:
        return f"{words} ({item.year})"
    place = labels.rank_words(item.rank, item.among, item.zeros, lang)
    return f"{words} ({item.year}; {place})"
