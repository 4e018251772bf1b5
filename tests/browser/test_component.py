"""The map in a real browser, in a small app with real shapes (component_demo.py)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from s3dash.component import WORDS, region_map
from s3dash.map_data import map_data
from s3dash.session import options
from s3dash.state import read_view
from tests.browser.conftest import READY, ROOT, free_port, serve

pytestmark = pytest.mark.browser

DORTMUND, ESSEN, DUISBURG, MUELHEIM = "05913", "05113", "05112", "05117"

OpenDemo = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, served from a folder of its own with the project's shapes and settings."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(Path(__file__).with_name("component_demo.py"), folder / "app.py")
    shutil.copytree(ROOT / "static", folder / "static")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    port = free_port()
    server = serve(port, folder)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture
def open_demo(chromium: Browser, used: BrowserContext, address: str) -> Iterator[OpenDemo]:
    """Open the demo; at the end no console error and no request to another host may have come."""
    pages: list[Page] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda one: (
                None
                if one.url.startswith((address, "data:", "blob:"))
                else faults.append(f"request to {one.url}")
            ),
        )

    def open_page(query: str = "", *, width: int = 1440, height: int = 900, **more: object) -> Page:
        page = chromium.new_page(**more) if more else used.new_page()  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": height})
        pages.append(page)
        watch(page)
        page.goto(f"{address}/?{query}")
        page.wait_for_selector(".areas path", state="attached")
        page.wait_for_selector(READY)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not faults, "\n".join(faults)


def area(page: Page, ags: str) -> Locator:
    return page.locator(f".areas path[data-ags='{ags}']")


def row(page: Page, ags: str) -> Locator:
    return page.locator(f".rows button[data-ags='{ags}']")


def fills(page: Page) -> list[str]:
    return page.locator(".areas path").evaluate_all("all => all.map(a => a.getAttribute('fill'))")


def set_year(page: Page, index: int) -> None:
    """Move the slider without letting it come to rest."""
    page.locator(".track input").evaluate(
        "(slider, row) => { slider.value = row; slider.dispatchEvent(new Event('input')) }", index
    )


def count_frames(page: Page) -> list[str]:
    """Frames that the browser sends over the websocket from the next page load on."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: frames.append(socket.url)))
    page.reload()
    page.wait_for_selector(".areas path", state="attached")
    page.wait_for_selector(READY)
    return frames


def test_draws_every_area_with_name_figure_and_rank(open_demo: OpenDemo) -> None:
    page = open_demo("level=municipality")
    expect(page.locator(".areas path")).to_have_count(53)
    expect(page.locator(".rows button")).to_have_count(53)
    page = open_demo("level=district&year=2015")
    expect(page.locator(".areas path")).to_have_count(15)
    expect(page.locator(".rows button")).to_have_count(15)
    # the first two share a figure by construction; one of the fifteen has none
    label = area(page, DUISBURG).get_attribute("aria-label") or ""
    assert re.fullmatch(r"Duisburg: 1,00, Rang 6 von 14", label)
    assert area(page, ESSEN).get_attribute("aria-label") == label.replace("Duisburg", "Essen")


def test_numbers_follow_the_language_of_the_page(open_demo: OpenDemo) -> None:
    page = open_demo("lang=en&case=count")
    expect(row(page, DUISBURG).locator(".value")).to_have_text(re.compile(r"^\d{3},\d{3}$"))
    page = open_demo("lang=de&case=change")
    assert page.locator(".rows .value").first.inner_text().startswith("+")


def test_names_stand_on_the_map(open_demo: OpenDemo) -> None:
    page = open_demo()
    names = " ".join(page.locator(".names text").all_text_contents())
    assert page.locator(".names text").count() >= 14
    assert "Dortmund" in names


def test_missing_value_is_hatched_named_and_without_rank(open_demo: OpenDemo) -> None:
    page = open_demo("year=2015")
    assert area(page, MUELHEIM).get_attribute("fill") == "url(#hatch)"
    label = area(page, MUELHEIM).get_attribute("aria-label")
    assert label == "Mülheim an der Ruhr: keine Angabe, Geheimhaltung"
    expect(row(page, MUELHEIM)).to_contain_text("keine Angabe")
    expect(row(page, MUELHEIM).locator(".rank")).to_be_empty()
    expect(page.locator(".legend")).to_contain_text("keine Angabe: Geheimhaltung")
    # last in the list, not ranked as if it were the lowest figure
    assert page.locator(".rows li").last.locator("button").get_attribute("data-ags") == MUELHEIM


def test_reference_stands_at_its_place_without_rank(open_demo: OpenDemo) -> None:
    page = open_demo()
    values = page.locator(".rows li .value").all_inner_texts()
    numbers = [float(text.replace(",", ".")) for text in values]
    assert numbers == sorted(numbers, reverse=True)
    reference = page.locator(".row.reference")
    expect(reference).to_contain_text("Metropole Ruhr")
    expect(reference.locator(".rank")).to_be_empty()
    assert page.locator(".rows .rank").all_inner_texts()[:4] == ["1", "2", "2", "4"]


def test_year_and_classes_change_without_the_server(open_demo: OpenDemo) -> None:
    page = open_demo()
    frames = count_frames(page)
    frames.clear()
    handle = area(page, DORTMUND).element_handle()
    before = fills(page)
    set_year(page, 0)
    expect(page.locator(".headline h1")).to_contain_text("(2015)")
    expect(page.locator(".headline p")).to_contain_text("30.06.2015")
    assert fills(page) != before
    assert handle is not None
    assert handle.evaluate("path => path.isConnected")
    assert frames == []


def test_scheme_recolours_at_once_and_is_reported(open_demo: OpenDemo) -> None:
    page = open_demo()
    before = fills(page)
    handle = area(page, DORTMUND).element_handle()
    page.get_by_label("Klassen", exact=True).select_option("3")
    assert fills(page) != before
    assert handle is not None
    assert handle.evaluate("path => path.isConnected")
    expect(page).to_have_url(re.compile(r"k=3"))
    page.get_by_label("Einteilung").select_option("equal_interval")
    expect(page).to_have_url(re.compile(r"method=equal_interval.*k=3|k=3.*method=equal_interval"))
    expect(page.locator(".classes li:not(.divide)").nth(2)).to_be_attached()


def test_years_play_in_the_browser_and_report_the_last(open_demo: OpenDemo) -> None:
    page = open_demo("year=2017")
    frames = count_frames(page)
    frames.clear()
    page.get_by_role("button", name="abspielen").click()
    expect(page.get_by_role("button", name="anhalten")).to_be_visible()
    expect(page.locator(".headline h1")).to_contain_text("(2019)")
    assert frames == []
    expect(page.get_by_role("button", name="abspielen")).to_be_visible()
    expect(page).to_have_url(re.compile("year=2020"))


def test_slider_is_hidden_with_one_year(open_demo: OpenDemo) -> None:
    expect(open_demo("single=1").locator(".timeline")).to_be_hidden()


def test_click_selects_and_tells_python(open_demo: OpenDemo) -> None:
    page = open_demo()
    area(page, DORTMUND).click()
    expect(page.locator(".detail h2")).to_have_text("Dortmund")
    expect(page.locator(".outlines .chosen")).to_have_count(1)
    expect(row(page, DORTMUND)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Auswahl: 05913 ")).to_be_visible()
    row(page, ESSEN).click()
    expect(page.get_by_text("Auswahl: 05913,05113 ")).to_be_visible()
    expect(page.locator(".detail .sentence")).to_contain_text("eineinhalb")
    page.get_by_role("button", name="Essen: aus der Auswahl nehmen").click()
    expect(page.get_by_text("Auswahl: 05913 ")).to_be_visible()
    expect(page.locator(".detail h2")).to_have_text("Dortmund")


def test_quick_choices_all_arrive(open_demo: OpenDemo) -> None:
    page = open_demo()
    for ags in (DORTMUND, ESSEN, DUISBURG):
        row(page, ags).click(no_wait_after=True)
    expect(page.get_by_text("Auswahl: 05913,05113,05112 ")).to_be_visible()
    expect(page.locator(".outlines .chosen")).to_have_count(3)
    area(page, "05911").click()  # a fourth one replaces the oldest, as max_selected is 3
    expect(page.get_by_text("Auswahl: 05113,05112,05911 ")).to_be_visible()


def test_selection_is_never_taken_back_while_python_catches_up(open_demo: OpenDemo) -> None:
    page = open_demo()
    page.evaluate(
        """() => {
          window.counts = [];
          const root = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
            .map((one) => one.shadowRoot).find((one) => one.querySelector('.outlines'));
          new MutationObserver(() => window.counts.push(
            root.querySelectorAll('.outlines .chosen').length
          )).observe(root.querySelector('.outlines'), {childList: true});
        }"""
    )
    row(page, DORTMUND).click()
    row(page, ESSEN).click()
    expect(page.get_by_text("Auswahl: 05913,05113 ")).to_be_visible()
    page.wait_for_selector(READY)
    counts = page.evaluate("window.counts")
    assert counts == sorted(counts)
    assert counts[-1] == 2


def test_back_undoes_a_choice(open_demo: OpenDemo) -> None:
    page = open_demo()
    area(page, DORTMUND).click()
    expect(page.get_by_text("Auswahl: 05913 ")).to_be_visible()
    page.go_back()
    expect(page.locator(".outlines .chosen")).to_have_count(0)
    page.go_forward()
    expect(page.locator(".outlines .chosen")).to_have_count(1)


def test_second_click_opens_the_profile(open_demo: OpenDemo) -> None:
    page = open_demo(f"regions={DORTMUND}")
    link = page.locator(".detail a")
    assert link.get_attribute("href") == "/?profile=05913&lang=de"
    area(page, DORTMUND).click()
    expect(page).to_have_url(re.compile(r"profile=05913&lang=de"))
    expect(page.get_by_role("heading", name="Profil 05913")).to_be_visible()


def test_hover_links_map_list_and_tooltip(open_demo: OpenDemo) -> None:
    page = open_demo()
    area(page, DUISBURG).hover()
    expect(page.locator(".tooltip")).to_be_visible()
    expect(page.locator(".tooltip")).to_contain_text("1,78 (2020)")
    expect(page.locator(".tooltip")).to_contain_text("zwischen 1,69 und 1,87")
    expect(row(page, DUISBURG)).to_have_class(re.compile("hovered"))
    row(page, DORTMUND).hover()
    expect(page.locator(".tooltip")).to_be_hidden()
    expect(page.locator(".outlines .hovered")).to_have_attribute(
        "d", area(page, DORTMUND).get_attribute("d") or ""
    )


def test_keyboard_walks_to_neighbours_and_selects(open_demo: OpenDemo) -> None:
    page = open_demo()
    focusable = page.locator(".areas path[tabindex='0']")
    expect(focusable).to_have_count(1)
    page.get_by_role("combobox", name="Indikator").focus()
    page.keyboard.press("Tab")
    expect(focusable).to_be_focused()
    page.keyboard.press("ArrowRight")  # from Duisburg
    focused = page.locator(".areas path:focus")
    expect(focused).to_have_attribute("data-ags", re.compile(f"{MUELHEIM}|{ESSEN}|05119"))
    ags = focused.get_attribute("data-ags") or ""
    expect(page.locator(".tooltip")).to_be_visible()
    outline = focused.evaluate("path => getComputedStyle(path).strokeWidth")
    assert outline == "4px"
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Auswahl: {ags} ")).to_be_visible()
    expect(area(page, ags)).to_be_focused()  # the rerun takes no focus away


def test_list_keeps_the_keyboard_when_its_order_changes(open_demo: OpenDemo) -> None:
    page = open_demo()
    row(page, DORTMUND).focus()
    set_year(page, 0)
    expect(row(page, DORTMUND)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(row(page, DORTMUND)).not_to_be_focused()
    expect(page.locator(".rows button:focus")).to_have_count(1)


def test_reduced_motion_is_respected(open_demo: OpenDemo) -> None:
    style = "path => getComputedStyle(path).transitionDuration"
    calm = open_demo(reduced_motion="reduce")
    assert area(calm, DORTMUND).evaluate(style) == "0s"
    set_year(calm, 0)
    assert calm.locator(".rows").evaluate("list => list.getAnimations({subtree: true}).length") == 0
    lively = open_demo(reduced_motion="no-preference")
    assert area(lively, DORTMUND).evaluate(style) != "0s"


def test_circles_are_proportional_to_the_figure(open_demo: OpenDemo) -> None:
    page = open_demo("case=count&level=municipality&year=2015")
    numbers, radii = [], []
    for button in page.locator(".rows button").all():
        ags = button.get_attribute("data-ags")
        text = button.locator(".value").inner_text()
        radius = page.locator(f".circles circle[data-ags='{ags}']").get_attribute("r")
        if text == "keine Angabe":
            assert radius == "0"
        else:
            numbers.append(float(text.replace(".", "")))
            radii.append(float(radius or "nan"))
    factors = [radius**2 / number for radius, number in zip(radii, numbers, strict=True)]
    assert len(numbers) == 52
    assert factors == pytest.approx([factors[0]] * 52, rel=1e-4)
    assert area(page, MUELHEIM + "000").get_attribute("fill") == "url(#hatch)"
    # a circle in the legend is as large as one of that figure on the map
    legend = page.locator(".legend .disc circle").first.evaluate("c => c.getBoundingClientRect()")
    pixels = page.locator(".picture > svg:not(.ground)").evaluate("svg => svg.getScreenCTM().a")
    assert legend["width"] == pytest.approx(2 * pixels * (1e5 * factors[0]) ** 0.5, rel=0.02)


def test_categories_have_no_rank_and_stand_in_the_legends_order(open_demo: OpenDemo) -> None:
    page = open_demo("case=type&level=municipality")
    words = page.locator(".rows .value").all_inner_texts()
    order = ["dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt"]
    assert words == sorted(words, key=order.index)
    assert set(page.locator(".rows .rank").all_inner_texts()) == {""}
    expect(page.locator(".ranking h2")).to_have_text("53 Gebiete")
    expect(page.locator(".scheme")).to_be_hidden()


def test_legend_counts_every_region_once_and_marks_the_centre(open_demo: OpenDemo) -> None:
    page = open_demo("level=municipality&year=2015")
    counts = [int(text) for text in page.locator(".legend .number").all_inner_texts()]
    assert sum(counts) == 53
    expect(page.locator(".legend .centre")).to_have_text("Deutschland")
    page.locator(".legend li").last.hover()
    expect(page.locator(".areas path:not(.dimmed)")).to_have_count(1)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (1366, 768)])
def test_whole_view_fits_on_one_screen(open_demo: OpenDemo, width: int, height: int) -> None:
    page = open_demo("level=municipality", width=width, height=height)
    box = page.locator(".grid").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height
    assert box["height"] > height - 300
    listing = page.locator(".rows").evaluate("list => list.scrollHeight > list.clientHeight")
    assert listing  # 53 rows scroll by themselves


@pytest.mark.parametrize("width", [390, 740, 900, 1060])
def test_nothing_reaches_beyond_the_container(open_demo: OpenDemo, width: int) -> None:
    page = open_demo(f"regions={DORTMUND}&level=district", width=width)
    box = page.locator(".view").bounding_box()
    assert box is not None
    for part in (".picture", ".legend", ".detail", ".ranking", ".timeline"):
        inner = page.locator(part).bounding_box()
        assert inner is not None
        assert inner["x"] >= box["x"] - 1, part
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1, part


def test_ranking_folds_under_the_map_on_a_phone(open_demo: OpenDemo) -> None:
    page = open_demo(f"regions={DORTMUND}", width=390, height=844)
    tops = [
        (page.locator(part).bounding_box() or {})["y"]
        for part in (".picture", ".timeline", ".legend", ".detail", ".ranking")
    ]
    assert tops == sorted(tops)


def test_ranks_and_classes_follow_their_conventions(open_demo: OpenDemo, address: str) -> None:
    page = open_demo()
    module = f"{address}/_stcore/bidi-components/s3dash.regionmap/scale.js"
    script = f"""async () => {{
      const scale = await import({json.dumps(module)});
      const axis = scale.barAxis([0.5, 2], {{centre: 1, log: true}});
      const share = scale.barAxis([5, 20], {{centre: null, log: false}});
      const counts = scale.barAxis([5, 20], {{centre: null, log: true}});
      return [
        scale.competitionRanks([3, 5, 5, null, 1]),
        [0, 1, 1.5, 2, 9].map((value) => scale.classOf(value, [0, 1, 2, 3])),
        [axis.place(0.5), axis.base, axis.place(2), share.base, share.place(5), counts.place(5)],
      ];
    }}"""
    ranks, classes, places = page.evaluate(script)
    assert ranks == [3, 1, 1, None, 4]
    assert classes == [0, 0, 1, 1, 2]
    assert places == pytest.approx([0, 0.5, 1, 0, 0.25, 0.25])


def test_series_break_and_gap_end_a_run(open_demo: OpenDemo, address: str) -> None:
    page = open_demo()
    module = f"{address}/_stcore/bidi-components/s3dash.regionmap/detail.js"
    runs = page.evaluate(
        f"""async () => {{
          const {{runsOf}} = await import({json.dumps(module)});
          return [
            runsOf([2015, 2016, 2017, 2018, 2019], [1, null, 3, 4, 5], [2018]),
            runsOf([2009, 2013, 2017], [1, 2, 3], [2011]),  // the break lies between two years
          ];
        }}"""
    )
    assert runs == [
        [[[2015, 1]], [[2017, 3]], [[2018, 4], [2019, 5]]],
        [[[2009, 1]], [[2013, 2], [2017, 3]]],
    ]


def test_older_choices_of_python_do_not_undo_newer_ones(open_demo: OpenDemo, address: str) -> None:
    page = open_demo()
    module = f"{address}/_stcore/bidi-components/s3dash.regionmap/exchange.js"
    accepted = page.evaluate(
        f"""async () => {{
          const {{createExchange}} = await import({json.dumps(module)});
          const exchange = createExchange();
          const view = (...selected) => ({{selected, year: 2020, method: "quantile", k: 5}});
          const answers = [exchange.accepts(view())];
          exchange.sent(view("a"));
          answers.push(exchange.accepts(view()));          // a rerun that began before the choice
          exchange.sent(view("a", "b"));
          answers.push(exchange.accepts(view("a")));       // answer to the first of two choices
          answers.push(exchange.accepts(view("a", "b")));  // answer to the second
          answers.push(exchange.accepts(view("a")));       // Back
          exchange.sent(view("a", "c"));
          answers.push(exchange.accepts(view("z")));       // a link that was followed meanwhile
          return answers;
        }}"""
    )
    assert accepted == [True, False, False, True, True, True]


def test_an_answer_of_python_does_not_take_the_year_back_that_was_just_chosen(
    open_demo: OpenDemo, address: str
) -> None:
    page = open_demo()
    query = {"indicator": "location_quotient", "sector": "K", "level": "district"}
    view, _ = read_view(query, options(), page="karte")
    shapes = f"/app/static/{next((ROOT / 'static').glob('shapes.*.json')).name}"
    data = map_data(options(), view, shapes=shapes, mode="light")
    module = f"{address}/_stcore/bidi-components/s3dash.regionmap/map.js"
    shown = page.evaluate(
        f"""async (data) => {{
          const {{createMapView}} = await import({json.dumps(module)});
          const map = createMapView();
          document.body.append(map.node);
          const send = ({{year}}) => {{ window.toldYear = year; }};
          map.update(data, send);
          const slider = map.node.querySelector("input[type=range]");
          slider.value = 0;
          for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind));
          map.update({{...data}}, send);  // the answer to an earlier choice
          return data.years[slider.value];
        }}""",
        data,
    )
    assert shown == 2015
    page.wait_for_function("() => window.toldYear === 2015", timeout=10_000)


@pytest.mark.parametrize(("places", "shown"), [(500, 500), (501, 201)])
def test_a_long_ranking_has_its_ends_and_the_selected_places(
    open_demo: OpenDemo, address: str, places: int, shown: int
) -> None:
    page = open_demo()
    folder = f"{address}/_stcore/bidi-components/s3dash.regionmap"
    rows = page.evaluate(
        f"""async (n) => {{
          const {{createRanking}} = await import("{folder}/ranking.js");
          const {{figuresOf}} = await import("{folder}/figures.js");
          const ids = Array.from({{length: n}}, (_, i) => `p${{i}}`);
          const data = {{ids, names: ids, years: [2020], values: [ids.map((_, i) => n - i)],
            status: ["r".repeat(n)], low: null, high: null, lines: [], categories: null, unit: "",
            unit_long: "", mark: "fill", centre: null, scale: "linear", locale: "de", decimals: 0,
            words: {{ranking: "", rank: "{{rank}}/{{n}}", status: {{}}}}}};
          const ranking = createRanking({{onChoose() {{}}, onHover() {{}}}});
          const view = {{selected: ["p300"]}};
          const colours = {{colourOf: () => "", barOf: () => ""}};
          ranking.update({{data, figures: figuresOf(data, 2020), view, row: 0, ...colours}});
          return [...ranking.node.querySelectorAll("li")].map((item) => [
            item.querySelector(".rank").textContent, item.classList.contains("gap")]);
        }}""",
        places,
    )
    assert len(rows) == shown
    gaps = [rank for rank, gap in rows if gap]
    assert gaps == ([] if places == shown else ["301", "452"])


def data_for_checks() -> dict[str, object]:
    return {
        "words": dict.fromkeys(WORDS, ""),
        "ids": ["05913"],
        "years": [2020],
        "year": 2020,
        "values": [[1.0]],
        "status": ["r"],
        "mark": "fill",
        "categories": None,
        "classes": {"quantile-5": {}},
        "method": "quantile",
        "k": 5,
    }


ON_CANVAS = """() => {
  const [ground] = [...document.querySelectorAll('*')].map(one => one.shadowRoot)
    .filter(Boolean).map(root => root.querySelector('.many canvas')).filter(Boolean);
  return ground.getContext('2d');
}"""


@pytest.fixture
def open_canvas(chromium: Browser, address: str) -> Iterator[OpenDemo]:
    """Open the demo with its areas on a canvas, as maps of some thousand areas are drawn."""
    source = (ROOT / "s3dash" / "component" / "assets" / "canvas.js").read_text("utf-8")
    few = source.replace("MANY = 2000", "MANY = 20")
    assert few != source
    pages: list[Page] = []

    def open_page(query: str) -> Page:
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        pages.append(page)
        page.route(
            "**/canvas.js", lambda route: route.fulfill(body=few, content_type="text/javascript")
        )
        page.goto(f"{address}/?{query}")
        page.wait_for_selector(".picture[data-many] .names text")
        page.wait_for_selector(READY)
        return page

    yield open_page
    for page in pages:
        page.close()


def beside(page: Page, name: str) -> list[float]:
    """Point of the window a little to the left of the name of an area."""
    box = page.locator(".names text", has_text=name).first.bounding_box()
    assert box is not None
    return [box["x"] - 4, box["y"] + box["height"] / 2]


def colour_at(page: Page, where: list[float]) -> str:
    """Colour of the canvas at a point of the window."""
    found: str = page.evaluate(
        f"""([x, y]) => {{
          const pen = ({ON_CANVAS})();
          const box = pen.canvas.getBoundingClientRect();
          const {{ data }} = pen.getImageData(x - box.x, y - box.y, 1, 1);
          return `rgb(${{data[0]}}, ${{data[1]}}, ${{data[2]}})`;
        }}""",
        where,
    )
    return found


def test_areas_on_a_canvas_have_their_colours_names_figures_and_years(
    open_canvas: OpenDemo,
) -> None:
    page = open_canvas("level=municipality")
    swatches = page.locator(".legend .swatch:not(.gap)").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    )
    names = page.locator(".names text").all_text_contents()[:8]
    assert len(names) == 8
    points = [beside(page, name) for name in names]
    before = [colour_at(page, point) for point in points]
    assert set(before) <= set(swatches)
    drawn = page.locator(".many canvas").first.get_attribute("data-drawn")
    page.locator(".timeline input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".many canvas").first).not_to_have_attribute("data-drawn", str(drawn))
    assert [colour_at(page, point) for point in points] != before


def test_areas_on_a_canvas_are_reached_by_pointer_and_keyboard(open_canvas: OpenDemo) -> None:
    page = open_canvas("level=municipality")
    box = page.locator(".names text", has_text="Dortmund").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    expect(page.locator(".tooltip strong")).to_have_text("Dortmund")
    expect(page.locator(".outlines .hovered")).to_have_count(1)
    page.mouse.click(x, y)
    expect(page.get_by_text("Auswahl: 05913000")).to_be_visible()
    expect(page.locator(".outlines .chosen")).to_have_count(1)
    area = page.locator(".areas path")
    expect(area).to_have_count(1)
    area.focus()
    first = area.get_attribute("data-ags")
    page.keyboard.press("ArrowRight")
    expect(area).not_to_have_attribute("data-ags", str(first))
    expect(area).to_be_focused()
    assert ": " in str(area.get_attribute("aria-label"))
    page.keyboard.press("Enter")
    expect(area).to_have_attribute("aria-pressed", "true")


def test_a_class_of_the_legend_stands_out_on_a_canvas(open_canvas: OpenDemo) -> None:
    page = open_canvas("level=municipality")
    canvas = page.locator(".many canvas").first
    point = beside(page, page.locator(".names text").first.text_content() or "")
    before = colour_at(page, point)
    for row in page.locator(".legend .classes li:has(.tally)").all():
        row.hover()
        if colour_at(page, point) != before:
            break
    else:
        raise AssertionError("no class dims the area")
    page.mouse.move(1, 1)
    expect(canvas).to_be_visible()
    assert colour_at(page, point) == before


def test_circles_on_a_canvas_lie_over_the_land(open_canvas: OpenDemo) -> None:
    page = open_canvas("level=municipality&case=count")
    land = page.evaluate(f"""() => {{
      const pen = ({ON_CANVAS})();
      const box = document.createElement('i');
      box.style.color = getComputedStyle(pen.canvas).getPropertyValue('--land');
      document.body.append(box);
      const parts = getComputedStyle(box).color.match(/[0-9.]+/g).map(Number);
      return `rgb(${{parts.map(one => Math.round(255 * one)).join(', ')}})`;
    }}""")
    assert land != "rgb()"
    assert colour_at(page, beside(page, "Dortmund")) != land


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"words": {}}, "words lack rank, zeros, no_value"),
        ({"year": 2019}, r"year 2019 is none of the years \[2020\]"),
        ({"values": [[1.0, 2.0]]}, r"values has 1 rows of \[2\] entries; expected 1 years of 1"),
        ({"status": []}, "status has 0 rows"),
        ({"k": 7}, "no classes 'quantile-7', only quantile-5"),
    ],
)
def test_data_that_could_only_be_drawn_wrongly_are_refused(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        region_map({**data_for_checks(), **change}, key="map", on_change=lambda: None)
