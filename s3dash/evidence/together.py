"""How places complete each other, and what ties them already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from s3dash import labels
from s3dash.analysis.partners import Gain
from s3dash.analysis.ties import Commuters
from s3dash.evidence.gathered import Gathered
from s3dash.evidence.model import Block, Section, Sentences, Table
from s3dash.evidence.words import field, listed, name, number, percent, plain
from s3dash.indicators import Place
from s3dash.text import text
from s3dash.views import Cooperation

NAMED: Final = 4
"""Strengths of each side that are listed; half as many where there are several pairs."""

PROJECTS: Final = 5
ORGANISATIONS: Final = 2


def complement(found: Gathered) -> Section:
    """What each side of each pair brings to the other."""
    return Section(text("evidence.head_complement", found.lang), tuple(_complement(found)))


def _complement(found: Gathered) -> Iterator[Block]:
    apart = [_apart(found, one, other) for one, other in combinations(found.asked, 2)]
    if sentences := tuple(words for words in apart if words):
        yield Sentences(sentences)
    if len(found.pairs) > 1:
        yield _matrix(found)
        return
    for pair in found.pairs:
        sentences = tuple(_gain(found, pair, *side) for side in pair.sides)
        assert pair.partner is not None
        if pair.partner.shared:
            shared = listed(found, pair.partner.shared[:NAMED])
            sentences += (text("cooperation.shared", found.lang, fields=shared),)
        yield Sentences(sentences)
        if any(gain.strengths for _, _, gain in pair.sides):
            yield _strengths(found, pair)


def _apart(found: Gathered, one: Place, other: Place) -> str:
    """That two places lie in one Kreis, whose figures cannot be told apart."""
    if found.district(one) != found.district(other):
        return ""
    names = {"one": name(one, found.lang), "other": name(other, found.lang)}
    district = name(found.district(one), found.lang)
    return text("evidence.same_kreis", found.lang, district=district, **names)


def _gain(found: Gathered, pair: Cooperation, here: Place, there: Place, gain: Gain) -> str:
    lang = found.lang
    values = {
        "name": name(here, lang),
        "partner": name(there, lang),
        "count": gain.open,
        "all": number(len(pair.scope), lang),
        "field": labels.field_name(found.options, pair.kind, pair.focus, lang),
        "before": percent(gain.before, lang, 0),
        "after": percent(gain.before + gain.value, lang, 0),
    }
    key = {"theme": "gain_theme"}.get(pair.kind, "gain_occupation")
    return plain(text(f"cooperation.{key if gain.open else 'nothing_open'}", lang, **values))


def _matrix(found: Gathered) -> Table:
    """Several pairs in one table: who brings how much to whom, and which strengths."""
    lang = found.lang
    heads = ("evidence.gains", "evidence.from", "evidence.before", "evidence.after")
    return Table(
        caption=text("evidence.caption_matrix", lang),
        heads=(
            text(heads[0], lang),
            text(heads[1], lang),
            text("evidence.strengths", lang),
            *(text(key, lang) for key in heads[2:]),
        ),
        rows=tuple(
            _matrix_row(found, here, there, gain)
            for pair in found.pairs
            for here, there, gain in pair.sides
        ),
        numbers=2,
        note=text("evidence.note_matrix", lang),
    )


def _matrix_row(found: Gathered, here: Place, there: Place, gain: Gain) -> tuple[str, ...]:
    lang = found.lang
    none = text("cooperation.none_open", lang)
    named = [
        text(
            "cooperation.quotient_of",
            lang,
            name=field(found, item.field),
            quotient=number(item.quotient, lang, 2),
        )
        for item in gain.strengths[: NAMED // 2]
    ]
    return (
        name(here, lang),
        name(there, lang),
        " · ".join(named) or "–",
        percent(gain.before, lang, 0) if gain.open else none,
        percent(gain.before + gain.value, lang, 0) if gain.open else none,
    )


def _strengths(found: Gathered, pair: Cooperation) -> Table:
    lang = found.lang
    one, other = (name(side[0], lang) for side in pair.sides)
    heads = ("evidence.side", "themes.group", "themes.quotient", "themes.employees")
    return Table(
        caption=text("evidence.caption_pair", lang, one=one, other=other),
        heads=(*(text(key, lang) for key in heads), text("cooperation.head.part", lang)),
        rows=tuple(
            (
                name(there, lang),
                field(found, item.field),
                number(item.quotient, lang, 2),
                number(item.employees, lang),
                number(item.part, lang, 1, sign=True),
            )
            for _, there, gain in pair.sides
            for item in gain.strengths[:NAMED]
        ),
        numbers=3,
        note=text("evidence.note_pair", lang),
    )


# --- ties ----------------------------------------------------------------------------------


def ties(found: Gathered) -> Section:
    """Common EU projects and commuters of each pair."""
    return Section(text("evidence.head_ties", found.lang), tuple(_ties(found)))


def _ties(found: Gathered) -> Iterator[Block]:
    if len(found.pairs) < len(list(combinations(found.asked, 2))):
        yield Sentences((text("evidence.same_kreis_ties", found.lang),))
    if not found.pairs:
        return
    if len(found.pairs) > 1:
        yield _tie_matrix(found)
    else:
        yield Sentences((_projects(found, found.pairs[0]), _commuters(found, found.pairs[0])))
        if len(found.pairs[0].projects):
            yield _project_table(found, found.pairs[0])
    yield Sentences((found.options.release.projects_about[f"note_{found.lang}"],))


def _tie_matrix(found: Gathered) -> Table:
    """Several pairs in one table: common projects, and commuters between the districts."""
    lang = found.lang
    keys = ("one", "other", "projects", "there", "back")
    return Table(
        caption=text("evidence.caption_ties", lang),
        heads=tuple(text(f"evidence.tie_{key}", lang) for key in keys),
        rows=tuple(_tie_row(found, pair) for pair in found.pairs),
        numbers=3,
        note=text("evidence.note_ties", lang, date=_commuter_date(found, found.pairs[0])),
    )


def _tie_row(found: Gathered, pair: Cooperation) -> tuple[str, ...]:
    assert pair.ties is not None
    sides, lang = _sides(found, pair), found.lang
    return (
        sides["one"],
        sides["other"],
        number(len(pair.projects), lang),
        _persons(pair.ties.a_to_b, lang),
        _persons(pair.ties.b_to_a, lang),
    )


def _persons(found: Commuters, lang: str) -> str:
    known = found.persons == found.persons
    return number(found.persons, lang) if known else text(f"chart.states.{found.status}", lang)


def _commuter_date(found: Gathered, pair: Cooperation) -> str:
    assert pair.ties is not None
    indicator = found.options.indicators["district_in_commuters"]
    return labels.date_of(indicator, pair.ties.a_to_b.year, found.lang)


def _sides(found: Gathered, pair: Cooperation) -> dict[str, str]:
    assert pair.asked is not None
    assert pair.partner_asked is not None
    return {"one": name(pair.asked, found.lang), "other": name(pair.partner_asked, found.lang)}


def _projects(found: Gathered, pair: Cooperation) -> str:
    count = len(pair.projects)
    key = "projects" if count else "projects_none"
    assert pair.asked is not None
    assert pair.partner_asked is not None
    names = {
        "from_one": labels.from_place(pair.asked, found.lang),
        "from_other": labels.from_place(pair.partner_asked, found.lang),
    }
    return plain(text(f"cooperation.{key}", found.lang, count=count, **names))


def _commuters(found: Gathered, pair: Cooperation) -> str:
    """Who lives in one district and works in the other; of whole districts."""
    assert pair.ties is not None
    lang, both = found.lang, pair.ties
    return plain(
        text(
            "cooperation.commuting",
            lang,
            one=labels.in_place(both.a, lang),
            other=labels.in_place(both.b, lang),
            there=_persons(both.a_to_b, lang),
            back=_persons(both.b_to_a, lang),
            date=_commuter_date(found, pair),
        )
    )


def _project_table(found: Gathered, pair: Cooperation) -> Table:
    lang, projects, names = found.lang, pair.projects, _sides(found, pair)
    shown = projects.head(PROJECTS)
    heads = [text(f"cooperation.head.{key}", lang) for key in ("project", "title", "time")]
    shortened = len(projects) > PROJECTS
    return Table(
        caption=text("evidence.caption_projects", lang, **names),
        heads=(*heads, *names.values()),
        rows=tuple(_project(found, row) for row in shown.to_dict("records")),
        numbers=0,
        note=text("evidence.newest", lang, shown=len(shown), n=number(len(projects), lang))
        if shortened
        else "",
    )


def _project(found: Gathered, row: Mapping[Any, Any]) -> tuple[str, ...]:
    return (
        str(row["project"]),
        f"{row['acronym']}: {row['title']}",
        f"{row['start'][:4]}–{row['end'][:4]}",
        *(_organisations(found, row[side]) for side in ("organisations_a", "organisations_b")),
    )


def _organisations(found: Gathered, names: Sequence[str]) -> str:
    unnamed = text("cooperation.unnamed", found.lang)
    shown = [item or unnamed for item in names[:ORGANISATIONS]]
    left = len(names) - len(shown)
    more = [text("evidence.more", found.lang, n=left)] if left else []
    return "; ".join([*shown, *more])
