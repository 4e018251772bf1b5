"""Fixtures that all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from s3dash import ROOT

settings.register_profile("project", deadline=None, print_blob=True)
settings.register_profile("mutation", max_examples=20, derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

collect_ignore = ["browser/component_demo.py"]
"""An app that the browser tests serve, and no module of tests."""

RAW_SAMPLES = Path(__file__).parent / "raw_samples"


@pytest.fixture(scope="session")
def raw_samples() -> Path:
    """Folder of the committed samples: a few real lines per source."""
    return RAW_SAMPLES


@pytest.fixture(scope="session")
def raw_dir() -> Path:
    """Folder of the complete raw files; the test is skipped where there is none."""
    folder = Path(os.environ.get("S3DASH_RAW") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no raw files: {folder} is no folder; set S3DASH_RAW to the raw folder")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first: whoever broke a figure need not wait for the browser to hear of it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
