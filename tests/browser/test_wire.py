"""What goes over the wire for a choice on the map, read as the browser's end of the websocket."""

from __future__ import annotations

import pytest

from bench.load import StreamlitGuest, guest, sector_guest
from bench.names import OURS
from bench.targets import MOST_BYTES
from s3dash import tuned
from tests.streamlit_client import Visitor, run_beside

pytestmark = pytest.mark.browser  # after the fast ones: it needs the server that they serve


def test_messages_are_compressed_with_those_before_them_in_mind(dashboard: str) -> None:
    async def agreed() -> int:
        async with Visitor(dashboard) as one:
            (found,) = one._open_socket().protocol.extensions
            return int(found.remote_max_window_bits)

    assert run_beside(agreed()) == tuned.WINDOW_BITS


@pytest.mark.parametrize("choice", ["indicator", "sector"])
def test_a_choice_that_is_new_sends_few_bytes_until_the_map_is_drawn(
    dashboard: str, choice: str
) -> None:
    one = sector_guest(dashboard) if choice == "sector" else guest(OURS, dashboard)

    async def sent() -> list[int]:
        await one.enter()
        found = []
        for _ in range(len(one.options) + 1):
            await one.choose()
            found.append(one.until_map)
        await one.leave()
        return found

    assert isinstance(one, StreamlitGuest)
    # the first choice is also told the choices themselves, which have not been compressed yet
    assert max(run_beside(sent())[1:]) <= MOST_BYTES
