"""What a view is handed on by: every form of its address leads back to the very same view."""

from __future__ import annotations

import datetime
import html
import io
import re
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from s3dash import config, session, state
from s3dash.frame import share
from s3dash.frame.page import Page
from s3dash.storyboard import STAGES
from tests.pages.opening import open_page

BASE = "https://s3.example.org"
QUERY = {"indicator": "location_quotient", "sector": "K", "regions": "05913,05113", "lang": "de"}


@pytest.fixture(scope="module", params=["de", "en"])
def page(request: pytest.FixtureRequest) -> Page:
    options = session.options()
    view, _ = state.read_view(QUERY | {"lang": request.param}, options, page=state.MAP)
    return Page(options, view, ())


def view_of(page: Page, link: str) -> state.View:
    found = state.split_link(link)
    assert found is not None
    return state.read_view(found[1], page.options, page=found[0])[0]


def test_the_qr_code_holds_the_short_address(page: Page) -> None:
    link = page.view.to_short_link(BASE)
    with Image.open(io.BytesIO(share.qr_file(link, "png"))) as picture:
        read = zxingcpp.read_barcodes(picture.convert("L"))
    assert [code.text for code in read] == [link]
    assert view_of(page, read[0].text) == page.view


def test_the_qr_code_as_svg_names_no_other_host(page: Page) -> None:
    svg = share.qr_file(page.view.to_short_link(BASE), "svg").decode()
    assert svg.lstrip().startswith("<?xml")
    assert set(re.findall(r"https?://[^\"']+", svg)) == {"http://www.w3.org/2000/svg"}


def test_the_embed_code_is_a_frame_of_the_view(page: Page) -> None:
    code = share.embed_code(page, page.view, BASE)
    address = html.unescape(re.findall(r'src="([^"]+)"', code)[0])
    assert address.endswith("&embed=true")
    assert view_of(page, address) == page.view
    assert re.findall(r'title="([^"]+)"', code)


def test_a_name_of_a_reader_cannot_leave_the_embed_code(page: Page) -> None:
    view = replace(page.view, page=state.PROFILE, regions=("Nord'Süd~05112~05170",))
    assert share.embed_code(page, view, BASE).count("<") == 2


def test_the_citation_is_pinned_and_says_when_it_was_retrieved(page: Page) -> None:
    pinned = replace(page.view, release=page.options.versions[0])
    words = share.citation(page, pinned, BASE, datetime.date(2026, 11, 23))
    link = re.findall(r"https://\S+", words)[0]
    assert view_of(page, link) == pinned
    assert page.options.versions[0] in words
    assert {"de": "23.11.2026", "en": "23 November 2026"}[page.lang] in words


@pytest.mark.parametrize(
    ("address", "query", "title"),
    [
        (state.PROFILE, {"regions": "05913,05113"}, "Dortmund: am stärksten in"),
        (state.STORY, {"story": "ten_pictures"}, "Die Stärken der Metropole Ruhr in zehn Bildern"),
        (state.IMPRINT, {"regions": "05913"}, "Impressum"),
    ],
)
def test_the_title_says_what_is_seen(address: str, query: dict[str, str], title: str) -> None:
    options = session.options()
    view, _ = state.read_view(query, options, page=address)
    found = share.view_title(Page(options, view, ()), view)
    assert found.startswith(title)
    assert "Essen" not in found


def test_the_operators_address_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    operator = replace(config.operator(), public_address="https://s3.example.org/ruhr/")
    monkeypatch.setattr(config, "operator", lambda: operator)
    assert share.base_address() == "https://s3.example.org/ruhr"


@pytest.mark.parametrize("address", [page for page in state.PAGES if page])
def test_every_page_can_be_shared(address: str) -> None:
    app = open_page(address)
    app.button(key="share").click().run()
    assert not app.exception
    shown = [block.value for block in app.code]
    assert len(shown) == (4 if address in STAGES else 3)
    view = state.read_view({}, session.options(), page=address)[0]
    for link in shown[:2]:
        found = state.split_link(link)
        assert found is not None
        assert state.read_view(found[1], session.options(), page=found[0])[0] == view


def test_keeping_the_figures_pins_every_form() -> None:
    app = open_page(state.MAP)
    app.button(key="share").click().run()
    app.toggle(key="share_pin").set_value(True).run()
    for block in app.code[:2]:
        found = state.split_link(block.value)
        assert found is not None
        assert found[1]["release"] == session.options().versions[0]
