"""The View: all that a reader has chosen, and the address that carries it.

A View is complete and valid: whoever holds one can draw it. `read_view` makes one from any
address, however broken, and says which parts of the address it could not use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Final, TypedDict
from urllib.parse import parse_qsl, urlencode, urlsplit

from s3dash import aliases, codes, languages, short_link
from s3dash.indicators import (
    CRITERIA,
    DEFAULT_RULE,
    FIELD_KINDS,
    OCCUPATION,
    OWN_GROUP,
    SECTOR,
    STARS,
    THEME,
    WEIGHING,
    WHOLE_STRUCTURE,
    Indicator,
    Place,
    Question,
    StarRule,
    Weights,
    place,
    same_place,
    weight,
)
from s3dash.release import Release, ReleaseError

START: Final = ""
MAP: Final = "karte"
PROFILE: Final = "profil"
COMPARISON: Final = "vergleich"
DATA: Final = "daten"
TRACE: Final = "herkunft"
FLOWS: Final = "pendler"
THEMES: Final = "themen"
POTENTIALS: Final = "potenziale"
COOPERATION: Final = "kooperation"
PRIORITIES: Final = "prioritaeten"
IMPRINT: Final = "impressum"
ACCESS: Final = "barrierefreiheit"
STORY: Final = "praesentation"
HOW: Final = "methoden"
PAGES: Final = (
    START,
    MAP,
    PROFILE,
    COMPARISON,
    THEMES,
    POTENTIALS,
    COOPERATION,
    PRIORITIES,
    FLOWS,
    DATA,
    TRACE,
    HOW,
    IMPRINT,
    ACCESS,
    STORY,
)
"""Addresses of the pages; the start page has an empty one."""

LANGUAGES: Final = languages.LANGUAGES
DEFAULT_INDICATOR: Final = "location_quotient"
OWN_INDICATOR: Final = {THEMES: STARS}
"""Indicator of an address that names none, on pages that have one of their own."""
REFERENCES: Final = ("germany", "nrw", "ruhr")
LEVELS: Final = (codes.MUNICIPALITY, codes.DISTRICT)
METHODS: Final = ("quantile", "fisher_jenks", "equal_interval", "std_deviation", "round")
CLASS_COUNTS: Final = (3, 4, 5, 6, 7)
CHARTS: Final = ("radar", "dots")
DIRECTIONS: Final = ("in", "out")
MATRICES: Final = ("themes", "sectors")
MATRIX_FIGURES: Final = ("share", "quotient", "change")
TIES: Final = ("complementary", "shared", "projects", "commuters")
THRESHOLDS: Final = ("1", "1.2", "1.5", "2")
TOP_PERCENTS: Final = ("5", "10", "20", "25")
LEADS: Final = ("0", "5", "10")
RANKED_FIELDS: Final = ("themes", "occupations")
WEIGHTS: Final = ("0", "1", "2", "3")
"""Weights that a criterion can get; each has 1 unless the reader says otherwise."""
MAX_REGIONS: Final = 6
PRESENTED: Final = "1"
"""Value of `present` in the address while a view is shown large, without controls."""

KEYS: Final = (
    "indicator",
    *FIELD_KINDS,
    "level",
    "year",
    "from",
    "reference",
    "regions",
    "classes",
    "k",
    "chart",
    "index",
    "direction",
    "focus",
    "threshold",
    "size",
    "growth",
    "weights",
    "fields",
    "matrix",
    "figure",
    "ties",
    "release",
    "present",
    "story",
    "slide",
    "lang",
)
"""Keys of an address, in the order in which they are written."""

PAGE: Final = "page"
"""Name of a page that is not there, as the door of the server hands it on; it is told."""

FOREIGN_KEYS: Final = frozenset({"embed", "embed_options"})
"""Keys that belong to the framework and are left alone."""

_INTEGER: Final = re.compile(r"-?[0-9]{1,6}")
_STORY: Final = re.compile(r"[A-Za-z0-9_-]{0,6000}")
_SLIDE: Final = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True)
class Note:
    """A part of an address that could not be used, and what is shown instead.

    Parameters
    ----------
    key : the address's key
    given : what stood there
    shown : what is shown instead; empty where the part is left out
    reason : `unknown` (no such thing), `unavailable` (not for this indicator), `unused`
        (means nothing here), `too_many`
    """

    key: str
    given: str
    shown: str
    reason: str


@dataclass(frozen=True)
class View:
    """All that a reader has chosen; see the keys of the address for the meaning.

    `kind` and `field` are the kind of field and its code, empty where the indicator has none.
    `base` is the first year of a change (`from` in the address), None where there is none.
    `index` is the year that becomes 100 in lines over time, None where values are shown.
    `direction` says whether flows into or out of a place are shown.
    `focus` is the theme, occupation group or sector that an S3 page is about; empty for all.
    `rule` says from where on a field counts as large, specialised and growing (`threshold`, `size`
    and `growth` in the address). `weights` are those weights of the priorities' criteria that are
    not 1, and `fields` what they rank. `matrix` and `figure` say what the division of labour
    shows, `ties` what the network of cooperation does.
    `release` is the data release that the view is pinned to; empty for the newest at any time.
    `present` shows the view large and without controls. `story` is the storyboard that the reader
    builds or plays, in its short form (`storyboard.pack`), and `slide` the slide of it that is
    shown, from 1; neither says anything about the figures.
    `slots` are the places in the address that the regions stand at, from 0, where some between
    them are empty (`05913,,05562`): a region keeps its place, and with it its colour, when another
    one goes. Empty where there are no gaps.
    """

    page: str
    indicator: str
    kind: str
    field: str
    level: str
    year: int
    base: int | None
    reference: str
    regions: tuple[str, ...]
    classes: str
    k: int
    chart: str
    lang: str
    index: int | None = None
    direction: str = DIRECTIONS[0]
    focus: str = ""
    rule: StarRule = DEFAULT_RULE
    weights: Weights = ()
    fields: str = RANKED_FIELDS[0]
    matrix: str = MATRICES[0]
    figure: str = MATRIX_FIGURES[0]
    ties: str = TIES[0]
    release: str = ""
    present: bool = False
    story: str = ""
    slide: int = 1
    slots: tuple[int, ...] = ()

    @property
    def slot_of(self) -> dict[str, int]:
        """Place of each selected region in the address, which decides its colour."""
        return dict(zip(self.regions, self.slots or range(len(self.regions)), strict=True))

    def to_query(self) -> dict[str, str]:
        """Keys and values of the address, complete, in the order of `KEYS`."""
        parts: dict[str, str] = {
            "indicator": self.indicator,
            "level": self.level,
            "year": str(self.year),
            "from": "" if self.base is None else str(self.base),
            "reference": self.reference,
            "regions": _in_slots(self.slot_of),
            "classes": self.classes,
            "k": str(self.k),
            "chart": "" if self.chart == CHARTS[0] else self.chart,
            "index": "" if self.index is None else str(self.index),
            "direction": "" if self.direction == DIRECTIONS[0] else self.direction,
            "focus": self.focus,
            "threshold": _unless(self.rule.threshold, DEFAULT_RULE.threshold),
            "size": _unless(self.rule.top_percent, DEFAULT_RULE.top_percent),
            "growth": _unless(self.rule.lead, DEFAULT_RULE.lead),
            "weights": ",".join(f"{name}{OWN_GROUP}{weight}" for name, weight in self.weights),
            "fields": "" if self.fields == RANKED_FIELDS[0] else self.fields,
            "matrix": "" if self.matrix == MATRICES[0] else self.matrix,
            "figure": "" if self.figure == MATRIX_FIGURES[0] else self.figure,
            "ties": "" if self.ties == TIES[0] else self.ties,
            "release": self.release,
            "present": PRESENTED if self.present else "",
            "story": self.story,
            "slide": "" if self.slide == 1 else str(self.slide),
            "lang": self.lang,
        }
        if self.kind:
            parts[self.kind] = self.field
        return {key: parts[key] for key in KEYS if parts.get(key)}

    def alone(self) -> View:
        """The same view without the presentation that it may be part of."""
        kept = self.story if self.page == STORY else ""
        return replace(self, present=False, story=kept, slide=1)

    def to_short_link(self, base: str = "") -> str:
        """Address of the view in its short form, always the same text.

        A storyboard's is short already, as far as it can be.
        """
        if self.story:
            return self.to_link(base)
        return f"{base}/{self.page}?{short_link.KEY}={short_link.shorten(self.to_query())}"

    def to_link(self, base: str = "") -> str:
        """Address of the view below a base address: path and query, always the same text."""
        return f"{base}/{self.page}?{urlencode(self.to_query(), safe=',~')}"

    def question(self, indicators: Mapping[str, Indicator]) -> Question:
        """Question that the view puts to the release."""
        indicator = indicators[self.indicator]
        reference = self.reference if indicator.references else ""
        rule = self.rule if indicator.measure == STARS else DEFAULT_RULE
        weights = self.weights if indicator.measure in WEIGHING else ()
        return Question(indicator, self.kind, self.field, reference, self.base, rule, weights)

    def weight(self, criterion: str) -> int:
        """Weight of a criterion of the priorities."""
        return weight(self.weights, criterion)


def _unless(number: float, default: float) -> str:
    return "" if number == default else f"{number:g}"


def references_of(indicator: Indicator) -> tuple[str, ...]:
    """References to choose from: what a quotient is measured against, or what a figure is beside.

    An indicator that none of the reference areas has still carries the reader's choice along.
    """
    allowed = indicator.references or indicator.comparisons or REFERENCES
    return tuple(name for name in REFERENCES if name in allowed)


@dataclass(frozen=True, eq=False)
class Options:
    """What there is to choose from: the release and its catalogue; one object for a process.

    `versions` are the releases that a link can be pinned to, the newest first.
    """

    release: Release
    indicators: Mapping[str, Indicator]
    versions: tuple[str, ...] = ()

    def fields(self, kind: str, indicator: Indicator) -> tuple[str, ...]:
        """Codes of the fields of a kind that an indicator has, in display order."""
        if indicator.measure in WHOLE_STRUCTURE:
            return (codes.ALL if kind == SECTOR else codes.TOTAL,)
        if kind == THEME:
            return tuple(self.release.themes)
        if kind == OCCUPATION:
            return (codes.TOTAL, *sorted(self.release.fields["kldb2010"]))
        held = set(self.release.cube(indicator.variables[SECTOR]).fields)
        known = dict.fromkeys((*codes.SECTORS, *codes.SECTORS_DECEMBER))
        every = codes.ALL if indicator.default_field == codes.ALL else codes.TOTAL
        return (every, *(sector for sector in known if sector in held))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Codes of the occupation groups that have figures, without "not stated"."""
        held = self.release.cube(self.indicators["employees"].variables[OCCUPATION]).fields
        return tuple(sorted(code for code in held if codes.is_occupation(code)))

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        """Ids of the indicators that a map can draw."""
        return tuple(name for name, entry in self.indicators.items() if entry.map_levels)

    def names(self, page: str) -> tuple[str, ...]:
        """Ids of the indicators that a page can show: the map only those that it can draw."""
        return self.drawn if page == MAP else tuple(self.indicators)

    def newest_year(self, indicator: Indicator, kind: str, level: str) -> int:
        """Newest year in which the regions of a level have figures of their own.

        A city has its district's figures also where the other municipalities have none.
        """
        years = indicator.years(kind)
        if level != codes.MUNICIPALITY or level not in indicator.levels:
            return years[-1]
        cube = self.release.cube(indicator.variables[kind or indicator.first_kind])
        towns = [i for key, i in cube.ags_index.items() if len(key) == 8 and key[5:] != "000"]
        absent = cube.status[:, towns] == codes.STATUSES.index(codes.NOT_PUBLISHED)
        own = {year for year, i in cube.year_index.items() if not absent[..., i].all()}
        return max(own.intersection(years), default=years[-1])


def default_view(options: Options, *, page: str = MAP, lang: str = "de") -> View:
    """View of an address that names a page and nothing else."""
    return read_view({"lang": lang}, options, page=page)[0]


def split_link(link: str) -> tuple[str, dict[str, str]] | None:
    """Page and query of an address, or None where it names no page.

    >>> split_link("https://s3.example.org/karte?lang=de&k=5")
    ('karte', {'lang': 'de', 'k': '5'})
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    page = aliases.page_today(parts.path.strip("/").split("/")[-1])
    if page not in PAGES:
        return None
    return page, long_query(dict(parse_qsl(parts.query, keep_blank_values=True)))


def language_of(link: str) -> str:
    """Language that an address asks for, also where it names no page; else the first one.

    >>> language_of("/nowhere?lang=en"), language_of("http://[")
    ('en', 'de')
    """
    try:
        query = dict(parse_qsl(urlsplit(link.strip()).query))
    except ValueError:
        return languages.DEFAULT
    asked = long_query(query).get("lang", "")
    return asked if asked in LANGUAGES else languages.DEFAULT


def long_query(query: Mapping[str, str]) -> dict[str, str]:
    """Query of an address in the words of today, its short form (`s=…`) written out.

    What stands beside the short form wins. A short form that says nothing stays, so that
    `read_view` tells of it.
    """
    short = query.get(short_link.KEY, "")
    written = short_link.lengthen(short) if short else None
    if written is None:
        return aliases.query_today(query)
    beside = {k: v for k, v in query.items() if k != short_link.KEY}
    return aliases.query_today({**written, **beside})


def read_view(
    query: Mapping[str, str], options: Options, *, page: str
) -> tuple[View, tuple[Note, ...]]:
    """Nearest valid view of an address, and what of the address could not be used.

    Parameters
    ----------
    query : keys and values as they stand in the address; anything may stand there
    options : what there is to choose from
    page : one of `PAGES`

    Returns
    -------
    view, notes
        One note for each part that is unknown, not available together with the rest, or of no
        meaning here. An address that `View.to_query` wrote gives the same view and no note.

    Raises
    ------
    MissingEntryError
        If the release lacks the indicator that the page is made of.
    """
    reader = _Reader({k: v for k, v in query.items() if k not in FOREIGN_KEYS}, options)
    return reader.view(page), tuple(reader.notes)


class _Regions(TypedDict):
    regions: tuple[str, ...]
    slots: tuple[int, ...]


class MissingEntryError(ReleaseError):
    """A page is made of an indicator that the catalogue of an older release does not have."""

    def __init__(self, page: str, name: str, version: str, lang: str) -> None:
        self.version, self.lang = version, lang
        super().__init__(
            f"release {version} has no indicator '{name}', which the page '{page}' is made of;"
            f" open it without release={version}"
        )


class _Reader:
    """Reads one address key by key; each choice narrows the next."""

    def __init__(self, query: Mapping[str, str], options: Options) -> None:
        self.query = query
        self.options = options
        self.notes: list[Note] = []

    def view(self, page: str) -> View:
        lang = self.one_of("lang", LANGUAGES, languages.DEFAULT)
        own = OWN_INDICATOR.get(page, DEFAULT_INDICATOR)
        if own not in self.options.indicators:
            raise MissingEntryError(page, own, self.options.release.version, lang)
        name = self.one_of("indicator", self.options.names(page), own)
        indicator = self.options.indicators[name]
        kind, field = self.field(indicator)
        level = self.one_of("level", LEVELS, _levels(indicator)[0])
        year = self.year(indicator, kind, level)
        view = View(
            page=page,
            indicator=name,
            kind=kind,
            field=field,
            level=level,
            year=year,
            base=self.base(indicator, kind, year),
            reference=self.reference(indicator),
            **self.regions(),
            classes=self.one_of("classes", METHODS, METHODS[0]),
            k=int(self.one_of("k", tuple(map(str, CLASS_COUNTS)), "5", near=True)),
            chart=self.one_of("chart", CHARTS, CHARTS[0]),
            lang=lang,
            index=self.index(indicator, kind),
            direction=self.one_of("direction", DIRECTIONS, DIRECTIONS[0]),
            focus=self.focus(),
            rule=self.rule(),
            weights=self.weights(),
            fields=self.one_of("fields", RANKED_FIELDS, RANKED_FIELDS[0]),
            matrix=self.one_of("matrix", MATRICES, MATRICES[0]),
            figure=self.one_of("figure", MATRIX_FIGURES, MATRIX_FIGURES[0]),
            ties=self.one_of("ties", TIES, TIES[0]),
            release=self.one_of("release", self.options.versions, ""),
            present=bool(self.one_of("present", (PRESENTED,), "")),
            story=self.matching("story", _STORY, ""),
            slide=int(self.matching("slide", _SLIDE, "1")),
        )
        for key in self.query:
            if key not in KEYS:
                self.note(key, self.query[key], "", "unknown")
        return view

    def note(self, key: str, given: str, shown: str, reason: str) -> None:
        self.notes.append(Note(key[:40], given[:80], shown, reason))

    def one_of(
        self, key: str, allowed: tuple[str, ...], default: str, *, near: bool = False
    ) -> str:
        given = self.query.get(key)
        if given is None or given in allowed:
            return default if given is None else given
        shown = _nearest(given, allowed) if near else None
        self.note(key, given, shown or default, "unknown")
        return shown or default

    def matching(self, key: str, pattern: re.Pattern[str], default: str) -> str:
        given = self.query.get(key)
        if given is None or pattern.fullmatch(given):
            return default if given is None else given
        self.note(key, given, "", "unknown")
        return default

    def field(self, indicator: Indicator) -> tuple[str, str]:
        chosen: tuple[str, str] | None = None
        for kind in FIELD_KINDS:
            given = self.query.get(kind)
            if given is None:
                continue
            if kind == SECTOR:
                given = given.replace(" ", "+")  # a plus sign that nobody encoded: B+D+E
            if kind not in indicator.fields or chosen:
                self.note(kind, given, "", "unused")
            elif given in self.options.fields(kind, indicator):
                chosen = (kind, given)
            else:
                shown = self.default_field(indicator, kind)
                self.note(kind, given, shown, "unknown")
                chosen = (kind, shown)
        if chosen or not indicator.fields:
            return chosen or ("", "")
        return indicator.fields[0], self.default_field(indicator, indicator.fields[0])

    def default_field(self, indicator: Indicator, kind: str) -> str:
        fields = self.options.fields(kind, indicator)
        return indicator.default_field if indicator.default_field in fields else fields[0]

    def year(self, indicator: Indicator, kind: str, level: str) -> int:
        years = tuple(str(year) for year in indicator.years(kind))
        newest = str(self.options.newest_year(indicator, kind, level))
        given = self.query.get("year")
        if given is None or given in years:
            return int(newest if given is None else given)
        shown = _nearest(given, years)
        self.note("year", given, shown or newest, "unavailable" if shown else "unknown")
        return int(shown or newest)

    def base(self, indicator: Indicator, kind: str, year: int) -> int | None:
        given = self.query.get("from")
        if not indicator.compares_years:
            if given is not None:
                self.note("from", given, "", "unused")
            return None
        years = tuple(str(y) for y in indicator.base_years(year, kind))
        if given is None or given in years:
            return int(years[0] if given is None else given)
        shown = _nearest(given, years) or years[0]
        self.note("from", given, shown, "unavailable")
        return int(shown)

    def index(self, indicator: Indicator, kind: str) -> int | None:
        given = self.query.get("index")
        if not given:
            return None
        years = tuple(str(year) for year in indicator.index_years(kind))
        if given in years:
            return int(given)
        shown = _nearest(given, years) if years else None
        reason = ("unavailable" if shown else "unknown") if years else "unused"
        self.note("index", given, shown or "", reason)
        return int(shown) if shown else None

    def reference(self, indicator: Indicator) -> str:
        given = self.query.get("reference")
        allowed = references_of(indicator)
        default = allowed[0]
        if given is None or given in allowed:
            return default if given is None else given
        self.note("reference", given, default, "unavailable" if given in REFERENCES else "unknown")
        return default

    def focus(self) -> str:
        given = self.query.get("focus", "").replace(" ", "+")
        known = {*self.options.release.themes, *codes.SECTORS, *self.options.groups}
        if not given or given in known:
            return given
        self.note("focus", given, "", "unknown")
        return ""

    def rule(self) -> StarRule:
        return StarRule(
            threshold=float(self.one_of("threshold", THRESHOLDS, f"{DEFAULT_RULE.threshold:g}")),
            top_percent=int(self.one_of("size", TOP_PERCENTS, str(DEFAULT_RULE.top_percent))),
            lead=int(self.one_of("growth", LEADS, str(DEFAULT_RULE.lead))),
        )

    def weights(self) -> Weights:
        found: dict[str, int] = {}
        for part in filter(None, self.query.get("weights", "").split(",")):
            name, _, weight = part.replace("=", OWN_GROUP).partition(OWN_GROUP)
            if name in CRITERIA and weight in WEIGHTS:
                found[name] = int(weight)
            else:
                self.note("weights", part, "", "unknown")
        if found and all(found.get(name, 1) == 0 for name in CRITERIA):
            self.note("weights", self.query["weights"], "", "unavailable")
            return ()
        return tuple((name, found[name]) for name in CRITERIA if found.get(name, 1) != 1)

    def regions(self) -> _Regions:
        found: dict[str, int] = {}
        for place_in_address, key in enumerate((self.query.get("regions") or "").split(",")):
            if not key or self.same(key) in map(self.same, found):
                continue
            if find_place(self.options.release, key) is None:
                self.note("regions", key, "", "unknown")
            elif len(found) == MAX_REGIONS:
                self.note("regions", key, "", "too_many")
            else:
                found[key] = place_in_address
        slots = tuple(found.values())
        whole = slots == tuple(range(len(slots))) or max(slots, default=0) >= MAX_REGIONS
        return {"regions": tuple(found), "slots": () if whole else slots}

    def same(self, key: str) -> str:
        """One key for a place: an independent city has two."""
        return same_place(self.options.release, [key], codes.MUNICIPALITY)[0]


def find_place(release: Release, key: str) -> Place | None:
    """Place with an id, or None where there is no such place."""
    try:
        return place(release, key)
    except KeyError:
        return None


def _levels(indicator: Indicator) -> tuple[str, ...]:
    """Levels that fit an indicator; districts, where it is about an area as a whole."""
    return indicator.map_levels or (codes.DISTRICT,)


def _nearest(given: str, allowed: Iterable[str]) -> str | None:
    """The allowed number nearest to a given one, the later of two; None where it is no number."""
    if not _INTEGER.fullmatch(given):
        return None
    number = int(given)
    return min(allowed, key=lambda text: (abs(int(text) - number), -int(text)))


def with_regions(view: View, keys: Iterable[str]) -> View:
    """View with other selected places, all of which exist."""
    return replace(view, regions=tuple(dict.fromkeys(keys)), slots=())


def regions_text(view: View, keys: Iterable[str]) -> str:
    """Text of the address for other selected places: those that stay keep their place in it.

    A new one takes the first free place; commas with nothing between them keep a place free.
    """
    wanted = list(dict.fromkeys(keys))
    slots = {key: slot for key, slot in view.slot_of.items() if key in wanted}
    for key in wanted:
        if key not in slots:
            slots[key] = next(slot for slot in count() if slot not in slots.values())
    return _in_slots(slots)


def _in_slots(slots: Mapping[str, int]) -> str:
    """Keys at their places, with nothing between the commas where a place is free."""
    standing = {slot: key for key, slot in slots.items()}
    return ",".join(standing.get(slot, "") for slot in range(max(standing, default=-1) + 1))


def choose(view: View, options: Options, **chosen: str | None) -> View:
    """View after a choice: as if the address were rewritten, keeping what still fits.

    Parameters
    ----------
    chosen : keys of the address and their new text; None takes a key out. A new indicator or
        kind of field takes its own level, year and field unless the old ones fit it; whoever saw
        the newest year before sees the newest one again.
    """
    query: dict[str, str] = view.to_query()
    page = chosen.pop("page", None)
    if any(kind in chosen for kind in FIELD_KINDS):
        for kind in FIELD_KINDS:
            query.pop(kind, None)
    for key, value in chosen.items():
        query.pop(key, None)
        if value is not None:
            query[key] = value
    new = read_view(query, options, page=view.page if page is None else page)[0]
    if (new.indicator, new.kind) != (view.indicator, view.kind) and "year" not in chosen:
        return _fitted(new, view, options)
    return new


def _fitted(new: View, old: View, options: Options) -> View:
    """Give a new indicator its finest level and newest year where the old ones do not fit."""
    indicator = options.indicators[new.indicator]
    drawn = _levels(indicator)
    level = new.level if new.level in drawn else drawn[0]
    newest = options.newest_year(indicator, new.kind, level)
    former = options.indicators[old.indicator]
    was_newest = old.year == options.newest_year(former, old.kind, old.level)
    kept = old.year in indicator.years(new.kind) and old.year <= newest and not was_newest
    fitted = replace(new, level=level, year=new.year if kept else newest)
    return read_view(fitted.to_query(), options, page=fitted.page)[0]
