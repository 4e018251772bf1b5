"""What a new release changes against the one that it would replace, for a person to accept.

New years and new variables are what a new file is for. A figure that is another one now, a key
that is gone, or a place that was not there before may be a revision, a reform, or a fault: those
need somebody who has looked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash.codes import WITHOUT_VALUE
from s3dash.release import KEY, PROJECTS, VALUE_COLUMNS, read_participations, read_values, sha256

HALF_UNIT: Final = 0.5
"""A difference of at most half of the last published digit is rounding."""

_LISTED: Final = 3
"""Places named in one line of the summary."""


@dataclass(frozen=True)
class VariableChanges:
    """What became of one variable.

    Parameters
    ----------
    table, variable : where it stands
    compared : number of figures that both releases have
    new_years : years that only the new release has
    new_places : keys of areas that only the new release has
    new_keys : field, area and year that are new though both are known
    lost_keys : field, area and year that only the old release has
    changed : figures that differ beyond rounding: the key, old and new value and status, and
        `change` in percent of the old one (missing where one of them has no value or the old is 0)
    """

    table: str
    variable: str
    compared: int
    new_years: tuple[int, ...]
    new_places: tuple[str, ...]
    new_keys: tuple[str, ...]
    lost_keys: tuple[str, ...]
    changed: pd.DataFrame

    @property
    def needs_acceptance(self) -> bool:
        """Whether somebody has to look: more than new years."""
        return bool(self.new_places or self.lost_keys or len(self.changed))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be said."""
        return not (self.new_years or self.new_keys or self.needs_acceptance)


@dataclass(frozen=True)
class Report:
    """Old and new release side by side.

    Parameters
    ----------
    first : there is no old release
    new_variables : variables that only the new release has, as `table: variable`
    variables : what became of the others, without those that are the same
    """

    first: bool
    new_variables: tuple[str, ...]
    variables: tuple[VariableChanges, ...]

    @property
    def needs_acceptance(self) -> bool:
        """Whether figures changed, keys were lost, or places are new."""
        return any(variable.needs_acceptance for variable in self.variables)


def compare(old: Path, new: Path) -> Report:
    """Compare two `data/` folders, table by table.

    Parameters
    ----------
    old : the release in use; it may be missing
    new : the release that would replace it

    Raises
    ------
    OSError, KeyError, ValueError
        If a table or its sidecar cannot be read.
    """
    before, after = _files(old), _files(new)
    new_variables: list[str] = []
    changes: list[VariableChanges] = []
    for name in sorted(before | after):
        if name in before and name in after and sha256(before[name]) == sha256(after[name]):
            continue
        was, now = _values(before.get(name)), _values(after.get(name))
        known = set(was["variable"])
        new_variables += [f"{name}: {v}" for v in sorted(set(now["variable"]) - known)]
        decimals = _decimals(new, name) | _decimals(old, name)
        for variable in sorted(known):
            changes.append(
                _compare(
                    was[was["variable"] == variable],
                    now[now["variable"] == variable],
                    table=name,
                    tolerance=HALF_UNIT * 10.0 ** -decimals.get(variable, 0),
                )
            )
    kept = tuple(change for change in changes if not change.is_empty)
    return Report(not before, tuple(new_variables), kept)


def unread(raw: Path, data: Path) -> tuple[str, ...]:
    """Files in the folders of the sources in use that no table was made from.

    A file that was meant to be taken and has another name than expected is among them.

    Parameters
    ----------
    raw : folder of the raw files
    data : the release that was made from them
    """
    read: set[str] = set()
    for path in data.glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        origins = content.get("origin", []) if isinstance(content, dict) else []
        read |= {origin["file"] for origin in ([origins] if isinstance(origins, dict) else origins)}
    folders = sorted({file.split("/")[0] for file in read})
    found = [
        path.relative_to(raw).as_posix() for name in folders for path in (raw / name).glob("*")
    ]
    return tuple(sorted(set(found) - read))


def _files(folder: Path) -> dict[str, Path]:
    """Files of figures by table: those with a sidecar, the flows and the participations."""
    patterns = ("*.meta.json", "*_flows.json", f"{PROJECTS}.json")
    sidecars = [path for pattern in patterns for path in folder.glob(pattern)]
    found = {path.name.split(".")[0]: _read(path) for path in sidecars}
    return {name: folder / str(meta.get("file", f"{name}.csv")) for name, meta in found.items()}


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _decimals(folder: Path, table: str) -> dict[str, int]:
    path = folder / f"{table}.meta.json"
    described = _read(path)["variables"] if path.exists() else {}
    return {name: int(variable["decimals"]) for name, variable in described.items()}


def _values(path: Path | None) -> pd.DataFrame:
    """Long values of a table; flows have the origin as field and the destination as area.

    Participations have project, organisation and role as field.
    """
    if path is None:
        return pd.DataFrame(columns=list(VALUE_COLUMNS))
    if path.stem == PROJECTS:
        return _contributions(path.parent)
    if not path.name.endswith("_flows.csv"):
        return read_values(path)
    rows = pd.read_csv(path, dtype={"origin": str, "destination": str})
    return pd.DataFrame(
        {
            "variable": path.stem,
            "field": rows["origin"],
            "ags": rows["destination"],
            "year": rows["year"],
            "value": rows["persons"].astype(float),
            "status": rows["status"],
        }
    )


def _contributions(folder: Path) -> pd.DataFrame:
    rows = read_participations(folder)
    return pd.DataFrame(
        {
            "variable": PROJECTS,
            "field": rows["project"] + " " + rows["organisation_id"] + " " + rows["role"],
            "ags": rows["ags"],
            "year": rows["start"].str[:4].astype(int),
            "value": rows["ec_contribution_eur"],
            "status": rows["status"],
        }
    )


def _compare(
    was: pd.DataFrame, now: pd.DataFrame, *, table: str, tolerance: float
) -> VariableChanges:
    key = list(KEY)
    both = was.merge(now, how="outer", on=key, suffixes=("_old", "_new"), indicator="side")
    new, lost = both[both["side"] == "right_only"], both[both["side"] == "left_only"]
    years, places = set(was["year"]), set(was["ags"])
    of_known = new["year"].isin(years) & new["ags"].isin(places)
    kept = both[both["side"] == "both"]
    return VariableChanges(
        table=table,
        variable=str(was["variable"].iloc[0]),
        compared=len(kept),
        new_years=tuple(sorted(int(year) for year in set(new["year"]) - years)),
        new_places=tuple(sorted(set(new["ags"]) - places)),
        new_keys=_keys(new[of_known]),
        lost_keys=_keys(lost),
        changed=_changed(kept, tolerance),
    )


def _changed(kept: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    """Rows with another value beyond the tolerance, or another status; the largest first."""
    old, new = kept["value_old"].astype(float), kept["value_new"].astype(float)
    differs = (new - old).abs() > tolerance * (1 + 1e-9)
    other_status = kept["status_old"] != kept["status_new"]
    without = kept["status_old"].isin(WITHOUT_VALUE) & kept["status_new"].isin(WITHOUT_VALUE)
    change = 100.0 * (new - old) / old.abs().where(old != 0)
    found = kept.assign(change=change)[differs | (other_status & ~without)]
    order = found["change"].abs().fillna(float("inf")).sort_values(ascending=False, kind="stable")
    return found.loc[order.index]


def _keys(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(_key(row) for row in rows.to_dict("records"))


def _key(row: Any) -> str:
    return " ".join(str(row[part]) for part in KEY[1:] if row[part] != "")


def as_text(report: Report, *, every: bool = False) -> str:
    """Write a report for people.

    Parameters
    ----------
    every : list every changed figure and every key, not the first ones only
    """
    lines = list(_lines(report, None if every else _LISTED))
    return "\n".join(lines) + "\n"


def _lines(report: Report, most: int | None) -> Iterator[str]:
    if report.first:
        yield "There is no release yet to compare with."
        return
    if not (report.variables or report.new_variables):
        yield "The new release has the same figures as the one in use."
        return
    yield "Compared with the release in use:"
    for name in report.new_variables:
        yield f"  {name}: new variable"
    for variable in report.variables:
        yield from (f"  {variable.table}: {line}" for line in _words(variable, most))


def _words(found: VariableChanges, most: int | None) -> Iterator[str]:
    name = found.variable
    if found.new_years:
        yield f"{name}: new years {', '.join(map(str, found.new_years))}"
    if found.new_places:
        yield f"{name}: TO ACCEPT: new places {_some(found.new_places, most)}"
    if found.new_keys:
        new = _some(found.new_keys, most)
        yield f"{name}: {len(found.new_keys)} new keys in known years: {new}"
    if found.lost_keys:
        yield f"{name}: TO ACCEPT: {len(found.lost_keys)} lost keys: {_some(found.lost_keys, most)}"
    if len(found.changed):
        figures = [
            _figure(row)
            for row in found.changed.head(most or len(found.changed)).to_dict("records")
        ]
        yield (
            f"{name}: TO ACCEPT: {len(found.changed)} of {found.compared} figures changed,"
            f" the largest first: {_some(figures, most, total=len(found.changed))}"
        )


def _some(words: Sequence[str], most: int | None, *, total: int | None = None) -> str:
    shown = words if most is None else words[:most]
    more = (total or len(words)) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def _figure(row: Any) -> str:
    change = "" if pd.isna(row["change"]) else f" ({row['change']:+.2f} %)"
    return f"{_key(row)}: {_value(row, 'old')} -> {_value(row, 'new')}{change}"


def _value(row: Any, side: str) -> str:
    value, status = row[f"value_{side}"], row[f"status_{side}"]
    other = row["status_old"] != row["status_new"]
    if pd.isna(value):
        return str(status)
    return f"{value:.10g} {status}" if other else f"{value:.10g}"
