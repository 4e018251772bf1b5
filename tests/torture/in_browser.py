"""A few dozen links in a real browser: nothing breaks in it, and a broken link is answered."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from s3dash import session, state
from tests.browser.chromium import ARGUMENTS, HELP, find
from tests.browser.conftest import Visit, watch
from tests.torture.links import SEED, Query, _drawn, broken
from tests.torture.load import server
from tests.torture.outcome import Outcome

WITHOUT_NUL = str.maketrans("", "", "\0")


def links(count: int) -> list[tuple[str, Query]]:
    """Pages in turn with broken links, short enough for an address."""
    drawn = [query for query in _drawn(broken(), 3 * count, SEED) if len(urlencode(query)) < 6000]
    return [(state.PAGES[i % len(state.PAGES)], query) for i, query in enumerate(drawn[:count])]


def in_browser(log: Path, *, count: int = 30) -> Outcome:
    """Open broken links one after the other."""
    found = Outcome("links in a browser")
    path = find()
    if path is None:
        found.expect(False, HELP)
        return found
    with server(log) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for page, query in links(count):
            one = Visit(browser.new_page(viewport={"width": 1440, "height": 900}), address)
            one.page.set_default_timeout(60_000)
            watch(one)
            link = f"/{page}?{urlencode(query, doseq=True)}"
            wrong = _answered(one, page, query, link)
            found.expect(not wrong, f"{link[:300]}: {wrong}")
            one.page.close()
        browser.close()
    found.seen = "no error in the browser, no request to another host, notes in words"
    return found


def _answered(one: Visit, page: str, query: Query, link: str) -> list[str]:
    try:
        one.page.goto(one.address + link)
        one.settle()
        one.page.wait_for_selector("[data-testid=stMain] :is(h1, svg, .st-key-refused)")
        words = one.page.locator("[data-testid=stMain]").inner_text()
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:200]}"]
    wrong = [*one.complaints, *one.foreign]
    wrong += [
        mark for mark in ("Traceback", "Exception", "has encountered an error") if mark in words
    ]
    if one.page.locator("[data-testid=stException]").count():
        wrong.append("an exception is shown")
    last = {key: values[-1].translate(WITHOUT_NUL) for key, values in query.items()}
    long = {"lang": "de"} | state.long_query(last)
    view, notes = state.read_view(long, session.options_of(long), page=page)
    told = one.page.locator("[data-testid=stAlert]").count()
    if notes and not told and not view.present and "embed" not in query:
        wrong.append(f"{len(notes)} parts could not be used, and the page does not say so")
    return wrong
