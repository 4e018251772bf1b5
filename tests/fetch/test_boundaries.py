"""Boundaries of the BKG, from an archive that a server on this machine gives."""

import io
import socket
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import geopandas as gpd
import pandas as pd
import pytest

from s3dash import ROOT, config, fetch
from s3dash import __main__ as command_line
from s3dash.fetch import boundaries, web
from s3dash.ingest import vg250

YEAR = 2025
INSIDE = "vg250_01-01.utm32s.shape.ebenen/vg250_ebenen_0101"


def areas(file):
    """Areas of the release in the columns of the archive, a water part and one of Hamburg."""
    found = gpd.read_file(ROOT / "geo" / file)[["ags", "geometry"]].rename(columns={"ags": "AGS"})
    land = found.to_crs(vg250.METRIC).assign(GF=4, GEN="Name")
    water = land.iloc[[0]].assign(GF=2)
    outside = land.iloc[[0]].assign(AGS="02" + "0" * (len(land["AGS"][0]) - 2))
    return pd.concat([land, water, outside], ignore_index=True)


@pytest.fixture(scope="module")
def layers():
    return {
        "VG250_GEM": areas("municipalities.geojson"),
        "VG250_KRS": areas("nrw_districts.geojson"),
    }


def archive_of(layers, folder, *, day=f"01.01.{YEAR}"):
    """Archive in the form that the service is known to give."""
    packed = io.BytesIO()
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(packed, "w") as archive:
        if day:
            archive.writestr("vg250_01-01.utm32s.shape.ebenen/aktualitaet.txt", f"{day}\r\n")
        for name, rows in layers.items():
            rows.to_file(folder / f"{name}.shp")
            for path in folder.glob(f"{name}.*"):
                archive.write(path, f"{INSIDE}/{path.name}")
    return packed.getvalue()


@pytest.fixture(scope="module")
def archive(layers, tmp_path_factory):
    return archive_of(layers, tmp_path_factory.mktemp("shapes"))


class Recorded:
    """A server that gives answers in their order and keeps what it was asked."""

    def __init__(self):
        self.answers, self.asked = [], []
        recorded = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                recorded.asked.append(self.path)
                http, content = recorded.answers.pop(0)
                self.send_response(http)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        address = f"http://127.0.0.1:{self.server.server_address[1]}/vg250_ebenen_0101/"
        self.service = boundaries.Boundaries(address, backoff=0.0)


@pytest.fixture
def recorded(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = Recorded()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def refused(recorded, raw, *words):
    with pytest.raises(fetch.FetchError) as caught:
        fetch.fetch_boundaries(YEAR, raw, service=recorded.service)
    for word in words:
        assert word in str(caught.value)
    assert not list(raw.rglob("*")), "nothing is left behind"


def test_files_are_those_that_the_ingest_reads(recorded, archive, tmp_path, monkeypatch):
    recorded.answers = [(200, archive)]
    folder = fetch.fetch_boundaries(YEAR, tmp_path, service=recorded.service)
    assert recorded.asked == [f"/vg250_ebenen_0101/{YEAR}/vg250_01-01.utm32s.shape.ebenen.zip"]
    assert folder == tmp_path / f"vg250-{YEAR}"
    assert [path.name for path in tmp_path.iterdir()] == [folder.name], "nothing beside it"
    assert sorted(path.name for path in folder.iterdir()) == [vg250.MUNICIPALITIES, vg250.DISTRICTS]
    monkeypatch.setattr(vg250, "FOLDER", folder.name)
    own, districts = vg250.read_municipalities(tmp_path), vg250.read_districts(tmp_path)
    assert len(own) == config.region().municipality_count
    assert (len(districts), set(districts["ags"].str[:2])) == (53, {"05"})
    whole = own.area.sum() / 1e6
    assert whole == pytest.approx(config.region().official_area_km2, rel=0.01)
    inside = districts[districts["ags"].isin(config.region().districts)]
    assert inside.area.sum() / 1e6 == pytest.approx(whole, rel=1e-3)


def test_boundaries_that_are_there_stay(recorded, archive, tmp_path):
    path = tmp_path / f"vg250-{YEAR}" / vg250.MUNICIPALITIES
    path.parent.mkdir()
    path.write_text("old")
    with pytest.raises(fetch.FetchError, match="is there already; add --replace"):
        fetch.fetch_boundaries(YEAR, tmp_path, service=recorded.service)
    assert (path.read_text(), recorded.asked) == ("old", [])
    recorded.answers = [(200, archive)]
    fetch.fetch_boundaries(YEAR, tmp_path, service=recorded.service, replace=True)
    assert len(gpd.read_file(path)) == config.region().municipality_count


@pytest.mark.parametrize(
    ("http", "content", "words"),
    [
        (404, b"<html>Not Found</html>", "the service has no boundaries of 2025; look for"),
        (200, b"<!DOCTYPE html>Wartung", "not available (HTTP 200), maybe for maintenance"),
        (302, b"", "not available (HTTP 302)"),
        (403, b"", "no archive came (HTTP 403); look for it at gdz.bkg.bund.de"),
        (200, b"", "no archive came (HTTP 200)"),
        (200, b"PK\x03\x04 and no more", "the archive breaks off"),
    ],
)
def test_what_the_service_says_is_passed_on(recorded, tmp_path, http, content, words):
    recorded.answers = [(http, content)]
    refused(recorded, tmp_path, words)


def test_half_an_archive_is_refused(recorded, archive, tmp_path):
    recorded.answers = [(200, archive[: len(archive) // 2])]
    refused(recorded, tmp_path, "the archive breaks off", "fetch it again")


def test_a_busy_service_is_asked_again_and_then_left_alone(recorded, archive, tmp_path):
    recorded.answers = [(503, b"")] * 9
    refused(recorded, tmp_path, "not available (HTTP 503)", "try later")
    assert len(recorded.asked) == 1 + web.RETRIES
    recorded.answers = [(429, b""), (200, archive)]
    fetch.fetch_boundaries(YEAR, tmp_path, service=recorded.service)


@pytest.mark.parametrize("day", ["01.01.2024", "", "31.12.2025"])
def test_boundaries_of_another_day_are_refused(recorded, layers, tmp_path, day):
    other = archive_of({}, tmp_path / "shapes", day=day)
    (tmp_path / "shapes").rmdir()
    recorded.answers = [(200, other)]
    refused(recorded, tmp_path, f"are of {day or 'no day'} instead of 01.01.{YEAR}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows[rows["AGS"] != "05978008"], "52 municipalities are not those of"),
        (lambda rows: pd.concat([rows, rows.iloc[[0]]]), "54 municipalities are not those of"),
        (lambda rows: rows.rename(columns={"GF": "GFK"}), "VG250_GEM.shp cannot be read"),
        (lambda rows: rows.rename(columns={"AGS": "SCHLUESSEL"}), "VG250_GEM.shp cannot be read"),
    ],
    ids=["lost", "doubled", "no GF", "no AGS"],
)
def test_other_areas_are_refused(recorded, layers, tmp_path, tmp_path_factory, change, words):
    changed = layers | {"VG250_GEM": change(layers["VG250_GEM"])}
    recorded.answers = [(200, archive_of(changed, tmp_path_factory.mktemp("shapes")))]
    refused(recorded, tmp_path, words)


def test_archive_without_the_layer_is_refused(recorded, layers, tmp_path, tmp_path_factory):
    other = {"VG250_GEM": layers["VG250_GEM"]}
    recorded.answers = [(200, archive_of(other, tmp_path_factory.mktemp("shapes")))]
    refused(recorded, tmp_path, "VG250_KRS.shp cannot be read", "gdz.bkg.bund.de")


def test_no_connection_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        service = boundaries.Boundaries(address, backoff=0.0)
        with pytest.raises(fetch.FetchError, match=r"cannot be reached .*network"):
            fetch.fetch_boundaries(YEAR, tmp_path, service=service)


def test_folder_that_cannot_be_written_is_told(recorded, tmp_path):
    (tmp_path / "raw").write_text("no folder")
    with pytest.raises(fetch.FetchError, match=r"cannot be written .*see --raw"):
        fetch.fetch_boundaries(YEAR, tmp_path / "raw", service=recorded.service)


def test_command_fetches_without_any_access(recorded, archive, tmp_path, monkeypatch, capsys):
    for name in (fetch.USER, fetch.PASSWORD, fetch.TOKEN):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(boundaries, "Boundaries", lambda: recorded.service)
    recorded.answers = [(200, archive)]
    arguments = ["fetch", "vg250", "--year", str(YEAR), "--raw", str(tmp_path)]
    assert command_line.main(arguments) == 0
    assert f"{tmp_path / f'vg250-{YEAR}'} is fetched" in capsys.readouterr().out


def test_names_are_those_of_the_ingest():
    assert (boundaries.MUNICIPALITIES, boundaries.DISTRICTS) == (
        vg250.MUNICIPALITIES,
        vg250.DISTRICTS,
    )
