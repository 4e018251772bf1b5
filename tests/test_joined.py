"""The modules of a component become one file in which each keeps its own names."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from s3dash import ROOT, hints
from s3dash.joined import JoinError, joined

NODE = shutil.which("node")


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "first.js"


def test_each_module_is_there_once_and_after_what_it_needs() -> None:
    folder = ROOT / "s3dash" / "component"
    for path in hints.FIRST_MODULES.values():
        text = joined(folder / path)
        names = {file.stem for file in (folder / path).parent.glob("*.js")}
        assert {name: text.count(f"const ${name} = (") for name in names} == dict.fromkeys(names, 1)
        for name in names:
            source = (folder / path).with_name(f"{name}.js").read_text(encoding="utf-8")
            for other in re.findall(r'from "\./(\w+)\.js"', source):
                assert text.index(f"const ${other} = (") < text.index(f"const ${name} = (")


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_names_that_two_modules_share_stay_apart(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        first='import { size } from "./one.js";\nimport { both, name } from "./two.js";\n'
        "const own = 1;\n"
        "export default function render() {\n  return [own, size, both(), name];\n}\n",
        one="const own = 2;\nexport const size = own;\n",
        two='import { size } from "./one.js";\nconst own = 3;\n'
        'export function both() {\n  return own + size;\n}\nexport const name = "two";\n',
    )
    program = f"{joined(first).replace('export default ', 'console.log(JSON.stringify((')}"
    program = program.replace("$first.default;", "$first.default)()))")
    done = subprocess.run(
        [str(NODE), "-e", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == [1, 2, 5, "two"]


@pytest.mark.parametrize(
    "line",
    [
        'import all from "./one.js";',
        'import * as all from "./one.js";',
        "export { a };",
        'import { a as b } from "./one.js"; // renamed',
    ],
)
def test_what_is_not_understood_is_refused_by_name(tmp_path: Path, line: str) -> None:
    first = write(tmp_path, first=f"{line}\nexport default function f() {{}}\n", one="")
    with pytest.raises(JoinError, match=r"first\.js: .* is not understood"):
        joined(first)


def test_a_circle_of_imports_is_named(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        first='import { a } from "./one.js";\nexport default function f() {}\n',
        one='import { f } from "./first.js";\nexport const a = 1;\n',
    )
    with pytest.raises(JoinError, match="first > one > first"):
        joined(first)


def test_a_change_of_a_module_is_seen(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        first='import { a } from "./one.js";\nexport default function f() {\n  return a;\n}\n',
        one="export const a = 1;\n",
    )
    assert "a = 1" in joined(first)
    other = tmp_path / "one.js"
    stamp = other.stat().st_mtime_ns + 1_000_000
    other.write_text("export const a = 2;\n", encoding="utf-8")
    os.utime(other, ns=(stamp, stamp))
    assert "a = 2" in joined(first)
