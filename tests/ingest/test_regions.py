"""Regions and fields: names for readers, kinds, parents, and no code without a name."""

import pandas as pd
import pytest

from s3dash import config
from s3dash.ingest.fields import list_fields
from s3dash.ingest.raw_file import RawFileError
from s3dash.ingest.regions import display_name, kind_of, list_regions

MUNICIPALITIES = pd.DataFrame({"ags": ["05562016"], "name": ["Haltern am See"], "kind": ["Stadt"]})


@pytest.mark.parametrize(
    ("official", "name", "kind"),
    [
        ("Unna, Kreis", "Kreis Unna", "Kreis"),
        ("Dithmarschen, Landkreis", "Landkreis Dithmarschen", "Kreis"),
        ("Kiel, Landeshauptstadt, kreisfreie Stadt", "Kiel", "kreisfreie Stadt"),
        ("Städteregion Aachen (einschl. Stadt Aachen)", "Städteregion Aachen", "Kreis"),
        ("Ennepe-Ruhr-Kreis", "Ennepe-Ruhr-Kreis", "Kreis"),
        ("Rems-Murr-Kreis, Landkreis", "Rems-Murr-Kreis", "Kreis"),
        ("Region Hannover, Landkreis", "Region Hannover", "Kreis"),
        ("Saarbrücken, Regionalverband", "Regionalverband Saarbrücken", "Kreis"),
        ("Kreisfreie Stadt Rostock, Hansestadt", "Rostock", "kreisfreie Stadt"),
        ("Heilbronn, Universitätsstadt, Stadtkreis", "Heilbronn", "kreisfreie Stadt"),
        ("Halle (Saale), kreisfreie Stadt", "Halle (Saale)", "kreisfreie Stadt"),
        ("Amberg", "Amberg", "kreisfreie Stadt"),
        ("Landkreis Rostock", "Landkreis Rostock", "Kreis"),
    ],
)
def test_names_and_kinds_of_districts(official, name, kind):
    assert display_name(official) == name
    assert kind_of(official) == kind


def official_names():
    region = config.region()
    return {
        "DE": "Deutschland",
        "02": "Hamburg",
        "05": "Nordrhein-Westfalen",
        "11": "Berlin",
        "02000": "Hamburg, Freie und Hansestadt",
        **{ags: f"{ags}, Kreis" for ags in region.districts},
    }


def test_every_level_has_rows_with_parents():
    listed = list_regions(MUNICIPALITIES, official_names(), config.region()).set_index("ags")
    assert listed.index.is_unique
    assert listed.loc["05562016", ["level", "name", "kind", "parent"]].tolist() == [
        "municipality", "Haltern am See", "Stadt", "05562",
    ]  # fmt: skip
    assert listed.loc[["05562", "05", "DE", "RUHR", "02000"], "parent"].tolist() == [
        "05", "DE", "", "05", "02",
    ]  # fmt: skip
    assert listed["level"].value_counts().to_dict() == {
        "district": 17, "state": 3, "germany": 1, "region": 1, "municipality": 1,
    }  # fmt: skip


def test_district_without_a_name_is_noticed():
    names = official_names()
    del names["05113"]
    with pytest.raises(RawFileError, match="no official name for the districts"):
        list_regions(MUNICIPALITIES, names, config.region())


def test_fields_in_use_have_names_in_both_languages():
    listed = list_fields({"wz2008": ["C", "A"], "kldb2010": ["431", "NA"]})
    assert listed["code"].tolist() == ["A", "C", "431", "NA"]
    assert (listed[["name_de", "name_en", "short_de", "short_en"]].map(len) > 0).all(axis=None)


def test_field_without_a_name_is_noticed():
    with pytest.raises(RawFileError, match=r"occupations.toml: no names for \['999'\]"):
        list_fields({"wz2008": ["C"], "kldb2010": ["999"]})
