"""Measures of regional science: numbers in, numbers out; no files, no Streamlit, no language."""

from s3dash.measures.change import (
    change_absolute,
    change_per_year,
    change_percent,
    index_to_base,
)
from s3dash.measures.location_quotient import location_quotient, location_quotient_bounds
from s3dash.measures.rank import percentile, rank
from s3dash.measures.ratio import per_head, share_percent

__all__ = [
    "change_absolute",
    "change_per_year",
    "change_percent",
    "index_to_base",
    "location_quotient",
    "location_quotient_bounds",
    "per_head",
    "percentile",
    "rank",
    "share_percent",
]
