import math
import re
import xml.etree.ElementTree as ET
from itertools import accumulate
from urllib.parse import unquote

import pytest

from s3dash.charts import small_map, theme

SQUARE = "M0 0h100v100h-100Z"
NEXT = "M100 0h100v100h-100Z"
EDGES = [0.5, 0.8, 1.25, 2.0]
SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> small_map.Outlines:
    return small_map.outlines({"a": SQUARE, "b": NEXT}, width=200, height=100)


def svg_of(image: str) -> str:
    source = ET.fromstring(image.replace(">", "/>")).get("src")
    assert source is not None
    return unquote(source.removeprefix("data:image/svg+xml,"))


def fills(image: str) -> list[str | None]:
    group = ET.fromstring(svg_of(image)).find(f"{SVG}g")
    assert group is not None
    return [path.get("fill") for path in group]


def draw(values: dict[str, float], alt: str = "Karte") -> str:
    return small_map.small_map(drawn(), values, EDGES, centre=1, alt=alt, mode="light")


def test_outlines_keep_shape_and_shared_border():
    first, second = drawn().paths.values()
    assert first.count("M") == second.count("M") == 1
    corners = [set(re.findall(r"-?\d+", path)) for path in (first, second)]
    assert corners[0] <= {"0", "100", "-100"}
    assert corners[1] <= {"0", "100", "-100", "200"}


def test_steps_are_relative_to_the_point_before():
    path = small_map.outlines({"a": "M10 20l30 0 0 40Z"}, width=100, height=100).paths["a"]
    steps = [tuple(map(int, pair)) for pair in re.findall(r"(-?\d+) ?(-?\d+)", path)]
    points = list(accumulate(steps, lambda p, step: (p[0] + step[0], p[1] + step[1])))
    assert set(points) == {(10, 20), (40, 20), (40, 60)}


def test_outlines_drop_what_the_eye_cannot_see():
    wiggly = "M0 0" + "l1 .4 1-.4" * 50 + "v100h-100Z"
    assert len(small_map.outlines({"a": wiggly}, width=200, height=100).paths["a"]) < 40


def test_hole_stays_a_hole():
    path = SQUARE + "M40 40h20v20h-20Z"
    assert small_map.outlines({"a": path}, width=100, height=100).paths["a"].count("M") == 2


def test_unknown_drawing_is_refused():
    with pytest.raises(ValueError, match="draws with 'c'"):
        small_map.outlines({"a": "M0 0c1 1 2 2 3 3Z"}, width=1, height=1)


def test_classes_are_painted_with_the_ramp():
    colours = theme.ramp("diverging", EDGES, 1)
    assert fills(draw({"a": 0.6, "b": 1.9})) == [colours[0], colours[2]]


@pytest.mark.parametrize("values", [{"a": 1.0}, {"a": 1.0, "b": math.nan}])
def test_no_value_is_hatched_and_never_a_class(values):
    image = draw(values)
    assert fills(image)[1] == "url(#s3-no-value)"
    assert "pattern" in svg_of(image)
    assert "pattern" not in svg_of(draw({"a": 1.0, "b": 1.0}))


def test_alternative_text_is_escaped():
    image = draw({"a": 1, "b": 1}, alt='Karte "A" & C')
    assert ET.fromstring(image.replace(">", "/>")).get("alt") == 'Karte "A" & C'


def test_legend_has_a_label_for_each_class():
    made = small_map.legend(["<1", "1", ">1"], EDGES, centre=1, mode="dark")
    assert made.count("<li>") == 3
    assert "&lt;1" in made
    with pytest.raises(ValueError, match="zip"):
        small_map.legend(["one"], EDGES, centre=1, mode="dark")
