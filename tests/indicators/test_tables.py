"""Tidy tables: columns, order, full precision, sources, dates."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from s3dash import codes, config
from s3dash.indicators import (
    COLUMNS,
    SECTOR,
    THEME,
    Question,
    answer,
    catalogue_table,
    figures,
    join_rows,
    no_figures,
    place,
    places_of,
    reference_date,
    source_text,
    to_csv,
    to_rows,
)
from s3dash.indicators.tables import CATALOGUE_COLUMNS
from s3dash.state import Options

PROMISED = (
    "ags,name,level,indicator,sector,reference,year,value,unit,status,source,theme,occupation,"
    "from,reference_date,low,high"
)
CATALOGUE_PROMISED = (
    "id,name_de,name_en,definition_de,definition_en,unit,kind,levels,years,source,licence"
)


def quotients(options: Options) -> pd.DataFrame:
    question = Question(options.indicators["location_quotient"], SECTOR, "K", "germany")
    districts = places_of(options.release, codes.DISTRICT)
    return figures(options.release, question, districts, [2019, 2020])


def test_columns_are_the_promised_ones(options: Options) -> None:
    assert ",".join(COLUMNS) == PROMISED
    assert ",".join(quotients(options).columns) == PROMISED
    assert ",".join(no_figures().columns) == PROMISED
    assert to_csv(no_figures()) == PROMISED + "\n"


def test_rows_are_ordered_by_place_then_year(options: Options) -> None:
    table = quotients(options)
    assert table["ags"].tolist() == [a for key in config.region().districts for a in (key, key)]
    assert table["year"].tolist() == [2019, 2020] * 15


def test_a_row_says_all_that_its_figure_depends_on(options: Options) -> None:
    row = quotients(options).set_index(["ags", "year"]).loc[("05913", 2020)]
    assert round(row["value"], 2) == 1.52
    assert row.drop(["value", "source", "low", "high"]).to_dict() == {
        "name": "Dortmund",
        "level": "district",
        "indicator": "location_quotient",
        "sector": "K",
        "reference": "germany",
        "unit": "1",
        "status": "calculated",
        "theme": "",
        "occupation": "",
        "from": "",
        "reference_date": "2020-06-30",
    }
    assert row["source"].startswith("© Statistische Ämter des Bundes und der Länder")
    assert "13111-07-05-4" in row["source"]
    assert "dl-de/by-2-0" in row["source"]
    assert np.isnan([row["low"], row["high"]]).all()


def test_a_year_without_figures_gives_rows_that_say_so(options: Options) -> None:
    question = Question(options.indicators["employees"], SECTOR, "C")
    table = figures(options.release, question, [place(options.release, "05913")], [1999])
    assert table["value"].isna().all()
    assert table["status"].tolist() == [codes.NOT_PUBLISHED]


def test_a_range_is_given_where_suppressed_cells_leave_one(options: Options) -> None:
    question = Question(options.indicators["theme_location_quotient"], THEME, "cyber_ai", "germany")
    districts = places_of(options.release, codes.DISTRICT)
    table = figures(options.release, question, districts, [2025])
    assert table["low"].notna().all()
    assert (table["low"] < table["high"]).all()
    assert table["theme"].eq("cyber_ai").all()


def test_csv_reads_back_to_the_same_numbers(options: Options) -> None:
    table = quotients(options)
    rows = list(csv.DictReader(io.StringIO(to_csv(table))))
    assert [float(row["value"]) for row in rows] == table["value"].tolist()
    assert [row["ags"] for row in rows] == table["ags"].tolist()


def test_csv_leaves_an_unknown_value_empty(options: Options) -> None:
    question = Question(options.indicators["employees"], SECTOR, "C")
    kreis = [place(options.release, "05562016")]
    (row,) = csv.DictReader(io.StringIO(to_csv(figures(options.release, question, kreis, [2020]))))
    assert (row["value"], row["low"], row["high"]) == ("", "", "")
    assert row["status"] == "not_published"


def test_catalogue_lists_every_indicator_completely(options: Options) -> None:
    table = catalogue_table(options.release, options.indicators.values())
    assert ",".join(CATALOGUE_COLUMNS) == CATALOGUE_PROMISED
    assert ",".join(table.columns) == CATALOGUE_PROMISED
    assert table["id"].tolist() == list(options.indicators)
    assert table["id"].is_unique
    assert (table != "").all(axis=None)
    allowed = {"municipality", "district", "state", "germany"}
    assert set(" ".join(table["levels"]).split()) <= allowed
    assert table["years"].str.fullmatch(r"\d{4}( \d{4})*").all()


@pytest.mark.parametrize(
    ("name", "unit", "levels", "years"),
    [
        ("employees", "persons", "district state germany", (2015, 2020)),
        ("employee_share", "%", "district state germany", (2015, 2020)),
        ("location_quotient", "1", "district state germany", (2015, 2020)),
        ("theme_location_quotient", "1", "district", (2013, 2025)),
        ("employee_growth", "%", "district state germany", (2016, 2020)),
        ("employees_december", "persons", "district state", (2024, 2024)),
    ],
)
def test_catalogue_of_what_others_rely_on(
    options: Options, name: str, unit: str, levels: str, years: tuple[int, int]
) -> None:
    table = catalogue_table(options.release, options.indicators.values()).set_index("id")
    row = table.loc[name]
    assert (row["unit"], row["levels"]) == (unit, levels)
    assert (int(row["years"].split()[0]), int(row["years"].split()[-1])) == years


def test_dates_are_days_where_the_source_counts_on_one(options: Options) -> None:
    indicator = options.indicators["employees"]
    expected = {"30.06.": "2020-06-30", "31.12.": "2020-12-31", "31.07.": "2020-07-31"}
    for words, date in expected.items():
        assert reference_date(replace(indicator, reference_date=words), 2020) == date
    for words in ("year", "annual average", "winter term"):
        assert reference_date(replace(indicator, reference_date=words), 2020) == "2020"


def test_a_ratio_of_two_sources_cites_both(options: Options) -> None:
    source = source_text(options.release, options.indicators["employees_per_1000"])
    assert "13111-07-05-4" in source
    assert "Statistisches Bundesamt" in source


def test_several_answers_below_each_other_are_their_tables(options: Options) -> None:
    release, districts = options.release, places_of(options.release, codes.DISTRICT)
    asked = [
        (Question(options.indicators["location_quotient"], SECTOR, "K", "germany"), districts),
        (Question(options.indicators["population"]), districts[:1]),
    ]
    answers = [(question, places, answer(release, question, places)) for question, places in asked]
    found = join_rows(release, answers)
    single = [to_rows(release, *one) for one in answers]
    pd.testing.assert_frame_equal(found, pd.concat(single, ignore_index=True))
    assert len(found) == sum(map(len, single)) > len(single[0])
    pd.testing.assert_frame_equal(join_rows(release, []), no_figures())
