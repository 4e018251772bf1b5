"""The data release on disk: writes it, opens it, and nothing else does.

A release is two folders, `data/` and `geo/`. Each table of figures is in the same shape ("long
values", see docs/architecture.md) and has a sidecar `<table>.meta.json` that remembers unit,
source and raw files. A table without a sidecar is not released.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from s3dash import ROOT, codes, config

VALUE_COLUMNS: Final = ("variable", "field", "ags", "year", "value", "status")
KEY: Final = ("variable", "field", "ags", "year")
LINEAGE_COLUMNS: Final = (
    "raw_file",
    "raw_sheet",
    "raw_row",
    "raw_column",
    "raw_text",
    "raw_rule",
)
"""Where each value was read (row and column count from 1), or the rule by which it was made."""
LINEAGE: Final = "lineage"
REGION_COLUMNS: Final = ("ags", "level", "name", "kind", "parent", "label_x", "label_y")
FLOW_COLUMNS: Final = ("origin", "destination", "year", "persons", "status", "raw_row")
"""Columns of flows between areas; raw_row is the line in the raw file, counted from 1."""
PROJECTS: Final = "eu_projects"
PROJECT_COLUMNS: Final = (
    "project",
    "acronym",
    "title",
    "programme",
    "scheme",
    "start",
    "end",
    "project_status",
    "organisation_id",
    "organisation",
    "kind",
    "role",
    "ags",
    "ec_contribution_eur",
    "status",
    "raw_row",
)
"""Columns of participations in EU research projects; their sidecar explains each of them."""
FIELD_COLUMNS: Final = ("classification", "code", "name_de", "name_en", "short_de", "short_en")
VERSION: Final = "2026.11"
FORMAT: Final = 1
"""Format of a release; a release of another format is not opened."""
CATALOGUE: Final = Path(__file__).parent / "catalogue"


class ReleaseError(ValueError):
    """A release that cannot be read; the message names the file and what to do."""


@dataclass(frozen=True)
class Origin:
    """One raw file that a table was made from.

    Parameters
    ----------
    source : id in `sources.json`, which is also the raw file's folder
    file : path relative to the raw folder
    sha256 : of the raw file's bytes
    as_of : the file's own date of issue, where it states one
    """

    source: str
    file: str
    sha256: str
    as_of: str | None = None


@dataclass(frozen=True)
class Variable:
    """What one variable of a table counts, and when.

    `breaks` are the first years of stretches that must not be joined with the years before.
    """

    unit: str
    source: str
    reference_date: str
    decimals: int
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of long values with all that belongs to it, ready to be written."""

    name: str
    title_de: str
    title_en: str
    values: pd.DataFrame
    variables: Mapping[str, Variable]
    origins: tuple[Origin, ...]
    territorial_status: str
    file_format: str = "csv"


@dataclass(frozen=True)
class Flows:
    """People who go from one area to another, ready to be written.

    Parameters
    ----------
    rows : the columns of `FLOW_COLUMNS`; a pair that has no row is unknown, not zero
    raw_column : head of the column of the raw file that `persons` was read from
    note_de, note_en : what is listed and what is not
    """

    name: str
    title_de: str
    title_en: str
    rows: pd.DataFrame
    source: str
    reference_date: str
    raw_column: str
    note_de: str
    note_en: str
    origin: Origin


@dataclass(frozen=True)
class Participations:
    """Organisations of the region in EU research projects, ready to be written.

    Parameters
    ----------
    rows : the columns of `PROJECT_COLUMNS`, one row per participation
    columns : what each column holds, as `{"de": …, "en": …}` by its name
    counts : how many rows have a peculiarity, by its name
    note_de, note_en : what is listed and what is not
    """

    title_de: str
    title_en: str
    rows: pd.DataFrame
    source: str
    columns: Mapping[str, Mapping[str, str]]
    counts: Mapping[str, int]
    note_de: str
    note_en: str
    origin: Origin


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return sha256_of(path.read_bytes())


def sha256_of(content: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_table(folder: Path, table: Table) -> None:
    """Write a table and its sidecar; the same input gives the same bytes.

    Raises
    ------
    ValueError
        If a column is missing, a key is doubled, or a variable has no description.
    """
    values = _ordered(table)
    path = folder / f"{table.name}.{table.file_format}"
    if table.file_format == "csv":
        values.loc[:, list(VALUE_COLUMNS)].to_csv(
            path, index=False, lineterminator="\n", encoding="utf-8"
        )
    else:
        _write_parquet(path, values)
    _write_json(folder / f"{table.name}.meta.json", _sidecar(table, values, path.name))
    if "raw_row" in values.columns:
        _write_lineage(folder / LINEAGE / f"{table.name}.parquet", values)


def _write_lineage(path: Path, values: pd.DataFrame) -> None:
    """Write the cells of a table, row by row as in the table; see `LINEAGE_COLUMNS`.

    A text that the value itself gives back is left out.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = values["raw_text"].mask(values["raw_text"] == plain_text(values["value"]))
    words = pa.dictionary(pa.int32(), pa.string())
    columns = [pa.array(values[name], type=words) for name in ("raw_file", "raw_sheet")] + [
        pa.array(values["raw_row"].astype("int32")),
        pa.array(values["raw_column"].astype("int16")),
        pa.array(texts, type=words, from_pandas=True),
        pa.array(values["raw_rule"], type=words),
    ]
    path.parent.mkdir(exist_ok=True)
    pq.write_table(
        pa.table(columns, names=list(LINEAGE_COLUMNS)),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=["raw_file", "raw_sheet", "raw_column", "raw_text", "raw_rule"],
        column_encoding={"raw_row": "DELTA_BINARY_PACKED"},
        store_schema=False,
    )


def plain_text(values: pd.Series) -> pd.Series:
    """Shortest text of each number, whole ones without a point; empty where there is none.

    >>> plain_text(pd.Series([3.0, 2.5, float("nan")])).tolist()
    ['3', '2.5', '']
    """
    return pd.Series(
        ["" if v != v else str(int(v)) if v == int(v) else repr(v) for v in values.tolist()],
        index=values.index,
    )


def _ordered(table: Table) -> pd.DataFrame:
    values = table.values
    if missing := [column for column in VALUE_COLUMNS if column not in values.columns]:
        raise ValueError(f"table {table.name}: columns {missing} are missing")
    if unknown := sorted(set(values["variable"]) - set(table.variables)):
        raise ValueError(f"table {table.name}: no description of the variables {unknown}")
    noted = [column for column in LINEAGE_COLUMNS if column in values.columns]
    values = values.loc[:, [*VALUE_COLUMNS, *noted]].sort_values(list(KEY), kind="stable")
    doubled = values[values.duplicated(list(KEY), keep=False)]
    if len(doubled):
        first = doubled.iloc[0][list(KEY)].to_dict()
        raise ValueError(f"table {table.name}: {len(doubled)} rows share a key, the first {first}")
    return values.reset_index(drop=True)


def _write_parquet(path: Path, values: pd.DataFrame) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            ("variable", pa.string()),
            ("field", pa.string()),
            ("ags", pa.string()),
            ("year", pa.int16()),
            ("value", pa.float64()),
            ("status", pa.string()),
        ]
    )
    content = pa.Table.from_pandas(values, schema=schema, preserve_index=False)
    pq.write_table(
        content.replace_schema_metadata(None), path, compression="zstd", compression_level=19
    )


def _sidecar(table: Table, values: pd.DataFrame, file: str) -> dict[str, Any]:
    return {
        "table": table.name,
        "title_de": table.title_de,
        "title_en": table.title_en,
        "file": file,
        "rows": len(values),
        "key": list(KEY),
        "territorial_status": table.territorial_status,
        "variables": {
            str(name): _describe(table.variables[str(name)], rows)
            for name, rows in values.groupby("variable", sort=True)
        },
        "origin": [asdict(origin) for origin in sorted(table.origins, key=lambda o: o.file)],
    }


def _describe(variable: Variable, rows: pd.DataFrame) -> dict[str, Any]:
    present = rows[rows["status"] != codes.NOT_PUBLISHED]
    levels = {_level(ags) for ags in present["ags"].unique()}
    return {
        **asdict(variable),
        "breaks": list(variable.breaks),
        "levels": [level for level in LEVEL_ORDER if level in levels],
        "years": sorted(int(year) for year in present["year"].unique()),
        "fields": sorted(present["field"].unique()),
    }


LEVEL_ORDER: Final = (codes.MUNICIPALITY, codes.DISTRICT, codes.REGION, codes.STATE, codes.GERMANY)


def _level(ags: str) -> str:
    return {"DE": codes.GERMANY, "RUHR": codes.REGION}.get(ags) or codes.level_of(ags)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_rows(path: Path, rows: pd.DataFrame, columns: Iterable[str]) -> None:
    """Write a small table that people review as CSV (UTF-8, `\\n`), columns in the order given."""
    rows.loc[:, list(columns)].to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def write_flows(folder: Path, flows: Flows) -> None:
    """Write flows as `<name>.csv` and what is to know about them as `<name>.json`."""
    write_rows(folder / f"{flows.name}.csv", flows.rows, FLOW_COLUMNS)
    described = {key: value for key, value in vars(flows).items() if key not in ("rows", "origin")}
    years = sorted(int(year) for year in flows.rows["year"].unique())
    counted = {"rows": len(flows.rows), "years": years, "unit": "persons"}
    _write_json(
        folder / f"{flows.name}.json", {**described, **counted, "origin": asdict(flows.origin)}
    )


def write_participations(folder: Path, found: Participations) -> None:
    """Write participations as `eu_projects.csv` and what is to know about them as `.json`.

    Raises
    ------
    ValueError
        If a column is not explained.
    """
    if unexplained := sorted(set(PROJECT_COLUMNS) ^ set(found.columns)):
        raise ValueError(f"{PROJECTS}: explain exactly the columns there are, not {unexplained}")
    write_rows(folder / f"{PROJECTS}.csv", found.rows, PROJECT_COLUMNS)
    described = {key: value for key, value in vars(found).items() if key not in ("rows", "origin")}
    years = sorted(int(year) for year in found.rows["start"].str[:4].unique())
    counted = {"name": PROJECTS, "rows": len(found.rows), "years": years}
    _write_json(
        folder / f"{PROJECTS}.json", {**counted, **described, "origin": asdict(found.origin)}
    )


def write_catalogue(
    folder: Path, indicators: Mapping[str, Mapping[str, Any]] | None = None
) -> None:
    """Write `indicators.json` and `sources.json` from the authored catalogue and the sidecars.

    Levels and years of an indicator are what the tables in `folder` really hold; they are
    never authored.

    Parameters
    ----------
    indicators : entries to write; the whole authored catalogue if not given
    """
    sources, variables = read_catalogue("sources"), _variables(folder)
    entries = []
    for name, entry in (indicators or read_catalogue("indicators")).items():
        entries.append({"id": name, **entry, **_coverage(name, entry, variables)})
    _write_json(folder / "indicators.json", entries)
    _write_json(folder / "sources.json", [{"id": name, **entry} for name, entry in sources.items()])


def read_catalogue(part: str) -> dict[str, dict[str, Any]]:
    """Authored entries of a part (`indicators`, `sources`): `<part>.toml`, then `<part>/*.toml`.

    Raises
    ------
    ReleaseError
        If two files have an entry of the same id.
    """
    found: dict[str, dict[str, Any]] = {}
    for path in (CATALOGUE / f"{part}.toml", *sorted((CATALOGUE / part).glob("*.toml"))):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        if doubled := sorted(set(entries) & set(found)):
            raise ReleaseError(f"catalogue/{part}: {doubled} stands in two files; keep one of them")
        found.update(entries)
    return found


def _variables(folder: Path) -> dict[str, dict[str, Any]]:
    """Description of every variable in the release, with the table that holds it."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.meta.json")):
        sidecar = json.loads(path.read_text(encoding="utf-8"))
        for name, description in sidecar["variables"].items():
            found[name] = {
                **description,
                "table": sidecar["table"],
                "file": sidecar["file"],
                "origins": {origin["file"]: origin["sha256"] for origin in sidecar["origin"]},
            }
    return found


def _coverage(
    name: str, entry: Mapping[str, Any], variables: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """Levels, years, years by kind of field, breaks and sources of an indicator."""
    by_field: dict[str, list[str]] = {
        kind: [variable, *_operands(entry)]
        for kind, variable in entry.get("variables_by_field", {}).items()
    } or {"": [entry["variable"], *_operands(entry)]}
    for needed in {variable for group in by_field.values() for variable in group}:
        if needed not in variables:
            raise ReleaseError(
                f"catalogue/indicators.toml, {name}: no table of the release has the variable"
                f" '{needed}'; add its source to the ingest or correct the catalogue"
            )
    years = {
        kind: sorted(set.intersection(*(set(variables[v]["years"]) for v in group)))
        for kind, group in by_field.items()
    }
    first = next(iter(by_field))
    levels = [
        level
        for level in LEVEL_ORDER
        if all(level in variables[v]["levels"] for v in by_field[first])
    ]
    return {
        "levels": entry.get("levels", levels),
        "years": years[first],
        "years_by_field": years,
        "breaks": sorted(
            {b for group in by_field.values() for v in group for b in variables[v]["breaks"]}
        ),
    }


def _operands(entry: Mapping[str, Any]) -> list[str]:
    denominator = entry.get("denominator")
    return [denominator] if denominator else []


def write_manifest(folder: Path, geo: Path, *, version: str = VERSION) -> None:
    """Write `release.json`: format, version and SHA-256 of every file, and its own SHA-256."""
    files = {
        f"{base.name}/{path.relative_to(base).as_posix()}": sha256(path)
        for base in (folder, geo)
        for path in sorted(base.rglob("*"))
        if path.is_file() and path.name != "release.json"
    }
    own = manifest_digest(version, files)
    _write_json(
        folder / "release.json",
        {"format": FORMAT, "release": version, "files": files, "sha256": own},
    )


def manifest_digest(version: str, files: Mapping[str, str]) -> str:
    """SHA-256 of what a manifest says, whatever its form."""
    return sha256_of(json.dumps([FORMAT, version, sorted(files.items())]).encode())


def version_of(folder: Path) -> str:
    """Version of the release in a folder `data/`.

    Raises
    ------
    ReleaseError
        If its manifest cannot be read.
    """
    return str(_read_json(folder / "release.json")["release"])


@dataclass(frozen=True)
class Cube:
    """One variable as an array: fields × regions × years.

    Parameters
    ----------
    fields, ags, years : keys of the three axes, each in ascending order
    values : float array, NaN where there is no number
    status : array of indices into `codes.STATUSES`; a cell that no row speaks of is
        `not_published`
    row : position of each cell in its table, from 0; -1 where no row speaks of it
    """

    fields: tuple[str, ...]
    ags: tuple[str, ...]
    years: tuple[int, ...]
    values: npt.NDArray[np.float64]
    status: npt.NDArray[np.uint8]
    row: npt.NDArray[np.int32]

    @cached_property
    def field_index(self) -> dict[str, int]:
        """Position of each field on the first axis."""
        return {key: i for i, key in enumerate(self.fields)}

    @cached_property
    def ags_index(self) -> dict[str, int]:
        """Position of each region on the second axis."""
        return {key: i for i, key in enumerate(self.ags)}

    @cached_property
    def year_index(self) -> dict[int, int]:
        """Position of each year on the third axis."""
        return {key: i for i, key in enumerate(self.years)}


@dataclass(frozen=True, eq=False)
class Release:
    """An opened release: read-only, shared by all sessions of a server; each object keys caches."""

    folder: Path
    geo: Path
    version: str
    variables: Mapping[str, Mapping[str, Any]]
    indicators: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, Mapping[str, Any]]
    regions: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, Mapping[str, Mapping[str, str]]]
    settings: Path
    _cubes: dict[str, Cube] = field(default_factory=dict, repr=False)
    _cells: dict[str, Any] = field(default_factory=dict, repr=False)

    def cube(self, variable: str) -> Cube:
        """Return one variable of the release as an array, read once per server.

        Raises
        ------
        KeyError
            If the release has no such variable.
        """
        if variable not in self._cubes:
            self._cubes.update(_read_cubes(self.folder / self.variables[variable]["file"]))
        return self._cubes[variable]

    def cells(self, variable: str, rows: Sequence[int] | npt.NDArray[np.int32]) -> Any:
        """Return where the figures in some rows of a variable's table were read.

        Parameters
        ----------
        rows : positions in the table, as `Cube.row` gives them

        Returns
        -------
        pyarrow.Table with the columns `LINEAGE_COLUMNS`
            `raw_text` is null where the cell's text is the number itself.
        """
        table = self.variables[variable]["table"]
        if table not in self._cells:
            self._cells[table] = _read_lineage(self.folder / LINEAGE / f"{table}.parquet")
        return self._cells[table].take(np.asarray(rows, dtype=np.int64))

    @property
    def shapes(self) -> Path:
        """File with the outlines that maps are drawn from."""
        return self.geo / "shapes.json"

    @property
    def themes(self) -> Mapping[str, config.Theme]:
        """Themes by which this release's figures are made, checked on load."""
        return config.themes(self.settings / "themes.toml")

    @property
    def bounds(self) -> Mapping[str, config.Bound]:
        """Bounds of suppressed cells by variable."""
        return config.suppression(self.settings / "suppression.toml")

    @cached_property
    def projects(self) -> pd.DataFrame:
        """Participations in EU research projects, read once per server; not to be changed.

        Columns are `PROJECT_COLUMNS`; keys are text, an amount that is unknown is missing.

        Raises
        ------
        ReleaseError
            If the file is missing or cannot be read.
        """
        return read_participations(self.folder)

    @cached_property
    def projects_about(self) -> Mapping[str, Any]:
        """Sidecar of `projects`: title, source, note, columns, counts and origin."""
        found: dict[str, Any] = _read_json(self.folder / f"{PROJECTS}.json")
        return found

    def sha256_of(self, variable: str, file: str) -> str:
        """SHA-256 of a raw file that a variable's table was made from; empty if unknown."""
        return str(self.variables[variable]["origins"].get(file, ""))


def _read_lineage(path: Path) -> Any:
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path).combine_chunks()  # taking rows from one chunk copies no others
    except OSError as error:
        raise ReleaseError(f"{path.name} cannot be read ({error}); run the ingest again") from error


def open_release(root: Path = ROOT, *, settings: Path = config.FOLDER) -> Release:
    """Open the release in `root/data` and `root/geo`.

    Parameters
    ----------
    root : folder that holds data/ and geo/
    settings : folder with the themes and the bounds of suppressed cells that figures depend on

    Raises
    ------
    ReleaseError
        If a file is missing or cannot be read.
    """
    folder, geo = root / "data", root / "geo"
    return Release(
        folder=folder,
        geo=geo,
        version=version_of(folder),
        variables=_variables(folder),
        indicators={entry["id"]: entry for entry in _read_json(folder / "indicators.json")},
        sources={entry["id"]: entry for entry in _read_json(folder / "sources.json")},
        regions={row["ags"]: row for row in _read_csv(folder / "regions.csv")},
        fields=_read_fields(folder / "fields.csv"),
        settings=settings,
    )


def read_flows(folder: Path, name: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Read flows that `write_flows` wrote, and what is to know about them.

    Raises
    ------
    ReleaseError
        If a file is missing or cannot be read.
    """
    described: dict[str, Any] = _read_json(folder / f"{name}.json")
    rows = pd.DataFrame(_read_csv(folder / f"{name}.csv"), columns=list(FLOW_COLUMNS))
    return rows.astype({"year": int, "persons": float, "raw_row": int}), described


def read_participations(folder: Path) -> pd.DataFrame:
    """Read what `write_participations` wrote; empty texts stay empty, empty amounts are missing.

    Raises
    ------
    ReleaseError
        If the file is missing or has other columns.
    """
    rows = pd.DataFrame(_read_csv(folder / f"{PROJECTS}.csv"))
    if tuple(rows.columns) != PROJECT_COLUMNS:
        raise ReleaseError(
            f"{PROJECTS}.csv has the columns {', '.join(rows.columns)} instead of"
            f" {', '.join(PROJECT_COLUMNS)}; run the ingest again"
        )
    amounts = pd.to_numeric(rows["ec_contribution_eur"])
    return rows.assign(ec_contribution_eur=amounts, raw_row=rows["raw_row"].astype(int))


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path.name} cannot be read ({error}); run the ingest again") from error


def _read_csv(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path.name} cannot be read ({error}); run the ingest again") from error


def _read_fields(path: Path) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in _read_csv(path):
        found.setdefault(row["classification"], {})[row["code"]] = row
    return found


_TEXT_COLUMNS: Final[dict[str, Any]] = {
    "variable": str,
    "field": str,
    "ags": str,
    "year": "int16",
    "status": str,
}


def read_values(path: Path) -> pd.DataFrame:
    """Read a table of long values, every key as text.

    Raises
    ------
    ReleaseError
        If the file is missing or is no table of long values.
    """
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path, columns=list(VALUE_COLUMNS))
        return pd.read_csv(
            path,
            usecols=list(VALUE_COLUMNS),
            dtype=_TEXT_COLUMNS,
            keep_default_na=False,
            na_values={"value": [""]},
        )
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path.name} cannot be read ({error}); run the ingest again") from error


def _read_cubes(path: Path) -> dict[str, Cube]:
    values = _read_coded(path) if path.suffix == ".parquet" else read_values(path)
    by_variable = values.groupby("variable", sort=False, observed=True)
    return {str(variable): _cube(rows) for variable, rows in by_variable}


def _read_coded(path: Path) -> pd.DataFrame:
    """Read a Parquet file of long values with its texts as categories in ascending order.

    Several times as fast as with texts; a page waits for it.
    """
    import pyarrow.parquet as pq

    texts = [name for name, kind in _TEXT_COLUMNS.items() if kind is str]
    try:
        content = pq.read_table(path, columns=list(VALUE_COLUMNS), read_dictionary=texts)
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path.name} cannot be read ({error}); run the ingest again") from error
    values: pd.DataFrame = content.to_pandas()
    for name in texts:
        values[name] = values[name].cat.reorder_categories(sorted(values[name].cat.categories))
    return values


def _cube(rows: pd.DataFrame) -> Cube:
    field_code, fields = pd.factorize(rows["field"], sort=True)
    ags_code, ags = pd.factorize(rows["ags"], sort=True)
    year_code, years = pd.factorize(rows["year"], sort=True)
    shape = (len(fields), len(ags), len(years))
    values = np.full(shape, np.nan)
    values[field_code, ags_code, year_code] = rows["value"].to_numpy(dtype=float)
    status = np.full(shape, codes.STATUSES.index(codes.NOT_PUBLISHED), dtype=np.uint8)
    status[field_code, ags_code, year_code] = pd.Categorical(
        rows["status"], categories=codes.STATUSES
    ).codes.astype(np.uint8)
    row = np.full(shape, -1, dtype=np.int32)
    row[field_code, ags_code, year_code] = rows.index
    for array in (values, status, row):
        array.setflags(write=False)
    return Cube(
        fields=tuple(map(str, fields)),
        ags=tuple(map(str, ags)),
        years=tuple(int(y) for y in years),
        values=values,
        status=status,
        row=row,
    )
