"""Adding a language is adding one file of words, as `docs/recipes/language.md` says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest

from s3dash import ROOT

CODE = ("s3dash", "pages", "config", "app.py", "pyproject.toml")
DATA = ("data", "geo", "docs", "static", "releases", ".streamlit")

SAY = """
import json, sys
from streamlit.testing.v1 import AppTest
from s3dash import languages, labels, session, state
from s3dash.text import all_texts, format_date, format_number, join_list
import datetime
app = AppTest.from_file("app.py", default_timeout=60)
app.query_params["lang"] = "nl"
app.switch_page("pages/karte.py")
app.run()
options = session.options()
view = state.read_view({"lang": "nl"}, options, page=state.MAP)[0]
json.dump({
    "languages": languages.LANGUAGES,
    "texts": dict(all_texts("nl")),
    "failed": [str(error.value) for error in app.exception],
    "html": [str(part.proto.body) for part in app.main.get("html")],
    "fields": [str(field.label) for field in app.selectbox],
    "number": format_number(1234.5, "nl", 1),
    "date": format_date(datetime.date(2020, 6, 30), "nl"),
    "list": join_list(["Bochum", "Essen"], "nl"),
    "headline": labels.headline(options, view),
    "wished": languages.wished("nl-BE"),
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def dutch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a copy of the dashboard says that has one file of words more, each of them marked."""
    folder = tmp_path_factory.mktemp("third_language")
    for name in CODE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for name in DATA:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    words = (ROOT / "s3dash" / "text" / "en.toml").read_text(encoding="utf-8")
    head, own, rest = words.partition("[app]\n")
    head = head.replace('"English"', '"Nederlands"').replace("en_GB", "nl_NL")
    marked = re.sub(r'(?m)^([\w.]+ = ")', r"\1°", rest)
    (folder / "s3dash" / "text" / "nl.toml").write_text(head + own + marked, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", SAY], cwd=folder, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    found: dict[str, object] = json.loads(said.stdout)
    return found


def test_the_app_finds_the_language_and_follows_its_rules(dutch: dict[str, object]) -> None:
    assert dutch["languages"] == ["de", "en", "nl"]
    assert dutch["wished"] == "nl"
    assert dutch["number"] == "1.234,5"
    assert dutch["date"] == "30 juni 2020"
    assert dutch["list"] == "Bochum en Essen"


def test_no_text_falls_back_and_names_in_the_data_are_english(dutch: dict[str, object]) -> None:
    texts = dutch["texts"]
    assert isinstance(texts, dict)
    assert all(text.startswith("°") for key, text in texts.items() if key[:9] != "language.")
    assert str(dutch["headline"]).startswith("Manufacturing")


def test_the_page_speaks_it_and_offers_the_others(dutch: dict[str, object]) -> None:
    assert dutch["failed"] == []
    shown, fields = "".join(map(str, dutch["html"])), dutch["fields"]  # type: ignore[call-overload]
    assert "°" in shown
    assert fields
    assert all(str(label).startswith("°") for label in fields)  # type: ignore[union-attr]
    for name, offered in (("Deutsch", True), ("English", True), ("Nederlands", False)):
        assert (f">{name}<" in shown) is offered
