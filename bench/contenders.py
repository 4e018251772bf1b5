"""Which pages are compared, and how a visitor chooses on each."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from bench import cases
from bench.browser import (
    QUIET_MS,
    Choice,
    Contender,
    from_list,
    from_native_list,
    over_areas,
    settle,
    with_keys,
)
from bench.names import BARE, DASH, OURS, USUAL
from bench.servers import APPS, App, Server
from s3dash import ROOT
from tests.drawn import figures
from tests.streamlit_client import Visitor

STREAMLIT_BOX: Final = "[data-testid=stSelectbox] [role=combobox], [data-testid=stSelectbox] button"
BACK_AND_FORTH: Final = ("Home", "End")
MAP: Final = "/karte?indicator=population_density&level=municipality&lang=de"
SECTORS: Final = (
    "/karte?indicator=location_quotient&sector=C&level=district&reference=germany&lang=de"
)
PLACES: Final = ("05911", "05913", "05978")
"""Bochum, Dortmund and Kreis Unna; the choice adds the third to the first two."""

VIEWS: Final = ("before", "after")


def _box(key: str) -> str:
    return f".st-key-{key} [role=combobox], .st-key-{key} button"


def apps(case: Path) -> dict[str, App]:
    """The servers of the small map."""
    return {
        BARE: App(BARE, "streamlit", APPS / "bare.py"),
        USUAL: App(USUAL, "streamlit", APPS / "usual.py", case=case),
        DASH: App(DASH, "dash", APPS / "dash_map.py", case=case),
        OURS: App(OURS, "streamlit", ROOT / "serve.py", shipped=True),
    }


def contenders() -> dict[str, Contender]:
    """The pages of the small map."""
    names, years = cases.choices_of(cases.prepare(cases.RUHR))
    by_page: dict[str, Choice] = {
        "indicator": from_list(
            _box("karte_indicator"),
            ("Bevölkerungsdichte", "Studierende je 1.000 Einwohner ·"),
            typed=True,
        ),
        "year": with_keys(".timeline input[type=range]", BACK_AND_FORTH),
        "classes": from_native_list(".legend select >> nth=0", ("quantile", "equal_interval")),
        "hover": over_areas(".areas path"),
    }
    return {
        BARE: Contender(
            "/", "words", {"choice": from_list(STREAMLIT_BOX, ("manufacturing", "trade"))}
        ),
        USUAL: Contender(
            "/",
            "plotly",
            {
                "year": with_keys("input[type=range]", BACK_AND_FORTH),
                "indicator": from_list(STREAMLIT_BOX, names),
            },
        ),
        DASH: Contender(
            "/",
            "plotly",
            {"year": from_list("#year", years), "indicator": from_list("#indicator", names)},
        ),
        OURS: Contender(MAP, "ours", by_page),
    }


def sector_page() -> Contender:
    """Our map of the districts, whose sector and reference go through the server."""
    return Contender(
        SECTORS,
        "ours",
        {
            "sector": from_list(
                _box("karte_sector"), ("Verarbeitendes", "Information"), typed=True
            ),
            "reference": from_list(_box("karte_reference"), ("Deutschland", "Nordrhein-Westfalen")),
        },
    )


# --- many areas --------------------------------------------------------------------------------


def many_apps(case: Path) -> dict[str, App]:
    """The servers of a map with many areas."""
    static = APPS / "static"
    shutil.rmtree(static, ignore_errors=True)
    static.mkdir()
    drawing = next(case.glob("shapes.*.json"))
    shutil.copy(drawing, static / drawing.name)  # a link is refused by static serving
    return {
        USUAL: App(USUAL, "streamlit", APPS / "usual.py", case=case),
        DASH: App(DASH, "dash", APPS / "dash_map.py", case=case),
        OURS: App(OURS, "streamlit", APPS / "many.py", shipped=True, case=case),
    }


def many_contenders(indicators: tuple[str, str], years: tuple[str, str]) -> dict[str, Contender]:
    """The pages of a map with many areas."""
    streamlit = from_list(STREAMLIT_BOX, indicators)
    keys = with_keys("input[type=range]", BACK_AND_FORTH)
    dash = {"year": from_list("#year", years), "indicator": from_list("#indicator", indicators)}
    return {
        USUAL: Contender("/", "plotly", {"year": keys, "indicator": streamlit}),
        DASH: Contender("/", "plotly", dash),
        OURS: Contender(
            "/",
            "ours",
            {
                "year": with_keys(".timeline input[type=range]", BACK_AND_FORTH),
                "indicator": streamlit,
            },
        ),
    }


# --- all charts of a page ----------------------------------------------------------------------


def charts_pages() -> dict[str, Contender]:
    """Our pages with a choice that redraws all their charts: another place, a further place."""
    another = from_list(_box("profile_place"), ("Bochum", "Dortmund"), typed=True)
    further = Choice("keydown", _add_place, _without_third, charts=True)
    return {
        "profil": Contender(
            f"/profil?regions={PLACES[0]}&lang=de",
            "charts",
            {"region": replace(another, charts=True)},
        ),
        "vergleich": Contender(
            f"/vergleich?regions={','.join(PLACES[:2])}&lang=de", "charts", {"region": further}
        ),
    }


def dash_charts() -> Contender:
    """The same charts in Dash."""
    choice = replace(from_list("#view", VIEWS), charts=True)
    return Contender("/", "charts", {"region": choice})


def _without_third(page: Page, turn: int) -> None:
    settle(page)
    chips = page.locator(".chip .remove")
    if chips.count() > len(PLACES) - 1:
        chips.last.click()
        page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot').length > 0")
        page.wait_for_timeout(QUIET_MS)
        settle(page)
    page.locator(".regions input").fill("Kreis Unna")


def _add_place(page: Page, turn: int) -> None:
    page.locator(".regions input").press("Enter")


async def _specs(address: str, page: str, regions: str) -> list[object]:
    async with Visitor(address) as visitor:
        await visitor.open(page, regions=regions)
        components = (one.bidi_component for one in visitor.elements.values()
                      if one.WhichOneof("type") == "bidi_component")  # fmt: skip
        return [{"data": one.data, "layout": one.layout} for one in figures(components)]


def save_charts(server: Server, page: str) -> Path:
    """Keep the figures of our page before and after the choice, in a folder for the app in Dash."""
    folder = cases.CACHE / f"charts-{page}"
    folder.mkdir(parents=True, exist_ok=True)
    asked = {"profil": (PLACES[:1], PLACES[1:2]), "vergleich": (PLACES[:2], PLACES)}[page]
    found = [asyncio.run(_specs(server.address, page, ",".join(regions))) for regions in asked]
    count = min(map(len, found))
    views = dict(zip(VIEWS, (one[:count] for one in found), strict=True))
    (folder / "charts.json").write_text(json.dumps(views), "utf-8")
    return folder
