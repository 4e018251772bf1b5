"""A page's view: read from the address, changed by choices, written back to the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from s3dash import ROOT, codes, state
from s3dash.charts.theme import Mode
from s3dash.indicators import same_place
from s3dash.languages import wished
from s3dash.session import options, options_of, static_drawing
from s3dash.state import Note, Options, View
from s3dash.text import text

ENTERED: Final = "entered"
"""Mark of a session whose pages have the frame of `app.py` around them."""


class Audience(Protocol):
    """For whom words and figures are made: an opened page, or a reader whatever is chosen."""

    @property
    def options(self) -> Options:
        """What there is to choose from."""
        ...

    @property
    def lang(self) -> str:
        """Language, one of `languages.LANGUAGES`."""
        ...

    @property
    def mode(self) -> Mode:
        """Whether the theme is light or dark."""
        ...

    def words(self, key: str, **values: object) -> str:
        """Words of the language."""
        ...


@dataclass(frozen=True)
class Reader:
    """For whom something is drawn, whatever is chosen: data, language, theme, room for figures.

    What is drawn for one reader is the same for all who are alike, so it is kept by this.

    Parameters
    ----------
    height : height that figures shall have, in pixels; None where each has its own
    """

    options: Options
    lang: str
    mode: Mode
    height: int | None = None

    def words(self, key: str, **values: object) -> str:
        """Words of the reader's language."""
        return text(key, self.lang, **values)


@dataclass(frozen=True)
class Page:
    """An opened page: what there is to choose from, what is chosen, and what could not be used."""

    options: Options
    view: View
    notes: tuple[Note, ...]

    @property
    def lang(self) -> str:
        """Language of the page."""
        return self.view.lang

    @property
    def mode(self) -> Mode:
        """Whether the reader's theme is light or dark."""
        return "dark" if st.context.theme.type == "dark" else "light"

    @property
    def query(self) -> str:
        """The whole view, as it stands in an address behind the question mark."""
        return self.view.to_link().partition("?")[2]

    def words(self, key: str, **values: object) -> str:
        """Words of the page's language."""
        return text(key, self.lang, **values)

    def link(self, page: str | None = None, **chosen: str | None) -> str:
        """Relative address of the view after a choice, perhaps on another page."""
        target = self.view.page if page is None else page
        return _link(self.view, self.options, target, tuple(chosen.items()))

    def go(self, **chosen: str | None) -> None:
        """Make a choice: the address gets the new view, as one step of the history."""
        st.query_params.from_dict(state.choose(self.view, self.options, **chosen).to_query())

    def choose_regions(self, keys: Sequence[str]) -> None:
        """Select other regions."""
        self.go(regions=self.regions_text(keys))

    def regions_text(self, keys: Sequence[str]) -> str:
        """Text of the address for other selected regions; a city stays written as it was."""
        release = self.options.release
        written = {same_place(release, [key], codes.MUNICIPALITY): key for key in self.view.regions}
        kept = [written.get(same_place(release, [key], codes.MUNICIPALITY), key) for key in keys]
        return state.regions_text(self.view, kept)


@lru_cache(maxsize=16_384)
def _link(
    view: View, options: Options, page: str, chosen: tuple[tuple[str, str | None], ...]
) -> str:
    return state.choose(view, options, page=page, **dict(chosen)).to_link()


def read_page(page: str) -> Page:
    """Read the view of a page from the address."""
    _through_the_front_door()
    query = {"lang": wished(st.context.locale)} | state.long_query(st.query_params.to_dict())
    opened = options_of(query)
    try:
        view, notes = state.read_view(query, opened, page=page)
    except state.MissingEntryError as error:
        st.info(text("note.no_entry", error.lang, release=error.version))
        st.stop()
    return Page(opened, view, notes)


def front_door() -> None:
    """Note that `app.py` runs around the page of this session."""
    st.session_state[ENTERED] = True


def _through_the_front_door() -> None:
    """Run `app.py` first, also for those who come by a deep link right after a start.

    Because a folder `pages/` exists, Streamlit takes the app for one of its old kind, which has no
    front door, until `st.navigation` ran once in the process; a deep link would get the bare page.
    """
    if ENTERED not in st.session_state:
        PagesManager.uses_pages_directory = False
        st.rerun()


def show_choice(widget: str, chosen: object) -> None:
    """Let a widget show what the view has; one that shows it already is not sent again."""
    if st.session_state.get(widget) != chosen:
        st.session_state[widget] = chosen


def drawing() -> str:
    """Address of the outlines that the map in the browser draws: those of the release in use."""
    file = static_drawing(options().release).relative_to(ROOT)
    return served(f"app/{file.as_posix()}")


def served(path: str) -> str:
    """Address of a file that the server has, below its base path if it has one."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{'/' + base if base else ''}/{path}"


def event(key: str) -> Mapping[str, Any]:
    """What the reader did in an own component, in the callback that it caused."""
    return dict(st.session_state[key].chosen)
