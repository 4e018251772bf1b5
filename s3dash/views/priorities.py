"""Figures of the page of priorities: the fields of a place in their order, with every criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, config, state
from s3dash.analysis.priorities import Priorities, priorities
from s3dash.indicators import (
    CRITERIA,
    OCCUPATION,
    THEME,
    WEIGHING,
    Amounts,
    Place,
    Question,
    join_rows,
    place,
)
from s3dash.indicators.field_complexity import complexity_table
from s3dash.indicators.weights import COMPLEXITY, GROWTH_HERE, GROWTH_NATION, SPECIALISATION
from s3dash.state import Options, View
from s3dash.views.answers import answered
from s3dash.views.profiles import subject

KINDS: Final = dict(zip(state.RANKED_FIELDS, (THEME, OCCUPATION), strict=True))
"""Kind of the fields that the view ranks."""

INDICATORS: Final = {
    "size": "employees",
    "specialisation": "location_quotient",
    "growth": "employee_growth",
    "growth_nation": "employee_growth",
    "relatedness": "relatedness_density",
    "complexity": "eci",
    "demand": "vacancies_per_100_unemployed",
}
"""Indicator of each criterion; the complexity of a field has the format of that of regions."""


@dataclass(frozen=True)
class PriorityFigures:
    """What the page shows.

    `asked` is the place that was chosen, `about` the one that is shown: the Kreis that a
    municipality lies in, as nothing of it is published below the districts.
    """

    options: Options
    view: View
    asked: Place
    about: Place
    kind: str
    found: Priorities

    def question(self, criterion: str, field: str) -> Question:
        """Question whose answer is a criterion of a field."""
        name = INDICATORS[criterion]
        if criterion == SPECIALISATION and self.kind == THEME:
            name = "theme_location_quotient"
        return Question(
            self.options.indicators[name],
            self.kind,
            field,
            state.REFERENCES[0] if criterion == SPECIALISATION else "",
            self.found.base if criterion in (GROWTH_HERE, GROWTH_NATION) else None,
        )

    def place_of(self, criterion: str) -> Place:
        """Place that a criterion is a figure of: the one that is shown, or Germany."""
        national = criterion in (GROWTH_NATION, COMPLEXITY)
        return place(self.options.release, config.region().nation_id) if national else self.about

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure that the page shows: points, share of weightings and criteria, by field."""
        fields = [item.field for item in (*self.found.ranked, *self.found.unranked)]
        answers = [self._answer(*one) for field in fields for one in self._asked(field)]
        known = join_rows(self.options.release, answers)
        complexity = complexity_table(
            self.options.release,
            self.options.indicators["eci"],
            [(self.kind, field) for field in fields],
            self.found.year,
        )
        positions = range(len(fields))
        by_field = [*np.repeat(positions, len(known) // max(len(fields), 1)), *positions]
        rows = pd.concat([known, complexity]).iloc[np.argsort(by_field, kind="stable")]
        return rows.drop_duplicates(ignore_index=True)

    def _asked(self, field: str) -> Iterator[tuple[Question, Place]]:
        """Questions about a field, each with the place that it is about."""
        for name in WEIGHING:
            indicator = self.options.indicators[name]
            yield Question(indicator, self.kind, field, weights=self.view.weights), self.about
        for criterion in CRITERIA:
            if criterion != COMPLEXITY:
                yield self.question(criterion, field), self.place_of(criterion)

    def _answer(self, question: Question, about: Place) -> tuple[Question, list[Place], Amounts]:
        found = answered(self.options, question, [about]).found.at([self.found.year])
        return question, [about], found


def priority_figures(options: Options, view: View) -> PriorityFigures:
    """Figures of the page of priorities of a view."""
    asked = subject(options, view)
    about = asked
    if asked.level == codes.MUNICIPALITY:
        about = place(options.release, codes.district_of(asked.id))
    kind = KINDS[view.fields]
    found = priorities(options.release, about, kind, view.weights)
    return PriorityFigures(options, view, asked, about, kind, found)
