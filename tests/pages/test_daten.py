import pytest

from s3dash import ROOT, open_data, state
from s3dash.checks import Finding
from s3dash.frame import check_list
from s3dash.frame.catalogue import LIST_KEY
from s3dash.session import options
from tests.pages.opening import html_of, open_page

TABLE = '<table class="s3-checks">'


@pytest.mark.parametrize(
    ("lang", "title", "foot"),
    [
        ("de", "Alle Kennzahlen, ihre Quellen und Lücken", "Quelle: © Statistische Ämter"),
        ("en", "All indicators, their sources and gaps", "Source: © Statistische Ämter"),
    ],
)
def test_page_in_both_languages(lang, title, foot):
    app = open_page(state.DATA, lang=lang, indicator="location_quotient", sector="K", year="2020")
    assert app.title[0].value == title
    assert foot in html_of(app)
    catalogue, figures = (frame.value for frame in app.dataframe)
    assert len(catalogue) == len(options().indicators)
    dortmund = figures[figures.iloc[:, 0] == "05913"]
    assert dortmund.iloc[0, 1] == "Dortmund"
    assert dortmund.iloc[0, 2] == pytest.approx(1.52, abs=0.005)


def test_chosen_indicator_is_explained_with_its_source():
    html = html_of(open_page(state.DATA, indicator="unemployment_rate"))
    assert "13211-02-05-4" in html
    assert "https://www.govdata.de/dl-de/by-2-0" in html
    assert "Daten verändert" in html


def test_unconfirmed_terms_are_said_plainly():
    html = html_of(open_page(state.DATA, indicator="theme_location_quotient"))
    assert "Bedingungen der Weitergabe noch nicht bestätigt" in html
    assert "in der Lieferung nicht genannt" in html


def test_cells_without_a_number_are_counted():
    html = html_of(open_page(state.DATA, indicator="length_of_stay", lang="en"))
    assert "Municipalities: 53 regions in 28 years; 837 of 1,484 figures are there" in html
    assert "588 not published" in html
    assert "Districts: 15 regions in 28 years; 420 of 420 figures are there<" in html


def test_range_stands_only_where_it_can_be_seen():
    app = open_page(state.DATA, indicator="theme_location_quotient", theme="cyber_ai", year="2025")
    ranges = app.dataframe[1].value.set_index("Schlüssel")["Spanne"]
    assert ranges["05117"] == "zwischen 1,92 und 1,93"
    assert ranges["05913"] == ""


def test_unknown_figure_has_words_and_no_zero():
    app = open_page(state.DATA, indicator="length_of_stay", level="municipality", year="2022")
    figures = app.dataframe[1].value
    unknown = figures[figures["Herkunft"].isin(["nicht vorhanden", "nicht veröffentlicht"])]
    assert len(unknown) > 0
    assert unknown["Wert (Nächte)"].isna().all()
    assert app.dataframe[1].proto.placeholder == "keine Angabe"


def test_category_is_shown_by_its_name():
    figures = open_page(state.DATA, indicator="degree_of_urbanisation").dataframe[1].value
    assert figures.set_index("Gebiet").loc["Dortmund", "Wert"] == "dicht besiedelt (Stadt)"


def test_search_finds_in_either_language_and_without_umlauts():
    app = open_page(state.DATA)
    for words, first in (("unemployment rate", "Arbeitslosenquote"), ("bevolkerung", "Bev")):
        app.text_input(key="data_words").set_value(words).run()
        names = app.dataframe[0].value.iloc[:, 0]
        assert len(names) < len(options().indicators)
        assert names.str.startswith(first).any()


def test_search_that_finds_nothing_says_so():
    app = open_page(state.DATA)
    app.text_input(key="data_words").set_value("xyz").run()
    assert app.info[0].value == "Keine Kennzahl passt zu dieser Auswahl."
    assert len(app.dataframe) == 1


def test_filters_narrow_the_list():
    app = open_page(state.DATA)
    app.selectbox(key="data_topic").set_value("labour_market").run()
    listed = [e for e in options().indicators.values() if e.topic == "labour_market"]
    assert len(app.dataframe[0].value) == len(listed)
    app.selectbox(key="data_level").set_value("municipality").run()
    fine = [entry for entry in listed if "municipality" in entry.levels]
    assert 0 < len(fine) < len(listed)
    assert len(app.dataframe[0].value) == len(fine)


def test_old_figures_are_marked():
    newest = open_page(state.DATA).dataframe[0].value["Neueste"]
    assert newest.str.contains("älter als fünf Jahre").any()
    assert (newest == "2025").any()


def test_list_shows_which_indicator_is_chosen():
    app = open_page(state.DATA, indicator="women_share")
    assert list(app.session_state[LIST_KEY]["selection"]["rows"]) == [
        list(options().indicators).index("women_share")
    ]


def test_checks_run_when_they_are_opened(monkeypatch):
    found = (
        Finding("files", "", "", "", "", ok=True),
        Finding("sectors", "employees.csv", "05113, 2020", "1 < 2", "correct it", ok=False),
    )
    monkeypatch.setattr(check_list, "findings", lambda root: found)
    app = open_page(state.DATA)
    assert TABLE not in html_of(app)
    app.session_state["checks"] = True
    html = html_of(app.run())
    assert TABLE in html
    assert "<td>Dateien vollständig und unverändert</td><td>in Ordnung</td>" in html
    assert "employees.csv, 05113, 2020, 1 &lt; 2" in html


def test_what_is_checked_is_the_release_of_this_installation(monkeypatch):
    # that it passes is said by tests/test_checks.py, which runs all checks once
    found = Finding("files", "", "", "", "", ok=True)
    checked = []
    monkeypatch.setattr(
        check_list.checks, "check_release", lambda root: [checked.append(root), found][1:]
    )
    assert check_list.findings.__wrapped__(ROOT) == (found,)
    assert checked == [ROOT]


@pytest.mark.parametrize(
    ("lang", "label", "without"),
    [
        ("de", "Alles als ein Archiv (ZIP)", "Nicht enthalten, weil"),
        ("en", "Everything as one archive (ZIP)", "Not included, because"),
    ],
)
def test_the_release_can_be_taken_as_one_archive(lang, label, without):
    app = open_page(state.DATA, lang=lang)
    (button,) = [b for b in app.get("download_button") if b.proto.label == label]
    assert button.proto.id.endswith("download_archive")
    (line,) = [part for part in html_of(app).split("<") if without in part]
    for part in open_data.select(options().release).closed:
        assert part.title.in_language(lang) in line
