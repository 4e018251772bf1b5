"""A storyboard: views in an order, each with a title and a note for the speaker.

A storyboard travels as text in the address (`pack`), so that nothing is kept on the server, or as
a small JSON file (`to_file`). The ready ones, in `config/storyboards/`, travel by their name.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from s3dash import config, short_link, state
from s3dash.languages import in_data

MOST_SLIDES: Final = 30
LONGEST_TITLE: Final = 160
LONGEST_NOTE: Final = 800
LARGEST_FILE: Final = 100_000
"""Bytes that a file may have."""

LONGEST_STORY: Final = 6000
"""Letters that a storyboard may take in the address, which servers cut at about 8,000."""

STAGES: Final = frozenset(
    {
        state.START,
        state.MAP,
        state.PROFILE,
        state.COMPARISON,
        state.THEMES,
        state.POTENTIALS,
        state.COOPERATION,
        state.PRIORITIES,
        state.FLOWS,
    }
)
"""Pages whose views can be presented; the stage and a slide have a picture for each."""

REASONS: Final = ("too_long", "too_many", "too_large", "no_story", "no_view")
"""Why a storyboard cannot be read or kept."""

_LONGEST_TEXT: Final = 60_000
_FORMAT: Final = "s3-storyboard-1"
_FOLDER: Final = config.FOLDER / "storyboards"


@dataclass(frozen=True)
class Slide:
    """A view by its address below the dashboard's, such as `/karte?lang=de`, with its words.

    An empty title is that of the view itself, in the language in which it is shown.
    """

    link: str
    title: str = ""
    note: str = ""


Story = tuple[Slide, ...]


class StoryError(ValueError):
    """A storyboard that cannot be read or kept.

    Parameters
    ----------
    reason : of `REASONS`: `too_long` (for an address), `too_many` (slides), `too_large` (a file),
        `no_story` (not written by `to_file`), `no_view` (a link that names no page)
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pack(story: Story) -> str:
    """Storyboard as letters for the address; the same storyboard always gives the same text.

    Raises
    ------
    StoryError
        If it has too many slides, or is too long for an address.

    Examples
    --------
    >>> unpack(pack((Slide("/karte?lang=de", "Karte"),)))
    (Slide(link='/karte?lang=de', title='Karte', note=''),)
    >>> pack(())
    ''
    """
    if not story:
        return ""
    if len(story) > MOST_SLIDES:
        raise StoryError("too_many")
    rows = [[slide.link, slide.title, slide.note] for slide in story]
    packed = short_link.pack(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
    if len(packed) > LONGEST_STORY:
        raise StoryError("too_long")
    return packed


def unpack(packed: str, lang: str = "de") -> Story:
    """Storyboard of an address: a ready one by its name, any other from its letters.

    Parameters
    ----------
    lang : language of a ready storyboard

    Raises
    ------
    StoryError
        If the text is none, or a link in it names no page.
    """
    if not packed:
        return ()
    if packed in ready_names():
        return ready(packed, lang)
    text = short_link.unpack(packed, _LONGEST_TEXT)
    if text is None:
        raise StoryError("no_story")
    return _slides(_parsed(text))


def to_file(story: Story) -> bytes:
    """Storyboard as a small file that people can read."""
    slides = [{"link": one.link, "title": one.title, "note": one.note} for one in story]
    content = {"format": _FORMAT, "slides": slides}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def from_file(content: bytes) -> Story:
    """Storyboard of a file.

    Raises
    ------
    StoryError
        If the file is too large, none of ours, or a link in it names no page.
    """
    if len(content) > LARGEST_FILE:
        raise StoryError("too_large")
    try:
        found = _parsed(content.decode())
    except UnicodeDecodeError:
        raise StoryError("no_story") from None
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise StoryError("no_story")
    rows = found.get("slides")
    keys = ("link", "title", "note")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StoryError("no_story")
    return _slides([[row.get(key, "") for key in keys] for row in rows])


@cache
def ready_names() -> tuple[str, ...]:
    """Names of the storyboards that come with the dashboard."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def ready(name: str, lang: str) -> Story:
    """A storyboard that comes with the dashboard, in a language.

    Raises
    ------
    ConfigError
        If a slide lacks its link or note, or has a title in the other language only.
    """
    return read_ready(_FOLDER / f"{name}.toml", lang)


def read_ready(path: Path, lang: str) -> Story:
    """Storyboard of a file that comes with the dashboard; see `ready`."""
    with config.in_words(path):
        slides = enumerate(_toml(path)["slide"], 1)
        return tuple(_ready_slide(path, *item, lang) for item in slides)


def ready_title(name: str, lang: str) -> str:
    """Title of a storyboard that comes with the dashboard."""
    path = _FOLDER / f"{name}.toml"
    with config.in_words(path):
        return str(_toml(path)[f"title_{in_data(lang)}"])


@cache
def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise config.ConfigError(f"{path.name} cannot be read: {error}") from error


def _ready_slide(path: Path, number: int, entry: Mapping[str, str], lang: str) -> Slide:
    lang = in_data(lang)
    needed = ["link", f"note_{lang}"]
    if any(key.startswith("title_") for key in entry):
        needed.append(f"title_{lang}")
    if missing := [key for key in needed if not entry.get(key)]:
        raise config.ConfigError(f"{path.name}, slide {number}: {', '.join(missing)} is missing")
    return Slide(entry["link"], entry.get(f"title_{lang}", ""), entry[f"note_{lang}"])


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise StoryError("no_story") from None


def _slides(rows: object) -> Story:
    """Slides of rows that anybody may have written."""
    if not isinstance(rows, list):
        raise StoryError("no_story")
    if len(rows) > MOST_SLIDES:
        raise StoryError("too_many")
    return tuple(map(_slide, rows))


def _slide(row: object) -> Slide:
    if not isinstance(row, list) or len(row) != 3 or not all(isinstance(cell, str) for cell in row):
        raise StoryError("no_story")
    link, title, note = row
    if not link.startswith("/") or link.startswith("//") or state.split_link(link) is None:
        raise StoryError("no_view")
    return Slide(link, title[:LONGEST_TITLE], note[:LONGEST_NOTE])


def moved(story: Story, place: int, step: int) -> Story:
    """Storyboard with a slide moved up (-1) or down (1); the same where it would leave the end."""
    target = place + step
    if not 0 <= target < len(story):
        return story
    slides = list(story)
    slides[place], slides[target] = slides[target], slides[place]
    return tuple(slides)


def without(story: Iterable[Slide], place: int) -> Story:
    """Storyboard without one slide."""
    return tuple(slide for i, slide in enumerate(story) if i != place)


def replaced(story: Iterable[Slide], place: int, slide: Slide) -> Story:
    """Storyboard with another slide at a place."""
    return tuple(slide if i == place else old for i, old in enumerate(story))
