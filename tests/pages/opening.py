"""Opens a page in both its room and its frame, as a reader's browser would."""

from streamlit.testing.v1 import AppTest

from s3dash import ROOT, state
from s3dash.frame.parts import PAGE_FILES


def open_page(page: str, **query: str) -> AppTest:
    """The page of an address after its first run, as by a deep link; fails if the page raised."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != state.START:
        app.switch_page(PAGE_FILES[page])
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def html_of(app: AppTest) -> str:
    """All HTML that the page puts beside the widgets."""
    return "\n".join(block.proto.body for block in app.get("html"))


def words_of(app: AppTest) -> str:
    """All Markdown of the page."""
    return "\n".join(block.value for block in app.markdown)
