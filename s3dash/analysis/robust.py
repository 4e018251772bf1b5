"""Robustness of findings: whether they hold over the settings that a reader can choose.

The settings of a strength are every threshold with every reference area, each of the last years,
and both ends of what suppressed cells leave open. Those of a change are every lead over the
reference area with every area, first year, last year, and both ends. A place is not measured
against itself: such a reference area is no setting.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from s3dash.indicators import REFERENCE_PLACES, Place, Question, answer, place
from s3dash.indicators.amounts import Floats
from s3dash.measures import Robustness, robustness
from s3dash.release import Release

THRESHOLDS: Final = (1.0, 1.2, 1.5, 2.0)
"""Location quotients from which on a field may count as strong."""

LEADS: Final = (0.0, 5.0, 10.0)
"""Percentage points by which growth may have to differ from that of the reference area."""

LAST_YEARS: Final = 3
FIRST_YEARS: Final = 3


def strength(release: Release, question: Question, about: Place) -> Robustness:
    """Count the settings in which a field is a strength of a place.

    Parameters
    ----------
    question : location quotient of the field, against whatever reference
    """
    years = question.indicator.years(question.kind)[-LAST_YEARS:]
    ends = []
    for reference in _references(question.indicator.references, about):
        found = answer(release, replace(question, reference=reference), [about]).at(years)
        ends += [found.low, found.high]
    return robustness(ends, thresholds=THRESHOLDS)


def change(release: Release, question: Question, about: Place, *, rising: bool) -> Robustness:
    """Count the settings in which a field grew more, or less, than in the reference area.

    Parameters
    ----------
    question : growth of the field in per cent, since whatever year
    rising : whether the finding is that it grew more
    """
    return robustness(leads(release, question, about, rising=rising), thresholds=LEADS)


def leads(
    release: Release,
    question: Question,
    about: Place,
    *,
    rising: bool,
    against: tuple[str, ...] = tuple(REFERENCE_PLACES),
) -> list[Floats]:
    """How much more, or less, a field grew than in each reference area [percentage points].

    Returns
    -------
    list of arrays (1, last years)
        One for each first year, area, and end of what suppressed cells leave open.
    """
    years = question.indicator.years(question.kind)[-LAST_YEARS:]
    found = []
    for base in question.indicator.base_years(years[0], question.kind)[:FIRST_YEARS]:
        asked = replace(question, base=base)
        here = answer(release, asked, [about]).at(years)
        for reference in _references(against, about):
            there = answer(release, asked, [place(release, REFERENCE_PLACES[reference])]).at(years)
            more, most = here.low - there.high, here.high - there.low
            found += [more, most] if rising else [-more, -most]
    return found


def _references(offered: tuple[str, ...], about: Place) -> list[str]:
    return [name for name in offered if REFERENCE_PLACES[name] != about.id]
