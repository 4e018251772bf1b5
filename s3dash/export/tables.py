"""Figures as files: Excel, and CSV with its description, each with sources, licences and link.

The rows are those of `views.table`; nothing is rounded or left out on the way. The same view gives
the same bytes. No cell of text can act as a formula.
"""

from __future__ import annotations

import io
import json
import math
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from s3dash import codes, config, labels
from s3dash.indicators import (
    Indicator,
    attribution,
    to_csv,
    to_csv_file,
)
from s3dash.languages import in_data
from s3dash.packed import packed, released_on
from s3dash.release import VALUE_COLUMNS, Release, read_values
from s3dash.state import Options, View
from s3dash.text import text

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP: Final = "application/zip"

_MAX_WIDTH: Final = 40
_A4: Final = 9

_LABEL_WIDTH: Final = 28
_WORDS_WIDTH: Final = 100
_LINE_HEIGHT: Final = 15.0
"""Columns of the second sheet in letters, and the height of a line in points."""

_FILLED: Final = 0.9
"""Part of a column that words fill before they wrap, also in a type that runs wide."""

SOURCE_PARTS: Final = ("title", "producer", "table", "line", "licence", "licence_url")
SOURCE_MORE: Final = ("dataset_url", "as_of", "changes", "redistribution", "note")


def file_name(view: View) -> str:
    """Name of a file with the figures of a view, without its ending.

    Made of the view's own keys, so that two files of one folder say what they are.
    """
    parts = ["s3", view.indicator, view.field, view.level, str(view.year), view.lang]
    return "_".join("".join(c if c.isalnum() else "-" for c in part) for part in parts if part)


# --- description ---------------------------------------------------------------------------


def pinned_link(options: Options, view: View, base: str = "") -> str:
    """Address of a view that keeps its figures, without the presentation it may be part of."""
    return replace(view.alone(), release=options.release.version).to_link(base)


def describe(options: Options, view: View, table: pd.DataFrame, base: str = "") -> dict[str, Any]:
    """Description of a table of figures in the view's language.

    Parameters
    ----------
    base : address of the dashboard, put before the link, which is pinned to the release

    Returns
    -------
    dict that JSON can hold
        `title`, `measure`, `link`, `release`; `indicators` and `sources` that occur in the
        table; the meaning of each column and status.
    """
    lang = view.lang
    asked = [options.indicators[name] for name in _asked(table) if name in options.indicators]
    lines = table["source"].unique()
    sources = [
        name
        for name, source in options.release.sources.items()
        if any(attribution(source) in line for line in lines)
    ]
    return {
        "title": labels.view_title(options, view),
        "measure": labels.measure_line(options, view),
        "link": pinned_link(options, view, base),
        "release": options.release.version,
        "indicators": [
            *(_indicator(entry, lang) for entry in asked),
            *_outside(options, table, lang),
        ],
        "sources": [describe_source(options.release, name, lang) for name in sources],
        "columns": {name: text(f"data.column.{name}", lang) for name in table.columns},
        "status": {name: text(f"chart.states.{name}", lang) for name in codes.STATUSES},
    }


def _asked(table: pd.DataFrame) -> list[str]:
    """Ids of what the rows of a table say, in alphabetical order."""
    return sorted(map(str, table["indicator"].unique()))


def _outside(options: Options, table: pd.DataFrame, lang: str) -> Iterator[dict[str, str]]:
    """Rows that no entry of the catalogue speaks of; the page of methods explains them."""
    units = dict(zip(table["indicator"], table["unit"], strict=True))
    for name in sorted(set(units) - set(options.indicators)):
        words = text("data.see_methods", lang)
        row = {"id": name, "name": labels.row_name(options, name, lang)}
        yield {**row, "definition": "", "formula": "", "method": words, "unit": units[name]}


def _indicator(indicator: Indicator, lang: str) -> dict[str, str]:
    return {
        "id": indicator.id,
        "name": indicator.name.in_language(lang),
        "definition": indicator.definition.in_language(lang),
        "formula": indicator.formula,
        "method": indicator.method.in_language(lang),
        "unit": indicator.unit_label.in_language(lang),
    }


def describe_source(release: Release, name: str, lang: str) -> dict[str, str]:
    """Attribution, licence, address and terms of a source; empty texts say that none is stated."""
    source = release.sources[name]

    def part(key: str) -> str:
        return str(source.get(f"{key}_{in_data(lang)}", source.get(key, "")))

    described = {key: part(key) for key in (*SOURCE_PARTS, *SOURCE_MORE)}
    described["licence"] = described["licence"] or text("data.no_licence", lang)
    described["redistribution"] = text(f"data.redistribution_{source['redistribution']}", lang)
    return {"id": name, **described}


# --- files of a view -----------------------------------------------------------------------


def to_metadata(options: Options, view: View, table: pd.DataFrame, base: str = "") -> bytes:
    """Description of a table as JSON, to lie beside its CSV."""
    described = describe(options, view, table, base)
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def to_zip(options: Options, view: View, table: pd.DataFrame, base: str = "") -> bytes:
    """ZIP file with the table as CSV and its description."""
    name, described = file_name(view), to_metadata(options, view, table, base)
    return packed({f"{name}.csv": to_csv_file(table), f"{name}.json": described})


def to_parquet(options: Options, view: View, table: pd.DataFrame, base: str = "") -> bytes:
    """Table as Parquet, with its description (JSON) under the key `s3dash` of the schema."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = pa.Table.from_pandas(table, preserve_index=False)
    described = {b"s3dash": to_metadata(options, view, table, base)}
    buffer = io.BytesIO()
    pq.write_table(content.replace_schema_metadata(described), buffer, compression="zstd")
    return buffer.getvalue()


def to_excel(options: Options, view: View, table: pd.DataFrame, base: str = "") -> bytes:
    """Excel file: the table with typed numbers, and a second sheet that describes it.

    Keys are text, numbers are numbers in full precision, a figure without a number is an empty
    cell beside its status.
    """
    decimals = [
        labels.row_decimals(options, str(name), str(unit))
        for name, unit in zip(table["indicator"], table["unit"], strict=True)
    ]
    described = list(_lines(describe(options, view, table, base), view.lang))
    return _excel(table, decimals, described, view.lang, options.release.version)


@dataclass(frozen=True)
class _Line:
    """Line of the second sheet: a heading where `value` is None."""

    label: str
    value: str | None = None


def _lines(described: Mapping[str, Any], lang: str) -> Iterator[_Line]:
    """Lines of the second sheet."""

    def label(key: str) -> str:
        return text(f"data.part.{key}", lang)

    yield _Line(described["title"])
    for key in ("measure", "link", "release"):
        yield _Line(label(key), described[key])
    for group, names in (("indicators", "name"), ("sources", "title")):
        for entry in described[group]:
            yield _Line(entry[names])
            yield from (_Line(label(k), v) for k, v in entry.items() if k != names and v)
    for group in ("columns", "status"):
        yield _Line(label(group))
        yield from (_Line(key, words) for key, words in described[group].items())


def _excel(
    table: pd.DataFrame,
    decimals: Sequence[int],
    described: Sequence[_Line],
    lang: str,
    version: str,
) -> bytes:
    buffer = io.BytesIO()
    fixed = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **fixed}) as book:
        book.set_properties({"created": released_on(version).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {
            places: book.add_format({"num_format": "#,##0." + "0" * places if places else "#,##0"})
            for places in set(decimals)
        }
        sheet = book.add_worksheet(text("data.sheet_figures", lang))
        _write_table(sheet, table, head, lambda row: formats[decimals[row]])
        bold = book.add_format({"bold": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _write_lines(book.add_worksheet(text("data.sheet_about", lang)), described, bold, wrap)
    return buffer.getvalue()


_FIGURES: Final = ("value", "low", "high")


def _write_table(
    sheet: Worksheet, table: pd.DataFrame, head: Format, number: Callable[[int], Format]
) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, str(name), head)
        cells = table[name].tolist()
        for row, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row + 1, column, cell)
            elif not math.isnan(cell):
                style = number(row) if name in _FIGURES else None
                sheet.write_number(row + 1, column, cell, style)
        longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=10)
        sheet.set_column(column, column, min(max(longest, len(str(name))) + 2, _MAX_WIDTH))
    sheet.freeze_panes(1, 0)
    _print_on_paper(sheet)
    sheet.repeat_rows(0)
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _print_on_paper(sheet: Worksheet) -> None:
    """All columns on the width of A4 across, on as many pages as the rows need."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _write_lines(sheet: Worksheet, lines: Sequence[_Line], bold: Format, wrap: Format) -> None:
    """Lines one below the other, each as high as its words need.

    Programs other than Excel do not work out the height of wrapped text by themselves.
    """
    _print_on_paper(sheet)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _WORDS_WIDTH)
    row = 0
    for line in lines:
        if line.value is None:
            row += bool(row)
            sheet.write_string(row, 0, line.label, bold)
        else:
            sheet.set_row(row, _LINE_HEIGHT * _lines_of(line))
            sheet.write_string(row, 0, line.label, wrap)
            sheet.write_string(row, 1, line.value, wrap)
        row += 1


def _lines_of(line: _Line) -> int:
    """Lines that a label and its words take in their columns."""
    pairs = ((line.label, _LABEL_WIDTH), (line.value or "", _WORDS_WIDTH))
    return max(
        sum(max(len(textwrap.wrap(part, int(width * _FILLED))), 1) for part in words.split("\n"))
        for words, width in pairs
    )


# --- tables of the release -----------------------------------------------------------------


@dataclass(frozen=True)
class ReleaseTable:
    """A table of the release as it can be downloaded."""

    name: str
    title: config.Named
    rows: int
    file: str
    sidecar: Mapping[str, Any]

    @property
    def sources(self) -> list[str]:
        """Ids of the sources that the table was made from."""
        return sorted({origin["source"] for origin in self.sidecar["origin"]})


def release_tables(release: Release) -> tuple[ReleaseTable, ...]:
    """Tables of figures of a release, by name."""
    sidecars = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(release.folder.glob("*.meta.json"))
    )
    return tuple(
        ReleaseTable(
            entry["table"],
            config.Named(entry["title_de"], entry["title_en"]),
            entry["rows"],
            entry["file"],
            entry,
        )
        for entry in sidecars
    )


def release_zip(release: Release, table: ReleaseTable) -> bytes:
    """ZIP file with a whole table of the release as CSV, its sidecar and its sources (JSON)."""
    described = {**table.sidecar, "sources": [dict(release.sources[n]) for n in table.sources]}
    return packed(
        {
            f"{table.name}.csv": to_csv(read_values(release.folder / table.file)).encode(),
            f"{table.name}.meta.json": (
                json.dumps(described, ensure_ascii=False, indent=1) + "\n"
            ).encode(),
        }
    )


def release_excel(options: Options, table: ReleaseTable, lang: str) -> bytes:
    """Excel file with a table of the release, for the region and what it is compared with."""
    release = options.release
    values = read_values(release.folder / table.file)
    near = values[[_is_near(ags) for ags in values["ags"]]].reset_index(drop=True)
    named = near.assign(name=[release.regions[ags]["name"] for ags in near["ags"]])
    units = {name: entry["decimals"] for name, entry in table.sidecar["variables"].items()}
    return _excel(
        named.loc[:, [*VALUE_COLUMNS, "name"]],
        [units[name] for name in near["variable"]],
        list(_release_lines(release, table, lang)),
        lang,
        release.version,
    )


def _is_near(ags: str) -> bool:
    """Whether a key is the region, its state, the nation, or a place inside the region."""
    region = config.region()
    return ags in (region.id, region.state, region.nation_id) or ags[:5] in region.districts


def _release_lines(release: Release, table: ReleaseTable, lang: str) -> Iterator[_Line]:
    yield _Line(table.title.in_language(lang))
    yield _Line(text("data.part.release", lang), release.version)
    for name in table.sources:
        source = describe_source(release, name, lang)
        yield _Line(source["title"])
        parts = ((k, v) for k, v in source.items() if k != "title" and v)
        yield from (_Line(text(f"data.part.{k}", lang), v) for k, v in parts)
    yield _Line(text("data.part.variables", lang))
    for name, entry in table.sidecar["variables"].items():
        yield _Line(name, f"{entry['unit']}, {entry['reference_date']}")
    yield _Line(text("data.part.status", lang))
    for status in codes.STATUSES:
        yield _Line(status, text(f"chart.states.{status}", lang))
