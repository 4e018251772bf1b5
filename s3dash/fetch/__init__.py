"""Bring raw files from official services into the raw folder, with the user's own access.

Nothing else in the project depends on this: whoever downloads a file in the browser and puts it
into the raw folder has the same.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from s3dash.fetch import boundaries
from s3dash.fetch.regionalstatistik import Service, Table, check_table
from s3dash.fetch.web import FetchError

SOURCES: Final = {
    "genesis-13111-07-05-4": Table("13111-07-05-4", year_pattern=r"^Stichtag: 30\.06\.(\d{4})"),
    "genesis-13211-02-05-4": Table("13211-02-05-4", year_pattern=r"^(\d{4});"),
}
"""Tables by the folder that they belong in."""

USER: Final = "REGIONALSTATISTIK_USER"
PASSWORD: Final = "REGIONALSTATISTIK_PASSWORD"
TOKEN: Final = "REGIONALSTATISTIK_TOKEN"

__all__ = [
    "PASSWORD",
    "SOURCES",
    "TOKEN",
    "USER",
    "FetchError",
    "Service",
    "fetch",
    "fetch_boundaries",
    "service_of",
]


def fetch(
    source: str, year: int, raw: Path, *, service: Service | None = None, replace: bool = False
) -> Path:
    """Bring one year of a source: a table as `raw/<source>/<table>_<year>.csv`, or boundaries.

    Parameters
    ----------
    source : one of `SOURCES`, or `vg250` (see `fetch_boundaries`)
    raw : the raw folder
    service : whom to ask for a table; with the access of the environment if not given
    replace : whether a file of that name may be replaced

    Returns
    -------
    The file, written in one step or not at all; of boundaries their folder

    Raises
    ------
    FetchError
        If the source is unknown, the file is there already or cannot be written, the access is
        missing, or the service says no; the message says what to do.
    """
    if source == boundaries.SOURCE:
        return fetch_boundaries(year, raw, replace=replace)
    table = SOURCES.get(source)
    if table is None:
        possible = ", ".join((*SOURCES, boundaries.SOURCE))
        raise FetchError(f"'{source}' cannot be fetched; possible are {possible}")
    path = raw / source / f"{table.name}_{year}.csv"
    if path.exists() and not replace:
        raise FetchError(f"{path} is there already; add --replace to fetch it again")
    content = (service or service_of(os.environ)).table(table.name, year)
    check_table(content, table, year)
    try:
        _write(path, content)
    except OSError as error:
        raise FetchError(f"{path} cannot be written ({error.strerror}); see --raw") from error
    return path


def fetch_boundaries(
    year: int,
    raw: Path,
    *,
    service: boundaries.Boundaries | None = None,
    replace: bool = False,
) -> Path:
    """Bring the boundaries of 1 January of a year as two files in `raw/vg250-<year>/`.

    Returns
    -------
    The folder; its files are written when both are known to be right

    Raises
    ------
    FetchError
        If they are there already or cannot be written, the service says no, or the areas are not
        those of the region; the message says what to do.
    """
    folder = raw / f"{boundaries.SOURCE}-{year}"
    if (folder / boundaries.MUNICIPALITIES).exists() and not replace:
        raise FetchError(f"{folder} is there already; add --replace to fetch it again")
    try:
        raw.mkdir(parents=True, exist_ok=True)
        (service or boundaries.Boundaries()).bring(year, folder)
    except OSError as error:
        raise FetchError(f"{folder} cannot be written ({error.strerror}); see --raw") from error
    return folder


def service_of(environment: Mapping[str, str]) -> Service:
    """The Regionaldatenbank with the access that the environment names.

    Raises
    ------
    FetchError
        If there is none.
    """
    user, password = (environment.get(name, "").strip() for name in (USER, PASSWORD))
    token = environment.get(TOKEN, "").strip()
    if user and password:
        return Service(user, password)
    if token:
        return Service(token, "")
    raise FetchError(
        f"no access to regionalstatistik.de: set {USER} and {PASSWORD}, or {TOKEN}; registration at"
        " www.regionalstatistik.de costs nothing"
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=path.parent) as name:
        new = Path(name) / path.name
        new.write_bytes(content)
        os.replace(new, path)
