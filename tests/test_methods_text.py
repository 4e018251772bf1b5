"""The methods in both languages: the same sections with the same names, formulas and numbers."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from s3dash import state
from s3dash.frame.methods import FILES, sections
from tests.pages.opening import open_page, words_of

NAME = re.compile(r"`([^`]+)`")
FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")
WORDS = re.compile(r"\\text\{[^}]*\}")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
VERSION = re.compile(r"\d+\.\d+\.\d")


def body(lang: str) -> dict[str, str]:
    """Text of each section under its anchor."""
    return {part.anchor: part.body for part in sections(lang)[1]}


PAIRS = [(anchor, text, body("en")[anchor]) for anchor, text in body("de").items()]


def plain(number: str, lang: str) -> str:
    """Number without thousands separators, with a decimal point."""
    group, point = (".", ",") if lang == "de" else (",", ".")
    return number.replace(group, "").replace(point, ".")


def numbers(text: str, lang: str) -> list[str]:
    """Numbers outside of names and formulas, in their order of size."""
    prose = VERSION.sub("", FORMULA.sub("", NAME.sub("", text)))
    return sorted(plain(found.strip(".,"), lang) for found in NUMBER.findall(prose))


@pytest.mark.parametrize(("anchor", "german", "english"), PAIRS)
def test_sections_name_the_same_things(anchor: str, german: str, english: str) -> None:
    assert sorted(NAME.findall(german)) == sorted(NAME.findall(english)), anchor


@pytest.mark.parametrize(("anchor", "german", "english"), PAIRS)
def test_formulas_are_the_same(anchor: str, german: str, english: str) -> None:
    both = [[WORDS.sub("", found) for found in FORMULA.findall(text)] for text in (german, english)]
    assert both[0] == both[1], anchor


@pytest.mark.parametrize(("anchor", "german", "english"), PAIRS)
def test_paragraphs_are_the_same_in_number(anchor: str, german: str, english: str) -> None:
    for mark in (r"\n\n", r"^- ", r"^\| ", r"^\*\*", r"^\*(?!\*)"):
        counts = [len(re.findall(mark, text, flags=re.MULTILINE)) for text in (german, english)]
        assert counts[0] == counts[1], (anchor, mark)


@pytest.mark.parametrize(("anchor", "german", "english"), PAIRS)
def test_numbers_are_the_same(anchor: str, german: str, english: str) -> None:
    assert numbers(german, "de") == numbers(english, "en"), anchor


def test_every_formula_is_closed() -> None:
    for file in FILES.values():
        for paragraph in file.read_text(encoding="utf-8").split("\n\n"):
            assert paragraph.count("$") % 2 == 0, paragraph


@pytest.mark.parametrize(
    ("lang", "title", "heading"),
    [("de", "Wie gerechnet wird", "Prioritäten"), ("en", "How it is calculated", "Priorities")],
)
def test_the_page_shows_every_section(lang: str, title: str, heading: str) -> None:
    app = open_page(state.HOW, lang=lang)
    assert app.title[0].value == title
    headings = [item.value for item in app.header]
    assert headings == [part.heading for part in sections(lang)[1]]
    assert heading in headings
    contents = words_of(app)
    places = [contents.index(f"](#{part.anchor})") for part in sections(lang)[1]]
    assert all(first < last for first, last in pairwise(places))
    assert app.header[headings.index(heading)].anchor == "priorities"
