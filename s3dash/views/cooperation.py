"""Figures of the page of cooperation: partners, what ties them already, and similar districts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, config, state
from s3dash.analysis.partners import Gain, Partner, newest_year, pairs, partners, standing
from s3dash.analysis.similar import Similar, similar
from s3dash.analysis.ties import (
    Commuters,
    Ties,
    common_project_counts,
    common_projects,
    commuters_between,
    organisations,
    ties,
)
from s3dash.indicators import (
    OCCUPATION,
    THEME,
    Place,
    Question,
    flows,
    place,
    places_of,
    same_place,
)
from s3dash.indicators.field_space import VALUE, field_space
from s3dash.state import Options, View
from s3dash.views.answers import Answered, answered

NAMED: Final = 8
"""Strengths of each side that the page lists."""

TOLD: Final = 3
"""Fields that the page names of each kind, for a partner and for a similar district."""

RANKED_PAIRS: Final = 15
"""Pairs that are listed where no place is chosen."""

MOST_LINES: Final = 30
"""Lines of the network at most where no place is chosen, the largest figures first."""

COMPLEMENTARY, SHARED, PROJECTS, COMMUTERS = state.TIES


@dataclass(frozen=True)
class Line:
    """A line of the network: two districts, and the figure that it stands for.

    `low` and `high` differ from `value` where suppressed figures can move it. `fields` are the
    strengths that both have, where these are what is shown.
    """

    one: str
    other: str
    value: float
    low: float
    high: float
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Met:
    """What ties a place and one of its partners already.

    Projects are those of the place that the reader chose, commuters those of whole districts.
    """

    projects: int
    from_partner: Commuters
    to_partner: Commuters


@dataclass(frozen=True, eq=False)
class Cooperation:
    """Figures of the page for one choice.

    Parameters
    ----------
    asked : the place that the reader chose; None for the whole region
    about : the place that the figures are about: the Kreis of a municipality inside one
    focus, kind : field that partners are sought for, and whether it is a theme or an occupation
        group; both empty for all fields. A sector has no place in the field space and is left out.
    partners : districts by what they add and get; empty for the whole region
    met : what ties the place to each partner already, in the same order
    pairs : pairs of all districts, for the whole region
    partner : the partner that is shown in full; None for the whole region
    partner_asked : the same, or the municipality inside it that the reader chose
    """

    options: Options
    view: View
    asked: Place | None
    about: Place | None
    focus: str
    kind: str
    partners: tuple[Partner, ...]
    met: tuple[Met, ...]
    pairs: tuple[tuple[Place, Partner], ...]
    partner: Partner | None
    partner_asked: Place | None

    @property
    def year(self) -> int:
        """Year of the figures on employees."""
        return newest_year(self.options.release)

    @property
    def scope(self) -> tuple[str, ...]:
        """Occupation groups that partners are sought for."""
        found = _fields(self.options, self.kind, self.focus)
        return occupations(self.options) if found is None else found

    @property
    def answers_for_place(self) -> bool:
        """Whether the figures are about what the reader chose, and not about the region instead."""
        return self.asked is not None or self.view.regions[:1] in ((), (config.region().id,))

    @property
    def inside_kreis(self) -> bool:
        """Whether the reader chose a municipality whose Kreis is shown."""
        return self.asked is not None and self.asked != self.about

    @cached_property
    def ties(self) -> Ties | None:
        """Common projects and commuters of the place and the chosen partner."""
        if self.about is None or self.partner is None:
            return None
        return ties(self.options.release, self.about, self.partner.place)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """Common projects of the two places that the reader chose.

        Raises
        ------
        ValueError
            For the whole region, which has no partner.
        """
        if self.asked is None or self.partner_asked is None:
            raise ValueError(
                "the whole region has no common projects with a partner; choose a place"
            )
        return common_projects(self.options.release, self.asked, self.partner_asked)

    @property
    def sides(self) -> tuple[tuple[Place, Place, Gain], ...]:
        """Who gains from whom, both ways; empty for the whole region."""
        if self.about is None or self.partner is None:
            return ()
        one, other = self.about, self.partner.place
        return (one, other, self.partner.adds), (other, one, self.partner.gets)

    @cached_property
    def organisations(self) -> tuple[tuple[Place, pd.DataFrame], ...]:
        """The two places that the reader chose, with the organisations that they have."""
        sides = [side for side in (self.asked, self.partner_asked) if side is not None]
        return tuple((side, organisations(self.options.release, side)) for side in sides)

    @property
    def like(self) -> Place:
        """The place that similar districts are sought for: the whole region if none is chosen."""
        return self.about or place(self.options.release, config.region().id)

    @cached_property
    def similar(self) -> tuple[Similar, ...]:
        """German districts with a structure like that of the place."""
        return similar(self.options.release, self.like, threshold=self.view.rule.threshold)

    @cached_property
    def strength(self) -> Answered | None:
        """Location quotients of the districts in the field that partners are sought for."""
        if not self.kind:
            return None
        districts = places_of(self.options.release, codes.DISTRICT)
        indicator = self.options.indicators["location_quotient"]
        question = Question(indicator, self.kind, self.focus, "germany")
        return answered(self.options, question, districts)

    @property
    def strongest(self) -> list[tuple[Place, float]]:
        """Other districts that are strong in that field themselves, the strongest first."""
        if self.strength is None:
            return []
        own = self.about.members if self.about else ()
        found = [(item, self.strength.value(item.id, self.year)) for item in self.strength.places]
        strong = [(item, value) for item, value in found if value >= 1 and item.id not in own]
        return sorted(strong, key=lambda pair: -pair[1])

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines of the network: from the place, or the largest ones of all."""
        return network(self)


def cooperation_figures(options: Options, view: View) -> Cooperation:
    """Figures of the page for a view; worked out once per process."""
    return _cooperation(options, view)


@lru_cache(maxsize=256)
def _cooperation(options: Options, view: View) -> Cooperation:
    asked = _inside(options, view.regions[0]) if view.regions else None
    about = None if asked is None else _whole(options, asked)
    kind = _kind(options, view.focus)
    focus = view.focus if kind else ""
    fields = _fields(options, kind, focus)
    found = partners(options.release, about, fields) if about else ()
    chosen = _chosen(options, view, found)
    return Cooperation(
        options=options,
        view=view,
        asked=asked,
        about=about,
        focus=focus,
        kind=kind,
        partners=found,
        met=_met(options, asked, about, found),
        pairs=() if about else pairs(options.release, fields),
        partner=chosen[0],
        partner_asked=chosen[1],
    )


def _inside(options: Options, key: str) -> Place | None:
    """Place of the region that a key means; None for the whole region and for wider areas."""
    found = place(options.release, same_place(options.release, [key], codes.DISTRICT)[0])
    region = config.region()
    parts = set(found.members) & set(region.districts)
    return found if found.members and parts == set(found.members) < set(region.districts) else None


def _whole(options: Options, asked: Place) -> Place:
    """The place itself, or the Kreis that a municipality lies in."""
    if asked.level != codes.MUNICIPALITY:
        return asked
    return place(options.release, codes.district_of(asked.id))


def _kind(options: Options, focus: str) -> str:
    if focus in options.release.themes:
        return THEME
    return OCCUPATION if focus in occupations(options) else ""


def occupations(options: Options) -> tuple[str, ...]:
    """Codes of the occupation groups that strengths are sought in."""
    return field_space(options.release, newest_year(options.release)).fields


def _fields(options: Options, kind: str, focus: str) -> tuple[str, ...] | None:
    if kind == THEME:
        return tuple(options.release.themes[focus].occupations)
    return (focus,) if kind else None


def _chosen(
    options: Options, view: View, found: Sequence[Partner]
) -> tuple[Partner | None, Place | None]:
    """The partner that the view names, or the best one; and the place as the view names it."""
    by_id = {item.place.id: item for item in found}
    for key in view.regions[1:2]:
        asked = _inside(options, key)
        if asked is not None and _whole(options, asked).id in by_id:
            return by_id[_whole(options, asked).id], asked
    return (found[0], found[0].place) if found else (None, None)


def _met(
    options: Options, asked: Place | None, about: Place | None, found: Sequence[Partner]
) -> tuple[Met, ...]:
    if asked is None or about is None or not found:
        return ()
    counts = common_project_counts(options.release, [asked, *(item.place for item in found)])
    both = [commuters_between(options.release, about, item.place) for item in found]
    return tuple(
        Met(int(number), from_there, to_there)
        for number, (to_there, from_there) in zip(counts.loc[asked.id].iloc[1:], both, strict=True)
    )


def network(shown: Cooperation) -> tuple[Line, ...]:
    """Lines of what the view asks for (`ties`): those of a district, or the largest of all.

    A group of districts has no label point; all of its districts' lines are shown.
    """
    lines = _lines(shown.options, shown.view.ties, shown.focus, shown.view.rule.threshold)
    if shown.about is None:
        return lines[:MOST_LINES]
    members = set(shown.about.members)
    return tuple(line for line in lines if len({line.one, line.other} & members) == 1)


@lru_cache(maxsize=64)
def _lines(options: Options, kind: str, focus: str, threshold: float) -> tuple[Line, ...]:
    """All lines of a kind between two districts that have something to show, the largest first."""
    made = {
        COMPLEMENTARY: lambda: _complementary(options, focus),
        SHARED: lambda: _shared(options, focus, threshold),
        PROJECTS: lambda: _common_projects(options),
        COMMUTERS: lambda: _commuters(options),
    }[kind]()
    found = [line for line in made if line.value > 0]
    return tuple(sorted(found, key=lambda line: (-line.value, line.one, line.other)))


def _complementary(options: Options, focus: str) -> Iterator[Line]:
    fields = _fields(options, _kind(options, focus), focus)
    for one, item in pairs(options.release, fields):
        yield Line(one.id, item.place.id, item.score, item.low, item.high)


def _shared(options: Options, focus: str, threshold: float) -> Iterator[Line]:
    """Fields of the scope in which both reach the threshold; those that are suppressed do not."""
    places = places_of(options.release, codes.DISTRICT)
    found = standing(options.release, places, newest_year(options.release))
    scope = found.scope(_fields(options, _kind(options, focus), focus)) == 1
    strong = np.nan_to_num(found.quotients[VALUE]) >= threshold
    for i, j in combinations(range(len(places)), 2):
        both = np.flatnonzero(strong[i] & strong[j] & scope)
        order = both[np.argsort(-found.quotients[VALUE][[i, j]].min(axis=0)[both], kind="stable")]
        names = tuple(found.space.fields[at] for at in order)
        yield _exact(places[i].id, places[j].id, float(len(names)), names)


def _common_projects(options: Options) -> Iterator[Line]:
    places = places_of(options.release, codes.DISTRICT)
    counts = common_project_counts(options.release, places).to_numpy()
    for i, j in combinations(range(len(places)), 2):
        yield _exact(places[i].id, places[j].id, float(counts[i, j]))


def _commuters(options: Options) -> Iterator[Line]:
    """Commuters both ways; a pair of which one way is not published has no line."""
    rows = flows(options.release, None, "in").rows
    persons = rows.set_index(["origin", "destination"])["persons"].to_dict()
    for one, other in combinations(config.region().districts, 2):
        both = persons.get((one, other), np.nan) + persons.get((other, one), np.nan)
        yield _exact(one, other, both)


def _exact(one: str, other: str, value: float, fields: tuple[str, ...] = ()) -> Line:
    return Line(one, other, value, value, value, fields)
