"""Statistical secrecy: nothing that is shown says more of a suppressed cell than its publisher.

The proof is by two worlds. A suppressed cell is filled in with the smallest and with the largest
number that it can be, where the publisher or `config/suppression.toml` gives a bound, else with 1
and with a number larger than any. Every figure and every range that is shown for any place must be
true in all these worlds: then no set of them, however they are subtracted, tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from s3dash import codes, config
from s3dash.indicators import (
    OCCUPATION,
    SECTOR,
    THEME,
    Amounts,
    Cell,
    Indicator,
    Place,
    Question,
    Range,
    answer,
    explain,
    place,
)
from s3dash.indicators.explain import all_cells
from s3dash.release import Release
from s3dash.session import options

SUPPRESSED = codes.STATUSES.index(codes.SUPPRESSED)
CALCULATED = codes.STATUSES.index(codes.CALCULATED)
WORLDS = ("least", "most", "mixed")
UNBOUNDED = (1.0, 1e7)
"""What a suppressed cell is filled in with where nothing bounds it."""
SEED = 20_260
LIKELY = 4
"""Occupation groups that are asked for: those with the most suppressed cells in the region."""
SIGNS = {"", ".", "*", "x", "NA"}
"""What a publisher writes in place of a suppressed number."""


def hidden(release: Release) -> list[str]:
    """Variables with suppressed cells."""
    return [name for name in release.variables if (release.cube(name).status == SUPPRESSED).any()]


@cache
def world(name: str) -> Release:
    """The release, with a number in every suppressed cell."""
    release = options().release
    rng = np.random.default_rng(SEED)
    cubes = {}
    for variable in hidden(release):
        cube = release.cube(variable)
        bound = release.bounds.get(variable)
        least, most = (bound.low, bound.high) if bound else UNBOUNDED
        at = cube.status == SUPPRESSED
        values = cube.values.copy()
        ends = {"least": least, "most": most, "mixed": rng.choice([least, most], at.sum())}
        values[at] = ends[name]
        status = np.where(at, codes.STATUSES.index(codes.REPORTED), cube.status)
        cubes[variable] = replace(cube, values=values, status=status.astype(np.uint8))
    others = {name: release.cube(name) for name in release.variables if name not in cubes}
    return replace(release, _cubes={**others, **cubes})


@cache
def places() -> tuple[Place, ...]:
    """Districts, region, groups; each district with one other; and all but one of a whole."""
    release, region = options().release, config.region()
    ours = region.districts
    germany = [key for key in release.regions if len(key) == 5]
    state = [key for key in germany if key.startswith(region.state)]
    keys = [*ours, region.id, region.state_id, region.nation_id, *region.groups]
    for whole in (ours, state, germany):
        for one in ("05916", "05113"):
            keys.append("~".join(["Rest", *(key for key in whole if key != one)]))
    keys += ["~".join(["Zwei", one, other]) for one, other in pairwise(ours)]
    keys += ["Bremen~04011~04012", "04011", "09678", "01001"]
    return tuple(place(release, key) for key in keys)


def fields(indicator: Indicator, kind: str) -> Sequence[str]:
    known = options().fields(kind, indicator)
    if kind != OCCUPATION:
        return known
    cube = options().release.cube(indicator.variables[OCCUPATION])
    ours = [cube.ags_index[key] for key in config.region().districts]
    count = (cube.status[:, ours] == SUPPRESSED).sum(axis=(1, 2))
    return (codes.TOTAL, *(cube.fields[i] for i in np.argsort(-count)[:LIKELY]))


def questions(indicator: Indicator) -> Iterator[Question]:
    """The indicator with each kind of field, its fields, and the references."""
    kinds = [(kind, code) for kind in indicator.fields for code in fields(indicator, kind)]
    for kind, code in kinds or [("", "")]:
        years = indicator.years(kind)
        base = indicator.base_years(years[-1], kind)[0] if indicator.compares_years else None
        for reference in indicator.references or ("",):
            yield Question(indicator, kind, code, reference, base)


END_TO_END = {"relatedness_density", "eci", "pci", "priority_score", "priority_first"}
"""Measures of the whole matrix of Germany. They are computed with all cells at their lower and at
their upper end; the range between is no strict bound, and so it says nothing of a single cell."""


def touched(indicator: Indicator) -> bool:
    """Whether a suppressed cell can move an answer."""
    names = {*indicator.variables.values(), indicator.denominator, *(indicator.recompute or ())}
    return bool(names & set(hidden(options().release)))


TOUCHED = [
    name
    for name, entry in options().indicators.items()
    if touched(entry) and entry.measure not in END_TO_END
]


@pytest.mark.parametrize("name", TOUCHED)
def test_every_figure_and_range_is_true_whatever_was_suppressed(name: str) -> None:
    for question in questions(options().indicators[name]):
        shown = answer(options().release, question, places())
        for which in WORLDS:
            contradiction = _contradiction(shown, answer(world(which), question, places()))
            assert contradiction is None, (which, question.kind, question.field, contradiction)


def _contradiction(shown: Amounts, true: Amounts) -> tuple[str, int] | None:
    """First place and year whose figure, or range, is not true in a world."""
    room = 1e-9 * np.maximum(1.0, np.abs(true.value))
    low, high = _said(shown)
    wrong = ~np.isnan(true.value) & ((low > true.value + room) | (high < true.value - room))
    for row, column in np.argwhere(wrong):
        return places()[row].id, shown.years[column]
    return None


def _said(shown: Amounts) -> tuple[np.ndarray, np.ndarray]:
    """What a figure says: its range, or itself where it has none and calls itself known."""
    known = shown.status <= CALCULATED
    exact = known & np.isnan(shown.low) & np.isnan(shown.high)
    low = np.where(exact, shown.value, shown.low)
    return low, np.where(exact, shown.value, shown.high)


def test_the_worlds_tell_a_bound_by_subtraction() -> None:
    """No more people work in one sector than in all: true, and yet more than was published."""
    question = Question(options().indicators["employees"], SECTOR, "A")
    shown, total = (
        answer(options().release, replace(question, field=code), places())
        for code in ("A", codes.TOTAL)
    )
    unknown = np.isnan(shown.value)
    leaking = replace(shown, low=np.where(unknown, 0, shown.low), high=total.value)
    true = answer(world("most"), question, places())
    assert _contradiction(shown, true) is None
    assert _contradiction(leaking, true) is not None


@pytest.mark.parametrize("variable", hidden(options().release))
def test_a_suppressed_cell_has_no_number_and_no_trace_of_one(variable: str) -> None:
    release = options().release
    cube = release.cube(variable)
    at = cube.status == SUPPRESSED
    assert np.isnan(cube.values[at]).all()
    noted = release.cells(variable, cube.row[at])
    assert set(noted.column("raw_text").to_pylist()) <= SIGNS | {None}


@pytest.mark.parametrize("variable", hidden(options().release))
def test_no_published_whole_leaves_a_single_suppressed_part(variable: str) -> None:
    """Else the others, put into a group, would give it away by difference with the whole."""
    cube = options().release.cube(variable)
    region = config.region()
    wholes = {region.nation_id: "", region.state: region.state, region.id: "ruhr"}
    for whole, begins in wholes.items():
        if whole not in cube.ags_index:
            continue
        inside = [
            i
            for key, i in cube.ags_index.items()
            if len(key) == 5
            and (key in region.districts if begins == "ruhr" else key.startswith(begins))
        ]
        suppressed = (cube.status[:, inside] == SUPPRESSED).sum(axis=1)
        published = cube.status[:, cube.ags_index[whole]] <= CALCULATED
        assert not ((suppressed == 1) & published).any(), whole


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("employees", THEME, "green_tech"),
        ("employees", OCCUPATION, codes.TOTAL),
        ("theme_location_quotient", THEME, "green_tech"),
        ("employees_foreigners", SECTOR, "F"),
        ("foreigners_share", SECTOR, "B+D+E"),
        ("location_quotient", OCCUPATION, "343"),
    ],
)
def test_a_trace_shows_what_is_published_and_no_rest(name: str, kind: str, code: str) -> None:
    release = options().release
    indicator = options().indicators[name]
    reference = "germany" if indicator.references else ""
    question = Question(indicator, kind, code, reference)
    for about in places()[:22:3]:
        for year in indicator.years(kind)[-2:]:
            found = explain(release, question, about, year)
            for operand in found.operands:
                _only_what_is_published(operand.cells)


def _only_what_is_published(cells: Sequence[Cell | Range]) -> None:
    for cell in all_cells(cells):
        if isinstance(cell, Range):
            continue
        if cell.status == codes.SUPPRESSED:
            assert np.isnan(cell.value)
            assert cell.text in SIGNS
        else:
            cube = options().release.cube(cell.variable)
            field, region = cube.field_index[cell.field], cube.ags_index[cell.ags]
            stored = cube.values[field, region, cube.year_index[cell.year]]
            assert np.array_equal(stored, cell.value, equal_nan=True)
