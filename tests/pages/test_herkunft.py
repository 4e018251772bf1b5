"""The trace of a figure, and the way to it from every page that shows one."""

from __future__ import annotations

import re
from html import unescape

import pytest

from s3dash import config, session, state, trace
from tests.drawn import figures_of
from tests.pages.opening import html_of, open_page

PAGES = (state.START, state.MAP, state.PROFILE, state.COMPARISON, state.DATA)
ASKED = {
    "municipality": {"indicator": "population", "regions": "05562016", "year": "2023"},
    "district": {"indicator": "employee_share", "sector": "B+D+E", "regions": "05913"},
    "region": {"indicator": "location_quotient", "theme": "cyber_ai"},
    "change": {"indicator": "growth_percent", "sector": "C", "regions": "05913"},
    "unknown": {"indicator": "location_quotient", "theme": "cyber_ai", "regions": "05562016"},
    "corrected": {"indicator": "guest_beds_per_1000", "regions": "05978008", "year": "2019"},
    "categories": {"indicator": "degree_of_urbanisation", "regions": "05562016"},
    "own group": {"indicator": "employees", "sector": "C", "regions": "Süd~05914~05954"},
}


def links_of(app, lang: str = "de") -> list[str]:
    """Addresses of all links whose words ask where the figure comes from."""
    title = {"de": "Woher kommt diese Zahl?", "en": "Where does this figure come from?"}[lang]
    return [
        unescape(href)
        for href, words in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html_of(app))
        if words == title
    ]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_that_shows_figures_leads_to_their_trace(page, lang):
    app = open_page(page, regions="05913,05562016", lang=lang)
    links = links_of(app, lang)
    charts = len(figures_of(app))
    assert len(links) >= max(1, charts // 2)
    for link in links:
        name, query = state.split_link(link)
        assert name == state.TRACE
        view, notes = state.read_view(query, session.options(), page=state.TRACE)
        assert notes == ()
        assert view.lang == lang


def test_link_is_about_the_figure_shown():
    """Charts about a Kreis lead to the figure of the Kreis, not to that of its municipality."""
    app = open_page(state.PROFILE, regions="05562016")
    options = session.options()
    views = [
        state.read_view(state.split_link(link)[1], options, page=state.TRACE)[0]
        for link in links_of(app)
    ]
    assert {view.regions for view in views} == {("05562016",), ("05562",)}
    for view in views:
        found = trace.explanation(options, view)
        assert found.operands[0].cells, view


def test_every_source_line_on_pages_with_charts_has_its_link():
    for page in (state.PROFILE, state.COMPARISON):
        html = html_of(open_page(page, regions="05913,05911"))
        sources = re.findall(r'<p class="s3-foot">((?:Stand|Quelle)[^\n]*?)</p>', html)
        assert sources
        assert all("Woher kommt diese Zahl?" in line for line in sources)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ASKED)
def test_trace_says_all(name, lang):
    app = open_page(state.TRACE, **ASKED[name], lang=lang)
    html = html_of(app)
    assert "<h2>" in html
    assert not re.search(r"\b(None|nan)\b", html)
    assert not re.search(r"\b(B-E - C|sum of municipalities|population / area_km2)\b", html)
    assert not re.search(r">[a-z]+_[a-z_]+<", html), "a bare name of a variable"
    if name != "unknown":
        assert re.search(r"SHA-256\): [0-9a-f]{64}", html)


def test_trace_names_row_and_column_for_the_phone_too():
    html = html_of(open_page(state.TRACE, **ASKED["municipality"]))
    assert re.search(r'data-label="Zeile">\d+<', html)
    assert re.search(r'data-label="Spalte">\d+<', html)
    assert "s3-scroll" not in html


def test_correction_stands_on_the_page():
    html = html_of(open_page(state.TRACE, **ASKED["corrected"]))
    assert "gilt hier als fehlend. Bönen: 0,00" in html


def test_choices_go_into_the_address():
    app = open_page(state.TRACE, **ASKED["municipality"])
    app.selectbox(key="herkunft_regions").select(config.region().id).run()
    assert app.query_params["regions"] == config.region().id
    assert not app.exception
