"""Views as one large picture: in frames of other sites, played by keys, pointed at."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy

from s3dash import session, state, storyboard
from s3dash.frame import present
from s3dash.frame import stage as on_stage
from s3dash.frame.page import Page
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page


@dataclass(frozen=True)
class Noting(Page):
    """A page that notes where it is asked to go."""

    gone: list[dict[str, str | None]] = field(default_factory=list)

    def go(self, **chosen: str | None) -> None:
        self.gone.append(chosen)


def noting(page: str = state.MAP, **query: str) -> Noting:
    options = session.options()
    view, _ = state.read_view(query, options, page=page)
    return Noting(options, view, ())


def did(monkeypatch: pytest.MonkeyPatch, what: Mapping[str, Any]) -> None:
    """The reader did something in the bar of the presentation."""
    monkeypatch.setattr(on_stage, "event", lambda key: what)


def test_a_key_leads_to_the_slide_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    page = noting(state.STORY)
    did(monkeypatch, {"slide": 3.0})
    on_stage._moved(page)
    assert page.gone == [{"slide": "3"}]


def test_escape_ends_the_presentation(monkeypatch: pytest.MonkeyPatch) -> None:
    page = noting(state.STORY)
    did(monkeypatch, {"exit": True})
    on_stage._moved(page)
    assert page.gone == [{"present": None}]


def test_a_region_that_is_pointed_at_is_taken_into_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = noting(indicator="population", regions="05913000")
    pointed: list[Callable[[], None]] = []
    monkeypatch.setattr(
        on_stage.component, "region_map", lambda data, key, on_change: pointed.append(on_change)
    )
    on_stage.PICTURES[state.MAP](page)
    did(monkeypatch, {"selected": ["05913000", "05113000"]})
    pointed[0]()
    assert page.gone == [{"regions": "05913000,05113000"}]


def test_what_is_pointed_at_on_a_slide_leaves_the_address_of_the_storyboard() -> None:
    shown = noting()
    slide = on_stage.Slide(shown.options, shown.view, ())
    slide.go(regions="05913")
    assert shown.gone == []


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "is_embedded", property(lambda context: True))


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize(("lang", "words"), [("de", "Im S3-Dashboard öffnen"), ("en", "Open in")])
def test_a_frame_has_its_source_and_a_way_to_the_dashboard(lang: str, words: str) -> None:
    html = html_of(open_page(state.MAP, indicator="population", regions="05913000", lang=lang))
    (foot,) = re.findall(r'<p class="s3-stage-foot">(.*?)</p>', html)
    assert {"de": "Quelle:", "en": "Source:"}[lang] in foot
    (link,) = re.findall(r'href="([^"]+)" target="_blank" rel="noopener"', foot)
    assert "indicator=population" in link
    assert "embed" not in link
    assert words in foot


@pytest.mark.usefixtures("embedded")
def test_a_page_without_a_picture_stays_as_it_is_in_a_frame() -> None:
    app = open_page(state.IMPRINT)
    assert "s3-stage-foot" not in html_of(app)
    assert len(app.title) == 1


def test_many_places_are_compared_in_a_table_where_a_radar_would_be_crowded() -> None:
    few, many = (
        open_page(state.COMPARISON, present="1", chart="radar", regions=",".join(keys))
        for keys in (("05913", "05113"), ("05913", "05113", "05112", "05911", "05914", "05954"))
    )
    assert [chart_kinds(app) for app in (few, many)] == [{"scatterpolar"}, {"heatmap"}]


def chart_kinds(app: Any) -> set[str]:
    """Kinds of the charts that carry a page's figures."""
    kinds = {trace["type"] for figure in figures_of(app) for trace in figure.data}
    return kinds & {"scatterpolar", "heatmap"}


def test_a_theme_in_focus_is_one_map_and_all_themes_are_small_ones() -> None:
    one = open_page(state.THEMES, present="1", focus="health")
    every = open_page(state.THEMES, present="1")
    keys = [{part.key for part in app.get("bidi_component")} for app in (one, every)]
    assert ["presented_map" in found for found in keys] == [True, False]
    maps = [html_of(app).count('class="s3-theme"') for app in (one, every)]
    assert maps[0] < maps[1]


def test_a_town_without_figures_by_sector_is_named_with_its_kreis() -> None:
    app = open_page(state.COMPARISON, present="1", regions="05170052,05913", lang="de")
    head = re.findall(r'<header class="s3-stage-head">.*?</header>', html_of(app), re.DOTALL)
    assert "Xanten" in head[0].split("</p>")[0]
    assert "Xanten" not in head[0].split("</p>")[1], "no mark for what is not drawn"


def full() -> str:
    """A storyboard with room for no further view."""
    links = [f"/karte?indicator=population&year={2009 + number % 10}" for number in range(200)]
    story: tuple[storyboard.Slide, ...] = ()
    for link in links:
        try:
            storyboard.pack((*story, storyboard.Slide(link)))
        except storyboard.StoryError:
            break
        story = (*story, storyboard.Slide(link))
    return storyboard.pack(story)


def test_a_view_that_has_no_room_in_the_storyboard_is_told() -> None:
    packed = full()
    app = open_page(state.MAP, indicator="population", story=packed, lang="en")
    app.button(key="present_add").click().run()
    assert not app.exception
    assert app.query_params["story"] in (packed, [packed])
    (told,) = app.toast
    assert "presentation" in told.value.lower()
    assert not told.value.startswith("story.")


def test_a_changed_storyboard_that_is_too_long_stays_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(present.st, "toast", told.append)
    page = noting(state.STORY, lang="en")
    note = "".join(random.Random(1).choices(string.ascii_letters, k=20_000))
    present.keep(page, (storyboard.Slide("/karte", note=note),))
    assert page.gone == []
    assert told == [page.words("story.too_long")]
