"""Words and numbers of a figure. They come in ready made: charts know no language."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
"""Where a long word in a label may be broken; shown only there."""


@dataclass(frozen=True)
class Words:
    """Words that all figures of one language share.

    Parameters
    ----------
    no_value : str
        Said in place of a number, such as "keine Angabe".
    range : str
        With the placeholders `{low}` and `{high}`.
    index_of : str
        With the placeholder `{year}`, such as "{year} = 100".
    series_break : str
        Said where figures before and after cannot be compared.
    parity : str
        With the placeholder `{reference}`, said of the line at 1.
    states : mapping
        Words for each status of a value.
    separators : str
        Decimal and thousands separator in plotly's order: ",." is German, ".," English.
    """

    no_value: str
    range: str
    index_of: str
    series_break: str
    parity: str
    states: Mapping[str, str]
    separators: str


@dataclass(frozen=True)
class Labels:
    """Words and number format of one figure.

    Parameters
    ----------
    value : str
        What the figures are, such as "Lokationsquotient".
    unit : str
        Unit in words or as a sign; empty for a pure number.
    number : function
        Formats a value without its unit; the same function that the table beside the figure uses.
    words : Words
        Of the reader's language.
    reference : str
        Name of the area that a quotient compares with.
    alt : str
        What a reader who cannot see the figure should know; kept in `layout.meta["alt"]`.
    """

    value: str
    unit: str
    number: Callable[[float], str]
    words: Words
    reference: str = ""
    alt: str = ""

    @property
    def axis(self) -> str:
        """Title of the value axis, with its unit."""
        return f"{self.value} ({self.unit})" if self.unit else self.value

    def amount(self, value: float) -> str:
        """Value with its unit, or the words for "no value"."""
        if not math.isfinite(value):
            return self.words.no_value
        unit = f"\N{NO-BREAK SPACE}{self.unit}" if self.unit else ""
        return self.number(value) + unit

    def tick(self, value: float) -> str:
        """Axis mark of a value, in as few digits as it takes.

        Thousands are not separated; axes of large figures get their marks from plotly.
        """
        return f"{value:g}".replace(".", self.words.separators[0])


def hover(rows: pd.DataFrame, labels: Labels) -> list[str]:
    """Text of the box over each row: name, field, value with unit, year, and how it came to be.

    A row without a value says why; one with a range (`low`, `high`) says between which figures
    the true one lies.

    Parameters
    ----------
    rows : DataFrame
        With the columns `name, field_label, value, status, low, high, year`; `note`, where there is
        such a column, is what else must be said of a figure.
    labels : Labels
        Words and number format.
    """
    return [_box(row, labels) for row in rows.to_dict("records")]


def _box(row: Mapping[Hashable, object], labels: Labels) -> str:
    value, low, high = (_number(row[column]) for column in ("value", "low", "high"))
    lines = [f"<b>{row['name']}</b>"]
    if row["field_label"]:
        lines.append(str(row["field_label"]).replace(SOFT_HYPHEN, ""))
    lines.append(f"{labels.value}: {labels.amount(value)}")
    if math.isfinite(low) and math.isfinite(high):
        bounds = {"low": labels.amount(low), "high": labels.amount(high)}
        lines.append(labels.words.range.format(**bounds))
    if note := row.get("note"):
        lines.append(str(note))
    lines.append(f"{row['year']} · {labels.words.states[str(row['status'])]}")
    return "<br>".join(lines)


def _number(value: object) -> float:
    return float(value) if isinstance(value, float | int) else math.nan
