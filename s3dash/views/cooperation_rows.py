"""Rows of every figure on the page of cooperation; docs/methods.md explains their ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from s3dash import codes, config
from s3dash.analysis.partners import Gain, Partner
from s3dash.analysis.similar import SINCE, Similar
from s3dash.analysis.ties import Commuters
from s3dash.indicators import (
    COLUMNS,
    OCCUPATION,
    THEME,
    Amounts,
    Place,
    Question,
    answer,
    flows,
    join_rows,
    place,
    reference_date,
    source_text,
)
from s3dash.state import Options, View
from s3dash.views.answers import newest_rows
from s3dash.views.cooperation import (
    COMMUTERS,
    COMPLEMENTARY,
    NAMED,
    PROJECTS,
    RANKED_PAIRS,
    SHARED,
    TOLD,
    Cooperation,
    Met,
    cooperation_figures,
)

PAIR_COLUMNS: Final = (*COLUMNS, "partner", "partner_name", "organisation")
"""Columns of figures about two places; `partner` is empty for those about one."""


_KEY: Final = [name for name in PAIR_COLUMNS if name not in ("value", "status", "low", "high")]
"""Columns that tell rows apart: a figure that the page shows twice has one row."""


def cooperation_table(options: Options, view: View) -> pd.DataFrame:
    """Rows of every figure that the page shows, with the columns `PAIR_COLUMNS`."""
    shown = cooperation_figures(options, view)
    parts = [pd.DataFrame(_rows(shown))]
    if shown.strength is not None:
        parts.append(newest_rows(options, shown.strength))
    parts.append(join_rows(options.release, _known(shown)))
    rows = pd.concat(parts, ignore_index=True)
    texts = ("sector", "reference", "theme", "occupation", "from", *PAIR_COLUMNS[-3:])
    for name in texts:
        rows[name] = rows[name].fillna("") if name in rows else ""
    rows = rows.loc[:, list(PAIR_COLUMNS)]
    return rows.drop_duplicates(_KEY, ignore_index=True)


def _rows(shown: Cooperation) -> Iterator[dict[str, Any]]:
    yield from _network_rows(shown)
    for found in shown.similar:
        yield from _similar_rows(shown, found)
    for one, item in shown.pairs[:RANKED_PAIRS]:
        yield from _partner_rows(shown, one, item)
    for item, met in zip(shown.partners, shown.met, strict=True):
        yield from _partner_rows(shown, shown.like, item)
        yield from _met_rows(shown, item, met)
    for here, there, gain in shown.sides:
        yield from _gain_rows(shown, here, there, gain)
    for side, listed in shown.organisations:
        yield from _organisation_rows(shown, side, listed)
    if shown.asked and shown.partner_asked:
        yield _projects_row(shown, shown.asked, shown.partner_asked, len(shown.projects))


def _pair_row(
    shown: Cooperation, indicator: str, one: Place, other: Place, value: float, **more: Any
) -> dict[str, Any]:
    """Row of a figure about two places, calculated from employees by occupation."""
    employees = shown.options.indicators["employees"]
    return {
        "ags": one.id,
        "name": one.name.de,
        "level": one.level,
        "indicator": indicator,
        "year": shown.year,
        "value": value,
        "unit": "percentage points",
        "status": codes.CALCULATED,
        "source": source_text(shown.options.release, employees, OCCUPATION),
        "theme": shown.focus if shown.kind == THEME else "",
        "occupation": shown.focus if shown.kind == OCCUPATION else "",
        "reference_date": reference_date(employees, shown.year),
        "low": np.nan,
        "high": np.nan,
        "partner": other.id,
        "partner_name": other.name.de,
    } | more


def _range(low: float, high: float) -> dict[str, float]:
    return {} if np.isclose(low, high) else {"low": low, "high": high}


def _partner_rows(shown: Cooperation, one: Place, item: Partner) -> Iterator[dict[str, Any]]:
    """What each adds to the other, what it had before, and how far they lie apart."""
    both = ((one, item.place, item.adds), (item.place, one, item.gets))
    for here, there, gain in both:
        bounds = _range(gain.low, gain.high)
        yield _pair_row(shown, "complementarity_gain", here, there, gain.value, **bounds)
        if gain.open and shown.kind:
            reached = _range(gain.counted.low, gain.counted.high)
            value = gain.counted.value
            yield _pair_row(shown, "complementarity_reach", here, there, value, **reached)
        if gain.open:
            before = {"unit": "%", "partner": "", "partner_name": ""}
            yield _pair_row(shown, "density_of_open_fields", here, there, gain.before, **before)
    bounds = _range(item.low, item.high)
    yield _pair_row(shown, "complementarity", one, item.place, item.score, **bounds)
    shared = {"unit": "count"}
    yield _pair_row(shown, "strengths_of_both", one, item.place, float(len(item.shared)), **shared)
    if not np.isnan(item.km):
        km = {"unit": "km", "theme": "", "occupation": "", "reference_date": str(shown.year)}
        yield _pair_row(shown, "distance", one, item.place, item.km, **km, source=_map(shown))


def _map(shown: Cooperation) -> str:
    """Attribution of the boundaries that label points are made from."""
    source = shown.options.release.sources["vg250-2017"]
    return ", ".join(part for part in (source["line"], source["licence"]) if part)


def _met_rows(shown: Cooperation, item: Partner, met: Met) -> Iterator[dict[str, Any]]:
    yield _projects_row(shown, shown.asked or shown.like, item.place, met.projects)
    yield _commuter_row(shown, item.place, shown.like, met.from_partner)
    yield _commuter_row(shown, shown.like, item.place, met.to_partner)


def _projects_row(shown: Cooperation, one: Place, other: Place, number: int) -> dict[str, Any]:
    return _pair_row(shown, "common_eu_projects", one, other, float(number), **_of_projects(shown))


def _of_projects(shown: Cooperation) -> dict[str, Any]:
    """What rows on projects have in common; they are about the day of the source's issue."""
    about = shown.options.release.projects_about
    source = shown.options.release.sources[about["source"]]
    words = ", ".join(filter(None, (source["line"], source.get("table", ""), source["licence"])))
    issued = str(about["origin"]["as_of"])
    return {
        "unit": "count",
        "source": words,
        "year": int(issued[:4]),
        "reference_date": issued,
        "theme": "",
        "occupation": "",
    }


def _commuter_row(shown: Cooperation, home: Place, work: Place, found: Commuters) -> dict[str, Any]:
    about = _of_commuters(shown) | {"status": found.status}
    return _pair_row(shown, "commuter_flows", home, work, found.persons, **about)


def _of_commuters(shown: Cooperation) -> dict[str, Any]:
    """What rows on commuters have in common."""
    total = shown.options.indicators["district_in_commuters"]
    year = flows(shown.options.release, None, "in").year
    return {
        "unit": "persons",
        "source": source_text(shown.options.release, total),
        "year": year,
        "reference_date": reference_date(total, year),
        "theme": "",
        "occupation": "",
    }


def _gain_rows(
    shown: Cooperation, here: Place, there: Place, gain: Gain
) -> Iterator[dict[str, Any]]:
    """What the listed strengths add, and which fields come nearest."""
    for strength in gain.strengths[:NAMED]:
        field = {"theme": shown.focus if shown.kind == THEME else "", "occupation": strength.field}
        yield _pair_row(shown, "complementarity_part", here, there, strength.part, **field)
    for nearer in gain.nearer[:NAMED]:
        field = {"theme": "", "occupation": nearer.field}
        yield _pair_row(shown, "complementarity_of_field", here, there, nearer.gain, **field)


def _organisation_rows(
    shown: Cooperation, side: Place, listed: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    for row in listed.to_dict("records"):
        yield _pair_row(
            shown,
            "eu_projects_of_organisation",
            side,
            side,
            float(row["projects"]),
            **_of_projects(shown)
            | {
                "ags": row["ags"],
                "name": row["name"],
                "level": codes.MUNICIPALITY,
                "partner": "",
                "partner_name": "",
                "organisation": row["organisation"] or row["organisation_id"],
            },
        )


def _network_rows(shown: Cooperation) -> Iterator[dict[str, Any]]:
    """Rows of the lines, each about both places together."""
    indicator, about = {
        COMPLEMENTARY: ("complementarity", {}),
        SHARED: ("strengths_above_threshold_of_both", {"unit": "count"}),
        PROJECTS: ("common_eu_projects", _of_projects(shown)),
        COMMUTERS: ("commuters_both_ways", _of_commuters(shown)),
    }[shown.view.ties]
    for line in shown.lines:
        one, other = (place(shown.options.release, key) for key in (line.one, line.other))
        more = about | _range(line.low, line.high)
        yield _pair_row(shown, indicator, one, other, line.value, **more)


def _similar_rows(shown: Cooperation, item: Similar) -> Iterator[dict[str, Any]]:
    whole = {"theme": "", "occupation": "", "unit": "%"} | _range(item.low, item.high)
    yield _pair_row(shown, "structural_distance", shown.like, item.place, item.distance, **whole)
    for apart in item.apart[:TOLD]:
        field = {"theme": "", "occupation": apart.field}
        yield _pair_row(
            shown, "structural_distance_part", shown.like, item.place, apart.part, **field
        )
        alone = field | {"unit": "%", "partner": "", "partner_name": ""}
        for side, share in ((shown.like, apart.here), (item.place, apart.there)):
            yield _pair_row(shown, "share_of_known_occupations", side, side, share, **alone)


def _known(shown: Cooperation) -> Iterator[tuple[Question, Sequence[Place], Amounts]]:
    """The catalogue's figures that the page shows, as everywhere else."""
    release, indicators = shown.options.release, shown.options.indicators
    nation = place(release, config.region().nation_id)

    def known(
        indicator: str, field: str, *places: Place, **asked: Any
    ) -> tuple[Question, Sequence[Place], Amounts]:
        question = Question(indicators[indicator], OCCUPATION, field, **asked)
        return question, places, answer(release, question, places).at((shown.year,))

    for _, there, gain in shown.sides:
        for strength in gain.strengths[:NAMED]:
            yield known("location_quotient", strength.field, there, reference="germany")
            yield known("employees", strength.field, there)
    for item in shown.similar:
        both = (shown.like, item.place)
        for stronger in item.stronger[:TOLD]:
            yield known("location_quotient", stronger.field, *both, reference="germany")
        for grown in item.grown[:TOLD]:
            yield known("employee_growth", grown.field, *both, nation, base=SINCE)
