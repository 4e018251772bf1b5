"""What the figures of a sheet do not say, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from s3dash import labels
from s3dash.evidence.gathered import Gathered
from s3dash.evidence.model import Section, Sentences
from s3dash.evidence.words import listed, name
from s3dash.indicators import OCCUPATION, THEME, Indicator
from s3dash.text import join_list, text


def limits(found: Gathered) -> Section:
    """Limits of the figures."""
    return Section(
        text("evidence.head_limits", found.lang), (Sentences(tuple(_limits(found)), listed=True),)
    )


def _limits(found: Gathered) -> Iterator[str]:
    lang = found.lang
    if found.field.kind == THEME:
        groups = found.options.release.themes[found.field.field].occupations
        yield text("evidence.limit_theme", lang, count=len(groups), groups=listed(found, groups))
    else:
        yield text("evidence.limit_group", lang, group=listed(found, [found.field.field]))
    yield text("evidence.limit_occupations", lang)
    for district in found.about:
        towns = [name(item, lang) for item in found.towns if found.district(item) == district]
        if towns:
            yield text(
                "evidence.limit_kreis",
                lang,
                district=name(district, lang),
                towns=join_list(towns, lang),
            )
    yield text("evidence.limit_suppressed", lang)
    yield text("evidence.limit_complement", lang)


def sources(found: Gathered) -> Section:
    """Sources with licences, and how to check the figures."""
    lang, options = found.lang, found.options
    shown: list[tuple[Indicator, str]] = [
        (item.question.indicator, item.question.kind)
        for item in (found.field.quotients, found.field.employees)
    ]
    shown += [
        (item.indicator, item.answered.question.kind)
        for hint in found.hints
        for item in hint.figures
        if item is not None
    ]
    if found.pairs:
        shown += [
            (options.indicators["location_quotient"], OCCUPATION),
            (options.indicators["district_in_commuters"], ""),
            (options.indicators["eu_research_participations_since_2014"], ""),
        ]
    line = labels.joint_source_line(options, tuple(dict.fromkeys(shown)), lang)
    return Section(
        text("evidence.head_sources", lang), (Sentences((line, text("evidence.check", lang))),)
    )
