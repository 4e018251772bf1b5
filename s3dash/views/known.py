"""What the release knows of a place."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash import codes
from s3dash.indicators import Indicator, Place, place, same_place
from s3dash.state import Options
from s3dash.views.answers import KeyFigure, key_figure, plain_question


@dataclass(frozen=True)
class Known:
    """What the release knows of a place by one indicator.

    `place` is the place itself or, where the indicator stops at the districts, the Kreis that it
    lies in; `figure` is None where there is no figure in any year.
    """

    indicator: Indicator
    place: Place
    figure: KeyFigure | None


def known_figures(options: Options, about: Place) -> tuple[Known, ...]:
    """Newest figure of a place by every indicator, at the finest level that speaks of it."""
    entries = (entry for entry in options.indicators.values() if entry.map_levels)
    return tuple(_known(options, entry, about) for entry in entries)


def _known(options: Options, indicator: Indicator, about: Place) -> Known:
    level = indicator.map_levels[0]
    own = place(options.release, same_place(options.release, [about.id], level)[0])
    if level == codes.DISTRICT and own.level == codes.MUNICIPALITY:
        own = place(options.release, codes.district_of(own.id))
    if own.level not in (codes.MUNICIPALITY, codes.DISTRICT):
        level = indicator.map_levels[-1]
    elif own.level in indicator.levels:
        level = own.level
    return Known(indicator, own, key_figure(options, plain_question(indicator), own, level))
