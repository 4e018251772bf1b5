"""The one door: headers, compressed bundles, health, and a log without readers."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import logging
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.datastructures import Headers
from starlette.types import Message
from streamlit.file_util import get_static_dir

import serve
from s3dash import ROOT, health, log, plotly_file, session, state
from s3dash.release import ReleaseError
from tests.streamlit_client import run_beside


@dataclass
class Answer:
    """What the door answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def content(self) -> bytes:
        """Body as a browser unpacks it."""
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body


def get(path: str, leaves: bool = False, **headers: str) -> Answer:
    """Ask the door for a path; no server and no session is needed for that.

    With `leaves` the reader is gone before the answer begins.
    """
    messages: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if leaves:
            return {"type": "http.disconnect"}
        if asked:
            await asyncio.Event().wait()  # the reader stays until all is there
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "server": ("localhost", 80),
        "root_path": "",
        "headers": [
            (b"host", b"localhost"),
            *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()),
        ],
    }
    run_beside(serve.app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return Answer(messages[0]["status"], Headers(raw=messages[0]["headers"]), body)


def test_every_answer_has_the_headers() -> None:
    for path in ("/", "/karte", "/healthz", "/nothing/here.js"):
        headers = get(path).headers
        for name, value in serve.HEADERS.items():
            assert headers[name] == value, (path, name)
    assert "unsafe-eval" not in serve.POLICY
    assert "script-src 'self' 'sha256-" in serve.POLICY


def test_a_bundle_is_compressed_once_and_is_the_same() -> None:
    found = re.search(r"static/js/index\.[\w-]+\.js", get("/").text)
    assert found
    path = f"/{found[0]}"
    plain = get(path, accept_encoding="identity")
    first, again = (get(path, accept_encoding="gzip") for _ in range(2))
    assert "content-encoding" not in plain.headers
    assert first.headers["content-encoding"] == again.headers["content-encoding"] == "gzip"
    assert first.content == again.content == plain.content
    assert int(again.headers["content-length"]) < len(plain.content) / 2


@pytest.mark.parametrize("page", ["", "karte", "profil"])
def test_a_page_names_what_its_browser_will_need_and_all_of_it_is_there(page: str) -> None:
    answer = get(f"/{page}", accept="text/html", accept_encoding="gzip")
    assert int(answer.headers["content-length"]) == len(answer.body)
    text = answer.content.decode()
    named = re.findall(r'<link rel="(?:modulepreload|preload)" href="\./([^"]+)"', text)
    assert named == list(dict.fromkeys(named)), "nothing is named twice"
    ours = [one for one in named if not one.startswith("static/")]
    assert ("s3dash.regionmap/index.js" in text) == (page == "karte")
    assert (plotly_file.name() in text) == (page == "profil")
    assert any("static/js/BidiComponent." in one for one in named)
    for one in ours:
        file = ROOT / one.removeprefix("app/")
        found = file.exists() or plotly_file.name() in one or "s3dash." in one
        assert found, one
    for script in re.findall(r"<script>(.*?)</script>", text, re.DOTALL):
        digest = b64encode(sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_plotly_is_served_under_the_name_of_its_file_only() -> None:
    path = f"/plotly/{plotly_file.name()}"
    answer = get(path, accept_encoding="gzip")
    assert answer.content == plotly_file.PATH.read_bytes()
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.body) < 500_000
    assert get("/plotly/plotly-1.0.0.min.js").status == 404


def test_a_reader_who_leaves_cuts_no_bundle_short_for_the_next() -> None:
    bundles = sorted((Path(get_static_dir()) / "static" / "js").glob("*.js"))[:40]
    for bundle in bundles:
        path = f"/static/js/{bundle.name}"
        get(path, leaves=True, accept_encoding="gzip")
        assert get(path, accept_encoding="gzip").content == bundle.read_bytes(), path


def test_a_path_leads_to_no_file_outside() -> None:
    for path in (
        "/app/static/..%2f..%2fserve.py",
        "/app/static/%2e%2e/%2e%2e/config/operator.toml",
        "/static/..%2f..%2f..%2fserve.py",
        "/media/..%2f..%2fserve.py",
        "/export/..%2f..%2fserve.py",
    ):
        answer = get(path)
        assert "import" not in answer.text, path
        assert "may_embed" not in answer.text, path


def test_health_tells_version_release_and_that_data_are_readable() -> None:
    answer = get("/healthz")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    release = session.options().release.version
    assert json.loads(answer.body) == {
        "status": "ok",
        "version": release,
        "release": release,
        "data": "readable",
    }


def test_health_names_what_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ReleaseError("data/inkar.parquet cannot be read; take it from a good copy")

    monkeypatch.setattr(health.session, "options", broken)
    answer = get("/healthz")
    assert answer.status == 503
    assert json.loads(answer.body)["data"] == "not readable"
    assert "inkar.parquet" in json.loads(answer.body)["reason"]


def logged(error: Exception) -> dict[str, object]:
    """Line of the log about an exception."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log.JsonLines())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise error
    except Exception as caught:
        logger.error("Uncaught app execution", exc_info=caught)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 1
    found: dict[str, object] = json.loads(lines[0])
    return found


def test_a_failure_is_one_line_with_a_remedy_and_no_words_of_a_reader() -> None:
    line = logged(KeyError("what a reader\nsearched for"))
    assert line["error"] == "KeyError"
    assert "searched" not in json.dumps(line)
    assert line["remedy"] == log.REPORT
    assert "test_serve.py" in str(line["where"])


def test_our_own_messages_name_file_and_reason() -> None:
    line = logged(ReleaseError("data/inkar.parquet cannot be read"))
    assert line["reason"] == "data/inkar.parquet cannot be read"


def test_the_door_knows_the_pages() -> None:
    assert {state.START, *serve.PAGES} == set(state.PAGES)
    assert serve.PAGE_KEY == state.PAGE


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/gibtesnicht", "./?page=gibtesnicht"),
        ("/start", "./?page=start"),
        ("/alt/Karten", "../?page=Karten"),
    ],
)
def test_a_page_that_is_not_there_leads_to_the_start_page(path: str, target: str) -> None:
    answer = get(path, accept="text/html,*/*")
    assert (answer.status, answer.headers["location"]) == (307, target)


@pytest.mark.parametrize("path", ["/", "/karte", "/profil", "/icon.svg", "/_stcore/health"])
def test_what_is_there_is_served(path: str) -> None:
    assert get(path, accept="text/html,*/*").status != 307
    assert get("/gibtesnicht", accept="*/*").status != 307
