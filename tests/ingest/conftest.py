"""Fixtures that the tests of several sources share."""

import pytest

from s3dash import config
from s3dash.ingest import gemeindeverzeichnis


@pytest.fixture(scope="session")
def municipalities(raw_dir):
    """Names of the region's municipalities by key, from the complete raw files."""
    listed = gemeindeverzeichnis.read_municipalities(raw_dir, config.region())
    return dict(zip(listed["ags"], listed["name"], strict=True))
