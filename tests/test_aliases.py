"""Links with former names show what they showed."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from s3dash import aliases, session, short_link, state

FORMER = {
    "page": {"landkarte": "karte"},
    "key": {"branche": "sector"},
    "indicator": {"lq": "location_quotient"},
    "theme": {},
    "focus": {},
    "regions": {"ruhrgebiet": "RUHR"},
}
OLD = "https://s3.example.org/landkarte?indicator=lq&branche=K&regions=05913,ruhrgebiet"
NEW = "https://s3.example.org/karte?indicator=location_quotient&sector=K&regions=05913,RUHR"


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aliases, "FORMER", MappingProxyType(FORMER))


def view_of(link: str) -> tuple[state.View, tuple[state.Note, ...]]:
    found = state.split_link(link)
    assert found is not None
    return state.read_view(found[1], session.options(), page=found[0])


def test_a_link_with_former_names_shows_the_same_view(renamed: None) -> None:
    assert view_of(OLD) == view_of(NEW)
    assert view_of(OLD)[1] == ()


def test_a_short_link_with_former_names_too(renamed: None) -> None:
    query = {"indicator": "lq", "branche": "K"}
    link = f"/karte?{short_link.KEY}={short_link.shorten(query)}"
    assert view_of(link)[0].indicator == "location_quotient"
    assert view_of(link)[0].field == "K"


def test_the_key_of_today_wins(renamed: None) -> None:
    assert aliases.query_today({"sector": "C", "branche": "K"}) == {"sector": "C"}


def test_without_former_names_nothing_changes() -> None:
    query = {"indicator": "population", "regions": "05913,,05562", "colour": "red"}
    assert aliases.query_today(query) == query


@pytest.mark.parametrize("kind", [kind for kind in aliases.FORMER if kind != aliases.PAGE])
def test_every_kind_of_former_name_is_a_key_of_links(kind: str) -> None:
    assert kind == aliases.KEY or kind in state.KEYS


def test_former_names_lead_to_names_that_exist() -> None:
    options = session.options()
    assert set(aliases.FORMER[aliases.PAGE].values()) <= set(state.PAGES)
    assert set(aliases.FORMER[aliases.KEY].values()) <= set(state.KEYS)
    assert set(aliases.FORMER["indicator"].values()) <= set(options.indicators)
    assert not set(aliases.FORMER["indicator"]) & set(options.indicators)
