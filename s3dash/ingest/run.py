"""Make the data release from the raw files: read, correct, write, check, and only then replace.

Everything is built in a temporary folder beside the target. The old release stays as it is until
the new one has passed all checks, and until somebody has accepted it where figures changed or keys
were lost. Then the new one, complete and on disk, gets the name `.release-next` in one step, and
the folders change places. Whoever opens the release meanwhile finds one whole release, old or new
(`s3dash.checked`); a run that was killed is finished by the next one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash import ROOT, config, kept, release
from s3dash.checked import NEXT, OLD
from s3dash.ingest import (
    ba_commuters,
    ba_occupations,
    ba_target_occupations,
    bbsr_gemeindereferenz,
    cordis,
    cordis_projects,
    dehst,
    deutschlandatlas,
    efre_nrw,
    esf_nrw,
    eurostat_patents,
    fields,
    gemeindeverzeichnis,
    genesis_2017_districts,
    genesis_2017_municipalities,
    genesis_13111_07_05_4,
    genesis_13211_02_05_4,
    gerda_census,
    hochschulen,
    inkar,
    inkar_2021,
    inland_ports,
    kba_electric_cars,
    kohesio,
    land_use_33111,
    ldb_nrw_13111_54i,
    mastr,
    regions,
    report,
    vgrdl_income,
)
from s3dash.ingest.corrections import CorrectionError, apply_corrections, load_corrections
from s3dash.ingest.geometry import publish_static, write_geo
from s3dash.ingest.raw_file import RawFileError, files_of, require_districts
from s3dash.open_data import datapackage
from s3dash.release import ReleaseError, Table

DATA: Final = "data"
GEO: Final = "geo"
STATIC: Final = "static"
RAW_VARIABLE: Final = "S3DASH_RAW"

_BUILDING: Final = ".release-new-"
"""How the name of the folder begins in which a release is built."""

_BY_SECTOR: Final = ("employees_by_sector", "employees_december")
_BY_OCCUPATION: Final = ("employees_by_occupation", "labour_market_by_occupation")


class IngestError(ValueError):
    """A release that is not taken over: it fails its checks, or nobody has accepted it."""


def run(raw: Path, out: Path, *, accept: bool = False, report_file: Path | None = None) -> None:
    """Make `out/data` and `out/geo` from the raw files; two runs give the same bytes.

    The drawing for the browser is then published in `out/static`. Whatever else lies in the two
    folders is removed: they hold the release and nothing else. What the new release changes is
    printed; see `s3dash.ingest.report`.

    Parameters
    ----------
    raw : folder of the raw files
    out : folder that holds data/ and geo/
    accept : whether somebody has looked at changed figures, lost keys and new places
    report_file : file that gets the report with every single change

    Raises
    ------
    RawFileError
        If a raw file is missing or not what its module expects.
    CorrectionError
        If a known fault is no longer there.
    IngestError
        If the new release fails a check or is not accepted, or another ingest is at work; the old
        one is then untouched.
    OSError
        If a file cannot be read or written; a whole release, old or new, is then in use.
    """
    with _alone(out):
        _finish_switch(out)
        with tempfile.TemporaryDirectory(
            prefix=_BUILDING, dir=out, ignore_cleanup_errors=True
        ) as name:
            folder = Path(name)
            build(raw, folder)
            failed = _failed_checks(folder)
            unread = report.unread(raw, folder / DATA)
            acceptable = _tell(out / DATA, folder / DATA, failed, unread, report_file)
            if failed:
                raise IngestError(failed)
            if not (accept or acceptable):
                raise IngestError(_REFUSED.format(data=out / DATA, raw=raw))
            _keep_old(folder, out)
            _to_disk(folder)
            os.rename(folder, out / NEXT)
        _finish_switch(out)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Keep a second ingest out, and clear away what one that was killed has left."""
    there = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(there, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in out.glob(f"{_BUILDING}*"):
            shutil.rmtree(left)
        yield
    except BlockingIOError as error:
        raise IngestError(f"another ingest is at work in {out}; wait until it is done") from error
    finally:
        os.close(there)


def build(raw: Path, folder: Path) -> None:
    """Write a whole release into `folder/data` and `folder/geo`, without checking it."""
    from s3dash.checks import two_sources

    data, geo = folder / DATA, folder / GEO
    data.mkdir()
    geo.mkdir()
    official = official_names(raw)
    tables = read_tables(raw, official)
    for table in tables:
        release.write_table(data, table)
    region = config.region()
    release.write_flows(data, ba_commuters.flows(raw, region))
    municipalities = gemeindeverzeichnis.read_municipalities(raw, region)
    names = dict(zip(municipalities["ags"], municipalities["name"], strict=True))
    release.write_participations(data, cordis_projects.participations(raw, region, names))
    listed = write_geo(raw, geo, regions.list_regions(municipalities, official, region))
    release.write_rows(data / "regions.csv", listed, release.REGION_COLUMNS)
    release.write_rows(data / "fields.csv", _fields(tables), release.FIELD_COLUMNS)
    release.write_catalogue(data)
    two_sources.write(folder)
    datapackage.write(data)
    release.write_manifest(data, geo)


def official_names(raw: Path) -> dict[str, str]:
    """Official names of states and districts by AGS, the latest name of each.

    Districts that came after the last file of 13111-07-05-4 are named by the occupations.
    """
    names = ba_occupations.read_region_names(raw)
    for path in files_of(raw, genesis_13111_07_05_4.SOURCE, "13111-07-05-4_*.csv"):
        found = genesis_13111_07_05_4.read_names(path)
        names.update(zip(found.index, found, strict=True))
    return names


def read_tables(raw: Path, official: Mapping[str, str]) -> list[Table]:
    """Read and correct all tables of figures."""
    region, corrections = config.region(), load_corrections()
    keys = {name: ags for ags, name in official.items() if ags[:2] == region.state}
    listed = gemeindeverzeichnis.read_municipalities(raw, region)
    municipalities = dict(zip(listed["ags"], listed["name"], strict=True))
    tables = [
        *genesis_13111_07_05_4.read(raw),
        *genesis_13211_02_05_4.read(raw),
        *ldb_nrw_13111_54i.read(raw, keys),
        *ba_occupations.read(raw),
        *gemeindeverzeichnis.read(raw, region),
        *inkar.read(raw, region),
        *inkar_2021.read(raw, region),
        *cordis.read(raw, region, municipalities),
        *ba_target_occupations.read(raw),
        *efre_nrw.read(raw, region, municipalities),
        *esf_nrw.read(raw, region, municipalities),
        *kohesio.read(raw, region),
        *hochschulen.read(raw, region, municipalities),
        *eurostat_patents.read(raw, region),
        *kba_electric_cars.read(raw, region),
        *mastr.read(raw, region),
        *dehst.read(raw, region, municipalities),
        *inland_ports.read(raw, region, municipalities),
        *bbsr_gemeindereferenz.read(raw, region),
        *genesis_2017_municipalities.read(raw, region),
        *genesis_2017_districts.read(raw, region),
        *vgrdl_income.read(raw, region),
        *land_use_33111.read(raw, region),
        *ba_commuters.read(raw, region),
        *deutschlandatlas.read(raw, region),
        *gerda_census.read(raw, region),
    ]
    for table in tables:
        require_districts(table.values, region)
    return [apply_corrections(table, corrections) for table in tables]


def _fields(tables: list[Table]) -> pd.DataFrame:
    def used(names: tuple[str, ...]) -> set[str]:
        return {code for t in tables if t.name in names for code in t.values["field"].unique()}

    return fields.list_fields(
        {fields.WZ2008: used(_BY_SECTOR), fields.KLDB2010: used(_BY_OCCUPATION)}
    )


_REFUSED: Final = (
    "{data} is untouched: what the report above marks as TO ACCEPT changes what is in use. Compare"
    " it with the raw files; if it is right, run: python -m s3dash ingest --raw {raw} --accept"
)


_NOT_WRITTEN: Final = (
    "the release could not be made: {error}. The one in use is whole; see that the raw files can be"
    " read and that {out} can be written to and has space, then run the ingest again"
)


def _failed_checks(folder: Path) -> str:
    """What the checks found, or an empty text."""
    from s3dash import checks

    failed = [finding for finding in checks.check_release(folder) if not finding.ok]
    if not failed:
        return ""
    return (
        f"the new release fails {len(failed)} checks and is not taken over:\n"
        + checks.format_findings(failed)
    )


def _tell(old: Path, new: Path, failed: str, unread: Sequence[str], file: Path | None) -> bool:
    """Print and write what the new release changes; whether it needs nobody to accept it."""
    try:
        found = report.compare(old, new)
    except (OSError, KeyError, ValueError) as error:
        short = every = f"TO ACCEPT: the release in use cannot be compared: {error}\n"
        acceptable = False
    else:
        short, every = report.as_text(found), report.as_text(found, every=True)
        acceptable = not found.needs_acceptance
    print(f"{short}{len(unread)} files beside those in use are read by no table.")
    if file:
        listed = [every, *(f"Read by no table: {name}\n" for name in unread)]
        file.write_text("".join([*listed, failed]).rstrip() + "\n", encoding="utf-8")
    return acceptable


def _keep_old(new: Path, out: Path) -> None:
    """Keep the release that is in use where the new one is another version."""
    in_use = out / DATA / "release.json"
    try:
        if in_use.exists() and release.version_of(out / DATA) != release.version_of(new / DATA):
            kept.keep(out, out / kept.STORE)
    except ReleaseError as error:
        print(f"The release in use is damaged and is not kept: {error}")


def _to_disk(folder: Path) -> None:
    """Wait until every file of a folder is on disk, so that no loss of power can empty one."""
    for path in [*folder.rglob("*"), folder]:
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _finish_switch(out: Path) -> None:
    """Put the release in `.release-next`, if there is one, in place; can be done again and again.

    The browser's drawing comes first and those of before go last: whatever release is opened
    meanwhile finds its own.
    """
    new = out / NEXT
    if not new.is_dir():
        return
    if (new / GEO).is_dir():
        publish_static(new / GEO, out / STATIC, keep_older=True)
    for part in (DATA, GEO):
        if (new / part).is_dir():
            _exchange(new / part, out / part, aside=new / OLD.format(part=part))
    publish_static(out / GEO, out / STATIC)
    trash = out / f"{_BUILDING}old"
    os.rename(new, trash)
    shutil.rmtree(trash)


def _exchange(new: Path, old: Path, *, aside: Path) -> None:
    """Put a folder in the place of another one; each step is one renaming."""
    if old.exists():
        os.rename(old, aside)
    os.rename(new, old)


def ingest(
    raw: Path | None = None,
    out: Path = ROOT,
    *,
    accept: bool = False,
    report_file: Path | None = None,
) -> int:
    """Run the ingest for the command line and say what came of it.

    Parameters
    ----------
    raw : folder of the raw files; else the environment's S3DASH_RAW, else `raw/` in the project
    out : folder that gets data/ and geo/
    accept, report_file : see `run`

    Returns
    -------
    0, or 1 where the release was not made; the reason is on standard error
    """
    folder = raw or Path(os.environ.get(RAW_VARIABLE) or ROOT / "raw")
    try:
        run(folder, out, accept=accept, report_file=report_file)
    except (RawFileError, CorrectionError, IngestError, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(_NOT_WRITTEN.format(error=error, out=out), file=sys.stderr)
        return 1
    print(f"{out / DATA} and {out / GEO} are made from {folder}")
    return 0
