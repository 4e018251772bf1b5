"""The table of figures that two sources give, on the data page."""

import pytest

from s3dash import ROOT, state
from s3dash.checks.two_sources import EXPLAINED
from s3dash.frame.two_sources import compared
from tests.pages.opening import html_of, open_page

TABLE = "s3-pairs"


def opened(**query: str) -> str:
    app = open_page(state.DATA, **query)
    assert f"s3-checks {TABLE}" not in html_of(app)
    app.session_state["two_sources"] = True
    html = html_of(app.run())
    return html[html.index(f"s3-checks {TABLE}") :]


@pytest.mark.parametrize(
    ("lang", "where", "verdict"),
    [
        ("de", "13,43\N{NO-BREAK SPACE}%: Essen 2012, 38,94 und 44,17", "183 Zahlen weichen"),
        ("en", "13.43%: Essen 2012, 38.94 and 44.17", "183 figures differ by more than 1%"),
    ],
)
def test_difference_is_named_with_place_and_both_figures(
    lang: str, where: str, verdict: str
) -> None:
    html = opened(lang=lang)
    assert where in html
    assert verdict in html


def test_every_comparison_stands_in_the_table_with_reasons_where_they_differ() -> None:
    html = opened()
    found = compared(ROOT)
    assert html.count("<tr>") == len(found) + 1
    for item, sources in found:
        assert item.pair.title.de in html
        assert sources
        if item.verdict == EXPLAINED:
            assert item.pair.reason is not None
            assert item.pair.reason.de in html
