"""Frictionless description of tables: schema, sources and licences of each file.

See https://specs.frictionlessdata.io/data-package/. Sizes and hashes stand beside CSV and GeoJSON
only, because validators cannot check them for Parquet; `release.json` has those of every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from s3dash import codes
from s3dash.open_data import licences, parts
from s3dash.open_data.parts import BOUNDARIES, FLOWS, PARTICIPATIONS, Part
from s3dash.release import FIELD_COLUMNS, VERSION, sha256

NAME: Final = "s3-dashboard-metropole-ruhr"
TITLE: Final = "S3-Dashboard Metropole Ruhr: data release"

_AGS: Final = {"pattern": "[0-9]{2}|[0-9]{5}|[0-9]{8}|[A-Z]+", "required": True}
_STATUS: Final = {"enum": list(codes.STATUSES), "required": True}


def describe(
    folders: Mapping[str, Path],
    chosen: Iterable[Part],
    sources: Mapping[str, Mapping[str, Any]],
    *,
    version: str,
    inside: str = "",
) -> dict[str, Any]:
    """Description of some parts of a release and of the lists that they share.

    Parameters
    ----------
    folders : `data` and `geo` → where they are
    inside : folder that holds the description (`data/`), which paths are then relative to;
        the folder of `data/` and `geo/` if not given
    """

    def at(name: str) -> dict[str, Any]:
        base, _, rest = name.partition("/")
        return _file(folders[base] / rest, name.removeprefix(inside))

    resources = [
        _resource(part, at(name), sources)
        for part in chosen
        for name in (part.files if part.kind == BOUNDARIES else (part.file,))
        if not name.endswith("shapes.json")
    ]
    lists = [
        {"name": Path(name).stem, **at(f"data/{name}"), "schema": schema}
        for name, schema in (("regions.csv", _REGIONS), ("fields.csv", _FIELDS))
    ]
    return {
        "name": NAME,
        "title": TITLE,
        "version": version,
        "resources": resources + lists,
    }


def write(folder: Path, *, version: str = VERSION) -> None:
    """Write `datapackage.json` for the tables, flows and projects of a folder of data.

    Sources without confirmed terms are described too, without a licence.
    """
    listed = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    content = describe(
        {"data": folder},
        parts.in_data(folder),
        {source["id"]: source for source in listed},
        version=version,
        inside="data/",
    )
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _resource(
    part: Part, file: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    used = [sources[name] for name in part.sources]
    granted = [licence for source in used for licence in licences.frictionless(source)]
    schema = {} if part.kind == BOUNDARIES else {"schema": _schema_of(part)}
    name = Path(file["path"]).stem if part.kind == BOUNDARIES else part.name
    return {
        "name": name.replace("_", "-"),
        "title": part.title.en,
        **file,
        **schema,
        "sources": [_source(source) for source in used],
        **({"licenses": granted} if granted else {}),
    }


def _schema_of(part: Part) -> dict[str, Any]:
    """Schema of a table; that of the participations is made from their own sidecar."""
    if part.kind != PARTICIPATIONS:
        return _FLOWS if part.kind == FLOWS else _VALUES
    kinds = {"start": "date", "end": "date", "ec_contribution_eur": "number", "raw_row": "integer"}
    rules: dict[str, Mapping[str, Any]] = {
        "ags": _AGS,
        "status": _STATUS,
        "project": {"required": True},
    }
    return _schema(
        [
            _field(name, kinds.get(name, "string"), texts["en"], rules.get(name))
            for name, texts in part.meta["columns"].items()
        ]
    )


def _file(path: Path, name: str) -> dict[str, Any]:
    kind = path.suffix[1:]
    described = {"path": name, "format": kind}
    if kind == "parquet":
        return described
    return {
        **described,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
    }


def _source(source: Mapping[str, Any]) -> dict[str, str]:
    entry = {"title": f"{source['title_en']} ({source['line']})"}
    return {**entry, "path": source["dataset_url"]} if source["dataset_url"] else entry


def _field(
    name: str, kind: str, description: str, constraints: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    field = {"name": name, "type": kind, "description": description}
    return {**field, "constraints": dict(constraints)} if constraints else field


def _schema(fields: list[dict[str, Any]], key: Iterable[str] = ()) -> dict[str, Any]:
    named = {"primaryKey": list(key)} if key else {}
    return {"fields": fields, **named, "missingValues": [""], "fieldsMatch": "equal"}


# the field is empty where a variable has none, so it cannot be part of a Frictionless key
_VALUES: Final = _schema(
    [
        _field("variable", "string", "what was counted; see the sidecar", {"required": True}),
        _field("field", "string", "sector, occupation group or other kind; empty where none"),
        _field("ags", "string", "region: official key (text), DE, or RUHR", _AGS),
        _field("year", "integer", "year that the figure is about", {"required": True}),
        _field("value", "number", "in the variable's unit; empty where there is no figure"),
        _field("status", "string", "how the figure came to be, or why there is none", _STATUS),
    ]
)
_FLOWS: Final = _schema(
    [
        _field("origin", "string", "region where people live", _AGS),
        _field("destination", "string", "region where people work", _AGS),
        _field("year", "integer", "year that the figure is about", {"required": True}),
        _field("persons", "number", "people who commute"),
        _field("status", "string", "how the figure came to be, or why there is none", _STATUS),
        _field("raw_row", "integer", "line in the source's file, counted from 1"),
    ]
)
_REGIONS: Final = _schema(
    [
        _field("ags", "string", "official key (text), DE, or RUHR", _AGS),
        _field("level", "string", "municipality, district, state, region or germany"),
        _field("name", "string", "official name"),
        _field("kind", "string", "kind of municipality or district"),
        _field("parent", "string", "key of the region that this one is part of"),
        _field("label_x", "number", "longitude of a point inside, WGS 84"),
        _field("label_y", "number", "latitude of a point inside, WGS 84"),
    ],
    ["ags"],
)
_FIELDS: Final = _schema(
    [_field(name, "string", name.replace("_", " ")) for name in FIELD_COLUMNS],
    ["classification", "code"],
)
