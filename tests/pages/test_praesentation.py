"""Views shown large, storyboards built and played."""

from __future__ import annotations

import io

import pptx
import pytest
from streamlit.testing.v1 import AppTest

from s3dash import exhibits, export, session, state, storyboard
from s3dash.frame.stage import PICTURES
from s3dash.storyboard import STAGES
from s3dash.text import text
from tests.pages.opening import html_of, open_page

REGIONS = "05913,05954016"


def test_there_is_a_picture_for_each_page_that_can_be_presented() -> None:
    assert set(PICTURES) == set(STAGES)
    assert all(map(exhibits.has_charts, STAGES))


@pytest.mark.parametrize("lang", state.LANGUAGES)
@pytest.mark.parametrize("page", sorted(STAGES))
def test_a_view_is_shown_large_with_its_headline_and_source(page: str, lang: str) -> None:
    app = open_page(page, present="1", regions=REGIONS, lang=lang)
    html = html_of(app)
    assert "s3-stage-head" in html
    assert "Dortmund" in html
    assert {"de": "Quelle:", "en": "Source:"}[lang] in html
    assert not [button for button in app.button if button.key == "share"]


def test_the_figures_of_a_kreis_are_said_to_be_its() -> None:
    html = html_of(open_page(state.PROFILE, present="1", regions="05954016"))
    assert "Für Hattingen allein gibt es keine Zahlen; gezeigt ist der Ennepe-Ruhr-Kreis" in html


def test_views_are_added_and_travel_in_the_address() -> None:
    app = open_page(state.MAP, indicator="population")
    app.button(key="present_add").click().run()
    app.button(key="present_add").click().run()
    assert not app.exception
    story = storyboard.unpack(app.query_params["story"])
    assert len(story) == 2
    assert "indicator=population" in story[0].link
    assert "story" not in story[1].link


def test_a_storyboard_is_ordered_named_and_emptied() -> None:
    links = [f"/karte?indicator={name}&lang=de" for name in ("population", "employees")]
    packed = storyboard.pack(tuple(map(storyboard.Slide, links)))
    app = open_page(state.STORY, story=packed)
    app.button(key="down_0").click().run()
    story = storyboard.unpack(app.query_params["story"])
    assert [slide.link for slide in story] == links[::-1]
    app.text_input[0].set_value("Menschen").run()
    assert storyboard.unpack(app.query_params["story"])[0].title == "Menschen"
    app.button(key="remove_1").click().run()
    assert len(storyboard.unpack(app.query_params["story"])) == 1
    app.button(key="story_clear").click().run()
    assert "story" not in app.query_params
    assert not app.exception


def test_every_button_and_field_names_its_slide() -> None:
    app = open_page(state.STORY, story="ten_pictures", lang="en")
    widgets = [*app.button, *app.text_input, *app.text_area]
    labels = [item.label for item in widgets]
    assert "Move slide 3 up" in labels
    assert "Title of slide 10" in labels
    assert len(labels) == len(set(labels))


def test_a_page_without_a_picture_is_played_in_words() -> None:
    story = storyboard.pack((storyboard.Slide("/daten"), storyboard.Slide("/karte")))
    app = open_page(state.STORY, story=story, present="1")
    assert "kein Bild" in html_of(app)
    assert ["kein Bild" in note.value for note in open_page(state.STORY, story=story).info] == [
        True
    ]


def test_a_broken_storyboard_is_told() -> None:
    app = open_page(state.STORY, story="1broken")
    assert "keine Präsentation" in app.warning[0].value


def test_a_slide_is_played_with_its_own_title() -> None:
    app = open_page(state.STORY, story="ten_pictures", present="1", slide="2", lang="en")
    assert "Health: a larger share than in Germany" in html_of(app)
    assert app.query_params["story"] == "ten_pictures"


def test_a_shared_view_leaves_the_presentation_out_and_a_shared_storyboard_does_not() -> None:
    query = {"story": "ten_pictures", "present": "1", "slide": "3"}
    options = session.options()
    assert state.read_view(query, options, page=state.MAP)[0].alone().story == ""
    alone = state.read_view(query, options, page=state.STORY)[0].alone()
    assert (alone.story, alone.present, alone.slide) == ("ten_pictures", False, 1)
    assert alone.to_short_link() == alone.to_link()


def test_a_storyboard_becomes_slides_with_its_titles_and_notes() -> None:
    story = storyboard.ready("ten_pictures", "de")
    content = export.story_slides(session.options(), story, "de", "https://s3.example.org")
    made = pptx.Presentation(io.BytesIO(content))
    assert len(made.slides) == len(story)
    for slide, own in zip(made.slides, story, strict=True):
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert not own.title or own.title in words
        assert own.note in slide.notes_slide.notes_text_frame.text


STORY = (storyboard.Slide("/karte?indicator=population", "Menschen", "Notiz"),)


def upload(content: bytes, lang: str = "en") -> AppTest:
    app = open_page(state.STORY, lang=lang)
    app.get("file_uploader")[0].set_value(("story.json", content, "application/json")).run()
    assert not app.exception
    return app


def test_a_storyboard_comes_back_from_its_file() -> None:
    app = upload(storyboard.to_file(STORY))
    (use,) = [item for item in app.button if item.label == text("story.use", "en")]
    use.click().run()
    (packed,) = (
        [app.query_params["story"]]
        if isinstance(app.query_params["story"], str)
        else (app.query_params["story"])
    )
    assert storyboard.unpack(packed) == STORY


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1, 2]"])
def test_a_file_that_is_no_storyboard_is_told_and_nothing_changes(content: bytes) -> None:
    app = upload(content)
    assert [item.value for item in app.warning] == [text("story.no_story", "en")]
    assert "story" not in app.query_params
