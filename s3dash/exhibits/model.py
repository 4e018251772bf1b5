"""What a view looks like away from the screen: titles, charts and tables as plain data.

Pictures, slides and documents are drawn from these, so that they all say the same. Words are in the
view's language already; numbers are raw, with the decimals that they are shown with. NaN stands
where there is no number, and the words for it beside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from s3dash.indicators import Indicator


@dataclass(frozen=True)
class Series:
    """Values of one place or field, along the years of `Lines` or the axes of `Radar`.

    `low` and `high` are empty, or bounds beside each value. `reference` marks an area to compare
    with, which is drawn dashed.
    """

    name: str
    values: tuple[float, ...]
    colour: str
    marker: str = "circle"
    reference: bool = False
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class Bar:
    """One bar: `words` is the value as it is written, or why there is none.

    `strong` is one of the reader's own selection, `reference` an area to compare with. `rank` is
    its place among those that are ranked, None where it has none.
    """

    name: str
    value: float
    words: str
    colour: str
    strong: bool = False
    reference: bool = False
    low: float = float("nan")
    high: float = float("nan")
    rank: int | None = None


@dataclass(frozen=True)
class Bars:
    """Bars in a row, the first on top. They start at `centre`, which is 0 for all but quotients.

    `centre_words` say what the centre stands for, where it is not 0.
    """

    title: str
    bars: tuple[Bar, ...]
    unit: str
    decimals: int
    alt: str
    centre: float = 0.0
    log: bool = False
    centre_words: str = ""


@dataclass(frozen=True)
class Lines:
    """Series over years; a year without a value leaves a gap, a break of the series too."""

    title: str
    years: tuple[int, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int
    alt: str
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Radar:
    """Series on axes that share one scale from 0 to `maximum`, with a ring at `centre`.

    `centre_words` say what the ring stands for.
    """

    title: str
    axes: tuple[str, ...]
    series: tuple[Series, ...]
    maximum: float
    decimals: int
    alt: str
    centre: float = 1.0
    centre_words: str = ""


@dataclass(frozen=True)
class Point:
    """A point of a scatter chart; `label` is written beside it where there is room for it.

    `size` goes with the area of the point, `strong` is one of the reader's own selection, which
    is always named.
    """

    name: str
    x: float
    y: float
    size: float
    colour: str
    label: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Scatter:
    """Points with lines that part the field into quadrants, which `quadrants` name.

    The names go from top left to bottom right, row by row. `x_words` and `y_words` say what the
    upright and the level line stand for, `key` what the colours do.
    """

    title: str
    points: tuple[Point, ...]
    x_title: str
    y_title: str
    x_line: float
    y_line: float
    quadrants: tuple[str, str, str, str]
    x_decimals: int
    y_decimals: int
    alt: str
    log: bool = False
    x_words: str = ""
    y_words: str = ""
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Area:
    """An area of a map. `colour` is empty where there is no value, which is hatched.

    `share` is the area of a circle for counts, as a part of the largest; 0 where it is filled.
    """

    ags: str
    name: str
    value: float
    words: str
    colour: str
    share: float = 0.0
    outline: str = ""


@dataclass(frozen=True)
class Tie:
    """A line between two areas of a map, by their keys; its width goes with its value.

    `strong` is one of the reader's own selection.
    """

    one: str
    other: str
    value: float
    words: str
    strong: bool = False


@dataclass(frozen=True)
class AreaMap:
    """Map of the areas of a level; `legend` are the classes with their colour and count.

    `note` is a line below the title, `ties` are lines between the areas; one whose value is
    `ties_from` is the thinnest.
    """

    title: str
    level: str
    areas: tuple[Area, ...]
    legend: tuple[tuple[str, str, int], ...]
    legend_title: str
    no_value: str
    alt: str
    note: str = ""
    ties: tuple[Tie, ...] = ()
    ties_from: float = 0.0


@dataclass(frozen=True)
class Grid:
    """A table of coloured cells: rows × columns. `words` is what stands in each cell.

    A colour is empty where there is no value, which is hatched.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    colours: tuple[tuple[str, ...], ...]
    alt: str


Chart = Bars | Lines | Radar | Scatter | AreaMap | Grid


@dataclass(frozen=True)
class Content:
    """What a page makes of a view: the parts of an `Exhibit` that differ from page to page.

    `shown` are the indicators whose sources are named, each with its kind of field.
    """

    title: str
    subtitle: str
    charts: tuple[Chart, ...]
    shown: tuple[tuple[Indicator, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """Words around the charts of a view; the same as in its `Exhibit`."""

    title: str
    subtitle: str
    source: str


@dataclass(frozen=True)
class Exhibit:
    """A view as it leaves the dashboard.

    Parameters
    ----------
    title, subtitle : what is seen; measure, reference, level and date
    charts : in the order of the page, the most important first
    rows : gives every figure of the view, as `views.table` does; asked where a file has them
    source : attribution with licence of all that is shown
    link, short_link : address of the very same view, pinned to its release
    release : version of the data
    notes : sentences that belong to the figures: findings, limits, what is not known
    lang : language of all words
    """

    title: str
    subtitle: str
    charts: tuple[Chart, ...]
    rows: Callable[[], pd.DataFrame]
    source: str
    link: str
    short_link: str
    release: str
    lang: str
    notes: tuple[str, ...] = ()

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure of the view."""
        return self.rows()
