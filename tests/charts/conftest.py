"""A small table with everything that can happen to a figure."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from s3dash.charts.labels import Labels, Words
from s3dash.charts.theme import MARKERS, palette
from s3dash.text import all_texts, format_number

COLUMNS = ["region", "name", "field", "field_label", "value", "status", "low", "high", "year"]
NAMES = {"05913": "Dortmund", "05117": "Mülheim an der Ruhr", "05954": "Ennepe-Ruhr-Kreis"}


def words(lang: str) -> Words:
    texts = all_texts(lang)
    prefix = "chart.states."
    return Words(
        no_value=texts["format.no_value"],
        range=texts["chart.range"],
        index_of=texts["chart.index_of"],
        series_break=texts["chart.series_break"],
        parity=texts["chart.parity"],
        states={key.removeprefix(prefix): text for key, text in texts.items() if prefix in key},
        separators=texts["format.decimal_separator"] + texts["format.thousands_separator"],
    )


def quotient_labels(lang: str) -> Labels:
    return Labels(
        value="Lokationsquotient",
        unit="",
        number=partial(format_number, lang=lang, decimals=2),
        words=words(lang),
        reference="Deutschland",
        alt="Profil von Dortmund",
    )


@pytest.fixture
def labels() -> Labels:
    return quotient_labels("de")


@pytest.fixture
def people() -> Labels:
    number = partial(format_number, lang="de", decimals=0)
    return Labels(value="Beschäftigte", unit="Personen", number=number, words=words("de"))


@pytest.fixture
def style() -> dict[str, tuple[str, str]]:
    looks = zip(palette("light").regions, MARKERS, strict=True)
    return dict(zip(NAMES, looks, strict=False))


@pytest.fixture
def quotients() -> pd.DataFrame:
    """Four fields, three regions: a 0, a suppressed one with a range, one beyond the scale."""
    nan = np.nan
    rows = [
        ("05913", "A", "Landwirtschaft", 0.0, "calculated", nan, nan),
        ("05913", "C", "Industrie", 0.5, "calculated", nan, nan),
        ("05913", "J", "Information", 1.25, "calculated", nan, nan),
        ("05913", "K", "Finanzen", 1.52, "calculated", nan, nan),
        ("05117", "A", "Landwirtschaft", nan, "suppressed", 0.4, 1.1),
        ("05117", "C", "Industrie", 2.0, "calculated", nan, nan),
        ("05117", "J", "Information", 20.0, "calculated", nan, nan),
        ("05117", "K", "Finanzen", nan, "missing", nan, nan),
        ("05954", "A", "Landwirtschaft", 1.0, "calculated", nan, nan),
        ("05954", "C", "Industrie", 1.9, "calculated", nan, nan),
        ("05954", "J", "Information", 0.6, "calculated", nan, nan),
        ("05954", "K", "Finanzen", 0.7, "calculated", nan, nan),
    ]
    return pd.DataFrame([(r, NAMES[r], *rest, 2020) for r, *rest in rows], columns=COLUMNS)


@pytest.fixture
def years() -> pd.DataFrame:
    """Employees of two regions in five years; the second one lacks 2017."""
    values = {"05913": [100.0, 110, 121, 130, 150], "05117": [50.0, 49, np.nan, 48, 51]}
    rows = [
        (region, NAMES[region], "TOTAL", "", value, "reported" if value == value else "suppressed")
        for region, series in values.items()
        for value in series
    ]
    return pd.DataFrame(
        [(*row, np.nan, np.nan, 2015 + place % 5) for place, row in enumerate(rows)],
        columns=COLUMNS,
    )
