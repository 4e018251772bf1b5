"""Kohesio: both published columns as they stand, and exchanged columns refused."""

from dataclasses import replace

import pytest

from s3dash import config
from s3dash.ingest import kohesio as source
from s3dash.ingest.raw_file import RawFileError

FILE = "kohesio_nuts3.csv"


def test_sample_is_read_to_the_exact_table(raw_samples):
    values = source.district_values(raw_samples / FILE, config.region())
    found = values.set_index(["variable", "ags"])["value"]
    assert (len(values), set(values["year"])) == (30, {2024})
    assert found["cohesion_expenditure", "05913"] == 958349777
    assert found["cohesion_expenditure_per_head", "05913"] == 1615
    assert found["cohesion_expenditure_per_head", "05117"] == 119
    row = values.iloc[0]
    assert (row["raw_row"], row["raw_column"], row["raw_text"]) == (2, 6, "57378604")


def test_missing_district_is_noticed(raw_samples):
    region = replace(config.region(), districts=config.region().districts[1:])
    with pytest.raises(RawFileError, match=r"differ from the region's in \['05112'\]"):
        source.district_values(raw_samples / FILE, region)


def test_exchanged_columns_are_refused(raw_samples, tmp_path):
    text = (raw_samples / FILE).read_text(encoding="utf-8")
    path = tmp_path / FILE
    path.write_text(text.replace("28000,189,29740843", "28000,29740843,189"), encoding="utf-8")
    with pytest.raises(RawFileError, match="line 4: total and amount per inhabitant"):
        source.district_values(path, config.region())


@pytest.mark.raw
def test_columns_imply_the_official_population(raw_dir):
    from s3dash.ingest import gemeindeverzeichnis

    region = config.region()
    (people,) = gemeindeverzeichnis.read(raw_dir, region)
    heads = people.values.query("variable == 'population' and year == 2023")
    heads = heads.set_index("ags")["value"]
    (table,) = source.read(raw_dir, region)
    wide = table.values.pivot(index="ags", columns="variable", values="value")
    implied = wide["cohesion_expenditure"] / wide["cohesion_expenditure_per_head"]
    assert (implied / heads[implied.index] - 1).abs().max() < 0.05
