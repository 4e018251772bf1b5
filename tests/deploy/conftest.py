"""The browser of the other tests, for those of several servers behind nginx."""

from tests.browser.conftest import chromium

__all__ = ["chromium"]
