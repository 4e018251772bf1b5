"""Findings about a place, by rules from figures: strengths, developments, and what speaks against.

A field is a strength where its location quotient against Germany reaches `STRONG` with its whole
range in each of the last years, at least `AT_LEAST` people work in it, and it is no splinter
(`MIN_SHARE`). The strongest theme, sector and occupation group are named, then whatever is next.
A development is a theme, or all employees, whose growth since the first year differs from
Germany's by at least `LEAD` points with its whole range, and in the same direction from each of the
first years to each of the last: in the first two years many employees whose occupation had not
been known got one. The largest gain and the largest loss against Germany are named.

Fields are ordered by (x − E) / √E, the Pearson residual, with E the employees that Germany's share,
or Germany's growth, would give: a large field a little above the average and a small one far above
it weigh alike. With each finding stands the strongest fact against it, by the first rule that
applies of an ordered list. Nothing here says why: figures show what is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from s3dash import codes, config, measures
from s3dash.analysis import robust
from s3dash.indicators import (
    OCCUPATION,
    SECTOR,
    THEME,
    Indicator,
    Place,
    Question,
    answer,
    place,
)
from s3dash.indicators.amounts import Amounts, Floats, of_all_districts
from s3dash.indicators.asked import field_codes
from s3dash.indicators.field_space import LOW, VARIABLE, quotients_of
from s3dash.measures import Robustness
from s3dash.release import Release

STRONG: Final = 1.2
"""Location quotient against Germany from which on a field is called strong."""

AT_LEAST: Final = 100
"""Employees that a field must have."""

MIN_SHARE: Final = {THEME: 1.0, SECTOR: 2.0, OCCUPATION: 0.5}
"""Share of a field in all employees that it must have [per cent]; the finer the field the less."""

SAME_PEOPLE: Final = 25.0
"""Per cent of a theme in one occupation group from which on both are one finding."""

LEAD: Final = 5.0
"""Percentage points by which growth must differ from Germany's."""

STRENGTHS: Final = 3
DEVELOPMENTS: Final = 2

ONE_GROUP: Final = 60.0
"""Per cent of a theme's employees, or of its growth, in one group from which on that is said."""

SMALL_SHARE: Final = 2.0
"""Per cent of all employees below which a field is called small."""

CLEARLY_BELOW: Final = 0.95
"""Location quotient up to which a share that grew is still called smaller than Germany's."""

RECENTLY: Final = 1.0
"""Percentage points by which growth of the last years must differ from Germany's."""

REFERENCE: Final = "germany"

STRENGTH: Final = "strength"
RISE: Final = "rise"
FALL: Final = "fall"

_QUOTIENT: Final = {
    THEME: "theme_location_quotient",
    SECTOR: "location_quotient",
    OCCUPATION: "location_quotient",
}


@dataclass(frozen=True)
class Figure:
    """A figure that a finding names: what was asked, of which place and year, and the answer."""

    question: Question
    place: Place
    year: int
    value: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return not np.isnan(self.value)


_Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Fact:
    """What a sentence says: its sort, and the figures in it by the name that the sentence uses."""

    sort: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Finding:
    """A fact about a field of a place, how robust it is, and the strongest fact against it.

    Parameters
    ----------
    sort : `strength`, `rise`, `fall`
    kind, field : the field; all occupations where it is the total
    figures : the figures of the sentence, the one that it is about first
    robustness : in how many settings the finding holds
    against : None where no rule finds anything
    """

    sort: str
    kind: str
    field: str
    figures: Mapping[str, Figure]
    robustness: Robustness
    against: Fact | None

    def all_figures(self) -> tuple[Figure, ...]:
        """Return every figure of the finding and of the fact against it."""
        against = self.against.figures.values() if self.against else ()
        return (*self.figures.values(), *against)


@dataclass(frozen=True)
class _Asker:
    """Answers what the rules ask about one place."""

    release: Release
    indicators: Mapping[str, Indicator]
    about: Place
    nation: Place
    _answers: dict[tuple[Question, str], Amounts] = field(default_factory=dict)

    def answer(self, question: Question, about: Place | None = None) -> Amounts:
        """Figures of the place, or of another one, over all years."""
        where = about or self.about
        if (question, where.id) not in self._answers:
            self._answers[question, where.id] = answer(self.release, question, [where])
        return self._answers[question, where.id]

    def figure(
        self, question: Question, year: int | None = None, about: Place | None = None
    ) -> Figure:
        """Figure of the place, or of another one, in a year; in the newest if none is named."""
        when = question.indicator.years(question.kind)[-1] if year is None else year
        found = self.answer(question, about).at([when])
        ends = (float(part[0, 0]) for part in (found.value, found.low, found.high))
        return Figure(question, about or self.about, when, *ends)

    def quotient(self, kind: str, code: str) -> Question:
        """Question for the location quotient of a field."""
        return Question(self.indicators[_QUOTIENT[kind]], kind, code, REFERENCE)

    def employees(self, kind: str, code: str) -> Question:
        """Question for the employees of a field."""
        return Question(self.indicators["employees"], kind, code)

    def share(self, kind: str, code: str) -> Question:
        """Question for the share of a field in all employees."""
        return Question(self.indicators["employee_share"], kind, code)

    def growth(self, kind: str, code: str, base: int | None = None) -> Question:
        """Question for the growth of a field since a year, or since the first one."""
        indicator = self.indicators["employee_growth"]
        last = indicator.years(kind)[-1]
        first = indicator.base_years(last, kind)[0]
        return Question(indicator, kind, code, base=first if base is None else base)

    def theme_of(self, code: str) -> str | None:
        """Theme that an occupation group counts in."""
        for name, theme in self.release.themes.items():
            if code in theme.occupations:
                return name
        return None


def findings(
    release: Release, indicators: Mapping[str, Indicator], about: Place
) -> tuple[Finding, ...]:
    """Up to three strengths and two developments of a place, by the rules of this module.

    Parameters
    ----------
    indicators : the catalogue
    about : a place with employees by field: a district, a group, the region, the state

    Returns
    -------
    tuple of Finding
        Strengths first. Empty for a place without such figures, and for Germany, which everything
        is measured against.
    """
    nation = place(release, config.region().nation_id)
    if about.id == nation.id:
        return ()
    asker = _Asker(release, indicators, about, nation)
    return (*_strengths(asker), *_developments(asker))


# --- strengths -------------------------------------------------------------------------------


def _strengths(asker: _Asker) -> list[Finding]:
    """The strongest theme, sector and occupation group; then the strongest of what is left."""
    ranked = {
        THEME: _ranked(asker, THEME, asker.release.themes),
        SECTOR: _ranked(asker, SECTOR, codes.SECTORS),
        OCCUPATION: _ranked(asker, OCCUPATION, _strong_occupations(asker)),
    }
    others = sorted((item for items in ranked.values() for item in items), reverse=True)
    chosen: list[_Weighed] = []
    for candidates in (*ranked.values(), *([others] * STRENGTHS)):
        free = (item for item in candidates if not _told(asker, item, chosen))
        if len(chosen) < STRENGTHS and (item := next(free, None)):
            chosen.append(item)
    chosen.sort(key=lambda item: list(ranked).index(item[1]))
    return [_strength(asker, kind, name) for _, kind, name in chosen]


_Weighed = tuple[float, str, str]
"""Weight, kind and code of a field."""


def _told(asker: _Asker, item: _Weighed, chosen: Sequence[_Weighed]) -> bool:
    """Whether a field is among the chosen, or is a large part of a chosen theme, or its whole."""
    _, kind, name = item
    if any(name == other for _, _, other in chosen):
        return True
    if kind == OCCUPATION:
        return any(k == THEME and _same_people(asker, theme, name) for _, k, theme in chosen)
    groups = [code for _, k, code in chosen if k == OCCUPATION]
    return kind == THEME and any(_same_people(asker, name, code) for code in groups)


def _same_people(asker: _Asker, theme: str, code: str) -> bool:
    if code not in asker.release.themes[theme].occupations:
        return False
    group, whole = (
        asker.figure(asker.employees(kind, name))
        for kind, name in ((OCCUPATION, code), (THEME, theme))
    )
    return 100 * group.value >= SAME_PEOPLE * whole.value


def _ranked(asker: _Asker, kind: str, fields: Iterable[str]) -> list[_Weighed]:
    """Strengths of a kind, those with the largest residual first."""
    strong = [name for name in fields if _persistent(asker, asker.quotient(kind, name))]
    weighed = [(_surplus(asker, kind, name), kind, name) for name in strong]
    return sorted((item for item in weighed if item[0] > 0), reverse=True)


def _persistent(asker: _Asker, question: Question) -> bool:
    """Whether a quotient reaches the threshold with its whole range in each of the last years."""
    years = question.indicator.years(question.kind)[-robust.LAST_YEARS :]
    return bool((asker.answer(question).at(years).low >= STRONG).all())


def _surplus(asker: _Asker, kind: str, name: str) -> float:
    """Pearson residual of the employees; 0 where they are too few or not known."""
    quotient = asker.figure(asker.quotient(kind, name))
    count = asker.figure(asker.employees(kind, name))
    share = asker.figure(asker.share(kind, name))
    if not (count.low >= AT_LEAST and share.low >= MIN_SHARE[kind]):
        return 0.0
    expected = count.value / quotient.value
    return float(measures.pearson_residual(count.value, expected=expected))


def _strong_occupations(asker: _Asker) -> list[str]:
    """Occupation groups whose newest quotient reaches the threshold with its whole range."""
    cube = asker.release.cube(VARIABLE)
    fields = [code for code in cube.fields if code != codes.NO_INFORMATION]
    quotients = quotients_of(asker.release, [asker.about], cube.years[-1])[:, 0]
    return [code for code, low in zip(fields, quotients[LOW], strict=True) if low >= STRONG]


def _strength(asker: _Asker, kind: str, name: str) -> Finding:
    question, share = asker.quotient(kind, name), asker.share(kind, name)
    figures = {
        "quotient": asker.figure(question),
        "share": asker.figure(share),
        "reference": asker.figure(share, about=asker.nation),
        "employees": asker.figure(asker.employees(kind, name)),
    }
    if kind == THEME:
        figures["group"] = _largest_group(asker, name, asker.employees)
    against = _first(
        partial(_shrinking, asker, kind, name),
        partial(_one_group, figures),
        partial(_lagging, asker, kind, name),
        partial(_small, figures),
        partial(_stronger_elsewhere, asker, question),
        partial(_only, figures),
    )
    robustness = robust.strength(asker.release, question, asker.about)
    return Finding(STRENGTH, kind, name, figures, robustness, against)


def _largest_group(asker: _Asker, theme: str, asked: Callable[[str, str], Question]) -> Figure:
    """Occupation group of a theme with the largest published figure."""
    groups = asker.release.themes[theme].occupations
    figures = [asker.figure(asked(OCCUPATION, code)) for code in groups]
    return max(figures, key=lambda item: float(np.nan_to_num(item.value)))


def _first(*rules: Callable[[], Fact | None]) -> Fact | None:
    """The first rule's fact that there is: the rules are ordered by how much they speak against."""
    for rule in rules:
        if fact := rule():
            return fact
    return None


def _shrinking(asker: _Asker, kind: str, name: str) -> Fact | None:
    """Change since the first year, where employees have become fewer."""
    here, there = _growths(asker, kind, name)
    return Fact("shrinking", {"growth": here, "reference": there}) if here.high < 0 else None


def _lagging(asker: _Asker, kind: str, name: str) -> Fact | None:
    """Change since the first year, where it is clearly smaller than in Germany."""
    here, there = _growths(asker, kind, name)
    if here.high <= there.low - LEAD:
        return Fact("lagging", {"growth": here, "reference": there})
    return None


def _growths(asker: _Asker, kind: str, name: str) -> tuple[Figure, Figure]:
    question = asker.growth(kind, name)
    return asker.figure(question), asker.figure(question, about=asker.nation)


def _one_group(figures: _Figures) -> Fact | None:
    """Largest occupation group of a theme, where most of its employees work in it."""
    if "group" in figures and _most_of(figures["group"], figures["employees"]):
        return Fact("one_group", {"group": figures["group"], "whole": figures["employees"]})
    return None


def _most_of(part: Figure, whole: Figure) -> bool:
    return 100 * part.low >= ONE_GROUP * whole.high


def _small(figures: _Figures) -> Fact | None:
    """Employees, where they are few among all."""
    return _only(figures) if figures["share"].high < SMALL_SHARE else None


def _only(figures: _Figures) -> Fact | None:
    """Employees and their share in all: the rule that always applies."""
    return Fact("only", {"employees": figures["employees"], "share": figures["share"]})


def _stronger_elsewhere(asker: _Asker, question: Question) -> Fact | None:
    """District outside the place that is stronger in the field: in the region, or in Germany."""
    own = asker.figure(question)
    keys, low = _low_quotients(asker, question)
    outside = np.array([not _inside(asker.about, key) for key in keys])
    region = np.isin(keys, config.region().districts)
    for sort, among in (("stronger_here", outside & region), ("stronger_there", outside)):
        others = np.where(among, low, np.nan)
        if (others > own.high).any():
            key = keys[int(np.nanargmax(others))]
            other = asker.figure(question, own.year, place(asker.release, key))
            return Fact(sort, {"quotient": other})
    return None


def _low_quotients(asker: _Asker, question: Question) -> tuple[tuple[str, ...], Floats]:
    """Smallest quotients of the last years, of all German districts with enough employees."""
    release, variable = asker.release, question.variable
    years = question.indicator.years(question.kind)[-robust.LAST_YEARS :]
    whole = (codes.TOTAL,) if question.kind == SECTOR else None
    keys, part = of_all_districts(release, variable, field_codes(release, question))
    _, total = of_all_districts(release, variable, whole)
    least, most = part.at(years).low, total.at(years).high
    nation = asker.answer(asker.share(question.kind, question.field), asker.nation).at(years)
    shares = measures.share_percent(np.where(least >= AT_LEAST, least, np.nan), most)
    return keys, np.asarray((shares / nation.high).min(axis=1))


def _inside(about: Place, key: str) -> bool:
    if about.level == codes.STATE:
        return key.startswith(config.region().state)
    return key in about.members


# --- developments ----------------------------------------------------------------------------


def _developments(asker: _Asker) -> list[Finding]:
    """The largest gain and the largest loss against Germany; two of one sort if the other lacks."""
    fields = [(OCCUPATION, codes.TOTAL), *((THEME, name) for name in asker.release.themes)]
    ranked = _moved(asker, fields) or _moved(asker, [(SECTOR, name) for name in codes.SECTORS])
    best = [next((item for item in ranked if item[1] == sort), None) for sort in (RISE, FALL)]
    chosen = [item for item in best if item is not None]
    chosen += [item for item in ranked if item not in chosen][: DEVELOPMENTS - len(chosen)]
    return [_development(asker, sort, kind, name) for _, sort, kind, name in chosen]


_Moved = tuple[float, str, str, str]
"""Weight, sort, kind and field of a development."""


def _moved(asker: _Asker, fields: Sequence[tuple[str, str]]) -> list[_Moved]:
    """Fields that developed otherwise than in Germany, those that did most first."""
    found: list[_Moved] = []
    for kind, name in fields:
        sort = _direction(asker, kind, name)
        weight = _deviation(asker, kind, name)
        if sort and weight:
            found.append((weight, sort, kind, name))
    return sorted(found, reverse=True)


def _direction(asker: _Asker, kind: str, name: str) -> str | None:
    """`rise` or `fall` where growth differs from Germany's whatever first and last year."""
    question = asker.growth(kind, name)
    here, there = _growths(asker, kind, name)
    for sort, lead in ((RISE, here.low - there.high), (FALL, there.low - here.high)):
        if lead >= LEAD:
            leads = robust.leads(
                asker.release, question, asker.about, rising=sort == RISE, against=(REFERENCE,)
            )
            return sort if (np.array(leads) > 0).all() else None
    return None


def _deviation(asker: _Asker, kind: str, name: str) -> float:
    """Pearson residual against what Germany's growth would have given, without its sign."""
    question, counted = asker.growth(kind, name), asker.employees(kind, name)
    start, end = asker.figure(counted, question.base), asker.figure(counted)
    national = asker.figure(question, about=asker.nation)
    if not start.low >= AT_LEAST or not end.known:
        return 0.0
    expected = start.value * (1 + national.value / 100)
    return abs(float(measures.pearson_residual(end.value, expected=expected)))


def _development(asker: _Asker, sort: str, kind: str, name: str) -> Finding:
    question, counted = asker.growth(kind, name), asker.employees(kind, name)
    figures = {
        "growth": asker.figure(question),
        "reference": asker.figure(question, about=asker.nation),
        "start": asker.figure(counted, question.base),
        "end": asker.figure(counted),
    }
    if kind == THEME:
        quotient = asker.quotient(kind, name)
        figures["before"] = asker.figure(quotient, question.base)
        figures["now"] = asker.figure(quotient)
    rules = _AGAINST_RISE if sort == RISE else _AGAINST_FALL
    return Finding(
        sort=sort,
        kind=kind,
        field=name,
        figures=figures,
        robustness=robust.change(asker.release, question, asker.about, rising=sort == RISE),
        against=_first(*(partial(rule, asker, kind, name, figures) for rule in rules)),
    )


def _still_below(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Theme whose share is still smaller than in Germany, although it grew."""
    if "now" in figures and figures["now"].high < CLEARLY_BELOW:
        return Fact("still_below", {"quotient": figures["now"]})
    return None


def _still_strong(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Theme that is still a strength, although it fell behind."""
    if "now" in figures and figures["now"].low >= STRONG:
        return Fact("still_strong", {"quotient": figures["now"]})
    return None


def _turned_down(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Change over the last years, where it is smaller than in Germany."""
    recent, there = _recently(asker, kind, name)
    if recent.high <= there.low - RECENTLY:
        return Fact("turned_down", {"growth": recent, "reference": there})
    return None


def _turned_up(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Change over the last years, where it is larger than in Germany."""
    recent, there = _recently(asker, kind, name)
    if recent.low >= there.high + RECENTLY:
        return Fact("turned_up", {"growth": recent, "reference": there})
    return None


def _recently(asker: _Asker, kind: str, name: str) -> tuple[Figure, Figure]:
    last = asker.growth(kind, name).indicator.years(kind)[-1]
    question = asker.growth(kind, name, last - robust.LAST_YEARS)
    return asker.figure(question), asker.figure(question, about=asker.nation)


def _gain_in_one_group(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Occupation group that most of a theme's growth lies in."""
    if kind != THEME:
        return None
    indicator, base = asker.indicators["employee_growth_absolute"], figures["growth"].question.base

    def gained(kind: str, name: str) -> Question:
        return Question(indicator, kind, name, base=base)

    whole, group = asker.figure(gained(THEME, name)), _largest_group(asker, name, gained)
    if whole.low > 0 and _most_of(group, whole):
        return Fact("gain_in_one_group", {"group": group, "whole": whole})
    return None


def _small_base(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Field that had few employees in the first year."""
    share = asker.figure(asker.share(kind, name), figures["start"].year)
    if share.high < SMALL_SHARE:
        return Fact("small_base", {"employees": figures["start"], "share": share})
    return None


def _more_elsewhere(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """District outside the place where a field of at least half the size grew most."""
    own, start = figures["growth"], figures["start"]
    keys, count = of_all_districts(
        asker.release, own.question.variable, field_codes(asker.release, own.question)
    )
    first, last = (count.at([year]) for year in (start.year, own.year))
    growth = measures.change_percent(first.high[:, 0], last.low[:, 0])
    outside = np.array([not _inside(asker.about, key) for key in keys])
    region = np.isin(keys, config.region().districts)
    for sort, among in (("more_here", outside & region), ("more_there", outside)):
        others = np.where(among & (2 * first.low[:, 0] >= start.value), growth, np.nan)
        if (others >= own.high + LEAD).any():
            other = place(asker.release, keys[int(np.nanargmax(others))])
            return Fact(sort, {"growth": asker.figure(own.question, own.year, other)})
    return None


def _still_more(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Employees then and now, where they have become more, although less than in Germany."""
    if figures["growth"].low > 0:
        return Fact("still_more", {"start": figures["start"], "end": figures["end"]})
    return None


def _still_there(asker: _Asker, kind: str, name: str, figures: _Figures) -> Fact | None:
    """Employees that a field has, and their share: the rule that is left for every theme."""
    if name == codes.TOTAL:
        return None
    share = asker.figure(asker.share(kind, name))
    return Fact("still_there", {"employees": figures["end"], "share": share})


_Rule = Callable[[_Asker, str, str, _Figures], Fact | None]

_AGAINST_RISE: Final[tuple[_Rule, ...]] = (
    _still_below,
    _turned_down,
    _gain_in_one_group,
    _small_base,
    _more_elsewhere,
    _still_there,
)
"""Rules for what speaks against a rise, those that speak most first."""

_AGAINST_FALL: Final[tuple[_Rule, ...]] = (_still_strong, _turned_up, _still_more, _still_there)
"""The same against a fall."""
