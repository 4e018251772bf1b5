"""The authored catalogue: complete in both languages, consistent, and covered by the docs."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from s3dash import ROOT, codes, config
from s3dash.measures import __all__ as measure_names
from s3dash.release import CATALOGUE, read_catalogue


def read(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((CATALOGUE / f"{name}.toml").read_text(encoding="utf-8"))


INDICATORS, SOURCES = read_catalogue("indicators"), read_catalogue("sources")
SECTORS = read("sectors")
LANGUAGES = ("de", "en")

ALLOWED = {
    "topic": {
        "people",
        "employment",
        "structure",
        "labour_market",
        "economy",
        "knowledge",
        "health",
        "tourism",
        "social",
        "space",
    },
    "kind": {"count", "share", "rate", "quotient", "index", "category"},
    "measure": {
        "value",
        "share",
        "location_quotient",
        "growth_percent",
        "growth_absolute",
        "growth_per_year",
        "per_head",
        "ratio",
        "shift_share_national",
        "shift_share_mix",
        "shift_share_regional",
        "without_field",
        "hhi",
        "krugman",
        "unrelated_variety",
        "related_variety",
        "stars",
        "share_of_area",
        "share_of_theme",
        "locational_gini",
        "relatedness_density",
        "eci",
        "priority_score",
        "priority_first",
    },
    "aggregation": {"sum", "recompute", "none"},
    "direction": {"neutral", "higher", "lower"},
    "scheme": {"sequential", "diverging", "categorical"},
    "scale": {"linear", "log"},
    "reference_date": {
        "01.01.",
        "30.06.",
        "31.07.",
        "31.12.",
        "annual average",
        "year",
        "winter term",
    },
}
REQUIRED = {
    *(f"{key}_{lang}" for key in ("name", "short", "definition", "headline") for lang in LANGUAGES),
    *(f"{key}_{lang}" for key in ("method", "unit") for lang in LANGUAGES),
    *ALLOWED,
    "formula",
    "variable",
    "fields",
    "references",
    "weight",
    "unit",
    "decimals",
    "source",
    "evidence_for",
}
OPTIONAL = {
    "variables_by_field",
    "denominator",
    "recompute",
    "per",
    "field_required",
    "default_field",
    "centre",
    "categories",
    "range_min",
    "range_max",
    "jump_limit",
    "jump_base",
    "levels",
}

RELATIVE = {
    "stars",
    "share_of_area",
    "location_quotient",
    "krugman",
    "shift_share_national",
    "shift_share_mix",
    "shift_share_regional",
}
"""Measures that are taken against a reference area."""


@pytest.fixture(params=INDICATORS)
def indicator(request: pytest.FixtureRequest) -> dict[str, Any]:
    return INDICATORS[request.param]


def test_fields_are_the_described_ones(indicator: dict[str, Any]) -> None:
    assert REQUIRED <= set(indicator) <= REQUIRED | OPTIONAL
    for key, allowed in ALLOWED.items():
        assert indicator[key] in allowed, key


def test_texts_are_complete_and_not_the_same_in_both_languages(indicator: dict[str, Any]) -> None:
    for key in ("name", "short", "definition", "headline", "method"):
        assert all(indicator[f"{key}_{lang}"].strip() for lang in LANGUAGES), key
    for key in ("definition", "headline", "method"):
        assert indicator[f"{key}_de"] != indicator[f"{key}_en"], key
    assert all(len(indicator[f"short_{lang}"]) <= 24 for lang in LANGUAGES)
    assert bool(indicator["unit_de"]) == bool(indicator["unit_en"])
    assert bool(indicator["unit_de"]) == (indicator["unit"] != "1")


def test_definitions_are_sentences_and_headlines_are_not(indicator: dict[str, Any]) -> None:
    for lang in LANGUAGES:
        assert indicator[f"definition_{lang}"].endswith(".")
        assert indicator[f"method_{lang}"].endswith(".")
        headline = indicator[f"headline_{lang}"]
        assert not headline.endswith(".")
        assert not re.search(r"\d{4}", headline), "the year is appended"
        assert ("{field}" in headline) == bool(indicator["fields"])


def test_choice_of_fields_is_consistent(indicator: dict[str, Any]) -> None:
    fields = indicator["fields"]
    assert list(indicator.get("variables_by_field", {})) == fields
    assert ("default_field" in indicator) == bool(fields)
    groups = {code for theme in config.themes().values() for code in theme.occupations}
    known = {*SECTORS, *config.themes(), *groups, codes.TOTAL, codes.ALL}
    if fields:
        assert indicator["default_field"] in known
    assert indicator.get("field_required", (fields or [None])[0]) in (*fields, None)
    assert set(indicator["evidence_for"]) <= set(config.themes())


def test_sources_exist(indicator: dict[str, Any]) -> None:
    source = indicator["source"]
    groups = source.values() if isinstance(source, dict) else [source]
    assert all(set(group) <= set(SOURCES) and group for group in groups)
    if isinstance(source, dict):
        assert list(source) == indicator["fields"]


def test_measure_fits_the_rest(indicator: dict[str, Any]) -> None:
    measure = indicator["measure"]
    assert bool(indicator["references"]) == (measure in RELATIVE)
    assert ("centre" in indicator) == (indicator["scheme"] == "diverging")
    assert ("categories" in indicator) == (indicator["kind"] == "category")
    counted = indicator["kind"] == "category" and measure == "value"
    assert bool(indicator["formula"]) != counted, "categories of a source have no formula"
    if measure in ("per_head", "ratio"):
        assert "denominator" in indicator
    if measure == "value" and indicator["unit"] in ("persons", "km2"):
        assert indicator["aggregation"] == "sum"
    assert ("recompute" in indicator) <= (
        measure == "value" and indicator["aggregation"] == "recompute"
    )
    if "range_max" in indicator:
        assert indicator["range_min"] < indicator["range_max"]


def test_expected_indicators_are_there() -> None:
    assert next(iter(INDICATORS)) == "employees"
    assert {"location_quotient", "theme_location_quotient", "industrial_export_share"} <= set(
        INDICATORS
    )
    assert "population_density_inkar" not in INDICATORS


def test_every_sector_has_short_and_full_names() -> None:
    wanted = {*codes.SECTORS, *codes.SECTORS_DECEMBER, "B-E", codes.TOTAL}
    assert set(SECTORS) == wanted
    for code, names in SECTORS.items():
        assert set(names) == {"name_de", "name_en", "short_de", "short_en"}, code
        assert all(len(names[f"short_{lang}"]) <= 22 for lang in LANGUAGES), code
        assert all(names.values()), code


def test_sources_state_what_a_reader_must_know() -> None:
    for name, source in SOURCES.items():
        for key in ("title", "producer", "changes", "note"):
            assert all(source[f"{key}_{lang}"].strip() for lang in LANGUAGES), (name, key)
        assert source["redistribution"] in ("open", "with_source", "unconfirmed")
        assert source["line"].startswith("©")
        for address in (source["dataset_url"], source["licence_url"]):
            assert address == "" or address.startswith("https://")
        assert bool(source["licence"]) or source["redistribution"] == "unconfirmed"
    assert SOURCES["ba-occupations-2025"]["redistribution"] == "unconfirmed"
    assert "Juli 2024" in SOURCES["ldb-nrw-13111-54i"]["note_de"]


@pytest.mark.parametrize(
    ("file", "authored"), [("indicators.json", INDICATORS), ("sources.json", SOURCES)]
)
def test_release_holds_the_catalogue_as_it_is_authored(
    file: str, authored: dict[str, dict[str, Any]]
) -> None:
    entries = json.loads((ROOT / "data" / file).read_text(encoding="utf-8"))
    released = {entry["id"]: entry for entry in entries}
    assert list(released) == list(authored), "run the ingest again"
    for name, entry in authored.items():
        assert {key: released[name].get(key) for key in entry} == entry, "run the ingest again"


def test_methods_explain_every_measure() -> None:
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    assert [name for name in ALLOWED["measure"] if f"`{name}`" not in text] == []
    assert [name for name in measure_names if f"`{name}`" not in text] == []


def test_glossary_lists_every_indicator_variable_and_unit() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = set(INDICATORS) | {entry["variable"] for entry in INDICATORS.values()}
    named |= {v for e in INDICATORS.values() for v in e.get("variables_by_field", {}).values()}
    assert [name for name in sorted(named) if f"`{name}`" not in text] == []
    rows = dict(
        re.findall(
            r"^\| `(\w+)` \| ([^|]+?) \|", text.partition("## Terms that")[0], flags=re.MULTILINE
        )
    )
    assert {name: rows.get(name) for name in INDICATORS} == {
        name: entry["unit"] for name, entry in INDICATORS.items()
    }
