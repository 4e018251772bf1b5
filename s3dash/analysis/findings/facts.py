"""Figures, facts and findings, and what asks for figures about one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from s3dash import codes, config
from s3dash.indicators import (
    OCCUPATION,
    SECTOR,
    THEME,
    Indicator,
    Place,
    Question,
    answer,
)
from s3dash.indicators.amounts import Amounts
from s3dash.measures import Robustness
from s3dash.release import Release

STRONG: Final = 1.2
"""Location quotient against Germany from which on a field is called strong."""

AT_LEAST: Final = 100
"""Employees that a field must have."""

MIN_SHARE: Final = {THEME: 1.0, SECTOR: 2.0, OCCUPATION: 0.5}
"""Share of a field in all employees that it must have [per cent]; the finer the field the less."""

LEAD: Final = 5
"""Percentage points by which growth must differ from Germany's."""

ONE_GROUP: Final = 60.0
"""Per cent of a theme's employees, or of its growth, in one group from which on that is said."""

SMALL_SHARE: Final = 2.0
"""Per cent of all employees below which a field is called small."""

REFERENCE: Final = "germany"

STRENGTH: Final = "strength"
RISE: Final = "rise"
FALL: Final = "fall"
AHEAD: Final = "ahead"
BETTER: Final = "better"
WORSE: Final = "worse"

_QUOTIENT: Final = {
    THEME: "theme_location_quotient",
    SECTOR: "location_quotient",
    OCCUPATION: "location_quotient",
}


@dataclass(frozen=True)
class Figure:
    """A figure that a finding names: what was asked, of which place and year, and the answer."""

    question: Question
    place: Place
    year: int
    value: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return not np.isnan(self.value)


Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Fact:
    """What a sentence says: its sort, and the figures in it by the name that the sentence uses.

    `rank` and `among` are given where it tells the place of a figure among others.
    """

    sort: str
    figures: Mapping[str, Figure]
    rank: int | None = None
    among: int = 0


@dataclass(frozen=True)
class Finding:
    """A fact about a field of a place, how robust it is, and the strongest fact against it.

    Parameters
    ----------
    sort : `strength`; `rise`, `fall`; `near_complex`, `near_simple`; of a town `ahead`, `better`,
        `worse`
    kind, field : the field; all occupations where it is the total, empty where there is none
    figures : the figures of the sentence, the one that it is about first
    robustness : in how many settings the finding holds; None where there are none to choose
    against : None where no rule finds anything
    near : occupation groups that a potential is near to
    """

    sort: str
    kind: str
    field: str
    figures: Mapping[str, Figure]
    robustness: Robustness | None
    against: Fact | None
    near: tuple[str, ...] = ()
    rank: int | None = None
    among: int = 0

    def all_figures(self) -> tuple[Figure, ...]:
        """Return every figure of the finding and of the fact against it."""
        against = self.against.figures.values() if self.against else ()
        return (*self.figures.values(), *against)


@dataclass(frozen=True)
class Asker:
    """Answers what the rules ask about one place."""

    release: Release
    indicators: Mapping[str, Indicator]
    about: Place
    nation: Place
    _answers: dict[tuple[Question, str], Amounts] = field(default_factory=dict)

    def answer(self, question: Question, about: Place | None = None) -> Amounts:
        """Figures of the place, or of another one, over all years."""
        where = about or self.about
        if (question, where.id) not in self._answers:
            self._answers[question, where.id] = answer(self.release, question, [where])
        return self._answers[question, where.id]

    def figure(
        self, question: Question, year: int | None = None, about: Place | None = None
    ) -> Figure:
        """Figure of the place, or of another one, in a year; in the newest if none is named."""
        when = question.indicator.years(question.kind)[-1] if year is None else year
        found = self.answer(question, about).at([when])
        ends = (float(part[0, 0]) for part in (found.value, found.low, found.high))
        return Figure(question, about or self.about, when, *ends)

    def quotient(self, kind: str, code: str) -> Question:
        """Question for the location quotient of a field."""
        return Question(self.indicators[_QUOTIENT[kind]], kind, code, REFERENCE)

    def employees(self, kind: str, code: str) -> Question:
        """Question for the employees of a field."""
        return Question(self.indicators["employees"], kind, code)

    def share(self, kind: str, code: str) -> Question:
        """Question for the share of a field in all employees."""
        return Question(self.indicators["employee_share"], kind, code)

    def growth(self, kind: str, code: str, base: int | None = None) -> Question:
        """Question for the growth of a field since a year, or since the first one."""
        indicator = self.indicators["employee_growth"]
        last = indicator.years(kind)[-1]
        first = indicator.base_years(last, kind)[0]
        return Question(indicator, kind, code, base=first if base is None else base)


def first(*rules: Callable[[], Fact | None]) -> Fact | None:
    """The first rule's fact that there is: rules are ordered by how much they speak against."""
    for rule in rules:
        if fact := rule():
            return fact
    return None


def inside(about: Place, key: str) -> bool:
    """Whether a district lies in a place, or is it."""
    if about.level == codes.STATE:
        return key.startswith(config.region().state)
    return key in about.members


def growths(asker: Asker, kind: str, name: str) -> tuple[Figure, Figure]:
    """Growth of a field since the first year, here and in Germany."""
    question = asker.growth(kind, name)
    return asker.figure(question), asker.figure(question, about=asker.nation)


def largest_group(asker: Asker, theme: str, asked: Callable[[str, str], Question]) -> Figure:
    """Occupation group of a theme with the largest published figure."""
    groups = asker.release.themes[theme].occupations
    figures = [asker.figure(asked(OCCUPATION, code)) for code in groups]
    return max(figures, key=lambda item: float(np.nan_to_num(item.value)))


def most_of(part: Figure, whole: Figure) -> bool:
    """Whether a part is surely most of a whole."""
    return 100 * part.low >= ONE_GROUP * whole.high


def shrinking(asker: Asker, kind: str, name: str) -> Fact | None:
    """Change since the first year, where employees have become fewer."""
    here, there = growths(asker, kind, name)
    return Fact("shrinking", {"growth": here, "reference": there}) if here.high < 0 else None


def lagging(asker: Asker, kind: str, name: str) -> Fact | None:
    """Change since the first year, where it is clearly smaller than in Germany."""
    here, there = growths(asker, kind, name)
    if here.high <= there.low - LEAD:
        return Fact("lagging", {"growth": here, "reference": there})
    return None


def small(figures: Figures) -> Fact | None:
    """Employees and their share in all, where it is small."""
    return _size("small", figures) if figures["share"].high < SMALL_SHARE else None


def only(figures: Figures) -> Fact | None:
    """Employees and their share in all: the rule that always applies."""
    return _size("only", figures)


def _size(sort: str, figures: Figures) -> Fact:
    return Fact(sort, {"employees": figures["employees"], "share": figures["share"]})
