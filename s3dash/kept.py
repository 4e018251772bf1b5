"""Releases that were published before: every file is kept under its SHA-256, so none is kept twice.

The store, `releases/`, holds `<version>/release.json` (the manifest that the release had),
`<version>/config/` (the settings that its figures depend on, their SHA-256 in `config.json`) and
`files/<sha256>`. A kept release is opened like any other: its files are linked into a folder of
their own under their old names. Each file is put there in one step.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Final

from s3dash import config
from s3dash.checked import MANIFEST, content_of, is_version, own_folder, read_manifest
from s3dash.release import Release, ReleaseError, open_release, sha256_of

STORE: Final = "releases"
FILES: Final = "files"
SETTINGS: Final = ("themes.toml", "suppression.toml")
"""Settings that figures depend on."""
SETTINGS_LIST: Final = "config.json"


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
    manifest = root / "data" / MANIFEST
    listed = read_manifest(manifest)
    folder = store / listed.version
    (store / FILES).mkdir(parents=True, exist_ok=True)
    (folder / "config").mkdir(parents=True, exist_ok=True)
    for name, digest in listed.files.items():
        _put(store / FILES / digest, content_of(root / name, digest))
    contents = {name: (settings / name).read_bytes() for name in SETTINGS}
    for name, content in contents.items():
        _put(folder / "config" / name, content)
    digests = {name: sha256_of(content) for name, content in contents.items()}
    _put(folder / SETTINGS_LIST, json.dumps(digests, indent=1).encode())
    _put(folder / MANIFEST, manifest.read_bytes())


def _put(path: Path, content: bytes) -> None:
    """Write a file in one step, so that no reader and no crash ever sees a part of it."""
    if path.is_file() and path.read_bytes() == content:
        return
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as stream:
        stream.write(content)
        os.fsync(stream.fileno())
    os.replace(part, path)


def versions(store: Path) -> tuple[str, ...]:
    """Versions in a store, the newest first; a folder of another name is none."""
    found = [path.parent.name for path in store.glob(f"*/{MANIFEST}")]
    return tuple(sorted(filter(is_version, found), key=_order, reverse=True))


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def open_kept(store: Path, version: str) -> Release:
    """Open a kept release.

    Raises
    ------
    ReleaseError
        If the store has no such release, or a file or setting of it is missing or damaged.
    """
    if version not in versions(store):
        raise ReleaseError(
            f"there is no release {version}; kept are {', '.join(versions(store)) or 'none'}"
        )
    manifest = store / version / MANIFEST
    linked = own_folder() / f"{version}-{sha256_of(str(manifest.resolve()).encode())[:12]}"
    for name, digest in read_manifest(manifest).files.items():
        held = (store / FILES / digest).resolve()
        content_of(held, digest, name=f"release {version}, {name}")
        _link(linked / name, held)
    _link(linked / "data" / MANIFEST, manifest.resolve())
    _check_settings(store / version, version)
    return open_release(linked, settings=(store / version / "config").resolve())


def _link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{threading.get_ident()}")
    os.symlink(target, part)
    os.replace(part, path)


def _check_settings(folder: Path, version: str) -> None:
    """Compare the settings of a kept release with those that it was kept with."""
    path = folder / SETTINGS_LIST
    try:
        digests = dict(json.loads(path.read_text(encoding="utf-8")))
        wanted = {name: str(digests[name]) for name in SETTINGS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"release {version}, {path.name} cannot be read ({error}); take it from a good copy"
        ) from error
    for name, digest in wanted.items():
        content_of(folder / "config" / name, digest, name=f"release {version}, config/{name}")
