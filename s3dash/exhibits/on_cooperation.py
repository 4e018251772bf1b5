"""Cooperation: who complements whom, as bars and as lines over a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from s3dash import codes, labels, state, views
from s3dash.analysis.partners import Partner
from s3dash.exhibits.looks import PALETTE
from s3dash.exhibits.model import AreaMap, Bar, Bars, Chart, Content, Tie
from s3dash.exhibits.on_flows import plain_areas
from s3dash.indicators import OCCUPATION, Indicator, Place, places_of
from s3dash.state import Options, View
from s3dash.text import format_number, join_list, text
from s3dash.views import Cooperation
from s3dash.views.cooperation import RANKED_PAIRS, TOLD, Line, occupations

_SOURCES: Final = {
    "projects": ("eu_research_participations_since_2014", ""),
    "commuters": ("district_in_commuters", ""),
}
"""Indicators behind the ties that are not made from employees."""


def cooperation_content(options: Options, view: View) -> Content:
    """Partners of the place of a view, or the pairs that complement each other best."""
    shown, lang = views.cooperation_figures(options, view), view.lang
    employees = options.indicators["employees"]
    return Content(
        title=cooperation_title(options, shown, lang),
        subtitle=text(
            "cooperation.about",
            lang,
            date=labels.date_of(employees, shown.year, lang),
            n=format_number(len(occupations(options)), lang),
        ),
        charts=tuple(_charts(options, view, shown)),
        shown=tuple(_sources(options, view)),
        notes=tuple(_notes(view, shown)),
    )


def cooperation_title(options: Options, shown: Cooperation, lang: str) -> str:
    """Title of what is shown; every partner that may be the first is named, or their number."""
    if shown.about is None:
        names = [_pair(*item, lang) for item in shown.pairs if item[1].best == 1]
        words = {"pairs": join_list(names, lang)}
        key = "title_pairs" if len(names) <= TOLD else "title_pairs_open"
    else:
        names = [item.place.name.in_language(lang) for item in shown.partners if item.best == 1]
        words = {
            "name": shown.about.name.in_language(lang),
            "partners": join_list(names, lang),
        }
        several = "title_several" if len(names) <= TOLD else "title_open"
        key = "title_one" if len(names) == 1 else several
    title = text(f"cooperation.{key}", lang, n=format_number(len(names), lang), **words)
    if not shown.focus:
        return title
    field = labels.field_name(options, shown.kind, shown.focus, lang, short=True)
    return text("cooperation.title_field", lang, field=field, title=title)


def _pair(one: Place, item: Partner, lang: str) -> str:
    names = {"one": one.name.in_language(lang), "other": item.place.name.in_language(lang)}
    return text("cooperation.pair", lang, **names)


def _sources(options: Options, view: View) -> Iterator[tuple[Indicator, str]]:
    yield options.indicators["location_quotient"], OCCUPATION
    if view.ties in _SOURCES:
        name, kind = _SOURCES[view.ties]
        yield options.indicators[name], kind


def _notes(view: View, shown: Cooperation) -> Iterator[str]:
    if shown.inside_kreis and shown.asked and shown.about:
        names = {
            "name": shown.asked.name.in_language(view.lang),
            "district": shown.about.name.in_language(view.lang),
        }
        yield text("cooperation.districts_only", view.lang, **names)
    yield text("cooperation.list_note", view.lang)
    yield _ties_note(view)


def _ties_note(view: View) -> str:
    threshold = format_number(view.rule.threshold, view.lang, 1)
    return text(f"cooperation.ties_note.{view.ties}", view.lang, threshold=threshold)


def _charts(options: Options, view: View, shown: Cooperation) -> Iterator[Chart]:
    lang = view.lang
    if shown.about is None:
        title = text("cooperation.list_pairs", lang)
        bars = [_bar(_pair(*item, lang), item[1], lang) for item in shown.pairs[:RANKED_PAIRS]]
    else:
        name = shown.about.name.in_language(lang)
        title = text("cooperation.list_partners", lang, name=name)
        chosen = shown.partner.place.id if shown.partner and view.regions[1:2] else ""
        bars = [
            _bar(item.place.name.in_language(lang), item, lang, strong=item.place.id == chosen)
            for item in shown.partners
        ]
    alt = cooperation_title(options, shown, lang)
    yield Bars(
        title=f"{title}: {text('cooperation.head.match', lang)}",
        bars=tuple(bars),
        unit="",
        decimals=1,
        alt=alt,
    )
    yield _network(options, view, shown)


def _bar(name: str, item: Partner, lang: str, *, strong: bool = False) -> Bar:
    """A partner; its rank is left out where suppressed figures leave more than one possible."""
    return Bar(
        name=name,
        value=item.score,
        words=format_number(item.score, lang, 1),
        colour=PALETTE.accent if strong else PALETTE.sequential[3],
        strong=strong,
        low=item.low,
        high=item.high,
        rank=None if item.unsure else item.best,
    )


def _network(options: Options, view: View, shown: Cooperation) -> AreaMap:
    """Districts with a line for each tie of the kind that the view asks for."""
    partner = shown.partner.place.id if shown.partner else ""
    ties = tuple(
        Tie(
            line.one,
            line.other,
            line.value,
            _words(options, view, line),
            strong=shown.about is not None and partner in (line.one, line.other),
        )
        for line in shown.lines
    )
    complementary = view.ties == state.TIES[0]
    title = text(f"cooperation.ties.{view.ties}", view.lang)
    return AreaMap(
        title=title[:1].upper() + title[1:],
        level=codes.DISTRICT,
        areas=plain_areas(view, places_of(options.release, codes.DISTRICT)),
        legend=(),
        legend_title="",
        no_value="",
        alt=text(
            "cooperation.alt",
            view.lang,
            what=title,
            largest="; ".join(tie.words for tie in ties[:TOLD]),
        ),
        note=_ties_note(view),
        ties=ties,
        ties_from=min((tie.value for tie in ties), default=0.0) if complementary else 0.0,
    )


def amount_of_ties(view: View, value: float) -> dict[str, object]:
    """What a line of a map of ties stands for: points of complementing, or a number of things."""
    if view.ties == state.TIES[0]:
        return {"number": format_number(value, view.lang, 1)}
    return {"count": round(value)}


def _words(options: Options, view: View, line: Line) -> str:
    one, other = (labels.place_name(options, key, view.lang) for key in (line.one, line.other))
    return text(
        f"cooperation.line.{view.ties}",
        view.lang,
        pair=text("cooperation.pair", view.lang, one=one, other=other),
        **amount_of_ties(view, line.value),
    )
