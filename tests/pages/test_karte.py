"""Choices of the map: what follows from one for the others."""

from __future__ import annotations

from s3dash import session, state
from tests.pages.opening import open_page


def test_another_kind_of_field_begins_with_a_field_of_its_own() -> None:
    app = open_page(state.MAP, indicator="employees", sector="K")
    app.selectbox(key="karte_kind").set_value("theme").run()
    assert not app.exception
    themes = session.options().release.themes
    assert app.query_params["theme"] in [*themes, *([key] for key in themes)]
    assert "sector" not in app.query_params
