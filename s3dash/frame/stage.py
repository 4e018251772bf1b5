"""A view as one large picture: for a beamer, and for frames on other sites."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from s3dash import codes, component, exhibits, labels, map_data, state, views
from s3dash.charts import theme
from s3dash.charts.radar import MOST_REGIONS
from s3dash.exhibits import Heading
from s3dash.frame import browser
from s3dash.frame.comparison import heat
from s3dash.frame.cooperation import network_map
from s3dash.frame.figures import asked, compared_style, figures_of_height
from s3dash.frame.flows import flow_arcs
from s3dash.frame.page import Page, drawing, event
from s3dash.frame.parts import region_style
from s3dash.frame.potentials import potential_chart
from s3dash.frame.priorities import spread
from s3dash.frame.share import base_address
from s3dash.frame.sheet import page_sheet
from s3dash.frame.strengths import RADAR, reference_line, strengths
from s3dash.frame.theme_maps import CLASS_METHOD, theme_colours, theme_maps
from s3dash.frame.themes import themes_page
from s3dash.state import View
from s3dash.views import Answered, Part
from s3dash.views.themes import strength

HEIGHT: Final = 300
"""Height of the pictures in units of the stage, where it is so narrow that they stand below each
other; elsewhere they fill the room that is left, see `present.css`. Charts count on this much."""

EMBEDDED_HEIGHT: Final = 400
"""Height of the pictures in a narrow frame on another site, in pixels."""

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
    words, drawn = _heading(page), _drawn(page)
    title = step.title if step and step.title else words.title
    embedded = bool(st.context.is_embedded)
    height = EMBEDDED_HEIGHT if embedded else HEIGHT
    page_sheet("present", page.mode, more=f":root{{--presented-height:{height}px}}")
    with st.container(key="embedded" if embedded else "stage"):
        st.html(_head(title, words.subtitle, drawn))
        with st.container(key="picture"), figures_of_height(height):
            PICTURES[page.view.page](page)
        if embedded:
            st.html(_embedded_foot(page, words.source))
        else:
            st.html(f'<p class="s3-stage-foot">{html.escape(words.source)}</p>')
            browser.keys(_keys(page, step), on_change=lambda: _moved(host))
    _named(host, title)


def stage_of_words(host: Page, step: Step, reason: str) -> None:
    """Say in the place of a picture why there is none; the presentation goes on.

    Parameters
    ----------
    host : the page of the storyboard
    step : the place of the view in the storyboard
    """
    title = step.title or host.words("story.not_shown")
    page_sheet("present", host.mode)
    with st.container(key="stage"):
        st.html(_head(title, reason, {}))
        browser.keys(_keys(host, step), on_change=lambda: _moved(host))
    _named(host, title)


def _named(host: Page, title: str) -> None:
    """Name language and title to the browser, and keep its address in step."""
    browser.top({"lang": host.lang, "title": host.words("app.title", page=title)})
    browser.address(host.query)


def _moved(page: Page) -> None:
    """Take the slide that the reader moved to, or the end of the presentation, to the address."""
    done = event("keys")
    if done.get("exit"):
        page.go(present=None)
    else:
        page.go(slide=str(int(done["slide"])))


def _heading(page: Page) -> Heading:
    """Words around the picture: those of the view, and what its page says beside the picture."""
    words = exhibits.heading(page.options, page.view)
    if page.view.page == state.PROFILE:
        return _profile_heading(page, words)
    if page.view.page == state.COMPARISON:
        return replace(words, subtitle=" ".join([words.subtitle, *_without_figures(page)]))
    if page.view.page == state.COOPERATION:
        ties = page.words(f"cooperation.ties.{page.view.ties}")
        return replace(
            words, subtitle=f"{words.subtitle} · {page.words('present.ties', ties=ties)}"
        )
    if page.view.page == state.PRIORITIES:
        return replace(words, subtitle=f"{words.subtitle}. {page.words('present.spread')}")
    return words


def _profile_heading(page: Page, words: Heading) -> Heading:
    """Words about what is drawn of a profile: the strengths, perhaps those of the Kreis."""
    part = _strong_part(page)
    own = views.profile(page.options, page.view).own.place
    subtitle = reference_line(page)
    if part.place.id != own.id:
        names = {"name": own, "district": part.place}
        said = {key: place.name.in_language(page.lang) for key, place in names.items()}
        subtitle = f"{page.words('present.district', **said)} {subtitle}"
        district = state.choose(page.view, page.options, regions=part.place.id)
        words = exhibits.heading(page.options, district)
    shown = [(one[0].question.indicator, one[0].question.kind) for one in _strengths(part)]
    source = labels.joint_source_line(page.options, shown, page.lang)
    return replace(words, subtitle=subtitle, source=source)


def _without_figures(page: Page) -> list[str]:
    """Sentences about compared places whose strengths only their Kreis is published for."""
    answers = views.comparison(page.options, page.view).sectors
    return [
        page.words(
            "strengths.district_only",
            name=item.name.in_language(page.lang),
            district=labels.district_name(page.options, item, page.lang),
        )
        for item in answers[0].places
        if not views.has_figures(answers, item.id)
    ]


def _drawn(page: Page) -> dict[str, tuple[str, str]]:
    """Names of the places that the picture marks, each with its colour and mark."""
    if page.view.page == state.PROFILE:
        answers = _strengths(_strong_part(page))[0]
    elif page.view.page == state.COMPARISON:
        answers = views.comparison(page.options, page.view).sectors
    else:
        style = region_style(page)
        return {
            labels.place_name(page.options, key, page.lang): style[key] for key in page.view.regions
        }
    looks = compared_style(page, answers[0].places)
    return {
        item.name.in_language(page.lang): looks[item.id]
        for item in answers[0].places
        if views.has_figures(answers, item.id)
    }


def _head(title: str, subtitle: str, drawn: Mapping[str, tuple[str, str]]) -> str:
    chips = "".join(
        f'<li style="--colour:{colour}"><i aria-hidden="true">{_MARKS[mark]}</i>'
        f"{html.escape(name)}</li>"
        for name, (colour, mark) in drawn.items()
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
        | {"of": page.words("present.of", slide="{slide}", n="{n}")},
    }


# --- one picture for each page -------------------------------------------------------------


def _map(page: Page) -> None:
    _region_map(page, page.view)


def _region_map(page: Page, view: View) -> None:
    """The map of a view; a click takes a region into the address of the page, or out of it."""
    found = map_data.map_data(page.options, view, shapes=drawing(), mode=page.mode)

    def pointed_at() -> None:
        page.go(regions=page.regions_text(event("presented_map")["selected"]))

    component.region_map(found | {"presented": True}, key="presented_map", on_change=pointed_at)


def _start(page: Page) -> None:
    page_sheet("start", page.mode, more=theme_colours(page))
    theme_maps(page, short=True)


def _profile(page: Page) -> None:
    """Radars of sectors and themes; those of the Kreis, said to be so, where a town has none."""
    answered = _strengths(_strong_part(page))
    for column, answers in zip(st.columns(2, gap="small"), answered, strict=False):
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
    left, right = st.columns(2, gap="small")
    for column, answers, key in ((left, shown.sectors, "sectors"), (right, shown.themes, "themes")):
        with column:
            (heat if crowded else strengths)(page, answers, key=key)


def _themes(page: Page) -> None:
    """All themes, or the map of the one in focus: the quotients that its page shows."""
    found = strength(page.options, page.view)
    if found is None:
        _start(page)
        return
    chosen: dict[str, str | None] = dict(asked(found.quotients.question, found.year))
    _region_map(
        page,
        state.choose(
            page.view,
            page.options,
            page=state.MAP,
            level=codes.DISTRICT,
            classes=CLASS_METHOD,
            **chosen,
        ),
    )


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
