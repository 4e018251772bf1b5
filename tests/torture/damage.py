"""Damaged files: every file of the release, of the store and of the settings, in every way."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from s3dash import ROOT, config, kept, session, storyboard
from s3dash.checked import MANIFEST, open_checked
from s3dash.checks import two_sources
from s3dash.config import ConfigError
from s3dash.frame.parts import PAGE_FILES
from s3dash.release import ReleaseError
from s3dash.text import text
from tests.drawn import figures_of
from tests.torture.outcome import Outcome

SEED = 2026
Damage = Callable[[bytes, random.Random], bytes | None]


def truncated(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(1, max(2, len(content)))]


def emptied(content: bytes, dice: random.Random) -> bytes:
    return b""


def flipped(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << dice.randrange(8))]) + content[at + 1 :]


def absent(content: bytes, dice: random.Random) -> None:
    return None


def wrong_types(content: bytes, dice: random.Random) -> bytes:
    return content.replace(b"1", b"one")


def other_encoding(content: bytes, dice: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode("utf-16")


def doubled_rows(content: bytes, dice: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return content + lines[dice.randrange(len(lines))]


def without_a_column(content: bytes, dice: random.Random) -> bytes:
    """Every line from its first comma on."""
    return b"".join(line.partition(b",")[2] or line for line in content.splitlines(keepends=True))


def future_version(content: bytes, dice: random.Random) -> bytes:
    return content.replace(b"2026.11", b"2031.05").replace(b'"format": 1', b'"format": 2')


DAMAGES: dict[str, Damage] = {
    one.__name__: one
    for one in (
        truncated,
        emptied,
        flipped,
        absent,
        wrong_types,
        other_encoding,
        doubled_rows,
        without_a_column,
        future_version,
    )
}
SWAPPED = "swapped"


@contextmanager
def damaged(path: Path, content: bytes | None) -> Iterator[None]:
    """A file with another content, or absent, and then as it was."""
    before = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    yield
    path.write_bytes(before)


def copy_of_release(folder: Path) -> Path:
    """A copy of the release in use with its drawing and settings."""
    for part in ("data", "geo", "static", "config"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def release_files(folder: Path, *, files: int | None = None) -> Outcome:
    """Damage every file of a release in every way, and open it.

    Parameters
    ----------
    folder : empty folder for a copy
    files : number of files, drawn by lot; all if not given
    """
    found, dice = Outcome("release: every file, every damage"), random.Random(SEED)
    root = copy_of_release(folder)
    names = [p.relative_to(root) for part in ("data", "geo") for p in (root / part).rglob("*.*")]
    names = sorted(name for name in names if (root / name).is_file())
    chosen = names if files is None else dice.sample(names, files)
    manifest = Path("data", MANIFEST)
    for name in dict.fromkeys([*chosen, manifest]):
        before = (root / name).read_bytes()
        contents = {kind: make(before, dice) for kind, make in DAMAGES.items()}
        contents[SWAPPED] = (root / dice.choice([n for n in names if n != name])).read_bytes()
        for kind, content in contents.items():
            if content == before:
                continue
            with damaged(root / name, content):
                words = _refusal(lambda: open_checked(root))
            found.expect(name.as_posix() in words, f"{name} {kind}: {words[:200]}")
    open_checked(root)
    found.seen = f"{len(chosen)} files; each time one message that names the file"
    return found


def _refusal(look: Callable[[], object]) -> str:
    """What was said in refusal; a text that begins with "!" where it was none."""
    try:
        look()
    except (ReleaseError, ConfigError) as error:
        return str(error)
    except Exception as error:
        return f"! {type(error).__name__}: {error}"
    return "! opened"


def kept_files(folder: Path) -> Outcome:
    """Damage every file of a kept release and its settings, and open it."""
    found, dice = Outcome("kept release: every file and setting"), random.Random(SEED)
    store = folder / "store"
    kept.keep(ROOT, store)
    (version,) = kept.versions(store)
    files = sorted(path for path in store.rglob("*") if path.is_file())
    for path in files:
        before = path.read_bytes()
        for kind in (flipped, absent):
            with damaged(path, kind(before, dice)):
                words = _refusal(lambda: kept.open_kept(store, version))
            found.expect(not words.startswith("!"), f"{path.name} {kind.__name__}: {words[:200]}")
    kept.open_kept(store, version)
    found.seen = f"{len(files)} files; each time one message"
    return found


READERS: dict[str, Callable[[Path], Any]] = {
    "region.toml": config.region,
    "themes.toml": config.themes,
    "operator.toml": config.operator,
    "suppression.toml": config.suppression,
    "corrections.toml": config.corrections,
    "two_sources.toml": two_sources.pairs,
    "storyboards/ten_pictures.toml": lambda path: storyboard.read_ready(path, "de"),
}


def settings_files(folder: Path, *, flips: int = 40) -> Outcome:
    """Damage every setting; what is refused is refused with a message that names the file.

    A flipped letter in a name is no damage that can be seen, so a file may also be read.
    """
    found, dice = Outcome("settings: every file, every damage"), random.Random(SEED)
    refused = 0
    for name, read in READERS.items():
        before = (ROOT / "config" / name).read_bytes()
        lines = before.splitlines(keepends=True)
        contents = [make(before, dice) for make in DAMAGES.values()]
        contents += [flipped(before, dice) for _ in range(flips)]
        contents += [b"".join(lines[:i] + lines[i + 1 :]) for i in range(0, len(lines), 2)]
        for number, content in enumerate(contents):
            if content == before:
                continue
            path = folder / str(number) / Path(name).name
            path.parent.mkdir(exist_ok=True)
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)
            words = _refusal(lambda read=read, path=path: _fresh(read)(path))
            named = Path(name).name in words
            refused += named
            found.expect(named or words == "! opened", f"{name} {number}: {words[:200]}")
    found.seen = f"{refused} refused by name, the others still made sense"
    return found


def _fresh(read: Callable[[Path], Any]) -> Callable[[Path], Any]:
    """A reader without its memory."""
    return getattr(read, "__wrapped__", read)


@contextmanager
def served_from(root: Path) -> Iterator[None]:
    """Let the pages open the release in another folder."""
    real = session.ROOT
    session.ROOT = root
    session.reopen()
    session.static_drawing.cache_clear()
    try:
        yield
    finally:
        session.ROOT = real
        session.reopen()


CASES = ("data/population.csv", "data/release.json", "geo/shapes.json", "data/indicators.json")


def pages(folder: Path, *, names: tuple[str, ...] = CASES, on: tuple[str, ...] = ("",)) -> Outcome:
    """What a reader sees of a damaged release: words in the own language, and no figure."""
    found = Outcome("pages of a damaged release")
    root = copy_of_release(folder)
    drawing = next((root / "static").glob("shapes.*.json")).relative_to(root).as_posix()
    for name in (*names, drawing):
        content = (root / name).read_bytes()[:-40]
        for page in on:
            for lang in ("de", "en"):
                with damaged(root / name, content), served_from(root):
                    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
                    app.query_params["lang"] = lang
                    if page:
                        app.switch_page(PAGE_FILES[page])
                    app.run()
                titles = [item.value for item in app.title]
                said = "\n".join(item.value for item in app.code)
                where = f"{name} {page or 'start'} {lang}: {titles} {said} {list(app.exception)}"
                found.expect(
                    titles == [text("refused.title", lang)]
                    and name in said
                    and not app.exception
                    and not figures_of(app),
                    where,
                )
    found.seen = "title, reason with the file, way to the start page; German and English"
    return found


def manifest_of(root: Path) -> dict[str, Any]:
    """Content of the manifest of a release."""
    found: dict[str, Any] = json.loads((root / "data" / MANIFEST).read_text(encoding="utf-8"))
    return found
