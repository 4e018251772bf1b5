"""The short form of a link: gives back what was put in, keeps its meaning, refuses the rest."""

from __future__ import annotations

import base64
import hashlib
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from s3dash import session, short_link, state
from s3dash.short_link import lengthen, shorten

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(st.dictionaries(TEXTS, TEXTS, max_size=8))
@example({"sector": "B+D+E", "regions": "Nord Süd~05112~05170,,05562"})
@example({})
def test_a_query_comes_back_as_it_was(query: dict[str, str]) -> None:
    assert lengthen(shorten(query)) == query


@given(st.text(max_size=60))
@example("1")
@example("2o7ZT8IUtAA")
@example("1o7ZT8IUtAA====")
@example("1ä")
def test_other_text_is_refused_and_never_breaks(text: str) -> None:
    found = lengthen(text)
    assert found is None or isinstance(found, dict)


@pytest.mark.parametrize("text", ["", "1broken", "9o7ZT8IUtAA", "1o7ZT8IUtA", "o7ZT8IUtAA"])
def test_what_is_no_short_link_says_nothing(text: str) -> None:
    assert lengthen(text) is None


def test_a_small_text_does_not_grow_without_end() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"a=" + b"x" * 1_000_000) + packer.flush()
    bomb = "1" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    assert len(bomb) < 2_000
    assert lengthen(bomb) is None


def test_the_words_are_never_changed() -> None:
    """A changed dictionary would give old links another meaning: add a new one instead."""
    words = Path(short_link.__file__).with_name("words-1.txt").read_bytes()
    assert (
        hashlib.sha256(words).hexdigest()
        == "d2868a225646f05a74867d23fd3c4718c33d731462793d91d0e21dc4a7058566"
    )


GIVEN_AWAY = {
    "/karte?s=1o7ZT8IUtAA": {},
    "/karte?s=1I8IpiLSF3UmGFoRCXAdSBOENeAA": {
        "indicator": "location_quotient",
        "sector": "B+D+E",
        "regions": "05913,,05562",
        "year": "2018",
    },
    "/profil?s=1o51TgCUM3vgGAA": {"regions": "05914", "lang": "en"},
    "/vergleich?s=1o5VT_PKLUlSNDIJVnY1VnZxT6sBOq4OUTaBSDG8kAAA": {
        "regions": "Nord Süd~05112~05170,RUHR"
    },
}


@pytest.mark.parametrize("link", GIVEN_AWAY)
def test_links_that_were_given_away_keep_their_meaning(link: str) -> None:
    found = state.split_link(link)
    assert found is not None
    for key, value in GIVEN_AWAY[link].items():
        assert found[1][key] == value


def test_the_short_link_shows_the_same_view() -> None:
    options = session.options()
    query = {"indicator": "location_quotient", "sector": "B+D+E", "regions": "05913,,05562"}
    view, _ = state.read_view(query, options, page=state.MAP)
    short = view.to_short_link("https://s3.example.org")
    assert len(short) < len(view.to_link("https://s3.example.org")) / 2
    found = state.split_link(short)
    assert found is not None
    assert state.read_view(found[1], options, page=found[0]) == (view, ())


def test_what_stands_beside_the_short_form_wins() -> None:
    view = state.default_view(session.options())
    query = {"s": shorten(view.to_query()), "lang": "en"}
    assert state.long_query(query) == {**view.to_query(), "lang": "en"}


def test_a_broken_short_form_is_told() -> None:
    query = state.long_query({"s": "1broken"})
    _, notes = state.read_view(query, session.options(), page=state.MAP)
    assert [note.key for note in notes] == ["s"]
