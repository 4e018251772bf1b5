"""Doctored copies of data frames: INKAR 2021, labour market by target occupation, boundaries.

What happens to each is listed in docs/new-year.md.
"""

import json
import shutil

import pandas as pd
import pytest

from s3dash import config
from s3dash.codes import MISSING
from s3dash.ingest import ba_occupations, ba_target_occupations, inkar_2021, report, vg250
from s3dash.ingest.inkar_themes import read_theme
from s3dash.ingest.raw_file import RawFileError, require_districts
from s3dash.release import Table, Variable, write_table
from tests.ingest.doctoring import KEY, in_year

# --- INKAR 2021 ---------------------------------------------------------------------------------

THEME = "privateinkommen_private_schulden"
WITH_PLACES = "flaechennutzung_und_umwelt"
FIRST_YEAR = "2017"


def rows_of(raw_dir, theme):
    columns = [c.kuerzel for c in inkar_2021.COLUMNS.values() if c.theme == theme]
    path = raw_dir / inkar_2021.SOURCE / f"{theme}.parquet"
    rows = pd.read_parquet(path, columns=[*inkar_2021.EDITION.keys, *columns])
    return rows[rows["zeitbezug"] >= FIRST_YEAR].reset_index(drop=True)


@pytest.fixture(scope="module")
def pay(raw_dir):
    return rows_of(raw_dir, THEME)


def values_of(rows, theme=THEME):
    values = read_theme(rows, inkar_2021.EDITION, theme=theme, region=config.region())
    require_districts(values, config.region())
    return values


def pay_figures(rows):
    return values_of(rows).set_index(KEY)["value"].sort_index()


@pytest.mark.raw
def test_a_new_year_of_inkar_is_taken(pay):
    before = pay_figures(pay)
    new = pay[pay["zeitbezug"] == "2019"].assign(zeitbezug="2020")
    after = pay_figures(pd.concat([pay, new], ignore_index=True))
    assert in_year(after, 2020).equals(in_year(before, 2019))
    assert after.drop(index=2020, level="year").equals(before)


@pytest.mark.raw
def test_moved_columns_of_inkar_are_found_by_name(pay):
    assert pay_figures(pay[pay.columns[::-1]]).equals(pay_figures(pay))


@pytest.mark.raw
def test_rows_of_several_years_are_left_out(pay):
    several = pay.tail(5).assign(zeitbezug="2017/2018/2019")
    assert pay_figures(pd.concat([pay, several], ignore_index=True)).equals(pay_figures(pay))


@pytest.mark.raw
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.rename(columns={"x222": "x222_neu"}), "the columns .'x222'. are mis"),
        (lambda rows: rows.rename(columns={"ags": "kennziffer"}), "the columns .'ags'. are mis"),
        (lambda rows: rows.drop(columns="raumbezug"), "the columns .'raumbezug'. are missing"),
        (lambda rows: rows.replace({"raumbezug": {"Kreise": "Kreis"}}), r"row \d+: key .*'Kreis'"),
        (lambda rows: rows.assign(ags=rows["ags"].str.removeprefix("0")), r"row \d+: key"),
        (lambda rows: rows.replace({"ags": {"05113": "05195"}}), r"no rows for .'05113'."),
        (lambda rows: pd.concat([rows, rows.tail(1)]), r"row \d+: the row of .* stands twice"),
        (lambda rows: rows.replace({"zeitbezug": {"2019": "Jahr 2019"}}), "'Jahr 2019' is no year"),
        (lambda rows: rows.assign(x224=float("nan")), "the column x224 is empty"),
        (lambda rows: rows[~rows["ags"].eq("05113")], r"no rows for .'05113'."),
    ],
    ids=["column", "key", "level column", "level", "zero", "renumbered", "doubled", "year",
         "empty", "lost"],
)  # fmt: skip
def test_other_tables_of_inkar_are_refused(pay, change, words):
    with pytest.raises(RawFileError, match=words) as caught:
        values_of(change(pay))
    assert f"{THEME}.parquet" in str(caught.value)


@pytest.mark.raw
def test_a_lost_row_of_inkar_is_missing_and_no_zero(pay):
    lost = pay[~((pay["ags"] == "05113") & (pay["zeitbezug"] == "2019"))]
    gaps = values_of(lost).query("ags == '05113' and year == 2019")
    assert set(gaps["status"]) == {MISSING}
    assert gaps["value"].isna().all()


@pytest.mark.raw
def test_a_lost_or_renumbered_municipality_of_inkar_is_refused(raw_dir):
    rows = rows_of(raw_dir, WITH_PLACES)
    assert values_of(rows, WITH_PLACES)["ags"].str.len().eq(8).any()
    for key in (None, "05199008"):
        changed = rows.assign(ags=rows["ags"].replace({"05978008": key})).dropna(subset="ags")
        with pytest.raises(RawFileError, match="52 municipalities of the region"):
            values_of(changed, WITH_PLACES)


@pytest.mark.raw
def test_a_split_district_of_inkar_is_told_by_the_report(pay, tmp_path):
    folders = (tmp_path / "old", tmp_path / "new")
    part = pay[pay["ags"] == "05113"].assign(ags="05195")
    for folder, rows in zip(folders, (pay, pd.concat([pay, part], ignore_index=True)), strict=True):
        folder.mkdir()
        write_table(folder, pay_table(values_of(rows)))
    found = report.compare(*folders)
    assert found.needs_acceptance
    assert "TO ACCEPT: new places 05195" in report.as_text(found)


def pay_table(values):
    names = [n for n, column in inkar_2021.COLUMNS.items() if column.theme == THEME]
    described = Variable("EUR per month", inkar_2021.SOURCE, "year", 2)
    return Table("pay", "Verdienste", "Pay", values, dict.fromkeys(names, described), (), "2019")


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_truncated_file_of_inkar_is_refused(tmp_path, share):
    folder = tmp_path / inkar_2021.SOURCE
    folder.mkdir()
    path = folder / f"{WITH_PLACES}.parquet"
    pd.DataFrame({"raumbezug": ["Bund"] * 100}).to_parquet(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RawFileError, match=rf"{path.name}: no table can be read .*whole"):
        inkar_2021.read(tmp_path, config.region())


# --- vacancies and unemployed people by target occupation ----------------------------------------

FRAME = "unemployed_total.rda"


@pytest.fixture(scope="module")
def unemployed(raw_samples):
    return ba_occupations.read_frame(raw_samples / FRAME)


def unemployed_figures(rows):
    values = ba_target_occupations.occupation_averages(
        rows, variable="unemployed_occupation", column="total", file=FRAME
    )
    return values.set_index(KEY)["value"].sort_index()


def test_a_new_year_of_target_occupations_is_taken(unemployed):
    before = unemployed_figures(unemployed)
    new = unemployed[unemployed["year"] == 2023].assign(year=2024)
    after = unemployed_figures(pd.concat([unemployed, new], ignore_index=True))
    assert in_year(after, 2024).equals(in_year(before, 2023))
    assert after.drop(index=2024, level="year").equals(before)


def test_moved_columns_of_target_occupations_are_found_by_name(unemployed):
    moved = unemployed[unemployed.columns[::-1]]
    assert unemployed_figures(moved).equals(unemployed_figures(unemployed))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.rename(columns={"total": "n"}), "the columns .'total'. are missing"),
        (lambda rows: rows.rename(columns={"total": "women", "women": "total"}), "more than total"),
        (lambda rows: rows.assign(region=rows["region"].str[1:]), "no district keys of 5 digits"),
        (lambda rows: pd.concat([rows, rows.tail(1)]), r"row \d+: the row of .* stands twice"),
        (lambda rows: rows.iloc[:-1], "05954 has 2 of 3 groups in 2023"),
        (lambda rows: rows.replace({"occupational_group": {"431": "43"}}), "no groups of the KldB"),
    ],
    ids=["column", "exchanged", "zero", "doubled", "lost", "group"],
)
def test_other_target_occupations_are_refused(unemployed, change, words):
    with pytest.raises(RawFileError, match=words) as caught:
        unemployed_figures(change(unemployed))
    assert FRAME in str(caught.value)


def test_a_district_of_another_key_among_target_occupations_is_refused(unemployed):
    part = unemployed[unemployed["region"] == "05113"]
    keys = [key.replace("05113", "05195") for key in config.region().districts]
    rows = pd.concat([part.assign(region=key) for key in keys], ignore_index=True)
    values = ba_target_occupations.occupation_averages(
        rows, variable="unemployed_occupation", column="total", file=FRAME
    )
    with pytest.raises(RawFileError, match=rf"{FRAME}: no rows for .'05113'."):
        require_districts(values, config.region())


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_a_truncated_data_frame_is_refused(tmp_path, raw_samples, share):
    folder = tmp_path / ba_target_occupations.SOURCE
    folder.mkdir()
    content = (raw_samples / FRAME).read_bytes()
    (folder / "jobs.rda").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RawFileError, match=r"jobs.rda: .*is the file whole"):
        ba_target_occupations.read(tmp_path)


# --- boundaries ---------------------------------------------------------------------------------


@pytest.fixture
def boundaries(tmp_path, raw_dir):
    folder = tmp_path / vg250.FOLDER
    folder.mkdir()
    path = folder / vg250.MUNICIPALITIES
    shutil.copyfile(raw_dir / vg250.FOLDER / vg250.MUNICIPALITIES, path)
    path.chmod(0o644)
    return path


def boundaries_refused(path, words):
    with pytest.raises(RawFileError, match=words) as caught:
        vg250.read_municipalities(path.parent.parent)
    assert path.name in str(caught.value)


@pytest.mark.raw
@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_truncated_boundaries_are_refused(boundaries, share):
    content = boundaries.read_bytes()
    boundaries.write_bytes(content[: int(len(content) * share)])
    boundaries_refused(boundaries, "no areas can be read .*is the file whole")


@pytest.mark.raw
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"AGS":', '"ags":', "the columns .'AGS'. are missing"),
        ('"GF":', '"gf":', "the columns .'GF'. are missing"),
        ('"AGS": "05', '"AGS": "5', "are not keys of the level municipality"),
        ('"GF": 4', '"GF": 2', "have GF other than 4"),
        ('"AGS": "05113000"', '"AGS": "05112000"', "05112000'. stand there more than once"),
    ],
)
def test_other_boundaries_are_refused(boundaries, old, new, words):
    text = boundaries.read_text(encoding="utf-8")
    assert old in text
    boundaries.write_text(text.replace(old, new), encoding="utf-8")
    boundaries_refused(boundaries, words)


@pytest.mark.raw
def test_boundaries_in_another_order_are_the_same(boundaries):
    before = vg250.read_municipalities(boundaries.parent.parent)
    areas = json.loads(boundaries.read_text(encoding="utf-8"))
    areas["features"].reverse()
    boundaries.write_text(json.dumps(areas), encoding="utf-8")
    assert vg250.read_municipalities(boundaries.parent.parent).equals(before)
