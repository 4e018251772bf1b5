"""Small app for the browser tests of the map: real shapes, invented figures.

The address sets level, case and mode and keeps selection and year, as a page does it. The figures
come from a formula, so that they are the same on every run. Streamlit serves the shapes from the
folder `static` beside this file, which the tests prepare.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import streamlit as st

import s3dash
from s3dash.charts import scales, theme
from s3dash.component import region_headline, region_map

ROOT = Path(s3dash.__file__).parents[1]
STATIC = Path(__file__).parent / "static"
FILES = {"municipality": "municipalities.geojson", "district": "districts.geojson"}
KEY = "map"
WORDS = {
    "small_base": "kleine Basis",
    "rank": "Rang {rank} von {n}",
    "zeros": "{zeros} von {n} haben 0",
    "no_value": "keine Angabe",
    "status": {"s": "Geheimhaltung", "m": "fehlt in der Quelle", "n": "nicht veröffentlicht"},
    "play": "abspielen",
    "pause": "anhalten",
    "year": "Jahr",
    "ranking": "Rangfolge",
    "legend": "Legende",
    "profile": "Profil öffnen",
    "close": "aus der Auswahl nehmen",
    "between": "zwischen {low} und {high}",
    "trend": "Verlauf",
    "select": "auswählen",
    "selection": "Ausgewähltes Gebiet",
    "classes": "Klassen",
    "method": "Einteilung",
    "regions": {"one": "{count} Gebiet", "other": "{count} Gebiete"},
    "hint": "Gebiet anklicken: Zahl, Rang und Verlauf",
    "centre": "Deutschland",
    "no_map": "Die Karte konnte nicht geladen werden.",
    "trace": "Woher kommt diese Zahl?",
}
METHODS = [("quantile", "Quantile"), ("round", "runde Grenzen"), ("equal_interval", "gleich breit")]
CASES: dict[str, dict[str, Any]] = {
    "quotient": {"centre": 1, "scale": "log", "decimals": 2, "unit": "", "factor": 1.0},
    "share": {"centre": None, "scale": "linear", "decimals": 1, "unit": "\u00a0%", "factor": 10.0},
    "change": {"centre": 0, "scale": "linear", "decimals": 1, "unit": "\u00a0%", "factor": 10.0},
    "count": {"centre": None, "scale": "linear", "decimals": 0, "unit": "", "factor": 1e5},
    "type": {"centre": None, "scale": "linear", "decimals": 0, "unit": "", "factor": 1.0},
}
LONG = {
    "quotient": "Lokationsquotient",
    "share": "Anteil an allen Beschäftigten",
    "change": "Veränderung seit 2015",
    "count": "Einwohnerinnen und Einwohner",
    "type": "Grad der Verstädterung",
}

st.set_page_config(layout="wide")
query = st.query_params
LEVEL = query.get("level", "district")
CASE = query.get("case", "quotient")
MODE = cast("Literal['light', 'dark']", query.get("mode", "light"))
YEARS = [2020] if "single" in query else [2015, 2016, 2017, 2018, 2019, 2020]


def read_regions() -> list[tuple[str, str]]:
    """Key and name of each region of the level."""
    features = json.loads((ROOT / "geo" / FILES[LEVEL]).read_text())["features"]
    return [(one["properties"]["ags"], one["properties"]["name"]) for one in features]


def make_values(count: int) -> list[list[float | None]]:
    """One row per year. The third region has no figure in the first year, two share a figure."""
    factor = CASES[CASE]["factor"]
    rows: list[list[float | None]] = []
    for t in range(len(YEARS)):
        numbers = [math.exp(0.45 * math.sin(1.7 * i + 0.25 * t) + 0.03 * t) for i in range(count)]
        numbers[1] = numbers[0]
        shift = 1.0 if CASE == "change" else 0.0
        rows.append([1 + i % 3 if CASE == "type" else (v - shift) * factor
                     for i, v in enumerate(numbers)])  # fmt: skip
    rows[0][2] = None
    return rows


def make_classes(values: list[list[float | None]]) -> dict[str, Any]:
    """Breaks and colours of every method and number of classes, over all years."""
    case = CASES[CASE]
    numbers = np.array([v for row in values for v in row if v is not None])
    classes = {}
    for method, _ in METHODS:
        for k in scales.CLASS_COUNTS:
            edges = scales.breaks(
                numbers, method=method, k=k, centre=case["centre"], log=case["scale"] == "log"
            )
            kind: Literal["sequential", "diverging"] = (
                "sequential" if case["centre"] is None else "diverging"
            )
            colors = theme.ramp(kind, edges, case["centre"], mode=MODE)
            classes[f"{method}-{k}"] = {"breaks": list(edges), "colors": list(colors)}
    return classes


def make_data() -> dict[str, object]:
    """All that the component takes."""
    case = CASES[CASE]
    regions = read_regions()
    values = make_values(len(regions))
    status = ["".join("s" if v is None else "r" for v in row) for row in values]
    low = [[None] * len(regions) for _ in YEARS]
    high = [[None] * len(regions) for _ in YEARS]
    first = values[-1][0]
    if CASE == "quotient" and first is not None:
        low[-1][0], high[-1][0] = first * 0.95, first * 1.05
    colours = theme.palette(MODE).regions
    chosen = query.get("regions", "").split(",") if query.get("regions") else []
    labels = ["dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt"]
    paints = theme.palette(MODE).categorical
    categories = [{"value": i + 1, "label": labels[i], "color": paints[i]} for i in range(3)]
    lines = [] if CASE in ("count", "type") else [
        {"id": "RUHR", "name": "Metropole Ruhr", "values": [case["factor"] * 1.07] * len(YEARS)},
    ]  # fmt: skip
    return {
        "shapes": f"/app/static/{next(STATIC.glob('shapes.*.json')).name}",
        "level": LEVEL,
        "ids": [ags for ags, _ in regions],
        "names": [name for _, name in regions],
        "years": YEARS,
        "year": int(query.get("year", YEARS[-1])),
        "dates": [f"30.06.{year}" for year in YEARS],
        "values": values,
        "status": status,
        "low": low,
        "high": high,
        "lines": lines,
        "mark": "circle" if CASE == "count" else "fill",
        "centre": case["centre"],
        "scale": case["scale"],
        "method": query.get("method", "quantile"),
        "k": int(query.get("k", 5)),
        "classes": None if CASE == "type" else make_classes(values),
        "methods": METHODS,
        "ks": scales.CLASS_COUNTS,
        "categories": categories if CASE == "type" else None,
        "decimals": case["decimals"],
        "unit": case["unit"],
        "unit_long": LONG[CASE],
        "locale": query.get("lang", "de"),
        "selected": [[one, colours[i]] for i, one in enumerate(chosen)],
        "palette": colours,
        "sentences": {
            one: ["Der Anteil ist gut eineinhalb mal so hoch wie in Deutschland."] * len(YEARS)
            for one in chosen
        },
        "words": WORDS,
        "title": "Wo Finanz- und Versicherungsdienste stark sind",
        "subtitle": "Lokationsquotient gegenüber Deutschland · Beschäftigte am Arbeitsort, {date}",
        "source": "Quelle: erfundene Zahlen zur Probe",
        "profile_url": "/?profile={ags}&lang=de",
        "breaks": [2018],
        "max_selected": 3,
    }


def follow() -> None:
    """Write the reader's choice into the address."""
    chosen = st.session_state[KEY].chosen
    st.query_params.update(
        {
            "regions": ",".join(chosen["selected"]),
            "year": str(chosen["year"]),
            "method": chosen["method"],
            "k": str(chosen["k"]),
        }
    )


if "profile" in query:
    st.title(f"Profil {query['profile']}")
else:
    data = make_data()
    region_headline(
        {name: data[name] for name in ("title", "subtitle", "years", "dates", "year")}, key="head"
    )
    st.selectbox("Indikator", [LONG[CASE]], label_visibility="collapsed")
    region_map(data, key=KEY, on_change=follow)
    st.caption(f"Auswahl: {query.get('regions', '')} · Jahr {query.get('year', '')}")
