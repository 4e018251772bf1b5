"""What a trace says is what the answer says, down to the stored cells."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from s3dash import codes, config
from s3dash.indicators import (
    SECTOR,
    THEME,
    Cell,
    Indicator,
    Question,
    Range,
    answer,
    evaluated,
    explain,
    place,
    places_of,
)
from s3dash.indicators.explain import MOST_PARTS, all_cells
from s3dash.state import Options

PLACES = ("05562016", "05113000", "05113", "05562", "RUHR", "ruhrgebiet-mitte", "NRW", "DE")
FIELDS = {SECTOR: ("C", "B+D+E"), THEME: ("cyber_ai",), "occupation": ("431",)}


def places() -> list[str]:
    group = next(iter(config.region().groups))
    return [group if key == "ruhrgebiet-mitte" else key for key in PLACES]


def questions(options: Options, indicator: Indicator) -> list[Question]:
    asked = []
    for kind in indicator.fields or ("",):
        known = options.fields(kind, indicator) if kind else ("",)
        wanted = [field for field in FIELDS.get(kind, ("",)) if field in known]
        for field in wanted or known[:1]:
            reference = indicator.references[-1] if indicator.references else ""
            question = Question(indicator, kind, field, reference)
            if indicator.compares_years:
                last = indicator.years(kind)[-1]
                question = replace(question, base=indicator.base_years(last, kind)[0])
            asked.append(question)
    return asked


def years_to_try(release, question: Question, about) -> list[int]:
    """First and last year, and the first one of each status."""
    found = answer(release, question, [about])
    by_status = {
        int(status): year for year, status in zip(found.years, found.status[0], strict=True)
    }
    return sorted({*found.years[:1], *found.years[-1:], *by_status.values()})


def indicator_ids() -> list[str]:
    from s3dash import session

    return list(session.options().indicators)


@pytest.mark.parametrize("name", indicator_ids())
def test_formula_gives_the_figure(options, opened, name):
    for question in questions(options, options.indicators[name]):
        for key in places():
            about = place(opened, key)
            found = answer(opened, question, [about])
            for year in years_to_try(opened, question, about):
                traced = explain(opened, question, about, year)
                at = found.at([year])
                where = (question.field, key, year)
                assert traced.status == codes.STATUSES[at.status[0, 0]], where
                value = float(at.value[0, 0])
                same = pytest.approx(value, rel=1e-12, nan_ok=True)
                assert traced.value == same, where
                if not math.isnan(value):
                    assert evaluated(traced) == same, where
                    assert traced.low == pytest.approx(at.low[0, 0], nan_ok=True), where
                    assert traced.high == pytest.approx(at.high[0, 0], nan_ok=True), where
                _check_operands(traced, where)


def _check_operands(traced, where) -> None:
    for item in traced.operands:
        known = [cell.value for cell in item.cells if not math.isnan(cell.value)]
        if not math.isnan(item.value):
            assert item.cells, where
            if item.parts:
                adds_up = sum(part.value for part in item.parts)
                assert adds_up == pytest.approx(item.value, rel=1e-9), where
            if not item.derived:
                assert sum(known) == pytest.approx(item.value, rel=1e-9), where
        assert len(all_cells(item.cells)) <= MOST_PARTS, where
        for cell in all_cells(item.cells):
            _check_cell(cell, where)


def _check_cell(cell: Cell | Range, where) -> None:
    if isinstance(cell, Range):
        assert cell.file, where
        assert 0 < cell.first_row <= cell.last_row, where
        return
    read = cell.row > 0 and cell.column > 0 and cell.file and cell.sha256
    unknown = cell.status in codes.WITHOUT_VALUE
    assert read or cell.rule or unknown, (where, cell)
    assert math.isnan(cell.value) == unknown, (where, cell)
    if cell.parts and not unknown:
        values = [part.value for part in cell.parts]
        if cell.rule == "B-E - C":
            assert values[0] - values[1] == cell.value, where
        elif " / " in cell.rule:
            assert values[0] / values[1] == pytest.approx(cell.value, abs=0.006), where
        else:
            assert sum(values) == pytest.approx(cell.value, abs=0.06), where


def test_suppressed_cell_says_no_more_than_its_bound(options, opened):
    """Neither the number of a suppressed group of occupations is told, nor a text that holds it."""
    cube = opened.cube("employees_occupation")
    bound = config.suppression()["employees_occupation"]
    suppressed = codes.STATUSES.index(codes.SUPPRESSED)
    seen = 0
    for about in places_of(opened, codes.DISTRICT):
        region = cube.ags_index[about.id]
        for i, field in enumerate(cube.fields):
            if cube.status[i, region, -1] != suppressed or field == codes.NO_INFORMATION:
                continue
            question = Question(options.indicators["employees"], "occupation", field)
            traced = explain(opened, question, about, cube.years[-1])
            assert math.isnan(traced.value)
            assert (traced.low, traced.high) == (bound.low, bound.high)
            assert math.isnan(evaluated(traced))
            (cell,) = traced.operands[0].cells
            assert math.isnan(cell.value)
            assert not any(sign.isdigit() for sign in cell.text)
            seen += 1
            break
    assert seen > 3


def test_correction_is_told_where_it_touched_a_figure(opened, options):
    question = Question(options.indicators["guest_beds_per_1000"])
    missing = explain(opened, question, place(opened, "05978008"), 2019)
    assert [entry.action for entry in missing.operands[0].corrections] == ["set_missing"]
    assert missing.status == codes.MISSING
    dropped = explain(opened, question, place(opened, "05562016"), 2010)
    assert [entry.action for entry in dropped.operands[0].corrections] == ["drop"]
    untouched = explain(opened, question, place(opened, "05562016"), 2020)
    assert untouched.operands[0].corrections == ()


def test_sum_of_years_is_followed_to_each_year(opened, options):
    name = next(
        name
        for name, item in options.indicators.items()
        if "eu_research_money_since_2014" in item.variables.values()
    )
    question = Question(options.indicators[name])
    traced = explain(opened, question, place(opened, "05913"), 2020)
    (cell,) = traced.operands[0].cells
    assert [part.year for part in cell.parts] == list(range(2014, 2021))
    assert all(part.variable == "eu_research_money" for part in cell.parts)
    read = [c for c in all_cells([cell]) if isinstance(c, Cell) and c.row]
    assert read
    assert sum(c.value for c in read) <= cell.value


def test_sum_of_a_sector_that_no_file_has_says_how_it_was_made(opened, options):
    """B+D+E is B-E less C: the rows are those of both, and the rule is told."""
    question = Question(options.indicators["hhi"], SECTOR, codes.ALL)
    traced = explain(opened, question, place(opened, "RUHR"), 2020)
    cells = {cell.field: cell for cell in traced.operands[0].cells}
    energy, industry = cells["B+D+E"], cells["C"]
    assert (energy.rule, industry.rule) == ("B-E - C", "")
    assert energy.first_row <= industry.first_row
    assert sum(cell.value for cell in cells.values()) == traced.operands[0].value
