"""Answers to questions about regional strengths: release and measures in, tidy tables out."""

from s3dash.indicators.amounts import Amounts
from s3dash.indicators.asked import Question
from s3dash.indicators.catalogue import (
    FIELD_KINDS,
    OCCUPATION,
    REFERENCE_PLACES,
    SECTOR,
    THEME,
    WHOLE_STRUCTURE,
    Indicator,
    catalogue,
)
from s3dash.indicators.explain import (
    Cell,
    Explanation,
    Operand,
    Part,
    Range,
    evaluated,
    explain,
)
from s3dash.indicators.flows import TOTALS, Flows, flow_rows, flows
from s3dash.indicators.places import (
    OWN_GROUP,
    Place,
    municipalities,
    place,
    places_of,
    same_place,
)
from s3dash.indicators.question import answer
from s3dash.indicators.rule import DEFAULT_RULE, STARS, StarRule
from s3dash.indicators.structure import SHIFT_SHARE
from s3dash.indicators.tables import (
    COLUMNS,
    attribution,
    catalogue_table,
    figures,
    join_rows,
    no_figures,
    reference_date,
    same_everywhere,
    source_text,
    to_csv,
    to_rows,
)
from s3dash.indicators.weights import CRITERIA, WEIGHING, Weights, weight

__all__ = [
    "COLUMNS",
    "CRITERIA",
    "DEFAULT_RULE",
    "FIELD_KINDS",
    "OCCUPATION",
    "OWN_GROUP",
    "REFERENCE_PLACES",
    "SECTOR",
    "SHIFT_SHARE",
    "STARS",
    "THEME",
    "TOTALS",
    "WEIGHING",
    "WHOLE_STRUCTURE",
    "Amounts",
    "Cell",
    "Explanation",
    "Flows",
    "Indicator",
    "Operand",
    "Part",
    "Place",
    "Question",
    "Range",
    "StarRule",
    "Weights",
    "answer",
    "attribution",
    "catalogue",
    "catalogue_table",
    "evaluated",
    "explain",
    "figures",
    "flow_rows",
    "flows",
    "join_rows",
    "municipalities",
    "no_figures",
    "place",
    "places_of",
    "reference_date",
    "same_everywhere",
    "same_place",
    "source_text",
    "to_csv",
    "to_rows",
    "weight",
]
