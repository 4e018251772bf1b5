"""Whether this installation can serve: its release opened, and its files are still there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from s3dash import session
from s3dash.config import ConfigError
from s3dash.release import ReleaseError


@dataclass(frozen=True)
class Health:
    """What `/healthz` says; `reason` is empty while all is well."""

    release: str
    reason: str = ""

    def to_dict(self) -> dict[str, str]:
        """Facts as they are sent."""
        facts = {"version": version("s3dash"), "release": self.release}
        if self.reason:
            return {"status": "failed", **facts, "data": "not readable", "reason": self.reason}
        return {"status": "ok", **facts, "data": "readable"}


def look() -> Health:
    """Check the release: opened once, with its files compared, and there ever since."""
    try:
        release = session.options().release
    except (ReleaseError, ConfigError) as error:
        return Health("", str(error))
    gone = next((path for path in _files(release.folder) if not path.is_file()), None)
    if gone is None:
        return Health(release.version)
    return Health(release.version, f"{gone} is gone; restart the server, which opens it anew")


@cache
def _files(folder: Path) -> tuple[Path, ...]:
    """Files of the release in a folder `data/`, as its manifest lists them."""
    manifest = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    return tuple(folder.parent / name for name in manifest["files"])
