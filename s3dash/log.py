"""One line of JSON for each thing that went wrong, with what to do, and nothing about readers.

A line has no address, no query and no text of a reader: of an exception that is not one of ours
only its kind and the places in the program are written, as its message may quote what was asked.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

from s3dash import ROOT

TOLD: Final = ("ReleaseError", "ConfigError")
"""Exceptions whose messages name files of the installation and the remedy, no reader's words."""

REMEDIES: Final = {
    "MemoryError": "Give the process more memory, or run another replica (docs/operation.md).",
    "OSError": "Check that the folder of the program can be read and the disk is not full.",
    "PermissionError": "Let the user that runs the server read the folder of the program.",
}
REPORT: Final = "Report this line to whoever maintains the program; the other pages go on working."
UNTOLD: Final = "not written: it may quote what a reader asked for"
FRAMES: Final = 12
"""Places in the program that a line names at most, the innermost."""
QUIET: Final = ("uvicorn.error", "uvicorn.access", "websockets")
"""Loggers whose lower lines name the addresses of readers; only their warnings are kept."""

Failure = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, kind and logger of a record, and of a failure where it was and what to do."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            line |= _failure(record.exc_info)
        elif record.levelno >= logging.WARNING:
            line.setdefault("remedy", REPORT)
        return json.dumps(line, ensure_ascii=False)


def _failure(failure: Failure | tuple[None, None, None]) -> dict[str, object]:
    kind, error, trace = failure
    assert kind is not None
    name = kind.__name__
    places = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)[-FRAMES:]
    ]
    if name in TOLD:
        return {"error": name, "reason": str(error), "where": places, "remedy": "See the reason."}
    return {
        "error": name,
        "reason": UNTOLD,
        "where": places,
        "remedy": REMEDIES.get(name, REPORT),
    }


def _short(file: str) -> str:
    """Path of a source file below the program's folder or that of the packages."""
    return file.rpartition("site-packages/")[2].removeprefix(f"{ROOT}/")


def set_up() -> None:
    """Let every logger of the process write lines of JSON to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    names = [name for name in logging.root.manager.loggerDict if _has_handlers(name)]
    for name in (*names, "s3dash"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    logging.getLogger("s3dash").setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.root.handlers = [handler]


def _has_handlers(name: str) -> bool:
    return bool(logging.getLogger(name).handlers)
