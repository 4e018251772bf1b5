"""Developments of a place: growth that differs from Germany's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np

from s3dash import codes, config, measures
from s3dash.analysis import robust
from s3dash.analysis.findings.facts import (
    AT_LEAST,
    FALL,
    LEAD,
    REFERENCE,
    RISE,
    SMALL_SHARE,
    STRONG,
    Asker,
    Fact,
    Figure,
    Figures,
    Finding,
    first,
    growths,
    inside,
    largest_group,
    most_of,
)
from s3dash.indicators import OCCUPATION, SECTOR, THEME, Question, place
from s3dash.indicators.amounts import of_all_districts
from s3dash.indicators.asked import field_codes

MOST: Final = 2
"""Developments that are named."""

CLEARLY_BELOW: Final = 0.95
"""Location quotient up to which a share that grew is still called smaller than Germany's."""

RECENTLY: Final = 1.0
"""Percentage points by which growth of the last years must differ from Germany's."""


def developments(asker: Asker) -> list[Finding]:
    """The largest gain and the largest loss against Germany; two of one sort if the other lacks."""
    fields = [(OCCUPATION, codes.TOTAL), *((THEME, name) for name in asker.release.themes)]
    ranked = _moved(asker, fields) or _moved(asker, [(SECTOR, name) for name in codes.SECTORS])
    best = [next((item for item in ranked if item[1] == sort), None) for sort in (RISE, FALL)]
    chosen = [item for item in best if item is not None]
    chosen += [item for item in ranked if item not in chosen][: MOST - len(chosen)]
    return [_development(asker, sort, kind, name) for _, sort, kind, name in chosen]


_Moved = tuple[float, str, str, str]
"""Weight, sort, kind and field of a development."""


def _moved(asker: Asker, fields: Sequence[tuple[str, str]]) -> list[_Moved]:
    """Fields that developed otherwise than in Germany, those that did most first."""
    found: list[_Moved] = []
    for kind, name in fields:
        sort = _direction(asker, kind, name)
        weight = _deviation(asker, kind, name)
        if sort and weight:
            found.append((weight, sort, kind, name))
    return sorted(found, reverse=True)


def _direction(asker: Asker, kind: str, name: str) -> str | None:
    """`rise` or `fall` where growth differs from Germany's whatever first and last year."""
    question = asker.growth(kind, name)
    here, there = growths(asker, kind, name)
    for sort, lead in ((RISE, here.low - there.high), (FALL, there.low - here.high)):
        if lead >= LEAD:
            leads = robust.leads(
                asker.release, question, asker.about, rising=sort == RISE, against=(REFERENCE,)
            )
            return sort if (np.array(leads) > 0).all() else None
    return None


def _deviation(asker: Asker, kind: str, name: str) -> float:
    """Pearson residual against what Germany's growth would have given, without its sign."""
    question, counted = asker.growth(kind, name), asker.employees(kind, name)
    start, end = asker.figure(counted, question.base), asker.figure(counted)
    national = asker.figure(question, about=asker.nation)
    if not start.low >= AT_LEAST or not end.known:
        return 0.0
    expected = start.value * (1 + national.value / 100)
    return abs(float(measures.pearson_residual(end.value, expected=expected)))


def _development(asker: Asker, sort: str, kind: str, name: str) -> Finding:
    question, counted = asker.growth(kind, name), asker.employees(kind, name)
    figures = {
        "growth": asker.figure(question),
        "reference": asker.figure(question, about=asker.nation),
        "start": asker.figure(counted, question.base),
        "end": asker.figure(counted),
    }
    if kind == THEME:
        quotient = asker.quotient(kind, name)
        figures["before"] = asker.figure(quotient, question.base)
        figures["now"] = asker.figure(quotient)
    rules = _AGAINST_RISE if sort == RISE else _AGAINST_FALL
    return Finding(
        sort=sort,
        kind=kind,
        field=name,
        figures=figures,
        robustness=robust.change(asker.release, question, asker.about, rising=sort == RISE),
        against=first(*(partial(rule, asker, kind, name, figures) for rule in rules)),
    )


def _still_below(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Theme whose share is still smaller than in Germany, although it grew."""
    if "now" in figures and figures["now"].high < CLEARLY_BELOW:
        return Fact("still_below", {"quotient": figures["now"]})
    return None


def _still_strong(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Theme that is still a strength, although it fell behind."""
    if "now" in figures and figures["now"].low >= STRONG:
        return Fact("still_strong", {"quotient": figures["now"]})
    return None


def _turned_down(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Change over the last years, where it is smaller than in Germany."""
    recent, there = _recently(asker, kind, name)
    if recent.high <= there.low - RECENTLY:
        return Fact("turned_down", {"growth": recent, "reference": there})
    return None


def _turned_up(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Change over the last years, where it is larger than in Germany."""
    recent, there = _recently(asker, kind, name)
    if recent.low >= there.high + RECENTLY:
        return Fact("turned_up", {"growth": recent, "reference": there})
    return None


def _recently(asker: Asker, kind: str, name: str) -> tuple[Figure, Figure]:
    last = asker.growth(kind, name).indicator.years(kind)[-1]
    question = asker.growth(kind, name, last - robust.LAST_YEARS)
    return asker.figure(question), asker.figure(question, about=asker.nation)


def _gain_in_one_group(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Occupation group that most of a theme's growth lies in."""
    if kind != THEME:
        return None
    indicator, base = asker.indicators["employee_growth_absolute"], figures["growth"].question.base

    def gained(kind: str, name: str) -> Question:
        return Question(indicator, kind, name, base=base)

    whole, group = asker.figure(gained(THEME, name)), largest_group(asker, name, gained)
    if whole.low > 0 and most_of(group, whole):
        return Fact("gain_in_one_group", {"group": group, "whole": whole})
    return None


def _small_base(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Field that had few employees in the first year."""
    share = asker.figure(asker.share(kind, name), figures["start"].year)
    if share.high < SMALL_SHARE:
        return Fact("small_base", {"employees": figures["start"], "share": share})
    return None


def _more_elsewhere(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """District outside the place where a field of at least half the size grew most."""
    own, start = figures["growth"], figures["start"]
    keys, count = of_all_districts(
        asker.release, own.question.variable, field_codes(asker.release, own.question)
    )
    first, last = (count.at([year]) for year in (start.year, own.year))
    growth = measures.change_percent(first.high[:, 0], last.low[:, 0])
    outside = np.array([not inside(asker.about, key) for key in keys])
    region = np.isin(keys, config.region().districts)
    for sort, among in (("more_here", outside & region), ("more_there", outside)):
        others = np.where(among & (2 * first.low[:, 0] >= start.value), growth, np.nan)
        if (others >= own.high + LEAD).any():
            other = place(asker.release, keys[int(np.nanargmax(others))])
            return Fact(sort, {"growth": asker.figure(own.question, own.year, other)})
    return None


def _still_more(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Employees then and now, where they have become more, although less than in Germany."""
    if figures["growth"].low > 0:
        return Fact("still_more", {"start": figures["start"], "end": figures["end"]})
    return None


def _still_there(asker: Asker, kind: str, name: str, figures: Figures) -> Fact | None:
    """Employees that a field has, and their share: the rule that is left for every theme."""
    if name == codes.TOTAL:
        return None
    share = asker.figure(asker.share(kind, name))
    return Fact("still_there", {"employees": figures["end"], "share": share})


_Rule = Callable[[Asker, str, str, Figures], Fact | None]

_AGAINST_RISE: Final[tuple[_Rule, ...]] = (
    _still_below,
    _turned_down,
    _gain_in_one_group,
    _small_base,
    _more_elsewhere,
    _still_there,
)
"""Rules for what speaks against a rise, those that speak most first."""

_AGAINST_FALL: Final[tuple[_Rule, ...]] = (_still_strong, _turned_up, _still_more, _still_there)
"""The same against a fall."""
