"""A real Chromium as the stopwatch: first picture, choices, and bytes on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench.servers import APPS, Server
from tests.browser.chromium import ARGUMENTS, HELP, find

WINDOW: Final = {"width": 1440, "height": 900}
PATIENCE_MS: Final = 90_000
QUIET_MS: Final = 1_200
"""Charts count as drawn when nothing in them changed for so long."""

Step = Callable[[Page, int], None]
"""Makes a choice; the number says how often it was made before."""


@dataclass(frozen=True)
class Choice:
    """One kind of choice on a page.

    Parameters
    ----------
    event : what the browser notices when the reader chooses
    prepare : what comes before and does not count, e.g. opening a list; may be None
    make : what makes the event
    signature : what changes; the page's own picture if not given
    charts : whether all charts are waited for
    """

    event: str
    make: Step
    prepare: Step | None = None
    signature: str | None = None
    charts: bool = False


@dataclass(frozen=True)
class Contender:
    """A page that is measured: its address below the server, its picture, its choices."""

    link: str
    signature: str
    choices: dict[str, Choice]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the tests use, too."""
    path = find()
    if path is None:
        raise RuntimeError(HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, address: str, contender: Contender) -> Iterator[Page]:
    """Open a page in a browser without any cache, and wait until its picture stands."""
    context = browser.new_context(viewport=WINDOW, locale="de-DE")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(f"window.benchSignature = '{contender.signature}'")
    page.add_init_script(path=APPS / "probe.js")
    try:
        page.goto(address + contender.link, wait_until="commit")
        page.wait_for_function("() => window.bench?.first")
        yield page
    finally:
        context.close()


def first_ms(page: Page) -> float:
    """Milliseconds from the start of the navigation until the picture stood."""
    return float(page.evaluate("window.bench.first"))


def choose_ms(page: Page, choice: Choice, turn: int) -> float:
    """Milliseconds from a choice until the new picture was painted."""
    if choice.prepare:
        choice.prepare(page, turn)
    if choice.charts:
        return _charts_ms(page, choice, turn)
    page.evaluate("([type, name]) => bench.arm(type, name)", [choice.event, choice.signature])
    choice.make(page, turn)
    page.wait_for_function("() => window.bench.took !== null")
    return float(page.evaluate("window.bench.took"))


def _charts_ms(page: Page, choice: Choice, turn: int) -> float:
    page.evaluate("type => bench.armCharts(type)", choice.event)
    choice.make(page, turn)
    page.wait_for_function("() => window.bench.settled !== null")
    last = -1.0
    while (now := float(page.evaluate("window.bench.settled"))) != last:
        last = now
        page.wait_for_timeout(QUIET_MS)
    return last


def settle(page: Page) -> None:
    """Wait until a Streamlit page has run to its end; at once on other pages."""
    page.wait_for_function(
        "() => { const app = document.querySelector('[data-testid=stApp]');"
        " return !app || app.dataset.testScriptState === 'notRunning'; }"
    )
    page.wait_for_timeout(150)


# --- choices ---------------------------------------------------------------------------------


def from_list(box: str, options: tuple[str, ...], *, typed: bool = False) -> Choice:
    """Choose the next of some options in a list, which is opened beforehand.

    Parameters
    ----------
    box : CSS of what opens the list
    options : words of the options; the page begins with the first
    typed : whether the list is so long that its option has to be typed to be there
    """

    def name(turn: int) -> str:
        return options[(turn + 1) % len(options)]

    def prepare(page: Page, turn: int) -> None:
        settle(page)
        page.locator(box).first.click()
        if typed:
            page.keyboard.type(name(turn))
        _option(page, name(turn)).wait_for()

    def make(page: Page, turn: int) -> None:
        _option(page, name(turn)).click()

    return Choice("click", make, prepare)


def _option(page: Page, name: str) -> Locator:
    return page.locator("[role=option], .dash-options-list-option").filter(has_text=name).first


def with_keys(box: str, keys: tuple[str, ...]) -> Choice:
    """Move a slider by keys, in turns."""

    def prepare(page: Page, turn: int) -> None:
        settle(page)
        page.locator(box).first.focus()

    def make(page: Page, turn: int) -> None:
        page.keyboard.press(keys[turn % len(keys)])

    return Choice("keydown", make, prepare)


def from_native_list(box: str, values: tuple[str, ...]) -> Choice:
    """Choose the next value of a `<select>`."""

    def make(page: Page, turn: int) -> None:
        page.locator(box).first.select_option(values[(turn + 1) % len(values)])

    return Choice("input", make, lambda page, turn: settle(page))


def over_areas(area: str) -> Choice:
    """Move the pointer over the next area."""

    def prepare(page: Page, turn: int) -> None:
        settle(page)
        page.mouse.move(1, 1)
        page.wait_for_timeout(100)

    def make(page: Page, turn: int) -> None:
        box = page.locator(area).nth(4 + turn % 5).bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    return Choice("pointermove", make, prepare, signature="tooltip")


def run(
    server: Server, browser: Browser, contender: Contender, turns: int
) -> dict[str, list[float]]:
    """One cold visit with every choice made `turns` times, the first of each as a warm-up.

    Returns
    -------
    dict of `first` and the names of the choices -> milliseconds
    """
    found: dict[str, list[float]] = {}
    with visit(browser, server.address, contender) as page:
        found["first"] = [first_ms(page)]
        for name, choice in contender.choices.items():
            took = [choose_ms(page, choice, turn) for turn in range(turns + 1)]
            found[name] = took[1:]
    return found
