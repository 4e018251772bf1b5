"""Opens releases once per process and hands them to pages and command line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from s3dash import ROOT, config, kept
from s3dash.indicators import catalogue
from s3dash.release import Release, open_release, version_of
from s3dash.state import Options

STORE: Final = ROOT / kept.STORE


@cache
def options() -> Options:
    """What there is to choose from: the release of this installation and its catalogue.

    Raises
    ------
    ReleaseError, ConfigError
        If the release or the themes cannot be used.
    """
    return _options(open_release(ROOT))


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
    return _kept(version)


@lru_cache(maxsize=4)
def _kept(version: str) -> Options:
    return _options(kept.open_kept(STORE, version))


def _options(release: Release) -> Options:
    config.check_themes(release.fields["kldb2010"], release.settings / "themes.toml")
    indicators = catalogue(release)
    config.check_evidence(indicators, release.settings / "themes.toml")
    newest = version_of(ROOT / "data")
    others = [version for version in kept.versions(STORE) if version != newest]
    return Options(release, indicators, (newest, *others))
