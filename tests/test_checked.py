"""A release is opened only when every file is what its manifest says; nothing changes it then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from s3dash import checked
from s3dash.release import ReleaseError, write_manifest
from tests.made_release import write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("made") / "release")


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "use"))


def test_a_server_keeps_the_figures_that_it_opened(root: Path) -> None:
    """Figures are read when they are asked for: long after somebody may have changed the files."""
    opened = checked.open_checked(root)
    shutil.rmtree(root)
    assert opened.cube("population").values.size
    assert opened.projects.shape[0] == 2


@pytest.mark.parametrize("name", ["data/population.csv", "geo/shapes.json", "data/inkar.parquet"])
def test_a_changed_file_is_named(root: Path, name: str) -> None:
    content = bytearray((root / name).read_bytes())
    content[len(content) // 2] ^= 1
    (root / name).write_bytes(content)
    with pytest.raises(ReleaseError, match=f"^{name} has the SHA-256 .* take the file from a good"):
        checked.open_checked(root)


def test_a_release_that_is_refused_leaves_no_copy(root: Path) -> None:
    before = set(checked.own_folder().iterdir())
    (root / "geo" / "ruhr.geojson").unlink()
    with pytest.raises(ReleaseError, match=r"^geo/ruhr\.geojson cannot be read"):
        checked.open_checked(root)
    assert set(checked.own_folder().iterdir()) == before


class Holder:
    """A process that holds a folder for releases in a temporary folder."""

    def __init__(self, temporary: Path) -> None:
        asked = "from s3dash import checked; print(checked.own_folder(), flush=True); input()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", asked],
            env=os.environ | {"TMPDIR": str(temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.folder = Path(self.process.stdout.readline().strip())

    def end(self, *, killed: bool) -> None:
        if killed:
            self.process.kill()
        self.process.communicate("\n")


def test_the_folder_of_a_killed_process_goes_with_the_next_one(tmp_path: Path) -> None:
    killed, living = Holder(tmp_path), Holder(tmp_path)
    killed.end(killed=True)
    assert killed.folder.is_dir()
    following = Holder(tmp_path)
    assert set(tmp_path.iterdir()) == {living.folder, following.folder}
    living.end(killed=False)
    following.end(killed=False)
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_that_is_moved_away_just_now_breaks_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there when somebody looked, and is not when it is read."""
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    assert checked.open_checked(root).cube("population").values.size


def test_files_that_the_manifest_does_not_list_are_not_read(root: Path) -> None:
    (root / "data" / "stray.meta.json").write_text("no JSON", encoding="utf-8")
    assert not (checked.open_checked(root).folder / "stray.meta.json").exists()


def rewritten(root: Path, **changed: object) -> None:
    path = root / "data" / "release.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed), encoding="utf-8")


def test_a_manifest_with_another_version_is_refused(root: Path) -> None:
    rewritten(root, release="2031.05")
    with pytest.raises(ReleaseError, match=r"data/release\.json is no manifest"):
        checked.open_checked(root)


def test_a_release_of_a_later_format_says_so(root: Path) -> None:
    rewritten(root, format=2)
    with pytest.raises(ReleaseError, match="format 2, and this version of the dashboard reads 1"):
        checked.open_checked(root)


@pytest.mark.parametrize(
    "content", ["[]", "7", '{"release": 1, "files": {}}', '{"files": 3}', "\0"]
)
def test_what_is_no_manifest_is_refused_in_words(root: Path, content: str) -> None:
    (root / "data" / "release.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"data/release\.json is no manifest"):
        checked.open_checked(root)


def test_while_the_ingest_switches_one_whole_release_is_opened(root: Path, tmp_path: Path) -> None:
    """New figures are in place, new boundaries are not yet."""
    new = root / checked.NEXT
    shutil.copytree(root, tmp_path / "new")
    (tmp_path / "new").rename(new)
    (new / "geo" / "shapes.json").write_text("{}", encoding="utf-8")
    write_manifest(new / "data", new / "geo", version="2027.05")
    (root / "data").rename(new / "data.old")
    assert checked.open_checked(root).shapes.read_text(encoding="utf-8") == "{}"
    (new / "data").rename(root / "data")
    opened = checked.open_checked(root)
    assert (opened.version, opened.shapes.read_text(encoding="utf-8")) == ("2027.05", "{}")
