"""Answers as tidy tables: one row per place, figure and year, with unit, status and source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from s3dash import codes
from s3dash.indicators.amounts import Amounts
from s3dash.indicators.asked import Question
from s3dash.indicators.catalogue import OCCUPATION, SECTOR, THEME, Indicator
from s3dash.indicators.places import Place
from s3dash.indicators.question import answer
from s3dash.release import Release

COLUMNS: Final = (
    "ags",
    "name",
    "level",
    "indicator",
    "sector",
    "reference",
    "year",
    "value",
    "unit",
    "status",
    "source",
    "theme",
    "occupation",
    "from",
    "reference_date",
    "low",
    "high",
)
"""Columns of a table of figures; new ones are only ever added at the end."""

CATALOGUE_COLUMNS: Final = (
    "id",
    "name_de",
    "name_en",
    "definition_de",
    "definition_en",
    "unit",
    "kind",
    "levels",
    "years",
    "source",
    "licence",
)


_DAY = re.compile(r"\d\d\.\d\d\.")


def figures(
    release: Release, question: Question, places: Sequence[Place], years: Iterable[int]
) -> pd.DataFrame:
    """Table of the figures that answer a question for some places and years.

    Parameters
    ----------
    places : rows, in the order in which they are wanted
    years : a year without figures gives rows with the status `not_published`

    Returns
    -------
    DataFrame with the columns `COLUMNS`
        `value` in `unit`; missing where `status` says why. `low` and `high` are given only
        where suppressed cells leave a range.
    """
    wanted = tuple(years)
    return to_rows(release, question, places, answer(release, question, places).at(wanted))


def to_rows(
    release: Release, question: Question, places: Sequence[Place], found: Amounts
) -> pd.DataFrame:
    """Table of figures that were answered already; see `figures`."""
    return join_rows(release, [(question, places, found)])


def join_rows(
    release: Release, answers: Iterable[tuple[Question, Sequence[Place], Amounts]]
) -> pd.DataFrame:
    """Table of the figures of several answers, one below the other; see `figures`."""
    parts = [_columns(release, *one) for one in answers]
    if not parts:
        return no_figures()
    return pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in COLUMNS})


def _columns(
    release: Release, question: Question, places: Sequence[Place], found: Amounts
) -> dict[str, np.ndarray]:
    indicator, wanted = question.indicator, found.years
    size, rows = len(wanted), len(wanted) * len(places)
    open_range = ~(found.low == found.high) & ~np.isnan(found.low) & ~np.isnan(found.high)

    def same(words: str) -> np.ndarray:
        return np.full(rows, words, dtype=object)

    def of_places(words: Sequence[str]) -> np.ndarray:
        return np.repeat(np.array(words, dtype=object), size)

    return {
        "ags": of_places([place.id for place in places]),
        "name": of_places([place.name.de for place in places]),
        "level": of_places([place.level for place in places]),
        "indicator": same(indicator.id),
        "sector": same(question.field if question.kind == SECTOR else ""),
        "reference": same(question.reference),
        "year": np.tile(np.array(wanted, dtype=int), len(places)),
        "value": found.value.reshape(-1),
        "unit": same(indicator.unit),
        "status": np.array(codes.STATUSES, dtype=object)[found.status.reshape(-1)],
        "source": same(source_text(release, indicator, question.kind)),
        "theme": same(question.field if question.kind == THEME else ""),
        "occupation": same(question.field if question.kind == OCCUPATION else ""),
        "from": same("" if question.base is None else str(question.base)),
        "reference_date": np.tile(
            np.array([reference_date(indicator, year) for year in wanted], dtype=object),
            len(places),
        ),
        "low": np.where(open_range, found.low, np.nan).reshape(-1),
        "high": np.where(open_range, found.high, np.nan).reshape(-1),
    }


def no_figures() -> pd.DataFrame:
    """Table of figures without a row; put to others, it leaves their years whole numbers.

    >>> str(no_figures()["year"].dtype)
    'int64'
    """
    kinds: dict[str, type] = {"year": int, **dict.fromkeys(_NUMBERS, float)}
    return pd.DataFrame({name: pd.Series(dtype=kinds.get(name, str)) for name in COLUMNS})


def source_text(release: Release, indicator: Indicator, kind: str = "") -> str:
    """Attribution of a figure on one line: the sources' own lines, tables and licences."""
    sources = [release.sources[name] for name in indicator.sources(kind)]
    return "; ".join(attribution(source) for source in sources)


def attribution(source: Mapping[str, Any]) -> str:
    """Attribution of one source: its line, table and licence."""
    parts = [source["line"], source.get("table", ""), source["licence"]]
    return ", ".join(part for part in parts if part)


def reference_date(indicator: Indicator, year: int) -> str:
    """Day that a figure is about, or its year where it is no day.

    A date is written as ISO 8601, for instance `2020-06-30`.
    """
    if not _DAY.fullmatch(indicator.reference_date):
        return str(year)
    day, month = indicator.reference_date.split(".")[:2]
    return f"{year}-{month}-{day}"


def catalogue_table(release: Release, indicators: Iterable[Indicator]) -> pd.DataFrame:
    """List of all indicators with definition, unit, levels, years, source and licence."""
    rows = [
        {
            "id": entry.id,
            "name_de": entry.name.de,
            "name_en": entry.name.en,
            "definition_de": entry.definition.de,
            "definition_en": entry.definition.en,
            "unit": entry.unit,
            "kind": entry.kind,
            "levels": " ".join(_listed(entry.levels)),
            "years": " ".join(str(year) for year in entry.years()),
            "source": source_text(release, entry),
            "licence": "; ".join(
                dict.fromkeys(_licence(release.sources[name]) for name in entry.sources())
            ),
        }
        for entry in indicators
    ]
    return pd.DataFrame(rows, columns=list(CATALOGUE_COLUMNS))


def _listed(levels: Sequence[str]) -> list[str]:
    """Levels as the catalogue lists them; districts for a figure that an area has through them."""
    return [level for level in levels if level != codes.REGION] or [codes.DISTRICT]


def _licence(source: Mapping[str, Any]) -> str:
    """Licence of a source, or in a word what may be done with it where it names none."""
    return str(source["licence"] or source["redistribution"])


DIGITS: Final = 12
"""Significant digits of figures that leave the program.

Sums of products come out otherwise in the sixteenth digit on other processors (the order in which
a linear algebra library adds them up differs); in the twelfth no figure hangs on the machine.
"""
_NUMBERS: Final = ("value", "low", "high")

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text must not begin with, because spreadsheets would run it."""


def same_everywhere(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose calculated figures have `DIGITS` significant digits: the same on every machine.

    Reported figures stay as they were read. Of a list, which has no column `status`, every number
    with decimals is taken for calculated.

    >>> same_everywhere(pd.DataFrame({"rank": [1], "match": [2 / 3]}))["match"].tolist()
    [0.666666666667]
    """
    if "status" in table:
        calculated = (table["status"] == "calculated").to_numpy()
        names = [name for name in _NUMBERS if name in table]
    else:
        calculated = np.full(len(table), True)
        names = [str(name) for name in table if pd.api.types.is_float_dtype(table[name])]
    return table.assign(**{name: _rounded(table[name], calculated) for name in names})


def _rounded(numbers: pd.Series, calculated: np.ndarray) -> pd.Series:
    found = numbers.to_numpy(dtype=float, copy=True)
    found[calculated] = [to_digits(one) for one in found[calculated]]
    return pd.Series(found, index=numbers.index, dtype=float)


def to_digits(number: float) -> float:
    """Number with `DIGITS` significant digits.

    >>> to_digits(1234567.1234567)
    1234567.12346
    """
    return float(f"{number:.{DIGITS}g}")


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose texts no spreadsheet runs: an apostrophe before those that begin like a formula.

    >>> harmless(pd.DataFrame({"name": ["=1+1", "Essen"], "value": [-1.0, 2.0]}))["name"].tolist()
    ["'=1+1", 'Essen']
    """
    return table.assign(
        **{
            str(name): [_quoted(cell) for cell in table[name]]
            for name in table.columns
            if not pd.api.types.is_numeric_dtype(table[name])
        }
    )


def _quoted(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_ACTIVE) else cell


def to_csv(table: pd.DataFrame) -> str:
    """CSV in full precision (shortest text that reads back to the same number), `\\n` line ends."""
    return table.to_csv(index=False, lineterminator="\n")


def to_csv_file(table: pd.DataFrame) -> bytes:
    """Table as a file in CSV (UTF-8, comma), as `table --link` prints it; no text is a formula."""
    return to_csv(harmless(same_everywhere(table))).encode()
