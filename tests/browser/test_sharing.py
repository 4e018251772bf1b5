"""What is handed on of every page: its link, the code that holds it, and frames of any width."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from s3dash import state
from s3dash.frame.stage import PICTURES
from tests.browser.conftest import READY, Visit

pytestmark = pytest.mark.browser

New = Callable[..., Visit]
QUERY = "regions=05913,05113&indicator=location_quotient&sector=K&year=2020&lang=de"
SIDEWAYS = "main => main.scrollWidth - main.clientWidth"


def code_in(picture: bytes) -> list[str]:
    """What the QR codes of a picture hold."""
    with Image.open(io.BytesIO(picture)) as one:
        large = one.convert("L").resize((4 * one.width, 4 * one.height))
    return [code.text for code in zxingcpp.read_barcodes(large)]


def shared(page: Page, name: str) -> list[str]:
    """Texts to copy of the open dialog: address, short address, frame if any, citation."""
    texts = page.get_by_role("dialog").locator("pre")
    expect(texts).to_have_count(4 if name in PICTURES else 3)
    return [words.strip() for words in texts.all_inner_texts()]


def test_every_view_has_one_button_whose_code_on_the_screen_leads_back(visit: New) -> None:
    one = visit()
    for name in [*PICTURES, state.STORY]:
        page = one.open(f"/{name}?{QUERY}")
        button = page.get_by_role("button", name="Link teilen")
        expect(button).to_have_count(1)
        button.click()
        texts = shared(page, name)
        picture = page.get_by_role("dialog").locator("img").screenshot()
        assert code_in(picture) == [texts[1]], name
    page.goto(texts[1])
    one.settle()
    assert page.url == texts[0]


def test_every_picture_fits_its_frame_with_source_and_a_way_back(visit: New) -> None:
    one = visit(400, 700)
    for name in PICTURES:
        page = one.open(f"/{name}?{QUERY}&embed=true")
        expect(page.locator(".s3-stage-head h1")).to_be_visible()
        expect(page.locator(".s3-stage-foot")).to_contain_text("Quelle:")
        back = page.get_by_role("link", name="Im S3-Dashboard öffnen").get_attribute("href") or ""
        assert back.split("?")[0].rstrip("/") == f"{one.address}/{name}".rstrip("/")
        assert "embed" not in back
        for width in (400, 800):
            page.set_viewport_size({"width": width, "height": 700})
            page.wait_for_selector(READY)
            assert page.locator("[data-testid=stMain]").evaluate(SIDEWAYS) <= 0, (name, width)
