"""Findings about a town inside a Kreis: its rank among the municipalities, and its development."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from s3dash import codes, config, measures
from s3dash.analysis.findings.facts import (
    AHEAD,
    BETTER,
    FALL,
    LEAD,
    RISE,
    WORSE,
    Asker,
    Fact,
    Figure,
    Finding,
    first,
)
from s3dash.indicators import Question, answer, place, places_of

TOWN_FIGURES: Final = (
    "tax_revenue_strength_per_head",
    "jobs_per_1000_municipal",
    "employment_rate",
    "eu_research_money_per_head",
    "gigabit_coverage",
    "renewable_capacity_per_head",
    "inland_port_goods",
    "drive_to_motorway",
    "drive_to_long_distance_station",
    "public_transport_share",
    "doctors_per_10000",
    "recreation_area_share",
    "needy_persons_per_1000",
)
"""Figures of municipalities that have a good side, in the order in which ties are broken."""

TOWN_SERIES: Final = ("needy_persons_per_1000", "doctors_per_10000")
"""Figures of municipalities with a good side whose development is looked at."""

FIRST: Final = 13
"""Rank up to which a town is called ahead: the front quarter of the region's 53."""

MOST_AHEAD: Final = 3
MOST_DEVELOPMENTS: Final = 2

POPULATION_LEAD: Final = 1
"""Percentage points by which the growth of the population must differ from the region's."""

SINCE: Final = 2015
"""First year of the developments of figures that are no counts."""


@dataclass(frozen=True)
class _Ranked:
    """A figure of the town with its rank from the good side."""

    figure: Figure
    rank: int
    among: int


def town_findings(asker: Asker) -> list[Finding]:
    """Up to three figures in which a town is ahead, and two developments."""
    ranked = [item for name in TOWN_FIGURES if (item := _ranked(asker, name)) is not None]
    ranked.sort(key=lambda item: item.rank)
    ahead = [item for item in ranked if item.rank <= FIRST][:MOST_AHEAD]
    behind = [item for item in reversed(ranked) if 2 * item.rank > item.among]
    found = [_ahead(item, behind[i : i + 1]) for i, item in enumerate(ahead)]
    return found + _developments(asker)


def _ranked(asker: Asker, name: str) -> _Ranked | None:
    """Rank of the town's newest figure, 1 for the best; None where it has no figure."""
    question = Question(asker.indicators[name])
    figure = asker.figure(question)
    if not figure.known:
        return None
    towns = places_of(asker.release, codes.MUNICIPALITY)
    values = answer(asker.release, question, towns).at([figure.year]).value[:, 0]
    ranks = measures.rank(values * _sign(question))
    own = int(ranks[[item.id for item in towns].index(asker.about.id)])
    return _Ranked(figure, own, int((~np.isnan(values)).sum()))


def _sign(question: Question) -> int:
    return -1 if question.indicator.direction == "lower" else 1


def _ahead(item: _Ranked, behind: list[_Ranked]) -> Finding:
    against = [Fact("behind", {"value": b.figure}, b.rank, b.among) for b in behind]
    return Finding(
        sort=AHEAD,
        kind="",
        field="",
        figures={"value": item.figure},
        robustness=None,
        against=against[0] if against else None,
        rank=item.rank,
        among=item.among,
    )


def _developments(asker: Asker) -> list[Finding]:
    found = [_population(asker), *(_series(asker, name) for name in TOWN_SERIES)]
    return [finding for finding in found if finding is not None][:MOST_DEVELOPMENTS]


def _population(asker: Asker) -> Finding | None:
    """Growth of the population, where it differs from the region's."""
    indicator = asker.indicators["population_growth"]
    end = indicator.years()[-1]
    figures = _beside(asker, Question(indicator, base=indicator.base_years(end)[0]), end)
    lead = figures["growth"].value - figures["reference"].value
    if not abs(lead) >= POPULATION_LEAD:
        return None
    recently = _beside(asker, Question(indicator, base=indicator.base_years(end)[-1]), end)
    turned = partial(_turned, recently, rising=lead > 0)
    more = partial(_nation_more, asker, figures["growth"]) if lead > 0 else lambda: None
    sort = RISE if lead > 0 else FALL
    return Finding(sort, "", "", figures, None, first(turned, more))


def _beside(asker: Asker, question: Question, year: int) -> dict[str, Figure]:
    """Figure of the town and of the region."""
    region = place(asker.release, config.region().id)
    return {
        "growth": asker.figure(question, year),
        "reference": asker.figure(question, year, region),
    }


def _turned(recently: Mapping[str, Figure], *, rising: bool) -> Fact | None:
    """Newest change, where it lies on the other side of the region's."""
    lead = recently["growth"].value - recently["reference"].value
    if (lead < 0) if rising else (lead > 0):
        return Fact("turned_down" if rising else "turned_up", recently)
    return None


def _nation_more(asker: Asker, own: Figure) -> Fact | None:
    """Growth in Germany, where it is larger."""
    there = asker.figure(own.question, own.year, asker.nation)
    return Fact("nation_more", {"reference": there}) if there.value > own.value else None


def _series(asker: Asker, name: str) -> Finding | None:
    """Figure that became better or worse against the region since `SINCE`."""
    question, region = Question(asker.indicators[name]), place(asker.release, config.region().id)
    last = question.indicator.years()[-1]
    figures = {
        "end": asker.figure(question, last),
        "start": asker.figure(question, SINCE),
        "region_start": asker.figure(question, SINCE, region),
        "region_end": asker.figure(question, last, region),
    }
    here, there = (
        float(measures.change_percent([figures[a].value], [figures[b].value])[0])
        for a, b in (("start", "end"), ("region_start", "region_end"))
    )
    lead = (here - there) * _sign(question)
    if not abs(lead) >= LEAD:
        return None
    level = (figures["end"].value - figures["region_end"].value) * _sign(question)
    against = Fact("level", {"value": figures["end"], "reference": figures["region_end"]})
    contradicts = level * lead < 0
    sort = BETTER if lead > 0 else WORSE
    return Finding(sort, "", "", figures, None, against if contradicts else None)
