"""The ingest, killed at any moment, on a full disk and on one that cannot be written to."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from s3dash import ROOT
from s3dash.checked import NEXT, open_checked
from s3dash.ingest import run
from s3dash.release import ReleaseError, write_manifest
from tests.torture.outcome import Outcome

SEED = 2026
OLD, NEW = "2026.11", "2027.05"


def in_use(folder: Path) -> Path:
    """A copy of the release in use."""
    for part in ("data", "geo", "static"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@contextmanager
def building(version: str) -> Iterator[None]:
    """An ingest that makes the release in use again, with another drawing and version."""

    def build(raw: Path, folder: Path) -> None:
        for part in ("data", "geo"):
            shutil.copytree(ROOT / part, folder / part)
        shapes = folder / "geo" / "shapes.json"
        drawing = json.loads(shapes.read_text(encoding="utf-8")) | {"made": version}
        shapes.write_text(json.dumps(drawing), encoding="utf-8")
        write_manifest(folder / "data", folder / "geo", version=version)

    with (
        mock.patch.object(run, "build", build),
        mock.patch.object(run, "_failed_checks", return_value=""),
        mock.patch.object(run, "_tell", return_value=True),
        mock.patch.object(run.report, "unread", return_value=[]),
    ):
        yield


def child(work: Callable[[], int], *, errors: int | None = None) -> int:
    """Process that does some work; what it says goes nowhere, and its errors into a pipe."""
    pid = os.fork()
    if pid:
        return pid
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere if errors is None else errors, 2)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        code = work()
        sys.stderr.flush()
        os._exit(code)
    finally:
        os._exit(70)


def ended(work: Callable[[], int]) -> tuple[int, str]:
    """Exit code of a process that does some work, and what it said in error."""
    out, into = os.pipe()
    pid = child(work, errors=into)
    os.close(into)
    with open(out, encoding="utf-8") as stream:
        said = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said


def reader(root: Path) -> int:
    """Process that opens the release again and again; ends with 1 at the first that fails."""
    going = [True]

    def look() -> int:
        signal.signal(signal.SIGTERM, lambda *_: going.clear())
        while going:
            try:
                release = open_checked(root)
                shutil.rmtree(release.folder.parent)
            except (ReleaseError, OSError) as error:
                said = f"{type(error).__name__}: {error}"
                (root / "reader-failed").write_text(said, encoding="utf-8")
                return 1
        return 0

    return child(look)


def killed_while_switching(folder: Path, *, rounds: int = 60) -> Outcome:
    """Kill the ingest at a random moment, with a reader beside it; then let the next complete."""
    found, dice = (
        Outcome("ingest killed at random moments, a reader beside it"),
        random.Random(SEED),
    )
    root = in_use(folder)
    took = _usual_time(root)
    held = {OLD: 0, NEW: 0}
    for number in range(rounds):
        version = (NEW, NEW, OLD, OLD)[number % 4]
        beside = reader(root)
        with building(version):
            pid = child(lambda: run.ingest(root / "raw", root, accept=True))
            if number % 2:
                _until(root / NEXT, pid)
                time.sleep(dice.uniform(0, 0.1 * took))
            else:
                time.sleep(dice.uniform(0, took))
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.kill(beside, signal.SIGTERM)
        status = os.waitstatus_to_exitcode(os.waitpid(beside, 0)[1])
        failed = root / "reader-failed"
        said = failed.read_text(encoding="utf-8") if failed.exists() else ""
        found.expect(status == 0, f"round {number}: the reader ended with {status}: {said}")
        failed.unlink(missing_ok=True)
        held[_version_in(root, found, f"round {number}")] += 1
    _completes(root, found)
    left = {path.name for path in root.iterdir()} - {"data", "geo", "static", "releases"}
    found.expect(not left, f"left behind: {left}")
    found.seen = f"release whole after each kill ({held[OLD]} old, {held[NEW]} new), none lost"
    return found


def _until(path: Path, pid: int) -> None:
    """Wait until a file is there, or the process that makes it has ended."""
    while (
        not path.exists() and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    ):
        time.sleep(0.0005)


def _usual_time(root: Path) -> float:
    """Seconds that a run takes while a reader is beside it."""
    beside = reader(root)
    start = time.perf_counter()
    with building(OLD):
        ended(lambda: run.ingest(root / "raw", root, accept=True))
    took = time.perf_counter() - start
    os.kill(beside, signal.SIGTERM)
    os.waitpid(beside, 0)
    return 1.2 * took


def _version_in(root: Path, found: Outcome, where: str) -> str:
    try:
        version = open_checked(root).version
    except ReleaseError as error:
        found.expect(False, f"{where}: {error}")
        return OLD
    found.expect(version in (OLD, NEW), f"{where}: version {version}")
    return version


def full_disk(folder: Path) -> Outcome:
    """Let the ingest run out of space, at several sizes of what it may write."""
    found = Outcome("ingest on a full disk")
    root = in_use(folder)
    for limit in (0, 1_000, 50_000, 200_000, 500_000, 1_500_000):

        def work(limit: int = limit) -> int:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return run.ingest(root / "raw", root, accept=True)

        with building(NEW):
            code, said = ended(work)
        found.expect(code == 1 and "The one in use is whole" in said, f"{limit}: {code} {said!r}")
        found.expect(_version_in(root, found, f"{limit}") == OLD, f"limit {limit}")
    _completes(root, found)
    found.seen = "old release whole, one message, next run completes"
    return found


def mounted_disk(folder: Path) -> Outcome:
    """The same on a real small file system, full and then read-only; needs the right to mount."""
    found = Outcome("ingest on a small disk, full and read-only")
    folder.mkdir()
    if not _mount(folder, "size=48m"):
        found.seen = "not tried: no right to mount here"
        return found
    try:
        root = in_use(folder)
        for free in (4, 2, 1):
            stuffing = folder / "stuffing"
            stuffing.write_bytes(b"\0" * (_free(folder) - free * 1_000_000))
            _refused(root, found, f"{free} MB free")
            stuffing.unlink()
        _mount(folder, "remount,ro")
        _refused(root, found, "read-only")
        _mount(folder, "remount,rw")
        _completes(root, found)
    finally:
        subprocess.run(["umount", str(folder)], check=False)
    found.seen = "old release whole, next run completes"
    return found


def _free(folder: Path) -> int:
    stat = os.statvfs(folder)
    return stat.f_bavail * stat.f_bsize


def _mount(folder: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _refused(root: Path, found: Outcome, where: str) -> None:
    with building(NEW):
        code, said = ended(lambda: run.ingest(root / "raw", root, accept=True))
    found.expect(code == 1 and "The one in use is whole" in said, f"{where}: {code} {said!r}")
    found.expect(_version_in(root, found, where) == OLD, f"{where}: not the old release")


def _completes(root: Path, found: Outcome) -> None:
    with building(NEW):
        code, said = ended(lambda: run.ingest(root / "raw", root, accept=True))
    found.expect(
        code == 0 and open_checked(root).version == NEW, f"the next run did not complete: {said}"
    )


def whole_ingest(folder: Path, raw: Path, *, kills: int = 1) -> Outcome:
    """Kill the whole ingest from the raw files at random moments; the last run completes."""
    found, dice = Outcome("whole ingest from the raw files, killed"), random.Random(SEED)
    root = in_use(folder)
    command = [
        *(sys.executable, "-c"),
        "import sys; from pathlib import Path; from s3dash.ingest import run;"
        " sys.exit(run.ingest(Path(sys.argv[1]), Path(sys.argv[2]), accept=True))",
        *(str(raw), str(root)),
    ]
    start = time.perf_counter()
    took = 0.0
    for number in range(kills + 1):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
            if number:
                time.sleep(dice.uniform(0, took))
                process.kill()
            else:
                found.expect(process.wait() == 0, "the first run did not complete")
                took = time.perf_counter() - start
        found.expect(_version_in(root, found, f"kill {number}") == OLD, f"kill {number}")
    code = subprocess.run(command, stdout=subprocess.DEVNULL, cwd=ROOT, check=False).returncode
    found.expect(code == 0, "the last run did not complete")
    found.seen = (
        f"killed {kills} time within {took:.0f} s; release whole each time, last run completes"
    )
    return found
