"""A view as a document: its charts as pictures, and their numbers as tables that can be edited."""

from __future__ import annotations

from collections.abc import Iterator

from s3dash.evidence.model import Block, Document, Drawing, Section, Sentences, Table
from s3dash.exhibits import AreaMap, Bars, Chart, Exhibit, Grid, Lines, Radar, Scatter
from s3dash.text import format_number, text


def view_document(exhibit: Exhibit) -> Document:
    """Document of a view."""
    lang = exhibit.lang
    charts = tuple(block for chart in exhibit.charts for block in _blocks(chart, exhibit))
    notes = (Sentences(exhibit.notes),) if exhibit.notes else ()
    parts = (
        Section(text("evidence.head_figures", lang), (*notes, *charts)),
        Section(
            text("evidence.head_sources", lang),
            (Sentences((exhibit.source, text("evidence.check_view", lang))),),
        ),
    )
    return Document(
        title=exhibit.title,
        subtitle=exhibit.subtitle,
        sections=parts if notes or charts else parts[1:],
        rows=exhibit.rows,
        links=((exhibit.title, exhibit.short_link),),
        foot=text("evidence.foot_view", lang, release=exhibit.release),
        release=exhibit.release,
        lang=lang,
    )


def _blocks(chart: Chart, exhibit: Exhibit) -> Iterator[Block]:
    """A chart as a picture and as a table; a table of coloured cells is a table already.

    Where such a table of the same title follows, the chart has none of its own.
    """
    caption = _caption(chart)
    if not isinstance(chart, Grid):
        yield Drawing(chart, caption, ratio=_ratio(chart, exhibit))
        if any(isinstance(one, Grid) and one.title == chart.title for one in exhibit.charts):
            return
    table = _table(chart, caption, exhibit.lang)
    if table is not None:
        yield table


def _caption(chart: Chart) -> str:
    unit = chart.unit if isinstance(chart, Bars | Lines) else ""
    return f"{chart.title} ({unit})" if unit else chart.title


def _ratio(chart: Chart, exhibit: Exhibit) -> float:
    """Height as a part of the width: a page has room for a map and its ranking, or for two maps."""
    match chart:
        case Bars():
            return min(0.08 + 0.029 * len(chart.bars), 0.9)
        case AreaMap():
            maps = sum(isinstance(one, AreaMap) for one in exhibit.charts)
            return 0.62 if maps == 1 else 0.48
        case Scatter():
            return 0.7
        case Radar():
            return 0.56
        case _:
            return 0.5


def _table(chart: Chart, caption: str, lang: str) -> Table | None:
    place = text("evidence.name", lang)
    cells: list[tuple[str, ...]]
    match chart:
        case Bars():
            rows = tuple((_name(bar.rank, bar.name), bar.words) for bar in chart.bars)
            return Table(caption, (place, chart.unit or text("data.value", lang)), rows, 1)
        case Lines():
            heads = (text("map.year", lang), *(item.name for item in chart.series))
            columns = [item.values for item in chart.series]
            names = [str(year) for year in chart.years]
        case Radar():
            heads = (place, *(item.name for item in chart.series))
            columns = [item.values for item in chart.series]
            names = list(chart.axes)
        case Grid():
            return Table(caption, (place, *chart.columns), _grid_rows(chart), len(chart.columns))
        case Scatter():
            heads = (place, chart.x_title, chart.y_title)
            names = [item.name for item in chart.points]
            cells = [
                (
                    format_number(item.x, lang, chart.x_decimals),
                    format_number(item.y, lang, chart.y_decimals),
                )
                for item in chart.points
            ]
            return _joined(caption, heads, names, cells)
        case AreaMap():
            return None
    cells = [
        tuple(format_number(value, lang, chart.decimals) for value in row)
        for row in zip(*columns, strict=True)
    ]
    return _joined(caption, heads, names, cells)


def _grid_rows(chart: Grid) -> tuple[tuple[str, ...], ...]:
    return tuple((name, *words) for name, words in zip(chart.rows, chart.words, strict=True))


def _joined(
    caption: str, heads: tuple[str, ...], names: list[str], cells: list[tuple[str, ...]]
) -> Table:
    rows = tuple((name, *row) for name, row in zip(names, cells, strict=True))
    return Table(caption, heads, rows, len(heads) - 1)


def _name(rank: int | None, name: str) -> str:
    return f"{rank}. {name}" if rank else name
