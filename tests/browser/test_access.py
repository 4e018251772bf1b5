"""Access for all: axe-core, narrow and enlarged windows, and the whole journey by keyboard.

`make test` opens each page in German, whose words are the longer ones, in the light and the dark
theme in turn; `make a11y` (`ALL_SETTINGS=1`) opens each in both languages and both themes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browser.axe import Exemption, Finding, findings, forbidden, read_exemptions, unused
from tests.browser.conftest import SETTLED, Visit
from tests.browser.test_journeys import assert_rendered

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
Setting = tuple[str, str]

LINKS = (
    "/",
    "/karte",
    "/karte?indicator=needy_persons_per_1000&level=municipality&regions=05913,05562016",
    "/profil?regions=05914",
    "/profil?regions=05562020",
    "/vergleich?regions=05913,05113,05562",
    "/themen?regions=05913",
    "/potenziale?regions=05562016",
    "/kooperation",
    "/kooperation?regions=05916,05113",
    "/prioritaeten",
    "/pendler?regions=05913",
    "/daten?regions=05913,05562016",
    "/herkunft?indicator=location_quotient&sector=K&regions=05913&year=2020&reference=germany",
    "/methoden",
    "/impressum",
    "/barrierefreiheit",
    "/praesentation?story=ten_pictures",
    "/karte?present=1",
)
"""Each page at least once, pages with two faces twice, and a view on the stage."""

THEMES = ("light", "dark")
SETTINGS = tuple(product(("en", "de"), THEMES))
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
    """All settings, or German in one theme: over the links each takes its turn."""
    return SETTINGS if ALL else (("de", THEMES[LINKS.index(link) % len(THEMES)]),)


def opened(one: Visit, link: str, setting: Setting) -> Page:
    lang, theme = setting
    one.page.emulate_media(color_scheme=theme)
    page = one.open(f"{link}{'&' if '?' in link else '?'}lang={lang}")
    if STAGE not in link:
        one.text()
        assert_rendered(page, lang)
    page.wait_for_function(SETTLED, polling=250)
    return page


@pytest.fixture(scope="module")
def every_finding() -> Iterator[list[Finding]]:
    """All findings of this module; at its end, no exception may be left that none of them needs."""
    found: list[Finding] = []
    yield found
    if ALL:
        assert unused(found, read_exemptions()) == []


TEXT_TWICE_AS_LARGE = """() => {
  document.documentElement.style.fontSize = "200%";
}"""
CUT_OFF = """() => {
  const cut = (one) => {
    const style = getComputedStyle(one);
    return one.checkVisibility() && one.clientWidth > 1 && one.clientHeight > 1
      && ["hidden", "clip"].includes(style.overflowY) && style.textOverflow !== "ellipsis"
      && [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim())
      && one.scrollHeight > one.clientHeight + 2;
  };
  return [...document.querySelectorAll("[data-testid=stMain] *")].filter(cut)
    .map((one) => one.outerHTML.slice(0, 150));
}"""


def enlarge_text(page: Page) -> None:
    """Text alone twice as large in a window of 1440 × 900, as a reader sets it in the browser."""
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    words = page.locator("[data-testid=stMain] .stHtml").first
    page.set_viewport_size({"width": 1440, "height": 900})
    before = words.evaluate(size)
    page.evaluate(TEXT_TWICE_AS_LARGE)
    assert words.evaluate(size) > 1.5 * before


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
    enlarge_text(page)
    page.wait_for_function(f"() => !({TOO_WIDE})().length", polling=250)
    assert page.evaluate(CUT_OFF) == []


OPENED = {
    "share": ("/karte?lang=de", "Link teilen", "[role=dialog]"),
    "present": ("/karte?lang=en", "Present", "[data-testid=stPopoverBody]"),
    "own group": ("/profil?lang=de", "Eigene Gruppe", "[data-testid=stPopoverBody]"),
    "tour": ("/?lang=en", "", "details.s3-tour[open]"),
}
"""Dialogs and popovers: address, name of the button, and what opens."""


@pytest.mark.parametrize("name", OPENED)
def test_axe_finds_nothing_in_what_opens(visit: New, name: str) -> None:
    for theme in ("light", "dark") if ALL else ("dark",):
        assert forbidden(found_in(visit(), name, theme), read_exemptions()) == [], theme


def found_in(one: Visit, name: str, theme: str) -> list[Finding]:
    """What axe finds on a page on which something was opened."""
    link, button, body = OPENED[name]
    one.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page = one.open(link)
    one.text()
    if button:
        page.get_by_role("button", name=button).first.click()
    else:
        page.locator("details.s3-tour summary").click()
    page.locator(body).first.wait_for()
    page.wait_for_function(SETTLED, polling=250)
    return findings(page, read_exemptions())


def test_an_exception_covers_no_markup_of_ours_and_must_occur() -> None:
    theirs = Exemption("color-contrast", ".stButton p", "made up")
    streamlit = Finding("color-contrast", ".stButton p", "<p>", False, (".stButton p",))
    own = Finding("color-contrast", ".stButton p", "<p>", True, (".stButton p",))
    other = Finding("label", ".stButton p", "<p>", False, (".stButton p",))
    assert forbidden([streamlit, own, other], [theirs]) == [own, other]
    assert unused([streamlit], [theirs]) == []
    assert unused([other], [theirs]) == [theirs]


FOCUSED = """(accent) => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const label = one.getAttribute("aria-label") || one.innerText || one.id;
  const own = getComputedStyle(one);
  const around = [one, one.parentElement, one.parentElement?.parentElement]
    .filter(Boolean).map((part) => getComputedStyle(part));
  const outlined = own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 2;
  // Streamlit marks a field in use by its border, and a button by a ring of shadow
  const marked = around.some(({ borderColor, boxShadow }) => borderColor === accent
    || boxShadow.includes(accent.slice(4, -1)));
  const drawn = own.stroke === accent && parseFloat(own.strokeWidth) >= 3;
  return {
    label: label.trim(),
    area: one.dataset.ags ?? "",
    shown: one.tagName === "path" ? drawn : outlined || marked,
  };
}"""
ACCENT = "rgb(163, 25, 91)"


def walk_to(page: Page, label: str, key: str = "Tab") -> str:
    """Press a key until what is focused bears a label; its focus must be seen."""
    for _ in range(60):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED, ACCENT)
        if focused["label"].startswith(label):
            assert focused["shown"], label
            return str(focused["label"])
    raise AssertionError(f"no way by {key} to '{label}'")


def walk_to_the_map(page: Page) -> str:
    """Press Tab until an area of the map is focused, then an arrow; both must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUSED, ACCENT)
        if first["area"]:
            assert first["shown"], first
            page.keyboard.press("ArrowRight")
            focused = page.evaluate(FOCUSED, ACCENT)
            assert focused["area"] not in ("", first["area"])
            assert focused["shown"], focused
            return str(focused["area"])
    raise AssertionError("no way by Tab to an area of the map")


def wait_for_address(page: Page, part: str) -> None:
    page.wait_for_function("(part) => decodeURIComponent(location.href).includes(part)", arg=part)


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
    area = walk_to_the_map(page)
    page.keyboard.press("Enter")
    wait_for_address(page, f"regions=05914,{area}")
    one.text()
    assert page.evaluate(FOCUSED, ACCENT)["area"] == area
    walk_to(page, "Jahr")
    before = one.query()["year"]
    page.keyboard.press("ArrowLeft")
    wait_for_address(page, f"year={int(before) - 1}")
    walk_to(page, "Vergleich", "Shift+Tab")
    page.keyboard.press("Enter")
    wait_for_address(page, "/vergleich?")
    one.text()
    assert one.query()["regions"] == f"05914,{area}"
    walk_to(page, "Link teilen")
    page.keyboard.press("Enter")
    shared = page.get_by_role("dialog").or_(page.get_by_test_id("stPopoverBody"))
    shared.first.wait_for()
    page.keyboard.press("Escape")
    shared.first.wait_for(state="hidden")
