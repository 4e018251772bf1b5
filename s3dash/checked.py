"""Opens a release of which every file is what the manifest says, as a copy that nobody changes.

The files are read once, compared with their SHA-256, and put into a folder of this process. What
happens to `data/` and `geo/` afterwards, an ingest for instance, cannot mix old figures with new
ones: a running server keeps the release that it opened.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Final

from s3dash import ROOT, config
from s3dash.release import FORMAT, Release, ReleaseError, manifest_digest, open_release, sha256_of

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: folders of killed processes stay
    fcntl = None  # type: ignore[assignment]

MANIFEST: Final = "release.json"
NEXT: Final = ".release-next"
"""Folder beside data/ and geo/ with a complete new release while the ingest puts it in place."""
OLD: Final = "{part}.old"
"""Name in `NEXT` of a folder that was in use until then."""

_VERSION: Final = re.compile(r"[0-9]{4}\.[0-9]{2}(\.[0-9]{1,3})?")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    """Version of a release, and the SHA-256 of each of its files by its name (`data/…`)."""

    version: str
    files: Mapping[str, str]


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; nothing of it can name a file outside of the release's folders.

    Raises
    ------
    ReleaseError
        If it is missing, damaged, or made by a newer version of the dashboard.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        version, files = content["release"], dict(content["files"])
        form, own = content.get("format", FORMAT), content.get("sha256")
        expected = manifest_digest(version, files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{name} is no manifest of a release ({error})") from error
    if form != FORMAT:
        raise ReleaseError(
            f"{name} has the format {form!r:.20}, and this version of the dashboard reads {FORMAT};"
            " use the version that made the release"
        )
    if not (_valid(version, files) and own in (None, expected)):
        raise ReleaseError(f"{name} is no manifest of a release; take it from a good copy")
    return Manifest(version, files)


def _valid(version: object, files: Mapping[object, object]) -> bool:
    return (
        isinstance(version, str)
        and bool(_VERSION.fullmatch(version))
        and all(isinstance(name, str) and _inside(name) for name in files)
        and all(isinstance(one, str) and _SHA256.fullmatch(one) for one in files.values())
    )


def _inside(name: str) -> bool:
    return name.startswith(("data/", "geo/")) and ".." not in name.split("/")


def is_version(name: str) -> bool:
    """Whether a text can be the version of a release."""
    return bool(_VERSION.fullmatch(name))


def content_of(path: Path, digest: str, *, name: str = "") -> bytes:
    """Bytes of a file that has a certain SHA-256.

    Raises
    ------
    ReleaseError
        If it cannot be read or is another; the message names it as `name`, else by its path.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReleaseError(
            f"{name or path} cannot be read ({error.strerror}); take it from a good copy"
        ) from error
    if (found := sha256_of(content)) != digest:
        raise ReleaseError(
            f"{name or path} has the SHA-256 {found[:12]}… and not {digest[:12]}… as its manifest"
            " says; take the file from a good copy"
        )
    return content


@cache
def own_folder() -> Path:
    """Folder of this process for opened releases; it goes with the process.

    If the process is killed, the next one that asks for its own clears it away.

    Raises
    ------
    ReleaseError
        If no temporary folder can be written to.
    """
    _clear_abandoned(Path(tempfile.gettempdir()))
    try:
        made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        _hold(Path(made.name))
    except OSError as error:
        raise ReleaseError(
            f"no temporary folder can be written to ({error.strerror}); name one with TMPDIR"
        ) from error
    _HELD.append(made)
    return Path(made.name)


_PREFIX: Final = "s3dash-release-"
_HOLDER: Final = "holder"
"""File in the folder of a process that is locked as long as the process lives."""
_HELD: Final[list[tempfile.TemporaryDirectory[str] | IO[bytes]]] = []
"""Keeps the folder and its lock until the process ends."""


def _hold(folder: Path) -> None:
    """Mark a folder as one of a living process; the mark appears with its lock."""
    if fcntl is None:
        return
    made = folder / f"{_HOLDER}.new"
    mark = made.open("wb")
    fcntl.flock(mark, fcntl.LOCK_EX)
    made.rename(folder / _HOLDER)
    _HELD.append(mark)


def _clear_abandoned(parent: Path) -> None:
    """Remove folders whose process was killed: nobody holds the lock of their mark."""
    for mark in parent.glob(f"{_PREFIX}*/{_HOLDER}") if fcntl else ():
        try:
            with mark.open("rb") as found:
                fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(mark.parent, ignore_errors=True)
        except OSError:  # held by its process, or another user's
            continue


def open_checked(root: Path = ROOT, *, settings: Path = config.FOLDER) -> Release:
    """Open the release in `root/data` and `root/geo`, each file compared with the manifest.

    While an ingest puts a new release in place, the old one or the new one is opened, never a
    mixture.

    Parameters
    ----------
    root : folder that holds data/ and geo/
    settings : folder with the settings that figures depend on

    Raises
    ------
    ReleaseError
        If a file is missing, damaged, or not the one that the manifest lists.
    """
    while True:
        before = _manifests(root)
        try:
            return open_release(_copied(root, list(before)), settings=settings)
        except ReleaseError:
            if _manifests(root) == before:  # else it was put in place just now: look again
                raise


def _manifests(root: Path) -> dict[Path, bytes]:
    """Manifests that may be of the release in use; the usual one is always named."""
    usual = root / "data" / MANIFEST
    others = [root / NEXT / part / MANIFEST for part in ("data", OLD.format(part="data"))]
    found = {path: _bytes_of(path) for path in others}
    return {usual: _bytes_of(usual) or b""} | {path: one for path, one in found.items() if one}


def _bytes_of(path: Path) -> bytes | None:
    """Content of a file; None where it is not there, or an ingest moves it away just now."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _copied(root: Path, manifests: list[Path]) -> Path:
    """Copy of the first release whose files are all there; the fault of the first if none is."""
    faults: list[ReleaseError] = []
    for path in manifests:
        try:
            return _copy(root, path)
        except ReleaseError as error:
            faults.append(error)
    raise faults[0]


def _copy(root: Path, manifest: Path) -> Path:
    """Copy of the release that a manifest lists; nothing of it stays where a file is not right."""
    listed = read_manifest(manifest).files
    own = own_folder()
    try:
        folder = Path(tempfile.mkdtemp(dir=own))
        try:
            for name, digest in listed.items():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_found(root, name, digest))
            (folder / "data" / MANIFEST).write_bytes(manifest.read_bytes())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise ReleaseError(
            f"{own} cannot be written to ({error.strerror}); free some space or name another"
            " folder with TMPDIR"
        ) from error
    return folder


def _found(root: Path, name: str, digest: str) -> bytes:
    """Bytes of a file of a release, from where the ingest may have it just now."""
    part, _, rest = name.partition("/")
    moved = root / NEXT / part / rest, root / NEXT / OLD.format(part=part) / rest
    for path in moved if (root / NEXT).is_dir() else ():
        try:
            return content_of(path, digest)
        except ReleaseError:
            continue
    return content_of(root / name, digest, name=name)
