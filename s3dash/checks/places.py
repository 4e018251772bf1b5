"""Regions, sectors and occupations: known, named, complete."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping

from s3dash import codes, config
from s3dash.checks.content import Content, in_region
from s3dash.checks.registry import Problem, check
from s3dash.release import REGION_COLUMNS


@check("Verzeichnis der Regionen", "List of regions")
def regions(content: Content) -> Iterator[Problem]:
    """The region's municipalities and districts are complete, with level, name, parent, label."""
    table, region, file = content.regions, config.region(), "regions.csv"
    remedy = "correct the ingest of regions or config/region.toml"
    if tuple(table.columns) != REGION_COLUMNS:
        yield Problem(file, "", f"columns are not {', '.join(REGION_COLUMNS)}", remedy)
        return
    for ags in table.loc[table["ags"].duplicated(), "ags"]:
        yield Problem(file, ags, "stands twice", remedy)
    keys = set(table["ags"])
    for ags in (*region.districts, region.state, region.nation_id, region.id):
        if ags not in keys:
            yield Problem(file, ags, "is missing", remedy)
    found = sum(in_region(ags) and len(ags) == 8 for ags in keys)
    if found != region.municipality_count:
        expected = f"{region.municipality_count} municipalities of the region are expected"
        yield Problem(file, "", f"{expected}, {found} found", remedy)
    for row in table.to_dict("records"):
        yield from (Problem(file, row["ags"], p, remedy) for p in _region_faults(row, keys))


def _region_faults(row: Mapping[Hashable, str], keys: set[str]) -> Iterator[str]:
    region = config.region()
    named = {region.id: codes.REGION, region.nation_id: codes.GERMANY}
    level = named.get(row["ags"]) or (
        codes.level_of(row["ags"]) if codes.is_ags(row["ags"]) else "none"
    )
    if row["level"] != level:
        yield f"level is '{row['level']}', the key says '{level}'"
    if not row["name"] or re.search(r", (Stadt|Kreis|Landkreis|kreisfreie Stadt)$", row["name"]):
        yield f"'{row['name']}' is no name for readers"
    if row["parent"] and row["parent"] not in keys:
        yield f"parent '{row['parent']}' is not in the list"
    if in_region(row["ags"]) and not (row["label_x"] and row["label_y"]):
        yield "has no label point"


@check("Nur bekannte Regionen, keine fehlt", "Known regions only, none missing")
def coverage(content: Content) -> Iterator[Problem]:
    """Each key is known; where a variable has a level in a year, none of the region is missing."""
    known = set(content.regions["ags"])
    ours = {ags for ags in known if in_region(ags)}
    for name, table in content.tables.items():
        file = content.sidecars[name]["file"]
        for ags in sorted(set(table["ags"].unique()) - known):
            yield Problem(file, ags, "is not in regions.csv", "add the region or drop the rows")
        cells = table[["variable", "year", "ags"]].drop_duplicates()
        cells = cells[cells["ags"].isin(ours)]
        for key, group in cells.groupby(["variable", "year", cells["ags"].str.len()]):
            expected = {ags for ags in ours if len(ags) == key[2]}
            if lacking := sorted(expected - set(group["ags"])):
                yield Problem(
                    file,
                    f"{key[0]} {key[1]}",
                    f"{len(lacking)} of {len(expected)} regions have no row: {lacking[0]} …",
                    "give each a row; what is not published has the status not_published",
                )


@check("Nur bekannte Zweige und Berufe", "Known sectors and occupations only")
def fields(content: Content) -> Iterator[Problem]:
    """Each sector and occupation has a name in both languages; each theme's groups exist."""
    table = content.fields
    known = set(table["code"]) | {""}
    blank = table[(table["name_de"].str.strip() == "") | (table["name_en"].str.strip() == "")]
    for code in blank["code"]:
        yield Problem("fields.csv", code, "has no name in one language", "name it in the catalogue")
    for name, values in content.tables.items():
        for code in sorted(set(values["field"].unique()) - known):
            file = content.sidecars[name]["file"]
            yield Problem(file, code, "is not in fields.csv", "add its name or drop the rows")
    occupations = set(content.named("employees_occupation")["field"].unique())
    for theme in config.themes().values():
        for code in sorted(set(theme.occupations) - occupations):
            yield Problem("themes.toml", theme.id, f"group {code} has no data", "correct the code")
