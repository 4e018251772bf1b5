"""Views as slides for PowerPoint and LibreOffice: charts that can be edited, maps as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pptx.util import Pt

from s3dash.exhibits import AreaMap, Bars, Chart, Exhibit, Grid, Lines
from s3dash.packed import steady
from s3dash.pictures import chart_png, charts_png
from s3dash.pictures.arrangement import arranged
from s3dash.pictures.canvas import Box
from s3dash.slides.native import native_chart
from s3dash.slides.shapes import describe, height_of, in_lines, place, write
from s3dash.slides.table import native_table, table_height
from s3dash.slides.template import FOOT, PALETTE, PIXEL, SOURCE, SUBTITLE, WIDTH, presentation
from s3dash.text import text

MEDIA: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_EDGE: Final = 48.0
_TOP: Final = 164.0
_BOTTOM: Final = 842.0
_HEADING: Final = 34.0
_SUBTITLE: Final = 15
_MAP_TYPE: Final = 0.88
"""Part of its size in which a map is drawn, for type nearly as large as that of charts."""

_WIDE: Final = 6
"""Columns from which on a table takes the whole width."""

_TALL: Final = 11
_SHORT: Final = 7
"""Rows up to which a table stands beside another chart, and a chart above or below another."""

_GAP: Final = 28.0
_BAR: Final = 34.0
"""Space between charts, and height of a bar that stands above or below another chart."""


def to_pptx(exhibits: Sequence[Exhibit], shapes: Path, notes: Sequence[str] = ()) -> bytes:
    """Slides of some views.

    A single view has as many slides as its charts need; of several views, each has one with its
    most important charts.

    Parameters
    ----------
    exhibits : the views, in the order of the slides
    shapes : `shapes.json` of the release, for maps
    notes : speaker note of each view; empty for none

    Raises
    ------
    ValueError
        If there is no view, or there are notes but not one for each view.
    """
    if not exhibits:
        raise ValueError("there is no view to make slides of")
    if notes and len(notes) != len(exhibits):
        raise ValueError(f"{len(notes)} notes do not fit {len(exhibits)} views; give one for each")
    made = presentation(exhibits[0].lang)
    for exhibit, note in zip(exhibits, notes or [""] * len(exhibits), strict=True):
        parts = list(_parts(exhibit.charts)) or [()]
        for number, charts in enumerate(parts[:1] if len(exhibits) > 1 else parts, start=1):
            slide = made.slides.add_slide(made.slide_layouts[0])
            _fill(slide, exhibit, charts, shapes)
            _speak(slide, exhibit, charts, note if number == 1 else "")
    made.core_properties.title = exhibits[0].title
    made.core_properties.language = exhibits[0].lang
    made.core_properties.author = text("app.brand", exhibits[0].lang)
    made.core_properties.comments = made.core_properties.last_modified_by = ""
    content = io.BytesIO()
    made.save(content)
    return steady(content.getvalue(), exhibits[0].release)


def _parts(charts: Sequence[Chart]) -> Iterator[tuple[Chart, ...]]:
    """Charts slide by slide: several maps on one, two others where both have the room."""
    maps = tuple(chart for chart in charts if isinstance(chart, AreaMap))
    if len(maps) > 1:
        yield maps
        charts = [chart for chart in charts if not isinstance(chart, AreaMap)]
    waiting: Chart | None = None
    for chart in charts:
        if waiting is None:
            waiting = chart
        elif _fit_together(waiting, chart):
            yield waiting, chart
            waiting = None
        else:
            yield (waiting,)
            waiting = chart
    if waiting is not None:
        yield (waiting,)


def _fit_together(one: Chart, other: Chart) -> bool:
    """Whether two charts have room on one slide: side by side, or above each other if one is wide.

    A table with many rows needs a slide of its own.
    """
    both = (one, other)
    if any(map(_is_wide, both)):
        return all(_rows(chart) <= _SHORT for chart in both)
    return not any(isinstance(chart, Grid) and len(chart.rows) > _TALL for chart in both)


def _is_wide(chart: Chart) -> bool:
    return isinstance(chart, Grid) and len(chart.columns) >= _WIDE


def _rows(chart: Chart) -> float:
    match chart:
        case Grid():
            return len(chart.rows)
        case Bars():
            return len(chart.bars)
        case _:
            return float("inf")


def _placed(charts: Sequence[Chart], box: Box) -> list[tuple[Chart, Box]]:
    """Charts with their places; wide ones stand above each other."""
    if len(charts) < 2 or not any(map(_is_wide, charts)):
        return arranged(charts, box)
    asked = [_asked_height(chart, box.width) for chart in charts]
    room, found, top = box.height - _GAP, [], box.top
    for chart, height in zip(charts, asked, strict=True):
        height *= room / sum(asked)
        found.append((chart, Box(box.left, top, box.width, height)))
        top += height + _GAP
    return found


def _asked_height(chart: Chart, width: float) -> float:
    """Height in pixels that a wide table or some bars would like to have, with their heading."""
    if isinstance(chart, Grid):
        return table_height(chart, width) + _HEADING
    return _BAR * _rows(chart) + _HEADING


def _fill(slide: Any, exhibit: Exhibit, charts: Sequence[Chart], shapes: Path) -> None:
    """Title, subtitle, charts, sources, release and link."""
    title, subtitle, source, foot = (
        slide.placeholders[number] for number in (0, SUBTITLE, SOURCE, FOOT)
    )
    title.text_frame.text = exhibit.title
    _fit(title, exhibit.title, (26, 23, 20, 17, 15), lines=2, strong=True)
    subtitle.text_frame.text = exhibit.subtitle
    _fit(subtitle, exhibit.subtitle, (_SUBTITLE, 14, 13), lines=1)
    bottom = _sources(source, exhibit.source)
    _link(foot, exhibit)
    top = _TOP + (_two_lines(subtitle, exhibit.subtitle) if exhibit.subtitle else -20.0)
    box = Box(_EDGE, top, WIDTH - 2 * _EDGE, bottom - top - 14)
    if not charts:
        _sentences(slide, box, exhibit)
    if len(charts) > 1 and all(isinstance(chart, AreaMap) for chart in charts):
        _draw_maps(slide, box, replace(exhibit, charts=tuple(charts)), shapes)
        return
    for chart, part in _placed(charts, box):
        _draw(slide, part, chart, shapes, exhibit, headed=len(charts) > 1)


def _fit(
    shape: Any, words: str, sizes: Sequence[float], *, lines: int, strong: bool = False
) -> None:
    """Write a text in the largest size in which it has its place."""
    width = WIDTH - 2 * _EDGE
    fitting = (
        size for size in sizes if in_lines(words, width, size, strong=strong).count("\n") < lines
    )
    size = next(fitting, sizes[-1])
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)


def _two_lines(shape: Any, words: str) -> float:
    """Room that a subtitle takes beyond its first line."""
    size = next((run.font.size.pt for run in shape.text_frame.paragraphs[0].runs), _SUBTITLE)
    height = height_of(words, WIDTH - 2 * _EDGE, size)
    more = max(height - shape.height / PIXEL, 0.0)
    if more:
        shape.left, shape.top, shape.width, shape.height = place(
            Box(_EDGE, 112, WIDTH - 2 * _EDGE, height)
        )
    return float(more)


def _sources(shape: Any, words: str) -> float:
    """Write the sources in full above the foot; where they begin is returned."""
    size = next(s for s in (9, 8, 7) if s == 7 or len(words) < 190 * 3 * 9 / s)
    height = height_of(words, WIDTH - 2 * _EDGE, size)
    shape.text_frame.text = words
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    shape.left, shape.top, shape.width, shape.height = place(
        Box(_EDGE, _BOTTOM - height, WIDTH - 2 * _EDGE, height)
    )
    return _BOTTOM - height


def _link(shape: Any, exhibit: Exhibit) -> None:
    """Release, and the address of the view to click on."""
    words = text("exhibit.foot", exhibit.lang, release=exhibit.release, link=exhibit.short_link)
    before, _, after = words.partition(exhibit.short_link)
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.add_run().text = before
    run = paragraph.add_run()
    run.text = exhibit.short_link
    if exhibit.short_link.startswith("http"):
        run.hyperlink.address = exhibit.short_link
    if after:
        paragraph.add_run().text = after


def _draw(
    slide: Any, box: Box, chart: Chart, shapes: Path, exhibit: Exhibit, *, headed: bool
) -> None:
    heading = _heading(chart, exhibit, headed=headed)
    within = box.inside(top=_HEADING if heading else 0.0)
    if heading:
        _text_box(slide, Box(box.left, box.top, box.width, _HEADING), heading)
    if isinstance(chart, AreaMap):
        size = (_MAP_TYPE * within.width, _MAP_TYPE * within.height)
        image = chart_png(chart, shapes, *size, lang=exhibit.lang)
        shape: Any = slide.shapes.add_picture(io.BytesIO(image), *place(within))
    elif isinstance(chart, Grid):
        shape = native_table(slide, within, chart)
    else:
        shape = native_chart(slide, within, chart, exhibit.lang)
    shape.name = chart.title
    describe(shape, chart.alt)


def _draw_maps(slide: Any, box: Box, exhibit: Exhibit, shapes: Path) -> None:
    """Several maps as one picture, with one legend where their classes are the same."""
    image = charts_png(exhibit, shapes, box.width, box.height)
    shape = slide.shapes.add_picture(io.BytesIO(image), *place(box))
    shape.name = exhibit.title
    describe(shape, "; ".join(chart.alt for chart in exhibit.charts))


def _heading(chart: Chart, exhibit: Exhibit, *, headed: bool) -> str:
    """Title of a chart with its unit; no title where that of the slide says it."""
    unit = chart.unit if isinstance(chart, Bars | Lines) else ""
    said = not headed or exhibit.title.startswith(chart.title)
    title = "" if said and isinstance(chart, AreaMap) else chart.title
    return f"{title} ({unit})" if title and unit else title or unit


def _text_box(slide: Any, box: Box, words: str) -> None:
    shape = slide.shapes.add_textbox(*place(box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = words
    write(frame.paragraphs[0].runs[0].font, 14, PALETTE.ink, strong=True)
    _fit_box(shape, words, box)


def _fit_box(shape: Any, words: str, box: Box) -> None:
    sizes = (
        size
        for size in (14, 12, 10.5, 9.5)
        if "\n" not in in_lines(words, box.width, size, strong=True)
    )
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(next(sizes, 9.5))


def _sentences(slide: Any, box: Box, exhibit: Exhibit) -> None:
    """What there is to say about a view without charts."""
    shape = slide.shapes.add_textbox(*place(box))
    shape.text_frame.word_wrap = True
    for number, words in enumerate(exhibit.notes):
        frame = shape.text_frame
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = words
        write(paragraph.font, 16)


def _speak(slide: Any, exhibit: Exhibit, charts: Sequence[Chart], note: str) -> None:
    """Speaker note: what is to be said, what belongs to the figures, and what the charts show."""
    parts = [note, *exhibit.notes, *(chart.alt for chart in charts), exhibit.source, exhibit.link]
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(dict.fromkeys(part for part in parts if part))
