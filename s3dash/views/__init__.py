"""The figures of each page for a View: what page, command line and export have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from s3dash import state
from s3dash.indicators import no_figures
from s3dash.state import Options, View
from s3dash.views.answers import (
    COMPARED_WITH,
    Answered,
    KeyFigure,
    answered,
    has_figures,
    key_figure,
    newest_rows,
    newest_year,
    plain_question,
    sector_strengths,
    strengths_reference,
    strongest,
    theme_strengths,
)
from s3dash.views.commuters import FlowFigures, flow_figures, flow_place, flow_table
from s3dash.views.comparisons import (
    SUB_REGIONS,
    Comparison,
    Difference,
    compared_places,
    comparison,
    differences,
    largest_difference,
    strength_differences,
    strength_values,
)
from s3dash.views.cooperation import Cooperation, cooperation_figures, occupations
from s3dash.views.cooperation_lists import partner_list, similar_list
from s3dash.views.cooperation_rows import cooperation_table
from s3dash.views.findings import findings_table, place_findings, stars_of, theme_stars
from s3dash.views.growth import Growth, GrowthRow
from s3dash.views.known import Known, known_figures
from s3dash.views.maps import MapFigures, map_figures, map_table, selected_places
from s3dash.views.potentials import (
    FIELD_KINDS,
    NATION_LISTED,
    PotentialFigures,
    field_complexity,
    potential_figures,
    potential_list,
    potential_table,
)
from s3dash.views.priorities import PriorityFigures, priority_figures
from s3dash.views.profiles import (
    KEY_FIGURES,
    Evidence,
    Part,
    Profile,
    profile,
    profile_places,
    subject,
)
from s3dash.views.small_base import FEW, small_base
from s3dash.views.start import start_strengths, start_table
from s3dash.views.themes import themes_table
from s3dash.views.trace import trace_table, traced_place

_TABLES: Final[dict[str, Callable[[Options, View], pd.DataFrame]]] = {
    state.START: start_table,
    state.MAP: map_table,
    state.PROFILE: lambda options, view: profile(options, view).table,
    state.COMPARISON: lambda options, view: comparison(options, view).table,
    state.THEMES: themes_table,
    state.POTENTIALS: potential_table,
    state.COOPERATION: cooperation_table,
    state.PRIORITIES: lambda options, view: priority_figures(options, view).table,
    state.FLOWS: flow_table,
    state.DATA: map_table,
    state.TRACE: trace_table,
    state.HOW: lambda options, view: no_figures(),
    state.IMPRINT: lambda options, view: no_figures(),
    state.ACCESS: lambda options, view: no_figures(),
    state.STORY: lambda options, view: no_figures(),
}


def table(options: Options, view: View) -> pd.DataFrame:
    """Every figure that the page of a view shows, as a tidy table (columns of the indicators).

    The data page shows the table of the chosen indicator, as the map does; methods, imprint and the
    statement on access show none.
    """
    return _TABLES[view.page](options, view)


__all__ = [
    "COMPARED_WITH",
    "FEW",
    "FIELD_KINDS",
    "KEY_FIGURES",
    "NATION_LISTED",
    "SUB_REGIONS",
    "Answered",
    "Comparison",
    "Cooperation",
    "Difference",
    "Evidence",
    "FlowFigures",
    "Growth",
    "GrowthRow",
    "KeyFigure",
    "Known",
    "MapFigures",
    "Part",
    "PotentialFigures",
    "PriorityFigures",
    "Profile",
    "answered",
    "compared_places",
    "comparison",
    "cooperation_figures",
    "cooperation_table",
    "differences",
    "field_complexity",
    "findings_table",
    "flow_figures",
    "flow_place",
    "flow_table",
    "has_figures",
    "key_figure",
    "known_figures",
    "largest_difference",
    "map_figures",
    "map_table",
    "newest_rows",
    "newest_year",
    "occupations",
    "partner_list",
    "place_findings",
    "plain_question",
    "potential_figures",
    "potential_list",
    "potential_table",
    "priority_figures",
    "profile",
    "profile_places",
    "sector_strengths",
    "selected_places",
    "similar_list",
    "small_base",
    "stars_of",
    "start_strengths",
    "start_table",
    "strength_differences",
    "strength_values",
    "strengths_reference",
    "strongest",
    "subject",
    "table",
    "theme_stars",
    "theme_strengths",
    "themes_table",
    "trace_table",
    "traced_place",
]
