"""A trace in words: complete in both languages, exact, and silent about what is secret."""

from __future__ import annotations

import re

import pyarrow.parquet as pq
import pytest

from s3dash import ROOT, config, session, state, trace
from s3dash.indicators import Question, explain, place

LINEAGE = sorted((ROOT / "data" / "lineage").glob("*.parquet"))


@pytest.fixture(scope="module")
def options():
    return session.options()


def view_of(options, **query):
    view, notes = state.read_view(query, options, page=state.TRACE)
    assert notes == ()
    return view


def words_of(options, lang="de", **query):
    view = view_of(options, **query)
    return trace.as_text(options, trace.explanation(options, view), lang)


def test_reported_figure_leads_to_its_cell(options):
    words = words_of(options, indicator="population", regions="05562016", year="2023")
    assert "Haltern am See" in words
    assert "31122023_Auszug_GV.xlsx, Blatt Onlineprodukt_Gemeinden31122023, Zeile" in words
    assert re.search(r"SHA-256 [0-9a-f]{64}", words)
    assert "Formel" not in words


def test_formula_has_the_numbers_of_its_language(options):
    chosen = {"indicator": "employee_share", "sector": "C", "regions": "05913", "year": "2020"}
    german, english = words_of(options, **chosen), words_of(options, "en", **chosen)
    assert re.search(r"Mit den Zahlen: 100 · \d+\.\d{3} / \d{3}\.\d{3} = \d+,\d", german)
    assert re.search(r"With the numbers: 100 · \d+,\d{3} / \d{3},\d{3} = \d+\.\d", english)
    assert "a: Beschäftigte (Verarbeitendes Gewerbe), Dortmund, 2020" in german
    assert "b: Employees (All sectors), Dortmund, 2020" in english


def test_calculated_field_is_followed_to_its_two_cells(options):
    words = words_of(options, indicator="employees", sector="B+D+E", regions="05913", year="2020")
    assert "Industrie (B-E) minus Verarbeitendes Gewerbe (C)" in words
    assert len(re.findall(r"13111-07-05-4_2020\.csv, Zeile \d+, Spalte 4", words)) == 2


def test_city_at_both_levels_leads_to_the_same_cell(options):
    chosen = {"indicator": "population", "year": "2023"}
    as_district = words_of(options, **chosen, level="district", regions="05913")
    as_municipality = words_of(options, **chosen, level="municipality", regions="05913000")
    cells = [re.findall(r"Zeile \d+", words) for words in (as_district, as_municipality)]
    assert cells[0] == cells[1] != []


def test_unknown_figure_is_a_question_mark_and_never_zero(options):
    view = view_of(options, indicator="location_quotient", theme="cyber_ai", regions="05562016")
    found = trace.explanation(options, view)
    assert trace.formula_lines(found, "de")["trace.numbers"].startswith("(? / ?) / (")
    words = trace.as_text(options, found, "de")
    assert "keine Zelle: nicht veröffentlicht." in words
    assert not re.search(r"\b(nan|None)\b", words)


def test_suppressed_cell_prints_its_sign_and_the_bound_only(options):
    release = options.release
    cube = release.cube("employees_occupation")
    bound = config.suppression()["employees_occupation"]
    last, region = cube.years[-1], cube.ags_index["05916"]
    field = next(f for i, f in enumerate(cube.fields) if cube.status[i, region, -1] == 2)
    question = Question(options.indicators["employees"], "occupation", field)
    words = trace.as_text(options, explain(release, question, place(release, "05916"), last), "de")
    assert f"zwischen {bound.low:.0f} und {bound.high:.0f}" in words
    assert "keine Angabe – ba-occupations-2025" in words
    assert words.count("„NA“") == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "gilt hier als fehlend. Bönen: 0,00 steht für einen nicht veröffentlichten Wert."),
        ("en", "counts as missing here. Bönen: 0.00 stands for a figure that is not published."),
    ],
)
def test_correction_is_told_with_its_reason(options, lang, words):
    chosen = {"indicator": "guest_beds_per_1000", "regions": "05978008", "year": "2019"}
    assert words in words_of(options, lang, **chosen)


def test_cell_in_other_units_says_so(options):
    words = words_of(
        options, indicator="employees_municipal", regions="05562016", level="municipality"
    )
    assert "(in Hundert)" in words


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_rule_of_the_release_has_words(options, lang):
    rules = {
        rule
        for path in LINEAGE
        for rule in pq.read_table(path, columns=["raw_rule"])["raw_rule"].unique().to_pylist()
    }
    known = {*trace._RULES, *trace._UNITS, ""}
    rest = {rule for rule in rules - known if not rule.startswith(tuple(trace._ROWS))}
    variables = {name for rule in rest for name in rule.split(" + ")}
    assert variables <= set(options.release.variables)
    assert {
        name for name in variables if trace.variable_words(options, name, lang) == name
    } == set()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_operand_has_a_name(options, lang):
    used = {v for item in options.indicators.values() for v in item.variables.values()}
    used |= {item.denominator for item in options.indicators.values() if item.denominator}
    used |= {v for item in options.indicators.values() for v in item.recompute or ()}
    raw = {name for name in used if trace.variable_words(options, name, lang) == name}
    assert raw == set()


def test_range_is_told_only_where_rounding_shows_it(options):
    chosen = {"indicator": "location_quotient", "theme": "cyber_ai", "year": "2025"}
    found = trace.explanation(options, view_of(options, **chosen))
    assert found.low < found.high
    assert trace.range_line(found, "de") is None
