"""The same app under an ASGI server: adds compression, cache and security headers and /healthz.

    uvicorn serve:app --port 8501

`streamlit run app.py` serves every function; nothing here adds one.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from s3dash import config
from s3dash.release import ReleaseError
from s3dash.session import options

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
    " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors "
    + " ".join(["'self'", *config.operator().may_embed])
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
IMMUTABLE = "public, max-age=31536000, immutable"


class Headers:
    """Adds security headers to all, and a year of cache to files whose name holds their hash."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, its answer with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = dict(HEADERS)
                if "/app/static/shapes." in scope["path"]:
                    added["cache-control"] = IMMUTABLE
                message["headers"] = [
                    *message.get("headers", []),
                    *((name.encode(), value.encode()) for name, value in added.items()),
                ]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def healthz(request: Request) -> JSONResponse:
    """Whether the release can be read, and which one it is."""
    try:
        return JSONResponse({"status": "ok", "release": options().release.version})
    except ReleaseError as error:
        return JSONResponse({"status": "failed", "reason": str(error)}, status_code=503)


app = st.App(
    "app.py",
    routes=[Route("/healthz", healthz)],
    middleware=[Middleware(GZipMiddleware, minimum_size=1000), Middleware(Headers)],
)
