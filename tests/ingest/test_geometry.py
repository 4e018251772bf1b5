"""The boundaries in geo/ and static/: complete, without gap or overlap, of the official size."""

import gzip
import hashlib
import json
import re
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from s3dash import ROOT, codes
from s3dash.ingest import coverage, geometry, screen, vg250

GEO = ROOT / "geo"
STATIC = ROOT / "static"
FILES = ("municipalities", "districts", "ruhr", "nrw_districts")
HALF_STEP = 0.5 * np.sqrt(2) / screen.STEPS
"""How far rounding to the grid may move a vertex [screen units]."""


def parse_path(text):
    """Rings and lines of an SVG path with M, l, h, v and Z, as lists of points."""
    lines = []
    for command, numbers in re.findall(r"([MlhvZ])([^MlhvZ]*)", text):
        steps = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if command == "M":
            lines.append([np.array(steps)])
        elif command == "Z":
            lines[-1].append(lines[-1][0])
        else:
            moves = {
                "l": zip(steps[::2], steps[1::2], strict=False),
                "h": ((step, 0) for step in steps),
                "v": ((0, step) for step in steps),
            }
            for move in moves[command]:
                lines[-1].append(np.round(lines[-1][-1] + move, 1))
    return lines


def polygon(text):
    """Area of a path whose rings do not lie in one another, in whole grid steps."""
    rings = [shapely.Polygon(np.rint(np.array(ring) * screen.STEPS)) for ring in parse_path(text)]
    return shapely.MultiPolygon(rings) if len(rings) > 1 else rings[0]


@pytest.fixture(scope="module")
def layers():
    return {name: gpd.read_file(GEO / f"{name}.geojson") for name in FILES}


@pytest.fixture(scope="module")
def shapes():
    return json.loads((GEO / "shapes.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn(shapes):
    """Polygons of the drawing in grid steps, by level and key."""
    return {
        level: gpd.GeoSeries({area["ags"]: polygon(area["d"]) for area in shapes[level]})
        for level in (codes.MUNICIPALITY, codes.DISTRICT)
    }


@pytest.fixture(scope="module")
def regions(layers):
    """The table of regions as the ingest hands it over: labels empty, and a row without area."""
    named = pd.concat([layer[["ags", "name"]] for layer in layers.values()])
    nation = pd.DataFrame({"ags": ["DE"], "name": ["Deutschland"]})
    table = pd.concat([nation, named.drop_duplicates("ags")], ignore_index=True)
    return table.assign(label_x=pd.NA, label_y=pd.NA)


# --- the files for maps and downloads


@pytest.mark.parametrize(
    ("layer", "count", "length"),
    [("municipalities", 53, 8), ("districts", 15, 5), ("nrw_districts", 53, 5), ("ruhr", 1, 4)],
)
def test_every_area_is_there_once_under_its_key(layers, layer, count, length):
    areas = layers[layer]
    assert len(areas) == areas["ags"].nunique() == count
    assert set(areas["ags"].str.len()) == {length}
    assert areas["ags"].is_monotonic_increasing
    assert areas["name"].str.len().min() > 3
    assert areas.crs.to_epsg() == 4326


@pytest.mark.parametrize("layer", FILES)
def test_areas_are_valid_and_name_their_origin(layers, layer):
    assert layers[layer].is_valid.all()
    assert json.loads((GEO / f"{layer}.geojson").read_text())["attribution"] == vg250.ATTRIBUTION


def test_neighbours_share_their_borders(layers):
    inside = layers["nrw_districts"]["ags"].isin(layers["districts"]["ags"])
    around = layers["nrw_districts"][~inside]
    coverage.check(pd.concat([layers["municipalities"], around], ignore_index=True), "geo/")
    coverage.check(layers["nrw_districts"], "geo/")


def test_districts_and_region_are_exactly_their_municipalities(layers):
    districts = layers["districts"].set_index("ags").geometry.normalize()
    in_state = layers["nrw_districts"].set_index("ags").geometry.normalize()
    dissolved = coverage.districts(layers["municipalities"]).set_index("ags").geometry.normalize()
    region = coverage.outline(layers["municipalities"]).normalize()
    assert list(districts) == list(dissolved)
    assert list(districts) == list(in_state.loc[districts.index])
    assert layers["ruhr"].geometry.normalize().item() == region


def test_areas_are_as_large_as_the_official_ones(layers):
    population = pd.read_csv(ROOT / "data" / "population.csv", dtype={"ags": str})
    rows = population[(population["variable"] == "area_km2") & (population["year"] == 2017)]
    official = rows.set_index("ags")["value"]
    for layer in ("municipalities", "districts", "ruhr"):
        areas = layers[layer].set_index("ags").to_crs(vg250.METRIC).area / 1e6
        assert (areas / official.loc[areas.index] - 1).abs().max() < 0.025
    assert areas["RUHR"] == pytest.approx(4438, abs=1)


def test_municipalities_are_small_to_download():
    content = (GEO / "municipalities.geojson").read_bytes()
    assert len(gzip.compress(content)) < 100_000


# --- the drawing for the browser


def test_drawing_has_every_area_in_order_and_is_small(shapes):
    assert len(shapes["municipality"]) == 53
    assert len(shapes["district"]) == 15
    for level in (codes.MUNICIPALITY, codes.DISTRICT):
        keys = [area["ags"] for area in shapes[level]]
        assert keys == sorted(keys)
        assert {codes.level_of(key) for key in keys} == {level}
    assert shapes["viewBox"][:3] == [0, 0, 1000]
    assert shapes["attribution"] == vg250.ATTRIBUTION
    assert len(gzip.compress((GEO / "shapes.json").read_bytes())) < 60_000


@pytest.mark.parametrize(
    ("layer", "level"),
    [("municipalities", codes.MUNICIPALITY), ("districts", codes.DISTRICT)],
)
def test_paths_draw_the_boundaries_within_rounding(layers, drawn, layer, level):
    metric = layers[layer].to_crs(vg250.METRIC).set_index("ags").geometry
    view = screen.Screen.around(layers["municipalities"].to_crs(vg250.METRIC))
    west, north, unit = view.west, view.north, view.step * screen.STEPS
    expected = metric.affine_transform([1 / unit, 0, 0, -1 / unit, -west / unit, north / unit])
    found = drawn[level].scale(1 / screen.STEPS, 1 / screen.STEPS, origin=(0, 0))
    assert list(found.index) == list(expected.index)
    moved = shapely.hausdorff_distance(found.boundary.to_numpy(), expected.boundary.to_numpy())
    assert moved.max() <= HALF_STEP + 1e-9


def test_drawn_areas_leave_no_gap(shapes, drawn):
    municipalities = drawn[codes.MUNICIPALITY].rename_axis("ags").reset_index(name="geometry")
    municipalities = gpd.GeoDataFrame(municipalities, geometry="geometry")
    coverage.check(municipalities, "municipalities of the drawing")
    dissolved = coverage.districts(municipalities).set_index("ags").geometry
    assert dissolved.geom_equals(drawn[codes.DISTRICT]).all()
    region = polygon(shapes["ruhr"])
    assert region.equals(coverage.outline(municipalities))
    x, y, width, height = np.array(shapes["viewBox"]) * screen.STEPS
    assert shapely.box(x, y, width, height).contains_properly(region)


def test_context_lies_around_the_region_and_not_on_it(shapes):
    region = polygon(shapes["ruhr"])
    around = polygon(shapes["context"]).buffer(0)
    assert around.intersection(region).area == 0
    assert around.intersection(region).length == pytest.approx(region.length, rel=1e-6)


def test_district_borders_are_drawn_once_and_without_the_outline(shapes, drawn):
    lines = parse_path(shapes["borders"]["district"])
    length = sum(np.hypot(*(b - a)) for line in lines for a, b in pairwise(line)) * screen.STEPS
    region = polygon(shapes["ruhr"])
    assert length == pytest.approx((drawn[codes.DISTRICT].length.sum() - region.length) / 2)


def test_labels_lie_inside_their_area(shapes, drawn):
    for level, areas in drawn.items():
        for area in shapes[level]:
            point = shapely.Point(np.array(area["label"]) * screen.STEPS)
            assert areas[area["ags"]].contains(point), area["ags"]


def test_names_of_districts_do_not_cover_one_another(shapes, layers):
    names = layers["districts"].set_index("ags")["name"]
    pixel = 1000 / 900  # screen units, on a map 900 px wide
    boxes = []
    for area in shapes["district"]:
        half = np.array([3.1 * len(names[area["ags"]]), 7]) * pixel
        boxes.append(shapely.box(*(area["label"] - half), *(area["label"] + half)))
    assert shapely.union_all(boxes).area == pytest.approx(sum(box.area for box in boxes))


@given(
    st.lists(
        st.tuples(st.integers(-20_000, 20_000), st.integers(-20_000, 20_000)),
        min_size=2,
        max_size=30,
    )
)
def test_a_path_leads_to_the_same_points(points):
    (line,) = parse_path(screen.path(shapely.LineString(points)))
    assert np.rint(np.array(line) * screen.STEPS).astype(int).tolist() == [list(p) for p in points]


# --- the copy for the browser


def test_the_published_drawing_is_the_release_one():
    content = (GEO / "shapes.json").read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    assert [file.name for file in STATIC.glob("shapes.*.json")] == [f"shapes.{digest}.json"]
    assert (STATIC / f"shapes.{digest}.json").read_bytes() == content


def test_publishing_replaces_the_older_drawing(tmp_path):
    geo, static = tmp_path / "geo", tmp_path / "static"
    geo.mkdir()
    (geo / "shapes.json").write_text("{}")
    older = geometry.publish_static(geo, static)
    (static / "font.woff2").write_text("stays")
    (geo / "shapes.json").write_text('{"a":1}')
    newer = geometry.publish_static(geo, static)
    assert newer == geometry.publish_static(geo, static)
    assert newer != older
    assert sorted(file.name for file in static.iterdir()) == ["font.woff2", newer.name]
    assert newer.read_text() == '{"a":1}'


# --- coverages


def areas_of(*polygons):
    return gpd.GeoDataFrame(
        {"ags": [f"0511{n}" for n in range(len(polygons))]}, geometry=list(polygons)
    )


@pytest.mark.parametrize(
    "second",
    [
        shapely.box(9, 0, 20, 10),
        shapely.box(10, 0, 20, 5),
        shapely.Polygon([(10, 0), (20, 0), (10, 10), (20, 10)]),
    ],
    ids=["overlap", "border with a vertex of its own", "crossing itself"],
)
def test_faults_in_a_coverage_are_refused(second):
    with pytest.raises(ValueError, match=r"a test: .*05111.* repair the raw file"):
        coverage.check(areas_of(shapely.box(0, 0, 10, 10), second), "a test")


def test_inner_borders_leave_the_outline_out():
    areas = areas_of(shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10))
    coverage.check(areas, "a test")
    assert coverage.inner_borders(areas).equals(shapely.LineString([(10, 0), (10, 10)]))


# --- from the raw files


@pytest.mark.raw
def test_simplification_hardly_changes_an_area(raw_dir):
    raw = vg250.read_municipalities(raw_dir).set_index("ags").area
    simple = geometry.read_boundaries(raw_dir).municipalities.to_crs(vg250.METRIC)
    change = simple.set_index("ags").area / raw - 1
    assert len(change) == 53
    assert change.abs().max() < 0.005


@pytest.mark.raw
def test_raw_files_give_the_same_bytes_and_labels(raw_dir, tmp_path, regions):
    before = regions.copy()
    filled = geometry.write_geo(raw_dir, tmp_path, regions)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(
        [*(f"{name}.geojson" for name in FILES), "shapes.json"]
    )
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (GEO / file.name).read_bytes(), file.name
    pd.testing.assert_frame_equal(regions, before)
    pd.testing.assert_frame_equal(filled[["ags", "name"]], regions[["ags", "name"]])


@pytest.mark.raw
def test_labels_are_filled_for_the_region_only(raw_dir, tmp_path, regions, layers):
    filled = geometry.write_geo(raw_dir, tmp_path, regions).set_index("ags")
    areas = pd.concat([layers["municipalities"], layers["districts"]]).set_index("ags").geometry
    labelled = filled.dropna(subset=["label_x", "label_y"])
    assert set(labelled.index) == set(areas.index)
    points = shapely.points(labelled["label_x"], labelled["label_y"])
    assert shapely.contains(areas.loc[labelled.index].to_numpy(), points).all()
    assert (labelled["label_x"].round(5) == labelled["label_x"]).all()


@pytest.mark.raw
def test_an_area_without_a_row_is_refused(raw_dir, tmp_path, regions):
    with pytest.raises(ValueError, match=r"boundaries of \['05112000'\], which no list"):
        geometry.write_geo(raw_dir, tmp_path, regions[regions["ags"] != "05112000"])
    assert not list(tmp_path.iterdir())
