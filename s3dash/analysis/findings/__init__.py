"""Findings about a place, by rules from figures: strengths, developments, and what speaks against.

A field is a strength where its location quotient against Germany reaches `STRONG` with its whole
range in each of the last years, at least `AT_LEAST` people work in it, and it is no splinter
(`MIN_SHARE`). The strongest theme, sector and occupation group are named, then whatever is next.
A development is a theme, or all employees, whose growth since the first year differs from
Germany's by at least `LEAD` points with its whole range, and in the same direction from each of the
first years to each of the last: in the first two years many employees whose occupation had not
been known got one. The largest gain and the largest loss against Germany are named. A potential is
an occupation group of a theme that is near to the strengths of the place, but none of them.

Fields are ordered by (x − E) / √E, the Pearson residual, with E the employees that Germany's share,
or Germany's growth, would give: a large field a little above the average and a small one far above
it weigh alike. With each finding stands the strongest fact against it, by the first rule that
applies of an ordered list. Nothing here says why: figures show what is.

A town inside a Kreis has no employees by field; its findings are where it ranks among the region's
municipalities, and how it developed against the region.
"""

from __future__ import annotations

from collections.abc import Mapping

from s3dash import codes, config
from s3dash.analysis.findings.developments import developments
from s3dash.analysis.findings.facts import (
    AHEAD,
    AT_LEAST,
    BETTER,
    FALL,
    LEAD,
    REFERENCE,
    RISE,
    STRENGTH,
    STRONG,
    WORSE,
    Asker,
    Fact,
    Figure,
    Finding,
)
from s3dash.analysis.findings.nearby import potential
from s3dash.analysis.findings.strengths import strengths
from s3dash.analysis.findings.towns import FIRST, POPULATION_LEAD, town_findings
from s3dash.analysis.potentials import NEAR_COMPLEX, NEAR_SIMPLE
from s3dash.indicators import Indicator, Place, place
from s3dash.release import Release

__all__ = [
    "AHEAD",
    "AT_LEAST",
    "BETTER",
    "FALL",
    "FIRST",
    "LEAD",
    "NEAR_COMPLEX",
    "NEAR_SIMPLE",
    "POPULATION_LEAD",
    "REFERENCE",
    "RISE",
    "STRENGTH",
    "STRONG",
    "WORSE",
    "Fact",
    "Figure",
    "Finding",
    "findings",
]


def findings(
    release: Release, indicators: Mapping[str, Indicator], about: Place
) -> tuple[Finding, ...]:
    """Up to three strengths, two developments and one potential of a place.

    Parameters
    ----------
    indicators : the catalogue

    Returns
    -------
    tuple of Finding
        In that order. A municipality inside a Kreis gets what it has of its own; its Kreis is
        another place. Empty for Germany, which everything is measured against.
    """
    nation = place(release, config.region().nation_id)
    if about.id == nation.id:
        return ()
    asker = Asker(release, indicators, about, nation)
    if about.level == codes.MUNICIPALITY and about.id[:5] not in config.region().independent_cities:
        return tuple(town_findings(asker))
    return (*strengths(asker), *developments(asker), *potential(asker))
