"""Storyboards come back as they were, and what anybody may have written is refused in words."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from s3dash import exhibits, session, short_link, state, storyboard, views
from s3dash.storyboard import Slide, Story, StoryError

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
PAGES = st.sampled_from(["", "karte", "profil", "kooperation"])
SLIDES = st.builds(Slide, PAGES.map(lambda page: f"/{page}?lang=de&k=5"), WORDS, WORDS)
STORIES = st.lists(SLIDES, max_size=8).map(tuple)
TEN = "ten_pictures"


@given(STORIES)
def test_a_storyboard_comes_back_from_address_and_file(story: Story) -> None:
    packed = storyboard.pack(story)
    assert storyboard.unpack(packed) == story
    assert storyboard.from_file(storyboard.to_file(story)) == story
    view, notes = state.read_view({"story": packed}, session.options(), page=state.STORY)
    assert (view.story, notes) == (packed, ())


@given(st.text(max_size=60))
@example("1broken")
def test_other_letters_are_refused(text: str) -> None:
    with suppress(StoryError):
        assert isinstance(storyboard.unpack(text), tuple)


def test_too_long_a_storyboard_is_not_put_into_an_address() -> None:
    digests = [hashlib.sha256(bytes([i])).hexdigest() for i in range(200)]
    long = tuple(Slide("/karte", "", "".join(digests[7 * i : 7 * i + 7])) for i in range(28))
    with pytest.raises(StoryError, match="too_many"):
        storyboard.pack((Slide("/karte"),) * 31)
    with pytest.raises(StoryError, match="too_long"):
        storyboard.pack(long)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_story"),
        (b"\xff", "no_story"),
        (b"[" * 5000, "no_story"),
        (b'{"format": "s3-storyboard-1", "slides": [3]}', "no_story"),
        (b'{"format": "s3-storyboard-1", "slides": [{"link": 3}]}', "no_story"),
        (b'{"format": "s3-storyboard-1", "slides": [{"link": "/nowhere"}]}', "no_view"),
        (b'{"format": "s3-storyboard-1", "slides": [{"link": "//evil.example/karte"}]}', "no_view"),
        (b" " * (storyboard.LARGEST_FILE + 1), "too_large"),
    ],
)
def test_a_broken_file_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(StoryError, match=reason):
        storyboard.from_file(content)


def test_a_small_address_does_not_grow_without_end() -> None:
    bomb = short_link.pack(json.dumps([["/karte", "x" * 1_000_000, ""]]))
    assert len(bomb) < storyboard.LONGEST_STORY
    with pytest.raises(StoryError, match="no_story"):
        storyboard.unpack(bomb)


def test_slides_move_and_go() -> None:
    one, two, three = (Slide(f"/karte?k={k}") for k in (3, 4, 5))
    story = (one, two, three)
    assert storyboard.moved(story, 2, -1) == (one, three, two)
    assert storyboard.moved(story, 0, -1) == story
    assert storyboard.moved(story, 2, 1) == story
    assert storyboard.without(story, 1) == (one, three)
    assert storyboard.replaced(story, 1, one) == (one, one, three)


@pytest.mark.parametrize("lang", state.LANGUAGES)
def test_every_link_of_a_ready_storyboard_is_a_view_without_complaint(lang: str) -> None:
    story = storyboard.unpack(TEN, lang)
    assert len(story) == 10
    for slide in story:
        found = state.split_link(slide.link)
        assert found is not None
        view, notes = state.read_view(found[1], session.options(), page=found[0])
        assert notes == ()
        assert exhibits.has_charts(view.page)
        assert slide.note


def figures(number: int) -> dict[str, float]:
    """Figures of a slide by the name of the place, the highest first."""
    found = state.split_link(storyboard.ready(TEN, "de")[number - 1].link)
    assert found is not None
    options = session.options()
    view = state.read_view(found[1], options, page=found[0])[0]
    table = views.table(options, view)
    table = table[(table["level"] == "district") & (table["year"] == view.year)]
    table = table.sort_values("value", ascending=False)
    return dict(zip(table["name"], table["value"].round(2), strict=True))


def test_titles_and_notes_of_maps_say_what_the_figures_show() -> None:
    health, energy, logistics, green = map(figures, (2, 3, 5, 6))
    assert (sum(v > 1 for v in health.values()), len(health)) == (14, 15)
    assert list(health.items())[:2] == [("Herne", 1.90), ("Bottrop", 1.53)]
    assert health["Mülheim an der Ruhr"] == 0.99
    assert (sum(v > 1 for v in energy.values()), len(energy)) == (12, 15)
    assert energy["Mülheim an der Ruhr"] == 4.77
    assert list(logistics.items())[:3] == [("Kreis Unna", 1.61), ("Hamm", 1.46), ("Bottrop", 1.39)]
    assert list(green.items())[:3] == [
        ("Kreis Recklinghausen", 2.20),
        ("Gelsenkirchen", 1.98),
        ("Duisburg", 1.35),
    ]
