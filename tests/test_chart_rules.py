"""Rules of `docs/charts.md` that hold for every indicator, level and text, checked over all."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from s3dash import ROOT, languages, map_data, session, state
from s3dash.state import View, read_view
from s3dash.text import all_texts, text
from s3dash.views import map_figures

OPTIONS = session.options()
INDICATORS = [OPTIONS.indicators[name] for name in OPTIONS.names(state.MAP)]
SIZES = [item.id for item in INDICATORS if item.is_size]
QUOTIENTS = [item.id for item in INDICATORS if item.measure == "location_quotient"]
AMONG = ("{n}", "{among}", "{all}")
"""Placeholders for the number of places that a rank is taken among."""

EDGE = 1e-5
"""Share by which six digits of an edge may miss a figure."""

RULES = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")


def view_of(**query: str) -> View:
    return read_view(query, OPTIONS, page=state.MAP)[0]


@pytest.mark.parametrize("name", SIZES)
def test_what_is_drawn_as_a_circle_is_never_below_zero(name: str) -> None:
    view = view_of(indicator=name)
    values = map_figures(OPTIONS, view).areas.found.at([view.year]).value
    assert np.nanmin(values, initial=0.0) == 0
    assert map_data.map_data(OPTIONS, view, shapes="", mode="light")["mark"] == "circle"


def test_no_count_of_things_is_a_filled_area() -> None:
    filled = {item.id for item in INDICATORS if item.kind == "count" and not item.is_size}
    assert {OPTIONS.indicators[name].centre for name in filled} <= {0.0}


def test_quotients_diverge_around_1_by_factors() -> None:
    assert QUOTIENTS
    for name in QUOTIENTS:
        item = OPTIONS.indicators[name]
        assert (item.scheme, item.centre, item.scale) == ("diverging", 1.0, "log"), name


def test_classes_stay_while_the_years_play() -> None:
    first, last = (
        map_data.map_data(OPTIONS, view_of(sector="K", year=year), shapes="", mode="light")
        for year in ("2015", "2020")
    )
    assert first["classes"] == last["classes"]
    values = map_figures(OPTIONS, view_of(sector="K")).areas.found.value
    for entry in first["classes"].values():
        ends = entry["breaks"][0], entry["breaks"][-1]
        assert ends[0] * (1 - EDGE) <= values.min()
        assert values.max() <= ends[1] * (1 + EDGE)


@pytest.mark.parametrize("lang", languages.LANGUAGES)
@pytest.mark.parametrize("level", state.LEVELS)
def test_the_level_of_the_data_is_named_with_its_number(level: str, lang: str) -> None:
    view = view_of(indicator="population", level=level, lang=lang)
    number = len(map_figures(OPTIONS, view).areas.places)
    named = text(f"map.count_{level}", lang, count=number)
    assert str(number) in named
    assert named in map_data.headline_data(OPTIONS, view)["subtitle"]


@pytest.mark.parametrize("lang", languages.LANGUAGES)
def test_a_rank_says_among_how_many(lang: str) -> None:
    ranks = {key: words for key, words in all_texts(lang).items() if "{rank}" in words}
    assert ranks
    assert [key for key, words in ranks.items() if not any(one in words for one in AMONG)] == []


@pytest.mark.parametrize("lang", languages.LANGUAGES)
def test_what_is_unknown_is_said_in_words_of_its_own(lang: str) -> None:
    view = view_of(lang=lang)
    said = map_data.map_data(OPTIONS, view, shapes="", mode="light")["words"]["status"]
    assert len(set(said.values())) == len(said)


def test_the_rules_name_tests_that_there_are() -> None:
    named = set(re.findall(r"`(test_\w+)`", RULES))
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(ROOT / "tests").rglob("test_*.py")
    )
    assert named
    assert {name for name in named if f"def {name}(" not in written} == set()
