"""Words about a number of things have the plural forms of their language (CLDR)."""

from __future__ import annotations

import re
from string import Formatter

import numpy as np
import pytest
from babel import Locale

from s3dash import text as words
from s3dash.languages import LANGUAGES

COUNTED = sorted({key[:-6] for key in words.all_texts("de") if key.endswith(".other")})
NOUN = re.compile(r"\{(\w+)\}\**( [a-zäöüß]+)? [A-ZÄÖÜ]\w+")
"""A placeholder and the noun that it stands before, as German writes nouns."""

NEVER_ONE = {
    "employees": "official tables suppress figures of one and two persons",
    "nation": "employees of Germany",
    "total": "commuters, of whom no flow under ten is published",
    "listed": "commuters, of whom no flow under ten is published",
    "there": "commuters, of whom no flow under ten is published",
    "number": "inhabitants of a place",
    "all": "how many there are of which some are counted",
    "among": "places of a level",
    "municipalities": "places of the region",
    "districts": "places of the region",
    "indicators": "entries of the catalogue",
    "sources": "entries of the catalogue",
    "settings": "settings that are tried",
    "most": "a limit",
    "least": "a limit",
    "size": "a limit",
    "few": "a limit",
    "lead": "a limit, or with its unit",
    "tolerance": "comes with its unit",
    "km": "comes with its unit",
}
"""Placeholders before a noun that needs no form for one, and why."""

WHOLE = {
    "cooperation.about",
    "evidence.best",
    "evidence.note_standings",
    "evidence.summary_place",
    "evidence.summary_unknown",
    "flows.sentence_all",
    "potentials.title",
    "priorities.all_fields",
    "settings.growth_by",
    "themes.best",
    "themes.best_here",
    "themes.rank",
}
"""Texts whose `n` is all there are, a limit, or more than the names that are listed."""

NO_NUMBERS = {
    "growth", "measure", "name", "new", "none", "places", "reason", "share", "start", "value",
}  # fmt: skip
"""Placeholders that names, years and figures with their unit are put into."""


def filled(key: str, lang: str, count: int) -> str:
    forms = words.plural_forms(key, lang).values()
    names = {name for said in forms for _, name, _, _ in Formatter().parse(said) if name}
    return words.text(key, lang, **dict.fromkeys(names - {"count"}, "…"), count=count)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", COUNTED)
def test_one_thing_is_said_otherwise_than_two(key: str, lang: str) -> None:
    one, two = filled(key, lang, 1), filled(key, lang, 2)
    assert one.replace("1", "2") != two
    assert "{" not in one + two
    assert filled(key, lang, 0).replace("0", "2") == two


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", COUNTED)
def test_every_form_of_the_language_is_there(key: str, lang: str) -> None:
    rule = Locale.parse(words.locale_tag(lang), sep="-").plural_form
    wanted = {rule(count) for count in range(201)} | {"other"}
    assert set(words.plural_forms(key, lang)) == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_counted_has_forms(lang: str) -> None:
    single = {
        key: said
        for key, said in words.all_texts(lang).items()
        if key.rpartition(".")[0] not in COUNTED
    }
    assert not [key for key, said in single.items() if "{count}" in said]
    if lang == "de":
        bare = [
            (key, name)
            for key, said in single.items()
            for name in (match[1] for match in NOUN.finditer(said))
            if name not in NEVER_ONE and name not in NO_NUMBERS
            if not (name == "n" and key in WHOLE)
        ]
        assert not bare, f"give these a form for one: {bare}"


def test_what_needs_no_forms_is_still_said() -> None:
    german = words.all_texts("de")
    assert all("{n}" in german[key] for key in WHOLE)
    assert all(any(f"{{{name}}}" in said for said in german.values()) for name in NEVER_ONE)


def test_the_number_picks_the_form_and_is_written_as_the_language_does() -> None:
    assert words.text("map.regions", "de", count=1) == "1 Gebiet"
    assert words.text("map.regions", "de", count=np.int64(12_000)) == "12.000 Gebiete"
    assert words.text("map.regions", "en", count=0) == "0 regions"


def test_a_count_that_is_missing_or_no_number_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"'map\.regions': the placeholder 'count' got no value"):
        words.text("map.regions", "de")
    with pytest.raises(TypeError, match="count is '1'; expected a whole number"):
        words.text("map.regions", "de", count="1")
    with pytest.raises(TypeError, match=r"count is 1\.5"):
        words.text("map.regions", "de", count=1.5)


def test_a_language_with_other_plurals_needs_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    polish = {
        "language.locale": "pl_PL",
        "map.regions.one": "{count} region",
        "map.regions.few": "{count} regiony",
        "map.regions.many": "{count} regionów",
        "map.regions.other": "{count} regionu",
    }
    monkeypatch.setattr(words, "all_texts", lambda lang: polish)
    said = [words.text("map.regions", "pl", count=count) for count in (1, 3, 5, 22)]
    assert said == ["1 region", "3 regiony", "5 regionów", "22 regiony"]
    del polish["map.regions.few"]
    assert words.text("map.regions", "pl", count=3) == "3 regionu"
