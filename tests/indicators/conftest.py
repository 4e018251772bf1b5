"""The release of this checkout, opened once."""

from __future__ import annotations

import pytest

from s3dash import session
from s3dash.release import Release
from s3dash.state import Options


@pytest.fixture(scope="session")
def options() -> Options:
    return session.options()


@pytest.fixture(scope="session")
def opened(options: Options) -> Release:
    return options.release
