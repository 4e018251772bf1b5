"""Known faults of a source are told where the figures stand."""

import re

import pytest

from s3dash import state
from tests.pages.opening import html_of, open_page

MARK = r'title="{title}">11[,.]3</a></b><sup class="s3-mark" title="{note}">1</sup>'


@pytest.mark.parametrize(
    ("lang", "note", "reason"),
    [
        ("de", "Hinweis zu dieser Zahl", "Zu beachten: Kreisfreie Städte haben als Gemeinde"),
        ("en", "A note on this figure", "Please note: "),
    ],
)
def test_figure_with_a_fault_has_a_mark_and_the_reason_below(lang, note, reason):
    html = html_of(open_page(state.PROFILE, regions="05562016", lang=lang))
    assert re.search(MARK.format(title='[^"]*', note=note), html)
    notes = re.findall(r'<ol class="s3-notes">(.*?)</ol>', html)
    assert notes
    assert all(line.startswith(f"<li>{reason}") for line in notes)
    table = html.split("</table>")[0]
    assert table.count('class="s3-mark"') == 1, "the Kreis and the others have no such fault"


def test_figures_without_a_fault_have_no_notes():
    html = html_of(open_page(state.PROFILE, regions="05913"))
    first = html[html.index("Kennzahlen: Dortmund") :].split("s3-caption")[0]
    assert 'class="s3-mark"' not in first.split("</table>")[0]


@pytest.mark.parametrize(
    ("lang", "label", "line"),
    [
        (
            "de",
            "Hinweise zu einzelnen Zahlen",
            "2019, 2021: Die Zahl der Quelle gilt hier als fehlend. Bönen: 0,00 steht für",
        ),
        (
            "en",
            "Notes on single figures",
            "2019, 2021: The source&#x27;s figure counts as missing here. Bönen: 0.00 stands for",
        ),
    ],
)
def test_data_page_tells_the_faults_of_the_chosen_indicator(lang, label, line):
    html = html_of(open_page(state.DATA, indicator="guest_beds_per_1000", lang=lang))
    assert f"<dt>{label}</dt>" in html
    assert line in html
    assert "2008–2017: " in html


def test_data_page_is_silent_where_there_is_none():
    html = html_of(open_page(state.DATA, indicator="unemployment_rate"))
    assert "Hinweise zu einzelnen Zahlen" not in html
