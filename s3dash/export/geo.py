"""Areas of a view with their figures, for geographic information systems."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as Xml

import pandas as pd

from s3dash import codes, labels, state
from s3dash.charts import theme
from s3dash.map_data import Classes, category_colours, classes_of
from s3dash.state import Options, View
from s3dash.text import text

AREAS: Final = "areas"
FIGURES: Final = "figures"
FILES: Final = {
    codes.MUNICIPALITY: "municipalities.geojson",
    codes.DISTRICT: "districts.geojson",
}
FIXED_TIME: Final = "1980-01-01T00:00:00.000Z"
"""Time at which a GeoPackage says it was made, so that the same view gives the same bytes."""

PROPERTIES: Final = (
    *("indicator", "sector", "theme", "occupation", "reference", "from", "year"),
    *("value", "low", "high", "unit", "status", "reference_date", "source"),
)
"""Columns of the table that an area with one figure has among its properties."""

NUMBERS: Final = ("value", "low", "high")

ON_MAP: Final = (state.MAP, state.DATA)
"""Pages that show one figure for each area."""


def to_geojson(options: Options, view: View, table: pd.DataFrame, link: str) -> bytes:
    """GeoJSON (RFC 7946, WGS 84) of the areas of a view, each with its figures.

    An area of a map has its one figure among its properties; on other pages it has a list
    `figures`. What is no area of the map, such as Germany, is in the list `others`.
    """
    rows = _records(table)
    features = [
        {**feature, "properties": feature["properties"] | _figures(view, rows, feature)}
        for feature in _features(options, view, table)
    ]
    drawn = {feature["properties"]["ags"] for feature in features}
    content = {
        "type": "FeatureCollection",
        "title": labels.view_title(options, view),
        "attribution": _layer(options, codes.DISTRICT)["attribution"],
        "link": link,
        "release": options.release.version,
        "others": [row for key, own in rows.items() if key not in drawn for row in own],
        "features": features,
    }
    return (json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n").encode()


def to_geopackage(options: Options, view: View, table: pd.DataFrame, link: str) -> bytes:
    """GeoPackage with the areas of a view and a table of all its figures.

    The areas of a map have their figure beside the geometry and are painted in the map's classes
    (`layer_styles`, which QGIS reads). Attribution, source and link stand in `gpkg_contents`.
    """
    import geopandas
    import pyogrio

    rows = _records(table)
    features = [
        {**feature, "properties": feature["properties"] | _only_figure(view, rows, feature)}
        for feature in _features(options, view, table)
    ]
    areas = geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")
    areas = areas.astype({name: float for name in NUMBERS if name in areas.columns})
    with tempfile.TemporaryDirectory() as folder, _fixed_time():
        path = Path(folder) / "view.gpkg"
        pyogrio.write_dataframe(areas, path, layer=AREAS, driver="GPKG")
        pyogrio.write_dataframe(table, path, layer=FIGURES, driver="GPKG")
        with closing(sqlite3.connect(path)) as database:
            _describe(database, options, view, table, link)
            if view.page in ON_MAP:
                _add_style(database, options, view)
            database.commit()
            database.execute("VACUUM")
        return path.read_bytes()


def _layer(options: Options, level: str) -> dict[str, Any]:
    path = options.release.geo / FILES[level]
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _features(options: Options, view: View, table: pd.DataFrame) -> list[dict[str, Any]]:
    """Areas that the table speaks of, those of the finest level that it has."""
    level = view.level if view.page in ON_MAP else _finest(table)
    wanted = set(table["ags"])
    return [
        feature
        for feature in _layer(options, level)["features"]
        if feature["properties"]["ags"] in wanted
    ]


def _finest(table: pd.DataFrame) -> str:
    towns = (table["level"] == codes.MUNICIPALITY).any()
    return codes.MUNICIPALITY if towns else codes.DISTRICT


def _records(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Rows of a table by their place, with None where there is no number."""
    plain = table.astype(object).where(table.notna(), None)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in plain.to_dict("records"):
        own = {str(name): value for name, value in row.items() if name != "ags"}
        found.setdefault(str(row["ags"]), []).append(own)
    return found


def _figures(
    view: View, rows: dict[str, list[dict[str, Any]]], feature: dict[str, Any]
) -> dict[str, Any]:
    own = rows[feature["properties"]["ags"]]
    return _only_figure(view, rows, feature) or {"figures": own}


def _only_figure(
    view: View, rows: dict[str, list[dict[str, Any]]], feature: dict[str, Any]
) -> dict[str, Any]:
    """Columns of the one figure that an area has on a map; nothing on other pages."""
    if view.page not in ON_MAP:
        return {}
    (own,) = rows[feature["properties"]["ags"]]
    return {name: own[name] for name in PROPERTIES}


@contextmanager
def _fixed_time() -> Iterator[None]:
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_TIME})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _describe(
    database: sqlite3.Connection, options: Options, view: View, table: pd.DataFrame, link: str
) -> None:
    about = " · ".join(
        (
            "; ".join(sorted(set(table["source"]))),
            _layer(options, codes.DISTRICT)["attribution"],
            options.release.version,
            link,
        )
    )
    database.execute(
        "UPDATE gpkg_contents SET identifier = ? || ' (' || table_name || ')', description = ?",
        (labels.view_title(options, view), about),
    )


# --- style ---------------------------------------------------------------------------------

_STYLES: Final = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME
)"""


_SOLID: Final = "solid"
_HATCHED: Final = "f_diagonal"
"""Fills of QGIS; what is not known is hatched, as on the page."""


def _add_style(database: sqlite3.Connection, options: Options, view: View) -> None:
    style = _qml(options, view)
    if not style:
        return
    database.execute(_STYLES)
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,"
        " update_time) VALUES ('', '', ?, 'geom', 's3', ?, '', 1, ?, '', ?)",
        (AREAS, style, labels.measure_line(options, view), FIXED_TIME),
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        (FIXED_TIME,),
    )


def _qml(options: Options, view: View) -> str:
    """Style of QGIS with the map's classes; none for counts, which are no filled areas."""
    indicator = options.indicators[view.indicator]
    painted = list(_painted(options, view))
    if indicator.is_size or not painted:
        return ""
    root = Xml.Element("qgis", version="3.34", styleCategories="Symbology")
    renderer = Xml.SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0")
    rules = Xml.SubElement(renderer, "rules", key="all")
    symbols = Xml.SubElement(renderer, "symbols")
    for condition, words, colour in painted:
        _rule(rules, symbols, condition, words, colour)
    hatch = theme.palette("light").no_value
    _rule(rules, symbols, '"value" IS NULL', text("chart.no_value", view.lang), hatch, _HATCHED)
    return Xml.tostring(root, encoding="unicode")


def _painted(options: Options, view: View) -> Iterator[tuple[str, str, str]]:
    """Condition, name and colour of each category, or else of each class, of the map."""
    indicator = options.indicators[view.indicator]
    if indicator.categories:
        colours = category_colours(indicator, "light")
        for (number, name), colour in zip(indicator.categories, colours, strict=True):
            yield f'"value" = {number}', name.in_language(view.lang), colour
        return
    classes = classes_of(options, view, "light")
    for i, colour in enumerate(classes.colours):
        edges = classes.edges[i], classes.edges[i + 1]
        words = " – ".join(labels.figure(indicator, edge, view.lang) for edge in edges)
        yield _condition(i, classes), words, colour


def _condition(number: int, classes: Classes) -> str:
    """Which values a class holds; the outer ones are open, as on the page."""
    above = [f'"value" > {classes.edges[number]!r}'] if number else []
    last = number == len(classes.colours) - 1
    below = [] if last else [f'"value" <= {classes.edges[number + 1]!r}']
    return " AND ".join([*above, *below]) or '"value" IS NOT NULL'


def _rule(
    rules: Xml.Element,
    symbols: Xml.Element,
    condition: str,
    words: str,
    colour: str,
    pattern: str = _SOLID,
) -> None:
    name = str(len(symbols))
    Xml.SubElement(rules, "rule", filter=condition, key=name, symbol=name, label=words)
    symbol = Xml.SubElement(symbols, "symbol", type="fill", name=name, alpha="1")
    layer = Xml.SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "pass": "0"})
    settings = Xml.SubElement(layer, "Option", type="Map")
    line = theme.palette("light").paper
    for key, value in (("color", colour), ("outline_color", line), ("style", pattern)):
        Xml.SubElement(settings, "Option", name=key, type="QString", value=_rgba(value))


def _rgba(value: str) -> str:
    """Colour as QGIS writes it; other words stay.

    >>> _rgba("#0a4c59"), _rgba("solid")
    ('10,76,89,255', 'solid')
    """
    if not value.startswith("#"):
        return value
    return ",".join(str(int(value[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
