import pytest

from s3dash import config, state
from tests.pages.opening import html_of, open_page, words_of


@pytest.mark.parametrize(
    ("lang", "title", "unset"),
    [
        ("de", "Impressum und Kontakt", "noch nicht eingetragen"),
        ("en", "Imprint and contact", "not set yet"),
    ],
)
def test_page_in_both_languages(lang, title, unset):
    app = open_page(state.IMPRINT, lang=lang)
    assert app.title[0].value == title
    assert html_of(app).count(f"<em>{unset}</em>") == 4
    assert "© GeoBasis-DE / BKG 2017 (Daten verändert)" in words_of(app)
    assert "_streamlit_xsrf" in words_of(app)


def test_what_the_operator_sets_is_shown_and_nothing_in_it_is_run(monkeypatch):
    made = config.Operator(
        operator="Beispiel <b>GmbH</b>",
        address="Weg 1, 45127 Essen",
        responsible="A. Beispiel",
        contact_email="zahlen@example.org",
        privacy_contact="datenschutz@example.org",
        public_address="",
    )
    monkeypatch.setattr(config, "operator", lambda: made)
    html = html_of(open_page(state.IMPRINT))
    assert "Beispiel &lt;b&gt;GmbH&lt;/b&gt;" in html
    assert '<a href="mailto:zahlen@example.org">' in html
    assert "<em>" not in html
