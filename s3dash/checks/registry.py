"""Named checks and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from s3dash.checks.content import Content


@dataclass(frozen=True)
class Finding:
    """What one check found at one place, or that it found nothing wrong.

    Parameters
    ----------
    check : id of the check
    file, place : where the problem is; empty when the check passed
    problem : what was found and what was expected
    remedy : what to do next
    ok : whether the check passed
    """

    check: str
    file: str
    place: str
    problem: str
    remedy: str
    ok: bool

    @property
    def message(self) -> str:
        """One line: where, what, and what to do."""
        if self.ok:
            return f"{self.check}: passed"
        where = ", ".join(part for part in (self.file, self.place) if part)
        return f"{self.check}: {where}: {self.problem}; {self.remedy}"


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold; `Finding` without the name of the check."""

    file: str
    place: str
    problem: str
    remedy: str


Look = Callable[[Content], Iterable[Problem]]
"""A function that yields the problems it finds in a release."""


@dataclass(frozen=True)
class Check:
    """A named check: its id, what it is called for readers, and the function that looks."""

    id: str
    name_de: str
    name_en: str
    look: Look


def check(name_de: str, name_en: str) -> Callable[[Look], Check]:
    """Make a check of a function; the function's name is the id."""
    return lambda look: Check(look.__name__, name_de, name_en, look)
