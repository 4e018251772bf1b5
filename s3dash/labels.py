"""Words for figures: names of fields, references, units, headlines, sources, in either language."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Final

from s3dash import codes, config, state
from s3dash.indicators import (
    FIELD_KINDS,
    OCCUPATION,
    REFERENCE_PLACES,
    SECTOR,
    THEME,
    Indicator,
    Place,
    place,
)
from s3dash.languages import in_data
from s3dash.state import Note, Options, View
from s3dash.text import all_texts, format_date, format_number, join_list, text

OLD_AFTER: Final = 5
"""Figures that are older than so many years are marked."""

UNITS_TO_SAY: Final = ("%", "1000 EUR", "EUR", "kW", "t", "min", "employees/km2")
"""Beginnings of the units that the names of indicators do not say."""

MAX_SHORT_UNIT: Final = 3

COUNTED: Final = ("persons", "count", "km")
"""Units of figures outside the catalogue that are shown as whole numbers."""

CLASSIFICATIONS: Final = {SECTOR: "wz2008", OCCUPATION: "kldb2010"}


def field_name(options: Options, kind: str, code: str, lang: str, *, short: bool = False) -> str:
    """Name of a sector, theme or occupation group."""
    if kind == THEME and code in options.release.themes:
        theme = options.release.themes[code]
        return (theme.short if short else theme.name).in_language(lang)
    counted = OCCUPATION if kind == THEME else kind  # a theme is a share of all occupations
    row = options.release.fields[CLASSIFICATIONS[counted]].get(code)
    if row is None:
        return text(f"field.{counted}_{'all' if code == codes.ALL else 'total'}", lang)
    return row[f"{'short' if short else 'name'}_{in_data(lang)}"]


def field_option(options: Options, kind: str, code: str, lang: str) -> str:
    """Name of a field with its official code, as lists show it."""
    name = field_name(options, kind, code, lang)
    if kind == THEME or code in (codes.TOTAL, codes.ALL):
        return name
    return f"{code} {name}" if kind == OCCUPATION else f"{name} ({code})"


TOPICS: Final = (
    "structure",
    "employment",
    "economy",
    "knowledge",
    "labour_market",
    "people",
    "space",
    "health",
    "social",
    "tourism",
)
"""What indicators speak of, in the order in which lists show it."""


def by_topic(indicators: Mapping[str, Indicator]) -> list[str]:
    """Ids of indicators that maps can draw, those that speak of the same together.

    Topics are in the order of `TOPICS`. Those that are named as evidence for a theme come first in
    their topic.
    """
    telling = {name for theme in config.themes().values() for name in theme.evidence}
    return sorted(
        (name for name, entry in indicators.items() if entry.map_levels),
        key=lambda name: (TOPICS.index(indicators[name].topic), name not in telling),
    )


def variable_name(options: Options, variable: str, lang: str) -> str:
    """Name of a variable of the release: that of the indicator which shows it as it is."""
    for indicator in options.indicators.values():
        if indicator.measure == "value" and variable in indicator.variables.values():
            return indicator.short.in_language(lang)
    return variable


def place_name(options: Options, key: str, lang: str) -> str:
    """Name of a place by its id; the id itself where the list of regions has no such place."""
    found = state.find_place(options.release, key)
    return found.name.in_language(lang) if found else key


def reference_name(options: Options, reference: str, lang: str) -> str:
    """Name of a reference area."""
    return place(options.release, REFERENCE_PLACES[reference]).name.in_language(lang)


def level_name(level: str, lang: str) -> str:
    """Name of the regions of a level, in the plural."""
    return text(f"level.{level}", lang)


def kind_of_place(options: Options, item: Place, lang: str) -> str:
    """What a place is: independent city, Kreis, municipality, group …"""
    row = options.release.regions.get(item.id)
    if item.level == codes.DISTRICT:
        city = item.id in config.region().independent_cities
        if item.id in config.region().districts:
            return text("place.city" if city else "place.district", lang)
        return text("place.other_district", lang)
    if item.level == codes.MUNICIPALITY and row:
        return text("place.municipality", lang, district=district_name(options, item, lang))
    return text(f"place.{item.level}", lang)


def in_place(item: Place, lang: str) -> str:
    """Where something is: "in Dortmund", but "im Kreis Wesel"."""
    return _placed("in", item, lang)


def from_place(item: Place, lang: str) -> str:
    """Where something is from: "aus Dortmund", but "aus dem Kreis Wesel"."""
    return _placed("from", item, lang)


def _placed(word: str, item: Place, lang: str) -> str:
    """A place with a preposition; a Kreis has an article in German."""
    name = item.name.in_language(lang)
    return text(
        f"place.{word}_kreis" if "kreis" in name.lower() else f"place.{word}", lang, name=name
    )


def district_name(options: Options, item: Place, lang: str) -> str:
    """Name of the district that a municipality lies in."""
    return place(options.release, item.id[:5]).name.in_language(lang)


def headline(options: Options, view: View) -> str:
    """What a view shows, as a phrase without its year."""
    indicator = options.indicators[view.indicator]
    name = field_name(options, view.kind, view.field, view.lang) if view.kind else ""
    return indicator.headline.in_language(view.lang).format(field=name)


def row_name(options: Options, indicator: str, lang: str) -> str:
    """Name of what a row of a table of figures says; some rows have no entry in the catalogue."""
    if indicator in options.indicators:
        return options.indicators[indicator].name.in_language(lang)
    return text(f"row.{indicator}", lang)


def row_decimals(options: Options, indicator: str, unit: str) -> int:
    """Decimals with which such a row is shown."""
    if indicator in options.indicators:
        return options.indicators[indicator].decimals
    return 0 if unit in COUNTED else 2


def view_title(options: Options, view: View) -> str:
    """Title of a view for those who see it elsewhere: page, and what it is about."""
    page = text(f"nav.{view.page or 'start'}", view.lang)
    if view.page in (state.MAP, state.DATA, state.TRACE):
        return f"{headline(options, view)} ({view.year})"
    names = [place(options.release, key).name.in_language(view.lang) for key in view.regions]
    return f"{page}: {', '.join(names)}" if names else page


def measure_line(options: Options, view: View) -> str:
    """Measure, reference and period of a view, the parts in between by a middle dot."""
    indicator = options.indicators[view.indicator]
    parts = [indicator.name.in_language(view.lang)]
    if indicator.references:
        name = reference_name(options, view.reference, view.lang)
        parts = [text("measure.against", view.lang, measure=parts[0], reference=name)]
    if view.base is not None:
        parts.append(text("measure.since", view.lang, year=str(view.base)))
    if indicator.unit.startswith(UNITS_TO_SAY):
        unit = indicator.unit_label.in_language(view.lang)
        parts.append(text("measure.unit", view.lang, unit=unit))
    return " · ".join(parts)


def name_with_unit(indicator: Indicator, lang: str) -> str:
    """Name of an indicator, with the part of its unit that neither name nor number says."""
    name = indicator.name.in_language(lang)
    unit = unit_beside(indicator, lang)
    return f"{name} ({unit})" if unit else name


def unit_beside(indicator: Indicator, lang: str) -> str:
    """Unit to stand beside a name that does not say it; empty where each number has it."""
    if short_unit(indicator, lang) or not indicator.unit.startswith(UNITS_TO_SAY):
        return ""
    unit = indicator.unit_label.in_language(lang)
    first, per, rest = unit.partition(f" {text('measure.per', lang)} ")
    return first if per + rest and f"{per}{rest}" in indicator.name.in_language(lang) else unit


def short_unit(indicator: Indicator, lang: str) -> str:
    """Unit as it follows each number, where it is short enough; else it is said once, above.

    It comes with the space before it: German has one before a per cent sign, English has none.
    """
    unit = indicator.unit_label.in_language(lang)
    return _spaced(unit, lang) if len(unit) <= MAX_SHORT_UNIT else ""


def _spaced(unit: str, lang: str) -> str:
    if unit.startswith("%"):
        return text("format.percent", lang, number="") + unit[1:]
    return unit and f"\N{NO-BREAK SPACE}{unit}"


def date_of(indicator: Indicator, year: int, lang: str) -> str:
    """Day or year that a figure is about, in words."""
    days = {"01.01.": (1, 1), "30.06.": (6, 30), "31.07.": (7, 31), "31.12.": (12, 31)}
    if indicator.reference_date in days:
        month, day = days[indicator.reference_date]
        return format_date(datetime.date(year, month, day), lang)
    key = indicator.reference_date.replace(" ", "_")
    return text(f"date.{key}", lang, year=str(year), next=f"{(year + 1) % 100:02d}")


def figure(
    indicator: Indicator, value: float, lang: str, *, unit: bool = True, decimals: int | None = None
) -> str:
    """Value with its unit; a category by its name; "no value" where there is none."""
    if value != value:
        return text("format.no_value", lang)
    for number, name in indicator.categories:
        if number == value:
            return name.in_language(lang)
    signed = indicator.centre == 0
    places = indicator.decimals if decimals is None else decimals
    words = format_number(value, lang, places, sign=signed)
    return words + _spaced(_unit_of(indicator, words, lang), lang) if unit else words


def _unit_of(indicator: Indicator, number: str, lang: str) -> str:
    """Unit of a number; of a single thing in the singular, where the catalogue has the plural."""
    things = indicator.unit_label.in_language("en").replace(" ", "_")
    key = f"unit_of_one.{things}"
    if number == "1" and key in all_texts(lang):
        return text(key, in_data(lang))
    return indicator.unit_label.in_language(lang)


def is_old(year: int, today: datetime.date) -> bool:
    """Whether a figure about a year is older than five years.

    >>> is_old(2020, datetime.date(2026, 1, 1)), is_old(2021, datetime.date(2026, 12, 31))
    (True, False)
    """
    return today.year - year > OLD_AFTER


def source_line(options: Options, indicator: Indicator, kind: str, lang: str) -> str:
    """Sources with table and licence, and that figures were calculated, for under a chart."""
    return joint_source_line(options, [(indicator, kind)], lang)


def joint_source_line(options: Options, shown: Sequence[tuple[Indicator, str]], lang: str) -> str:
    """Sources of several indicators, each with its kind of field, none named twice."""
    names = dict.fromkeys(name for indicator, kind in shown for name in indicator.sources(kind))
    sources = [options.release.sources[name] for name in names]
    line = text("foot.source", lang, sources="; ".join(map(_source, sources)))
    if any(indicator.measure != "value" for indicator, _ in shown):
        line = f"{line} · {text('foot.calculated', lang)}"
    return line


def _source(source: Mapping[str, str]) -> str:
    """Line of a source with its table, unless the line ends with it, and its licence."""
    line, table = source["line"], source.get("table", "")
    parts = (line, "" if line.endswith(table) else table, source["licence"])
    return ", ".join(filter(None, parts))


def rank_words(rank: int | None, among: int, zeros: int, lang: str) -> str:
    """Rank among the places of a level; places that share a zero have none, and it says so.

    Parameters
    ----------
    rank : None where there is none
    among : places that have a value
    zeros : places with the value 0, if that is the value; else 0
    """
    if zeros > 1:
        return text("map.zeros", lang, zeros=str(zeros), n=str(among))
    if rank is None:
        return "–"
    return text("key_figures.place", lang, rank=str(rank), n=str(among))


def note(options: Options, given: Note, lang: str) -> str:
    """What of a link could not be used, and what is shown instead, as a sentence."""
    words, left = _shown(options, given, lang), "start" if given.key == state.PAGE else "left"
    shown = text("note.shown", lang, shown=words) if words else text(f"note.{left}", lang)
    named = (*state.KEYS, state.PAGE)
    label = text(f"note.key_{given.key}", lang) if given.key in named else given.key
    reason = text(f"note.{given.reason}", lang, part=label, given=given.given)
    return f"{reason} {shown}"


def _shown(options: Options, given: Note, lang: str) -> str:
    """What is shown instead of a part of a link, by its name where it has one."""
    key, shown = given.key, given.shown
    if not shown:
        return ""
    if key == "indicator" and shown in options.indicators:
        return options.indicators[shown].name.in_language(lang)
    if key in FIELD_KINDS:
        return field_option(options, key, shown, lang)
    if key == "level":
        return level_name(shown, lang)
    if key == "reference":
        return reference_name(options, shown, lang)
    if key == "regions":
        names = [place_name(options, one, lang) for one in shown.split(",") if one]
        return join_list(names, lang)
    return text(f"method.{shown}", lang) if key == "classes" else shown
