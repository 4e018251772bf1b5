"""What is done otherwise than Streamlit and uvicorn do it, where they have no setting for it.

- Messages to a browser are compressed with more of what came before them in mind.
- The theme, which each run is told anew, is read from the settings once.
"""

from __future__ import annotations

from functools import wraps
from typing import Final, Protocol

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

WINDOW_BITS: Final = 14
"""Messages to a browser are compressed with the last 2**14 bytes before them in mind.

A choice sends about 10 kB before compression, most of it as after the choice before; uvicorn's
4 kB forget that. 2**15 would save little more and hold 64 kB more for each session.
"""


class Populate(Protocol):
    """Writes a section of the settings into a message."""

    def __call__(self, msg: CustomThemeConfig, section: str = "theme") -> None:
        """Write it."""


def tune() -> None:
    """Put both in place; before the server begins."""
    websockets_sansio_impl.ServerPerMessageDeflateFactory = _with_memory  # type: ignore[assignment,attr-defined]
    app_session._populate_theme_msg = kept(app_session._populate_theme_msg)


def _with_memory(**_: object) -> ServerPerMessageDeflateFactory:
    """Compression of websockets as uvicorn asks for it, with a memory that reaches further back."""
    return ServerPerMessageDeflateFactory(
        server_max_window_bits=WINDOW_BITS,
        client_max_window_bits=12,
        compress_settings={"memLevel": 5},
    )


def kept(populate: Populate) -> Populate:
    """The same, reading each section once: the settings of a running server do not change.

    Streamlit looks through all settings six times in each run, for 0.8 ms of about 15.
    """
    known: dict[str, CustomThemeConfig] = {}

    @wraps(populate)
    def populated(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in known:
            known[section] = CustomThemeConfig()
            populate(known[section], section)
        if known[section].ByteSize():  # else the message would say that the section is there
            msg.MergeFrom(known[section])

    return populated
