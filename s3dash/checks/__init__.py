"""What must hold in a release: named, strict checks over `data/` and `geo/`.

Each check is a small function that yields the problems it found. A check that finds nothing is
reported as passed, so that a report shows what was looked at. Nothing here repairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from s3dash.checks import boundaries, entries, form, places, plausible, projects, sums, two_sources
from s3dash.checks.content import ACCEPTED_JUMPS, Content
from s3dash.checks.registry import Check, Finding, Problem

__all__ = ["CHECKS", "Check", "Finding", "Problem", "check_release", "format_findings"]

CHECKS: Final = {
    each.id: each
    for each in (
        form.files,
        form.sidecars,
        form.columns,
        form.statuses,
        places.regions,
        places.coverage,
        places.fields,
        sums.sectors,
        sums.industry,
        sums.parts,
        sums.states,
        sums.municipalities,
        projects.projects,
        two_sources.two_sources,
        plausible.limits,
        plausible.means,
        plausible.jumps,
        entries.catalogue,
        boundaries.geometry,
    )
}
"""All checks by id, in the order in which they run."""

MAX_PROBLEMS: Final = 20
"""Problems that one check reports one by one; the rest is counted."""


def check_release(folder: Path, *, accepted_jumps: Path = ACCEPTED_JUMPS) -> list[Finding]:
    """Run every check on a release.

    Parameters
    ----------
    folder : holds `data/` and `geo/`
    accepted_jumps : CSV of the large changes that were looked at

    Returns
    -------
    list of Finding
        In the order of `CHECKS`: one finding with `ok` for a check that passed, otherwise one per
        problem, at most `MAX_PROBLEMS` and one more that counts the rest. A check that cannot be
        run, because a file is missing or cannot be read, has not passed.
    """
    content = Content(folder, accepted_jumps)
    return [finding for each in CHECKS.values() for finding in _run(each, content)]


def _run(check: Check, content: Content) -> list[Finding]:
    problems = iter(check.look(content))
    try:
        shown = list(islice(problems, MAX_PROBLEMS))
        more = sum(1 for _ in problems)
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        shown, more = [_cannot_run(error)], 0
    if not shown:
        return [Finding(check.id, "", "", "", "", ok=True)]
    if more:
        shown.append(Problem("", "", f"{more} more problems of this kind", "see the first ones"))
    return [Finding(check.id, p.file, p.place, p.problem, p.remedy, ok=False) for p in shown]


def _cannot_run(error: Exception) -> Problem:
    return Problem(
        "",
        "",
        f"the check could not be run: {type(error).__name__}: {error}",
        "put the release in the form that docs/architecture.md describes",
    )


def format_findings(findings: Iterable[Finding], lang: str = "en") -> str:
    """Findings as text, one line each, failures with where, what and what to do.

    Parameters
    ----------
    lang : `de` or `en`, for the names of the checks; problems are described in English
    """
    lines = []
    for finding in findings:
        check = CHECKS.get(finding.check)
        name = (check.name_de if lang == "de" else check.name_en) if check else finding.check
        if finding.ok:
            lines.append(f"ok    {name}")
        else:
            where = ", ".join(part for part in (finding.file, finding.place) if part)
            lines.append(f"FAIL  {name}: {where}: {finding.problem}; {finding.remedy}")
    return "\n".join(lines)
