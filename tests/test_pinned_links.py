"""Links that were given away, pinned to a release: their figures stay the same, byte for byte.

Each file in `known_answers/pinned_links/` begins with the link; what follows is what
`python -m s3dash table --link` printed when the release was published. A file is never changed. A
change of code or data that moves a figure of a published release is a fault, or needs a new one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash import __main__ as command
from s3dash import session, state

FOLDER = Path(__file__).parent / "known_answers" / "pinned_links"
FILES = sorted(FOLDER.glob("*.csv"))
WITHOUT_FIGURES = {state.IMPRINT, state.ACCESS, state.HOW, state.STORY}


def link_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0]


def page_and_query(path: Path) -> tuple[str, dict[str, str]]:
    found = state.split_link(link_of(path))
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pinned_link_gives_what_it_gave(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["table", "--link", link_of(path)]) == 0
    printed = capsys.readouterr()
    assert printed.out == path.read_text(encoding="utf-8").partition("\n")[2]
    assert printed.err == ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_link_is_pinned_to_a_release_that_can_be_read(path: Path) -> None:
    assert page_and_query(path)[1]["release"] in session.options().versions


def test_there_is_a_link_to_every_page_with_figures() -> None:
    linked = {page_and_query(path)[0] for path in FILES}
    assert linked >= set(state.PAGES) - WITHOUT_FIGURES
