"""Where a figure comes from: its formula with the real numbers, down to the cells of raw files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from s3dash import codes, config, measures
from s3dash.indicators import spread, stars, structure
from s3dash.indicators.amounts import Amounts, Floats, amounts, keys_of
from s3dash.indicators.asked import Question, denominator_fields, field_codes, reference_place
from s3dash.indicators.catalogue import REFERENCE_PLACES, SECTOR, Indicator
from s3dash.indicators.field_space import VALUE, VARIABLE, field_space, members_of, presence_of
from s3dash.indicators.places import Place, place
from s3dash.indicators.priorities import ranking
from s3dash.indicators.question import answer
from s3dash.indicators.weights import CRITERIA
from s3dash.release import Cube, Release

MOST_CELLS: Final = 24
"""A sum of more cells is told by its fields, each with the range of its rows."""

MOST_PARTS: Final = 250
"""Parts of calculated figures are followed downwards as long as a trace has no more lines."""


@dataclass(frozen=True)
class Cell:
    """A stored figure and the cell of the raw file that says so.

    `rule` is empty for a figure that stands there as it is; else it says how the ingest made it
    from the cell (row above 0: other units) or calculated it (row 0). `text` is what stands in the
    cell. `parts` are the stored figures that the rule was applied to, where the release holds them
    and they are few enough to list.
    """

    variable: str
    field: str
    ags: str
    year: int
    value: float
    status: str
    file: str
    sha256: str
    sheet: str
    row: int
    column: int
    text: str
    rule: str
    parts: tuple[Cell | Range, ...] = ()


@dataclass(frozen=True)
class Range:
    """Stored figures that a sum runs over, where they are too many to list.

    `field` is empty where the sum runs over all fields. `rule` is empty where the figures stand in
    the rows as they are; else it says how the ingest calculated them from those rows.
    """

    variable: str
    field: str
    year: int
    cells: int
    suppressed: int
    value: float
    file: str
    sha256: str
    first_row: int
    last_row: int
    column: int
    rule: str = ""


@dataclass(frozen=True)
class Part:
    """What one field adds to a number that is calculated from many figures."""

    field: str
    value: float


@dataclass(frozen=True)
class Operand:
    """A number in a formula: what it is, for whom and when, and what it is the sum of.

    `corrections` are known faults of the source that touch the number or one of its cells. A
    `derived` number is no sum of its cells but calculated from them by a measure; it may be the
    sum of its `parts`. `each` are the numbers of its single fields, where the formula runs over
    them; a suppressed one adds nothing.
    """

    symbol: str
    variable: str
    fields: tuple[str, ...] | None
    place: Place
    year: int
    value: float
    low: float
    high: float
    status: str
    unit: str
    cells: tuple[Cell | Range, ...]
    corrections: tuple[config.Correction, ...]
    each: tuple[float, ...] = ()
    derived: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A figure with its formula in symbols, and the operands of the formula."""

    indicator: Indicator
    question: Question
    place: Place
    year: int
    value: float
    low: float
    high: float
    status: str
    formula: str
    operands: tuple[Operand, ...]


def explain(release: Release, question: Question, about: Place, year: int) -> Explanation:
    """Trace one figure back to the cells of the official files.

    The figure is the one that `answer` gives. Its formula holds the real numbers; each number is a
    stored figure, or a sum of stored figures, with file, row, column and text of every cell.
    """
    found = answer(release, question, [about]).at([year])
    operands = _OPERANDS[question.indicator.measure](release, question, about, year)
    formula = _formula(question)
    if question.indicator.recompute and not operands[0].cells:
        operands = _recomputed(release, question, about, year)
        formula = "a / b"
    return Explanation(
        indicator=question.indicator,
        question=question,
        place=about,
        year=year,
        value=float(found.value[0, 0]),
        low=float(found.low[0, 0]),
        high=float(found.high[0, 0]),
        status=codes.STATUSES[found.status[0, 0]],
        formula=formula,
        operands=operands,
    )


_FORMULAS: Final = {
    "value": "a",
    "share": "100 · a / b",
    "ratio": "100 · a / b",
    "per_head": "p · a / b",
    "location_quotient": "(a / b) / (c / d)",
    "growth_absolute": "b - a",
    "growth_percent": "100 · (b - a) / a",
    "growth_per_year": "100 · ((b / a)^(1/n) - 1)",
    structure.NATIONAL: "a · (c / b - 1)",
    structure.MIX: "a · (e / d - c / b)",
    structure.REGIONAL: "b - a · d / c",
    "without_field": "a - b",
    "hhi": "Σ (aᵢ / a)²",
    "krugman": "Σ |aᵢ / a - bᵢ / b|",
    "unrelated_variety": "-Σ (aᵢ / a) · log₂(fᵢ / a)",
    "related_variety": "-Σ (aᵢ / a) · log₂(aᵢ / fᵢ)",
    "relatedness_density": "a / b",
    "eci": "(a - b) / c",
    "priority_score": "a",
    "priority_first": "a",
    "stars": "[a ≥ s] + [(a / b) / (c / d) ≥ t] + [100 · (a - e) / e > 100 · (g - h) / h + l]",
    "share_of_area": "100 · a / b",
    "share_of_theme": "100 · a / b",
    "locational_gini": "1 - Σ (bᵢ / b) · (2 · Aᵢ - aᵢ) / a",
}


_FORMULAS_OF_ALL: Final = {
    structure.MIX: "Σ aᵢ · (cᵢ / bᵢ - c / b)",
    structure.REGIONAL: "Σ (bᵢ - aᵢ · dᵢ / cᵢ)",
}
"""Formulas over all sectors, of measures that are computed for each sector and then summed.

The sign ᵢ stands for a single field, f for the sum of the family that a field belongs to.
"""


def _formula(question: Question) -> str:
    measure = question.indicator.measure
    whole = _FORMULAS_OF_ALL.get(measure) if question.field == codes.ALL else None
    return whole or _FORMULAS[measure]


def _plain(value: float) -> str:
    if np.isnan(value):
        return "?"
    return str(int(value)) if value == int(value) else repr(round(value, 10))


def _operand(
    release: Release,
    symbol: str,
    variable: str,
    fields: Sequence[str] | None,
    about: Place,
    year: int,
    *,
    each: bool = False,
) -> Operand:
    found: Amounts = amounts(release, variable, fields, [about]).at([year])
    keys = keys_of(release, variable, fields, about, year)
    cells = stored(release, variable, keys, year)
    return Operand(
        symbol=symbol,
        variable=variable,
        fields=None if fields is None else tuple(fields),
        place=about,
        year=year,
        value=float(found.value[0, 0]),
        low=float(found.low[0, 0]),
        high=float(found.high[0, 0]),
        status=codes.STATUSES[found.status[0, 0]],
        unit=str(release.variables[variable]["unit"]),
        cells=cells,
        corrections=_corrections(variable, about, year, cells),
        each=_each(release, variable, fields or (), about, year) if each else (),
    )


def _each(
    release: Release, variable: str, fields: Sequence[str], about: Place, year: int
) -> tuple[float, ...]:
    """Numbers of single fields; one that is suppressed, but with a known bound, adds nothing."""
    found = [amounts(release, variable, (code,), [about]).at([year]) for code in fields]
    return tuple(
        0.0 if np.isnan(item.value[0, 0]) and item.high[0, 0] > 0 else float(item.value[0, 0])
        for item in found
    )


def _corrections(
    variable: str, about: Place, year: int, cells: Sequence[Cell | Range]
) -> tuple[config.Correction, ...]:
    """Known faults of the cells; of the place itself where the fault left it without a cell."""
    region = config.region()
    own = region.state if about.id == region.state_id else about.id
    touched = [(c.variable, c.ags, c.year) for c in all_cells(cells) if isinstance(c, Cell)]
    if not cells and about.level != codes.GROUP:
        touched = [(variable, own, year)]
    found = (entry for key in touched for entry in config.corrections_of(*key))
    return tuple({id(entry): entry for entry in found}.values())


def all_cells(cells: Sequence[Cell | Range]) -> list[Cell | Range]:
    """Cells and, after each, the parts that it was calculated from."""
    found: list[Cell | Range] = []
    for cell in cells:
        found.append(cell)
        found += all_cells(cell.parts) if isinstance(cell, Cell) else []
    return found


def stored(
    release: Release, variable: str, keys: Sequence[tuple[str, str]], year: int
) -> tuple[Cell | Range, ...]:
    """Stored figures of some fields and regions in a year, each with its cell.

    More than `MOST_CELLS` are told by field: how many cells, their sum, and the rows they lie in.
    Calculated ones are followed to their parts, level by level, up to `MOST_PARTS` lines.
    """
    found, depth = _stored(release, variable, keys, year, depth=0), 1
    lines = len(found)
    while True:
        deeper = _stored(release, variable, keys, year, depth=depth)
        more = len(all_cells(deeper))
        if more == lines or more > MOST_PARTS:
            return found
        found, lines, depth = deeper, more, depth + 1


def _stored(
    release: Release, variable: str, keys: Sequence[tuple[str, str]], year: int, *, depth: int
) -> tuple[Cell | Range, ...]:
    if len(keys) <= MOST_CELLS:
        return _listed(release, variable, keys, year, depth=depth)
    fields = tuple(dict.fromkeys(code for code, _ in keys))
    regions = tuple(dict.fromkeys(ags for _, ags in keys))
    if len(fields) > MOST_CELLS:
        return (_range(release, variable, fields, regions, year),)
    return tuple(_range(release, variable, (code,), regions, year) for code in fields)


def _listed(
    release: Release, variable: str, keys: Sequence[tuple[str, str]], year: int, *, depth: int
) -> tuple[Cell, ...]:
    cube = release.cube(variable)
    at = [(cube.field_index[f], cube.ags_index[a], cube.year_index[year]) for f, a in keys]
    present = [(key, i) for key, i in zip(keys, at, strict=True) if cube.row[i] >= 0]
    noted = release.cells(variable, [int(cube.row[i]) for _, i in present]).to_pylist()
    cells = []
    for ((code, ags), i), cell in zip(present, noted, strict=True):
        key = (variable, code, ags, year)
        parts = _rule_parts(release, key, cell["raw_rule"], depth=depth - 1) if depth else ()
        cells.append(_cell(release, key, cube.values[i], cube.status[i], cell, parts))
    return tuple(cells)


def _cell(
    release: Release,
    key: tuple[str, str, str, int],
    value: float,
    status: int,
    noted: dict[str, Any],
    parts: tuple[Cell | Range, ...],
) -> Cell:
    variable, code, ags, year = key
    text = noted["raw_text"] if noted["raw_text"] is not None else _plain(float(value))
    return Cell(
        variable=variable,
        field=code,
        ags=ags,
        year=year,
        value=float(value),
        status=codes.STATUSES[status],
        file=noted["raw_file"],
        sha256=release.sha256_of(variable, noted["raw_file"]),
        sheet=noted["raw_sheet"],
        row=noted["raw_row"],
        column=noted["raw_column"],
        text=text if noted["raw_row"] else "",
        rule=noted["raw_rule"],
        parts=parts,
    )


def _rule_parts(
    release: Release, key: tuple[str, str, str, int], rule: str, *, depth: int
) -> tuple[Cell | Range, ...]:
    """Stored figures that a rule of the ingest was applied to; see the ingest for the rules."""
    variable, code, ags, year = key

    def part(name: str, field: str, of_year: int) -> tuple[Cell | Range, ...]:
        return _stored(release, name, [(field, ags)], of_year, depth=depth)

    if rule == "B-E - C":
        return (*part(variable, "B-E", year), *part(variable, "C", year))
    if rule in ("sum", "sum of municipalities"):
        inside = _summed(release.cube(variable), code, ags)
        return _stored(release, variable, inside, year, depth=depth)
    if rule == "sum of years":
        flow = variable.partition("_since_")[0]
        years = [y for y in release.cube(flow).years if y <= year]
        return tuple(cell for y in years for cell in part(flow, code, y))
    if rule == "sum of five years":
        flow = variable.removesuffix("_five_years")
        return tuple(cell for y in range(year - 4, year + 1) for cell in part(flow, code, y))
    for sign in (" + ", " / "):
        if sign in rule:
            return tuple(cell for name in rule.split(sign) for cell in part(name, code, year))
    return ()


def _summed(cube: Cube, code: str, ags: str) -> list[tuple[str, str]]:
    """Municipalities of a district, or of the region, that a stored sum runs over."""
    region = config.region()
    inside = (ags,) if ags in region.districts else region.districts if ags == region.id else ()
    return [(code, key) for key in cube.ags if len(key) == 8 and key[:5] in inside]


_CALCULATED_FROM: Final = {"B+D+E": ("B-E", "C")}
"""Fields that no raw file has, with those that the ingest makes them of."""


def _read_cells(release: Release, variable: str, rows: npt.NDArray[np.int32]) -> Any:
    """Cells of stored figures that stand in a raw file as they are."""
    noted = release.cells(variable, rows[rows >= 0])
    return noted.filter(noted.column("raw_row").to_numpy() > 0)


def _range(
    release: Release, variable: str, fields: Sequence[str], regions: Sequence[str], year: int
) -> Range:
    cube = release.cube(variable)
    of_fields = [cube.field_index[code] for code in fields]
    of_regions, of_year = [cube.ags_index[ags] for ags in regions], [cube.year_index[year]]
    at = np.ix_(of_fields, of_regions, of_year)
    rows = cube.row[at].reshape(-1)
    stored_rows = rows[rows >= 0]
    noted, rule = _read_cells(release, variable, stored_rows), ""
    if not noted.num_rows and fields[0] in _CALCULATED_FROM:
        parts = [cube.field_index[code] for code in _CALCULATED_FROM[fields[0]]]
        rule = " - ".join(_CALCULATED_FROM[fields[0]])
        of_parts = cube.row[np.ix_(parts, of_regions, of_year)]
        noted = _read_cells(release, variable, of_parts.reshape(-1))
    lines = noted.column("raw_row").to_numpy()
    file = str(noted.column("raw_file")[0])
    return Range(
        variable=variable,
        field=fields[0] if len(fields) == 1 else "",
        year=year,
        cells=len(stored_rows),
        suppressed=int((cube.status[at] == codes.STATUSES.index(codes.SUPPRESSED)).sum()),
        value=float(np.nansum(cube.values[at])),
        file=file,
        sha256=release.sha256_of(variable, file),
        first_row=int(lines.min()),
        last_row=int(lines.max()),
        column=int(noted.column("raw_column")[0].as_py()),
        rule=rule,
    )


# --- operands of each measure --------------------------------------------------------------


def _value(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    return (_operand(release, "a", asked.variable, field_codes(release, asked), about, year),)


def _total_codes(question: Question) -> tuple[str, ...] | None:
    return (codes.TOTAL,) if question.kind == SECTOR else None


def _share(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    whole, fields = asked.indicator.denominator, field_codes(release, asked)
    if whole is None:
        whole, fields = asked.variable, _total_codes(asked)
    return (
        *_value(release, asked, about, year),
        _operand(release, "b", whole, fields, about, year),
    )


def _per_head(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    heads = str(asked.indicator.denominator)
    return (
        *_value(release, asked, about, year),
        _operand(release, "b", heads, denominator_fields(release, asked), about, year),
    )


def _quotient(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    against = place(release, REFERENCE_PLACES[asked.reference])
    fields, whole = field_codes(release, asked), _total_codes(asked)
    variable = asked.variable
    return (
        _operand(release, "a", variable, fields, about, year),
        _operand(release, "b", variable, whole, about, year),
        _operand(release, "c", variable, fields, against, year),
        _operand(release, "d", variable, whole, against, year),
    )


def _change(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    fields, variable = field_codes(release, asked), asked.variable
    base = year if asked.base is None else asked.base
    return (
        _operand(release, "a", variable, fields, about, base),
        _operand(release, "b", variable, fields, about, year),
    )


def _density(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """Nearness to strengths and to all groups; of several groups, their densities and weights."""
    nation, space = place(release, REFERENCE_PLACES["germany"]), field_space(release, year)
    at = space.positions(field_codes(release, asked))
    own = () if at is None else members_of(release, about, year)
    if at is None or not own:
        return (_derived(release, "a", "proximity_to_strengths", about, year, (), ()),)
    strengths, near = presence_of(release, [about], year)[VALUE, 0], space.proximity[VALUE]
    if len(at) > 1:
        groups = [space.fields[i] for i in at]
        density = measures.relatedness_density(strengths, near)[at]
        parts = _parts(groups, density * space.employees[at])
        return (
            _derived(release, "a", "weighted_relatedness", about, year, own, parts),
            _operand(release, "b", asked.variable, groups, nation, year),
        )
    here = _parts(space.fields, strengths * near[at[0]])
    every = float(near[at[0]].sum())
    return (
        _derived(release, "a", "proximity_to_strengths", about, year, own, here),
        _derived(release, "b", "proximity_to_all", nation, year, space.districts, every),
    )


def _complexity(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """Mean complexity of the strengths, and its mean and deviation over Germany's districts."""
    nation, space = place(release, REFERENCE_PLACES["germany"]), field_space(release, year)
    own, found = members_of(release, about, year), space.complexity[VALUE]
    strengths = presence_of(release, [about], year)[VALUE, 0]
    parts = _parts(space.fields, strengths * found.pci / max(strengths.sum(), 1))
    scale = (nation, year, space.districts)
    return (
        _derived(release, "a", "mean_complexity", about, year, own, parts),
        _derived(release, "b", "mean_complexity_centre", *scale, found.centre),
        _derived(release, "c", "mean_complexity_spread", *scale, found.spread),
    )


def _priority(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """Points of a field, of which each criterion adds some, or how often it is among the first."""
    found = ranking(release, asked.kind, about, asked.weights)
    own = members_of(release, about, year) if year == found.criteria.year else ()
    made: tuple[Part, ...] | float = np.nan
    if asked.field in found.criteria.fields:
        field = found.criteria.fields.index(asked.field)
        made = 100 * float(found.spread.first[field])
        if asked.indicator.measure == "priority_score":
            made = _parts(CRITERIA, 100 * found.parts[field])
    return (_derived(release, "a", asked.indicator.measure, about, year, own, made),)


def _stars(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """Counts here, in the reference and in Germany, and the count of the smallest large district.

    A place that is no district has no such cut-off.
    """
    fields, variable, base = field_codes(release, asked), asked.variable, asked.base or year
    nation = place(release, REFERENCE_PLACES["germany"])
    counted = [("e", about, base), ("g", nation, year), ("h", nation, base)]
    if about.level in (codes.DISTRICT, codes.MUNICIPALITY):
        cut = stars.size_cut_off(release, asked)
        edge = place(release, cut.key[cut.years.index(year)])
        counted.append(("s", edge, year))
    return (
        *_quotient(release, asked, about, year),
        *(_operand(release, sign, variable, fields, of, at) for sign, of, at in counted),
    )


def _share_of_area(
    release: Release, asked: Question, about: Place, year: int
) -> tuple[Operand, ...]:
    against, fields = reference_place(asked, release)[0], field_codes(release, asked)
    return (
        *_value(release, asked, about, year),
        _operand(release, "b", asked.variable, fields, against, year),
    )


def _share_of_theme(
    release: Release, asked: Question, about: Place, year: int
) -> tuple[Operand, ...]:
    own = _value(release, asked, about, year)
    theme = spread.theme_of(release, asked.field)
    if theme is None:
        return own
    return (*own, _operand(release, "b", asked.variable, theme.occupations, about, year))


def _gini(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """The field's and all employees of an area, each with the counts of its single districts."""
    inside = [place(release, key) for key in about.members]
    found = []
    for symbol, fields in (("a", field_codes(release, asked)), ("b", _total_codes(asked))):
        counted = amounts(release, asked.variable, fields, inside).at([year]).value[:, 0]
        item = _operand(release, symbol, asked.variable, fields, about, year)
        found.append(replace(item, each=tuple(float(count) for count in counted)))
    return tuple(found)


def _parts(fields: Sequence[str], values: Floats) -> tuple[Part, ...]:
    """What each field adds, the most first; those that add nothing are left out."""
    order = np.argsort(-values, kind="stable")
    return tuple(Part(fields[i], float(values[i])) for i in order if values[i] != 0)


def _derived(
    release: Release,
    symbol: str,
    name: str,
    about: Place,
    year: int,
    districts: Sequence[str],
    made: tuple[Part, ...] | float,
) -> Operand:
    """Number that a measure makes of the employees of some districts in all fields.

    `made` is the number itself, or the parts that add up to it.
    """
    parts = () if isinstance(made, float) else made
    known = made if isinstance(made, float) else float(sum(part.value for part in parts))
    value = known if districts else np.nan
    keys = [(code, key) for code in release.cube(VARIABLE).fields for key in districts]
    without = codes.MISSING if about.level == codes.GERMANY else codes.NOT_PUBLISHED
    return Operand(
        symbol=symbol,
        variable=name,
        fields=None,
        place=about,
        year=year,
        value=value,
        low=value,
        high=value,
        status=codes.CALCULATED if districts else without,
        unit="1",
        cells=stored(release, VARIABLE, keys, year),
        corrections=(),
        derived=True,
        parts=parts,
    )


def _shift_share(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """Counts that the formula of a part names, in the order of its letters."""
    against, base = reference_place(asked, release)[0], asked.base or year
    own, every = structure.chosen_sectors(asked), codes.SECTORS
    start, end = (own, about, base), (own, about, year)
    whole = [(every, against, base), (every, against, year)]
    field = [(own, against, base), (own, against, year)]
    counted = {
        structure.NATIONAL: [start, *whole],
        structure.MIX: [start, *whole] if own == every else [start, *whole, *field],
        structure.REGIONAL: [start, end, *field],
    }[asked.indicator.measure]
    return tuple(
        _operand(release, symbol, asked.variable, fields, where, when, each=own == every)
        for symbol, (fields, where, when) in zip("abcde", counted, strict=False)
    )


def _without_field(
    release: Release, asked: Question, about: Place, year: int
) -> tuple[Operand, ...]:
    return (
        _operand(release, "a", asked.variable, (codes.TOTAL,), about, year),
        _operand(release, "b", asked.variable, codes.SECTORS, about, year),
    )


def _structure(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    """All fields together, of the place and of its reference where the measure has one."""
    fields = structure.structure_fields(release, asked)
    against = reference_place(asked, release) if asked.reference else ()
    return tuple(
        _operand(release, symbol, asked.variable, fields, where, year, each=True)
        for symbol, where in zip("ab", (about, *against), strict=False)
    )


def _recomputed(release: Release, asked: Question, about: Place, year: int) -> tuple[Operand, ...]:
    parts = asked.indicator.recompute or ("", "")
    return (
        _operand(release, "a", parts[0], ("",), about, year),
        _operand(release, "b", parts[1], ("",), about, year),
    )


_OPERANDS: Final = {
    "value": _value,
    "share": _share,
    "ratio": _share,
    "per_head": _per_head,
    "location_quotient": _quotient,
    "growth_absolute": _change,
    "growth_percent": _change,
    "growth_per_year": _change,
    structure.NATIONAL: _shift_share,
    structure.MIX: _shift_share,
    structure.REGIONAL: _shift_share,
    "without_field": _without_field,
    "hhi": _structure,
    "krugman": _structure,
    "unrelated_variety": _structure,
    "related_variety": _structure,
    "relatedness_density": _density,
    "eci": _complexity,
    "priority_score": _priority,
    "priority_first": _priority,
    "stars": _stars,
    "share_of_area": _share_of_area,
    "share_of_theme": _share_of_theme,
    "locational_gini": _gini,
}


def evaluated(explanation: Explanation) -> float:
    """Figure that the formula gives for its operands: what the trace says, calculated again."""
    values = {item.symbol: item.value for item in explanation.operands}
    a, b = values["a"], values.get("b", np.nan)
    measure = explanation.indicator.measure
    if measure in structure.SHIFT_SHARE:
        return _evaluated_part(explanation)
    if measure == "stars":
        return _evaluated_stars(explanation, values)
    if measure == "locational_gini":
        field, whole = (item.each for item in explanation.operands)
        return float(measures.locational_gini(field, whole)) if len(field) > 1 else np.nan
    if any(item.each for item in explanation.operands):
        return _evaluated_structure(explanation)
    if measure == "without_field":
        return a - b
    if measure == "location_quotient":
        quotient = measures.location_quotient(
            [a], [b], reference=[values["c"]], reference_total=[values["d"]]
        )
        return float(quotient[0])
    if measure == "growth_percent":
        return float(measures.change_percent([a], [b])[0])
    if measure == "growth_absolute":
        return float(measures.change_absolute([a], [b])[0])
    if measure == "growth_per_year":
        years = explanation.year - (explanation.question.base or 0)
        return float(measures.change_per_year([a], [b], years=years)[0])
    if explanation.formula == "a":
        return a
    if explanation.formula == "(a - b) / c":
        return (a - b) / values["c"]
    if explanation.formula == "a / b":
        return float(measures.per_head([a], [b])[0])
    per = explanation.indicator.per if measure == "per_head" else 100.0
    return float(measures.per_head([a], [b], per=per)[0])


def _evaluated_part(explanation: Explanation) -> float:
    """Part of a change, of one sector or of all together, from its operands."""
    counts = [list(item.each) or [item.value] for item in explanation.operands]
    measure = explanation.indicator.measure
    if measure == structure.REGIONAL:
        start, end, nation_start, nation_end = counts
    elif len(counts) < 5:
        start, nation_start, nation_end = counts
        end = start
    else:  # one sector, and beside it the other sectors of the nation together
        start = end = [*counts[0], 0.0]
        pairs = zip(counts[3:], counts[1:3], strict=True)
        nation_start, nation_end = ([own[0], whole[0] - own[0]] for own, whole in pairs)
    parts = measures.shift_share(start, end, national_start=nation_start, national_end=nation_end)
    by_measure = {
        structure.NATIONAL: parts.national,
        structure.MIX: parts.mix,
        structure.REGIONAL: parts.regional,
    }
    return float(by_measure[measure].sum())


def _evaluated_stars(explanation: Explanation, values: Mapping[str, float]) -> float:
    """Number of criteria that hold for the operands."""
    rule = explanation.question.rule
    a, b, c, d, e, g, h = (np.array([values[sign]]) for sign in "abcdegh")
    quotient = measures.location_quotient(a, b, reference=c, reference_total=d)
    growth, national = measures.change_percent(e, a), measures.change_percent(h, g)
    held = measures.stars(
        measures.large(a, values.get("s", np.nan)),
        measures.specialised(quotient, threshold=rule.threshold),
        measures.growing(growth, national, lead=rule.lead),
    )
    return float(held[0])


def _evaluated_structure(explanation: Explanation) -> float:
    """Index of a structure from the single fields of its operands."""
    own, *others = (item.each for item in explanation.operands)
    measure = explanation.indicator.measure
    if measure == "hhi":
        return float(measures.herfindahl_hirschman(own))
    if measure == "krugman":
        return float(measures.krugman(own, reference=others[0]))
    families = structure.families(explanation.operands[0].fields or ())
    variety = {
        "unrelated_variety": measures.unrelated_variety,
        "related_variety": measures.related_variety,
    }[measure]
    return float(variety(own, families))
