"""Fetching, with recorded answers that a server on this machine gives: no other host is asked."""

import io
import json
import logging
import socket
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from s3dash import __main__ as command_line
from s3dash import fetch
from s3dash.fetch import web

USER, PASSWORD = "amt-4711", "sehr-geheim"
SECTORS = "genesis-13111-07-05-4"
UNEMPLOYMENT = "genesis-13211-02-05-4"
JOB = "13111-07-05-4_252934567"


def status(code, words, kind="ERROR"):
    """What the service says in place of a file."""
    return json.dumps(
        {
            "Ident": {"Service": "data", "Method": "tablefile"},
            "Status": {"Code": code, "Content": words, "Type": kind},
            "Parameter": {"username": USER, "password": PASSWORD},
        }
    ).encode()


TOO_LARGE = status(98, "Die Tabelle ist zu groß, um direkt abgerufen zu werden.")
NOT_READY = status(104, "Es gibt keine Objekte zum angegebenen Selektionskriterium.", "Information")
STARTED = status(
    99,
    "Der Bearbeitungsauftrag wurde erstellt. Die Tabelle kann in Kürze als Ergebnis mit folgendem"
    f" Namen abgerufen werden: {JOB}",
    "Information",
)
MAINTENANCE = b"<!DOCTYPE html><html><body>Wartungsarbeiten</body></html>"


class Recorded:
    """A server that gives answers in their order and keeps what it was asked."""

    def __init__(self):
        self.answers, self.asked = [], []
        recorded = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                form = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
                recorded.asked.append((self.path, form, dict(self.headers)))
                http, content = recorded.answers.pop(0)
                self.send_response(http)
                if http == 302:
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/rest/2020/"

    def service(self, user=USER, password=PASSWORD, **settings):
        return fetch.Service(
            user, password, address=self.address, backoff=0.0, poll=0.0, **settings
        )


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


@pytest.fixture
def sectors(raw_samples):
    return (raw_samples / "13111-07-05-4_2020.csv").read_bytes()


def refused(recorded, raw, *words, source=SECTORS, **settings):
    service = recorded.service(**settings)
    with pytest.raises(fetch.FetchError) as caught:
        fetch.fetch(source, 2020, raw, service=service)
    message = str(caught.value)
    for word in words:
        assert word in message
    assert USER not in message
    assert PASSWORD not in message
    assert not list(raw.rglob("*.csv"))
    return message


def test_a_table_is_written_as_it_came_under_its_name(recorded, sectors, tmp_path):
    recorded.answers = [(200, sectors)]
    path = fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service())
    assert path == tmp_path / SECTORS / "13111-07-05-4_2020.csv"
    assert path.read_bytes() == sectors
    assert [p.name for p in path.parent.iterdir()] == [path.name], "nothing is left beside it"
    ((address, form, head),) = recorded.asked
    assert address == "/rest/2020/data/tablefile"
    assert form == {
        "name": "13111-07-05-4", "startyear": "2020", "endyear": "2020", "area": "all",
        "compress": "false", "transpose": "false", "language": "de", "format": "datencsv",
        "job": "false",
    }  # fmt: skip
    assert (head["username"], head["password"]) == (USER, PASSWORD)


def test_an_archive_is_unpacked(recorded, sectors, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("13111-07-05-4.csv", sectors)
    recorded.answers = [(200, packed.getvalue())]
    path = fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service())
    assert path.read_bytes() == sectors


def test_one_year_of_unemployment_gets_a_file_of_its_own(recorded, raw_samples, tmp_path):
    sample = (raw_samples / "13211-02-05-4.csv").read_bytes()
    kept = [line for line in sample.split(b"\n") if line[:2] != b"20" or line[:4] == b"2020"]
    recorded.answers = [(200, b"\n".join(kept))]
    path = fetch.fetch(UNEMPLOYMENT, 2020, tmp_path, service=recorded.service())
    assert path.name == "13211-02-05-4_2020.csv"


def test_a_large_table_is_made_by_a_job(recorded, sectors, tmp_path):
    recorded.answers = [
        (200, TOO_LARGE), (200, STARTED), (404, NOT_READY), (200, NOT_READY), (200, sectors),
    ]  # fmt: skip
    path = fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service())
    assert path.read_bytes() == sectors
    methods = [address.rsplit("/", 1)[1] for address, _, _ in recorded.asked]
    assert methods == ["tablefile", "tablefile", "resultfile", "resultfile", "resultfile"]
    assert recorded.asked[1][1]["job"] == "true"
    assert recorded.asked[4][1]["name"] == JOB


def test_a_job_that_takes_too_long_is_named(recorded, tmp_path):
    recorded.answers = [(200, TOO_LARGE), (200, STARTED)]
    refused(recorded, tmp_path, JOB, "try again later", longest=0.0)


def test_a_token_goes_in_the_place_of_the_user_and_starts_no_job(recorded, tmp_path):
    recorded.answers = [(200, TOO_LARGE)]
    refused(recorded, tmp_path, "a token may not start a job", user=USER, password="")
    assert recorded.asked[0][2]["username"] == USER
    assert recorded.asked[0][2]["password"] == ""


@pytest.mark.parametrize(
    ("http", "content", "words"),
    [
        (401, b"", "check user and password"),
        (
            200,
            status(2, "Bitte prüfen und korrigieren Sie Ihren Nutzernamen bzw. das Passwort."),
            "check user and password",
        ),
        (404, status(15, f"Keine Berechtigung für {USER} / {PASSWORD}"), "für *** / ***"),
        (200, status(90, "Die angeforderte Tabelle ist nicht vorhanden"), "no such table or year"),
        (404, NOT_READY, "no such table or year"),
        (200, MAINTENANCE, "not available (HTTP 200), maybe for maintenance"),
        (302, b"", "not available (HTTP 302), maybe for maintenance"),
        (400, status(1, "Parameter falsch"), "says no (HTTP 400, code 1)"),
        (200, b'{"Status": {"Code": 9', "an answer that breaks off"),
        (200, b"PK\x03\x04 and no more", "an archive that breaks off"),
    ],
)
def test_what_the_service_says_is_passed_on(recorded, tmp_path, http, content, words):
    recorded.answers = [(http, content)]
    refused(recorded, tmp_path, words)
    assert len(recorded.asked) == 1


def test_a_busy_service_is_asked_again(recorded, sectors, tmp_path):
    recorded.answers = [(503, MAINTENANCE), (429, b""), (200, sectors)]
    fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service())
    assert len(recorded.asked) == 3


def test_a_service_that_stays_busy_is_left_alone(recorded, tmp_path):
    recorded.answers = [(503, MAINTENANCE)] * 9
    refused(recorded, tmp_path, "not available (HTTP 503)", "try later")
    assert len(recorded.asked) == 1 + web.RETRIES


def test_no_connection_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        service = fetch.Service(USER, PASSWORD, address=address, backoff=0.0)
        with pytest.raises(fetch.FetchError, match=r"cannot be reached .*network"):
            fetch.fetch(SECTORS, 2020, tmp_path, service=service)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: content[: len(content) // 2], "breaks off before its foot"),
        (lambda content: content.replace(b"13111-07-05-4", b"13111-01-03-4"), "another table"),
        (lambda content: content.replace(b"30.06.2020", b"30.06.2019"), "of 2019 instead of 2020"),
        (lambda content: content.replace(b"Stichtag: ", b""), "of no year instead of 2020"),
        (lambda content: b"", "another table"),
    ],
    ids=["truncated", "other table", "other year", "no year", "empty"],
)
def test_what_is_not_the_table_is_not_written(recorded, sectors, tmp_path, change, words):
    recorded.answers = [(200, change(sectors))]
    refused(recorded, tmp_path, words)


def test_a_file_that_is_there_stays(recorded, sectors, tmp_path):
    path = tmp_path / SECTORS / "13111-07-05-4_2020.csv"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with pytest.raises(fetch.FetchError, match="is there already; add --replace"):
        fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service())
    assert (path.read_bytes(), recorded.asked) == (b"old", [])
    recorded.answers = [(200, sectors)]
    fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service(), replace=True)
    assert path.read_bytes() == sectors


def test_a_folder_that_cannot_be_written_is_told(recorded, sectors, tmp_path):
    (tmp_path / SECTORS).write_text("no folder", encoding="utf-8")
    recorded.answers = [(200, sectors)]
    with pytest.raises(fetch.FetchError, match=r"cannot be written .*see --raw"):
        fetch.fetch(SECTORS, 2020, tmp_path, service=recorded.service())


def test_nothing_secret_is_logged_or_shown(recorded, sectors, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    recorded.answers = [(503, b""), (200, sectors)]
    service = recorded.service()
    fetch.fetch(SECTORS, 2020, tmp_path, service=service)
    told = caplog.text + repr(service)
    assert "POST" in caplog.text
    assert USER not in told
    assert PASSWORD not in told


# --- access and command line -------------------------------------------------------------------


def test_access_comes_from_the_environment():
    both = {fetch.USER: f" {USER} ", fetch.PASSWORD: PASSWORD, fetch.TOKEN: "token"}
    assert fetch.service_of(both) == fetch.Service(USER, PASSWORD)
    assert fetch.service_of({fetch.TOKEN: "token"}) == fetch.Service("token", "")
    with pytest.raises(fetch.FetchError, match="set REGIONALSTATISTIK_USER and"):
        fetch.service_of({fetch.USER: USER})


@pytest.fixture
def no_access(monkeypatch):
    for name in (fetch.USER, fetch.PASSWORD, fetch.TOKEN):
        monkeypatch.delenv(name, raising=False)


def test_command_fetches(recorded, sectors, tmp_path, monkeypatch, capsys):
    recorded.answers = [(200, sectors)]
    monkeypatch.setattr(fetch, "service_of", lambda environment: recorded.service())
    monkeypatch.setenv("S3DASH_RAW", str(tmp_path))
    assert command_line.main(["fetch", SECTORS, "--year", "2020"]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / SECTORS / "13111-07-05-4_2020.csv") in said
    assert f"ingest --raw {tmp_path}" in said


@pytest.mark.parametrize(
    ("source", "words"), [(SECTORS, fetch.USER), ("inkar-2024", "possible are genesis-13111")]
)
def test_command_says_in_one_line_what_is_missing(no_access, tmp_path, capsys, source, words):
    arguments = ["fetch", source, "--year", "2021", "--raw", str(tmp_path)]
    assert command_line.main(arguments) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert words in said.err
