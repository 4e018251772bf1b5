"""Figures of the commuters' page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from s3dash import codes, config
from s3dash.indicators import TOTALS, Flows, Place, flow_rows, flows, place
from s3dash.state import Options, View
from s3dash.views.answers import KeyFigure, key_figure, plain_question


@dataclass(frozen=True, eq=False)
class FlowFigures:
    """Flows of commuters of a view, and how many commuters there are in all.

    `total` and `balance` are None where the flows between all districts are shown.
    """

    flows: Flows
    total: KeyFigure | None
    balance: KeyFigure | None


def flow_place(options: Options, view: View) -> Place | None:
    """District whose flows a view shows: the first selected one, or the Kreis around it."""
    for key in view.regions[:1]:
        district = codes.district_of(key) if codes.is_ags(key) and len(key) > 2 else key
        if district in config.region().districts:
            return place(options.release, district)
    return None


def flow_figures(options: Options, view: View) -> FlowFigures:
    """Flows of the first selected district, or between all districts."""
    return _flow_figures(options, flow_place(options, view), view.direction)


@lru_cache(maxsize=64)
def _flow_figures(options: Options, about: Place | None, direction: str) -> FlowFigures:
    found = flows(options.release, about, direction)
    if about is None:
        return FlowFigures(found, None, None)
    total, balance = (
        key_figure(options, plain_question(options.indicators[name]), about, codes.DISTRICT)
        for name in (TOTALS[direction], "district_commuter_balance")
    )
    return FlowFigures(found, total, balance)


def flow_table(options: Options, view: View) -> pd.DataFrame:
    """Rows of the flows that a view shows, the largest first."""
    found = flows(options.release, flow_place(options, view), view.direction)
    return flow_rows(options.release, found, options.indicators[TOTALS[view.direction]])
