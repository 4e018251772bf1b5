"""What the door does otherwise than Streamlit: the theme said once is the theme said each time."""

from __future__ import annotations

import inspect

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

import serve
from s3dash import tuned

THEIRS = inspect.unwrap(app_session._populate_theme_msg)
"""As Streamlit has it; the door, which is imported here, has put ours in its place."""
SECTIONS = (
    "theme",
    "theme.light",
    "theme.dark",
    "theme.sidebar",
    "theme.light.sidebar",
    "theme.dark.sidebar",
)


def told(populate: tuned.Populate) -> CustomThemeConfig:
    """The theme as a run tells it: the sections in their places of one message."""
    theme = CustomThemeConfig()
    for section in SECTIONS:
        place = theme
        for part in section.split(".")[1:]:
            place = getattr(place, part)
        populate(place, section)
    return theme


def test_the_theme_is_told_as_streamlit_tells_it() -> None:
    config.get_config_options(force_reparse=True)
    each_time = tuned.kept(THEIRS)
    whole = told(THEIRS)
    assert whole.light.primary_color != whole.dark.primary_color
    assert not whole.HasField("sidebar")
    assert [told(each_time), told(each_time)] == [whole, whole]


def test_the_settings_are_read_once_for_all_runs() -> None:
    asked: list[str] = []

    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        msg.primary_color = section

    populated = tuned.kept(populate)
    for _ in range(3):
        told(populated)
    assert asked == list(SECTIONS)


def test_the_door_has_it_in_place() -> None:
    assert serve.app
    assert app_session._populate_theme_msg is not THEIRS
