"""A presentation by keyboard alone, and a view in a frame on another page, in a real Chromium."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from s3dash import storyboard
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
HEAD = ".s3-stage-head h1"


def test_ten_views_are_played_by_keyboard_alone(visit: New) -> None:
    page = visit(width=1920, height=1080).open("/praesentation?story=ten_pictures&present=1")
    place = page.locator(".keys [role=status]")
    expect(place).to_have_text("1 von 10")
    keys = ["ArrowRight", "PageDown", " ", "ArrowDown"]
    for number, slide in enumerate(storyboard.ready("ten_pictures", "de")[1:], 2):
        page.keyboard.press(keys[number % len(keys)])
        expect(place).to_have_text(f"{number} von 10")
        if slide.title:
            expect(page.locator(HEAD)).to_have_text(slide.title)
    page.keyboard.press("PageUp")
    expect(place).to_have_text("9 von 10")
    page.keyboard.press("Home")
    expect(place).to_have_text("1 von 10")
    page.keyboard.press("n")
    expect(page.locator(".keys .note")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Vorführen", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
def test_a_presented_view_fills_the_window_and_not_more(visit: New, size: tuple[int, int]) -> None:
    page = visit(*size).open("/karte?present=1&regions=05913")
    expect(page.locator("path[data-ags]")).to_have_count(15)
    box = page.locator(".st-key-stage").bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == size
    height = page.locator(HEAD).evaluate("h => h.getBoundingClientRect().height")
    assert height >= size[1] / 40
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-header")).to_be_visible()


@pytest.fixture
def other_site(tmp_path: Path, dashboard: str) -> Iterator[str]:
    """Address of a page that shows a view in a frame."""
    source = f"{dashboard}/karte?embed=true&indicator=location_quotient&lang=de"
    page = f'<!doctype html><title>Stadt</title><iframe src="{source}" width="900" height="700">'
    (tmp_path / "index.html").write_text(page + "</iframe>", encoding="utf-8")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_view_lives_in_a_frame_with_source_and_a_way_back(
    chromium: object, dashboard: str, other_site: str
) -> None:
    page = chromium.new_page()  # type: ignore[attr-defined]
    page.goto(other_site)
    frame = page.frame_locator("iframe")
    expect(frame.locator("path[data-ags]")).to_have_count(15)
    expect(frame.locator(".s3-stage-foot")).to_contain_text("Quelle:")
    link = frame.get_by_role("link", name="Im S3-Dashboard öffnen")
    expect(link).to_have_attribute("target", "_blank")
    address = link.get_attribute("href")
    assert address.startswith(f"{dashboard}/karte?")
    assert "embed" not in address
    expect(frame.locator(".st-key-header")).to_have_count(0)
    page.close()
