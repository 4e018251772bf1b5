"""Partners and similar districts as lists of one row each, for the command line."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from s3dash.analysis.partners import Gain
from s3dash.state import Options, View
from s3dash.views.cooperation import TOLD, cooperation_figures


def partner_list(options: Options, view: View) -> pd.DataFrame:
    """Partners of the view's place, the best match first; empty for the whole region.

    Returns
    -------
    DataFrame
        What counts of the gains in percentage points with its bounds (`adds`, `gets`), and the
        gain in density alone (`_nearness`); `best` and `worst` are the possible ranks.
        Strengths stand with their codes, those that the page names first at the front.
    """
    shown = cooperation_figures(options, view)
    return pd.DataFrame(
        [
            {
                "rank": rank,
                "best": item.best,
                "worst": item.worst,
                "ags": item.place.id,
                "name": item.place.name.de,
                "match": item.score,
                "match_low": item.low,
                "match_high": item.high,
                **_gain("adds", item.adds),
                **_gain("gets", item.gets),
                "distance_km": item.km,
                "common_eu_projects": met.projects,
                "commuters_from_partner": met.from_partner.persons,
                "commuters_to_partner": met.to_partner.persons,
                "brings": _fields(options, item.adds.named[:TOLD]),
                "receives": _fields(options, item.gets.named[:TOLD]),
            }
            for rank, (item, met) in enumerate(zip(shown.partners, shown.met, strict=True), start=1)
        ]
    )


def similar_list(options: Options, view: View) -> pd.DataFrame:
    """German districts with a structure like that of the view's place, the nearest first.

    Returns
    -------
    DataFrame
        `distance` with its bounds in per cent; `best` and `worst` are the possible ranks.
    """
    shown = cooperation_figures(options, view)
    return pd.DataFrame(
        [
            {
                "rank": rank,
                "best": item.best,
                "worst": item.worst,
                "ags": item.place.id,
                "name": item.place.name.de,
                "distance": item.distance,
                "distance_low": item.low,
                "distance_high": item.high,
                "alike": _fields(options, item.alike[:TOLD]),
                "apart": _fields(options, [found.field for found in item.apart[:TOLD]]),
                "stronger": _fields(options, [found.field for found in item.stronger[:TOLD]]),
                "grown": _fields(options, [found.field for found in item.grown[:TOLD]]),
            }
            for rank, item in enumerate(shown.similar, start=1)
        ]
    )


def _gain(name: str, gain: Gain) -> dict[str, float]:
    counted = gain.counted
    return {
        name: counted.value,
        f"{name}_low": counted.low,
        f"{name}_high": counted.high,
        f"{name}_nearness": gain.value,
    }


def _fields(options: Options, fields: Sequence[str]) -> str:
    """Codes and German names of occupation groups."""
    names = options.release.fields["kldb2010"]
    return "; ".join(f"{code} {names[code]['short_de']}" for code in fields)
