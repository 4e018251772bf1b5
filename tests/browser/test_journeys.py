"""What people do with the dashboard, in a real Chromium."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from s3dash import state
from s3dash.__main__ import main
from tests.browser.conftest import Visit, free_port, serve

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
AREAS = "path[data-ags]"
SHOWS = """(words) => document.querySelector("[data-testid=stMain]").innerText === words"""
PAGES = [page for page in state.PAGES if page != state.TRACE]
"""The origin of a figure is opened from a figure; it has a journey of its own."""


def choose(visit: Visit, label: str, option: str) -> None:
    """Choose from a list by typing, as a reader would."""
    box = visit.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    visit.page.get_by_role("option", name=option).first.click()


def colours(page: Page) -> dict[str, str]:
    """Fill of each area by its key."""
    found: dict[str, str] = page.locator(AREAS).evaluate_all(
        "areas => Object.fromEntries(areas.map(a => [a.dataset.ags, getComputedStyle(a).fill]))"
    )
    return found


def wait_for_other_colours(page: Page, before: dict[str, str]) -> None:
    """Wait until an area is painted otherwise than before; the change takes a moment."""
    for ags, fill in before.items():
        area = page.locator(f"{AREAS}[data-ags='{ags}']")
        if label_of(page, ags) and area.evaluate("a => getComputedStyle(a).fill") != fill:
            return
    expect(page.locator(f"{AREAS}[data-ags='05113']")).not_to_have_css("fill", before["05113"])


def label_of(page: Page, ags: str) -> str:
    return page.locator(f"{AREAS}[data-ags='{ags}']").get_attribute("aria-label") or ""


def rows_of_link(link: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    assert main(["table", "--link", link]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_map_draws_53_municipalities_and_15_districts(visit: New) -> None:
    page = visit().open("/karte?indicator=needy_persons_per_1000&level=municipality")
    expect(page.locator(AREAS)).to_have_count(53)
    page = visit().open("/karte?indicator=location_quotient&sector=K")
    expect(page.locator(AREAS)).to_have_count(15)


def test_the_map_says_what_the_command_line_says(
    visit: New, capsys: pytest.CaptureFixture[str]
) -> None:
    link = "/karte?indicator=location_quotient&sector=K&year=2020&reference=germany&lang=de"
    page = visit().open(link)
    expect(page.locator(AREAS)).to_have_count(15)
    for row in rows_of_link(link, capsys):
        shown = f"{float(row['value']):.2f}".replace(".", ",")
        assert f"{row['name']}: {shown}" in label_of(page, row["ags"])


def test_a_change_of_sector_changes_colours_and_address(visit: New) -> None:
    one = visit()
    page = one.open("/karte?indicator=location_quotient&sector=K&lang=de")
    expect(page.locator(AREAS)).to_have_count(15)
    before = colours(page)
    choose(one, "Feld", "Verarbeitendes Gewerbe")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Verarbeitendes Gewerbe")
    page.wait_for_function("() => location.search.includes('sector=C')")
    expect(page.locator(f"{AREAS}[data-ags='05954']")).to_have_attribute(
        "aria-label", "Ennepe-Ruhr-Kreis: 1,45, Rang 1 von 15"
    )
    wait_for_other_colours(page, before)


def test_a_change_of_year_changes_colours_and_address(visit: New) -> None:
    one = visit()
    page = one.open("/karte?indicator=employee_growth&sector=TOTAL&lang=de")
    expect(page.locator(AREAS)).to_have_count(15)
    before = colours(page)
    slider = page.get_by_role("slider").first
    slider.focus()
    slider.press("Home")
    page.wait_for_function("() => location.search.includes('year=2016')")
    expect(page.get_by_role("heading", level=1)).to_contain_text("(2016)")
    wait_for_other_colours(page, before)


def test_a_click_opens_the_figure_and_selects_the_region(visit: New) -> None:
    one = visit()
    page = one.open("/karte?indicator=location_quotient&sector=K&year=2020&lang=de")
    page.locator(f"{AREAS}[data-ags='05913']").click()
    page.wait_for_function("() => location.search.includes('regions=05913')")
    expect(page.get_by_text("Rang 1 von 15").first).to_be_visible()
    expect(page.get_by_role("link", name="Profil öffnen")).to_be_visible()


def test_back_and_forward_lead_through_the_choices(visit: New) -> None:
    one = visit()
    page = one.open("/karte?indicator=location_quotient&sector=K&lang=de")
    choose(one, "Gegenüber", "Metropole Ruhr")
    page.wait_for_function("() => location.search.includes('reference=ruhr')")
    page.go_back()
    page.wait_for_function("() => location.search.includes('reference=germany')")
    expect(page.locator(f"{AREAS}[data-ags='05913']")).to_have_attribute(
        "aria-label", "Dortmund: 1,52, Rang 1 von 15"
    )
    page.go_forward()
    page.wait_for_function("() => location.search.includes('reference=ruhr')")
    expect(page.locator(f"{AREAS}[data-ags='05913']")).not_to_have_attribute(
        "aria-label", "Dortmund: 1,52, Rang 1 von 15"
    )


def assert_rendered(page: Page, lang: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    words = page.locator("[data-testid=stMain]").inner_text()
    assert not {"None", "nan", "NaN", "undefined"} & set(words.split())
    expect(page.get_by_role("link", name="Deutsch" if lang == "en" else "English")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_in_english_has_a_link_that_shows_the_same_to_another_reader(
    visit: New, name: str
) -> None:
    first = visit()
    page = first.open(
        f"/{name}?indicator=location_quotient&sector=K&year=2020&reference=nrw&regions=05113,05954"
        "&lang=en"
    )
    words = first.text()
    assert_rendered(page, "en")
    second = visit(by="other")
    second.open(page.url.removeprefix(first.address))
    second.text()
    second.page.wait_for_function(SHOWS, arg=words)
    assert second.query() == first.query()


def test_a_broken_link_is_answered(visit: New) -> None:
    page = visit().open("/karte?indicator=location_quotient&sector=ZZ&k=99&regions=05315&lang=de")
    expect(page.locator(AREAS)).to_have_count(15)
    expect(page.get_by_text("„ZZ“")).to_be_visible()
    expect(page.get_by_text("„99“")).to_be_visible()


def test_the_selection_is_carried_to_the_other_pages(visit: New) -> None:
    one = visit()
    page = one.open("/karte?regions=05914,05954&lang=de")
    for name in ("Profil", "Vergleich", "Daten", "Karte"):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_url(f"**/{name.lower()}?**")
        one.settle()
        assert one.query()["regions"] == "05914,05954"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_in_german_has_room_on_a_phone(visit: New, name: str) -> None:
    page = visit(width=390, height=844).open(f"/{name}?lang=de&regions=05913,05562016")
    assert_rendered(page, "de")
    wide = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth }"
    )
    assert wide <= 0, f"/{name} is {wide} px too wide"


def test_the_first_visitors_by_a_deep_link_get_the_whole_frame(chromium: Browser) -> None:
    port = free_port()
    server = serve(port)
    pages = [chromium.new_page(viewport={"width": 1440, "height": 900}) for _ in range(2)]
    try:
        for page in pages:
            page.goto(f"http://127.0.0.1:{port}/karte?lang=de", wait_until="commit")
        for page in pages:
            icon = page.locator("link[rel*='icon']").first
            expect(icon).to_have_attribute("href", re.compile("svg"), timeout=60_000)
            expect(page.locator(AREAS)).to_have_count(15, timeout=60_000)
    finally:
        for page in pages:
            page.close()
        server.terminate()
        server.wait(timeout=20)


LINE = (
    """() => getComputedStyle(document.querySelector("[data-testid=stApp]"), "::before").content"""
)
MOVING = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  window.moving = [];
  window.looks = 0;
  const look = () => {
    const old = document.querySelectorAll("[data-stale=true]").length;
    if (old && !("waiting" in app.dataset)) {
      window.looks += 1;
      for (const { effect: { target } } of document.getAnimations()) {
        if (target.closest(".stElementContainer")) window.moving.push(target.className);
      }
    }
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_line_is_there_while_a_page_is_made(visit: New) -> None:
    page = visit().open("/?lang=de")
    assert page.evaluate(LINE) == "none"
    state = (
        "(state) => document.querySelector('.stApp').setAttribute('data-test-script-state', state)"
    )
    page.evaluate(state, "running")
    assert page.evaluate(LINE) == "none", "not at once"
    page.wait_for_function(f"() => ({LINE})() === '\"\"'")
    page.evaluate(state, "notRunning")
    page.wait_for_function(f"() => ({LINE})() === 'none'")


def test_nothing_moves_before_a_page_is_in_the_making_for_a_while(visit: New) -> None:
    """Waiting transitions of all old elements took a third of the time of a choice."""
    one = visit()
    page = one.open("/karte?indicator=location_quotient&level=district&lang=de")
    page.evaluate(MOVING)
    for sector in ("Baugewerbe", "Handel", "Information"):
        choose(one, "Feld", sector)
        one.settle()
    assert page.evaluate("window.looks") > 0
    assert page.evaluate("window.moving") == []
