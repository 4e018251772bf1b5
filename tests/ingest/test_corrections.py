"""Known faults: applied while they hold, and a stop when the source was repaired."""

from dataclasses import replace

import pandas as pd
import pytest

from s3dash.codes import MISSING, REPORTED
from s3dash.ingest.corrections import (
    Correction,
    CorrectionError,
    apply_corrections,
    load_corrections,
)
from s3dash.release import Table, Variable

ENTRY = Correction(
    source="inkar-2024",
    variable="guest_beds_per_1000",
    level="municipality",
    ags=(),
    years=(2008,),
    action="drop",
    reason_de="überall 0",
    reason_en="0 everywhere",
    evidence="all are 0",
    holds_while={"all_equal": 0},
)
ROWS = [
    ("05113000", 2008, 0.0),
    ("05978008", 2008, 0.0),
    ("05113000", 2019, 12.0),
    ("05113", 2008, 0.0),
]


def table(rows=ROWS):
    values = pd.DataFrame(rows, columns=["ags", "year", "value"]).assign(
        variable=ENTRY.variable, field="", status=REPORTED
    )
    return Table(
        name="inkar",
        title_de="",
        title_en="",
        values=values,
        variables={ENTRY.variable: Variable("1", "inkar-2024", "year", 2)},
        origins=(),
        territorial_status="",
    )


def keys(corrected):
    return list(zip(corrected.values["ags"], corrected.values["year"], strict=True))


def test_drop_takes_the_rows_of_that_level_and_year_only():
    assert keys(apply_corrections(table(), (ENTRY,))) == [("05113000", 2019), ("05113", 2008)]


def test_set_missing_keeps_the_rows_without_a_number():
    entry = replace(ENTRY, action="set_missing", ags=("05978008",))
    values = apply_corrections(table(), (entry,)).values.set_index(["ags", "year"])
    assert values.at[("05978008", 2008), "status"] == MISSING
    assert pd.isna(values.at[("05978008", 2008), "value"])
    assert values.at[("05113000", 2008), "status"] == REPORTED


def test_flag_changes_nothing():
    before = table()
    corrected = apply_corrections(before, (replace(ENTRY, action="flag"),))
    pd.testing.assert_frame_equal(corrected.values, before.values)


def test_repaired_source_stops_the_ingest():
    rows = [("05113000", 2008, 7.5), *ROWS[1:]]
    with pytest.raises(CorrectionError, match=r"no longer holds .* remove or adapt the entry"):
        apply_corrections(table(rows), (ENTRY,))


def test_entry_that_means_no_row_stops_the_ingest():
    with pytest.raises(CorrectionError, match="no longer holds"):
        apply_corrections(table(), (replace(ENTRY, years=(1999,)),))


def test_another_source_is_left_alone():
    corrected = apply_corrections(table(), (replace(ENTRY, source="another"),))
    assert len(corrected.values) == len(ROWS)


def test_disagreement_with_the_district_is_checked_for_every_year():
    rows = [("05113000", 2021, 14.5), ("05113", 2021, 14.4), ("05113000", 2022, 14.3)]
    entry = replace(
        ENTRY, action="flag", years=(2021, 2022), holds_while={"differs_from_district": True}
    )
    apply_corrections(table([*rows, ("05113", 2022, 14.4)]), (entry,))
    with pytest.raises(CorrectionError, match="no longer holds"):
        apply_corrections(table([*rows, ("05113", 2022, 14.31)]), (entry,))


def test_fall_from_the_year_before():
    entry = replace(
        ENTRY,
        action="flag",
        ags=("05113000",),
        years=(2017,),
        holds_while={"falls_below_share_of_year_before": 0.5},
    )
    apply_corrections(table([("05113000", 2016, 46.28), ("05113000", 2017, 7.38)]), (entry,))
    with pytest.raises(CorrectionError, match="no longer holds"):
        apply_corrections(table([("05113000", 2016, 8.0), ("05113000", 2017, 7.38)]), (entry,))


def test_committed_entries_are_whole():
    entries = load_corrections()
    assert entries
    assert all(e.reason_de and e.reason_en and e.evidence and e.years for e in entries)


@pytest.mark.parametrize(
    "change", ['action = "guess"', "holds_while = { moon = 1 }", "", "years = 5"]
)
def test_entry_with_a_fault_is_refused(tmp_path, change):
    lines = {
        "source": '"a"', "variable": '"b"', "level": '"district"', "ags": '"all"',
        "years": "[2008]", "action": '"drop"', "reason_de": '"x"', "reason_en": '"x"',
        "evidence": '"x"', "holds_while": "{ all_equal = 0 }",
    }  # fmt: skip
    if change:
        name, value = change.split(" = ", 1)
        lines[name] = value
    else:
        del lines["evidence"]
    path = tmp_path / "corrections.toml"
    content = "\n".join(f"{name} = {value}" for name, value in lines.items())
    path.write_text(f"[[correction]]\n{content}\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match="entry 1"):
        load_corrections(path)
