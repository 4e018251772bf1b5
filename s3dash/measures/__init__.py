"""Measures of regional science: numbers in, numbers out; no files, no Streamlit, no language."""

from s3dash.measures.change import (
    change_absolute,
    change_per_year,
    change_percent,
    index_to_base,
)
from s3dash.measures.complexity import (
    Complexity,
    co_occurrence,
    diversity,
    economic_complexity,
    mean_complexity,
    presence_bounds,
    proximity,
    relatedness_density,
    relatedness_parts,
    ubiquity,
)
from s3dash.measures.concentration import (
    field_share_bounds,
    field_shares,
    herfindahl_hirschman,
    herfindahl_hirschman_bounds,
    hoover,
    krugman,
    krugman_bounds,
    locational_gini,
    locational_gini_bounds,
    theil,
)
from s3dash.measures.location_quotient import (
    binary_location_quotient,
    location_quotient,
    location_quotient_bounds,
    symmetric_location_quotient,
)
from s3dash.measures.priorities import (
    FIRST,
    RankSpread,
    first_bounds,
    place_among,
    random_weights,
    rank_spread,
    score_parts,
)
from s3dash.measures.rank import percentile, rank
from s3dash.measures.rank_range import rank_range
from s3dash.measures.ratio import per_head, share_percent
from s3dash.measures.residual import pearson_residual
from s3dash.measures.robustness import Robustness, robustness
from s3dash.measures.shift_share import ShiftShare, shift_share
from s3dash.measures.similarity import (
    complementarity_gain,
    complementarity_parts,
    distance_parts,
    distance_parts_bounds,
)
from s3dash.measures.stars import (
    growing,
    large,
    size_cut_off,
    specialised,
    star_bounds,
    stars,
)
from s3dash.measures.variety import (
    entropy,
    entropy_bounds,
    family_sums,
    related_variety,
    unrelated_variety,
)

__all__ = [
    "FIRST",
    "Complexity",
    "RankSpread",
    "Robustness",
    "ShiftShare",
    "binary_location_quotient",
    "change_absolute",
    "change_per_year",
    "change_percent",
    "co_occurrence",
    "complementarity_gain",
    "complementarity_parts",
    "distance_parts",
    "distance_parts_bounds",
    "diversity",
    "economic_complexity",
    "entropy",
    "entropy_bounds",
    "family_sums",
    "field_share_bounds",
    "field_shares",
    "first_bounds",
    "growing",
    "herfindahl_hirschman",
    "herfindahl_hirschman_bounds",
    "hoover",
    "index_to_base",
    "krugman",
    "krugman_bounds",
    "large",
    "location_quotient",
    "location_quotient_bounds",
    "locational_gini",
    "locational_gini_bounds",
    "mean_complexity",
    "pearson_residual",
    "per_head",
    "percentile",
    "place_among",
    "presence_bounds",
    "proximity",
    "random_weights",
    "rank",
    "rank_range",
    "rank_spread",
    "related_variety",
    "relatedness_density",
    "relatedness_parts",
    "robustness",
    "score_parts",
    "share_percent",
    "shift_share",
    "size_cut_off",
    "specialised",
    "star_bounds",
    "stars",
    "symmetric_location_quotient",
    "theil",
    "ubiquity",
    "unrelated_variety",
]
