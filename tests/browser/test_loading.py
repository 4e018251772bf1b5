"""How a page comes to be there, and what of it stays when the reader chooses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from s3dash.charts.radar import HEIGHT
from s3dash.text import text
from tests.browser.conftest import Visit
from tests.browser.test_journeys import choose

pytestmark = pytest.mark.browser

New = Callable[..., Visit]

NAMED = """() => [...document.querySelectorAll('head link[rel$=preload]')].map(one => one.href)"""
FETCHED = """() => performance.getEntriesByType('resource').map(one => one.name)"""
MARK = """() => document.querySelectorAll('.s3-figure .main-svg').forEach(
  one => { one.marked = 1; })"""
KEPT = """() => [...document.querySelectorAll('.s3-figure .main-svg:first-child')].map(
  one => one.marked === 1)"""
STYLE = """() => [...document.querySelectorAll('style')].find(
  one => one.textContent.includes('.s3-headline'))"""
PLACES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(
  one => one.data.map(trace => trace.name))"""

DATA: Final[dict[str, dict[str, object]]] = {
    "regionmap/index.js": {"part": "headline", "title": "", "subtitle": "", "years": [2020],
                           "dates": [""], "year": 2020},
    "page/page.js": {"part": "top", "lang": "de", "title": "", "skip": ""},
    "figure/figure.js": {"spec": '{"data": [], "layout": {"height": 100}}'},
}  # fmt: skip
"""By module of a component: data that it takes."""
OVERTAKEN = """async ([file, data]) => {
  const isWanted = ({ name }) => name.endsWith(file);
  const { default: render } = await import(
    performance.getEntriesByType('resource').find(isWanted).name
  );
  const root = document.body.appendChild(document.createElement('div'));
  const draw = () => render({ parentElement: root, data: { ...data }, setTriggerValue() {} });
  const leave = draw();
  const node = root.firstChild;
  draw();
  leave();
  const stays = root.firstChild === node;
  root.remove();
  leave();
  return [stays, root.childElementCount];
}"""


@pytest.mark.parametrize("page", ["", "karte", "profil"])
def test_what_a_page_names_beforehand_is_fetched_once_and_used(visit: New, page: str) -> None:
    one = visit(by="chromium")
    opened = one.open(f"/{page}")
    if page == "karte":
        opened.wait_for_selector(".areas path")
    if page == "profil":
        opened.wait_for_selector(".s3-figure .main-svg")
    named = opened.evaluate(NAMED)
    fetched = Counter(opened.evaluate(FETCHED))
    assert any("bidi-components/s3dash.page/page.js" in name for name in named)
    assert {name: fetched[name] for name in named} == dict.fromkeys(named, 1)
    late = [name for name in fetched if "bidi-components" in name and name not in named]
    assert [name for name in late if name.endswith(".js")] == [], "each component is one file"


@pytest.mark.parametrize("module", DATA)
def test_data_that_are_overtaken_take_nothing_off_the_page(visit: New, module: str) -> None:
    """Streamlit lets data go that newer ones overtook while their script was on its way."""
    page = visit().open("/profil" if "figure" in module else "/karte")
    page.wait_for_selector(".s3-figure .main-svg" if "figure" in module else ".areas path")
    assert page.evaluate(OVERTAKEN, [module, DATA[module]]) == [True, 0]


def test_a_further_place_changes_the_charts_that_are_there(visit: New) -> None:
    one = visit()
    page = one.open("/vergleich?regions=05911,05913&lang=de")
    page.wait_for_selector(".s3-figure .main-svg")
    before = page.evaluate(PLACES)
    page.evaluate(MARK)
    page.locator(".regions input").fill("Kreis Unna")
    page.locator(".regions input").press("Enter")
    page.wait_for_function("() => location.search.includes('05978')")
    page.wait_for_function(
        "() => document.querySelector('.js-plotly-plot').data.some("
        "one => one.name === 'Kreis Unna')"
    )
    assert len(page.evaluate(PLACES)[0]) == len(before[0]) + 1
    assert page.evaluate(KEPT), "there are charts"
    assert all(page.evaluate(KEPT)), "none was drawn anew"


@pytest.mark.parametrize("other", ["Dortmund", "Duisburg", "Kreis Unna"])
def test_another_place_changes_the_charts_of_a_profile_in_place(visit: New, other: str) -> None:
    """Also where the page has a sentence more: employees of Duisburg jump in one year."""
    one = visit()
    page = one.open("/profil?regions=05911&lang=de")
    page.wait_for_function("() => document.querySelectorAll('.s3-figure .main-svg').length >= 10")
    page.evaluate(MARK)
    style = page.evaluate_handle(STYLE)
    choose(one, text("profile.place", "de"), other)
    expect(page.get_by_role("heading", level=1)).to_have_text(other)
    page.wait_for_function(
        "name => [...document.querySelectorAll('.js-plotly-plot')].filter("
        "one => one.data?.some(trace => trace.name === name)).length === 4",
        arg=other,
    )
    assert page.evaluate(KEPT) == [True] * 5, "none was drawn anew"
    assert style.evaluate("one => one.isConnected"), "the style need not be worked out again"


def test_a_radar_is_as_high_as_its_width_lets_it_be(visit: New) -> None:
    """On a phone too there is no empty room around it, and it grows again with the window."""
    page = visit().open("/profil?regions=05911&lang=de")
    room = """() => {
      const figure = document.querySelector('.s3-figure:has(.polar)');
      const disc = figure.querySelector('.polarlayer > .polar .plotbg').getBoundingClientRect();
      return [figure.clientHeight, figure.clientHeight - disc.height];
    }"""
    drawn = f"() => document.querySelector('.polarlayer .plotbg') && ({room})()"
    page.wait_for_function(drawn)
    height, around = page.evaluate(room)
    assert height == HEIGHT
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(f"most => ({room})()[0] < most", arg=height)
    page.wait_for_function(f"room => Math.abs(({room})()[1] - room) < 2", arg=around)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(f"own => ({room})()[0] === own", arg=height)


def test_plotly_knows_the_traces_of_our_figures_and_no_others(visit: New) -> None:
    page = visit().open("/profil?regions=05911&lang=de")
    page.wait_for_selector(".s3-figure .main-svg")
    known = page.evaluate("() => Object.keys(Plotly.PlotSchema.get().traces).sort()")
    assert known == ["bar", "heatmap", "scatter", "scatterpolar"]


def test_a_chart_that_cannot_be_drawn_says_so(visit: New) -> None:
    one = visit(by="chromium")
    one.page.route("**/plotly/**", lambda route: route.abort())
    page = one.open("/profil?regions=05911&lang=de")
    note = page.locator(".s3-figure [role=status]").first
    expect(note).to_have_text(text("chart.not_drawn", "de"))
    assert any("could not be loaded" in line for line in one.complaints)
    one.complaints.clear()


def test_a_point_that_is_clicked_is_the_one_in_focus(visit: New) -> None:
    one = visit()
    page = one.open("/potenziale?regions=05913&lang=de")
    page.wait_for_selector(".s3-figure .main-svg")
    key, x, y = page.evaluate("""() => {
      const plot = document.querySelector('.js-plotly-plot');
      const box = plot.querySelector('.nsewdrag').getBoundingClientRect();
      const { xaxis, yaxis } = plot._fullLayout;
      const trace = plot.data.find(one => one.name === 'Smart City' && one.customdata);
      return [trace.customdata[0], box.x + xaxis.l2p(trace.x[0]), box.y + yaxis.l2p(trace.y[0])];
    }""")
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.wait_for_function(
        "key => new URLSearchParams(location.search).get('focus') === key", arg=key
    )


def test_every_figure_is_described_in_words(visit: New) -> None:
    one = visit()
    page = one.open("/profil?regions=05911&lang=de")
    figures = page.get_by_role("figure")
    expect(figures).not_to_have_count(0)
    names = figures.evaluate_all("all => all.map(one => one.getAttribute('aria-label') || '')")
    assert all(len(name) > 40 for name in names), names


def test_a_chart_has_its_height_before_it_is_drawn_and_after_a_choice(visit: New) -> None:
    one = visit(by="chromium")
    one.page.route("**/plotly/**", lambda route: route.abort())
    page = one.open("/profil?regions=05911&lang=de")
    page.wait_for_selector(".s3-figure [role=status]")
    room = page.locator(".s3-figure").first.evaluate("one => one.clientHeight")
    one.complaints.clear()
    two = visit()
    drawn = two.open("/profil?regions=05911&lang=de")
    drawn.wait_for_selector(".s3-figure .main-svg")
    assert drawn.locator(".s3-figure").first.evaluate("one => one.clientHeight") == room
    choose(two, "Ort oder Gebiet", "Dortmund")
    drawn.wait_for_function("() => location.search.includes('05913')")
    two.settle()
    assert drawn.locator(".s3-figure").first.evaluate("one => one.clientHeight") == room
