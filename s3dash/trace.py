"""The way of a figure back to its official cells, in words: for the command line and the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np

from s3dash import codes, labels
from s3dash.config import Correction
from s3dash.indicators import (
    CRITERIA,
    OCCUPATION,
    SECTOR,
    STARS,
    Cell,
    Explanation,
    Operand,
    Part,
    Place,
    Question,
    Range,
    explain,
)
from s3dash.indicators.explain import all_cells
from s3dash.state import Options, View
from s3dash.text import all_texts, format_number, join_list, text
from s3dash.views import traced_place

_RULES: Final = {
    "B-E - C": "rule_energy",
    "population / area_km2": "rule_density",
    "sum": "rule_municipalities",
    "sum of municipalities": "rule_municipalities",
    "sum of years": "rule_years",
    "sum of five years": "rule_five_years",
    "not listed": "rule_not_listed",
    "different organisations": "rule_organisations",
}
"""Rules of the ingest that have words of their own."""

_EACH: Final = "ᵢ"
_FAMILY: Final = "fᵢ"
_DISTRICTS: Final = "Aᵢ"
_LETTER: Final = re.compile(f"[a-z](?!{_EACH})")
"""A letter of a formula that stands for one number, and not for the number of each field."""

UNKNOWN: Final = "?"
"""A number in a formula that is not known."""

_ROWS: Final = {"sum of rows ": "rule_rows", "count of rows ": "rule_count_rows"}
"""Beginnings of rules that name lines of the raw file."""

_UNITS: Final = {"hundreds": "in_hundreds", "thousands": "in_thousands"}
"""Rules for cells in other units than the figure."""


def explanation(options: Options, view: View) -> Explanation:
    """Trace of the figure that a view is about: of its first region, or of the whole region."""
    about = traced_place(options, view)
    return explained(options, view.question(options.indicators), about, view.year)


@lru_cache(maxsize=256)
def explained(options: Options, question: Question, about: Place, year: int) -> Explanation:
    """Trace of one figure; the cells of a sum over all districts take a while to find."""
    return explain(options.release, question, about, year)


def headline(options: Options, found: Explanation, lang: str) -> str:
    """Figure with its indicator, field, place and date."""
    indicator, asked = found.indicator, found.question
    words = {
        "indicator": indicator.name.in_language(lang),
        "place": found.place.name.in_language(lang),
        "date": labels.date_of(indicator, found.year, lang),
        "value": labels.figure(indicator, found.value, lang),
    }
    if not asked.kind:
        return text("trace.figure", lang, **words)
    field = labels.field_name(options, asked.kind, asked.field, lang)
    return text("trace.figure_of", lang, field=field, **words)


def range_line(found: Explanation, lang: str) -> str | None:
    """Sentence about the range that suppressed cells leave, or None where rounding hides it."""
    figure, ends = found.indicator, (found.low, found.high)
    low, high = (labels.figure(figure, end, lang, unit=False) for end in ends)
    if not found.low < found.high or low == high:
        return None
    high = labels.figure(figure, found.high, lang)
    return text("trace.range", lang, low=low, high=high)


def _single(found: Explanation) -> bool:
    """Whether a figure is a number of the release itself, and nothing is calculated from it."""
    return len(found.operands) == 1 and not found.operands[0].each


def formula_lines(found: Explanation, lang: str) -> dict[str, str]:
    """Formula in signs and with its numbers, by the key of its label; none for a single number."""
    if _single(found):
        return {}
    known = {
        item.symbol: UNKNOWN if np.isnan(item.value) else _amount(item.value, lang)
        for item in found.operands
    }
    known["p"] = _amount(found.indicator.per, lang)
    known["n"] = str(found.year - (found.question.base or found.year))
    if found.indicator.measure == STARS:
        rule = found.question.rule
        known |= {"t": _amount(rule.threshold, lang), "l": _amount(rule.lead, lang)}
        known.setdefault("s", UNKNOWN)
    numbers = _LETTER.sub(lambda match: known.get(match[0], match[0]), found.formula)
    if not np.isnan(found.value):
        numbers = f"{numbers} = {labels.figure(found.indicator, found.value, lang)}"
    formula = found.formula.replace("p", known["p"])
    lines = {"trace.formula": formula, "trace.numbers": numbers}
    if "[" in formula:
        lines["trace.bracket"] = text("trace.bracket_words", lang)
    if _EACH in formula:
        lines["trace.index"] = text(f"trace.{_index(formula)}", lang)
    return lines


def _index(formula: str) -> str:
    """Key of the words for what the sign of a single field, or district, stands for."""
    if _DISTRICTS in formula:
        return "index_districts"
    return "index_family" if _FAMILY in formula else "index_words"


def operand_line(options: Options, item: Operand, found: Explanation, lang: str) -> str:
    """One number of the formula: what it counts, where, when, and how much it is."""
    return text(
        "trace.operand_alone" if _single(found) else "trace.operand",
        lang,
        symbol=item.symbol,
        what=_what(options, item, found, lang),
        place=item.place.name.in_language(lang),
        year=str(item.year),
        value=_with_unit(item, found, lang),
    )


def _with_unit(item: Operand, found: Explanation, lang: str) -> str:
    if _single(found):
        return labels.figure(found.indicator, item.value, lang)
    key = f"trace.unit_{item.unit.replace(' ', '_')}"
    value = _amount(item.value, lang)
    known = key in all_texts(lang) and not np.isnan(item.value)
    return text(key, lang, value=value) if known else value


def _what(options: Options, item: Operand, found: Explanation, lang: str) -> str:
    variable = variable_words(options, item.variable, lang)
    kind = found.question.kind
    if item.fields in (codes.SECTORS, (codes.TOTAL,)):
        kind, field = SECTOR, codes.ALL if item.fields == codes.SECTORS else codes.TOTAL
        return f"{variable} ({labels.field_name(options, kind, field, lang)})"
    if not kind or item.fields == ("",):
        return variable
    whole = item.fields is None and not item.derived
    field = codes.TOTAL if whole else found.question.field
    return f"{variable} ({labels.field_name(options, kind, field, lang)})"


def variable_words(options: Options, variable: str, lang: str) -> str:
    """Name of a variable: that of the indicator which shows it, or its own."""
    own = all_texts(lang).get(f"variable.{variable}")
    return own or labels.variable_name(options, variable, lang)


def _amount(value: float, lang: str) -> str:
    if np.isnan(value):
        return text("format.no_value", lang)
    decimals = 0 if value == int(value) else min(len(repr(float(value)).partition(".")[2]), 6)
    return format_number(value, lang, decimals)


def cell_name(options: Options, item: Cell | Range, found: Explanation, lang: str) -> str:
    """What a stored figure counts: its field with the code, else the variable."""
    if item.field:
        group = codes.is_occupation(item.field) or item.field == codes.NO_INFORMATION
        kind = OCCUPATION if group else SECTOR
        return labels.field_option(options, kind, item.field, lang)
    if isinstance(item, Range):
        return text("trace.all_fields", lang)
    return variable_words(options, item.variable, lang)


def cell_text(item: Cell, lang: str) -> str:
    """What stands in a cell, with the unit that it is in where that is not the figure's."""
    unit = _UNITS.get(item.rule)
    return text(f"trace.{unit}", lang, text=item.text) if unit else item.text


def cell_file(item: Cell, lang: str) -> str:
    """File of a cell, and its sheet where it has any."""
    if not item.sheet:
        return item.file
    return text("trace.sheet", lang, file=item.file, sheet=item.sheet)


def rule_words(options: Options, item: Cell, lang: str) -> str:
    """How the ingest calculated a stored figure, in words."""
    for beginning, key in _ROWS.items():
        if item.rule.startswith(beginning):
            rows = item.rule.removeprefix(beginning)
            where = {"column": str(item.column), "file": item.file}
            return text(f"trace.{key}", lang, rows=rows, **where)
    if " + " in item.rule and item.parts:
        return text("trace.rule_parts", lang)
    if " + " in item.rule:
        names = [variable_words(options, name, lang) for name in item.rule.split(" + ")]
        return text("trace.rule_of_variables", lang, parts=join_list(names, lang))
    return text(f"trace.{_RULES[item.rule]}", lang, file=item.file)


def cell_line(options: Options, item: Cell | Range, found: Explanation, lang: str) -> str:
    """One stored figure with the cell or the rows that it was read from, or its rule."""
    known = {
        "what": cell_name(options, item, found, lang),
        "year": str(item.year),
        "value": _amount(item.value, lang),
    }
    if isinstance(item, Range):
        line = text(
            "trace.range_cell",
            lang,
            **known,
            count=item.cells,
            suppressed=format_number(item.suppressed, lang),
            file=item.file,
            first=str(item.first_row),
            last=str(item.last_row),
            column=str(item.column),
        )
        return f"{line} ({text(f'trace.{_RULES[item.rule]}', lang)})" if item.rule else line
    known["place"] = labels.place_name(options, item.ags, lang)
    if item.row:
        where = {"file": cell_file(item, lang), "row": str(item.row), "column": str(item.column)}
        return text("trace.cell", lang, **known, **where, text=cell_text(item, lang))
    if item.rule:
        rule = rule_words(options, item, lang)
        return text("trace.calculated_cell", lang, **known, rule=rule)
    return text("trace.no_cell", lang, **known, status=text(f"chart.states.{item.status}", lang))


def part_line(options: Options, part: Part, lang: str) -> str:
    """What one occupation group, or one criterion, adds to a number."""
    if part.field in CRITERIA:
        field = text(f"criteria.{part.field}", lang)
    else:
        field = labels.field_option(options, OCCUPATION, part.field, lang)
    return text("trace.part", lang, field=field, value=_amount(part.value, lang))


def no_cells(item: Operand, lang: str) -> str:
    """Sentence about a number that the publication has no cell for."""
    return text("trace.no_cells", lang, status=text(f"chart.states.{item.status}", lang))


def correction_lines(found: Explanation, lang: str) -> list[str]:
    """What this project did to figures with a known fault, and why; each reason once."""
    return fault_lines([entry for item in found.operands for entry in item.corrections], lang)


def fault_lines(entries: Iterable[Correction], lang: str) -> list[str]:
    """What this project did about known faults, and why; each reason once."""
    lines = [
        text(f"trace.correction_{entry.action}", lang, reason=entry.reason.in_language(lang))
        for entry in entries
    ]
    return list(dict.fromkeys(lines))


def as_text(options: Options, found: Explanation, lang: str) -> str:
    """Whole trace as plain text, one thing a line, parts indented below what they make up."""
    lines = [headline(options, found, lang)]
    if open_range := range_line(found, lang):
        lines.append(open_range)
    lines.append(text("trace.status", lang, status=text(f"chart.states.{found.status}", lang)))
    lines += [f"{text(key, lang)}: {words}" for key, words in formula_lines(found, lang).items()]
    for item in found.operands:
        lines.append(f"  {operand_line(options, item, found, lang)}")
        lines += [f"    {part_line(options, part, lang)}" for part in item.parts]
        for cell in item.cells:
            lines += _cell_lines(options, cell, found, lang, depth=2)
        if not item.cells:
            lines.append(f"    {no_cells(item, lang)}")
    lines += correction_lines(found, lang)
    lines.append(labels.source_line(options, found.indicator, found.question.kind, lang))
    lines += [f"  {file}  SHA-256 {digest}" for file, digest in files(found).items()]
    return "\n".join(lines)


def _cell_lines(
    options: Options, item: Cell | Range, found: Explanation, lang: str, *, depth: int
) -> list[str]:
    own = "  " * depth + cell_line(options, item, found, lang)
    parts = item.parts if isinstance(item, Cell) else ()
    inner = (_cell_lines(options, part, found, lang, depth=depth + 1) for part in parts)
    return [own, *(line for lines in inner for line in lines)]


def files(found: Explanation) -> dict[str, str]:
    """Raw files that a figure leads back to, with their SHA-256."""
    listed = [cell for item in found.operands for cell in all_cells(item.cells)]
    return {item.file: item.sha256 for item in listed if item.file}
