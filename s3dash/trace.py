"""The way of a figure back to its official cells, in words: for the command line and the page."""

from __future__ import annotations

from s3dash import codes, labels
from s3dash.indicators import Cell, Explanation, Operand, Range, explain
from s3dash.state import Options, View
from s3dash.text import format_number, text
from s3dash.views import traced_place


def explanation(options: Options, view: View) -> Explanation:
    """Trace of the figure that a view is about: of its first region, or of the whole region."""
    about = traced_place(options, view)
    return explain(options.release, view.question(options.indicators), about, view.year)


def headline(found: Explanation, lang: str) -> str:
    """Figure with its indicator, place and date."""
    indicator = found.indicator
    return text(
        "trace.figure",
        lang,
        indicator=indicator.name.in_language(lang),
        place=found.place.name.in_language(lang),
        date=labels.date_of(indicator, found.year, lang),
        value=labels.figure(indicator, found.value, lang),
    )


def range_line(found: Explanation, lang: str) -> str | None:
    """Sentence about the range that suppressed cells leave, or None where they leave none."""
    if not found.low < found.high:
        return None
    low, high = (labels.figure(found.indicator, v, lang) for v in (found.low, found.high))
    if low == high:
        return None
    return text("trace.range", lang, low=low, high=high)


def operand_line(options: Options, item: Operand, found: Explanation, lang: str) -> str:
    """One number of the formula: what it counts, where, when, and how much it is."""
    return text(
        "trace.operand",
        lang,
        symbol=item.symbol,
        what=_what(options, item, found, lang),
        place=item.place.name.in_language(lang),
        year=str(item.year),
        value=_amount(item.value, lang),
    )


def _what(options: Options, item: Operand, found: Explanation, lang: str) -> str:
    variable = labels.variable_name(options, item.variable, lang)
    kind = found.question.kind
    if not kind or item.fields == ("",):
        return variable
    whole = item.fields is None or item.fields == (codes.TOTAL,)
    field = codes.TOTAL if whole else found.question.field
    return f"{variable} ({labels.field_name(options, kind, field, lang)})"


def _amount(value: float, lang: str) -> str:
    if value != value:
        return text("format.no_value", lang)
    decimals = 0 if value == int(value) else min(len(repr(value).partition(".")[2]), 6)
    return format_number(value, lang, decimals)


def cell_line(item: Cell | Range, lang: str) -> str:
    """One stored figure with the cell or the rows that it was read from."""
    if isinstance(item, Range):
        return text(
            "trace.range_cell",
            lang,
            field=item.field or text("trace.all_fields", lang),
            year=str(item.year),
            value=_amount(item.value, lang),
            n=format_number(item.cells, lang),
            suppressed=format_number(item.suppressed, lang),
            file=item.file,
            first=str(item.first_row),
            last=str(item.last_row),
            column=str(item.column),
        )
    known = {
        "field": item.field or item.variable,
        "ags": item.ags,
        "year": str(item.year),
        "value": _amount(item.value, lang),
    }
    if item.rule:
        return text("trace.calculated_cell", lang, **known, rule=item.rule)
    if not item.row:
        status = text(f"chart.states.{item.status}", lang)
        return text("trace.no_cell", lang, status=status)
    where = text("trace.sheet_where", lang, sheet=item.sheet) if item.sheet else ""
    words = text(
        "trace.cell",
        lang,
        **known,
        file=item.file,
        where=where,
        row=str(item.row),
        column=str(item.column),
        text=item.text,
    )
    return words if where else words.replace("  ", " ")


def as_text(options: Options, found: Explanation, lang: str) -> str:
    """Whole trace as plain text, one thing a line, parts indented below what they make up."""
    lines = [headline(found, lang)]
    if open_range := range_line(found, lang):
        lines.append(open_range)
    lines.append(text("trace.status", lang, status=text(f"chart.states.{found.status}", lang)))
    lines.append(f"{text('trace.formula', lang)}: {found.formula}")
    lines.append(f"{text('trace.numbers', lang)}: {found.numbers}")
    for item in found.operands:
        lines.append(f"  {operand_line(options, item, found, lang)}")
        lines += [line for cell in item.cells for line in _cell_lines(cell, lang, depth=2)]
    lines.append(labels.source_line(options, found.indicator, found.question.kind, lang))
    lines += [f"  {file}  SHA-256 {digest}" for file, digest in files(found).items()]
    return "\n".join(lines)


def _cell_lines(item: Cell | Range, lang: str, *, depth: int) -> list[str]:
    parts = item.parts if isinstance(item, Cell) else ()
    own = "  " * depth + cell_line(item, lang)
    return [own, *(line for part in parts for line in _cell_lines(part, lang, depth=depth + 1))]


def files(found: Explanation) -> dict[str, str]:
    """Raw files that a figure leads back to, with their SHA-256."""
    cells = [cell for item in found.operands for cell in item.cells]
    parts = [part for cell in cells if isinstance(cell, Cell) for part in cell.parts]
    return {item.file: item.sha256 for item in (*cells, *parts) if item.file}
