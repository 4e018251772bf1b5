"""A view as one large picture: for a beamer, and for frames on other sites."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from s3dash import component, exhibits, labels, map_data, state, views
from s3dash.charts import theme
from s3dash.charts.radar import MOST_REGIONS
from s3dash.exhibits import Heading
from s3dash.frame import browser
from s3dash.frame.comparison import heat
from s3dash.frame.cooperation import network_map
from s3dash.frame.figures import figures_of_height
from s3dash.frame.flows import flow_arcs
from s3dash.frame.page import Page, event, static_file
from s3dash.frame.parts import region_style
from s3dash.frame.potentials import potential_chart
from s3dash.frame.priorities import spread
from s3dash.frame.share import base_address
from s3dash.frame.sheet import page_sheet
from s3dash.frame.strengths import RADAR, reference_line, strengths
from s3dash.frame.theme_maps import theme_colours, theme_maps
from s3dash.frame.theme_strength import strong_and_growing
from s3dash.frame.themes import themes_page
from s3dash.views import Answered, Part
from s3dash.views.themes import strength

HEIGHT: Final = 400
"""Height of the pictures in units of the stage, which is 600 high; see `present.css`."""

_MARKS: Final = dict(zip(theme.MARKERS, "●■◆▲★⬢", strict=True))


@dataclass(frozen=True)
class Step:
    """Where in a storyboard a view stands: its slide from 1, of how many, title, and note."""

    slide: int
    count: int
    title: str
    note: str


@dataclass(frozen=True)
class Slide(Page):
    """A view inside of a storyboard: the address holds the storyboard, and keeps it."""

    def go(self, **chosen: str | None) -> None:
        """Leave the address as it is."""


def stage(page: Page, *, host: Page | None = None, step: Step | None = None) -> None:
    """Show a view large: headline, selected regions, one picture, source, and nothing else.

    Parameters
    ----------
    page : the view that is shown
    host : the page in the address, where that is a storyboard's
    step : the place of the view in the storyboard; None for a view on its own
    """
    host = host or page
    page = themes_page(page) if page.view.page == state.THEMES else page
    page_sheet("present", page.mode)
    words = _heading(page)
    title = step.title if step and step.title else words.title
    embedded = bool(st.context.is_embedded)
    with st.container(key="embedded" if embedded else "stage"):
        st.html(_head(page, title, words.subtitle))
        with st.container(key="picture"), figures_of_height(HEIGHT):
            PICTURES[page.view.page](page)
        if embedded:
            st.html(_embedded_foot(page, words.source))
        else:
            st.html(f'<p class="s3-stage-foot">{html.escape(words.source)}</p>')
            browser.keys(_keys(page, step), on_change=lambda: _moved(host))
    browser.address(
        {
            "query": host.view.to_link().partition("?")[2],
            "lang": page.lang,
            "title": page.words("app.title", page=title),
        }
    )


def _moved(page: Page) -> None:
    """Take the slide that the reader moved to, or the end of the presentation, to the address."""
    done = event("keys")
    if done.get("exit"):
        page.go(present=None)
    else:
        page.go(slide=str(int(done["slide"])))


def _heading(page: Page) -> Heading:
    """Words around the picture: those of the view, but for a profile only what is drawn of it."""
    words = exhibits.heading(page.options, page.view)
    if page.view.page != state.PROFILE:
        return words
    part = _strong_part(page)
    shown = [(one[0].question.indicator, one[0].question.kind) for one in _strengths(part)]
    source = labels.joint_source_line(page.options, shown, page.lang)
    return replace(
        words, subtitle=" ".join([*_stands_in(page, part), reference_line(page)]), source=source
    )


def _stands_in(page: Page, part: Part) -> list[str]:
    """Sentence that the figures are those of the Kreis that a town lies in."""
    own = views.profile(page.options, page.view).own.place
    if part.place.id == own.id:
        return []
    names = {"name": own, "district": part.place}
    words = {key: place.name.in_language(page.lang) for key, place in names.items()}
    return [page.words("present.district", **words)]


def _head(page: Page, title: str, subtitle: str) -> str:
    style = region_style(page)
    chips = "".join(
        f'<li style="--colour:{style[key][0]}"><i aria-hidden="true">{_MARKS[style[key][1]]}</i>'
        f"{html.escape(labels.place_name(page.options, key, page.lang))}</li>"
        for key in page.view.regions
    )
    listed = f'<ul class="s3-stage-chips">{chips}</ul>' if chips else ""
    return (
        f'<header class="s3-stage-head"><h1>{html.escape(title)}</h1>'
        f"<p>{html.escape(subtitle)}</p>{listed}</header>"
    )


def _embedded_foot(page: Page, source: str) -> str:
    """Source, and the way to the same view in the dashboard."""
    link = html.escape(page.view.alone().to_link(base_address()))
    words = html.escape(page.words("present.open"))
    return (
        f'<p class="s3-stage-foot">{html.escape(source)} · '
        f'<a href="{link}" target="_blank" rel="noopener">{words}</a></p>'
    )


def _keys(page: Page, step: Step | None) -> dict[str, Any]:
    names = ("previous", "next", "exit", "notes", "full")
    return {
        "slide": step.slide if step else 1,
        "count": step.count if step else 1,
        "note": step.note if step else "",
        "words": {name: page.words(f"present.{name}") for name in names}
        | {"of": page.words("present.of", slide="{slide}", count="{count}")},
    }


# --- one picture for each page -------------------------------------------------------------


def _map(page: Page) -> None:
    view, shapes = page.view, static_file("shapes.*.json")
    found = map_data.map_data(page.options, view, shapes=shapes, mode=page.mode)

    def pointed_at() -> None:
        page.go(regions=page.regions_text(event("presented_map")["selected"]))

    component.region_map(found | {"presented": True}, key="presented_map", on_change=pointed_at)


def _start(page: Page) -> None:
    page_sheet("start", page.mode, more=theme_colours(page))
    theme_maps(page)


def _profile(page: Page) -> None:
    """Radars of sectors and themes; those of the Kreis, said to be so, where a town has none."""
    answered = _strengths(_strong_part(page))
    for column, answers in zip(st.columns(2, gap="medium"), answered, strict=False):
        with column:
            strengths(page, answers, key=answers[0].question.kind)


def _strong_part(page: Page) -> Part:
    """The part of a profile that has strengths: a town's own, or that of its Kreis."""
    shown = views.profile(page.options, page.view)
    return shown.own if shown.own.sectors or shown.district is None else shown.district


def _strengths(part: Part) -> list[Sequence[Answered]]:
    return [answers for answers in (part.sectors, part.themes) if answers]


def _comparison(page: Page) -> None:
    shown = views.comparison(page.options, page.view)
    having = [one for one in shown.places if views.has_figures(shown.sectors, one.id)]
    crowded = page.view.chart == RADAR and len(having) > MOST_REGIONS
    left, right = st.columns(2, gap="medium")
    for column, answers, key in ((left, shown.sectors, "sectors"), (right, shown.themes, "themes")):
        with column:
            (heat if crowded else strengths)(page, answers, key=key)


def _themes(page: Page) -> None:
    page_sheet("start", page.mode, more=theme_colours(page))
    page_sheet("themes", page.mode)
    found = strength(page.options, page.view)
    if found is None:
        theme_maps(page)
    else:
        strong_and_growing(page, found)


def _potentials(page: Page) -> None:
    potential_chart(page, views.potential_figures(page.options, page.view))


def _cooperation(page: Page) -> None:
    network_map(page, views.cooperation_figures(page.options, page.view))


def _priorities(page: Page) -> None:
    spread(page, views.priority_figures(page.options, page.view))


def _flows(page: Page) -> None:
    flow_arcs(page, views.flow_figures(page.options, page.view))


PICTURES: Final[Mapping[str, Callable[[Page], None]]] = {
    state.START: _start,
    state.MAP: _map,
    state.PROFILE: _profile,
    state.COMPARISON: _comparison,
    state.THEMES: _themes,
    state.POTENTIALS: _potentials,
    state.COOPERATION: _cooperation,
    state.PRIORITIES: _priorities,
    state.FLOWS: _flows,
}
"""Main picture of each page whose views can be presented."""
