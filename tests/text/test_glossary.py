"""Terms are explained in one set of words: that of the pages is that of `docs/glossary.md`."""

from __future__ import annotations

import pytest

from s3dash import ROOT, labels, session, state
from s3dash.frame.glossary import TERMS, terms_in
from s3dash.languages import LANGUAGES
from s3dash.text import text

OPTIONS = session.options()


def test_the_docs_repeat_the_words_of_the_pages() -> None:
    rows = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("## Terms that")[2]
    for term in TERMS:
        said = " | ".join(
            f"**{text(f'terms.{term}', lang)}**: {text(f'terms.{term}_says', lang)}"
            for lang in ("de", "en")
        )
        assert f"| `{term}` | {said} |\n" in rows
    assert rows.partition("## Statuses")[0].count("| `") == len(TERMS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_term_finds_itself_and_is_told_in_short(lang: str) -> None:
    for term in TERMS:
        assert term in terms_in(text(f"terms.{term}", lang), lang) or term == "reference_area"
        assert len(text(f"terms.{term}_says", lang)) < 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_measure_of_a_quotient_is_explained(lang: str) -> None:
    view = state.read_view({"lang": lang}, OPTIONS, page=state.MAP)[0]
    found = terms_in(labels.measure_line(OPTIONS, view), lang)
    assert {"location_quotient", "reference_area"} <= set(found)
