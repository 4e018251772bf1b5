"""Strengths of a place: fields whose share is larger than in Germany."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import numpy as np

from s3dash import codes, config, measures
from s3dash.analysis import robust
from s3dash.analysis.findings.facts import (
    AT_LEAST,
    MIN_SHARE,
    STRENGTH,
    STRONG,
    Asker,
    Fact,
    Figures,
    Finding,
    first,
    inside,
    lagging,
    largest_group,
    most_of,
    only,
    shrinking,
    small,
)
from s3dash.indicators import OCCUPATION, SECTOR, THEME, Question, place
from s3dash.indicators.amounts import Floats, of_all_districts
from s3dash.indicators.asked import field_codes
from s3dash.indicators.field_space import LOW, VARIABLE, quotients_of

MOST: Final = 3
"""Strengths that are named."""

SAME_PEOPLE: Final = 25.0
"""Per cent of a theme in one occupation group from which on both are one finding."""


def strengths(asker: Asker) -> list[Finding]:
    """The strongest theme, sector and occupation group; then the strongest of what is left."""
    ranked = {
        THEME: _ranked(asker, THEME, asker.release.themes),
        SECTOR: _ranked(asker, SECTOR, codes.SECTORS),
        OCCUPATION: _ranked(asker, OCCUPATION, _strong_occupations(asker)),
    }
    others = sorted((item for items in ranked.values() for item in items), reverse=True)
    chosen: list[_Weighed] = []
    for candidates in (*ranked.values(), *([others] * MOST)):
        free = (item for item in candidates if not _told(asker, item, chosen))
        if len(chosen) < MOST and (item := next(free, None)):
            chosen.append(item)
    chosen.sort(key=lambda item: list(ranked).index(item[1]))
    return [_strength(asker, kind, name) for _, kind, name in chosen]


_Weighed = tuple[float, str, str]
"""Weight, kind and code of a field."""


def _told(asker: Asker, item: _Weighed, chosen: Sequence[_Weighed]) -> bool:
    """Whether a field is among the chosen, or is a large part of a chosen theme, or its whole."""
    _, kind, name = item
    if any(name == other for _, _, other in chosen):
        return True
    if kind == OCCUPATION:
        return any(k == THEME and _same_people(asker, theme, name) for _, k, theme in chosen)
    groups = [code for _, k, code in chosen if k == OCCUPATION]
    return kind == THEME and any(_same_people(asker, name, code) for code in groups)


def _same_people(asker: Asker, theme: str, code: str) -> bool:
    if code not in asker.release.themes[theme].occupations:
        return False
    group, whole = (
        asker.figure(asker.employees(kind, name))
        for kind, name in ((OCCUPATION, code), (THEME, theme))
    )
    return 100 * group.value >= SAME_PEOPLE * whole.value


def _ranked(asker: Asker, kind: str, fields: Iterable[str]) -> list[_Weighed]:
    """Strengths of a kind, those with the largest residual first."""
    strong = [name for name in fields if _persistent(asker, asker.quotient(kind, name))]
    weighed = [(_surplus(asker, kind, name), kind, name) for name in strong]
    return sorted((item for item in weighed if item[0] > 0), reverse=True)


def _persistent(asker: Asker, question: Question) -> bool:
    """Whether a quotient reaches the threshold with its whole range in each of the last years."""
    years = question.indicator.years(question.kind)[-robust.LAST_YEARS :]
    return bool((asker.answer(question).at(years).low >= STRONG).all())


def _surplus(asker: Asker, kind: str, name: str) -> float:
    """Pearson residual of the employees; 0 where they are too few or not known."""
    quotient = asker.figure(asker.quotient(kind, name))
    count = asker.figure(asker.employees(kind, name))
    share = asker.figure(asker.share(kind, name))
    if not (count.low >= AT_LEAST and share.low >= MIN_SHARE[kind]):
        return 0.0
    expected = count.value / quotient.value
    return float(measures.pearson_residual(count.value, expected=expected))


def _strong_occupations(asker: Asker) -> list[str]:
    """Occupation groups whose newest quotient reaches the threshold with its whole range."""
    cube = asker.release.cube(VARIABLE)
    fields = [code for code in cube.fields if code != codes.NO_INFORMATION]
    quotients = quotients_of(asker.release, [asker.about], cube.years[-1])[:, 0]
    return [code for code, low in zip(fields, quotients[LOW], strict=True) if low >= STRONG]


def _strength(asker: Asker, kind: str, name: str) -> Finding:
    question, share = asker.quotient(kind, name), asker.share(kind, name)
    figures = {
        "quotient": asker.figure(question),
        "share": asker.figure(share),
        "reference": asker.figure(share, about=asker.nation),
        "employees": asker.figure(asker.employees(kind, name)),
    }
    if kind == THEME:
        figures["group"] = largest_group(asker, name, asker.employees)
    against = first(
        partial(shrinking, asker, kind, name),
        partial(_one_group, figures),
        partial(lagging, asker, kind, name),
        partial(small, figures),
        partial(_stronger_elsewhere, asker, question),
        partial(only, figures),
    )
    robustness = robust.strength(asker.release, question, asker.about)
    return Finding(STRENGTH, kind, name, figures, robustness, against)


def _one_group(figures: Figures) -> Fact | None:
    """Largest occupation group of a theme, where most of its employees work in it."""
    if "group" in figures and most_of(figures["group"], figures["employees"]):
        return Fact("one_group", {"group": figures["group"], "whole": figures["employees"]})
    return None


def _stronger_elsewhere(asker: Asker, question: Question) -> Fact | None:
    """District outside the place that is stronger in the field: in the region, or in Germany."""
    own = asker.figure(question)
    keys, low = _low_quotients(asker, question)
    outside = np.array([not inside(asker.about, key) for key in keys])
    region = np.isin(keys, config.region().districts)
    for sort, among in (("stronger_here", outside & region), ("stronger_there", outside)):
        others = np.where(among, low, np.nan)
        if (others > own.high).any():
            key = keys[int(np.nanargmax(others))]
            other = asker.figure(question, own.year, place(asker.release, key))
            return Fact(sort, {"quotient": other})
    return None


def _low_quotients(asker: Asker, question: Question) -> tuple[tuple[str, ...], Floats]:
    """Smallest quotients of the last years, of all German districts with enough employees."""
    release, variable = asker.release, question.variable
    years = question.indicator.years(question.kind)[-robust.LAST_YEARS :]
    whole = (codes.TOTAL,) if question.kind == SECTOR else None
    keys, part = of_all_districts(release, variable, field_codes(release, question))
    _, total = of_all_districts(release, variable, whole)
    least, most = part.at(years).low, total.at(years).high
    nation = asker.answer(asker.share(question.kind, question.field), asker.nation).at(years)
    shares = measures.share_percent(np.where(least >= AT_LEAST, least, np.nan), most)
    return keys, np.asarray((shares / nation.high).min(axis=1))
