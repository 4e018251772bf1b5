"""Light visitors: speak with a Streamlit server as its page in the browser does, without a browser.

A `Visitor` holds one session over a websocket. It opens a page, chooses in select boxes and in own
components (a choice in a fragment runs the fragment only), follows the address that the server
sets, keeps the messages that the server expects a browser to keep, and tells how long each answer
took and how many bytes it had.

    async with Visitor("http://localhost:8501") as one:
        first = await one.open("karte", lang="en")
        again = await one.select("karte_reference", "NRW")
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import TypeVar
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.drawn import sent

STREAM = "/_stcore/stream"
TRIGGER_ID = "$$STREAMLIT_INTERNAL_KEY_{id}__events"
Found = TypeVar("Found")
KEPT_RUNS = 2
"""Runs for which a browser keeps a message that it has not seen again."""


def run_beside(work: Coroutine[None, None, Found]) -> Found:
    """What comes of the work, done in a thread of its own.

    Playwright keeps a loop running in the thread of the tests, where no second one may run.
    """
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


class VisitError(RuntimeError):
    """The server did not answer in time, closed the session, or lacks what was asked for."""


@dataclass
class Answer:
    """What came of one run of the page.

    Parameters
    ----------
    seconds : from the request until the run was finished
    messages, payload : number of messages and bytes of them, before compression of the wire
    exceptions : what the page showed as errors of the app
    """

    seconds: float = 0.0
    messages: int = 0
    payload: int = 0
    exceptions: list[str] = field(default_factory=list)


class Visitor:
    """One session of one visitor.

    Parameters
    ----------
    server : address of the server, `http://host:port`, perhaps with a base path
    timeout : seconds until an answer counts as failed
    """

    def __init__(self, server: str, *, timeout: float = 60.0) -> None:
        self.server = server.rstrip("/")
        self.timeout = timeout
        self.query = ""
        self.elements: dict[tuple[int, ...], Element] = {}
        self._fragments: dict[tuple[int, ...], str] = {}
        self._page_hash = ""
        self._page_name = ""
        self._states: dict[str, WidgetState] = {}
        self._messages: dict[str, tuple[ForwardMsg, int]] = {}
        self._runs = 0
        self._socket: websockets.ClientConnection | None = None

    async def __aenter__(self) -> Visitor:
        await self.connect()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def connect(self) -> None:
        """Open the websocket; the server then has a session."""
        address = self.server.replace("http", "ws", 1) + STREAM
        self._socket = await websockets.connect(
            address,
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            open_timeout=self.timeout,
        )

    async def close(self) -> None:
        """Leave, as somebody who closes the window."""
        if self._socket is not None:
            await self._socket.close()

    async def open(self, page: str = "", **query: str) -> Answer:
        """Open a page, in an open session as if by a link of it."""
        return await self.open_link(page, urlencode(query))

    async def open_link(self, page: str, query: str) -> Answer:
        """Open a page with the text after the question mark of its address as it is."""
        self._page_name, self._page_hash, self.query = page, "", query
        self._states.clear()
        return await self.run()

    async def select(self, key: str, option: str) -> Answer:
        """Choose an option of the select box with a key, by the words that it shows."""
        path = self._path_of("selectbox", key)
        box = self.elements[path].selectbox
        if option not in box.options:
            raise VisitError(f"select box '{key}' has no option '{option}'")
        self._states[box.id] = WidgetState(id=box.id, string_value=option)
        return await self.run(path=path)

    async def trigger(self, key: str, event: str, value: object) -> Answer:
        """Let the own component with a key report an event."""
        path = self._path_of("bidi_component", key)
        told = WidgetState(
            id=TRIGGER_ID.format(id=self.elements[path].bidi_component.id),
            json_trigger_value=json.dumps([{"event": event, "value": value}]),
        )
        return await self.run(once=[told], path=path)

    async def run(
        self, *, once: list[WidgetState] | None = None, path: tuple[int, ...] = ()
    ) -> Answer:
        """Run the page with all that was chosen, and read until it has finished.

        Parameters
        ----------
        once : states that count for this run only
        path : place of the element that caused it; only the fragment that it is in is run
        """
        fragment = self._fragments.get(path, "")
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = self._page_hash
        asked.rerun_script.page_name = self._page_name
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.widget_states.widgets.extend([*self._states.values(), *(once or [])])
        asked.rerun_script.cached_message_hashes.extend(self._messages)
        answer, start = Answer(), time.perf_counter()
        try:
            async with asyncio.timeout(self.timeout):
                await self._open_socket().send(asked.SerializeToString())
                await self._read(answer, fragment)
        except TimeoutError as error:
            raise VisitError(f"no answer within {self.timeout:g} s") from error
        except websockets.ConnectionClosed as error:
            raise VisitError(f"the server closed the session ({error})") from error
        answer.seconds = time.perf_counter() - start
        return answer

    def select_box(self, key: str) -> Selectbox:
        """The select box with a key, as the server described it."""
        return self.elements[self._path_of("selectbox", key)].selectbox

    def component_data(self, key: str) -> Mapping[str, object]:
        """What the own component with a key was sent."""
        return sent(self.elements[self._path_of("bidi_component", key)].bidi_component)

    def _path_of(self, kind: str, key: str) -> tuple[int, ...]:
        for path, element in self.elements.items():
            if element.WhichOneof("type") == kind and getattr(element, kind).id.endswith(f"-{key}"):
                return path
        raise VisitError(f"the page has no {kind} '{key}'")

    def words(self) -> str:
        """All Markdown and HTML of the page."""
        texts = [
            element.html.body if kind == "html" else element.markdown.body
            for element in self.elements.values()
            if (kind := element.WhichOneof("type")) in ("html", "markdown")
        ]
        return "\n".join(texts)

    def _open_socket(self) -> websockets.ClientConnection:
        if self._socket is None:
            raise VisitError("connect first")
        return self._socket

    async def _read(self, answer: Answer, fragment: str) -> None:
        fresh: set[tuple[int, ...]] = set()
        while True:
            raw = await self._open_socket().recv()
            message = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            answer.messages += 1
            answer.payload += len(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
                fresh.clear()
            elif kind == "navigation":
                self._page_hash = message.navigation.page_script_hash or self._page_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind in ("delta", "ref_hash"):
                self._take(message, fresh, answer)
            elif kind == "session_event" and message.session_event.HasField(
                "script_compilation_exception"
            ):
                answer.exceptions.append(message.session_event.script_compilation_exception.message)
            elif kind == "script_finished" and self._finished(message, fresh, fragment):
                return

    def _take(self, message: ForwardMsg, fresh: set[tuple[int, ...]], answer: Answer) -> None:
        path = tuple(message.metadata.delta_path)
        if message.WhichOneof("type") == "ref_hash":
            message = self._messages[message.ref_hash][0]
        if message.metadata.cacheable or message.hash in self._messages:
            self._messages[message.hash] = (message, self._runs)
        fresh.add(path)
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        self.elements[path] = element
        self._fragments[path] = message.delta.fragment_id
        if element.WhichOneof("type") == "exception":
            answer.exceptions.append(f"{element.exception.type}: {element.exception.message}")

    def _finished(self, message: ForwardMsg, fresh: set[tuple[int, ...]], fragment: str) -> bool:
        """Whether the page stands; forgets what a browser would forget now."""
        status = message.script_finished
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        whole = status == ForwardMsg.FINISHED_SUCCESSFULLY
        self.elements = {
            path: element
            for path, element in self.elements.items()
            if path in fresh or not (whole or self._fragments[path] == fragment)
        }
        self._runs += 1
        self._messages = {
            key: (kept, run)
            for key, (kept, run) in self._messages.items()
            if self._runs - run <= KEPT_RUNS
        }
        return True
