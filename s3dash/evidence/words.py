"""How figures are written on a sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence

from s3dash import labels
from s3dash.evidence.gathered import Gathered
from s3dash.indicators import OCCUPATION, Place
from s3dash.text import format_number, format_percent, join_list, text
from s3dash.views import Answered
from s3dash.views.themes import Standing


def number(value: float, lang: str, decimals: int = 0, *, sign: bool = False) -> str:
    """A number; words where it is unknown."""
    return format_number(value, lang, decimals, sign=sign)


def percent(value: float, lang: str, decimals: int = 1, *, sign: bool = False) -> str:
    """A percentage; words where it is unknown."""
    return format_percent(value, lang, decimals, sign=sign)


def cell(item: Answered, key: str, year: int, lang: str) -> str:
    """A figure, or why there is none."""
    value = item.value(key, year)
    if math.isnan(value):
        return text(f"chart.states.{item.status(key, year)}", lang)
    indicator = item.question.indicator
    words = labels.figure(indicator, value, lang, unit=False)
    return words + labels.short_unit(indicator, lang)


def rank(item: Standing, lang: str) -> str:
    """Rank among the districts of Germany, or the ranks that are possible."""
    if item.rank is None:
        return "–"
    best, worst = item.rank
    if best == worst:
        return number(best, lang)
    first, last = number(best, lang), number(worst, lang)
    return text("themes.rank_range", lang, first=first, last=last)


def date(found: Gathered) -> str:
    """Day that the figures by occupation are about."""
    return labels.date_of(found.field.employees.question.indicator, found.year, found.lang)


def name(item: Place, lang: str) -> str:
    """Name of a place."""
    return item.name.in_language(lang)


def named(found: Gathered, district: Place) -> str:
    """Name of a district; with the municipalities that it stands for, if it is a Kreis."""
    lang = found.lang
    towns = [name(item, lang) for item in found.towns if found.district(item) == district]
    if not towns:
        return name(district, lang)
    listed = join_list(towns, lang)
    return text("evidence.kreis_for", lang, district=name(district, lang), towns=listed)


def field(found: Gathered, code: str) -> str:
    """Short name of an occupation group."""
    return labels.field_name(found.options, OCCUPATION, code, found.lang, short=True)


def listed(found: Gathered, codes: Sequence[str]) -> str:
    """Names of occupation groups in a row; many of them have commas and "and" inside."""
    return " · ".join(field(found, code) for code in codes)


def plain(words: str) -> str:
    """Words of a page without the marks that make them bold there."""
    return words.replace("**", "")
