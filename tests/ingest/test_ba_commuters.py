"""Commuters: sums, flows without the rest, and the raw files recomputed."""

import csv
from dataclasses import replace

import pytest

from s3dash import config
from s3dash.ingest import ba_commuters as source
from s3dash.ingest.raw_file import RawFileError

SUMS, FLOWS = "pendler_summen_kreise_2023-06.csv", "pendler_stroeme_ruhr_2023-06.csv"


@pytest.fixture
def small_region():
    return replace(config.region(), districts=("05113", "05911", "05978"))


def test_sums_are_read_to_the_exact_table(raw_samples, small_region):
    values = source.read_sums(raw_samples / SUMS, small_region)
    wide = values.pivot(index="ags", columns="variable", values="value")
    assert wide["district_in_commuters"].to_dict() == {
        "01001": 24230, "05113": 142190, "05911": 76580, "05978": 60000,
    }  # fmt: skip
    assert wide["district_commuter_balance"].to_dict() == {
        "01001": 11120, "05113": 50420, "05911": 7010, "05978": -19440,
    }  # fmt: skip
    cell = values[values["variable"] == "district_out_commuters_women"].set_index("ags")
    assert cell.loc["05113", ["raw_row", "raw_column", "raw_text"]].tolist() == [3, 7, "33590"]


def test_flows_go_from_home_to_work_and_the_rest_is_left_out(raw_samples, small_region):
    flows = source.read_flows(raw_samples / FLOWS, small_region)
    assert flows.set_index(["origin", "destination"])["persons"].to_dict() == {
        ("01001", "05113"): 10, ("05113", "05911"): 7440, ("05113", "05978"): 660,
        ("05113", "08111"): 240, ("05911", "05113"): 12140, ("05911", "05978"): 1100,
        ("05978", "05113"): 1690, ("05978", "05911"): 2030,
    }  # fmt: skip
    line = flows.set_index(["origin", "destination"]).at[("05911", "05113"), "raw_row"]
    text = (raw_samples / FLOWS).read_text(encoding="utf-8").splitlines()[line - 1]
    assert text.startswith('"Essen, Stadt",05113,"Bochum, Stadt",05911,12140')


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (SUMS, "auspendler,", "ausp,", "line 1: .* 'ausp' instead of 'auspendler'"),
        (SUMS, ",142190,", ",*,", r"line 3: '\*' \(einpendler\) is no number rounded to tens"),
        (SUMS, ",142190,", ",142200,", "05113: the balance is not in- less out-commuters"),
        (SUMS, "05978,", "05979,", r"no rows for the districts \['05978'\]"),
        (SUMS, "05978,", "05113,", "line 5: the row of 05113 stands twice"),
        (SUMS, "05978,", "5978,", "line 5: '5978' is no district key"),
        (FLOWS, ",7440,", ",7443,", r"line 7: '7443' \(insgesamt\)"),
        (FLOWS, '05911,"Essen, Stadt",05113', '05911,"Essen, Stadt",05978', "stands twice"),
        (FLOWS, '05911,"Essen, Stadt",05113', '05911,"Essen, Stadt",05112', "no flow from 05113"),
    ],
)
def test_doctored_file_is_refused(raw_samples, small_region, tmp_path, file, old, new, message):
    text = (raw_samples / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    read = source.read_sums if file == SUMS else source.read_flows
    with pytest.raises(RawFileError, match=message):
        read(tmp_path / file, small_region)


@pytest.mark.raw
def test_flows_recomputed_and_nearly_as_large_as_the_sums(raw_dir):
    region = config.region()
    (table,) = source.read(raw_dir, region)
    sums = table.values.set_index(["variable", "ags"])["value"]
    flows = source.flows(raw_dir, region).rows
    with (raw_dir / source.SOURCE / FLOWS).open(encoding="utf-8") as file:
        listed = [
            r for r in csv.DictReader(file) if "xx" not in r["wohnort_ags"] + r["arbeitsort_ags"]
        ]
    assert {(r["wohnort_ags"], r["arbeitsort_ags"], int(r["insgesamt"])) for r in listed} == set(
        zip(flows["origin"], flows["destination"], flows["persons"], strict=True)
    )
    assert len(listed) == len(flows) == 4663
    for side, variable in (("destination", "in"), ("origin", "out")):
        total = flows.groupby(side)["persons"].sum()
        for ags in region.districts:
            share = total[ags] / sums[f"district_{variable}_commuters", ags]
            assert 0.95 < share <= 1, (side, ags)
