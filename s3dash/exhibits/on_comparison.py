"""A comparison of two to six places: strengths, and the chosen indicator over its years."""

from __future__ import annotations

from collections.abc import Iterator

from s3dash import labels, views
from s3dash.exhibits.looks import looks
from s3dash.exhibits.model import Chart, Content
from s3dash.exhibits.on_strengths import (
    bars_of_places,
    field_label,
    lines,
    reference_line,
    shown_of,
    strength_charts,
)
from s3dash.state import Options, View
from s3dash.text import join_list, text
from s3dash.views import Comparison


def comparison_content(options: Options, view: View) -> Content:
    """Comparison of a view."""
    shown = views.comparison(options, view)
    return Content(
        title=comparison_title(shown),
        subtitle=" · ".join((reference_line(options, view), *_unknown(shown))),
        charts=tuple(_charts(options, view, shown)),
        shown=shown_of([*shown.sectors, *shown.themes, shown.chosen]),
        notes=tuple(_notes(options, view, shown)),
    )


def _unknown(shown: Comparison) -> Iterator[str]:
    """Which places have no figures of their own, so that none is missing without a word."""
    lang = shown.view.lang
    names = [
        item.name.in_language(lang)
        for item in shown.places
        if not views.has_figures(shown.sectors, item.id)
    ]
    if names:
        yield text("comparison.unknown", lang, places=join_list(names, lang))


def comparison_title(shown: Comparison) -> str:
    """Names of the compared places."""
    lang = shown.view.lang
    names = [item.name.in_language(lang) for item in shown.places]
    return text("comparison.title", lang, places=join_list(names, lang))


def _charts(options: Options, view: View, shown: Comparison) -> Iterator[Chart]:
    """Radars or tables of both kinds of fields, then the lines, then what else there is."""
    strengths = [
        strength_charts(options, view, answers, text(f"strengths.{key}", view.lang))
        for key, answers in (("sectors", shown.sectors), ("themes", shown.themes))
    ]
    yield from (charts[0] for charts in strengths if charts)
    yield chosen_chart(options, view, shown)
    yield from (chart for charts in strengths for chart in charts[1:])


def chosen_chart(options: Options, view: View, shown: Comparison) -> Chart:
    """The chosen indicator over all its years; as bars where it has only one."""
    look = looks(options, view, shown.places)
    title = labels.headline(options, view)
    if len(shown.chosen.found.years) > 1:
        return lines(options, view, shown.chosen, look, title=title, base_year=view.index)
    return bars_of_places(shown.chosen, view.year, look, title=title, lang=view.lang)


def _notes(options: Options, view: View, shown: Comparison) -> Iterator[str]:
    if words := difference_sentence(options, shown):
        yield words
    for item in shown.places:
        if not views.has_figures(shown.sectors, item.id):
            district = labels.district_name(options, item, view.lang)
            name = item.name.in_language(view.lang)
            yield text("strengths.district_only", view.lang, name=name, district=district)


def difference_sentence(options: Options, shown: Comparison) -> str:
    """Sentence about the field in which a place differs most from the first; empty if none."""
    found, lang = views.largest_difference(shown), shown.view.lang
    if found is None:
        return ""
    indicator, reference = found.question.indicator, found.question.reference
    return text(
        "comparison.largest",
        lang,
        field=field_label(options, found.question, lang, short=False),
        here=labels.figure(indicator, found.here, lang),
        there=labels.figure(indicator, found.there, lang),
        first=labels.in_place(found.first, lang),
        other=labels.in_place(found.other, lang),
        reference=labels.reference_name(options, reference, lang),
        year=str(found.year),
    )
