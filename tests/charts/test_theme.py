"""Colours stay apart for every eye, and the app's settings repeat them faithfully."""

from __future__ import annotations

import ast
import importlib
import itertools
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from s3dash import plotly_file
from s3dash.charts import theme
from s3dash.charts.scales import CLASS_COUNTS
from s3dash.charts.theme import MARKERS, PALETTES, Mode, palette, ramp, template

ROOT = Path(__file__).parents[2]
MODES: tuple[Mode, ...] = ("light", "dark")

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB
SIGHT = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]]
    ),
    "deutan": np.array(
        [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]
    ),
    "tritan": np.array(
        [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]
    ),
}


# Distances in OKLab (Ottosson 2020); 0.02 is about the smallest difference that an eye can tell.
APART = 0.07
"""Between colours that mean different things and may stand anywhere."""
NEIGHBOURS = 0.045
"""Between neighbouring classes, which also have the legend's order."""
FAR = 0.12
"""Between the ends of a diverging scale."""


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cones = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    axes = np.array(
        [[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]]
    )
    return axes @ np.cbrt(cones @ np.clip(rgb, 0, 1))


def contrast(one: str, other: str) -> float:
    light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", SIGHT)
def test_region_colours_stay_apart(mode: Mode, sight: str) -> None:
    seen = [oklab(SIGHT[sight] @ linear(colour)) for colour in palette(mode).regions]
    distances = [np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)]
    assert min(distances) > 0.09


@pytest.mark.parametrize("mode", MODES)
def test_contrast(mode: Mode) -> None:
    colours = palette(mode)
    for word in (colours.ink, colours.muted, colours.accent):
        assert contrast(word, colours.paper) >= 4.5
        assert contrast(word, colours.panel) >= 4.5
    for mark in (*colours.regions, *colours.themes):
        assert contrast(mark, colours.paper) >= 3


def test_six_of_each() -> None:
    for colours in PALETTES.values():
        assert len(set(colours.regions)) == len(set(colours.themes)) == len(set(MARKERS)) == 6


@pytest.mark.parametrize("mode", MODES)
def test_settings_of_the_app_repeat_the_palette(mode: Mode) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    colours, written = palette(mode), settings[mode]
    assert settings["font"] == theme.FONT
    assert written["primaryColor"] == written["linkColor"] == colours.accent
    assert written["backgroundColor"] == colours.paper
    assert written["secondaryBackgroundColor"] == colours.panel
    assert written["textColor"] == colours.ink
    assert written["borderColor"] == colours.line
    for face in settings["fontFaces"]:
        assert (ROOT / face["url"].removeprefix("app/")).is_file()


@pytest.mark.parametrize("mode", MODES)
def test_sequential_ramp_runs_from_little_to_much(mode: Mode) -> None:
    colours = ramp("sequential", range(6), mode=mode)
    assert (colours[0], colours[-1]) == (palette(mode).sequential[0], palette(mode).sequential[-1])
    against = [contrast(colour, palette(mode).paper) for colour in colours]
    assert against == sorted(against)


def test_diverging_ramp_is_symmetric_in_factors() -> None:
    both = ramp("diverging", [0.25, 0.5, 0.8, 1.25, 2, 4], 1)
    turned = ramp("diverging", [-4, -2, -0.8, 0.8, 2, 4], 0)
    weak, neutral, strong = palette("light").diverging[0], palette("light").diverging[4], both[-1]
    assert both[0] == turned[0] == weak
    assert both[2] == turned[2] == neutral
    assert strong == palette("light").diverging[-1]


def test_one_sided_classes_take_one_side_of_the_ramp() -> None:
    above = ramp("diverging", [1.0, 1.2, 1.5, 3], 1)
    below = ramp("diverging", [0.1, 0.5, 1.0], 1)
    blue = [int(colour[5:], 16) - int(colour[1:3], 16) for colour in above]
    assert all(part > 0 for part in blue)
    assert all(int(colour[5:], 16) < int(colour[1:3], 16) for colour in below)
    assert len(set(above)) == 3


def test_quotient_of_zero_and_no_classes_have_colours() -> None:
    assert len(ramp("diverging", [0, 0.5, 1, 2], 1)) == 3
    assert ramp("sequential", []) == ramp("diverging", [], 1) == []
    assert len(ramp("sequential", [1, 2])) == 1


def test_ramp_refuses_what_it_cannot_paint() -> None:
    with pytest.raises(ValueError, match="needs its centre"):
        ramp("diverging", [0, 1, 2])
    with pytest.raises(ValueError, match="at most 7"):
        ramp("categorical", range(9))


@pytest.mark.parametrize("mode", MODES)
def test_template_is_transparent_and_ours(mode: Mode) -> None:
    layout = template(mode).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.font.family.startswith("Fira Sans")
    assert layout.font.color == palette(mode).ink


def seen(colours: Sequence[str], sight: str) -> list[np.ndarray]:
    """Colours as an eye sees them, in OKLab."""
    return [oklab(SIGHT[sight] @ linear(colour)) for colour in colours]


def nearest(pairs: Iterable[tuple[np.ndarray, np.ndarray]]) -> float:
    return min(float(np.linalg.norm(one - other)) for one, other in pairs)


RATIOS = [0.3, 0.5, 2 / 3, 0.8, 1.25, 1.5, 2, 4]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", SIGHT)
def test_palettes_stay_apart_for_every_eye(mode: Mode, sight: str) -> None:
    colours = palette(mode)
    for palette_of_equals in (colours.themes, colours.categorical):
        assert nearest(itertools.combinations(seen(palette_of_equals, sight), 2)) > APART
    for count in CLASS_COUNTS:
        classes = seen(ramp("sequential", range(count + 1), mode=mode), sight)
        assert nearest(itertools.pairwise(classes)) > NEIGHBOURS
    ratios = seen(ramp("diverging", RATIOS, 1, mode=mode), sight)
    assert nearest(itertools.pairwise(ratios)) > NEIGHBOURS
    assert nearest([(ratios[0], ratios[-1])]) > FAR


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", SIGHT)
def test_no_value_looks_like_no_class(mode: Mode, sight: str) -> None:
    colours = palette(mode)
    hatch, *classes = seen(
        [colours.no_value, *colours.sequential, *ramp("diverging", RATIOS, 1, mode=mode)], sight
    )
    ground = seen([colours.no_value_paper], sight)[0]
    assert nearest([(hatch, ground)]) > NEIGHBOURS
    least = colours.sequential[0]
    assert nearest([(hatch, seen([least], sight)[0])]) > APART
    assert len(classes) == len(colours.sequential) + len(RATIOS) - 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", CLASS_COUNTS)
def test_grey_print_keeps_the_order_of_classes(mode: Mode, count: int) -> None:
    grey = [theme.luminance(colour) for colour in ramp("sequential", range(count + 1), mode=mode)]
    assert grey in (sorted(grey), sorted(grey, reverse=True))
    assert len(set(grey)) == count
    both = [theme.luminance(colour) for colour in ramp("diverging", RATIOS, 1, mode=mode)]
    below, above = both[: len(both) // 2 + 1], both[len(both) // 2 :]
    turned = mode == "dark"
    assert below == sorted(below, reverse=turned)
    assert above == sorted(above, reverse=not turned)


HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b(?![\w-])")
MASK = {"#fff", "#000"}
"""Ends of a mask, and letters on a dark ground: no colours of the look."""


def test_colours_are_defined_once() -> None:
    ours = {
        colour
        for colours in PALETTES.values()
        for entry in vars(colours).values()
        for colour in ([entry] if isinstance(entry, str) else entry)
    }
    strays = []
    for path in sorted((ROOT / "s3dash").rglob("*")):
        if path.suffix in (".css", ".js", ".typ") and path != plotly_file.PATH:
            found = set(HEX.findall(path.read_text("utf-8"))) - ours - MASK
            strays += [(path.name, colour) for colour in found]
    for path in [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("s3dash/**/*.py")]:
        if path.name != "theme.py" and "ingest" not in path.parts:
            tree = ast.parse(path.read_text("utf-8"))
            strays += [
                (path.name, node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and HEX.fullmatch(str(node.value))
            ]
    assert not strays, f"take these from s3dash/charts/theme.py: {strays}"


def test_type_is_one_family_everywhere() -> None:
    word = importlib.import_module("s3dash.documents.word")
    canvas = importlib.import_module("s3dash.pictures.canvas")
    slides = importlib.import_module("s3dash.slides.template")
    assert word.FONT == slides.FONT == canvas.PLAIN["fontfamily"][0] == theme.FAMILY
    for path in (ROOT / "s3dash").rglob("*.typ"):
        named = re.findall(r'font: \("([^"]+)"', path.read_text("utf-8"))
        assert set(named) <= {theme.FAMILY}
