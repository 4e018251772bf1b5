"""Opens the release once per process and hands it to pages and command line."""

from __future__ import annotations

from functools import cache

from s3dash import ROOT, config
from s3dash.indicators import catalogue
from s3dash.release import open_release
from s3dash.state import Options


@cache
def options() -> Options:
    """What there is to choose from: the release of this installation and its catalogue.

    Raises
    ------
    ReleaseError, ConfigError
        If the release or the themes cannot be used.
    """
    release = open_release(ROOT)
    config.check_themes(release.fields["kldb2010"])
    indicators = catalogue(release)
    config.check_evidence(indicators)
    return Options(release, indicators)
