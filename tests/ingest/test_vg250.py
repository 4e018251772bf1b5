"""Reading the boundaries of the BKG."""

import json

import pytest

from s3dash.ingest import vg250


def write_raw(folder, *properties):
    """A raw file of municipalities with one small square for each row of properties."""
    square = [[[7, 51], [7.1, 51], [7.1, 51.1], [7, 51.1], [7, 51]]]
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": {"type": "Polygon", "coordinates": square},
        }
        for row in properties
    ]
    file = folder / vg250.FOLDER / vg250.MUNICIPALITIES
    file.parent.mkdir()
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def test_areas_come_in_order_and_in_metres(tmp_path):
    write_raw(tmp_path, {"AGS": "05113000", "GF": 4}, {"AGS": "05112000", "GF": 4})
    areas = vg250.read_municipalities(tmp_path)
    assert areas.columns.tolist() == ["ags", "geometry"]
    assert areas["ags"].tolist() == ["05112000", "05113000"]
    assert areas.crs == vg250.METRIC
    assert areas.area[0] / 1e6 == pytest.approx(78, abs=1)  # 7.0 km by 11.1 km


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"AGS": "05112", "GF": 4}], r"\['05112'\] are not keys of the level municipality"),
        ([{"AGS": "05112000", "GF": 4}] * 2, r"\['05112000'\] stand there more than once"),
        ([{"AGS": "05112000", "GF": 2}], r"\['05112000'\] have GF other than 4"),
    ],
    ids=["district", "doubled", "water"],
)
def test_faults_are_named(tmp_path, rows, message):
    write_raw(tmp_path, *rows)
    with pytest.raises(ValueError, match=f"gemeinden_ruhr.geojson: {message}"):
        vg250.read_municipalities(tmp_path)


@pytest.mark.raw
def test_raw_files_have_all_areas(raw_dir):
    municipalities, districts = vg250.read_municipalities(raw_dir), vg250.read_districts(raw_dir)
    assert len(municipalities) == len(districts) == 53
    assert municipalities.area.sum() / 1e6 == pytest.approx(4438, abs=1)
