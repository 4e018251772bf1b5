"""Fixtures that all tests share."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserType, sync_playwright
from streamlit.components.v2 import manifest_scanner

from s3dash import ROOT
from tests.browser.chromium import ARGUMENTS, HELP, find

settings.register_profile("project", deadline=None, print_blob=True)
settings.register_profile("mutation", max_examples=20, derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

collect_ignore = ["browser/component_demo.py"]
"""An app that the browser tests serve, and no module of tests."""


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Let `AppTest` look for components once: each app would read through all packages anew."""
    with pytest.MonkeyPatch.context() as patch:
        name = "scan_component_manifests"
        patch.setattr(manifest_scanner, name, cache(getattr(manifest_scanner, name)))
        yield


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


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Path of the Chromium that the tests drive."""
    path = find()
    if path is None:
        pytest.fail(HELP)
    return path


@pytest.fixture(scope="session")
def launcher() -> Iterator[BrowserType]:
    """Starts browsers; one for all tests of a process, for a second loop would not run beside."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def chromium(launcher: BrowserType, chromium_path: Path) -> Iterator[Browser]:
    """A Chromium whose windows know nothing of each other, nor of what was there before."""
    browser = launcher.launch(executable_path=chromium_path, args=list(ARGUMENTS))
    yield browser
    browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first: whoever broke a figure need not wait for the browser to hear of it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
