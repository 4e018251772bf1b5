import pytest

from s3dash import config, state
from tests.pages.opening import html_of, open_page, words_of


@pytest.mark.parametrize(
    ("lang", "title", "status", "day"),
    [
        ("de", "Erklärung zur Barrierefreiheit", "teilweise konform", "30.11.2026"),
        ("en", "Accessibility statement", "partially conformant", "30 November 2026"),
    ],
)
def test_statement_in_both_languages(lang, title, status, day):
    app = open_page(state.ACCESS, lang=lang)
    assert app.title[0].value == title
    words = words_of(app)
    assert status in words
    assert day in words
    assert "Streamlit" in words


def test_contact_and_enforcement_body_come_from_the_configuration(monkeypatch):
    made = config.Operator(
        operator="Beispiel GmbH",
        address="",
        responsible="",
        contact_email="zugang@example.org",
        privacy_contact="",
        public_address="",
        enforcement_body="Ombudsstelle <b>Beispiel</b>",
    )
    monkeypatch.setattr(config, "operator", lambda: made)
    app = open_page(state.ACCESS)
    html = html_of(app)
    assert '<a href="mailto:zugang@example.org">' in html
    assert "Ombudsstelle &lt;b&gt;Beispiel&lt;/b&gt;" in html
    assert "Beispiel GmbH möchte" in words_of(app)
