"""Both languages say the same things; numbers are rounded and written as in official tables."""

from __future__ import annotations

import datetime
import math
from functools import cache
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash import text as words
from s3dash.languages import LANGUAGES, sort_key, wished

NBSP = "\N{NO-BREAK SPACE}"


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@cache
def keys(lang: str) -> dict[str, list[str]]:
    """Keys of a language with what stands under each: one text, or its plural forms."""
    found: dict[str, list[str]] = {}
    for key, said in words.all_texts(lang).items():
        above, _, last = key.rpartition(".")
        counted = last in words.PLURALS and words.plural_forms(above, lang)
        found.setdefault(above if counted else key, []).append(said)
    return found


def test_languages_have_the_same_keys() -> None:
    german, *others = (set(keys(lang)) for lang in LANGUAGES)
    assert all(other == german for other in others)


@pytest.mark.parametrize("key", sorted(keys("de")))
def test_languages_have_the_same_placeholders(key: str) -> None:
    wanted = placeholders("".join(keys("de")[key]))
    for lang in LANGUAGES:
        for said in keys(lang)[key]:
            assert wanted - {"count"} <= placeholders(said) <= wanted
            assert said.strip() == said != ""


def test_text_fills_placeholders() -> None:
    assert words.text("chart.range", "de", low="1", high="2") == "zwischen 1 und 2"


def test_unknown_key_language_and_placeholder_are_named() -> None:
    with pytest.raises(KeyError, match=r"de\.toml has no key 'nothing\.here'"):
        words.text("nothing.here", "de")
    with pytest.raises(KeyError, match="'fr' is no language"):
        words.text("format.no_value", "fr")
    with pytest.raises(KeyError, match="placeholder 'high' got no value"):
        words.text("chart.range", "en", low="1")


@pytest.mark.parametrize(
    ("value", "decimals", "german"),
    [
        (0, 0, "0"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (2.675, 2, "2,68"),
        (-0.04, 1, "0,0"),
        (-0.0, 0, "0"),
        (1234567.891, 1, "1.234.567,9"),
        (999.95, 1, "1.000,0"),
        (1e-7, 2, "0,00"),
        (1e16, 0, "10.000.000.000.000.000"),
    ],
)
def test_number_is_rounded_half_up(value: float, decimals: int, german: str) -> None:
    assert words.format_number(value, "de", decimals) == german


def test_number_with_sign() -> None:
    assert words.format_number(1.2, "en", 1, sign=True) == "+1.2"
    assert words.format_number(0.01, "en", 1, sign=True) == "0.0"
    assert words.format_number(-1.2, "en", 1, sign=True) == "−1.2"


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_unknown_is_never_a_number(value: float | None) -> None:
    assert words.format_number(value, "de", 1) == "keine Angabe"
    assert words.format_percent(value, "en") == "no figure"


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_number_reads_back_within_half_a_step(value: float, decimals: int) -> None:
    german = words.format_number(value, "de", decimals)
    read = float(german.replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(read - value) <= 0.5 * 10**-decimals * (1 + 1e-6) + abs(value) * 1e-15
    assert not (read == 0 and german.startswith("−"))


def test_percent() -> None:
    assert words.format_percent(4.44, "de") == f"4,4{NBSP}%"
    assert words.format_percent(-4.46, "en", 1, sign=True) == "−4.5%"


def test_date() -> None:
    day = datetime.date(2015, 6, 3)
    assert words.format_date(day, "de") == "03.06.2015"
    assert words.format_date(day, "en") == "3 June 2015"


@pytest.mark.parametrize(
    ("items", "german"),
    [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (list("ABC"), "A, B und C")],
)
def test_join_list(items: list[str], german: str) -> None:
    assert words.join_list(items, "de") == german


def test_sort_key_sorts_umlauts_with_their_vowel() -> None:
    names = ["Unna", "Mülheim an der Ruhr", "Herne", "Moers", "hamm", "Lünen", "Lunen-Süd"]
    ordered = ["hamm", "Herne", "Lünen", "Lunen-Süd", "Moers", "Mülheim an der Ruhr", "Unna"]
    assert sorted(names, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ("de", "de"),
        ("de-CH", "de"),
        ("DE_at", "de"),
        ("en-US", "en"),
        ("fr-FR", "en"),
        (None, "de"),
    ],
)
def test_a_reader_gets_the_language_of_the_browser(locale: str | None, lang: str) -> None:
    assert wished(locale) == lang
