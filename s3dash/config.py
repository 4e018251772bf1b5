"""What an operator or another region sets: region, themes, operator. Checked on load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from s3dash import ROOT, codes
from s3dash.languages import in_data

FOLDER: Final = ROOT / "config"

_ORIGIN: Final = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")


class ConfigError(ValueError):
    """A setting that cannot be used; the message names file, line where known, and the remedy."""


@dataclass(frozen=True)
class Named:
    """A name in both languages."""

    de: str
    en: str

    def in_language(self, lang: str) -> str:
        """Return the name in a language; any but German is answered in English."""
        return self.de if in_data(lang) == "de" else self.en


@dataclass(frozen=True)
class Group:
    """A group of districts that people talk about: key in links, name, members."""

    key: str
    name: Named
    members: tuple[str, ...]


@dataclass(frozen=True)
class Region:
    """The region that the dashboard is about, its state and its nation."""

    id: str
    name: Named
    state: str
    state_id: str
    state_name: Named
    nation_id: str
    nation_name: Named
    districts: tuple[str, ...]
    independent_cities: tuple[str, ...]
    groups: Mapping[str, Group]
    municipality_count: int
    official_area_km2: float


@dataclass(frozen=True)
class Theme:
    """A theme of the strategy, the occupation groups that measure it, and other evidence for it."""

    id: str
    name: Named
    short: Named
    occupations: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Operator:
    """Who operates the dashboard; an empty text means that it is not set.

    `may_embed` are the sites beside the dashboard's own whose pages may show views in a frame,
    `enforcement_body` is whom readers may turn to where access stays barred.
    """

    operator: str
    address: str
    responsible: str
    contact_email: str
    privacy_contact: str
    public_address: str
    may_embed: tuple[str, ...] = ()
    enforcement_body: str = ""


@cache
def region(path: Path = FOLDER / "region.toml") -> Region:
    """Read and check the region.

    Raises
    ------
    ConfigError
        If a key is no 5-digit AGS, is doubled, or a group names a district of another region.
    """
    with in_words(path):
        return _region(path)


def _region(path: Path) -> Region:
    content = _read(path)
    districts = tuple(content["districts"])
    for key in (*districts, *content["independent_cities"]):
        if not codes.is_ags(key) or codes.level_of(key) != codes.DISTRICT:
            raise ConfigError(f"{path.name}: '{key}' is no district key of 5 digits")
    if len(set(districts)) != len(districts):
        raise ConfigError(f"{path.name}: a district stands twice in 'districts'")
    groups = {
        key: Group(key, _named(entry, "name"), tuple(entry["members"]))
        for key, entry in content["groups"].items()
    }
    for key, group in groups.items():
        if strangers := sorted(set(group.members) - set(districts)):
            raise ConfigError(
                f"{path.name}, [groups.{key}]: {', '.join(strangers)} is not in 'districts';"
                " correct the key or add the district"
            )
    return Region(
        id=content["id"],
        name=_named(content, "name"),
        state=content["state"],
        state_id=content["state_id"],
        state_name=_named(content, "state_name"),
        nation_id=content["nation_id"],
        nation_name=_named(content, "nation_name"),
        districts=tuple(sorted(districts)),
        independent_cities=tuple(sorted(content["independent_cities"])),
        groups=groups,
        municipality_count=content["municipality_count"],
        official_area_km2=content["official_area_km2"],
    )


@cache
def themes(path: Path = FOLDER / "themes.toml") -> Mapping[str, Theme]:
    """Read and check the themes, in the file's order.

    Raises
    ------
    ConfigError
        If a theme lacks a name or its groups, or a group is no 3-digit KldB code or counts twice;
        the line is named.
    """
    with in_words(path):
        return _themes(path)


def _themes(path: Path) -> Mapping[str, Theme]:
    content = _read(path)
    seen: dict[str, str] = {}
    for key, entry in content.items():
        _check_theme(path, key, entry)
        for code in entry["occupations"]:
            if not codes.is_occupation(str(code)) or not isinstance(code, str):
                raise ConfigError(
                    f"{path.name}, line {_line(path, code)}: '{code}' in [{key}] is no group of"
                    ' the KldB 2010 with 3 digits in quotes, such as "431"'
                )
            if code in seen:
                raise ConfigError(
                    f"{path.name}, line {_line(path, code, last=True)}: group {code} counts in"
                    f" [{seen[code]}] and in [{key}]; leave it in one of them"
                )
            seen[code] = key
    return {
        key: Theme(
            key,
            _named(entry, "name"),
            _named(entry, "short"),
            tuple(entry["occupations"]),
            tuple(entry.get("evidence", ())),
        )
        for key, entry in content.items()
    }


_THEME_KEYS: Final = ("name_de", "name_en", "short_de", "short_en", "occupations")


def _check_theme(path: Path, key: str, entry: object) -> None:
    if not isinstance(entry, dict):
        raise ConfigError(
            f"{path.name}, line {_line(path, key)}: '{key}' stands outside of a theme; put it below"
            " the [head] of one"
        )
    if missing := [name for name in _THEME_KEYS if not entry.get(name)]:
        raise ConfigError(
            f"{path.name}, line {_line(path, f'[{key}]')}: [{key}] has no {', '.join(missing)}"
        )


def check_themes(known: Mapping[str, object], path: Path = FOLDER / "themes.toml") -> None:
    """Check that every group of every theme exists in the data.

    Raises
    ------
    ConfigError
        Names the first group that the data do not have, with its line.
    """
    for key, theme in themes(path).items():
        for code in theme.occupations:
            if code not in known:
                raise ConfigError(
                    f"{path.name}, line {_line(path, code)}: the data have no occupation group"
                    f" '{code}' (theme {key}); see data/fields.csv for those that exist"
                )


def check_evidence(known: Mapping[str, object], path: Path = FOLDER / "themes.toml") -> None:
    """Check that every indicator that is named as evidence is in the catalogue.

    Raises
    ------
    ConfigError
        Names the first one that is not, with its line.
    """
    for key, theme in themes(path).items():
        for name in theme.evidence:
            if name not in known:
                raise ConfigError(
                    f"{path.name}, line {_line(path, name)}: the catalogue has no indicator"
                    f" '{name}' (theme {key}); 's3dash indicators' lists those that exist"
                )


@cache
def operator(path: Path = FOLDER / "operator.toml") -> Operator:
    """Read who operates the dashboard.

    Raises
    ------
    ConfigError
        If a setting is not known, or a site that may embed is no origin.
    """
    with in_words(path):
        return _operator(path)


def _operator(path: Path) -> Operator:
    content = _read(path)
    if others := sorted(k for k, v in content.items() if k != "may_embed" and type(v) is not str):
        raise TypeError(f"{', '.join(others)} has to be a text")
    sites = tuple(content.get("may_embed", ()))
    for site in sites:
        if not _ORIGIN.fullmatch(site):
            raise ConfigError(
                f"{path.name}, may_embed: '{site}' is no address of a site such as"
                ' "https://www.example.org", without a path'
            )
    try:
        return Operator(**{**content, "may_embed": sites})
    except TypeError as error:
        raise ConfigError(f"{path.name}: {error}; see the shipped file for what is known") from None


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Tell what a settings file lacks, or has in another form, by the name of the file.

    Raises
    ------
    ConfigError
        In place of any error that reading its entries met.
    """
    try:
        yield
    except ConfigError:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ConfigError(
            f"{path.name} is not in the form that is expected ({type(error).__name__}: {error});"
            " compare it with the shipped file"
        ) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error


def _named(entry: Mapping[str, Any], key: str) -> Named:
    names = entry[f"{key}_de"], entry[f"{key}_en"]
    if not all(isinstance(name, str) for name in names):
        raise TypeError(f"{key}_de and {key}_en have to be texts")
    return Named(*names)


def _line(path: Path, code: object, *, last: bool = False) -> int:
    """Number of the line outside of comments that has a word, first or last; 0 if none has."""
    lines = path.read_text(encoding="utf-8").splitlines()
    word = re.compile(rf"(?<![\w]){re.escape(str(code))}(?![\w])")
    hits = [number for number, line in enumerate(lines, 1) if word.search(line.partition("#")[0])]
    return hits[-1 if last else 0] if hits else 0


@dataclass(frozen=True)
class Bound:
    """Range in which a suppressed cell of a variable lies, and why it is taken so."""

    low: float
    high: float
    reason: Named


@cache
def suppression(path: Path = FOLDER / "suppression.toml") -> Mapping[str, Bound]:
    """Read the bounds of suppressed cells by variable.

    Raises
    ------
    ConfigError
        If a bound does not satisfy 0 <= low <= high.
    """
    with in_words(path):
        return _suppression(path)


def _suppression(path: Path) -> Mapping[str, Bound]:
    bounds = {
        variable: Bound(entry["low"], entry["high"], _named(entry, "reason"))
        for variable, entry in _read(path).items()
    }
    for variable, bound in bounds.items():
        if not 0 <= bound.low <= bound.high:
            raise ConfigError(f"{path.name}, [{variable}]: expected 0 <= low <= high")
    return bounds


@dataclass(frozen=True)
class Correction:
    """One known fault of a source.

    Parameters
    ----------
    source, variable, level : which figures
    ags : keys, or empty for all of the level
    years : years of the figures
    action : drop (the rows go: not published), set_missing (the number goes), flag (the number
        stays, the fault is only told)
    reason_de, reason_en : what is wrong, for readers
    evidence : how one can see it
    holds_while : name of a condition and its argument; the ingest stops when it no longer holds
    """

    source: str
    variable: str
    level: str
    ags: tuple[str, ...]
    years: tuple[int, ...]
    action: str
    reason_de: str
    reason_en: str
    evidence: str
    holds_while: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Short name of the entry for messages."""
        return f"{self.variable}, {self.level}, {', '.join(map(str, self.years))}"

    @property
    def reason(self) -> Named:
        """What is wrong, for readers."""
        return Named(self.reason_de, self.reason_en)

    def covers(self, ags: str, year: int) -> bool:
        """Whether the entry is about an area in a year."""
        listed = ags in self.ags if self.ags else level_of_key(ags) == self.level
        return listed and year in self.years


def level_of_key(ags: str) -> str:
    """Level of an area of the release, with Germany and the region."""
    above = {region().nation_id: codes.GERMANY, region().id: codes.REGION}
    return above.get(ags) or codes.level_of(ags)


@cache
def corrections(path: Path = FOLDER / "corrections.toml") -> tuple[Correction, ...]:
    """Read the known faults of the sources, all of which the release has applied.

    Raises
    ------
    ConfigError
        If an entry lacks a word or has an unknown one.
    """
    with in_words(path):
        return _corrections(path)


def _corrections(path: Path) -> tuple[Correction, ...]:
    return tuple(_correction(path, *item) for item in enumerate(_read(path)["correction"], 1))


def _correction(path: Path, number: int, entry: Mapping[str, Any]) -> Correction:
    try:
        ags = () if entry["ags"] == "all" else tuple(entry["ags"])
        return Correction(**{**entry, "ags": ags, "years": tuple(entry["years"])})
    except (TypeError, KeyError) as error:
        raise ConfigError(f"{path.name}, entry {number}: {error}") from error


def corrections_of(variable: str, ags: str, year: int) -> tuple[Correction, ...]:
    """Known faults that touch a figure of the release."""
    return tuple(c for c in corrections() if c.variable == variable and c.covers(ags, year))
