"""Writes `DATA-LICENCES.md` from the sources of the release: part of `make data`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from s3dash import ROOT
from s3dash.release import open_release

TARGET: Final = ROOT / "DATA-LICENCES.md"

HEAD: Final = """# Terms of data, boundaries, typeface and plotly

The licence of this repository (`LICENSE`, EUPL-1.2) is about code and documents. It is not about
the figures in `data/`, the boundaries in `geo/` and `static/`, the typeface, and plotly's
JavaScript: they belong to the publishers below and come under their terms. What was taken from each
is in `docs/sources.md`.

"Not confirmed" means that no terms of passing on were found that are beyond doubt: the archive for
others (`python -m s3dash release`) leaves such figures out, and whoever operates the dashboard in
public should ask the publisher. What was calculated from a source keeps the source's terms and is
marked as own calculation.

| source | to be named as | terms | passing on |
| --- | --- | --- | --- |
"""
FOOT: Final = """
Typeface: Fira Sans, SIL Open Font License 1.1; its text lies beside the files, in
`static/fonts/FiraSans-LICENSE.txt` and `s3dash/pictures/fonts/FiraSans-LICENSE.txt`.

plotly's JavaScript (`s3dash/component/plotly/plotly.min.js`): MIT licence, © Plotly, Inc.; its text
and those of what is built into it lie beside it, in `licences.txt`.
"""
PASSING_ON: Final = {
    "open": "free",
    "with_source": "with the source named",
    "unconfirmed": "not confirmed",
}


def row(source: Mapping[str, Any]) -> str:
    """One source as a row of the table."""
    terms = source["licence"] or "none stated"
    if source["licence_url"]:
        terms = f"[{terms}]({source['licence_url']})"
    name = f"`{source['id']}`: {source['title_en']}"
    return f"| {name} | {source['line']} | {terms} | {PASSING_ON[source['redistribution']]} |\n"


def notice() -> str:
    """The whole notice."""
    return HEAD + "".join(row(source) for source in open_release().sources.values()) + FOOT


def main() -> None:
    """Write the notice."""
    TARGET.write_text(notice(), encoding="utf-8")


if __name__ == "__main__":
    main()
