"""Potentials of a place: fields by nearness and complexity, and the nearest of the valuable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from s3dash import labels, views
from s3dash.analysis.potentials import COMPLEX_FROM, NEAR_COMPLEX, QUADRANTS, Potential
from s3dash.exhibits.looks import PALETTE
from s3dash.exhibits.model import Bar, Bars, Chart, Content, Point, Scatter
from s3dash.indicators import OCCUPATION
from s3dash.state import Options, View
from s3dash.text import format_number, join_list, text
from s3dash.views import PotentialFigures

MOST_BARS: Final = 15

_NAMED: Final = 3
_DECIMALS: Final = 2


def potential_content(options: Options, view: View) -> Content:
    """Potentials of the place of a view."""
    shown, lang = views.potential_figures(options, view), view.lang
    employees, complexity = (options.indicators[name] for name in ("employees", "eci"))
    return Content(
        title=potential_title(options, shown, lang),
        subtitle=potential_subtitle(options, shown, lang),
        charts=tuple(_charts(options, shown, lang)),
        shown=((employees, OCCUPATION), (complexity, "")),
        notes=tuple(_notes(shown, lang)),
    )


def potential_title(options: Options, shown: PotentialFigures, lang: str) -> str:
    """What is near and valuable, as a sentence."""
    about = shown.found.place.name.in_language(lang)
    near = [item for item in shown.listed if item.quadrant == NEAR_COMPLEX]
    if near:
        first = sorted(near, key=lambda item: (not item.theme, -item.density[1]))[:_NAMED]
        names = join_list([_name(options, item.field, lang) for item in first], lang)
        key = "potentials.title" if len(near) > len(first) else "potentials.title_all"
        return text(key, lang, place=about, n=str(len(near)), names=names)
    if shown.chosen is not None:
        name = _name(options, shown.chosen.field, lang)
        return text(f"potentials.title_{shown.chosen.quadrant}", lang, place=about, name=name)
    return text("potentials.title_empty", lang, place=about)


def potential_subtitle(options: Options, shown: PotentialFigures, lang: str) -> str:
    """What was compared, and when."""
    date = labels.date_of(options.indicators["employees"], shown.found.year, lang)
    threshold = _threshold(shown, lang)
    return text("potentials.about", lang, count=len(shown.listed), threshold=threshold, date=date)


def _name(options: Options, code: str, lang: str) -> str:
    return labels.field_name(options, OCCUPATION, code, lang, short=True)


def _threshold(shown: PotentialFigures, lang: str) -> str:
    value = shown.found.threshold
    return format_number(value, lang, len(f"{value:g}".partition(".")[2]))


def _notes(shown: PotentialFigures, lang: str) -> Iterator[str]:
    names = {
        "asked": shown.asked.name.in_language(lang),
        "place": shown.found.place.name.in_language(lang),
    }
    if shown.asked.id[:5] == shown.found.place.id != shown.asked.id:
        yield text("potentials.district_only", lang, **names)
    yield text("potentials.limits", lang)


def _charts(options: Options, shown: PotentialFigures, lang: str) -> Iterator[Chart]:
    if not shown.listed:
        return
    colours = dict(zip(options.release.themes, PALETTE.themes, strict=True))
    alt = _alt(options, shown, lang)
    yield _scatter(options, shown, colours, alt, lang)
    near = sorted(shown.listed, key=lambda item: (item.quadrant != NEAR_COMPLEX, -item.density[1]))
    valuable = [item for item in near if item.quadrant == NEAR_COMPLEX] or near
    yield Bars(
        title=text(
            "exhibit.near_and_complex" if near[0].quadrant == NEAR_COMPLEX else "exhibit.near", lang
        ),
        bars=tuple(_bar(options, item, colours, lang) for item in valuable[:MOST_BARS]),
        unit="",
        decimals=_DECIMALS,
        alt=alt,
    )


def _scatter(
    options: Options, shown: PotentialFigures, colours: dict[str, str], alt: str, lang: str
) -> Scatter:
    themes = {item.theme for item in shown.listed}
    return Scatter(
        title=text("exhibit.nearness", lang),
        points=tuple(
            _point(options, shown, item, colours, lang) for item in _in_order(shown.listed)
        ),
        x_title=text("potentials.across", lang),
        y_title=text("potentials.upwards", lang),
        x_line=shown.found.near_from,
        y_line=COMPLEX_FROM,
        quadrants=(
            text("potentials.far_complex", lang),
            text("potentials.near_complex", lang),
            text("potentials.far_simple", lang),
            text("potentials.near_simple", lang),
        ),
        x_decimals=_DECIMALS,
        y_decimals=_DECIMALS,
        alt=alt,
        y_words=text("potentials.mean", lang),
        key=(
            *(
                (theme.short.in_language(lang), colours[key])
                for key, theme in options.release.themes.items()
                if key in themes
            ),
            *(((text("exhibit.no_theme", lang), PALETTE.muted),) if "" in themes else ()),
        ),
    )


def _in_order(listed: Sequence[Potential]) -> list[Potential]:
    """Those of the themes first, near and complex ones before others: so their names are kept."""
    return sorted(
        listed,
        key=lambda item: (
            not item.theme,
            QUADRANTS.index(item.quadrant),
            -item.employees_nation[1],
        ),
    )


def _point(
    options: Options, shown: PotentialFigures, item: Potential, colours: dict[str, str], lang: str
) -> Point:
    name = _name(options, item.field, lang)
    chosen = shown.chosen is not None and item.field == shown.chosen.field
    return Point(
        name=name,
        x=item.density[1],
        y=item.pci[1],
        size=item.employees_nation[1],
        colour=colours.get(item.theme, PALETTE.muted),
        label=name if item.theme or chosen else "",
        strong=chosen,
    )


def _bar(options: Options, item: Potential, colours: dict[str, str], lang: str) -> Bar:
    low, value, high = item.density
    return Bar(
        name=_name(options, item.field, lang),
        value=value,
        words=format_number(value, lang, _DECIMALS),
        colour=colours.get(item.theme, PALETTE.muted),
        low=low,
        high=high,
    )


def _alt(options: Options, shown: PotentialFigures, lang: str) -> str:
    near = [
        _name(options, item.field, lang) for item in shown.listed if item.quadrant == NEAR_COMPLEX
    ]
    return text(
        "potentials.alt",
        lang,
        place=shown.found.place.name.in_language(lang),
        count=len(shown.listed),
        near=join_list(near[:5], lang) or text("potentials.nobody", lang),
    )
