"""Words for figures, in either language, for everything that there is to choose."""

from __future__ import annotations

from itertools import product

import pytest

from s3dash import codes, config, labels, session, state
from s3dash.indicators import FIELD_KINDS, OCCUPATION, SECTOR, THEME, place
from s3dash.state import Note, read_view
from s3dash.text import all_texts

OPTIONS = session.options()
INDICATORS = OPTIONS.indicators
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("lang", state.LANGUAGES)
@pytest.mark.parametrize("kind", FIELD_KINDS)
def test_every_field_has_a_name_of_its_own(kind: str, lang: str) -> None:
    for indicator in INDICATORS.values():
        if kind not in indicator.fields:
            continue
        for short in (False, True):
            names = [
                labels.field_name(OPTIONS, kind, code, lang, short=short)
                for code in OPTIONS.fields(kind, indicator)
            ]
            assert all(names)
            assert len(set(names)) == len(names), sorted(names)


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        (SECTOR, "C", "(C)"),
        (SECTOR, "B+D+E", "(B+D+E)"),
        (OCCUPATION, "431", "431 "),
        (THEME, "cyber_ai", "Cyber"),
    ],
)
def test_a_choice_shows_the_official_code(kind: str, code: str, words: str) -> None:
    assert words in labels.field_option(OPTIONS, kind, code, "de")
    total = labels.field_option(OPTIONS, kind, codes.TOTAL, "de") if kind != THEME else ""
    assert codes.TOTAL not in total


@pytest.mark.parametrize("lang", state.LANGUAGES)
def test_every_view_has_headline_measure_date_and_source(lang: str) -> None:
    for indicator in INDICATORS.values():
        view = read_view({"indicator": indicator.id, "lang": lang}, OPTIONS, page=state.DATA)[0]
        head = labels.headline(OPTIONS, view)
        assert head
        assert "{" not in head
        assert str(view.year) not in head
        measure = labels.measure_line(OPTIONS, view)
        assert indicator.name.in_language(lang) in measure
        assert str(view.year) in labels.date_of(indicator, view.year, lang)
        line = labels.source_line(OPTIONS, indicator, view.kind, lang)
        assert "©" in line
        calculated = {"de": "eigene Berechnung", "en": "own calculation"}[lang]
        assert (calculated in line) == (indicator.measure != "value")


def test_a_quotient_names_its_reference_and_a_change_its_start() -> None:
    quotient = read_view({"reference": "nrw"}, OPTIONS, page=state.MAP)[0]
    assert "Nordrhein-Westfalen" in labels.measure_line(OPTIONS, quotient)
    growth = {"indicator": "employee_growth", "from": "2017", "lang": "en"}
    assert "2017" in labels.measure_line(OPTIONS, read_view(growth, OPTIONS, page=state.MAP)[0])
    count = read_view({"indicator": "population", "reference": "nrw"}, OPTIONS, page=state.MAP)[0]
    assert "Nordrhein-Westfalen" not in labels.measure_line(OPTIONS, count)


@pytest.mark.parametrize(
    ("name", "value", "lang", "expected"),
    [
        ("location_quotient", 1.519, "de", "1,52"),
        ("location_quotient", 1.519, "en", "1.52"),
        ("population", 588250.0, "de", f"588.250{NBSP}Personen"),
        ("employee_growth", 12.34, "de", f"+12,3{NBSP}%"),
        ("employee_growth", -0.04, "en", "0.0%"),
        ("employee_share", float("nan"), "de", "keine Angabe"),
        ("population", 0.0, "de", f"0{NBSP}Personen"),
    ],
)
def test_figures_as_words(name: str, value: float, lang: str, expected: str) -> None:
    assert labels.figure(INDICATORS[name], value, lang).startswith(expected)


def test_a_figure_without_its_unit_and_with_other_decimals() -> None:
    share = INDICATORS["employee_share"]
    assert labels.figure(share, 12.345, "de", unit=False) == "12,3"
    assert labels.figure(share, 12.345, "de", unit=False, decimals=2) == "12,35"


def test_a_category_is_said_by_its_name() -> None:
    indicator = INDICATORS["degree_of_urbanisation"]
    for number, name in indicator.categories:
        assert labels.figure(indicator, float(number), "de") == name.de


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("05913", "Kreisfreie Stadt"),
        ("05562", "Kreis"),
        ("05562016", "Kreis Recklinghausen"),
        ("meo", "Gruppe"),
        ("RUHR", ""),
        ("NRW", ""),
        ("DE", ""),
        ("09162", ""),
    ],
)
def test_what_a_place_is(key: str, words: str) -> None:
    item = place(OPTIONS.release, key)
    for lang in state.LANGUAGES:
        assert labels.kind_of_place(OPTIONS, item, lang)
    assert words.casefold() in labels.kind_of_place(OPTIONS, item, "de").casefold()


def test_references_and_levels_have_names() -> None:
    for lang in state.LANGUAGES:
        names = {labels.reference_name(OPTIONS, name, lang) for name in state.REFERENCES}
        assert len(names) == 3
        assert len({labels.level_name(level, lang) for level in state.LEVELS}) == 2
    assert labels.reference_name(OPTIONS, "ruhr", "de") == config.region().name.de


NAMED = ("indicator", *FIELD_KINDS, "level", "reference", "regions", "classes")
"""Keys whose values have names."""
REASONS = ("unknown", "unavailable", "unused", "too_many")


@pytest.mark.parametrize(("key", "reason"), [*product((*state.KEYS, "colour"), REASONS)])
def test_every_note_can_be_said(key: str, reason: str) -> None:
    for lang in state.LANGUAGES:
        words = labels.note(OPTIONS, Note(key, "{given} <x>", "", reason), lang)
        assert "{given} <x>" in words
    if key not in NAMED:
        assert "2020" in labels.note(OPTIONS, Note(key, "x", "2020", reason), "de")


def test_sources_of_several_indicators_are_named_once() -> None:
    shown = [(INDICATORS["employees"], SECTOR), (INDICATORS["employee_share"], SECTOR)]
    line = labels.joint_source_line(OPTIONS, shown, "de")
    assert line.count("13111-07-05-4") == 1
    assert "eigene Berechnung" in line


@pytest.mark.parametrize(
    ("key", "shown", "words"),
    [
        ("indicator", "location_quotient", "„Lokationsquotient“"),
        ("sector", "C", "„Verarbeitendes Gewerbe (C)“"),
        ("theme", "health", "„Gesundheitswirtschaft“"),
        ("level", "district", "„Kreise“"),
        ("reference", "nrw", "„Nordrhein-Westfalen“"),
        ("regions", "05913,05112", "„Dortmund und Duisburg“"),
        ("classes", "quantile", "„gleich viele Gebiete (Quantile)“"),
        ("year", "2015", "„2015“"),
    ],
)
def test_what_is_shown_instead_is_said_by_its_name(key: str, shown: str, words: str) -> None:
    assert f"stattdessen {words}" in labels.note(OPTIONS, Note(key, "x", shown, "unknown"), "de")


def test_a_page_that_is_not_there_is_said() -> None:
    assert labels.note(OPTIONS, Note("page", "gibtesnicht", "", "unknown"), "de") == (
        "Der Link nennt bei „Seite“ den Wert „gibtesnicht“, den es hier nicht gibt."
        " Gezeigt wird die Startseite."
    )


def test_a_single_thing_is_said_in_the_singular() -> None:
    universities = INDICATORS["universities_seated"]
    assert labels.figure(universities, 1, "de") == f"1{NBSP}Hochschule"
    assert labels.figure(universities, 1, "en") == f"1{NBSP}university"
    assert labels.figure(universities, 2, "de") == f"2{NBSP}Hochschulen"
    assert labels.figure(universities, 0, "en") == f"0{NBSP}universities"
    assert labels.figure(INDICATORS["women_share"], 1, "en") == "1.0%"


def test_every_singular_is_that_of_a_unit_of_the_catalogue() -> None:
    units = {item.unit_label.in_language("en").replace(" ", "_") for item in INDICATORS.values()}
    singulars = {key for key in all_texts("de") if key.startswith("unit_of_one.")}
    assert {key.partition(".")[2] for key in singulars} <= units
