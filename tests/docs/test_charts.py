"""`docs/charts.md` has a row for each chart, and the tests that it names are there."""

from __future__ import annotations

import ast
import re

from s3dash import ROOT

SAID = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
DRAWN = {"go.Figure", "str"}
"""What a chart is: a figure of plotly, or markup of its own."""

NO_CHART = {
    "charts.canvas.canvas": "the sheet that all charts are drawn on",
    "charts.canvas.plate": "a colour",
    "charts.canvas.wrap": "breaks words into lines",
    "charts.matrix.ink_on": "a colour",
    "charts.quadrants.quadrant": "a name",
    "charts.theme.see_through": "a colour",
}


def charts() -> set[str]:
    """Public functions of the room of charts that give a drawing."""
    found = set()
    for path in (ROOT / "s3dash" / "charts").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                gives = ast.unparse(node.returns) if node.returns else ""
                if gives in DRAWN:
                    found.add(f"charts.{path.stem}.{node.name}")
    return found


def test_every_chart_has_a_row_and_no_row_is_left_over() -> None:
    named = set(re.findall(r"^\| `(charts\.\w+\.\w+)` \| \S.* \| \S.* \|$", SAID, re.M))
    assert charts() - set(NO_CHART) == named
    assert set(NO_CHART) <= charts()


def test_the_tests_that_the_rules_name_are_there() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    named = re.findall(r"`(test_\w+)`", SAID)
    assert len(named) > 8
    assert [name for name in named if f"def {name}(" not in tests] == []
