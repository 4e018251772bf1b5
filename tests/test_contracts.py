"""Which room may know which: the contracts of `pyproject.toml`, and what pages may name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from s3dash import ROOT

PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]


def test_rooms_keep_the_import_contracts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert broken == 0, capsys.readouterr().out


def imported(path: Path) -> set[str]:
    """Packages that a file imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_import_rooms_and_streamlit_only(path: Path) -> None:
    own = {"s3dash", "streamlit", "__future__"}
    assert imported(path) <= own | (sys.stdlib_module_names - {"csv", "json", "math"})


def test_importing_the_figures_loads_no_screen() -> None:
    code = (
        "import s3dash.views, sys; sys.exit('streamlit' in sys.modules or 'plotly' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
