"""Two replicas behind the shipped nginx: what readers keep when one of them goes."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets
from playwright.sync_api import Browser, expect

from s3dash import ROOT
from tests.browser.conftest import Visit, watch
from tests.deploy import replicas
from tests.deploy.replicas import Hall
from tests.streamlit_client import STREAM, VisitError, Visitor, run_beside

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        replicas.found() is None, reason="nginx is not installed: apt-get install nginx-light"
    ),
]
SHAPES = next((ROOT / "static").glob("shapes.*.json")).name
LINK = "/karte?indicator=location_quotient&reference=germany&regions=05911&sector=K&year=2020"

NOTE_RETURN = """() => {
  const app = document.querySelector("[data-testid=stApp]"), states = [];
  new MutationObserver(() => {
    const now = app.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState;
    if (now === "running") states.push(now);
    window.backAgain = states.length > 0 && now === "notRunning";
  }).observe(app, {attributes: true});
}"""
"""Notes when a page has run again on the server that it came back to."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with replicas.hall(tmp_path_factory.mktemp("hall")) as one:
        yield one


class Guest(Visitor):
    """A visitor with the cookie that Streamlit gave the browser, who comes back when cut off."""

    def __init__(self, server: str, since: int) -> None:
        super().__init__(server)
        self.cookie = f"_streamlit_xsrf=2|00|00|{since}"

    async def connect(self) -> None:
        self._socket = await websockets.connect(
            self.server.replace("http", "ws", 1) + STREAM,
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers={"Cookie": self.cookie},
            max_size=None,
            open_timeout=self.timeout,
        )

    async def look(self) -> tuple[str, object]:
        """Address and map of the view, after coming back where the server has gone."""
        for _ in range(20):
            try:
                answer = await self.run()
            except (VisitError, websockets.WebSocketException, OSError):
                await self._come_back()
                continue
            assert answer.exceptions == []
            return self.query, self.component_data("map")["values"]
        raise AssertionError("did not come back in 20 tries")

    async def _come_back(self) -> None:
        try:
            await self.connect()
            self._messages.clear()
        except (websockets.WebSocketException, OSError):
            await asyncio.sleep(0.5)  # a browser too waits before it tries again


def test_pages_and_files_are_served_compressed_and_with_the_headers(hall: Hall) -> None:
    gzip = {"Accept-Encoding": "gzip"}
    page = hall.ask("/karte", gzip)
    assert page.status == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'; script-src")
    assert page.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert page.headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert page.headers["Content-Encoding"] == "gzip"
    bundle = re.search(r"static/js/index\.[\w-]+\.js", hall.ask("/").body.decode())
    assert bundle
    for path in (f"/{bundle[0]}", f"/app/static/{SHAPES}"):
        file = hall.ask(path, gzip)
        assert (file.status, file.headers["Content-Encoding"]) == (200, "gzip"), path
        assert "immutable" in file.headers["Cache-Control"]
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert hall.server_of(path) == "", "nginx itself serves files"


def test_nginx_hands_out_nothing_that_is_not_for_readers(hall: Hall) -> None:
    assert hall.ask("/_stcore/metrics").status == 404
    assert hall.ask("/_stcore/agent/openapi.json").status == 404
    for path in ("/app/static/../serve.py", "/app/static/%2e%2e/serve.py", "/static/../../x.py"):
        found = hall.ask(path)
        assert b"import" not in found.body, path
    assert hall.ask(f"/karte?story={'a' * 60_000}").status == 200
    assert hall.ask(f"/karte?story={'a' * 80_000}").status == 414


def test_the_log_names_no_reader_and_nothing_that_was_asked(hall: Hall) -> None:
    hall.ask("/methodik?regions=05911&q=geheim", {"User-Agent": "a-reader"})
    line = hall.lines("/methodik")[-1]
    assert set(line) == {"time", "status", "method", "path", "bytes", "seconds", "server"}
    text = (hall.folder / "access.log").read_text(encoding="utf-8")
    assert "geheim" not in text
    assert "a-reader" not in text


def test_a_hall_behind_one_address_is_spread_over_the_replicas(hall: Hall) -> None:
    path = "/spread"
    for second in range(60):
        cookie = {"Cookie": f"_streamlit_xsrf=2|aa|bb|{1_795_470_000 + second}"}
        hall.ask(path, cookie)
        hall.ask(path, cookie)
    servers = [line["server"] for line in hall.lines(path, count=120)]
    assert servers[::2] == servers[1::2], "a browser stays with its replica"
    assert min(Counter(servers).values()) >= 30, Counter(servers)
    assert len(set(servers)) == 2


def test_a_rolling_restart_under_load_loses_no_view(hall: Hall) -> None:
    run_beside(_restart_all_under(hall, guests=6))


async def _restart_all_under(hall: Hall, guests: int) -> None:
    sectors = ["A", "C", "F", "K", "J", "TOTAL"]
    visitors = [Guest(hall.address, 1_795_470_000 + 7 * number) for number in range(guests)]
    for number, one in enumerate(visitors):
        await one.connect()
        await one.open(
            "karte", indicator="location_quotient", reference="germany", sector=sectors[number]
        )
    views = [await one.look() for one in visitors]
    assert len({query for query, _ in views}) == guests
    for port in list(hall.servers):
        restarting = asyncio.create_task(asyncio.to_thread(hall.restart, port))
        while not restarting.done():
            assert [await one.look() for one in visitors] == views
        await restarting
    assert [await one.look() for one in visitors] == views
    for one in visitors:
        await one.close()


def test_a_killed_replica_costs_no_view_and_no_download(hall: Hall, chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_default_timeout(60_000)
    one = Visit(page, hall.address)
    watch(one)
    one.open(f"{LINK}&lang=de")
    first = hall.server_of_stream()
    _choose(one, "Feld", "Verarbeitendes Gewerbe")
    page.wait_for_function("() => location.search.includes('sector=C')")
    before = one.query()
    with page.expect_download() as taken:
        page.locator("[data-file=csv]").click()
    content = Path(taken.value.path()).read_bytes()

    complaints = list(one.complaints)
    page.evaluate(NOTE_RETURN)
    hall.kill(first)
    page.wait_for_function("() => window.backAgain")
    one.text()  # the first run on another server begins twice: see frame.page.read_page
    _choose(one, "Gegenüber", "Nordrhein-Westfalen")
    page.wait_for_function("() => location.search.includes('reference=nrw')")
    one.settle()
    assert {**before, "reference": "nrw"} == one.query()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Verarbeitendes Gewerbe")
    assert hall.server_of_stream() != first
    with page.expect_download() as taken:
        page.locator("[data-file=csv]").click()
    assert Path(taken.value.path()).read_bytes() != content, "figures against another area"
    assert complaints == []
    assert one.foreign == []
    assert [cookie["name"] for cookie in page.context.cookies()] == ["_streamlit_xsrf"]
    page.close()


def _choose(visit: Visit, label: str, option: str) -> None:
    box = visit.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    visit.page.get_by_role("option", name=option).first.click()
