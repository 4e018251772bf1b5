"""What a document says: headings, sentences, tables and pictures, before it is Word or PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from s3dash.exhibits import Chart


@dataclass(frozen=True)
class Sentences:
    """Text: paragraphs, or points of a list."""

    words: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first column names the rows, `note` stands below.

    `numbers` tells how many of the last columns hold numbers, which stand to the right.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int
    note: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart with its caption; its height is a part of its width."""

    chart: Chart
    caption: str
    ratio: float = 0.42


Block = Sentences | Table | Drawing


@dataclass(frozen=True)
class Section:
    """A part of a document under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """A document on paper.

    Parameters
    ----------
    title, subtitle : what it is about
    sections : its parts
    rows : gives every figure that it names
    links : address and what it shows, where readers can check the figures
    foot : line at the foot of each page
    release : version of the data
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    rows: Callable[[], pd.DataFrame]
    links: tuple[tuple[str, str], ...]
    foot: str
    release: str
    lang: str

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure that it names."""
        return self.rows()
