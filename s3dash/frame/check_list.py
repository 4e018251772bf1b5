"""The checks of the release and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

import streamlit as st

from s3dash import checks
from s3dash.checks import Finding
from s3dash.frame.page import Page
from s3dash.languages import in_data


@st.cache_resource(show_spinner=False)
def findings(root: Path) -> tuple[Finding, ...]:
    """What the checks find in the release of this installation; they run once per server."""
    return tuple(checks.check_release(root))


def check_list(page: Page) -> None:
    """Every check by its name with its result; they run when the list is opened."""
    box = st.expander(page.words("data.checks"), on_change="rerun", key="checks")
    if not box.open:
        return
    with box:
        st.markdown(page.words("data.checks_about"))
        found = findings(page.options.release.folder.parent)
        rows = "".join(
            _row(page, check, list(group)) for check, group in groupby(found, lambda f: f.check)
        )
        heads = "".join(f"<th>{page.words(f'data.{key}')}</th>" for key in ("check", "result"))
        st.html(f'<table class="s3-checks"><tr>{heads}</tr>{rows}</table>')


def _row(page: Page, check: str, found: Sequence[Finding]) -> str:
    known = checks.CHECKS[check]
    name = known.name_de if in_data(page.lang) == "de" else known.name_en
    results = [
        page.words("data.check_ok")
        if finding.ok
        else ", ".join(filter(None, (finding.file, finding.place, finding.problem)))
        for finding in found
    ]
    cells = "<br>".join(escape(result) for result in results)
    return f"<tr><td>{escape(name)}</td><td>{cells}</td></tr>"
