"""Releases that were published before: every file is kept under its SHA-256, so none is kept twice.

The store, `data/releases/`, holds `<version>/release.json` (the manifest that the release had),
`<version>/config/` (the settings that its figures depend on) and `files/<sha256>`. A kept release
is opened like any other: its files are linked into a folder of their own under their old names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Final

from s3dash import config
from s3dash.release import Release, ReleaseError, open_release, sha256

STORE: Final = "releases"
FILES: Final = "files"
MANIFEST: Final = "release.json"
SETTINGS: Final = ("themes.toml", "suppression.toml")
"""Settings that figures depend on."""

_VERSION: Final = re.compile(r"[0-9]{4}\.[0-9]{2}(\.[0-9]{1,3})?")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def keep(root: Path, store: Path, settings: Path = config.FOLDER) -> None:
    """Put the release in `root/data` and `root/geo` into a store; what is there already stays.

    Parameters
    ----------
    root : folder with data/ and geo/
    store : folder of the kept releases
    settings : folder with the settings that the release's figures were made with

    Raises
    ------
    ReleaseError
        If the manifest cannot be read, or a file is not what the manifest says.
    """
    version, files = _manifest(root / "data" / MANIFEST)
    folder = store / version
    (store / FILES).mkdir(parents=True, exist_ok=True)
    (folder / "config").mkdir(parents=True, exist_ok=True)
    for name, digest in files.items():
        _check(root / name, digest)
        shutil.copyfile(root / name, store / FILES / digest)
    for name in SETTINGS:
        shutil.copyfile(settings / name, folder / "config" / name)
    shutil.copyfile(root / "data" / MANIFEST, folder / MANIFEST)


def versions(store: Path) -> tuple[str, ...]:
    """Versions in a store, the newest first; a folder of another name is none."""
    found = [path.parent.name for path in store.glob(f"*/{MANIFEST}")]
    return tuple(sorted(filter(_VERSION.fullmatch, found), key=_order, reverse=True))


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def open_kept(store: Path, version: str) -> Release:
    """Open a kept release.

    Raises
    ------
    ReleaseError
        If the store has no such release, or a file of it is missing or damaged.
    """
    if version not in versions(store):
        raise ReleaseError(
            f"there is no release {version}; kept are {', '.join(versions(store)) or 'none'}"
        )
    linked = Path(tempfile.mkdtemp(prefix="s3dash-release-"))
    release = _link(store, version, linked)
    weakref.finalize(release, shutil.rmtree, linked, ignore_errors=True)
    return release


def _link(store: Path, version: str, linked: Path) -> Release:
    manifest = store / version / MANIFEST
    for name, digest in _manifest(manifest)[1].items():
        kept = (store / FILES / digest).resolve()
        _check(kept, digest, name=f"release {version}, {name}")
        (linked / name).parent.mkdir(parents=True, exist_ok=True)
        os.symlink(kept, linked / name)
    os.symlink(manifest.resolve(), linked / "data" / MANIFEST)
    return open_release(linked, settings=(store / version / "config").resolve())


def _manifest(path: Path) -> tuple[str, dict[str, str]]:
    """Version and files of a release; nothing of it can name a file outside of its folders."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        version, files = content["release"], dict(content["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{path} is no manifest of a release ({error})") from error
    inside = all(n.startswith(("data/", "geo/")) and ".." not in n.split("/") for n in files)
    if not (inside and _VERSION.fullmatch(version) and all(map(_SHA256.fullmatch, files.values()))):
        raise ReleaseError(f"{path} is no manifest of a release; take it from a good copy")
    return version, files


def _check(path: Path, digest: str, *, name: str = "") -> None:
    try:
        found = sha256(path)
    except OSError as error:
        raise ReleaseError(f"{name or path} cannot be read ({error.strerror})") from error
    if found != digest:
        raise ReleaseError(
            f"{name or path} has the SHA-256 {found[:12]}… and not {digest[:12]}… as its manifest"
            " says; take the file from a good copy"
        )
