"""Participations in EU research projects: whole, placed, and without the names of persons."""

import csv
import re
from collections import defaultdict
from dataclasses import replace

import pandas as pd
import pytest

from s3dash import ROOT, config, release
from s3dash.ingest import cordis, report
from s3dash.ingest import cordis_projects as source
from s3dash.ingest.plain_csv import read_plain_csv
from s3dash.ingest.raw_file import RawFileError
from s3dash.release import Origin, Participations, ReleaseError

PLACES = {
    "05562032": "Recklinghausen", "05954032": "Wetter", "05954036": "Witten",
    "05978028": "Schwerte",
}  # fmt: skip
FILE = "cordis_participations_ruhr_2026-08.csv"


@pytest.fixture
def sample(raw_samples):
    return read_plain_csv(raw_samples / FILE, cordis.SINGLE)


@pytest.fixture
def rows(sample):
    return source.participation_rows(sample, PLACES)


def changed(sample, line, **cells):
    spoilt = sample.rows.copy()
    spoilt.loc[line, list(cells)] = list(cells.values())
    return replace(sample, rows=spoilt)


# --- what is read ------------------------------------------------------------------------------


def test_a_participation_is_read_to_the_exact_row(rows):
    row = rows[rows["raw_row"] == 3].iloc[0].to_dict()
    assert row == {
        "project": "101189819",
        "acronym": "COP-PILOT",
        "title": "Collaborative Open Platform for PILOTing services across energing smart IoT and"
        " Edge computing environments",
        "programme": "Horizon Europe",
        "scheme": "HORIZON-IA",
        "start": "2025-01-01",
        "end": "2027-12-31",
        "project_status": "SIGNED",
        "organisation_id": "878472741",
        "organisation": "HOSCH Fordertechnik Recklinghausen GmbH",
        "kind": "PRC",
        "role": "participant",
        "ags": "05562032",
        "ec_contribution_eur": 409062.5,
        "status": "reported",
        "raw_row": 3,
    }


def test_an_amount_that_is_listed_elsewhere_is_unknown_and_not_zero(rows):
    third = rows[rows["role"].isin(["thirdParty", "associatedPartner"])]
    assert len(third) == 8
    assert third["ec_contribution_eur"].isna().all()
    assert set(third["status"]) == {"missing"}


def test_nothing_granted_to_a_participant_is_a_zero(sample):
    found = source.participation_rows(changed(sample, 3, ecContribution="0.0"), PLACES)
    row = found[found["raw_row"] == 3].iloc[0]
    assert (row["ec_contribution_eur"], row["status"]) == (0.0, "reported")


def test_an_amount_of_a_third_party_is_kept_where_there_is_one(sample):
    found = source.participation_rows(changed(sample, 2, ecContribution="100.5"), PLACES)
    row = found[found["raw_row"] == 2].iloc[0]
    assert (row["ec_contribution_eur"], row["status"]) == (100.5, "reported")


def test_it_is_written_and_read_back(rows, tmp_path):
    origin = Origin("cordis-2026", f"cordis-2026/{FILE}", "0" * 64)
    written = Participations("a", "b", rows, "cordis-2026", source.COLUMNS, {}, "", "", origin)
    release.write_participations(tmp_path, written)
    found = release.read_participations(tmp_path)
    pd.testing.assert_frame_equal(found, rows.reset_index(drop=True), check_dtype=False)
    path = tmp_path / "eu_projects.csv"
    path.write_text(path.read_text("utf-8").replace("organisation_id", "number", 1), "utf-8")
    with pytest.raises(ReleaseError, match=r"eu_projects\.csv has the columns"):
        release.read_participations(tmp_path)


def test_each_column_is_explained_in_two_languages(rows, tmp_path):
    assert tuple(source.COLUMNS) == release.PROJECT_COLUMNS
    assert all(texts["de"] and texts["en"] for texts in source.COLUMNS.values())
    less = {name: texts for name, texts in source.COLUMNS.items() if name != "role"}
    origin = Origin("cordis-2026", FILE, "0" * 64)
    with pytest.raises(ValueError, match="role"):
        release.write_participations(
            tmp_path, Participations("a", "b", rows, "cordis-2026", less, {}, "", "", origin)
        )


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("organisationID,name", "name,organisationID"),
        ("ecContribution,", "ecContributionEUR,"),
        ("activityType,SME", "activityType"),
    ],
    ids=["moved column", "renamed head", "lost column"],
)
def test_another_head_line_is_refused(raw_samples, tmp_path, old, new):
    text = (raw_samples / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RawFileError, match=rf"{FILE}, line 1: the columns are"):
        read_plain_csv(tmp_path / FILE, cordis.SINGLE)


@pytest.mark.parametrize(
    ("line", "cells", "message"),
    [
        (3, {"role": "leader"}, "line 3, column role: 'leader'"),
        (4, {"activityType": "NGO"}, "line 4, column activityType: 'NGO'"),
        (5, {"ecContribution": "50.000,00"}, r"line 5, column ecContribution: '50\.000,00'"),
        (5, {"ecContribution": "50.000"}, r"line 5, column ecContribution: '50\.000'"),
        (6, {"startDate": "01.09.2026"}, "line 6, column startDate"),
        (7, {"programme": "Horizon 2030"}, "line 7, column programme: 'Horizon 2030'"),
        (8, {"name": ""}, "line 8, column name: ''"),
        (9, {"ags": "05954037"}, "line 9, column ags: '05954037': no municipality"),
        (9, {"title": "Something else"}, "line 9, column title: .* another row of the project"),
        (11, {"projectID": "826206", "acronym": "FR8RAIL II", "role": "thirdParty"}, "line 11"),
    ],
)  # fmt: skip
def test_an_unexpected_cell_is_refused_with_its_place(sample, line, cells, message):
    with pytest.raises(RawFileError, match=rf"{FILE}, {message}"):
        source.participation_rows(changed(sample, line, **cells), PLACES)


def test_a_participation_that_stands_twice_is_refused(sample):
    twice = pd.concat([sample.rows, sample.rows.loc[[5]].rename({5: 18})])
    with pytest.raises(RawFileError, match=r"line 18: the row of .* stands twice"):
        source.participation_rows(replace(sample, rows=twice), PLACES)


# --- names of persons --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Max Muster", "MAX MUSTER E.K.", "Max Muster e. Kfm.", "Muster & Partner", "Muster GbR",
        "DR. MUSTER BERATUNG", "Muster KG", "Muster OHG", "Partnerschaft Muster mbB", "Hans Montag",
        "Eva Weg", "SE Muster", "AG Muster Beratung", "EVA MUSTER",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["PRC", "OTH", ""])
def test_a_name_that_can_be_a_persons_is_left_out(name, kind):
    assert not source.may_be_named(name, kind)


@pytest.mark.parametrize(
    "name",
    [
        "Muster GmbH", "MUSTER GMBH& CO. KG", "MUSTERGESELLSCHAFTMBH", "Muster m.b.H.", "MUSTER AG",
        "Muster SE", "Muster eG", "Muster UG (haftungsbeschränkt)", "MUSTER EV", "Muster e. V.",
        "Muster e.V. (MU)", "STIFTUNG MUSTER", "Muster Aktiengesellschaft", "muster ggmbh",
        "Gesellschaft für Muster mit beschränkter Haftung",
    ],
)  # fmt: skip
def test_a_legal_person_is_named(name):
    assert source.may_be_named(name, "PRC")


def test_public_bodies_and_universities_are_named():
    assert source.may_be_named("STADT BOCHUM", "PUB")
    assert source.may_be_named("FERNUNIVERSITAT IN HAGEN", "HES")


def test_left_out_are_name_and_number_and_nothing_else(sample):
    found = source.participation_rows(changed(sample, 3, name="Max Muster e.K."), PLACES)
    row = found[found["raw_row"] == 3].iloc[0]
    assert (row["organisation"], row["organisation_id"]) == ("", "")
    assert (row["project"], row["ec_contribution_eur"]) == ("101189819", 409062.5)
    assert "Muster" not in found.to_csv()


def test_no_name_of_a_person_is_in_the_release():
    """Read on its own: every company and other body ends in, or holds, a word of a legal person."""
    text = (ROOT / "data" / "eu_projects.csv").read_text(encoding="utf-8")
    known = {"AG PR ARBEITSGEM PVC BODENBELAG RECYCLING", "IDEMIA IDENTITY & SECURITY GERMANYAG"}
    known |= {"Nordex Energy"}
    words = re.compile(r"gmbh|mbh|m\.b\.h|haftung|aktiengesellschaft|stiftung", re.IGNORECASE)
    ends = ("AG", "SE", "UG", "EG", "EV", "E.V")
    for row in csv.DictReader(text.splitlines()):
        name = row["organisation"]
        if row["kind"] in ("HES", "REC", "PUB") or name in known or not name:
            continue
        last = re.sub(r"\(.*?\)", "", name).upper().split()[-1].rstrip(".")
        assert words.search(name) or last in ends, name
    left_out = [row for row in csv.DictReader(text.splitlines()) if not row["organisation"]]
    assert [(row["project"], row["organisation_id"]) for row in left_out] == [("101113011", "")]
    assert not re.search(r"FRIEGE|\bDR\.|\bPROF\.", text, re.IGNORECASE)


# --- the whole file ----------------------------------------------------------------------------


@pytest.mark.raw
def test_all_participations_lead_to_their_lines(raw_dir):
    """Every row of the release, against the file read in another way; nothing is left over."""
    with next((raw_dir / source.SOURCE).glob("*participations*")).open(encoding="utf-8") as stream:
        lines = dict(enumerate(csv.DictReader(stream), start=2))
    rows = release.read_participations(ROOT / "data")
    assert sorted(rows["raw_row"]) == sorted(lines)
    for row in rows.to_dict("records"):
        line = lines[row["raw_row"]]
        assert (row["project"], row["ags"]) == (line["projectID"], line["ags"])
        assert row["organisation"] in (line["name"], "")
        known = row["ec_contribution_eur"] == row["ec_contribution_eur"]
        assert float(line["ecContribution"]) == (row["ec_contribution_eur"] if known else 0.0)
        assert known or line["role"] not in ("participant", "coordinator")


def test_participations_with_partners_are_counted_by_hand(sample):
    """PIVOT (777629) has Recklinghausen and Witten in it, and it is the only shared project."""
    found = cordis.shared_values(sample)
    assert found[["ags", "year", "value", "raw_rule"]].to_numpy().tolist() == [
        ["05562032", 2017, 1.0, "count of rows 2"],
        ["05954036", 2017, 1.0, "count of rows 9"],
    ]


@pytest.mark.raw
def test_participations_with_partners_from_the_lines(raw_dir, municipalities):
    (table,) = cordis.read(raw_dir, config.region(), municipalities)
    found = table.values.set_index(["variable", "ags", "year"])["value"]
    with next((raw_dir / source.SOURCE).glob("*participations*")).open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    towns = defaultdict(set)
    for line in lines:
        towns[line["projectID"]].add(line["ags"])
    for district in config.region().districts:
        expected = sum(
            len(towns[line["projectID"]]) > 1
            for line in lines
            if line["ags"].startswith(district) and line["startDate"] < "2027"
        )
        assert found["eu_research_shared_participations_since_2014", district, 2026] == expected


# --- a new edition -----------------------------------------------------------------------------


def write(folder, rows):
    folder.mkdir()
    origin = Origin("cordis-2026", FILE, "0" * 64)
    release.write_participations(
        folder, Participations("a", "b", rows, "cordis-2026", source.COLUMNS, {}, "", "", origin)
    )
    return folder


def test_a_lost_participation_and_another_amount_have_to_be_accepted(rows, tmp_path):
    before = write(tmp_path / "before", rows)
    same = report.compare(before, write(tmp_path / "same", rows))
    assert not same.variables
    other = rows[rows["raw_row"] != 3].assign(
        ec_contribution_eur=lambda r: r["ec_contribution_eur"].mask(r["raw_row"] == 5, 60000.0)
    )
    (found,) = report.compare(before, write(tmp_path / "after", other)).variables
    assert found.lost_keys == ("101189819 878472741 participant 05562032 2025",)
    assert found.changed["value_new"].tolist() == [60000.0]
    assert found.needs_acceptance
