"""Links with code in each parameter: the page answers in words, and nothing of it runs."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from s3dash import state, storyboard
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
ELSEWHERE = "https://elsewhere.invalid"
CODE = (
    f'"><img src={ELSEWHERE}/a.png onerror=window.ran=1>'
    f"<script src={ELSEWHERE}/b.js></script><script>window.ran=1</script>"
    f"<svg onload=window.ran=1><iframe src={ELSEWHERE}></iframe>"
    f"<style>@import '{ELSEWHERE}/c.css'</style>"
    f"[x](javascript:window.ran=1) ![y]({ELSEWHERE}/d.png) $\\href{{javascript:window.ran=1}}{{z}}$"
)
"""HTML, Markdown and formulas that would run code or ask another host, where they were taken so."""

IN_USE = {"lang", "present", "story", "slide", "s"}
"""Keys that decide what kind of page is shown; each has a link of its own below."""

PLANTED = """(elsewhere) => {
  const roots = [document];
  for (const root of roots) {
    for (const one of root.querySelectorAll("*")) if (one.shadowRoot) roots.push(one.shadowRoot);
  }
  const all = roots.flatMap((root) => [...root.querySelectorAll("*")]);
  return all.filter((one) => ["src", "href", "action", "data"].some((name) => {
    const value = (one.getAttribute(name) ?? "").trim().toLowerCase();
    return value.startsWith("javascript:") || value.startsWith(elsewhere);
  }) || [...one.attributes].some(({ name }) => name.startsWith("on")))
    .map((one) => one.outerHTML.slice(0, 200));
}"""


def hostile(page: str) -> str:
    """Address of a page with code in every parameter, and in the name of a group of its own."""
    query = {key: CODE for key in state.KEYS if key not in IN_USE}
    query["regions"] = f"{CODE.replace(',', '').replace('~', '')}~05112~05170"
    return f"/{page}?{urlencode(query)}"


def assert_nothing_ran(one: Visit) -> None:
    """No code ran and none was planted; `visit` looks at errors and foreign requests at its end."""
    assert one.page.evaluate("() => window.ran") is None
    assert one.page.evaluate(PLANTED, ELSEWHERE) == []
    expect(one.page.locator("[data-testid=stException]")).to_have_count(0)


@pytest.mark.parametrize("name", state.PAGES)
def test_code_in_every_parameter_is_words_and_nothing_else(visit: New, name: str) -> None:
    one = visit()
    one.open(hostile(name))
    one.text()
    assert_nothing_ran(one)
    assert one.query().get("lang") in ("de", "en")


@pytest.mark.parametrize("key", sorted(IN_USE))
def test_code_in_a_key_that_decides_the_page_is_no_page(visit: New, key: str) -> None:
    one = visit()
    one.open(f"/karte?{urlencode({key: CODE})}")
    one.text()
    assert_nothing_ran(one)


def test_code_in_titles_and_notes_of_a_presentation_is_words(visit: New) -> None:
    slide = storyboard.Slide(link="/karte?sector=K", title=CODE, note=CODE)
    story = storyboard.pack((slide, slide))
    one = visit()
    page = one.open(f"/praesentation?{urlencode({'story': story, 'lang': 'en'})}")
    one.text()
    assert_nothing_ran(one)
    query = {"story": story, "present": state.PRESENTED, "slide": "2", "lang": "en"}
    one.open(f"/praesentation?{urlencode(query)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>window.ran=1</script>")
    assert_nothing_ran(one)


def test_planted_code_would_be_found(visit: New) -> None:
    one = visit()
    page = one.open("/impressum?lang=de")
    page.evaluate(
        "() => { document.body.insertAdjacentHTML('beforeend', '<a href=\"javascript:0\">x</a>') }"
    )
    found = page.evaluate(PLANTED, ELSEWHERE)
    assert len(found) == 1
