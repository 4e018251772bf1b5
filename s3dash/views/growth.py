"""How the change of a place's employees is made up: national trend, sector mix, own development."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from s3dash import codes
from s3dash.indicators import (
    REFERENCE_PLACES,
    SECTOR,
    SHIFT_SHARE,
    Place,
    Question,
    place,
    to_rows,
)
from s3dash.state import Options
from s3dash.views.answers import Answered, answered, newest_year, plain_question

EMPLOYEES = "employees"
WITHOUT_SECTOR = "employees_without_sector"
LEAST_JUMP = 1000
"""Employees from which on a change in a single year is told."""
LEAST_JUMP_PERCENT = 20
"""Per cent of the sector from which on it is told."""
NATION = REFERENCE_PLACES["germany"]
"""Id of the place whose growth the parts are measured against."""


@dataclass(frozen=True)
class GrowthRow:
    """One line of the account: employees at both ends, and the parts of the change.

    `parts` are national trend, sector mix and own development; None for employees without a
    sector, who have no growth to compare with. Numbers are NaN where they are not known.
    """

    field: str
    start: float
    end: float
    parts: tuple[float, float, float] | None

    @property
    def change(self) -> float:
        """How many more there are at the end."""
        return self.end - self.start


@dataclass(frozen=True)
class Jump:
    """Change of a sector from one year to the next that is large for the sector and in persons."""

    field: str
    year: int
    change: float


@dataclass(frozen=True, eq=False)
class Growth:
    """Change of a place's employees from `base` to `year`, with everything that it is made of.

    Parameters
    ----------
    employees : answers for each sector and for the official total, by code
    parts : answers of the three parts for each sector and for all together, by code
    without : employees who are in the total and in no sector, of the place and of Germany
    percent : growth of the total, of the place and of Germany
    """

    options: Options
    place: Place
    base: int
    year: int
    employees: Mapping[str, Answered]
    parts: Mapping[str, tuple[Answered, ...]]
    without: Answered
    percent: Answered

    @cached_property
    def rows(self) -> tuple[GrowthRow, ...]:
        """The eleven sectors, in their official order."""
        return tuple(self._row(code, code, self.employees[code]) for code in codes.SECTORS)

    @cached_property
    def without_sector(self) -> GrowthRow:
        """Employees who are in no sector."""
        return self._row("", None, self.without)

    @cached_property
    def total(self) -> GrowthRow:
        """All employees; the parts are those of the eleven sectors together."""
        return self._row(codes.TOTAL, codes.ALL, self.employees[codes.TOTAL])

    @property
    def known(self) -> bool:
        """Whether the change can be taken apart: no sector is suppressed at either end."""
        return self.total.parts is not None and not np.isnan(self.total.parts).any()

    @cached_property
    def jumps(self) -> tuple[Jump, ...]:
        """Sectors that changed much in a single year of the period, in the order of the years.

        Often an establishment has been assigned to another sector, and a second one moves the other
        way: such a change is no growth or decline of the place.
        """
        found = [jump for code in codes.SECTORS for jump in self._jumps(code)]
        return tuple(sorted(found, key=lambda jump: jump.year))

    def _jumps(self, code: str) -> Iterator[Jump]:
        counted = self.employees[code]
        years = range(self.base, self.year + 1)
        values = counted.found.at(years).value[counted.row(self.place.id)]
        for year, before, change in zip(years[1:], values, np.diff(values), strict=False):
            if abs(change) >= max(LEAST_JUMP, LEAST_JUMP_PERCENT / 100 * before):
                yield Jump(code, year, float(change))

    def percent_of(self, key: str) -> float:
        """Growth of a place in per cent, by its id."""
        return self.percent.value(key, self.year)

    def part_question(self, number: int, code: str) -> Question:
        """Question that one of the parts answers."""
        return self.parts[code][number].question

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure of the account."""
        period = tuple(range(self.base, self.year + 1))
        counted = [(item, period) for item in self.employees.values()]
        counted.append((self.without, (self.base, self.year)))
        parts = [(item, (self.year,)) for of_field in self.parts.values() for item in of_field]
        return pd.concat(
            [
                to_rows(self.options.release, item.question, item.places, item.found.at(years))
                for item, years in (*counted, *parts, (self.percent, (self.year,)))
            ],
            ignore_index=True,
        )

    def _row(self, field: str, of_parts: str | None, counted: Answered) -> GrowthRow:
        start, end = (counted.value(self.place.id, year) for year in (self.base, self.year))
        if of_parts is None:
            return GrowthRow(field, start, end, None)
        trend, mix, own = (part.value(self.place.id, self.year) for part in self.parts[of_parts])
        return GrowthRow(field, start, end, (trend, mix, own))


@lru_cache(maxsize=256)
def growth(options: Options, about: Place) -> Growth:
    """Account of a place's change over the longest period that the sectors are published for."""
    questions = [plain_question(options.indicators[name]) for name in SHIFT_SHARE]
    base, year = questions[0].base, newest_year(questions[0])
    assert base is not None
    of_parts = {
        code: tuple(answered(options, replace(asked, field=code), [about]) for asked in questions)
        for code in (*codes.SECTORS, codes.ALL)
    }
    employees, percent = options.indicators[EMPLOYEES], options.indicators["employee_growth"]
    nation = place(options.release, NATION)
    both = [about] if about.id == NATION else [about, nation]
    return Growth(
        options=options,
        place=about,
        base=base,
        year=year,
        employees={
            code: answered(options, Question(employees, SECTOR, code), [about])
            for code in (*codes.SECTORS, codes.TOTAL)
        },
        parts=of_parts,
        without=answered(options, plain_question(options.indicators[WITHOUT_SECTOR]), both),
        percent=answered(options, Question(percent, SECTOR, codes.TOTAL, base=base), both),
    )
