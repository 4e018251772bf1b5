"""Every text is used, every text asked for is there, and no words stand outside the text files."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from s3dash import ROOT, plotly_file
from s3dash.text import PLURALS, all_texts

CODE = [
    ROOT / "app.py",
    *sorted((ROOT / "pages").glob("*.py")),
    *sorted((ROOT / "s3dash").glob("**/*.py")),
]
ROOMS = ("frame", "exhibits", "evidence", "pictures", "slides", "documents", "sheets", "charts")
SPEAKERS = ("labels", "sentences", "findings_text", "trace", "map_data", "changes", "small_base")
SHOWN = [
    path
    for path in CODE
    if path.parent in (ROOT, ROOT / "pages")
    or path.parts[len(ROOT.parts) + 1] in ROOMS
    or (path.parent == ROOT / "s3dash" and path.stem in SPEAKERS)
]
"""Code of what readers see: pages, parts, pictures, files and sentences."""

NO_WORDS = {
    "S3-Dashboard Metropole Ruhr",  # the product's name, in the window before a language is known
    "height of figures",  # name of a context variable
    " an der ",
    "\nan der ",  # where the name of a town may be broken
    "Fira Sans",
    "Fira Sans SemiBold",
    "Fira Sans, sans-serif",
    "DejaVu Sans",
    "List Bullet",  # a style of Word, by the name that the file format has for it
    "Release and link",  # name of a field of a slide master, for those who edit it
}
"""What looks like words and is not said to readers."""

IN_CHARTS = re.compile(r"(top|middle|bottom) (left|center|right)")

TWO_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|[ÄÖÜäöüß]")
MARKUP = re.compile(r"<[^>]*>?|&[a-z]+;|\{[^}]*\}|^[^<]*>")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def texts_in(path: Path) -> Iterator[tuple[int, str]]:
    """Literals of a file with their lines, without docstrings, words of errors and of the log."""
    aside: set[int] = set()
    for node in ast.walk(tree(path)):
        error = isinstance(node, ast.ClassDef) and node.name.endswith("Error")
        logged = isinstance(node, ast.Call) and "getLogger" in ast.unparse(node.func)
        if error or logged or isinstance(node, ast.Raise | ast.Assert):
            aside |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            aside.add(id(node.value))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.lineno, node.value


def words_in(literal: str) -> bool:
    """Whether a literal of the code says something, other than markup and formulas."""
    return "Σ" not in literal and bool(TWO_WORDS.search(MARKUP.sub(" ", literal)))


def test_what_counts_as_words() -> None:
    assert words_in("Keine Angabe")
    assert words_in('<p class="s3-foot">Quelle nennen</p>')
    assert words_in("Gefäß")
    assert not words_in('<p class="s3-foot wide">')
    assert not words_in("comparison.table")


def test_no_words_in_the_code_that_readers_see() -> None:
    raw = []
    for path in SHOWN:
        allowed = NO_WORDS | (rules_of_the_ingest(path) if path.name == "trace.py" else set())
        raw += [
            (path.name, line, literal)
            for line, literal in texts_in(path)
            if words_in(literal) and literal not in allowed and not IN_CHARTS.fullmatch(literal)
        ]
    assert len(SHOWN) > 100
    assert not raw, f"put these words into s3dash/text/*.toml: {raw}"


def rules_of_the_ingest(path: Path) -> set[str]:
    """Keys of dicts: rules as the ingest wrote them, which are looked up and not shown."""
    dicts = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Dict)]
    looked_up = {"sum of rows ", "count of rows "}
    return looked_up | {
        key.value
        for table in dicts
        for key in table.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
FOR_DEVELOPERS = re.compile(r"(console\.\w+|new Error)\([^\n]*")
LITERAL = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`')
SAYS = re.compile(r"(^|[^\w.-])[A-ZÄÖÜ][a-zäöüß]{2,}|[äöüß]|[a-z]{3,} (und|oder|the|of|and|no) ")
KEYS = re.compile(r"(Arrow|Page)?(Up|Down|Left|Right)|Home|End|Escape|Enter|Tab|Space|Backspace")


def test_no_words_in_what_the_browser_runs() -> None:
    said = []
    scripts = set(ROOT.glob("s3dash/component/**/*.js")) - {plotly_file.PATH}
    for path in [*scripts, *ROOT.glob("s3dash/**/*.css")]:
        code = FOR_DEVELOPERS.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
        if path.suffix == ".css":
            code = "\n".join(re.findall(r"content:[^;]*", code))
        for parts in LITERAL.findall(code):
            words = re.sub(r"\$\{[^}]*\}", "", "".join(parts))
            if SAYS.search(KEYS.sub("", words)):
                said.append((path.name, words))
    assert not said, f"hand these words in from Python: {said}"


HOLE = r"([\w.]+)"
FORM = re.compile(rf"\.({'|'.join(PLURALS)})$")


def keys() -> set[str]:
    """Keys that code asks for; plural forms are asked for by the key above them."""
    return {FORM.sub("", key) for key in all_texts("de")}


@cache
def asked() -> tuple[frozenset[str], dict[Path, list[re.Pattern[str]]]]:
    """Literals of all code, and for each file the shapes of what it puts together."""
    literals: set[str] = set()
    shapes: dict[Path, list[re.Pattern[str]]] = {}
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
                if re.fullmatch(r"[a-z_.]*\{\w+\}[a-z_.]*", node.value):
                    shape = re.sub(r"\\{\w+\\}", HOLE.replace("\\", r"\\"), re.escape(node.value))
                    shapes.setdefault(path, []).append(re.compile(shape))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else HOLE
                    for part in node.values
                    if not isinstance(part, ast.Constant) or isinstance(part.value, str)
                ]
                if re.search("[a-z]{2}", "".join(parts)):
                    shapes.setdefault(path, []).append(re.compile("".join(parts)))
    return frozenset(literals), shapes


@cache
def names() -> frozenset[str]:
    """What code may put into a key: its own literals, and names of catalogue and settings."""
    found: set[str] = set(asked()[0])

    def gather(entry: Any) -> None:
        if isinstance(entry, dict):
            found.update(entry)
            for part in entry.values():
                gather(part)
        elif isinstance(entry, list):
            for part in entry:
                gather(part)
        elif isinstance(entry, str):
            found.add(entry.replace(" ", "_"))

    for path in [*ROOT.glob("config/*.toml"), *ROOT.glob("s3dash/catalogue/**/*.toml")]:
        gather(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in (ROOT / "data").glob("*.meta.json"):
        for name, variable in json.loads(path.read_text("utf-8")).get("variables", {}).items():
            found |= {name, variable["unit"].replace(" ", "_")}
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword | ast.arg) and node.arg:
                found.add(node.arg)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    return frozenset(found)


def made(word: str, shapes: list[re.Pattern[str]], depth: int = 3) -> bool:
    """Whether a file's f-strings can make a word out of names that exist."""
    if word in names():
        return True
    fits = (shape.fullmatch(word) for shape in shapes if depth)
    return any(
        match is not None
        and match.groups() != (word,)
        and all(made(part, shapes, depth - 1) for part in match.groups())
        for match in fits
    )


def test_no_text_is_unused() -> None:
    literals, shapes = asked()
    left = keys() - literals
    unused = sorted(key for key in left if not any(made(key, each) for each in shapes.values()))
    assert not unused, f"nothing asks for {unused}: remove them from both languages"


KEY = re.compile(r"[a-z][a-z_0-9]*(\.[a-z_0-9]+)+")


def test_every_text_that_is_asked_for_is_there() -> None:
    known = keys()
    missing = []
    for path in CODE:
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            first = node.args[0]
            if name not in ("text", "words") or not isinstance(first, ast.Constant):
                continue
            if KEY.fullmatch(str(first.value)) and first.value not in known:
                missing.append((path.name, node.lineno, first.value))
    assert not missing


def test_a_key_that_is_put_together_can_be_found() -> None:
    known = keys()
    lost = []
    for path, shapes in asked()[1].items():
        for shape in shapes:
            section = re.match(r"([a-z_]+)\\\.", shape.pattern)
            if section and any(key.startswith(section[1] + ".") for key in known):
                file_name = re.search(r"\\\.(csv|toml|parquet|json|pdf|css)", shape.pattern)
                if not file_name and not any(shape.fullmatch(key) for key in known):
                    lost.append((path.name, shape.pattern))
    assert not lost
