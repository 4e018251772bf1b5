"""Nothing that comes with a link, a name or a file runs on the page or reaches the file system."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from s3dash import ROOT, storyboard
from s3dash.frame.parts import PAGE_FILES
from s3dash.state import KEYS
from tests.pages.opening import html_of

MARKUP = "\"><img src=x onerror=alert(1)><script>alert(1)</script>['](javascript:alert(1))"
OUTSIDE = "../../../../etc/s3dash-outside"
opened: list[str] = []
watching = False


def _note_opened(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event in {"open", "os.listdir", "os.scandir"}:
        opened.append(str(arguments[0]))


sys.addaudithook(_note_opened)


@pytest.fixture
def files_opened() -> Iterator[list[str]]:
    """Names of the files and folders that the test opens."""
    global watching
    opened.clear()
    watching = True
    yield opened
    watching = False


@pytest.mark.parametrize("page", PAGE_FILES, ids=lambda page: page or "start")
def test_no_value_of_a_link_becomes_markup_or_a_path(page: str, files_opened: list[str]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(PAGE_FILES[page])
    for value in (MARKUP, OUTSIDE):
        for key in KEYS:
            app.query_params[key] = value
        app.run()
        assert not app.exception
        assert "<img src=x" not in html_of(app)
        assert "<script" not in html_of(app)
    assert files_opened, "the test sees what is opened"
    assert [name for name in files_opened if "s3dash-outside" in name] == []


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "//evil.example/karte",
        "https://evil.example/karte",
        "/../../etc/passwd",
        "/karte/../../serve.py",
        "data:text/html,x",
    ],
)
def test_a_storyboard_leads_to_pages_of_the_dashboard_only(link: str) -> None:
    content = {"format": "s3-storyboard-1", "slides": [{"link": link, "title": "", "note": ""}]}
    with pytest.raises(storyboard.StoryError, match="no_view"):
        storyboard.from_file(json.dumps(content).encode())


def test_a_storyboard_is_read_from_no_path() -> None:
    for name in (OUTSIDE, "../storyboards/ten_pictures", "ten_pictures.toml"):
        with pytest.raises(storyboard.StoryError):
            storyboard.unpack(name)
