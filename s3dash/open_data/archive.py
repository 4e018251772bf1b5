"""The whole release as one ZIP file that may be handed on, with all that describes it.

The same release gives the same bytes. Unpacked, the archive opens as a release of its own. What is
not in it, and why, stands in `not-included.json`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from s3dash import ROOT
from s3dash.config import Named, Operator
from s3dash.open_data import datapackage, dcat, licences
from s3dash.open_data.dictionary import dictionary
from s3dash.open_data.parts import Part, Selection, select
from s3dash.release import Release, ReleaseError

CHANGELOG: Final = ROOT / "docs" / "data-changelog.md"
NOT_INCLUDED: Final = "not-included.json"
DCAT: Final = "dcat-ap-de.jsonld"

_FILE_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o644 << 16

_UNCONFIRMED: Final = Named(
    "Die Bedingungen der Weitergabe sind nicht genannt oder nicht bestätigt. Bei der Quelle"
    " erfragen, dann `redistribution` und `licence` in s3dash/catalogue setzen und den Datenstand"
    " neu erzeugen.",
    "The terms of passing it on are not stated or not confirmed. Ask the source, then set"
    " `redistribution` and `licence` in s3dash/catalogue and make the release again.",
)
_UNKNOWN: Final = Named(
    "Keine Beschreibung sagt, aus welcher Quelle die Datei stammt.",
    "No sidecar says which source the file comes from.",
)


def file_name(release: Release) -> str:
    """Name of the archive's file, with the version."""
    return f"{datapackage.NAME}_{release.version}.zip"


def archive(release: Release, operator: Operator) -> bytes:
    """Release as a ZIP file, without what may not be handed on.

    Raises
    ------
    ReleaseError
        If a file is not the one that `release.json` lists.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in sorted(contents(release, operator).items()):
            entry = zipfile.ZipInfo(name, _FILE_DATE)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            is_packed = name.endswith(".parquet")
            method = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, method, compresslevel=6)
    return buffer.getvalue()


def contents(release: Release, operator: Operator) -> dict[str, bytes]:
    """Files of the archive: path → bytes.

    Raises
    ------
    ReleaseError
        If a file is not the one that `release.json` lists.
    """
    chosen = select(release)
    copied = _copied(release, chosen)
    sources = {name: release.sources[name] for name in chosen.sources}
    indicators = _indicators(release, chosen)
    catalogued = {
        "data/indicators.json": _json(list(indicators.values())),
        "data/sources.json": _json(list(sources.values())),
    }
    release_files = copied | catalogued
    hashes = {name: _sha256(content) for name, content in sorted(release_files.items())}
    folders = {"data": release.folder, "geo": release.geo}
    package = datapackage.describe(folders, chosen.open, sources, version=release.version)
    described = {
        "data/release.json": _json({"release": release.version, "files": hashes}),
        "datapackage.json": _json(package),
        DCAT: _json(dcat.catalogue(chosen.open, hashes, release, operator)),
        NOT_INCLUDED: _json(_not_included(release, chosen, indicators)),
        "data-dictionary.md": dictionary(release).encode(),
        "CHANGELOG.md": CHANGELOG.read_bytes(),
        "LICENCES.md": _licences(chosen, sources).encode(),
    }
    return release_files | described


def _copied(release: Release, chosen: Selection) -> dict[str, bytes]:
    listed = json.loads((release.folder / "release.json").read_text(encoding="utf-8"))["files"]
    found = {}
    for name in chosen.files:
        base, _, rest = name.partition("/")
        content = ((release.folder if base == "data" else release.geo) / rest).read_bytes()
        if _sha256(content) != listed.get(name):
            raise ReleaseError(
                f"{name} is not the file that release.json lists; run the ingest again"
            )
        found[name] = content
    return found


def _indicators(release: Release, chosen: Selection) -> dict[str, Mapping[str, Any]]:
    """Entries of the catalogue that the archive's tables can answer, by id.

    An indicator of several kinds of field keeps the kinds whose variable is in the archive; it is
    left out where the kind that it is first about is not.
    """
    there = {variable for part in chosen.open for variable in part.variables}
    found = {}
    for name, entry in release.indicators.items():
        by_kind = entry.get("variables_by_field") or {"": entry["variable"]}
        others = {
            entry.get("denominator"),
            entry.get("weight"),
            *entry.get("recompute", {}).values(),
        }
        kinds = [kind for kind, variable in by_kind.items() if variable in there]
        if next(iter(by_kind)) in kinds and others - {None, ""} <= there:
            found[name] = entry if len(kinds) == len(by_kind) else _limited(entry, kinds)
    return found


def _limited(entry: Mapping[str, Any], kinds: list[str]) -> Mapping[str, Any]:
    """Entry of an indicator with some of its kinds of field only."""
    limited = {
        key: {kind: entry[key][kind] for kind in kinds}
        for key in ("variables_by_field", "years_by_field", "source")
        if isinstance(entry[key], Mapping)
    }
    return {**entry, **limited, "fields": [kind for kind in entry["fields"] if kind in kinds]}


def _not_included(
    release: Release, chosen: Selection, indicators: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    return {
        "release": release.version,
        "parts": [_closed(part, release) for part in chosen.closed],
        "files": [
            {"file": name, "reason_de": _UNKNOWN.de, "reason_en": _UNKNOWN.en}
            for name in chosen.unknown
        ],
        "indicators": [name for name in release.indicators if name not in indicators],
        "indicators_limited": {
            name: entry["fields"]
            for name, entry in indicators.items()
            if entry["fields"] != release.indicators[name]["fields"]
        },
    }


def _closed(part: Part, release: Release) -> dict[str, Any]:
    wanted = ("id", "title_de", "title_en", "producer_de", "producer_en", "line", "dataset_url")
    return {
        "name": part.name,
        "title_de": part.title.de,
        "title_en": part.title.en,
        "files": list(part.files),
        "sources": [
            {key: release.sources[name][key] for key in (*wanted, "note_de", "note_en")}
            for name in part.sources
        ],
        "reason_de": _UNCONFIRMED.de,
        "reason_en": _UNCONFIRMED.en,
    }


def _licences(chosen: Selection, sources: Mapping[str, Mapping[str, Any]]) -> str:
    """Attribution and terms of each source in both languages, with the files they hold for."""
    lines = [
        "# Lizenzen und Quellenvermerke / Licences and attributions",
        "",
        "Wer eine Tabelle weitergibt, nennt den Vermerk ihrer Quelle. /"
        " Whoever passes a table on states the attribution of its source.",
    ]
    for name, source in sources.items():
        files = [part.file for part in chosen.open if name in part.sources]
        lines += [
            "",
            f"## {source['title_de']} / {source['title_en']}",
            "",
            f"- {licences.attribution(source, 'de')}",
            f"- {licences.attribution(source, 'en')}",
            f"- {', '.join(f'`{file}`' for file in files)}",
        ]
    return "\n".join(lines) + "\n"


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
