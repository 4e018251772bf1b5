"""What stands on the sheet of a place, section by section, in words and drawn charts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from s3dash import codes, findings_text, labels, state, trace, views
from s3dash.analysis.partners import Partner
from s3dash.exhibits import BOUNDARIES, AreaMap, Exhibit, Lines, Radar, exhibit
from s3dash.exhibits.looks import PALETTE
from s3dash.exhibits.model import Area
from s3dash.exhibits.on_profile import key_figures
from s3dash.indicators import OCCUPATION, Indicator, Place, place, places_of
from s3dash.indicators.faults import faults_at
from s3dash.pictures import chart_svg
from s3dash.sheets.typeset import PIXELS, attached, qr_code
from s3dash.state import Options
from s3dash.text import format_number, text
from s3dash.views import COMPARED_WITH, KeyFigure, Part, Profile
from s3dash.views.cooperation import TOLD, Cooperation, Met

Section = dict[str, Any]
Groups = Sequence[tuple[str, Sequence[KeyFigure]]]

PARTNERS: Final = 3
ABREAST: Final = 3
"""Findings about a municipality inside a Kreis, which are short, side by side."""


_COLUMN: Final = 88.0
_BETWEEN: Final = 6.0
_MAP: Final = (42.0, 31.0)
_RADAR_HEIGHT: Final = {True: 60.0, False: 70.0}
_LINES_HEIGHT: Final = 48.0
_LINES_LOW: Final = 56.0
_ROW: Final = 12.0
_WIDTHS: Final = {"value": 17.0, "year": 20.5, "rank": 22.5, "other": 18.0}
_AIR: Final = {True: 0.75, False: 1.0}
"""Sizes in millimetres; tighter where a municipality shares its sheet with a Kreis."""

_TIGHTER: Final = 0.014
"""Millimetres by which the lines of tables come nearer for each that the charts are lower."""

_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def profile_sheet(
    options: Options, place_id: str, lang: str, base: str, today: datetime.date
) -> Callable[[float], dict[str, Any]]:
    """Content of the sheet of a place, as its template reads it, for a height of its charts.

    Parameters
    ----------
    place_id : a municipality or district of the region
    base : address of the dashboard; without one there is a link below the address, and no QR code
    today : day from which the age of figures is counted

    Returns
    -------
    function of the millimetres by which charts are lower than they are meant to be, to make room
        Lines of tables come nearer with it. The figures are asked for once.
    """
    return _Sheet(options, place_id, lang, base, today).content


class _Sheet:
    """One place in one language."""

    def __init__(
        self, options: Options, place_id: str, lang: str, base: str, today: datetime.date
    ) -> None:
        plain = state.default_view(options, page=state.PROFILE, lang=lang)
        self.options, self.view = options, state.with_regions(plain, [place_id])
        self.lang, self.base, self.today = lang, base, today
        self.shown: Profile = views.profile(options, self.view)
        self.drawn: Exhibit = exhibit(options, self.view, base)
        partner_view = replace(self.view, page=state.COOPERATION)
        self.cooperation: Cooperation = views.cooperation_figures(options, partner_view)

    def content(self, lower: float) -> dict[str, Any]:
        """Head and both pages."""
        return {
            "title": self.words("sheet.title", name=self.name),
            "series": self.words("sheet.series"),
            "name": self.name,
            "facts": self.drawn.subtitle,
            "strong": "" if self.shown.district else self.drawn.title,
            "map": self.position(),
            "first": list(self.first_page(lower)),
            "second": list(self.second_page(lower)),
            "foot": self.words("sheet.foot", name=self.name, release=self.drawn.release),
            "page_words": self.words("sheet.page", page="{page}"),
            "pages": 2,
            **attached(self.drawn),
        }

    @property
    def about(self) -> Place:
        return self.shown.own.place

    @property
    def name(self) -> str:
        return self.about.name.in_language(self.lang)

    @property
    def shapes(self) -> Any:
        return self.options.release.shapes

    def words(self, key: str, **values: object) -> str:
        return text(key, self.lang, **values)

    # --- pages ------------------------------------------------------------------------------

    def first_page(self, lower: float) -> Iterator[Section]:
        """The place itself; of a municipality inside a Kreis all that is known of it alone."""
        own, marks = self.shown.own, _Marks(self.lang)
        yield self.findings(own)
        last = self.shown.district is None
        title = self.words("sheet.figures")
        yield self.figures(title, own, [("", own.key_figures)], marks, lower, last=last)
        if not last:
            yield self.evidence(own, marks, lower)
        yield self.lines(lower)

    def second_page(self, lower: float) -> Iterator[Section]:
        """Strengths of the place or its Kreis, which the heading names, partners and sources."""
        district, marks = self.shown.district, _Marks(self.lang)
        if district is None:
            yield self.radars(lower)
            yield self.evidence(self.shown.own, marks, lower)
        else:
            names = {"name": self.name, "district": district.place.name.in_language(self.lang)}
            yield _section(
                "words",
                self.words("profile.district_part", **names),
                lead=self.words("profile.district_sentence", **names),
            )
            yield self.radars(lower)
            yield self.findings(district)
            known = {figure.indicator.id for figure in self.shown.own.key_figures}
            others = [item for item in district.key_figures if item.indicator.id not in known]
            title = self.words("sheet.district_figures")
            yield self.figures(title, district, [("", others)], marks, lower, last=True)
        yield self.partners()
        yield self.sources()

    # --- sections ---------------------------------------------------------------------------

    def position(self) -> dict[str, Any]:
        """Small map on which the place is filled, and the Kreis around a municipality tinted."""
        level = self.about.level
        around = self.shown.district.place.id if self.shown.district else ""
        areas = tuple(
            Area(item.id, item.name.in_language(self.lang), 0.0, "", self._tint(item, around))
            for item in places_of(self.options.release, level)
        )
        alt = self.words("sheet.map_alt", name=self.name)
        chart = AreaMap("", level, areas, (), "", "", alt)
        width, height = _MAP
        svg = chart_svg(chart, self.shapes, width * PIXELS, height * PIXELS, lang=self.lang)
        return {"svg": svg.decode(), "alt": alt, "height": height}

    def _tint(self, item: Place, around: str) -> str:
        if item.id == self.about.id:
            return PALETTE.accent
        return PALETTE.no_value if around and item.id.startswith(around) else PALETTE.panel

    def findings(self, part: Part) -> Section:
        """What stands out, each with what speaks against it."""
        found = views.place_findings(self.options, part.place)
        items = [findings_text.words(self.options, item, self.lang) for item in found]
        short = part.place.level == codes.MUNICIPALITY and self.shown.district is not None
        return _section(
            "findings",
            self.words("finding.title", place=part.place.name.in_language(self.lang)),
            lead="" if items else findings_text.nothing(part.place, self.lang),
            columns=ABREAST if short and len(items) >= ABREAST else 2,
            items=[
                {
                    "title": item.title,
                    "sentence": item.sentence,
                    "against": item.against,
                    "but": self.words("finding.but"),
                }
                for item in items
            ],
        )

    def figures(
        self,
        title: str,
        part: Part,
        groups: Groups,
        marks: _Marks,
        lower: float,
        *,
        last: bool,
        about: str = "",
    ) -> Section:
        """Table of figures with year and rank, beside those of region, state and nation.

        Below the last table of a page stands how to read it, and what its marks mean.
        """
        others = [key for key in COMPARED_WITH if key != part.place.id]
        columns = key_figures(self.options, part, self.lang).columns
        made = [
            {"name": name, "rows": self._rows(part, figures, others, marks)}
            for name, figures in groups
        ]
        notes = [self.words("sheet.figures_note"), about, *marks.lines] if last else []
        return _section(
            "figures",
            title,
            note=" ".join(filter(None, notes)),
            head=[self.words("key_figures.figure"), *columns],
            widths=[
                *(_WIDTHS[key] for key in ("value", "year", "rank")),
                *(_WIDTHS["other"] for _ in others),
            ],
            groups=made,
            air=_AIR[self.shown.district is not None] - _TIGHTER * lower,
        )

    def _rows(
        self, part: Part, figures: Sequence[KeyFigure], others: Sequence[str], marks: _Marks
    ) -> list[list[str]]:
        grid = key_figures(self.options, replace(part, key_figures=tuple(figures)), self.lang)
        rows = []
        for figure, cells in zip(figures, grid.words, strict=True):
            value, year, rank, *compared = cells
            old = "*" if labels.is_old(figure.year, self.today) else ""
            marked = [
                self._cell(figure, key, words) + self._mark(figure, key, marks)
                for key, words in zip((figure.key, *others), (value, *compared), strict=True)
            ]
            rows.append(
                [
                    labels.name_with_unit(figure.indicator, self.lang),
                    marked[0],
                    year + old,
                    rank,
                    *marked[1:],
                ]
            )
        return rows

    def _cell(self, figure: KeyFigure, key: str, words: str) -> str:
        """What stands in a cell; where there is no value a short word for the reason."""
        status = figure.status(key)
        return self.words(f"sheet.{status}") if status in codes.WITHOUT_VALUE else words

    def _mark(self, figure: KeyFigure, key: str, marks: _Marks) -> str:
        about = place(self.options.release, key)
        entries = faults_at(figure.answered.question, about, figure.year)
        return marks.of(trace.fault_lines(entries, self.lang))

    def evidence(self, part: Part, marks: _Marks, lower: float) -> Section:
        """Figures that say something about the themes, theme by theme."""
        groups = [(item.theme.name.in_language(self.lang), item.figures) for item in part.evidence]
        title = self.words("key_figures.evidence", name=part.place.name.in_language(self.lang))
        about = self.words("sheet.evidence_note")
        return self.figures(title, part, groups, marks, lower, last=True, about=about)

    def radars(self, lower: float) -> Section:
        """Sectors and themes of the place, or of the Kreis that the title names."""
        charts = [chart for chart in self.drawn.charts if isinstance(chart, Radar)]
        height = _RADAR_HEIGHT[self.shown.district is not None]
        return self._charts("", charts, height - lower, note=self._reference())

    def _reference(self) -> str:
        name = labels.reference_name(self.options, views.strengths_reference(self.view), self.lang)
        return self.words("strengths.subtitle", reference=name)

    def lines(self, lower: float) -> Section:
        """How the place itself developed; those of the Kreis come after its own."""
        charts = [chart for chart in self.drawn.charts if isinstance(chart, Lines)]
        own = charts[: len(self.shown.own.changes)]
        found = len(views.place_findings(self.options, self.about))
        height = _LINES_LOW - _ROW * -(-found // ABREAST) if self.shown.district else _LINES_HEIGHT
        return self._charts(self.words("profile.changes"), own, height - lower)

    def _charts(
        self, title: str, charts: Sequence[Radar | Lines], height: float, note: str = ""
    ) -> Section:
        width = _COLUMN if len(charts) > 1 else 2 * _COLUMN + _BETWEEN
        size = (width * PIXELS, height * PIXELS)
        return _section(
            "charts",
            title,
            note=note,
            items=[
                {
                    "title": chart.title,
                    "unit": chart.unit if isinstance(chart, Lines) else "",
                    "svg": chart_svg(chart, self.shapes, *size, lang=self.lang).decode(),
                    "alt": chart.alt,
                }
                for chart in charts
            ],
        )

    # --- partners ---------------------------------------------------------------------------

    def partners(self) -> Section:
        """The districts that complement the place or its Kreis best, each in a line."""
        shown = self.cooperation
        assert shown.about is not None
        name = shown.about.name.in_language(self.lang)
        found = list(zip(shown.partners, shown.met, strict=True))[:PARTNERS]
        return _section(
            "partners",
            self.words("sheet.partners", name=name),
            note=self.words("sheet.partners_note", name=self.name),
            items=[
                {"name": item.place.name.in_language(self.lang), "words": self._partner(item, met)}
                for item, met in found
            ],
        )

    def _partner(self, item: Partner, met: Met) -> str:
        words = [
            self.words(f"cooperation.{key}", fields=self._listed(fields))
            for key, fields in (("brings", item.adds.named), ("receives", item.gets.named))
        ]
        commuters = met.from_partner.persons + met.to_partner.persons
        ties = self.words(
            "sheet.ties",
            rank=self._rank(item),
            n=str(len(self.cooperation.partners)),
            km=self.words("cooperation.km", n=format_number(item.km, self.lang)),
            projects=format_number(met.projects, self.lang),
            commuters=format_number(commuters, self.lang),
        )
        return "; ".join([*words, ties])

    def _rank(self, item: Partner) -> str:
        if not item.unsure:
            return str(item.best)
        return self.words("cooperation.ranks", best=item.best, worst=item.worst)

    def _listed(self, fields: Sequence[str]) -> str:
        """Names of occupation groups in a row; many of them have commas inside."""
        names = [
            labels.field_name(self.options, OCCUPATION, code, self.lang, short=True)
            for code in fields[:TOLD]
        ]
        return " · ".join(names) or self.words("cooperation.none")

    # --- sources ----------------------------------------------------------------------------

    def sources(self) -> Section:
        """Sources of all figures with their licences, and the way to the profile online."""
        line = labels.joint_source_line(self.options, list(dict.fromkeys(self._used())), self.lang)
        source = self.options.release.sources[BOUNDARIES]
        parts = {key: source[key] for key in ("line", "licence")}
        return _section(
            "sources",
            self.words("sheet.sources"),
            words=f"{line} · {self.words('exhibit.boundaries', **parts)}",
            link=self.drawn.short_link,
            link_words=self.words("sheet.link"),
            qr=qr_code(self.drawn.short_link) if self.base else "",
            qr_alt=self.words("sheet.qr_alt", name=self.name),
        )

    def _used(self) -> Iterator[tuple[Indicator, str]]:
        for part in filter(None, (self.shown.own, self.shown.district)):
            yield from _of_answers(part)
            for finding in views.place_findings(self.options, part.place):
                for figure in finding.all_figures():
                    yield figure.question.indicator, figure.question.kind
        yield self.options.indicators["location_quotient"], OCCUPATION
        yield self.options.indicators["eu_research_participations_since_2014"], ""
        yield self.options.indicators["district_in_commuters"], ""


def _of_answers(part: Part) -> Iterator[tuple[Indicator, str]]:
    figures = [*part.key_figures, *(item for theme in part.evidence for item in theme.figures)]
    answers = [*part.sectors, *part.themes, *part.changes, *(item.answered for item in figures)]
    for item in answers:
        yield item.question.indicator, item.question.kind


class _Marks:
    """Raised numbers of figures with a known fault of their source, and what they stand for."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._reasons: list[str] = []

    def of(self, reasons: Iterable[str]) -> str:
        """Number of each reason, a new one where it was not met before."""
        numbers = []
        for reason in reasons:
            if reason not in self._reasons:
                self._reasons.append(reason)
            numbers.append(_raised(self._reasons.index(reason) + 1))
        return " ".join(numbers)

    @property
    def lines(self) -> list[str]:
        """The reasons with their numbers."""
        return [f"{_raised(n)} {reason}" for n, reason in enumerate(self._reasons, start=1)]


def _raised(number: int) -> str:
    return "".join(_RAISED[int(digit)] for digit in str(number))


def _section(kind: str, title: str, *, lead: str = "", note: str = "", **content: Any) -> Section:
    return {"kind": kind, "title": title, "lead": lead, "note": note, **content}
