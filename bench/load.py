"""Light visitors: work, bytes and memory for each choice, and how many sessions a server holds."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.extensions import Extension
from websockets.frames import Frame, Opcode

from bench.cases import INDICATORS
from bench.contenders import MAP, SECTORS
from bench.names import DASH, OURS, USUAL
from bench.servers import FORGOTTEN_AFTER, Server
from tests.streamlit_client import STREAM, Answer, Visitor

PAUSE: Final = 5.0
"""Seconds between two choices of one visitor."""

IN_TIME: Final = 1.0
"""Seconds within which a choice must be answered."""

FIRST_SESSIONS: Final = 10
"""Sessions on top of as many again that are open before memory is looked at: they fill caches."""

MANY: Final = (
    "Bevölkerungsdichte",
    "Studierende je 1.000 Einwohner",
    "Ärztinnen und Ärzte je 10.000 Einwohner",
    "Schlafgelegenheiten für Gäste je 1.000 Einwohner",
    "Beschäftigungsquote am Wohnort",
)
MANY_SECTORS: Final = ("Verarbeitendes", "Information", "Baugewerbe", "Finanzen", "Grundstücks")
"""More choices than a browser keeps answers for: what comes is new each time."""

SHARE: Final = 0.95
MEASURED: Final = 8.0
"""Seconds for which each number of sessions is watched."""

FRAME_HEAD: Final = 4
"""Bytes before the content of a message on a websocket, for most of them."""

STEP: Final = 1.25
FINE: Final = 0.06
"""How near to each other a number that is held and one that is not must lie, as a share."""
MOST_SESSIONS: Final = 1500


class StreamlitGuest(Visitor):
    """A visitor of a Streamlit page with a select box, whose options it chooses in turns.

    Parameters
    ----------
    page, query : address of the page
    key : key of the select box
    options : how the options begin between which it changes
    """

    def __init__(self, server: str, page: str, query: str, key: str, options: tuple[str, ...]):
        super().__init__(server)
        self.where = (page, query)
        self.key, self.options = key, options
        self.turn = 0
        self.until_map = 0
        self._sizes: list[int] = []
        self._read_before = 0

    async def connect(self) -> None:
        """Open a websocket, compressed if the server does that, that notes the size of messages."""
        self._socket = await websockets.connect(
            self.server.replace("http", "ws", 1) + STREAM,
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            open_timeout=self.timeout,
        )
        protocol = self._socket.protocol
        protocol.extensions = [_Noting(protocol.extensions, self._sizes)]

    @property
    def received(self) -> int:
        """Bytes over the wire so far."""
        return sum(self._sizes[: self._read_before])

    async def enter(self) -> None:
        """Open the page."""
        await self.connect()
        await self.open_link(*self.where)

    async def run(
        self, *, once: list[WidgetState] | None = None, path: tuple[int, ...] = ()
    ) -> Answer:
        """Run the page, or the fragment that an element is in; fail where it shows an error."""
        answer = await super().run(once=once, path=path)
        self._read_before += answer.messages
        if answer.exceptions:
            raise RuntimeError(f"{self.server}: the page shows {answer.exceptions[0]}")
        return answer

    async def choose(self) -> None:
        """Choose the next option."""
        self.turn += 1
        begins = self.options[self.turn % len(self.options)]
        options = self.select_box(self.key).options
        option = next((one for one in options if one.startswith(begins)), None)
        if option is None:
            raise RuntimeError(f"select box '{self.key}' has no option that begins '{begins}'")
        await self.select(self.key, option)

    def _take(self, message: ForwardMsg, fresh: set[tuple[int, ...]], answer: Answer) -> None:
        super()._take(message, fresh, answer)
        element = self.elements.get(tuple(message.metadata.delta_path))
        kind = element.WhichOneof("type") if element else ""
        drawn = kind == "plotly_chart" or (
            kind == "bidi_component" and element.bidi_component.id.endswith("-map")
        )
        if drawn:
            run = slice(self._read_before, self._read_before + answer.messages)
            self.until_map = sum(self._sizes[run])

    async def leave(self) -> None:
        """Close the window."""
        await self.close()


class _Noting(Extension):
    """Stands for the extensions of a websocket, and notes the bytes of what comes over the wire."""

    name = "noting"

    def __init__(self, extensions: Sequence[Extension], sizes: list[int]) -> None:
        self.extensions, self.sizes = extensions, sizes

    def decode(self, frame: Frame, *, max_size: int | None = None) -> Frame:
        """Note the size, and decode."""
        if frame.opcode in (Opcode.BINARY, Opcode.TEXT):
            self.sizes.append(len(frame.data) + FRAME_HEAD)
        for one in reversed(self.extensions):
            frame = one.decode(frame, max_size=max_size)
        return frame

    def encode(self, frame: Frame) -> Frame:
        """Encode."""
        for one in self.extensions:
            frame = one.encode(frame)
        return frame


class DashGuest:
    """A visitor of the map in Dash; sends what its page sends for a choice of the indicator."""

    def __init__(self, server: str, indicators: tuple[str, str], year: int) -> None:
        self.host, _, port = server.removeprefix("http://").partition(":")
        self.port = int(port)
        self.indicators, self.year = indicators, year
        self.turn = 0
        self.received = 0

    async def enter(self) -> None:
        """Load the layout, as the page does."""
        await self._ask("GET", "/_dash-layout", None)

    async def choose(self) -> None:
        """Ask for the map of the other indicator."""
        self.turn += 1
        values = {"indicator": self.indicators[self.turn % 2], "year": self.year}
        inputs = [{"id": key, "property": "value", "value": one} for key, one in values.items()]
        await self._ask(
            "POST",
            "/_dash-update-component",
            {
                "output": "map.figure",
                "outputs": {"id": "map", "property": "figure"},
                "inputs": inputs,
                "changedPropIds": ["indicator.value"],
            },
        )

    async def leave(self) -> None:
        """Nothing is kept."""

    async def _ask(self, method: str, path: str, content: Any) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\n"
            "Accept-Encoding: gzip\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(head.encode() + body)
        answer = await asyncio.wait_for(reader.read(), timeout=60)
        writer.close()
        self.received += len(answer)
        if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
            raise RuntimeError(f"Dash answered {answer[:80]!r} to {path}")


@dataclass(frozen=True)
class Cost:
    """What choices cost, each list one value a choice (work: one value a run).

    Parameters
    ----------
    work_ms : processor time of the server
    bytes_all : over the wire for one choice
    bytes_map : of them until the message with the new map has come
    """

    work_ms: float
    bytes_all: int
    bytes_map: int


def guest(name: str, address: str) -> Any:
    """A light visitor of a contender of the small map."""
    if name == DASH:
        return DashGuest(address, INDICATORS, 2021)
    if name == OURS:
        return _our_guest(address, MAP, "karte_indicator", tuple(f"{one} ·" for one in MANY))
    if name == USUAL:
        return StreamlitGuest(address, "", "", "indicator", INDICATORS)
    return StreamlitGuest(address, "", "", "field", ("manufacturing", "trade"))


def sector_guest(address: str) -> StreamlitGuest:
    """A light visitor of our map of the districts, who chooses between sectors."""
    return _our_guest(address, SECTORS, "karte_sector", MANY_SECTORS)


def _our_guest(address: str, link: str, key: str, options: tuple[str, ...]) -> StreamlitGuest:
    page, _, query = link.lstrip("/").partition("?")
    return StreamlitGuest(address, page, query, key, options)


async def cost(server: Server, make: Callable[[], Any], choices: int) -> Cost:
    """What a choice costs, as the mean over some choices of one visitor after a few to warm up."""
    one = make()
    await one.enter()
    for _ in range(4):
        await one.choose()
    work, received, until = server.work(), one.received, 0
    for _ in range(choices):
        await one.choose()
        until += getattr(one, "until_map", 0)
    used = server.work() - work
    every = one.received - received
    await one.leave()
    return Cost(1000 * used / choices, round(every / choices), round(until / choices))


async def memory(
    server: Server, make: Callable[[], Any], sessions: int
) -> tuple[float, float | None]:
    """What open sessions hold, and what is left of them when they have gone.

    Two crowds of the same size come one after the other. What the second one leaves behind beyond
    the first is growth; what the first one leaves is the room that Python keeps for the next.

    Returns
    -------
    tuple
        bytes by which the server grows for one further open session; bytes for each session of
        the second crowd that stay when it has left, None where nothing is kept of a session
    """
    async with AsyncExitStack() as stack:
        await _open(stack, make, FIRST_SESSIONS + sessions)
        before = server.memory()
        await _open(stack, make, sessions)
        grown = (server.memory() - before) / sessions
    if server.app.kind != "streamlit":
        return grown, None
    after = []
    for _ in range(2):
        async with AsyncExitStack() as stack:
            await _open(stack, make, sessions)
        after.append(await _settled(server, make))
    return grown, (after[1] - after[0]) / sessions


async def _open(stack: AsyncExitStack, make: Callable[[], Any], sessions: int) -> None:
    for _ in range(sessions):
        one = make()
        stack.push_async_callback(one.leave)
        await one.enter()


async def _settled(server: Server, make: Callable[[], Any]) -> int:
    """Least memory after all have left; the server clears up when somebody comes."""
    lowest = server.memory()
    for _ in range(4):
        await asyncio.sleep(FORGOTTEN_AFTER / 2)
        async with AsyncExitStack() as stack:
            await _open(stack, make, 1)
        lowest = min(lowest, server.memory())
    return lowest


async def held(make: Callable[[], Any], *, start: int) -> int:
    """Largest number of sessions for which 95 % of the choices are answered within a second.

    Every visitor chooses every five seconds, beginning at a moment of its own. Visitors are added
    by a quarter until the share falls below, then the number is looked for in between.

    Parameters
    ----------
    start : number of sessions to begin with
    """
    guests: list[Any] = []
    enough, too_many, wanted = 0, MOST_SESSIONS + 1, start
    try:
        while wanted and too_many - enough > FINE * too_many:
            await _be(guests, make, wanted)
            if await _in_time(guests):
                enough = wanted
            else:
                too_many = wanted
            wanted = next_number(enough, too_many)
        return enough
    finally:
        await asyncio.gather(*(one.leave() for one in guests), return_exceptions=True)


def next_number(enough: int, too_many: int) -> int:
    """Number of sessions to try next.

    >>> next_number(100, MOST_SESSIONS + 1), next_number(0, 100), next_number(100, 120)
    (126, 80, 110)
    """
    if not enough:
        return int(too_many / STEP)
    if too_many > MOST_SESSIONS:
        return min(int(enough * STEP) + 1, MOST_SESSIONS)
    return (enough + too_many) // 2


def first_guess(work_ms: float) -> int:
    """Number of sessions to begin with: half of what one core could do by the work of a choice."""
    return int(min(MOST_SESSIONS / 2, max(10, 0.5 * 1000 * PAUSE / max(work_ms, 1))))


async def _be(guests: list[Any], make: Callable[[], Any], number: int) -> None:
    """Let visitors come or leave until there are as many."""

    async def enter() -> None:
        async with gate:
            one = make()
            await one.enter()
            guests.append(one)

    while len(guests) > number:
        await guests.pop().leave()
    gate = asyncio.Semaphore(4)
    await asyncio.gather(*(enter() for _ in range(number - len(guests))))


async def _in_time(guests: list[Any]) -> bool:
    end = time.monotonic() + MEASURED
    took: list[float] = []

    async def stay(one: Any, wait: float) -> None:
        await asyncio.sleep(wait)
        while (begin := time.monotonic()) < end:
            await one.choose()
            took.append(time.monotonic() - begin)
            await asyncio.sleep(max(0.0, PAUSE - (time.monotonic() - begin)))

    random.seed(7)
    await asyncio.gather(*(stay(one, random.uniform(0, PAUSE)) for one in guests))
    late = sum(one > IN_TIME for one in took)
    return late <= (1 - SHARE) * len(took)
