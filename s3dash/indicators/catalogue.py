"""What can be asked: the catalogue of indicators as typed objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from s3dash import codes
from s3dash.config import Named
from s3dash.indicators.rule import STARS
from s3dash.release import Release

SECTOR: Final = "sector"
THEME: Final = "theme"
OCCUPATION: Final = "occupation"
FIELD_KINDS: Final = (SECTOR, THEME, OCCUPATION)

GROWTH: Final = (
    "growth_percent",
    "growth_absolute",
    "growth_per_year",
    "shift_share_national",
    "shift_share_mix",
    "shift_share_regional",
)
"""Measures that compare a year with an earlier one."""

WHOLE_STRUCTURE: Final = ("hhi", "krugman")
"""Measures that look at all fields of a kind together and have none to choose."""

REFERENCE_PLACES: Final = {"ruhr": "RUHR", "nrw": "NRW", "germany": "DE"}
"""Reference in links → id of its place."""


@dataclass(frozen=True, eq=False)
class Indicator:
    """One entry of the catalogue. There is one object for each, so that it can key a cache.

    `variables` maps a kind of field (`""` where there is none) to the variable that the
    indicator is computed from; `years` maps the same to the years with figures.
    """

    id: str
    name: Named
    short: Named
    definition: Named
    method: Named
    headline: Named
    formula: str
    unit: str
    unit_label: Named
    kind: str
    measure: str
    variables: Mapping[str, str]
    denominator: str | None
    fields: tuple[str, ...]
    field_required: str | None
    default_field: str | None
    references: tuple[str, ...]
    aggregation: str
    direction: str
    scheme: str
    centre: float | None
    scale: str
    decimals: int
    topic: str
    per: float
    reference_date: str
    levels: tuple[str, ...]
    years_by_kind: Mapping[str, tuple[int, ...]]
    breaks: tuple[int, ...]
    sources_by_kind: Mapping[str, tuple[str, ...]]
    recompute: tuple[str, str] | None
    categories: tuple[tuple[int, Named], ...]
    evidence_for: tuple[str, ...]

    @property
    def compares_years(self) -> bool:
        """Whether a figure needs an earlier year beside its own."""
        return self.measure in (*GROWTH, STARS)

    @property
    def is_size(self) -> bool:
        """Whether a figure is drawn as large as it is: a number of things, and no change of one."""
        return self.kind == "count" and self.centre is None

    @property
    def map_levels(self) -> tuple[str, ...]:
        """Levels whose regions a map can draw, the finest first; none for a figure of an area."""
        drawn = [lv for lv in (codes.MUNICIPALITY, codes.DISTRICT) if lv in self.levels]
        return tuple(drawn)

    def years(self, kind: str = "") -> tuple[int, ...]:
        """Years with figures for a kind of field; of a change, the years it can end in."""
        years = self.years_by_kind[kind or self.first_kind]
        if not self.compares_years:
            return years
        return tuple(year for year in years if self.base_years(year, kind))

    def base_years(self, year: int, kind: str = "") -> tuple[int, ...]:
        """Years that a change ending in `year` can start from: earlier, and no break between."""
        years = self.years_by_kind[kind or self.first_kind]
        return tuple(
            y for y in years if y < year and not any(y < broken <= year for broken in self.breaks)
        )

    def index_years(self, kind: str = "") -> tuple[int, ...]:
        """Years that can become 100 in an index; none where they are quotients, signed or words."""
        indexed = self.kind in ("count", "share", "rate") and self.centre is None
        years = self.years(kind)
        return years if indexed and not self.categories and len(years) > 1 else ()

    @property
    def comparisons(self) -> tuple[str, ...]:
        """References that a figure can be set beside: those whose area has the figure itself."""
        has = {
            "germany": codes.GERMANY in self.levels,
            "nrw": codes.STATE in self.levels,
            "ruhr": codes.REGION in self.levels or self.aggregation != "none",
        }
        return tuple(name for name in REFERENCE_PLACES if has[name])

    @property
    def first_kind(self) -> str:
        """The kind of field that is taken where none is named."""
        return next(iter(self.variables))

    def sources(self, kind: str = "") -> tuple[str, ...]:
        """Ids of the sources of a figure for a kind of field."""
        return self.sources_by_kind[kind or self.first_kind]


def catalogue(release: Release) -> dict[str, Indicator]:
    """Every indicator of a release, in display order."""
    return {name: _indicator(entry) for name, entry in release.indicators.items()}


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    variables = dict(entry.get("variables_by_field") or {"": entry["variable"]})
    return Indicator(
        id=entry["id"],
        name=_named(entry, "name"),
        short=_named(entry, "short"),
        definition=_named(entry, "definition"),
        method=_named(entry, "method"),
        headline=_named(entry, "headline"),
        formula=entry.get("formula", ""),
        unit=entry["unit"],
        unit_label=_named(entry, "unit"),
        kind=entry["kind"],
        measure=entry["measure"],
        variables=variables,
        denominator=entry.get("denominator"),
        fields=tuple(entry.get("fields", ())),
        field_required=entry.get("field_required"),
        default_field=entry.get("default_field"),
        references=tuple(entry.get("references", ())),
        aggregation=entry["aggregation"],
        direction=entry["direction"],
        scheme=entry["scheme"],
        centre=entry.get("centre"),
        scale=entry.get("scale", "linear"),
        decimals=entry["decimals"],
        topic=entry["topic"],
        per=float(entry.get("per", 1)),
        reference_date=entry["reference_date"],
        levels=tuple(entry["levels"]),
        years_by_kind={k: tuple(v) for k, v in entry["years_by_field"].items()},
        breaks=tuple(entry["breaks"]),
        sources_by_kind=_sources(entry["source"], variables),
        recompute=_recompute(entry),
        categories=_categories(entry),
        evidence_for=tuple(entry.get("evidence_for", ())),
    )


def _sources(
    authored: Sequence[str] | Mapping[str, Sequence[str]], variables: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    if isinstance(authored, Mapping):
        return {kind: tuple(names) for kind, names in authored.items()}
    return {kind: tuple(authored) for kind in variables}


def _recompute(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    way = entry.get("recompute")
    return (way["numerator"], way["denominator"]) if way else None


def _categories(entry: Mapping[str, Any]) -> tuple[tuple[int, Named], ...]:
    return tuple((int(item["value"]), _named(item, "name")) for item in entry.get("categories", ()))


def _named(entry: Mapping[str, Any], key: str) -> Named:
    return Named(entry.get(f"{key}_de", ""), entry.get(f"{key}_en", ""))
