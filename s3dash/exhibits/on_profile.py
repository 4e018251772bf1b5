"""The profile of a place: strengths, key figures, change over years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from s3dash import config, labels, views
from s3dash.charts import theme
from s3dash.exhibits.looks import PALETTE, looks
from s3dash.exhibits.model import Chart, Content, Grid, Lines
from s3dash.exhibits.on_strengths import (
    figure_words,
    first_comparable_year,
    lines,
    reference_line,
    shown_of,
    strength_charts,
    strong_field,
)
from s3dash.indicators import Indicator, Place, place
from s3dash.state import Options, View
from s3dash.text import join_list, text
from s3dash.views import COMPARED_WITH, Answered, KeyFigure, Part, Profile

_MARKS: Final = dict(zip(COMPARED_WITH, theme.MARKERS[1:], strict=False))


def profile_content(options: Options, view: View) -> Content:
    """Profile of a place; of a municipality inside a Kreis also the strengths of the Kreis."""
    shown = views.profile(options, view)
    parts = [part for part in (shown.own, shown.district) if part is not None]
    sources = [source for part in parts for source in _sources(part)]
    return Content(
        title=_title(options, view, shown.own),
        subtitle=" · ".join(_facts(options, view, shown.own)),
        charts=tuple(chart for part in parts for chart in _charts(options, view, shown, part)),
        shown=tuple(dict.fromkeys(sources)),
        notes=tuple(_notes(options, view, shown)),
    )


def _title(options: Options, view: View, part: Part) -> str:
    """Place with the sector and the theme that it is strongest in, where these are known."""
    name = part.place.name.in_language(view.lang)
    strong = [views.strongest(answers, part.place.id, 1) for answers in (part.sectors, part.themes)]
    named = [
        strong_field(options, item, part.place.id, view.lang) for found in strong for item in found
    ]
    if not named:
        return text("exhibit.profile", view.lang, name=name)
    return text("exhibit.profile_strong", view.lang, name=name, fields=join_list(named, view.lang))


def _facts(options: Options, view: View, part: Part) -> Iterator[str]:
    """What kind of place it is, and how many people live there."""
    yield labels.kind_of_place(options, part.place, view.lang)
    for figure in part.key_figures:
        if figure.indicator.id == "population":
            number = labels.figure(figure.indicator, figure.value(), view.lang, unit=False)
            date = labels.date_of(figure.indicator, figure.year, view.lang)
            yield text("profile.inhabitants", view.lang, number=number, date=date)


def _notes(options: Options, view: View, shown: Profile) -> Iterator[str]:
    if shown.district:
        names = {
            "name": shown.own.place.name.in_language(view.lang),
            "district": shown.district.place.name.in_language(view.lang),
        }
        yield text("profile.district_sentence", view.lang, **names)
    yield reference_line(options, view)
    yield text("key_figures.note", view.lang)


def _charts(options: Options, view: View, shown: Profile, part: Part) -> Iterator[Chart]:
    """Strengths, key figures and lines; those of a Kreis say so in their titles."""
    name = part.place.name.in_language(view.lang) if part is shown.district else ""
    for key, answers in (("sectors", part.sectors), ("themes", part.themes)):
        if answers:
            title = _of(text(f"strengths.{key}", view.lang), name, view.lang)
            yield from strength_charts(options, view, answers, title)
    table = [key_figures(options, part, view.lang)] if part.key_figures else []
    yield from () if name else table
    for item in part.changes:
        yield _change(options, view, part.place, item, name)
    yield from table if name else ()


def _of(title: str, name: str, lang: str) -> str:
    return text("exhibit.of_place", lang, title=title, name=name) if name else title


def _sources(part: Part) -> Iterator[tuple[Indicator, str]]:
    yield from shown_of([*part.sectors, *part.themes])
    yield from shown_of([figure.answered for figure in part.key_figures])
    yield from shown_of(part.changes)


def _change(options: Options, view: View, about: Place, item: Answered, name: str) -> Lines:
    """Line of a place against region, state and nation; the first comparable year is 100."""
    own = looks(options, view, [about])
    greys = dict.fromkeys(COMPARED_WITH, PALETTE.muted) | {config.region().id: PALETTE.ink}
    look = {key: own.get(key) or (greys[key], _MARKS[key]) for key in _keys(item)}
    title = text(f"profile.change_{item.question.indicator.id}", view.lang)
    return lines(
        options,
        view,
        item,
        look,
        title=_of(title, name, view.lang),
        base_year=first_comparable_year(item, about.id),
        references=[key for key in look if key not in own],
    )


def _keys(item: Answered) -> list[str]:
    return [about.id for about in item.places]


# --- key figures ---------------------------------------------------------------------------


def key_figures(options: Options, part: Part, lang: str) -> Grid:
    """Key figures of a place with year and rank, beside those of region, state and nation."""
    others = [key for key in COMPARED_WITH if key != part.place.id]
    columns = (
        *(text(f"key_figures.{key}", lang) for key in ("value",)),
        text("map.year", lang),
        text("key_figures.rank", lang),
        *(place(options.release, key).name.in_language(lang) for key in others),
    )
    title = text("key_figures.of", lang, name=part.place.name.in_language(lang))
    words = tuple(_row(figure, others, lang) for figure in part.key_figures)
    return Grid(
        title=title,
        rows=tuple(labels.name_with_unit(figure.indicator, lang) for figure in part.key_figures),
        columns=columns,
        words=words,
        colours=tuple(_colours(figure, others) for figure in part.key_figures),
        alt=title,
    )


def _row(figure: KeyFigure, others: list[str], lang: str) -> tuple[str, ...]:
    return (
        _amount(figure, figure.key, lang),
        _year(figure, lang),
        labels.rank_words(figure.rank, figure.among, figure.zeros, lang),
        *(_amount(figure, key, lang) for key in others),
    )


def _amount(figure: KeyFigure, key: str, lang: str) -> str:
    """Figure with its short unit, or why there is none."""
    words = figure_words(figure.answered, key, figure.year, lang)
    known = figure.value(key) == figure.value(key)
    return words + labels.short_unit(figure.indicator, lang) if known else words


def _year(figure: KeyFigure, lang: str) -> str:
    base = figure.answered.question.base
    if base is None:
        return str(figure.year)
    return text("key_figures.period", lang, first=str(base), last=str(figure.year))


def _colours(figure: KeyFigure, others: list[str]) -> tuple[str, ...]:
    """White cells; none where there is no value."""
    cells = [figure.value(), 0.0, 0.0, *(figure.value(key) for key in others)]
    return tuple(PALETTE.paper if cell == cell else "" for cell in cells)
