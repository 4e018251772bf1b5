"""The archive holds what may be handed on and nothing else, and what describes it is right."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pyshacl
import pytest
import rdflib
from frictionless import Package, Resource

from s3dash import ROOT, config, open_data, release
from s3dash import __main__ as command_line
from s3dash.config import Operator
from s3dash.open_data import datapackage, dcat, licences
from s3dash.release import Release, ReleaseError
from tests import made_release

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""rdflib's reader of JSON-LD uses a class of its own that it warns of."""

SHAPES = Path(__file__).parent / "dcat_ap_de.ttl"
ADDRESS = "https://s3.example.org"
OPERATOR = replace(
    config.operator(), operator="Amt", contact_email="daten@example.org", public_address=ADDRESS
)
SAMPLE = 300
"""Rows of a Parquet file that are validated; a validator reads them slowly."""

LARGEST = 25_000_000
"""Bytes that a release may have."""


@pytest.fixture(scope="module")
def opened() -> Release:
    return release.open_release()


@pytest.fixture(scope="module")
def files(opened: Release) -> dict[str, bytes]:
    return open_data.contents(opened, OPERATOR)


@pytest.fixture(scope="module")
def unpacked(opened: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with zipfile.ZipFile(io.BytesIO(open_data.archive(opened, OPERATOR))) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Folder of a small made release that a test may spoil."""
    return made_release.write(tmp_path)


def unconfirmed(opened: Release) -> set[str]:
    return {n for n, s in opened.sources.items() if s["redistribution"] == "unconfirmed"}


# --- what is in it -------------------------------------------------------------------------


def test_the_archive_has_the_same_bytes_again(small: Path) -> None:
    first, again = (open_data.archive(release.open_release(small), OPERATOR) for _ in range(2))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        entries = packed.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_of_the_release_is_in_or_named_as_left_out(
    opened: Release, files: dict[str, bytes]
) -> None:
    left_out = json.loads(files["not-included.json"])
    named = {name for part in left_out["parts"] for name in part["files"]}
    named |= {entry["file"] for entry in left_out["files"]}
    there = {
        f"{base.name}/{path.relative_to(base).as_posix()}"
        for base in (opened.folder, opened.geo)
        for path in base.rglob("*")
        if path.is_file()
    }
    assert there - {"data/datapackage.json"} == (set(files) | named) & there
    assert not set(files) & named
    assert {"datapackage.json", "dcat-ap-de.jsonld", "data-dictionary.md"} <= set(files)
    assert {"CHANGELOG.md", "LICENCES.md"} <= set(files)


def test_nothing_of_an_unconfirmed_source_is_handed_on(
    opened: Release, files: dict[str, bytes]
) -> None:
    closed = {
        variable
        for variable, entry in opened.variables.items()
        if entry["source"] in unconfirmed(opened)
    }
    assert closed, "the release has such sources"
    for name, content in files.items():
        if name.endswith(".meta.json"):
            assert not closed & set(json.loads(content)["variables"]), name
    handed = {source["id"] for source in json.loads(files["data/sources.json"])}
    assert not handed & unconfirmed(opened)
    left_out = json.loads(files["not-included.json"])
    settle = {source["id"] for part in left_out["parts"] for source in part["sources"]}
    assert settle == unconfirmed(opened)
    tables = {part["name"] for part in left_out["parts"]}
    resources = json.loads(files["datapackage.json"])["resources"]
    assert not {name.replace("_", "-") for name in tables} & {r["name"] for r in resources}
    datasets = json.loads(files["dcat-ap-de.jsonld"])["@graph"][0]["dcat:dataset"]
    assert not tables & {entry["@id"].partition("#")[2] for entry in datasets}
    assert {"employees_by_occupation", "commuter_flows"} <= tables


def test_a_source_that_becomes_unconfirmed_takes_its_indicators_along(small: Path) -> None:
    made = release.open_release(small)
    sources = {name: dict(source) for name, source in made.sources.items()}
    sources["gemeindeverzeichnis"]["redistribution"] = "unconfirmed"
    found = open_data.contents(replace(made, sources=sources), OPERATOR)
    assert "data/population.csv" not in found
    assert "data/unemployment.csv" in found
    kept = {entry["id"] for entry in json.loads(found["data/indicators.json"])}
    assert "unemployed" in kept
    assert not kept & {"population", "population_density", "employees_per_1000"}
    left_out = json.loads(found["not-included.json"])
    assert {"population", "employees_per_1000"} <= set(left_out["indicators"])


def test_an_indicator_keeps_the_kinds_of_field_that_are_in(files: dict[str, bytes]) -> None:
    entries = {entry["id"]: entry for entry in json.loads(files["data/indicators.json"])}
    assert entries["location_quotient"]["fields"] == ["sector"]
    assert list(entries["location_quotient"]["source"]) == ["sector"]
    assert "theme_location_quotient" not in entries
    left_out = json.loads(files["not-included.json"])
    assert left_out["indicators_limited"]["location_quotient"] == ["sector"]


def test_a_file_that_nothing_describes_stays_out(small: Path) -> None:
    (small / "data" / "stray.csv").write_text("ags\n05112\n", encoding="utf-8")
    found = open_data.contents(release.open_release(small), OPERATOR)
    assert "data/stray.csv" not in found
    assert json.loads(found["not-included.json"])["files"][0]["file"] == "data/stray.csv"


def test_a_changed_file_is_refused(small: Path) -> None:
    path = small / "data" / "population.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ReleaseError, match=r"data/population\.csv is not the file"):
        open_data.archive(release.open_release(small), OPERATOR)


def test_the_archive_opens_as_a_release(opened: Release, unpacked: Path) -> None:
    again = release.open_release(unpacked)
    for entry in again.indicators.values():
        used = {entry["variable"], *entry.get("variables_by_field", {}).values()}
        for variable in used | ({entry["denominator"]} if entry.get("denominator") else set()):
            cube = again.cube(variable)
            assert np.array_equal(cube.values, opened.cube(variable).values, equal_nan=True)
    manifest = json.loads((unpacked / "data" / "release.json").read_text(encoding="utf-8"))
    for name, expected in manifest["files"].items():
        assert release.sha256(unpacked / name) == expected, name


def test_each_table_has_its_attribution(opened: Release, files: dict[str, bytes]) -> None:
    words = files["LICENCES.md"].decode()
    for source in json.loads(files["data/sources.json"]):
        assert source["line"] in words
        assert source["licence"] in words
        assert source["changes_de"] in words
    for part in open_data.select(opened).open:
        assert f"`{part.file}`" in words


# --- Frictionless --------------------------------------------------------------------------


def resources(folder: Path) -> Iterator[tuple[str, Resource]]:
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for entry in Package.from_descriptor(content, basepath=str(folder)).resources:
        yield entry.name, entry


def require_valid(folder: Path) -> list[str]:
    """Names of the resources of a package, each of which is valid."""
    names = []
    for name, resource in resources(folder):
        is_parquet = resource.format == "parquet"
        report = resource.validate(**({"limit_rows": SAMPLE} if is_parquet else {}))
        assert report.valid, (name, report.flatten(["rowNumber", "fieldName", "message"])[:3])
        if is_parquet:
            there = pq.read_schema(folder / str(resource.path)).names
            assert there == resource.schema.field_names, name
        names.append(name)
    return names


def test_the_package_of_the_data_folder_is_valid(opened: Release) -> None:
    names = require_valid(opened.folder)
    tables = {str(entry["table"]).replace("_", "-") for entry in opened.variables.values()}
    assert {*tables, "commuter-flows", "eu-projects", "regions", "fields"} == set(names)
    assert len(names) == len(set(names))


def test_the_package_of_the_archive_is_valid(unpacked: Path) -> None:
    names = require_valid(unpacked)
    assert {"population", "municipalities", "regions", "fields"} <= set(names)
    content = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    for entry in content["resources"]:
        if entry["name"] not in ("regions", "fields"):
            assert all(granted.get("path") or granted["name"] for granted in entry["licenses"])


def test_the_package_notices_a_wrong_row(small: Path) -> None:
    datapackage.write(small / "data")
    path = small / "data" / "population.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("reported", "zero", 1), "utf-8")
    found = dict(resources(small / "data"))["population"].validate()
    assert "constraint-error" in {code for (code,) in found.flatten(["type"])}


# --- DCAT-AP.de ----------------------------------------------------------------------------


def graph(content: bytes, base: str = "https://elsewhere.example.org/") -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format="json-ld", publicID=base)


def problems(content: bytes) -> str:
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    conforms, _, words = pyshacl.validate(graph(content), shacl_graph=shapes)
    return "" if conforms else str(words)


def test_the_catalogue_is_what_a_portal_expects(files: dict[str, bytes]) -> None:
    assert problems(files["dcat-ap-de.jsonld"]) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"/licenses/dl-by-de/2.0", b"/licenses/free"),
        (b'"dcatde:licenseAttributionByText"', b'"dcatde:note"'),
        (b'"dct:publisher"', b'"dct:contributor"'),
        (b"xsd:date", b"xsd:string"),
    ],
)
def test_the_shapes_notice_a_fault(files: dict[str, bytes], right: bytes, wrong: bytes) -> None:
    content = files["dcat-ap-de.jsonld"]
    assert right in content
    assert problems(content.replace(right, wrong)) != ""


def test_a_dataset_says_what_its_table_holds(opened: Release, files: dict[str, bytes]) -> None:
    found = graph(files["dcat-ap-de.jsonld"])
    this = rdflib.URIRef(f"{ADDRESS}/daten#population")
    assert {str(word) for word in found.objects(this, rdflib.DCTERMS.title)} == {
        "Bevölkerung und Fläche",
        "Population and area",
    }
    period = found.value(this, rdflib.DCTERMS.temporal)
    assert str(found.value(period, rdflib.DCAT.startDate)) == "2009-01-01"
    assert str(found.value(period, rdflib.DCAT.endDate)) == "2023-12-31"
    places = {str(place)[-5:] for place in found.objects(this, rdflib.DCTERMS.spatial)}
    assert places == set(config.region().districts)
    file = rdflib.URIRef(f"{ADDRESS}/daten#data/population.csv")
    terms = {str(t) for t in found.objects(file, dcatde("licenseAttributionByText"))}
    assert all(opened.sources["gemeindeverzeichnis"]["line"] in words for words in terms)


def dcatde(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(f"http://dcat-ap.de/def/dcatde/{name}")


def test_addresses_start_at_the_document_where_no_address_is_set(opened: Release) -> None:
    nobody = Operator("", "", "", "", "", "")
    parts = open_data.select(opened).open[:1]
    hashes: dict[str, Any] = dict.fromkeys(parts[0].files, "0" * 64)
    content = dcat.catalogue(parts, hashes, opened, nobody)
    found = graph(json.dumps(content).encode(), "https://elsewhere.example.org/files/")
    (this,) = found.subjects(rdflib.RDF.type, rdflib.DCAT.Catalog)
    assert str(this) == "https://elsewhere.example.org/files/daten#catalogue"
    assert not list(found.objects(None, rdflib.DCAT.contactPoint))


def test_a_licence_is_never_wider_than_the_sources() -> None:
    open_one, own_words = {"licence": "dl-de/by-2-0"}, {"licence": "mit Quellenangabe gestattet"}
    assert licences.vocabulary_uri([open_one, open_one]).endswith("/dl-by-de/2.0")
    assert licences.vocabulary_uri([open_one, own_words]) == licences.RESTRICTED
    assert licences.vocabulary_uri([own_words]) == licences.RESTRICTED


# --- dictionary, size, command line --------------------------------------------------------


def test_the_data_dictionary_is_up_to_date(opened: Release) -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == open_data.dictionary(opened), (
        "docs/data-dictionary.md is not that of this release; run"
        " 'python -m s3dash dictionary > docs/data-dictionary.md'"
    )


def test_the_data_dictionary_names_every_variable_with_unit_and_source(opened: Release) -> None:
    lines = open_data.dictionary(opened).splitlines()
    for name, entry in opened.variables.items():
        (line,) = [line for line in lines if line.startswith(f"| `{name}` | {entry['unit']} |")]
        assert str(entry["years"][-1]) in line
    for name in opened.sources:
        assert any(line.startswith(f"| `{name}` |") for line in lines)


def test_the_data_changelog_speaks_of_this_release(opened: Release) -> None:
    changes = (ROOT / "docs" / "data-changelog.md").read_text(encoding="utf-8")
    assert f"## {opened.version}\n" in changes


def test_the_release_stays_small(opened: Release) -> None:
    size = sum(path.stat().st_size for path in opened.folder.rglob("*") if path.is_file())
    assert size < LARGEST


def test_the_command_writes_the_archive_and_names_what_is_not_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], opened: Release
) -> None:
    out = tmp_path / "s3.zip"
    assert command_line.main(["release", "--out", str(out)]) == 0
    assert out.read_bytes() == open_data.archive(opened, config.operator())
    printed = capsys.readouterr()
    assert f"release {opened.version}" in printed.out
    assert "employees_by_occupation is not in the archive" in printed.err


def test_a_place_that_cannot_be_written_is_a_bad_argument(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "s3.zip"
    assert command_line.main(["release", "--out", str(out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_command_prints_the_dictionary(
    capsys: pytest.CaptureFixture[str], opened: Release
) -> None:
    assert command_line.main(["dictionary"]) == 0
    assert capsys.readouterr().out == open_data.dictionary(opened)
