"""What a release is made of, and which of it may be handed on.

A part is one table (or the flows, the participations, the boundaries) with everything that belongs
to it. It is handed on only if the terms of all its sources are confirmed; whatever else lies in the
folder is not handed on either, because nothing says whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from s3dash.config import Named
from s3dash.release import LINEAGE, PROJECTS, Release

TABLE: Final = "table"
FLOWS: Final = "flows"
PARTICIPATIONS: Final = "participations"
BOUNDARIES: Final = "boundaries"

CONFIRMED: Final = ("open", "with_source")
"""Terms of redistribution under which a source is handed on."""

BOUNDARY_SOURCE: Final = "vg250-2017"
LISTS: Final = ("regions.csv", "fields.csv")
"""Keys and names that all tables share."""

MADE: Final = ("release.json", "datapackage.json", "indicators.json", "sources.json")
"""Descriptions of a whole release; an archive has its own."""


@dataclass(frozen=True)
class Part:
    """Files of a release that belong together and were made from the same sources.

    Parameters
    ----------
    file : the file with the figures or boundaries, `data/population.csv`
    others : sidecar and lineage, or the other boundaries
    sources : ids in `sources.json`
    meta : the sidecar
    """

    name: str
    kind: str
    title: Named
    file: str
    others: tuple[str, ...]
    sources: tuple[str, ...]
    meta: Mapping[str, Any]

    @property
    def files(self) -> tuple[str, ...]:
        """All files of the part."""
        return (self.file, *self.others)

    @property
    def variables(self) -> Mapping[str, Mapping[str, Any]]:
        """Variables of a table; none of other parts."""
        found: Mapping[str, Mapping[str, Any]] = self.meta.get("variables", {})
        return found

    @property
    def years(self) -> list[int]:
        """All years that the part speaks of, in ascending order."""
        described = self.variables.values() if self.variables else [self.meta]
        return sorted({year for entry in described for year in entry["years"]})

    @property
    def levels(self) -> set[str]:
        """Levels of a table's regions."""
        return {level for entry in self.variables.values() for level in entry["levels"]}


@dataclass(frozen=True)
class Selection:
    """Parts that are handed on, parts that are not, and files that belong to no part."""

    open: tuple[Part, ...]
    closed: tuple[Part, ...]
    unknown: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        """Files that are handed on."""
        lists = [f"data/{name}" for name in LISTS]
        return sorted([*lists, *(name for part in self.open for name in part.files)])

    @property
    def sources(self) -> list[str]:
        """Ids of the sources that are handed on."""
        return sorted({name for part in self.open for name in part.sources})


def select(release: Release) -> Selection:
    """Part a release into what may be handed on and what may not."""
    every = (*in_data(release.folder), boundaries(release))
    known = {name for part in every for name in part.files} | {f"data/{n}" for n in (*LISTS, *MADE)}
    there = {
        f"data/{path.relative_to(release.folder).as_posix()}"
        for path in release.folder.rglob("*")
        if path.is_file()
    }
    return Selection(
        open=tuple(part for part in every if may_be_handed_on(part, release.sources)),
        closed=tuple(part for part in every if not may_be_handed_on(part, release.sources)),
        unknown=tuple(sorted(there - known)),
    )


def may_be_handed_on(part: Part, sources: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the terms of all sources of a part are confirmed."""
    return all(sources[name]["redistribution"] in CONFIRMED for name in part.sources)


def in_data(folder: Path) -> tuple[Part, ...]:
    """All parts of a folder of data: tables, flows, participations."""
    return (*tables(folder), *flows(folder), *participations(folder))


def tables(folder: Path) -> tuple[Part, ...]:
    """Tables of figures in a folder of data, by name."""
    return tuple(_table(path) for path in sorted(folder.glob("*.meta.json")))


def _table(sidecar: Path) -> Part:
    meta = json.loads(sidecar.read_text(encoding="utf-8"))
    lineage = f"{LINEAGE}/{meta['table']}.parquet"
    named = (sidecar.parent / lineage).is_file()
    return Part(
        name=meta["table"],
        kind=TABLE,
        title=Named(meta["title_de"], meta["title_en"]),
        file=f"data/{meta['file']}",
        others=(f"data/{sidecar.name}", *([f"data/{lineage}"] if named else [])),
        sources=tuple(sorted({entry["source"] for entry in meta["variables"].values()})),
        meta=meta,
    )


def flows(folder: Path) -> tuple[Part, ...]:
    """Flows between areas in a folder of data, by name."""
    found = []
    for path in sorted(folder.glob("*_flows.json")):
        meta = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            Part(
                name=meta["name"],
                kind=FLOWS,
                title=Named(meta["title_de"], meta["title_en"]),
                file=f"data/{meta['name']}.csv",
                others=(f"data/{path.name}",),
                sources=(meta["source"],),
                meta=meta,
            )
        )
    return tuple(found)


def participations(folder: Path) -> tuple[Part, ...]:
    """Participations in EU research projects, if a folder of data has them."""
    path = folder / f"{PROJECTS}.json"
    if not path.is_file():
        return ()
    meta = json.loads(path.read_text(encoding="utf-8"))
    return (
        Part(
            name=PROJECTS,
            kind=PARTICIPATIONS,
            title=Named(meta["title_de"], meta["title_en"]),
            file=f"data/{PROJECTS}.csv",
            others=(f"data/{path.name}",),
            sources=(meta["source"],),
            meta=meta,
        ),
    )


def boundaries(release: Release) -> Part:
    """Boundaries of a release: the municipalities first, then the other files of `geo/`."""
    source = release.sources[BOUNDARY_SOURCE]
    first = "municipalities.geojson"
    others = sorted(path.name for path in release.geo.iterdir() if path.name != first)
    return Part(
        name=BOUNDARIES,
        kind=BOUNDARIES,
        title=Named(source["title_de"], source["title_en"]),
        file=f"geo/{first}",
        others=tuple(f"geo/{name}" for name in others),
        sources=(BOUNDARY_SOURCE,),
        meta={"years": [int(source["as_of"][:4])]},
    )
