"""Access for all: axe-core, narrow and enlarged windows, and the whole journey by keyboard.

`make test` opens each page in one of the four settings (language × theme) in turn; `make a11y`
(`ALL_SETTINGS=1`) opens each in all of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browser.axe import Exemption, Finding, findings, forbidden, read_exemptions, unused
from tests.browser.conftest import SETTLED, Visit

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
Setting = tuple[str, str]

LINKS = (
    "/",
    "/karte",
    "/karte?indicator=needy_persons_per_1000&level=municipality",
    "/profil?regions=05914",
    "/profil?regions=05562020",
    "/vergleich?regions=05913,05113,05562",
    "/themen",
    "/potenziale",
    "/kooperation",
    "/kooperation?regions=05916,05113",
    "/prioritaeten",
    "/pendler",
    "/daten",
    "/herkunft?indicator=location_quotient&sector=K&regions=05913&year=2020&reference=germany",
    "/methoden",
    "/impressum",
    "/barrierefreiheit",
    "/praesentation?story=ten_pictures",
    "/karte?present=1",
)
"""Each page at least once, pages with two faces twice, and a view on the stage."""

SETTINGS = tuple(product(("de", "en"), ("light", "dark")))
ALL = bool(os.environ.get("ALL_SETTINGS"))
STAGE = "present=1"
PHONE = {"width": 390, "height": 844}
ENLARGED = {"width": 720, "height": 450}
"""What is left of 1440 × 900 when the browser shows everything at 200 %."""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const main = document.querySelector("[data-testid=stMain]");
  return Math.max(document.documentElement.scrollWidth, main.scrollWidth) > width
    ? [...main.querySelectorAll("*")]
        .filter((one) => one.getBoundingClientRect().right > width + 1)
        .slice(-3).map((one) => one.outerHTML.slice(0, 150))
    : [];
}"""

TOO_SMALL = """() => {
  const roots = [document, ...[...document.querySelectorAll("*")]
    .map((one) => one.shadowRoot).filter(Boolean)];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return roots.flatMap((root) => [...root.querySelectorAll("button, [role=button]:not(path)")])
    .filter(seen)
    .filter((one) => one.tabIndex >= 0 && !one.matches(".skip"))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 23.5)
    .map(({ one, box }) => `${box.width}×${box.height} ${one.outerHTML.slice(0, 120)}`);
}"""


def settings_of(link: str) -> tuple[Setting, ...]:
    """All settings, or one of them: over the links each takes its turn."""
    return SETTINGS if ALL else (SETTINGS[LINKS.index(link) % len(SETTINGS)],)


def opened(one: Visit, link: str, setting: Setting) -> Page:
    lang, theme = setting
    one.page.emulate_media(color_scheme=theme)
    page = one.open(f"{link}{'&' if '?' in link else '?'}lang={lang}")
    if STAGE not in link:
        one.text()
    page.wait_for_function(SETTLED, polling=250)
    return page


@pytest.fixture(scope="module")
def every_finding() -> Iterator[list[Finding]]:
    """All findings of this module; at its end, no exception may be left that none of them needs."""
    found: list[Finding] = []
    yield found
    if ALL:
        assert unused(found, read_exemptions()) == []


@pytest.mark.parametrize("link", LINKS)
def test_axe_finds_nothing_and_narrow_windows_hold_the_page(
    visit: New, link: str, every_finding: list[Finding]
) -> None:
    one = visit()
    for setting in settings_of(link):
        page = opened(one, link, setting)
        found = findings(page, read_exemptions())
        every_finding.extend(found)
        assert forbidden(found, read_exemptions()) == [], setting
    if STAGE in link:
        return
    for size in (ENLARGED, PHONE):
        page.set_viewport_size(size)
        page.wait_for_function(f"() => !({TOO_WIDE})().length", polling=250)
    assert page.evaluate(TOO_SMALL) == []


def test_an_exception_covers_no_markup_of_ours_and_must_occur() -> None:
    theirs = Exemption("color-contrast", ".stButton p", "made up")
    streamlit = Finding("color-contrast", ".stButton p", "<p>", False, (".stButton p",))
    own = Finding("color-contrast", ".stButton p", "<p>", True, (".stButton p",))
    other = Finding("label", ".stButton p", "<p>", False, (".stButton p",))
    assert forbidden([streamlit, own, other], [theirs]) == [own, other]
    assert unused([streamlit], [theirs]) == []
    assert unused([other], [theirs]) == [theirs]


FOCUSED = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const styles = [one, one.parentElement, one.parentElement?.parentElement]
    .filter(Boolean).map((part) => getComputedStyle(part));
  const label = one.getAttribute("aria-label") || one.innerText || one.id;
  const accent = "rgb(163, 25, 91)"; // Streamlit marks a field in use by its border
  return {
    label: label.trim(),
    shown: one.tagName === "path" || styles.some((style) => style.outlineStyle !== "none"
      || style.boxShadow !== "none" || style.borderColor === accent),
  };
}"""


def walk_to(page: Page, label: str, key: str = "Tab") -> str:
    """Press a key until what is focused bears a label; its focus must be seen."""
    for _ in range(60):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused["label"].startswith(label):
            assert focused["shown"], label
            return str(focused["label"])
    raise AssertionError(f"no way by {key} to '{label}'")


def wait_for_address(page: Page, part: str) -> None:
    page.wait_for_function("(part) => location.href.includes(part)", arg=part)


def test_the_whole_journey_goes_by_keyboard_alone(visit: New) -> None:
    one = visit()
    page = one.open("/karte?lang=de")
    one.text()
    walk_to(page, "Zum Inhalt")
    page.keyboard.press("Enter")
    walk_to(page, "Kennzahl")
    page.keyboard.type("Arbeitslosenquote")
    page.keyboard.press("Enter")
    wait_for_address(page, "indicator=unemployment")
    one.text()
    walk_to(page, "Gebiet hinzufügen")
    page.keyboard.type("Hagen")
    page.keyboard.press("Enter")
    wait_for_address(page, "regions=05914")
    one.text()
    walk_to(page, "Jahr")
    before = one.query()["year"]
    page.keyboard.press("ArrowLeft")
    wait_for_address(page, f"year={int(before) - 1}")
    walk_to(page, "Vergleich", "Shift+Tab")
    page.keyboard.press("Enter")
    wait_for_address(page, "/vergleich?")
    one.text()
    assert one.query()["regions"] == "05914"
    walk_to(page, "Link teilen")
    page.keyboard.press("Enter")
    shared = page.get_by_role("dialog").or_(page.get_by_test_id("stPopoverBody"))
    shared.first.wait_for()
    page.keyboard.press("Escape")
    shared.first.wait_for(state="hidden")
