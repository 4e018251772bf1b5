"""Places of names on a map."""

import geopandas as gpd
import shapely

from s3dash.ingest import labels

KM = 1000


def place(names, *areas):
    keys = list(names)
    frame = gpd.GeoDataFrame({"ags": keys}, geometry=list(areas), crs="EPSG:25832")
    placed = labels.place(frame, names)
    assert placed["ags"].tolist() == keys
    return list(placed.geometry)


def test_a_lonely_name_stands_on_the_inmost_point():
    (point,) = place({"1": "Hagen"}, shapely.Point(3 * KM, 8 * KM).buffer(5 * KM))
    assert point.distance(shapely.Point(3 * KM, 8 * KM)) < 50


def test_the_largest_part_gets_the_name():
    parts = shapely.MultiPolygon([shapely.box(0, 0, KM, KM), shapely.box(9e3, 0, 19e3, 9e3)])
    (point,) = place({"1": "Hagen"}, parts)
    assert point.x > 9 * KM


def test_the_larger_area_gives_way_and_stays_inside():
    small, large = shapely.box(0, 0, 10 * KM, 10 * KM), shapely.box(10e3, -2e3, 24e3, 12e3)
    first, second = place({"1": "Mülheim an der Ruhr", "2": "Neukirchen-Vluyn"}, small, large)
    assert first.distance(small.centroid) < 50
    assert abs(first.y - second.y) > labels.LETTER[1]
    assert second.distance(large.boundary) > 3.4 * KM


def test_without_a_free_place_the_name_stays_on_the_inmost_point():
    small, large = shapely.box(0, 0, 4 * KM, 4 * KM), shapely.box(4e3, 0, 9e3, 5e3)
    _, second = place({"1": "Neukirchen-Vluyn", "2": "Oer-Erkenschwick"}, small, large)
    assert second.distance(large.centroid) < 50
