"""Opens releases once per process and hands them to pages and command line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock
from typing import Final

from s3dash import ROOT, config, kept
from s3dash.checked import open_checked
from s3dash.checks import two_sources
from s3dash.indicators import catalogue
from s3dash.release import Release, ReleaseError, sha256
from s3dash.state import Options

STORE: Final = ROOT / kept.STORE


_opening: Final = RLock()
"""Held while a release is opened: of many who come at once, one opens it and all get the same."""


def options() -> Options:
    """What there is to choose from: the release of this installation and its catalogue.

    Raises
    ------
    ReleaseError, ConfigError
        If a file of the release is not what its manifest says, or a setting cannot be used.
    """
    with _opening:
        return _newest()


@cache
def _newest() -> Options:
    release = open_checked(ROOT)
    static_drawing(release)
    for read in (config.region, config.operator, two_sources.pairs):
        read()
    return _options(release, newest=release.version)


@lru_cache(maxsize=8)
def static_drawing(release: Release) -> Path:
    """File in `static/` with the outlines of a release, as the browser gets them.

    Raises
    ------
    ReleaseError
        If `static/` lacks it, or has something else under its name.
    """
    digest = sha256(release.shapes)
    path = ROOT / "static" / f"shapes.{digest[:12]}.json"
    if not path.is_file() or sha256(path) != digest:
        raise ReleaseError(
            f"static/{path.name} is missing or not geo/shapes.json; copy that file to this name"
        )
    return path


def options_of(query: Mapping[str, str]) -> Options:
    """What there is to choose from for an address: of the release that it is pinned to.

    An address without one, or with one that is not kept, gets the newest.

    Raises
    ------
    ReleaseError, ConfigError
        If the release cannot be used, or a file of it is damaged.
    """
    newest, version = options(), query.get("release", "")
    if version == newest.release.version or version not in newest.versions:
        return newest
    with _opening:
        return _kept(version)


def reopen() -> None:
    """Forget the opened releases; the next who asks opens them again."""
    with _opening:
        _newest.cache_clear()
        _kept.cache_clear()


@lru_cache(maxsize=4)
def _kept(version: str) -> Options:
    return _options(kept.open_kept(STORE, version), newest=options().release.version)


def _options(release: Release, *, newest: str) -> Options:
    config.check_themes(release.fields["kldb2010"], release.settings / "themes.toml")
    indicators = catalogue(release)
    config.check_evidence(indicators, release.settings / "themes.toml")
    others = [version for version in kept.versions(STORE) if version != newest]
    return Options(release, indicators, (newest, *others))
