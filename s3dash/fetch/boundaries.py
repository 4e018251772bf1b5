"""Boundaries of the BKG (VG250, 1 January): the archive of a year, cut to what the ingest reads.

The download service is open and wants no access. Its archive holds all of Germany in shapefiles;
kept are the municipalities of the region and the districts of its state, with all their columns,
as GeoJSON in WGS 84.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
from pyogrio.errors import DataSourceError

from s3dash import config
from s3dash.fetch.web import BACKOFF, RETRIED, FetchError, ask

SOURCE: Final = "vg250"
SERVICE: Final = "https://daten.gdz.bkg.bund.de/produkte/vg/vg250_ebenen_0101/"
SITE: Final = "gdz.bkg.bund.de"
ARCHIVE: Final = "vg250_01-01.utm32s.shape.ebenen.zip"

MUNICIPALITIES: Final = "gemeinden_ruhr.geojson"
DISTRICTS: Final = "kreise_nrw.geojson"

_DAY: Final = "aktualitaet.txt"
_LAND: Final = 4
"""Code of the column GF for an area with its land; other codes are water parts."""

_DECIMALS: Final = 9
"""Of degrees: a tenth of a millimetre, so that neighbours keep sharing their vertices."""


@dataclass(frozen=True)
class Boundaries:
    """The download service.

    Parameters
    ----------
    address : of the folder of all years
    backoff : seconds before the second retry where the service is busy
    """

    address: str = SERVICE
    backoff: float = BACKOFF

    def bring(self, year: int, folder: Path) -> None:
        """Write the two files of a year into a folder.

        Raises
        ------
        FetchError
            If the service cannot be reached or says no, or the archive is not what is expected.
        """
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=folder.parent) as name:
            archive = Path(name) / ARCHIVE
            archive.write_bytes(self._archive(year))
            _check_day(archive, year)
            _write_areas(archive, Path(name))
            folder.mkdir(exist_ok=True)
            for file in (MUNICIPALITIES, DISTRICTS):
                os.replace(Path(name) / file, folder / file)

    def _archive(self, year: int) -> bytes:
        address = f"{self.address}{year}/{ARCHIVE}"
        http, content = ask("GET", address, backoff=self.backoff)
        if http == 200 and content[:2] == b"PK":
            return content
        if http == 404:
            raise FetchError(
                f"{address}: the service has no boundaries of {year}; look for the years that there"
                f" are at {SITE}"
            )
        if http in RETRIED or http in range(300, 400) or content.lstrip()[:1] == b"<":
            raise FetchError(
                f"{address}: the service is not available (HTTP {http}), maybe for maintenance; try"
                " later"
            )
        raise FetchError(f"{address}: no archive came (HTTP {http}); look for it at {SITE}")


def _check_day(archive: Path, year: int) -> None:
    """Check that the archive is whole and of the year."""
    try:
        with zipfile.ZipFile(archive) as opened:
            found = [opened.read(name) for name in opened.namelist() if name.endswith(_DAY)]
    except (zipfile.BadZipFile, EOFError) as error:
        raise FetchError(f"{ARCHIVE}: the archive breaks off ({error}); fetch it again") from error
    days = {content.decode("iso-8859-1").strip() for content in found}
    if days != {f"01.01.{year}"}:
        raise FetchError(
            f"{ARCHIVE}: the boundaries are of {', '.join(sorted(days)) or 'no day'} instead of"
            f" 01.01.{year}; ask for another year"
        )


def _write_areas(archive: Path, folder: Path) -> None:
    region = config.region()
    municipalities = _areas(archive, "VG250_GEM.shp")
    own = municipalities[municipalities["AGS"].str[:5].isin(region.districts)]
    _require(len(own) == own["AGS"].nunique() == region.municipality_count, own, "municipalities")
    districts = _areas(archive, "VG250_KRS.shp")
    inside = districts[districts["AGS"].str[:2] == region.state]
    _require(set(region.districts) <= set(inside["AGS"]), inside, "districts")
    for areas, file in ((own, MUNICIPALITIES), (inside, DISTRICTS)):
        areas.to_crs("EPSG:4326").to_file(
            folder / file, driver="GeoJSON", COORDINATE_PRECISION=_DECIMALS
        )


def _areas(archive: Path, layer: str) -> gpd.GeoDataFrame:
    """Areas of a shapefile of the archive with their land."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.endswith(f"/{layer}")]
    try:
        (name,) = names
        areas = gpd.read_file(f"/vsizip/{archive}/{name}")
        return areas.loc[areas["GF"] == _LAND].astype({"AGS": str})
    except (ValueError, KeyError, DataSourceError) as error:
        raise FetchError(
            f"{ARCHIVE}: {layer} cannot be read ({error}); the archive has another form, so"
            f" download it at {SITE} and look"
        ) from error


def _require(fits: bool, found: gpd.GeoDataFrame, what: str) -> None:
    if not fits:
        raise FetchError(
            f"{ARCHIVE}: {len(found)} {what} are not those of config/region.toml; compare the keys,"
            " was one of them merged or renumbered?"
        )
