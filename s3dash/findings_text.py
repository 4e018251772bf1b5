"""Findings in words: a headline, a sentence, what speaks against it, and where to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from s3dash import codes, config, labels, state
from s3dash.analysis import findings as found
from s3dash.analysis.findings import Fact, Figure, Finding
from s3dash.indicators import OCCUPATION, Place
from s3dash.state import Options, View
from s3dash.text import format_number, format_percent, join_list, text
from s3dash.views import place_findings, profile_places

ALMOST_TWICE: Final = 1.75
"""Ratios from here on are told in multiples, below in per cent."""

JUST_TWICE: Final = (1.97, 2.03)
TWICE: Final = 2.25

STEADY: Final = 0.05
"""Location quotients that differ by less are told as unchanged."""

ONE_DECIMAL: Final = 10.0
"""Changes below it are told with a decimal [per cent]."""

UNCHANGED: Final = 0.5
"""Growth that is rounded to nothing [per cent]."""

Target = dict[str, str | None]
"""Page, and keys of the address that lead to a figure."""


@dataclass(frozen=True)
class Words:
    """A finding in words.

    Parameters
    ----------
    title, sentence : what it says, short and with its figures
    against : strongest fact against it; empty if there is none
    robust : in how many settings it holds; empty where there are none to choose
    target, against_target : where both can be seen
    """

    title: str
    sentence: str
    against: str
    robust: str
    target: Target
    against_target: Target


def words(options: Options, finding: Finding, lang: str) -> Words:
    """Say a finding in a language."""
    against, robust = finding.against, finding.robustness
    main = next(iter(finding.figures.values()))
    return Words(
        title=text(_title_key(finding), lang, field=_subject(options, finding, lang)),
        sentence=_SENTENCES[finding.sort](options, finding, lang),
        against=_against(options, against, lang) if against else "",
        robust=text("finding.robust", lang, holding=robust.holding, settings=robust.settings)
        if robust
        else "",
        target=_target_of(finding, main),
        against_target=target(next(iter(against.figures.values()))) if against else {},
    )


def as_text(options: Options, view: View) -> str:
    """Findings of the profile of a view, with the address of each; for the command line."""
    blocks = [_block(options, view, about) for about in profile_places(options, view)]
    return "\n\n".join(blocks) + "\n"


def _block(options: Options, view: View, about: Place) -> str:
    lang = view.lang
    lines = [text("finding.title", lang, place=about.name.in_language(lang))]
    found = place_findings(options, about)
    if not found:
        lines += ["", nothing(about, lang)]
    for finding in found:
        said = words(options, finding, lang)
        lines += ["", f"{said.title} ({said.robust})" if said.robust else said.title]
        lines.append(f"  {said.sentence}")
        if said.against:
            lines.append(f"  {text('finding.but', lang)} {said.against}")
        chosen = state.choose(view, options, **said.target, regions=about.id)
        lines.append(f"  {chosen.to_link()}")
    return "\n".join(lines)


def nothing(about: Place, lang: str) -> str:
    """Why there are no findings about a place."""
    nation = about.level == codes.GERMANY
    return text(
        "finding.germany" if nation else "finding.none", lang, place=about.name.in_language(lang)
    )


def target(figure: Figure) -> Target:
    """Map of a figure's indicator, field and year."""
    question = figure.question
    chosen: Target = {
        "page": state.MAP,
        "indicator": question.indicator.id,
        "year": str(figure.year),
    }
    if figure.place.level in state.LEVELS:
        chosen["level"] = figure.place.level
    if question.kind:
        chosen[question.kind] = question.field
    if question.base is not None:
        chosen["from"] = str(question.base)
    if question.reference:
        chosen["reference"] = question.reference
    return chosen


def _target_of(finding: Finding, main: Figure) -> Target:
    if finding.near:
        return {"page": state.POTENTIALS, "focus": finding.field}
    return target(main)


def _title_key(finding: Finding) -> str:
    if finding.sort == found.AHEAD:
        return "finding.ahead_title"
    if finding.sort not in (found.RISE, found.FALL):
        return f"finding.{finding.sort}"
    growth = finding.figures["growth"].value
    if finding.sort == found.FALL and finding.kind and abs(growth) < UNCHANGED:
        return "finding.fall_kept"
    return f"finding.{finding.sort}_{'grown' if growth > 0 else 'shrunk'}"


def _subject(options: Options, finding: Finding, lang: str) -> str:
    """What a finding is about: a field, all employees, the population, or an indicator."""
    if finding.kind:
        return _field(options, finding.kind, finding.field, lang)
    indicator = next(iter(finding.figures.values())).question.indicator
    if finding.sort in (found.RISE, found.FALL):
        return text("finding.people", lang)
    return indicator.name.in_language(lang)


def _field(options: Options, kind: str, code: str, lang: str) -> str:
    if code == codes.TOTAL:
        return text("finding.total", lang)
    return labels.field_name(options, kind, code, lang, short=kind == OCCUPATION)


# --- sentences ---------------------------------------------------------------------------------


def _strength(options: Options, finding: Finding, lang: str) -> str:
    figures = finding.figures
    share, reference = figures["share"].value, figures["reference"].value
    decimals = 1 if min(share, reference) >= 1 else 2
    sentence = text(
        "finding.strength_says",
        lang,
        times=_times(figures["quotient"].value, lang),
        share=format_percent(share, lang, decimals),
        reference=format_percent(reference, lang, decimals),
        year=str(figures["quotient"].year),
        quotient=_number(figures["quotient"], lang),
        threshold=format_number(found.STRONG, lang, 1),
    )
    told = finding.against is not None and "group" in finding.against.figures
    if "group" not in figures or told:
        return sentence
    group = figures["group"]
    return f"{sentence} " + text(
        "finding.strength_group",
        lang,
        group=_field(options, OCCUPATION, group.question.field, lang),
        n=_number(group, lang),
        employees=_number(figures["employees"], lang),
    )


def _times(quotient: float, lang: str) -> str:
    """How much higher, in words one can picture."""
    if quotient < ALMOST_TWICE:
        percent = format_percent(100 * (quotient - 1), lang, 0)
        return text("finding.times_higher", lang, percent=percent)
    if quotient >= TWICE:
        return text("finding.times_many", lang, number=format_number(quotient, lang, 1))
    first, last = JUST_TWICE
    name = "almost" if quotient < first else "twice" if quotient <= last else "over"
    return text(f"finding.times_{name}", lang)


def _change(options: Options, finding: Finding, lang: str) -> str:
    figures = finding.figures
    if "start" not in figures:
        return text(
            "finding.people_says",
            lang,
            growth=_percent(figures["growth"], lang, 1),
            reference=_percent(figures["reference"], lang, 1),
            first=str(figures["growth"].question.base),
            year=str(figures["growth"].year),
            lead=text("finding.points", lang, count=found.POPULATION_LEAD),
        )
    sentence = text(
        "finding.change_says",
        lang,
        growth=_percent(figures["growth"], lang, _decimals(figures["growth"])),
        reference=_percent(figures["reference"], lang),
        first=str(figures["growth"].question.base),
        start=_number(figures["start"], lang),
        end=_number(figures["end"], lang),
        year=str(figures["end"].year),
        lead=text("finding.points", lang, count=found.LEAD),
    )
    return (
        f"{sentence} {_quotients(figures['before'], figures['now'], lang)}"
        if ("now" in figures)
        else sentence
    )


def _quotients(before: Figure, now: Figure, lang: str) -> str:
    change = now.value - before.value
    name = "kept" if abs(change) < STEADY else "rose" if change > 0 else "fell"
    return text(
        f"finding.quotient_{name}", lang, before=_number(before, lang), now=_number(now, lang)
    )


def _near(options: Options, finding: Finding, lang: str) -> str:
    figures = finding.figures
    return text(
        "finding.near_says",
        lang,
        near=join_list([_quoted(options, code, lang) for code in finding.near], lang),
        density=_number(figures["density"], lang),
        employees=_number(figures["employees"], lang),
        quotient=_number(figures["quotient"], lang),
        threshold=format_number(found.STRONG, lang, 1),
        year=str(figures["quotient"].year),
    )


def _quoted(options: Options, code: str, lang: str) -> str:
    """Name of an occupation group in quotation marks: some have commas in them."""
    return text("finding.quoted", lang, name=_field(options, OCCUPATION, code, lang))


def _ahead(options: Options, finding: Finding, lang: str) -> str:
    figure = finding.figures["value"]
    return text(
        f"finding.ahead_says{_side(figure)}",
        lang,
        value=_with_unit(figure, lang),
        year=str(figure.year),
        rank=finding.rank,
        among=finding.among,
        first=found.FIRST,
    )


def _side(figure: Figure) -> str:
    """Ending of a text about a rank that is counted from the smallest figure."""
    return "_low" if figure.question.indicator.direction == "lower" else ""


def _series(options: Options, finding: Finding, lang: str) -> str:
    figures = finding.figures
    return text(
        "finding.series_says",
        lang,
        start=_number(figures["start"], lang),
        end=_number(figures["end"], lang),
        region_start=_number(figures["region_start"], lang),
        region_end=_number(figures["region_end"], lang),
        first=str(figures["start"].year),
        year=str(figures["end"].year),
        lead=format_number(found.LEAD, lang),
    )


_SENTENCES: Final[dict[str, Callable[[Options, Finding, str], str]]] = {
    found.STRENGTH: _strength,
    found.RISE: _change,
    found.FALL: _change,
    found.NEAR_COMPLEX: _near,
    found.NEAR_SIMPLE: _near,
    found.AHEAD: _ahead,
    found.BETTER: _series,
    found.WORSE: _series,
}


# --- what speaks against -------------------------------------------------------------------------


def _against(options: Options, fact: Fact, lang: str) -> str:
    figures = fact.figures
    key = {"turned_up": "turned", "turned_down": "turned"}.get(fact.sort, fact.sort)
    small = min(abs(figure.value) for figure in figures.values()) < ONE_DECIMAL
    values: dict[str, object] = {
        name: _in_words(figure, lang, decimals=1 if small else 0)
        for name, figure in figures.items()
    }
    main = next(iter(figures.values()))
    values |= {
        "place": main.place.name.in_language(lang),
        "first": str(main.year if main.question.base is None else main.question.base),
        "year": str(main.year),
        "region": labels.place_name(options, config.region().id, lang),
        "indicator": main.question.indicator.name.in_language(lang),
        "rank": fact.rank,
        "among": fact.among,
    }
    if "group" in figures:
        part = 100 * figures["group"].value / figures["whole"].value
        key = "gain_all" if part >= 100 else key
        values["share"] = format_percent(part, lang, 0)
        values["group"] = _field(options, OCCUPATION, figures["group"].question.field, lang)
    if key == "behind":
        key += _side(main)
    if key == "turned":
        values["place"] = figures["reference"].place.name.in_language(lang)
    return text(f"finding.{key}", lang, **values)


def _in_words(figure: Figure, lang: str, *, decimals: int) -> str:
    """Figure with its sign and unit, as the facts against a finding tell it.

    `decimals` are those of changes.
    """
    if figure.question.indicator.measure == "growth_percent":
        return _percent(figure, lang, decimals)
    if figure.question.indicator.id == "employee_share":
        return format_percent(figure.value, lang, 1 if figure.value >= 1 else 2)
    if figure.question.kind:
        return _number(figure, lang)
    return _with_unit(figure, lang)


# --- numbers -------------------------------------------------------------------------------------


def _number(figure: Figure, lang: str) -> str:
    return labels.figure(figure.question.indicator, figure.value, lang, unit=False)


def _with_unit(figure: Figure, lang: str) -> str:
    """Number with its unit, unless the name of the indicator says it."""
    indicator = figure.question.indicator
    unit, name = indicator.unit_label.in_language(lang), indicator.name.in_language(lang)
    said = len(unit) > labels.MAX_SHORT_UNIT and unit in name
    return labels.figure(indicator, figure.value, lang, unit=not said)


def _decimals(figure: Figure) -> int:
    """Places of a change, so that one that is not 0 is not said to be."""
    return 1 if abs(figure.value) < UNCHANGED else 0


def _percent(figure: Figure, lang: str, decimals: int = 0) -> str:
    return format_percent(figure.value, lang, decimals, sign=True)
