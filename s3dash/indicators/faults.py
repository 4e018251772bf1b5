"""Known faults of the sources (config/corrections.toml) behind an indicator or a figure."""

from __future__ import annotations

from s3dash import codes, config
from s3dash.indicators.asked import Question
from s3dash.indicators.catalogue import Indicator
from s3dash.indicators.places import Place


def faults_of(indicator: Indicator) -> tuple[config.Correction, ...]:
    """Known faults of the variables that an indicator is computed from, in the file's order."""
    used = set().union(*(_variables(indicator, kind) for kind in indicator.variables))
    return tuple(entry for entry in config.corrections() if entry.variable in used)


def faults_at(question: Question, about: Place, year: int) -> tuple[config.Correction, ...]:
    """Known faults that touch a figure: at the place, or at a district that it is the sum of.

    Parameters
    ----------
    year : of the figure; for a change its first year counts too
    """
    touched = _variables(question.indicator, question.kind) & {
        entry.variable for entry in config.corrections()
    }
    if not touched:
        return ()
    region = config.region()
    own = region.state if about.id == region.state_id else about.id
    parts = about.members if about.level in (codes.REGION, codes.GROUP) else ()
    years = {year} if question.base is None else {question.base, year}
    keys = [
        (variable, ags, each)
        for variable in sorted(touched)
        for ags in (own, *parts)
        for each in sorted(years)
    ]
    found = (entry for key in keys for entry in config.corrections_of(*key))
    return tuple({id(entry): entry for entry in found}.values())


def _variables(indicator: Indicator, kind: str) -> set[str]:
    """Variables that an indicator is computed from for a kind of field."""
    variable = indicator.variables[kind or indicator.first_kind]
    others = (indicator.denominator, *(indicator.recompute or ()))
    return {variable, *(name for name in others if name)}
