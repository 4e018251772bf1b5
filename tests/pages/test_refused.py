"""What keeps a page from its figures is told in the reader's language, with a way out."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from s3dash.text import text
from tests.pages.opening import html_of


def _failing(error: Exception) -> None:
    from s3dash import frame

    with frame.told_in_words():
        raise error


def refused(error: Exception, **query: str) -> AppTest:
    app = AppTest.from_function(_failing, args=(error,), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def damaged(kind: str) -> Exception:
    from s3dash.config import ConfigError
    from s3dash.release import ReleaseError

    return {"release": ReleaseError, "settings": ConfigError}[kind]("population.csv ends in line 7")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("kind", ["release", "settings"])
def test_a_damaged_release_is_told_with_the_file_and_a_way_out(kind: str, lang: str) -> None:
    app = refused(damaged(kind), lang=lang)
    assert not app.exception
    assert [item.value for item in app.title] == [text("refused.title", lang)]
    assert app.markdown[0].value == text("refused.figures", lang)
    assert [item.value for item in app.code] == ["population.csv ends in line 7"]
    assert f'href="./?lang={lang}"' in html_of(app)


@pytest.mark.parametrize("lang", ["fr", '"><script>', ""])
def test_an_unknown_language_in_the_address_is_never_echoed(lang: str) -> None:
    app = refused(damaged("release"), lang=lang)
    html = html_of(app)
    assert any(f'href="./?lang={known}"' in html for known in ("de", "en"))
    assert not lang or f"lang={lang}" not in html


def test_another_failure_is_told_without_its_reason_and_goes_on_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = refused(ZeroDivisionError("of nobody's concern"), lang="en")
    assert app.markdown[0].value == text("refused.failed", "en")
    assert not app.code
    assert "of nobody's concern" not in html_of(app)
    assert len(app.exception) == 1
    assert "of nobody's concern" not in app.exception[0].message
    assert "ZeroDivisionError: of nobody's concern" in caplog.text
