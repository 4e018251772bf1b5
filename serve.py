"""The one door of the dashboard: the app with its headers, compressed bundles and `/healthz`.

streamlit run serve.py        # what `make run` does
uvicorn serve:app --port 8501 --no-access-log
"""

from __future__ import annotations

import gzip
import logging
import re
from asyncio import get_running_loop
from base64 import b64encode
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from anyio import CapacityLimiter, Event
from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from s3dash import ROOT, config, hints, joined, log, plotly_file, tuned


def _inline_scripts() -> str:
    """Hashes of the scripts that stand in the page itself, as a policy names them."""
    page = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    scripts = [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), hints.SCRIPT]
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
    return "".join(f" 'sha256-{one}'" for one in hashes)


POLICY = (
    f"default-src 'self'; script-src 'self'{_inline_scripts()}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
    " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
    " frame-ancestors " + " ".join(["'self'", *config.operator().may_embed])
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
IMMUTABLE: Final = "public, max-age=31536000, immutable"
ONE_PAGE: Final = "public, max-age=30"
"""For our components, whose names never change: as long as one page takes to be there."""
HASHED: Final = ("/app/static/shapes.", f"/{plotly_file.FOLDER}/")
"""Files whose names hold their hash or version."""
FILES_AT_ONCE: Final = CapacityLimiter(2)
"""Files that are made at the same time; a third reader waits, and the pages stay quick."""
PAGES: Final = frozenset(file.stem for file in (ROOT / "pages").glob("*.py")) - {"start"}
"""Addresses of the pages; the start page has none. `s3dash.state` knows them, but loads slowly."""
PAGE_KEY: Final = "page"
"""Key by which the start page is told of a page that is not there, `state.PAGE`."""
NOT_PAGES: Final = (
    "_stcore", "app", "component", "export", "healthz", "media", plotly_file.FOLDER, "static"
)  # fmt: skip
"""First parts of addresses that lead to files and answers."""
KEPT_BUNDLES: Final = 256
"""Compressed bundles that are kept in memory; Streamlit has about as many files."""


OPENED_AFTER: Final = 0.3
"""Seconds after which the release is read, so that the server answers first."""

# before the server begins; tests/browser/test_wire.py looks at what a connection agrees on
tuned.tune()


class WithHeaders:
    """Adds security headers to all, and a year of cache to files whose name holds their hash."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, its answer with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if any(part in scope["path"] for part in HASHED):
                    headers["cache-control"] = IMMUTABLE
                elif hints.COMPONENTS in scope["path"]:
                    headers["cache-control"] = ONE_PAGE
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class WithHints:
    """Names in the head of each page what its browser will need next, and compresses the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, a page with its hints."""
        if not _asks_for_page(scope):
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(_uncompressed(scope), receive, collect)
        start, *parts = messages
        body = b"".join(part.get("body", b"") for part in parts)
        headers = MutableHeaders(scope=start)
        if start["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
            name = scope["path"].rpartition("/")[2]
            name = name if name in PAGES else ""  # what is kept of a head is for pages alone
            body = body.replace(b"</head>", hints.head(name).encode() + b"</head>", 1)
            headers.add_vary_header("Accept-Encoding")
            if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                body = _packed(body)
                headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
        await _answer(send, start, body)


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    """A page or a component, compressed once for all readers."""
    return gzip.compress(body)


def _asks_for_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _uncompressed(scope: Scope) -> Scope:
    """The same request of a reader who takes no compression."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


class JoinedComponents:
    """Sends the modules of our own components as one file, compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, the first module of a component with all the others in it."""
        first = _first_module(scope)
        if not first:
            await self.app(scope, receive, send)
            return
        body = joined.joined(ROOT / "s3dash" / "component" / first).encode()
        headers = {"vary": "Accept-Encoding"}
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            body, headers["content-encoding"] = _packed(body), "gzip"
        await Response(body, headers=headers, media_type="text/javascript")(scope, receive, send)


def _first_module(scope: Scope) -> str:
    """First module of a component, as a path below `s3dash/component`; "" if none is asked for."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return ""
    asked = scope["path"].partition(f"/{hints.COMPONENTS}/")[2]
    return hints.FIRST_MODULES.get(asked, "")


class CompressedBundles:
    """Sends Streamlit's bundles compressed, each compressed once for all readers.

    Streamlit serves them as they are, because compressing them for every reader costs more
    than it saves; behind a proxy that serves them itself this is never reached.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: OrderedDict[str, tuple[Message, bytes]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, a bundle compressed where the reader takes gzip."""
        if not _asks_for_bundle(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self.kept:
            start, body = await self._ask(scope)
            headers = MutableHeaders(scope=start)
            if (
                start["status"] != 200
                or "content-encoding" in headers
                or headers.get("content-length") != str(len(body))
            ):
                await _answer(send, start, body)
                return
            await self._keep(path, start, body)
        await _answer(send, *self.kept[path])

    async def _ask(self, scope: Scope) -> tuple[Message, bytes]:
        """Head and body of a bundle, to its end even where this reader leaves before.

        Files are cut short once a reader is gone, and what is kept here is for all the others.
        """
        messages: list[Message] = []
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:
                await Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, collect)
        return messages[0], b"".join(message.get("body", b"") for message in messages[1:])

    async def _keep(self, path: str, start: Message, body: bytes) -> None:
        packed = await run_sync(gzip.compress, body)
        headers = MutableHeaders(scope=start)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers.add_vary_header("Accept-Encoding")
        self.kept[path] = start, packed
        while len(self.kept) > KEPT_BUNDLES:
            self.kept.popitem(last=False)


class KnownPages:
    """Leads whoever asks for a page that is not there to the start page, which says so in words.

    Streamlit would show the start page under the wrong address, below a box in English.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or name the address of the start page."""
        parts = _unknown_page(scope)
        if not parts:
            await self.app(scope, receive, send)
            return
        asked = [(PAGE_KEY, parts[-1]), *parse_qsl(scope["query_string"].decode("latin-1"))]
        start = "../" * (len(parts) - 1) or "./"  # relative: it holds below any base path
        headers = {"cache-control": "no-store"}
        answer = RedirectResponse(f"{start}?{urlencode(asked)}", 307, headers)
        await answer(scope, receive, send)


def _unknown_page(scope: Scope) -> list[str]:
    """Parts of the address below the start page if a page is asked for that there is not."""
    if not _asks_for_page(scope):
        return []
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    path = scope["path"].strip("/").removeprefix(base).strip("/")
    parts = path.split("/") if path else []
    if not parts or parts[0] in PAGES or parts[0] in NOT_PAGES or "." in parts[-1]:
        return []
    return parts


def _asks_for_bundle(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    return (
        scope["path"].startswith(("/static/", f"/{plotly_file.FOLDER}/"))
        and scope["path"].endswith((".js", ".css"))
        and "gzip" in headers.get("accept-encoding", "")
        and not {"range", "if-none-match", "if-modified-since"} & set(headers)
    )


async def _answer(send: Send, start: Message, body: bytes) -> None:
    # A copy: layers around this one write into the headers that they are handed.
    await send({**start, "headers": list(start["headers"])})
    await send({"type": "http.response.body", "body": body})


def healthz(request: Request) -> JSONResponse:
    """Program and release of this installation, and whether the release can be read."""
    from s3dash import health  # reading figures takes long to import, and the start is not to wait

    found = health.look()
    return JSONResponse(
        found.to_dict(),
        status_code=503 if found.reason else 200,
        headers={"cache-control": "no-store"},
    )


def plotly_js(request: Request) -> Response:
    """plotly's JavaScript, under the name of its version."""
    if request.path_params["name"] != plotly_file.name():
        return PlainTextResponse("the dashboard has another version of plotly", status_code=404)
    return FileResponse(plotly_file.PATH, media_type="text/javascript")


async def export(request: Request) -> Response:
    """File of a view: `export/karte.xlsx?indicator=…`, the page's address with the file's name."""
    from s3dash.export.answer import answer
    from s3dash.release import ReleaseError

    base = config.operator().public_address or str(request.base_url)
    name, query = request.path_params["name"], dict(request.query_params)
    try:
        file = await run_sync(answer, name, query, base.rstrip("/"), limiter=FILES_AT_ONCE)
    except LookupError as error:
        return PlainTextResponse(str(error), status_code=404)
    except ReleaseError as error:
        logging.getLogger("s3dash").error(
            "a release cannot be used", extra={"facts": {"reason": str(error)}}
        )
        return PlainTextResponse(str(error), status_code=503)
    headers = {"content-disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=file.media, headers=headers)


def _open_the_release() -> None:
    """Read the release before the first reader comes, and say whether it is whole."""
    from s3dash import health

    found, logger = health.look(), logging.getLogger("s3dash")
    facts = {"facts": found.to_dict()}
    if found.reason:
        logger.error("the release cannot be used", extra=facts)
    else:
        logger.info("ready", extra=facts)


@asynccontextmanager
async def _running(_: st.App) -> AsyncIterator[None]:
    log.set_up()
    opening = Thread(target=_open_the_release, daemon=True, name="open the release")
    get_running_loop().call_later(OPENED_AFTER, opening.start)
    yield
    logging.getLogger("s3dash").info("stopped")


app = st.App(
    ROOT / "app.py",
    routes=[
        Route("/healthz", healthz),
        Route("/export/{name}", export),
        Route(f"/{plotly_file.FOLDER}/{{name}}", plotly_js),
    ],
    middleware=[
        Middleware(WithHeaders),
        Middleware(KnownPages),
        Middleware(WithHints),
        Middleware(JoinedComponents),
        Middleware(CompressedBundles),
    ],
    lifespan=_running,
)
