"""The field at a glance, and where the region stands in Germany."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from s3dash import codes
from s3dash.evidence.gathered import Gathered
from s3dash.evidence.model import Drawing, Section, Sentences
from s3dash.evidence.words import cell, date, name, named, number, percent, rank
from s3dash.exhibits import Bars
from s3dash.exhibits.looks import quotient_colour
from s3dash.exhibits.on_strengths import bars_of_places, parity
from s3dash.indicators import places_of
from s3dash.text import text
from s3dash.views import answered
from s3dash.views.themes import NATION, REGION, Standing


def summary(found: Gathered) -> Section:
    """What each place has, what they have together, and whether they work together already."""
    points = [*_places(found), *_together(found), *_projects(found)]
    return Section(
        text("evidence.head_summary", found.lang), (Sentences(tuple(points), listed=True),)
    )


def _places(found: Gathered) -> Iterator[str]:
    national = found.standing(NATION).change
    for item in found.standings:
        key = "summary_place" if item.rank else "summary_unknown"
        yield text(
            f"evidence.{key}",
            found.lang,
            name=named(found, item.place),
            date=date(found),
            national=percent(national, found.lang, sign=True),
            n=number(found.field.ranked, found.lang),
            base=str(found.field.base),
            **_figures(found, item),
        )


def _figures(found: Gathered, item: Standing) -> dict[str, str]:
    about, lang, key = found.field, found.lang, item.place.id
    return {
        "employees": cell(about.employees, key, found.year, lang),
        "quotient": cell(about.quotients, key, found.year, lang),
        "change": cell(about.changes, key, found.year, lang),
        "rank": rank(item, lang),
    }


def _together(found: Gathered) -> Iterator[str]:
    if found.whole is None:
        return
    quotient, employees, change, share = (
        cell(item, found.whole.id, found.year, found.lang) for item in found.together
    )
    values = {"quotient": quotient, "employees": employees, "change": change, "share": share}
    yield text("evidence.summary_together", found.lang, base=str(found.field.base), **values)


def _projects(found: Gathered) -> Iterator[str]:
    """Common projects of two places; of several, a table below tells."""
    for pair in found.pairs if len(found.pairs) == 1 else ():
        assert pair.asked is not None
        assert pair.partner_asked is not None
        sides = [name(item, found.lang) for item in (pair.asked, pair.partner_asked)]
        count = len(pair.projects)
        key = "summary_projects" if count else "summary_projects_none"
        yield text(f"evidence.{key}", found.lang, one=sides[0], other=sides[1], count=count)


def region(found: Gathered) -> Section:
    """The region against Germany, its strongest district, and all of its districts as bars."""
    return Section(
        text("evidence.head_region", found.lang),
        (
            Sentences((_sentence(found), *_best(found))),
            Drawing(_bars(found), _caption(found), ratio=0.42),
        ),
    )


def _sentence(found: Gathered) -> str:
    national = found.standing(NATION)
    return text(
        "evidence.region",
        found.lang,
        date=date(found),
        base=str(found.field.base),
        national=_figures(found, national)["change"],
        **{
            key: words
            for key, words in _figures(found, found.standing(REGION)).items()
            if key != "rank"
        },
    )


def _best(found: Gathered) -> Iterator[str]:
    """The strongest district of the region, and that of Germany."""
    about, lang = found.field, found.lang
    best, first = about.districts[0], about.best[0]
    if best.rank is None or first.rank is None:
        return
    yield text(
        "evidence.best",
        lang,
        name=name(best.place, lang),
        quotient=number(best.quotient, lang, 2),
        rank=rank(best, lang),
        n=number(about.ranked, lang),
        first=name(first.place, lang),
        first_quotient=number(first.quotient, lang, 2),
    )


def _caption(found: Gathered) -> str:
    return text("evidence.caption_bars", found.lang, date=date(found))


def _bars(found: Gathered) -> Bars:
    """All districts of the region; those of the sheet are marked."""
    options, question = found.options, found.field.quotients.question
    districts = places_of(options.release, codes.DISTRICT)
    item = answered(options, question, districts)
    look = {
        place.id: (quotient_colour(item.value(place.id, found.year)), "circle")
        for place in districts
    }
    chart = bars_of_places(item, found.year, look, title=_caption(found), lang=found.lang)
    own = {name(place, found.lang) for place in found.about}
    return replace(
        chart,
        bars=tuple(replace(bar, strong=bar.name in own) for bar in chart.bars),
        centre_words=parity(options, question, found.lang),
    )
