"""Makes the pictures of the README: `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, HELP, find
from tests.browser.conftest import READY, free_port, serve

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
VIEWS = {
    "karte": "/karte?indicator=theme_location_quotient&theme=cyber_ai&regions=05117,05913&lang=de",
    "profil": "/profil?regions=05914&lang=de",
    "vergleich": "/vergleich?regions=05913,05113,05562&lang=de",
}


def main() -> int:
    """Serve the dashboard and photograph each view at 1440 × 900."""
    path = find()
    if path is None:
        print(HELP, file=sys.stderr)
        return 1
    port = free_port()
    server = serve(port)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            for name, link in VIEWS.items():
                page.goto(f"http://127.0.0.1:{port}{link}")
                page.wait_for_selector(READY)
                page.wait_for_selector("h1")
                page.wait_for_load_state("networkidle")
                page.evaluate("() => document.fonts.ready")
                page.screenshot(path=FOLDER / f"{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
