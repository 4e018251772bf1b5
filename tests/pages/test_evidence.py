"""The evidence sheet on the page of cooperation: offered where it can be made."""

from __future__ import annotations

import io

import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from s3dash import state, views
from s3dash.frame import evidence
from s3dash.frame.page import Page
from s3dash.session import options
from s3dash.text import text
from tests.pages.opening import html_of, open_page, words_of


def offered(app: AppTest) -> list[str]:
    """Labels of the buttons that make the sheet."""
    return [b.proto.label for b in app.get("download_button") if "evidence_" in b.proto.id]


@pytest.mark.parametrize("focus", ["health", "431"])
def test_the_sheet_is_offered_for_two_places_and_a_field(focus: str) -> None:
    app = open_page(state.COOPERATION, regions="05913,05170024", focus=focus)
    assert "**Begründungsbogen** für ein Vorhaben von Dortmund und Moers:" in words_of(app)
    assert sorted(offered(app)) == ["PDF", "Word"]


@pytest.mark.parametrize(
    ("regions", "focus", "words"),
    [
        ("05913,05170024", "", True),
        ("05913,05170024", "B-E", True),
        ("", "health", False),
        ("meo,05913", "health", False),
    ],
)
def test_no_sheet_is_offered_that_cannot_be_made(regions: str, focus: str, words: bool) -> None:
    query = {"regions": regions} | ({"focus": focus} if focus else {})
    app = open_page(state.COOPERATION, **query)
    assert not offered(app)
    said = "\n".join(item.value for item in app.caption)
    assert (text("evidence.choose", "de") in said + html_of(app) + words_of(app)) == words


def test_the_partner_that_is_shown_is_meant_where_only_one_place_is_chosen() -> None:
    view = state.read_view({"regions": "05913", "focus": "health"}, options(), page="kooperation")
    partner = views.cooperation_figures(options(), view[0]).partner
    assert partner is not None
    app = open_page(state.COOPERATION, regions="05913", focus="health")
    assert f"ein Vorhaben von Dortmund und {partner.place.name.de}:" in words_of(app)


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_button_hands_over_a_sheet_about_the_two_places(form: str, begins: bytes) -> None:
    view = state.default_view(options(), page=state.COOPERATION, lang="en")
    made = evidence._file(Page(options(), view, ()), ("05913", "05113"), "health", form)
    assert made.startswith(begins)
    if form == "pdf":
        words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
        assert "Dortmund" in words
        assert "Essen" in words
