"""How a place is made up of fields: its change taken apart, its specialisation, its variety."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash import codes, measures
from s3dash.indicators.amounts import (
    CALCULATED,
    MISSING,
    SUPPRESSED,
    Amounts,
    Floats,
    Statuses,
    amounts,
)
from s3dash.indicators.asked import Question, at_base, calculated, reference_place, since_base
from s3dash.indicators.catalogue import SECTOR
from s3dash.indicators.places import Place
from s3dash.release import Release

NATIONAL: Final = "shift_share_national"
MIX: Final = "shift_share_mix"
REGIONAL: Final = "shift_share_regional"
SHIFT_SHARE: Final = (NATIONAL, MIX, REGIONAL)
"""Measures of the three parts, in the order in which they add up to the change."""

FAMILY_DIGITS: Final = 2
"""Digits of the KldB 2010 that occupation groups of one family have in common."""


def structure_fields(release: Release, question: Question) -> tuple[str, ...]:
    """Disjoint fields that a structure is made of: the eleven sectors, or all occupation groups.

    Employees without a sector, or without a known occupation, belong to no field.
    """
    if question.kind == SECTOR:
        return codes.SECTORS
    held = release.cube(question.variable).fields
    return tuple(code for code in held if code != codes.NO_INFORMATION)


def chosen_sectors(question: Question) -> tuple[str, ...]:
    """Sectors that a part of a change is summed over: all eleven, or the one that is asked for."""
    return codes.SECTORS if question.field == codes.ALL else (question.field,)


# --- change taken apart --------------------------------------------------------------------


def shift_share(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Part of the change since the base year; over all sectors the sum of the sectors' parts."""
    here = _by_field(release, question.variable, codes.SECTORS, places)
    nation = _by_field(
        release, question.variable, codes.SECTORS, reference_place(question, release)
    )
    parts = measures.shift_share(
        _stack([at_base(question, field) for field in here], "value"),
        _stack(here, "value"),
        national_start=_stack([at_base(question, field) for field in nation], "value"),
        national_end=_stack(nation, "value"),
    )
    by_measure = {NATIONAL: parts.national, MIX: parts.mix, REGIONAL: parts.regional}
    chosen = [codes.SECTORS.index(code) for code in chosen_sectors(question)]
    value = by_measure[question.indicator.measure][..., chosen].sum(axis=-1)
    own = [here[i] for i in chosen]
    start = [at_base(question, field) for field in own]
    found = calculated(here[0].years, value, value, value, [*start, *own, *nation])
    return since_base(question, found)


def without_field(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Employees whose sector is not known: the published total less the eleven sectors.

    Unknown where a sector is: what is suppressed is never worked out by subtraction.
    """
    total = amounts(release, question.variable, (codes.TOTAL,), places)
    known = amounts(release, question.variable, codes.SECTORS, places)
    value = total.value - known.value
    return calculated(total.years, value, value, value, (total, known))


# --- specialisation and variety ------------------------------------------------------------


@dataclass(frozen=True)
class _Structure:
    """Counts by field, shape (places, years, fields), as published and as they can be at least
    and at most; `status` of the whole, and whether a cell of it is suppressed.

    A suppressed cell adds nothing to what is published.
    """

    years: tuple[int, ...]
    value: Floats
    low: Floats
    high: Floats
    status: Statuses

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        return self.low, self.high

    @property
    def exact(self) -> npt.NDArray[np.bool_]:
        """Where every count is known, shape (places, years)."""
        known: npt.NDArray[np.bool_] = (self.low == self.high).all(axis=-1)
        return known


def herfindahl_hirschman(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """How far each place lives on few fields."""
    here = _structure(release, question, places)
    value = measures.herfindahl_hirschman(here.value)
    return _index(here, value, measures.herfindahl_hirschman_bounds(here.bounds))


def krugman(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """How far each place's structure is from that of the reference; none is far from itself."""
    against = reference_place(question, release)
    here, there = (_structure(release, question, of) for of in (places, against))
    value = measures.krugman(here.value, reference=there.value)
    low, high = measures.krugman_bounds(here.bounds, reference=there.bounds)
    itself = [place.id == against[0].id for place in places]
    low[itself], high[itself] = value[itself], value[itself]
    return _index(here, value, (low, high), exact=here.exact & there.exact)


def unrelated_variety(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """How many-sided each place is between families of occupation groups."""
    here = _structure(release, question, places)
    kin = families(structure_fields(release, question))
    value = measures.unrelated_variety(here.value, kin)
    low, high = (measures.family_sums(end, kin) for end in here.bounds)
    return _index(here, value, measures.entropy_bounds((low, high)))


def related_variety(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """How many-sided each place is inside its families of occupation groups."""
    here = _structure(release, question, places)
    kin = families(structure_fields(release, question))
    value = measures.related_variety(here.value, kin)
    whole = measures.entropy_bounds(here.bounds)
    between = measures.entropy_bounds(
        (measures.family_sums(here.low, kin), measures.family_sums(here.high, kin))
    )
    return _index(here, value, (np.maximum(whole[0] - between[1], 0.0), whole[1] - between[0]))


def families(fields: Sequence[str]) -> list[str]:
    """Family of each occupation group: the first two digits of its code.

    >>> families(["431", "432", "434", "262"])
    ['43', '43', '43', '26']
    """
    return [code[:FAMILY_DIGITS] for code in fields]


def _index(
    here: _Structure,
    value: Floats,
    bounds: tuple[Floats, Floats],
    *,
    exact: npt.NDArray[np.bool_] | None = None,
) -> Amounts:
    """Index with its range, which holds the figure of what is published.

    `exact` says where there is no range: where all counts of the place are known, unless others
    take part.
    """
    known = here.status == CALCULATED
    value = np.where(known, value, np.nan)
    status = np.where(known & np.isnan(value), MISSING, here.status).astype(np.uint8)
    certain = here.exact if exact is None else exact
    low, high = (np.where(certain | ~known, value, end) for end in bounds)
    return Amounts(here.years, value, np.fmin(low, value), np.fmax(high, value), status)


def _structure(release: Release, question: Question, places: Sequence[Place]) -> _Structure:
    fields = structure_fields(release, question)
    found = _by_field(release, question.variable, fields, places)
    status, high = _stack(found, "status"), _stack(found, "high")
    bounded = (status == SUPPRESSED) & ~np.isnan(high)
    open_cells = np.where(bounded, CALCULATED, np.maximum(status, CALCULATED))
    published = np.where(bounded, 0.0, _stack(found, "value"))
    whole = open_cells.max(axis=-1)
    whole[bounded.all(axis=-1)] = SUPPRESSED
    return _Structure(found[0].years, published, _stack(found, "low"), high, whole.astype(np.uint8))


def _by_field(
    release: Release, variable: str, fields: Sequence[str], places: Sequence[Place]
) -> tuple[Amounts, ...]:
    """Figures of single fields; the parts and sectors of a change ask for the same ones again."""
    return _counted(release, variable, tuple(fields), tuple(places))


@lru_cache(maxsize=64)
def _counted(
    release: Release, variable: str, fields: tuple[str, ...], places: tuple[Place, ...]
) -> tuple[Amounts, ...]:
    return tuple(amounts(release, variable, (code,), places) for code in fields)


def _stack(fields: Sequence[Amounts], name: str) -> npt.NDArray[np.float64]:
    """One part of the figures of several fields, the fields on the last axis."""
    return np.stack([getattr(field, name) for field in fields], axis=-1)
