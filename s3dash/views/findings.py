"""Findings about the place of a profile, and the stars of its fields."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from s3dash import codes
from s3dash.analysis.findings import REFERENCE, STRENGTH, Finding, findings
from s3dash.indicators import STARS, THEME, Place, Question, figures, no_figures
from s3dash.state import Options, View
from s3dash.views.answers import Answered, answered, newest_rows


@lru_cache(maxsize=512)
def place_findings(options: Options, about: Place) -> tuple[Finding, ...]:
    """Findings about a place, made once per process; see `analysis.findings`."""
    return findings(options.release, options.indicators, about)


def stars_of(options: Options, view: View, about: Place, kind: str, name: str) -> Answered | None:
    """Stars of a field of a place by the view's rule; None for a place that is no district.

    None, too, for a release whose catalogue has no stars. Stars compare a place with all districts
    of Germany, against Germany, over all years.
    """
    if about.level != codes.DISTRICT or STARS not in options.indicators:
        return None
    indicator = options.indicators[STARS]
    year = indicator.years(kind)[-1]
    base = indicator.base_years(year, kind)[0]
    question = Question(indicator, kind, name, REFERENCE, base, view.rule)
    return answered(options, question, [about])


def theme_stars(options: Options, view: View, about: Place) -> tuple[Answered, ...]:
    """Stars of the six themes; none for a place that is no district."""
    found = (stars_of(options, view, about, THEME, name) for name in options.release.themes)
    return tuple(item for item in found if item is not None)


def findings_table(options: Options, view: View, about: Place) -> pd.DataFrame:
    """Every figure that the findings of a place name, and the stars beside them."""
    found = place_findings(options, about)
    tables = [
        figures(options.release, item.question, [item.place], [item.year])
        for finding in found
        for item in finding.all_figures()
    ]
    starred = (
        stars_of(options, view, about, finding.kind, finding.field)
        for finding in found
        if finding.sort == STRENGTH
    )
    shown = (*theme_stars(options, view, about), *(item for item in starred if item is not None))
    tables += [newest_rows(options, item) for item in shown]
    if not tables:
        return no_figures()
    return pd.concat(tables).drop_duplicates(ignore_index=True)
