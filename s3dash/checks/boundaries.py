"""The geometry: complete, valid, of the official size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from s3dash import codes, config
from s3dash.checks.content import Content, in_region, read_json
from s3dash.checks.registry import Problem, check

AREA_TOLERANCE: Final = 0.005
"""Relative difference of the drawn area of the region from the official one."""


@check("Grenzen vollständig und gültig", "Boundaries complete and valid")
def geometry(content: Content) -> Iterator[Problem]:
    """Each layer has its regions, is valid, and has the region's official area."""
    region = config.region()
    expected = {
        "municipalities": {a for a in content.regions["ags"] if in_region(a) and len(a) == 8},
        "districts": set(region.districts),
    }
    remedy = "run the ingest of the boundaries again"
    for name in (*expected, "ruhr"):
        layer, file = content.geometry(name), f"{name}.geojson"
        if name in expected and (
            set(layer["ags"]) != expected[name] or len(layer) != len(expected[name])
        ):
            problem = f"has {len(layer)} regions, {len(expected[name])} are expected"
            yield Problem(file, "", problem, remedy)
        if name == "ruhr" and len(layer) != 1:
            yield Problem(file, "", f"has {len(layer)} features, 1 is expected", remedy)
        if not layer.is_valid.all():
            yield Problem(file, "", f"{(~layer.is_valid).sum()} shapes are invalid", remedy)
        area = layer.area.sum() / 1e6
        if abs(area / region.official_area_km2 - 1) > AREA_TOLERANCE:
            problem = f"area is {area:.0f} km2, official are {region.official_area_km2:g} km2"
            yield Problem(file, "", problem, remedy)
    yield from _drawn(content, expected, remedy)


def _drawn(content: Content, expected: Mapping[str, set[str]], remedy: str) -> Iterator[Problem]:
    shapes = read_json(content.geo / "shapes.json")
    for level, name in ((codes.MUNICIPALITY, "municipalities"), (codes.DISTRICT, "districts")):
        if {shape["ags"] for shape in shapes[level]} != expected[name]:
            yield Problem("shapes.json", level, f"does not draw the same {name}", remedy)
