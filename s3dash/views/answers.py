"""Questions answered once per process, and the newest figure of a place among its peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, measures, state
from s3dash.indicators import (
    SECTOR,
    THEME,
    Amounts,
    Indicator,
    Place,
    Question,
    answer,
    place,
    places_of,
    to_rows,
)
from s3dash.state import Options, View

COMPARED_WITH: Final = ("RUHR", "NRW", "DE")


@dataclass(frozen=True, eq=False)
class Answered:
    """A question with its answer for some places over all years; one object for each."""

    question: Question
    places: tuple[Place, ...]
    found: Amounts

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {item.id: row for row, item in enumerate(self.places)}

    def row(self, key: str) -> int:
        """Position of a place, by its id."""
        return self._rows[key]

    def value(self, key: str, year: int) -> float:
        """Value of a place in a year; NaN if it has none."""
        column = self.found.column(year)
        return float("nan") if column is None else float(self.found.value[self.row(key), column])

    def status(self, key: str, year: int) -> str:
        """Status of the same figure."""
        column = self.found.column(year)
        if column is None:
            return codes.NOT_PUBLISHED
        return codes.STATUSES[self.found.status[self.row(key), column]]

    def newest(self, key: str) -> int | None:
        """Newest year in which a place has a figure, or a reason why it has none in the source."""
        speaks = self.found.status[self.row(key)] <= codes.STATUSES.index(codes.MISSING)
        return int(np.array(self.found.years)[speaks].max()) if speaks.any() else None


def answered(options: Options, question: Question, places: Sequence[Place]) -> Answered:
    """Answer a question for some places; the same question is answered once per process."""
    return _answered(options, question, tuple(places))


@lru_cache(maxsize=8192)
def _answered(options: Options, question: Question, places: tuple[Place, ...]) -> Answered:
    return Answered(question, places, answer(options.release, question, places))


@dataclass(frozen=True)
class KeyFigure:
    """One key figure of a place: its newest value among the places of its level.

    `rank` is None where there is none to give; `among` says how many places have a value, `zeros`
    how many share the place's value where that is 0, and 0 otherwise.
    `compared` holds the figures of `COMPARED_WITH` in the same year.
    """

    answered: Answered
    key: str
    year: int
    rank: int | None
    among: int
    zeros: int

    @property
    def indicator(self) -> Indicator:
        """Entry of the catalogue."""
        return self.answered.question.indicator

    def value(self, key: str | None = None) -> float:
        """Value of the place itself, or of one that it is compared with; NaN if unknown."""
        return self.answered.value(key or self.key, self.year)

    def status(self, key: str | None = None) -> str:
        """Status of the same figure."""
        return self.answered.status(key or self.key, self.year)


def key_figure(options: Options, question: Question, about: Place, level: str) -> KeyFigure | None:
    """Newest figure of a place with its rank among the places of a level, if it has any."""
    peers = places_of(options.release, level)
    keys = [item.id for item in peers]
    others = [place(options.release, key) for key in COMPARED_WITH if key != about.id]
    extra = [] if about.id in keys else [about]
    found = answered(options, question, [*peers, *extra, *others])
    year = found.newest(about.id)
    if year is None:
        return None
    column = found.found.years.index(year)
    values = found.found.value[: len(peers), column]
    own = about.id in keys and not np.isnan(values[keys.index(about.id)])
    rank = int(measures.rank(values)[keys.index(about.id)]) if own else None
    zeros = int((values == 0).sum()) if own and values[keys.index(about.id)] == 0 else 0
    return KeyFigure(found, about.id, year, rank, int((~np.isnan(values)).sum()), zeros)


def plain_question(indicator: Indicator) -> Question:
    """Question about an indicator with its default field and the longest or newest period."""
    kind = indicator.fields[0] if indicator.fields else ""
    year = indicator.years(kind)[-1]
    base = indicator.base_years(year, kind)[0] if indicator.compares_years else None
    reference = state.REFERENCES[0] if state.REFERENCES[0] in indicator.references else ""
    return Question(indicator, kind, indicator.default_field or "", reference, base)


def newest_year(question: Question) -> int:
    """Newest year that a question can be answered for."""
    return question.indicator.years(question.kind)[-1]


def newest_rows(options: Options, item: Answered) -> pd.DataFrame:
    """Rows of an answer in the newest year that its question has."""
    newest = item.found.at([newest_year(item.question)])
    return to_rows(options.release, item.question, item.places, newest)


def strengths_reference(view: View) -> str:
    """Reference that strengths are measured against: the view's, or Germany."""
    return view.reference or state.REFERENCES[0]


def sector_strengths(options: Options, view: View, places: Sequence[Place]) -> tuple[Answered, ...]:
    """Location quotients of the eleven disjoint sectors, one answer a sector."""
    indicator = options.indicators["location_quotient"]
    return tuple(
        answered(options, Question(indicator, SECTOR, code, strengths_reference(view)), places)
        for code in codes.SECTORS
    )


def theme_strengths(options: Options, view: View, places: Sequence[Place]) -> tuple[Answered, ...]:
    """Location quotients of the themes, one answer a theme."""
    indicator = options.indicators["theme_location_quotient"]
    return tuple(
        answered(options, Question(indicator, THEME, key, strengths_reference(view)), places)
        for key in options.release.themes
    )


def strongest(strengths: Sequence[Answered], key: str, most: int = 3) -> list[Answered]:
    """Fields in which a place is stronger than the reference, the strongest first."""
    found = [(item.value(key, newest_year(item.question)), item) for item in strengths]
    above = sorted((pair for pair in found if pair[0] > 1), key=lambda pair: -pair[0])
    return [item for _, item in above[:most]]


def has_figures(answers: Sequence[Answered], key: str) -> bool:
    """Whether any of the newest figures of a place is known."""
    return any(not np.isnan(item.value(key, newest_year(item.question))) for item in answers)
