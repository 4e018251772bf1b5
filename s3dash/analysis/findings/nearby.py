"""One potential of a place: a group that is near to its strengths, but none of them."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from s3dash import codes
from s3dash.analysis import robust
from s3dash.analysis.findings.facts import (
    AT_LEAST,
    MIN_SHARE,
    STRONG,
    Asker,
    Fact,
    Figure,
    Finding,
    first,
    growths,
    lagging,
    only,
    shrinking,
    small,
)
from s3dash.analysis.potentials import (
    COMPLEX_FROM,
    NEAR_COMPLEX,
    NEAR_SIMPLE,
    Potential,
    Potentials,
    has_potentials,
    potentials,
    why,
)
from s3dash.indicators import OCCUPATION, Question
from s3dash.indicators.field_space import (
    VALUE,
    field_space,
    presence_of,
    quotients_of,
    years,
)
from s3dash.measures import Robustness

NEAREST: Final = 3
"""Strengths that a potential is said to be near to."""


def potential(asker: Asker) -> list[Finding]:
    """The potential with the largest weight, one that is complex if there is any."""
    release, year = asker.release, years(asker.release)[-1]
    if not has_potentials(release, asker.about):
        return []
    found = potentials(release, asker.about, year, STRONG)
    least = _least(asker)
    for quadrant in (NEAR_COMPLEX, NEAR_SIMPLE):
        possible = [item for item in found.of(quadrant) if _named(asker, found, item, least)]
        if possible:
            return [_finding(asker, max(possible, key=partial(_weight, found)))]
    return []


def _least(asker: Asker) -> float:
    """Employees that a group must have to be no splinter."""
    everyone = asker.figure(asker.employees(OCCUPATION, codes.TOTAL))
    return max(AT_LEAST, MIN_SHARE[OCCUPATION] / 100 * everyone.value)


def _named(asker: Asker, found: Potentials, item: Potential, least: float) -> bool:
    """Whether a group is surely near, surely not strong, large enough, and shrinks nowhere else.

    Only groups that count in a theme are named: those are what the strategy is about.
    """
    if not item.theme or item.employees[0] < least:
        return False
    _, there = growths(asker, OCCUPATION, item.field)
    near, weak = item.density[0] >= found.near_from, item.quotient[2] < STRONG
    return near and weak and there.low > 0


def _weight(found: Potentials, item: Potential) -> float:
    """Nearness above the mean, times complexity if it is complex, times √ of what is missing.

    Missing are the employees that a quotient of `STRONG` would take.
    """
    missing = item.employees[1] * (STRONG / item.quotient[1] - 1)
    complexity = item.pci[1] if item.quadrant == NEAR_COMPLEX else 1.0
    return float((item.density[1] - found.near_from) * complexity * np.sqrt(missing))


def _finding(asker: Asker, item: Potential) -> Finding:
    release, about, year = asker.release, asker.about, years(asker.release)[-1]
    near = Question(asker.indicators["relatedness_density"], OCCUPATION, item.field)
    figures = {
        "density": asker.figure(near),
        "quotient": asker.figure(asker.quotient(OCCUPATION, item.field)),
        "employees": asker.figure(asker.employees(OCCUPATION, item.field)),
        "share": asker.figure(asker.share(OCCUPATION, item.field)),
    }
    against = first(
        partial(shrinking, asker, OCCUPATION, item.field),
        partial(_simple, item, figures["quotient"]),
        partial(lagging, asker, OCCUPATION, item.field),
        partial(small, figures),
        partial(only, figures),
    )
    reasons = why(release, about, item.field, year, STRONG).reasons[:NEAREST]
    return Finding(
        sort=item.quadrant,
        kind=OCCUPATION,
        field=item.field,
        figures=figures,
        robustness=_robustness(asker, item),
        against=against,
        near=tuple(reason.field for reason in reasons),
    )


def _simple(item: Potential, quotient: Figure) -> Fact | None:
    """Group that many districts are strong in: it is near, but not complex."""
    return Fact("simple", {"quotient": quotient}) if item.quadrant == NEAR_SIMPLE else None


def _robustness(asker: Asker, item: Potential) -> Robustness:
    """Count the settings in which a group is near, not strong, and as complex as it is called.

    The settings are each threshold of strength, each of the last years, and the three ends.
    """
    release, about = asker.release, asker.about
    holds = []
    for year in years(release)[-robust.LAST_YEARS :]:
        space = field_space(release, year)
        at = space.fields.index(item.field)
        quotients = quotients_of(release, [about], year)[:, 0, at]
        densities = space.density(presence_of(release, [about], year))[:, 0]
        near = densities[:, at] >= densities[VALUE].mean()
        if item.quadrant == NEAR_COMPLEX:
            near &= space.pci[:, at] > COMPLEX_FROM
        holds += [near & (quotients < threshold) for threshold in robust.THRESHOLDS]
    return Robustness(holding=int(np.sum(holds)), settings=int(np.size(holds)))
