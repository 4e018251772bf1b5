"""The ingest takes a release over only when it passes its checks, and then in one step."""

import errno
import os
import shutil
import tempfile
from dataclasses import dataclass

import pytest

from s3dash import checks, kept
from s3dash.checked import open_checked
from s3dash.ingest import run
from s3dash.ingest.raw_file import RawFileError
from s3dash.release import open_release, write_manifest
from tests import made_release


@dataclass(frozen=True)
class Finding:
    """What a check found, as far as the ingest looks at it."""

    ok: bool


@pytest.fixture
def old(tmp_path):
    for part in ("data", "geo"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "file").write_text("old", encoding="utf-8")
    return tmp_path


def release(folder):
    return sorted(
        (path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
        for path in folder.rglob("*")
        if path.is_file()
    )


@pytest.fixture
def build(monkeypatch):
    def write(raw, folder):
        for part in ("data", "geo"):
            (folder / part).mkdir()
            (folder / part / "file").write_text("new", encoding="utf-8")

    monkeypatch.setattr(run, "build", write)
    monkeypatch.setattr(run, "publish_static", lambda geo, static, **_: None)


def found(monkeypatch, *findings):
    monkeypatch.setattr(checks, "check_release", lambda folder: list(findings))
    monkeypatch.setattr(checks, "format_findings", lambda failed: f"{len(failed)} listed")


def test_checked_release_replaces_the_old_one(old, build, monkeypatch):
    found(monkeypatch, Finding(ok=True))
    run.run(old / "raw", old)
    assert release(old) == [("data/file", "new"), ("geo/file", "new")]


def test_release_that_fails_a_check_is_not_taken_over(old, build, monkeypatch):
    found(monkeypatch, Finding(ok=True), Finding(ok=False))
    with pytest.raises(run.IngestError, match="fails 1 checks and is not taken over:\n1 listed"):
        run.run(old / "raw", old)
    assert release(old) == [("data/file", "old"), ("geo/file", "old")]


def test_first_release_needs_no_old_one(tmp_path, build, monkeypatch):
    found(monkeypatch)
    run.run(tmp_path / "raw", tmp_path)
    assert release(tmp_path) == [("data/file", "new"), ("geo/file", "new")]


def test_command_says_why_nothing_was_made(old, monkeypatch, capsys):
    def fail(raw, folder):
        raise RawFileError("genesis: no file")

    monkeypatch.setattr(run, "build", fail)
    assert run.ingest(old / "raw", old) == 1
    assert capsys.readouterr().err == "genesis: no file\n"
    assert release(old) == [("data/file", "old"), ("geo/file", "old")]


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("step", range(9))
def test_a_run_that_is_killed_while_it_switches_leaves_one_whole_release(
    step, tmp_path, monkeypatch
):
    """Every step of the switch is stopped once; a reader finds old or new, the next run ends it."""
    found(monkeypatch)
    written(tmp_path / "use", "2026.11")
    monkeypatch.setattr(run, "build", lambda raw, folder: written(folder, "2027.05"))
    taken = stop_at(monkeypatch, step)
    with pytest.raises(KilledError):
        run.run(tmp_path / "raw", tmp_path / "use", accept=True)
    monkeypatch.undo()
    assert open_checked(tmp_path / "use").version == ("2026.11" if step < 3 else "2027.05"), taken
    found(monkeypatch)
    monkeypatch.setattr(run, "build", lambda raw, folder: written(folder, "2027.06"))
    run.run(tmp_path / "raw", tmp_path / "use", accept=True)
    assert open_checked(tmp_path / "use").version == "2027.06"
    left = sorted(path.name for path in (tmp_path / "use").iterdir())
    assert left == ["data", "geo", "releases", "static"]
    assert len(list((tmp_path / "use" / "static").iterdir())) == 1


def stop_at(monkeypatch, step):
    """Let the process end before a certain step of the switch."""
    taken = []

    def stopping(name, real):
        def call(*arguments, **named):
            if len(taken) == step:
                raise KilledError
            taken.append(name)
            return real(*arguments, **named)

        return call

    monkeypatch.setattr(run, "publish_static", stopping("publish", run.publish_static))
    monkeypatch.setattr(run.os, "rename", stopping("rename", os.rename))
    monkeypatch.setattr(run.shutil, "rmtree", stopping("rmtree", shutil.rmtree))
    monkeypatch.setattr(run.tempfile, "TemporaryDirectory", Undeleted)
    return taken


class Undeleted:
    """A temporary folder that stays, as after a kill."""

    def __init__(self, prefix, dir, **_):
        self.name = tempfile.mkdtemp(prefix=prefix, dir=dir)

    def __enter__(self):
        return self.name

    def __exit__(self, *_):
        return None


def test_two_runs_at_once_are_refused(old, build, monkeypatch):
    found(monkeypatch)

    def second(raw, folder):
        with pytest.raises(run.IngestError, match="another ingest is at work"):
            run.run(old / "raw", old)
        made(raw, folder)

    made = run.build
    monkeypatch.setattr(run, "build", second)
    run.run(old / "raw", old)
    assert release(old) == [("data/file", "new"), ("geo/file", "new")]


def test_a_full_disk_is_told_and_nothing_is_lost(old, build, monkeypatch, capsys):
    def full(raw, folder):
        (folder / "data").mkdir()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(run, "build", full)
    assert run.ingest(old / "raw", old) == 1
    assert "No space left on device. The one in use is whole" in capsys.readouterr().err
    assert release(old) == [("data/file", "old"), ("geo/file", "old")]


def test_raw_folder_comes_from_the_environment(tmp_path, build, monkeypatch, capsys):
    found(monkeypatch)
    monkeypatch.setenv("S3DASH_RAW", str(tmp_path / "elsewhere"))
    assert run.ingest(None, tmp_path) == 0
    assert "elsewhere" in capsys.readouterr().out


def written(folder, version):
    """A whole small release of a version."""
    made_release.write(folder)
    write_manifest(folder / "data", folder / "geo", version=version)


@pytest.mark.parametrize(("version", "held"), [("2027.05", ("2026.11",)), ("2026.11", ())])
def test_the_release_in_use_is_kept_when_another_version_comes(
    version, held, build, tmp_path, monkeypatch
):
    found(monkeypatch)
    written(tmp_path / "use", "2026.11")
    monkeypatch.setattr(run, "build", lambda raw, folder: written(folder, version))
    run.run(tmp_path / "raw", tmp_path / "use", accept=True)
    assert open_release(tmp_path / "use").version == version
    store = tmp_path / "use" / kept.STORE
    assert kept.versions(store) == held
    for name in held:
        assert kept.open_kept(store, name).version == name
