"""Makes pictures: those of the README, and every page in four settings, to be looked at.

`make pictures` writes the first into `docs/pictures/` and the second, with `index.html` that shows
them side by side, into `pictures/`, which is not kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from s3dash import state
from tests.browser.chromium import ARGUMENTS, HELP, find
from tests.browser.conftest import READY, ROOT, SETTLED, free_port, serve

README: Final = ROOT / "docs" / "pictures"
ALL: Final = ROOT / "pictures"
VIEWS: Final = {
    "karte": "/karte?indicator=theme_location_quotient&theme=cyber_ai&regions=05117,05913&lang=de",
    "profil": "/profil?regions=05914&lang=de",
    "vergleich": "/vergleich?regions=05913,05113,05562&lang=de",
}
ORIGIN: Final = "indicator=location_quotient&sector=K&year=2020"
"""What the page of the origin of a figure is asked for; it stands in no menu."""


@dataclass(frozen=True)
class Setting:
    """How a page is looked at."""

    name: str
    width: int = 1440
    height: int = 900
    lang: str = "de"
    scheme: str = "light"


SETTINGS: Final = (
    Setting("desktop"),
    Setting("phone", width=390, height=844),
    Setting("dark", scheme="dark"),
    Setting("english", lang="en"),
)


def link(page: str, lang: str) -> str:
    """A page with two places chosen; the origin of a figure with one."""
    if page == state.TRACE:
        return f"/{page}?{ORIGIN}&regions=05913&lang={lang}"
    return f"/{page}?regions=05913,05562&lang={lang}"


def photograph(page: Page, address: str, target: Path, *, whole: bool = False) -> None:
    """Open an address, wait until nothing moves, and keep what is seen, or all down to the foot."""
    page.goto(address)
    page.wait_for_selector(READY)
    page.wait_for_selector("h1")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(SETTLED, polling=250)
    page.evaluate("() => document.fonts.ready")
    if whole:
        grow(page)
    page.screenshot(path=target)


def grow(page: Page) -> None:
    """Make the window as high as what the page has to show, which scrolls inside of it."""
    width, height = page.evaluate(
        "() => [innerWidth, document.querySelector('[data-testid=stMain]').scrollHeight]"
    )
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(SETTLED, polling=250)


@contextmanager
def opened(browser: Browser, setting: Setting) -> Iterator[Page]:
    """A fresh window of a setting."""
    page = browser.new_page(
        viewport={"width": setting.width, "height": setting.height},
        color_scheme="dark" if setting.scheme == "dark" else "light",
    )
    yield page
    page.close()


def of_every_page(browser: Browser, address: str) -> None:
    """Each page in each setting, and a sheet that shows them side by side."""
    ALL.mkdir(exist_ok=True)
    for name in state.PAGES:
        for setting in SETTINGS:
            with opened(browser, setting) as page:
                target = ALL / f"{name or 'start'}-{setting.name}.png"
                photograph(page, address + link(name, setting.lang), target, whole=True)
    (ALL / "index.html").write_text(sheet(), encoding="utf-8")


def sheet() -> str:
    """The pictures in a table: a row per page, a column per setting."""
    head = "".join(f"<th>{setting.name}</th>" for setting in SETTINGS)
    rows = "".join(
        f"<tr><th>{escape(name or 'start')}</th>"
        + "".join(cell(f"{name or 'start'}-{setting.name}.png") for setting in SETTINGS)
        + "</tr>\n"
        for name in state.PAGES
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Pictures of every page</title>"
        "<style>body{font-family:sans-serif}td{vertical-align:top;padding:4px}"
        "img{width:22vw;border:1px solid #999}</style>"
        "<p>Would a mayor understand this in ten seconds?</p>"
        f"<table><tr><th></th>{head}</tr>\n{rows}</table>\n"
    )


def cell(file: str) -> str:
    """One picture, which opens in its own size."""
    return f'<td><a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a></td>'


def main() -> int:
    """Serve the dashboard and photograph it."""
    path = find()
    if path is None:
        print(HELP, file=sys.stderr)
        return 1
    port = free_port()
    server = serve(port)
    address = f"http://127.0.0.1:{port}"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            for name, view in VIEWS.items():
                with opened(browser, SETTINGS[0]) as page:
                    photograph(page, address + view, README / f"{name}.png")
            of_every_page(browser, address)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
    print(f"look at {ALL / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
