"""A presentation by keyboard alone, and a view in a frame on another page, in a real Chromium."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from s3dash import state, storyboard
from s3dash.frame.stage import PICTURES
from tests.browser.conftest import READY, Visit

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
HEAD = ".s3-stage-head h1"

LEGIBLE, FOOT = 28, 20
"""Least size of letters on 1920 x 1080, in pixels; the source in the foot may be smaller."""

LETTERS = """() => {
  const stage = document.querySelector(".st-key-stage");
  const zoom = stage.getBoundingClientRect().width / stage.offsetWidth;
  const found = [];
  const look = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      if (node.shadowRoot) look(node.shadowRoot);
      const parent = node.parentElement;
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      if (!parent || parent.closest("style, script, select, .unseen")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if (range.getBoundingClientRect().width < 2) continue;
      if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const drawn = parent.ownerSVGElement ? parent.getScreenCTM() : null;
      const scale = drawn ? Math.hypot(drawn.a, drawn.b) : zoom;
      const foot = parent.closest(".s3-stage-foot") !== null;
      found.push([node.data.trim(), parseFloat(getComputedStyle(parent).fontSize) * scale, foot]);
    }
  };
  look(stage);
  return found;
}"""

DRAWN = {
    state.START: ".s3-theme img",
    state.MAP: "path[data-ags]",
    state.PROFILE: ".polarlayer .points path",
    state.COMPARISON: ".polarlayer .points path",
    state.THEMES: "path[data-ags='05916'][aria-label*='1,90']",
    state.POTENTIALS: ".scatterlayer .points path",
    state.COOPERATION: ".textpoint",
    state.PRIORITIES: ".scatterlayer .points path",
    state.FLOWS: ".textpoint",
}
"""What tells that the picture of a page stands."""


def too_small(page: Page) -> list[object]:
    """Words on the stage that cannot be read from ten metres, with their size.

    Letters grow with the window: as a beamer of 4 to 3 is narrower, what counts is its width.
    """
    size = page.viewport_size or {}
    share = min(size["width"] / 1920, size["height"] / 1080) - 1e-3
    letters = page.evaluate(LETTERS)
    assert len(letters) > 10
    return [one for one in letters if one[1] < (FOOT if one[2] else LEGIBLE) * share]


OVER_THE_FOOT = """() => {
  const foot = document.querySelector(".s3-stage-foot").getBoundingClientRect();
  const over = (node) => [...node.querySelectorAll("svg, img, li, p, text")].filter(
    (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && one.getBoundingClientRect().bottom > foot.top + 1);
  const picture = document.querySelector(".st-key-picture");
  const roots = [picture, ...[...picture.querySelectorAll("*")].map((one) => one.shadowRoot)];
  return roots.filter(Boolean).flatMap(over).map((one) => one.outerHTML.slice(0, 120));
}"""
"""Parts of a picture that reach into the words below it."""


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_every_kind_of_view_is_legible_and_says_what_is_pointed_at(
    visit: New, width: int, height: int
) -> None:
    links = {name: f"/{name}?regions=05913,05113" for name in PICTURES}
    links[state.THEMES] = f"/{state.THEMES}?focus=health"
    story = storyboard.pack(tuple(map(storyboard.Slide, links.values())))
    page = visit(width, height).open(f"/praesentation?story={story}&present=1&lang=de")
    for number, name in enumerate(links, 1):
        expect(page.locator(".keys [role=status]")).to_have_text(f"{number} von {len(links)}")
        page.wait_for_selector(READY)
        expect(page.locator(DRAWN[name]).first).to_be_visible()
        assert too_small(page) == [], name
        assert page.evaluate(OVER_THE_FOOT) == [], name
        assert page.locator("[data-testid=stMain]").evaluate(
            "main => main.scrollHeight <= main.clientHeight"
        ), name
        if name == state.MAP:
            shape = page.locator("path[data-ags='05913']").bounding_box()
            check_box(page, shape, page.locator(".tooltip"), "Dortmund")
        if name == state.PRIORITIES:
            dot = page.locator(DRAWN[name]).first.bounding_box()
            check_box(page, dot, page.locator(".hoverlayer .hovertext"), "Rang 1 von 6")
        if name == state.COOPERATION:
            expect(page.locator(".s3-stage-head p")).to_contain_text("Linien: Ergänzung")
        page.keyboard.press("PageDown")


def check_box(page: Page, target: object, box: object, words: str) -> None:
    """Point at the middle of something drawn: its box says the words, beside the pointer."""
    x = target["x"] + target["width"] / 2  # type: ignore[index]
    y = target["y"] + target["height"] / 2  # type: ignore[index]
    page.mouse.move(x - 1, y - 1)
    page.mouse.move(x, y)
    expect(box).to_contain_text(words)  # type: ignore[call-overload]
    frame = box.bounding_box()  # type: ignore[attr-defined]
    aside = max(frame["x"] - x, x - frame["x"] - frame["width"], 0)
    above = max(frame["y"] - y, y - frame["y"] - frame["height"], 0)
    assert max(aside, above) < 60


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
    assert too_small(page) == []
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

    def allow(route: Route) -> None:
        """Answer as the server of an operator does who lets this site show views."""
        answer = route.fetch()
        name = "content-security-policy"
        policy = answer.headers[name].replace("frame-ancestors", f"frame-ancestors {other_site}")
        route.fulfill(response=answer, headers=answer.headers | {name: policy})

    page.route("**/karte?embed=true*", allow)
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
