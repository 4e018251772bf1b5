"""The command line: the same figures as the pages, as CSV."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import pandas as pd

from s3dash import ROOT, codes, config, findings_text, labels, open_data, state, trace, views
from s3dash.analysis import own_matrix
from s3dash.config import ConfigError
from s3dash.indicators import (
    CRITERIA,
    FIELD_KINDS,
    SECTOR,
    STARS,
    Place,
    catalogue_table,
    figures,
    place,
    places_of,
    same_everywhere,
    to_csv,
)
from s3dash.indicators.field_complexity import PCI
from s3dash.release import ReleaseError, open_release
from s3dash.session import options, options_of
from s3dash.state import MissingEntryError, Note, Options, View
from s3dash.text import text

OK: Final = 0
FAILED: Final = 1
BAD_ARGUMENTS: Final = 2


class _Parser(argparse.ArgumentParser):
    """Answers bad arguments with one line, and takes no abbreviated ones."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        _say(message)
        sys.exit(BAD_ARGUMENTS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code (0 done, 1 failed, 2 bad arguments)."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except _BadArgumentError as error:
        _say(error)
        return BAD_ARGUMENTS
    except MissingEntryError as error:
        _say(text("note.no_entry", error.lang, release=error.version))
        return FAILED
    except (ReleaseError, ConfigError) as error:
        _say(error)
        return FAILED


def _say(message: object) -> None:
    """Write one line to standard error, whatever a reader's argument has in it."""
    line = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(message)
    )
    print(f"s3dash: {line}", file=sys.stderr)


class _BadArgumentError(ValueError):
    """An argument that cannot be used; says what is possible."""


def _parser() -> _Parser:
    parser = _Parser(prog="s3dash", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_fetch(commands)
    _add_validate(commands)
    commands.add_parser("indicators", help="list the catalogue as CSV").set_defaults(
        run=_indicators
    )
    _add_table(commands)
    _add_export(commands)
    _add_sheets(commands)
    _add_explain(commands)
    _add_partners(commands)
    _add_potentials(commands)
    _add_priorities(commands)
    _add_similar(commands)
    _add_findings(commands)
    _add_evidence(commands)
    _add_measure(commands)
    _add_release(commands)
    commands.add_parser("dictionary", help="print the data dictionary").set_defaults(
        run=_dictionary
    )
    return parser


def _add_ingest(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("ingest", help="make the data release from the raw files")
    parser.add_argument("--raw", type=Path, help="folder of the raw files (or S3DASH_RAW, or raw/)")
    parser.add_argument("--out", type=Path, default=ROOT, help="folder that gets data/ and geo/")
    parser.add_argument(
        "--accept", action="store_true", help="take over changed figures and lost keys"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="file that gets every change")
    parser.set_defaults(run=_ingest)


def _add_fetch(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("fetch", help="bring a raw file from an official service")
    parser.add_argument("source", metavar="SOURCE", help="folder of the source in the raw folder")
    parser.add_argument("--year", type=int, required=True, help="year that the figures are about")
    parser.add_argument("--raw", type=Path, help="folder of the raw files (or S3DASH_RAW, or raw/)")
    parser.add_argument("--replace", action="store_true", help="replace a file of that name")
    parser.set_defaults(run=_fetch)


def _add_validate(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("validate", help="check the data release")
    parser.add_argument("--release", type=Path, default=ROOT, help="folder with data/ and geo/")
    parser.set_defaults(run=_validate)


def _add_table(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("table", help="print figures as CSV")
    parser.add_argument("--link", help="address of a page: prints the figures it shows")
    _add_question(parser)
    parser.add_argument("--regions", help="comma-separated ids; default: all of the level")
    parser.set_defaults(run=_table)


def _add_export(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("export", help="write a view as a file")
    parser.add_argument("--link", required=True, help="address of the view")
    parser.add_argument("--format", required=True, help="csv, xlsx, gpkg, png and others")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.set_defaults(run=_export, **dict.fromkeys(_QUERY))


def _add_sheets(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("sheets", help="write two pages about each place as PDF")
    parser.add_argument("--out", type=Path, required=True, help="folder that gets the files")
    parser.add_argument("--lang", choices=state.LANGUAGES, default=state.LANGUAGES[0])
    parser.add_argument("--regions", help="comma-separated keys; default: all 68 places")
    parser.set_defaults(run=_sheets)


def _add_explain(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("explain", help="trace one figure to its official cells")
    parser.add_argument("--link", help="address of a page whose figure is meant")
    parser.add_argument("--region", help="the place, where it is not the link's first one")
    _add_question(parser)
    parser.add_argument("--lang", choices=state.LANGUAGES)
    parser.set_defaults(run=_explain, regions=None)


def _add_partners(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("partners", help="rank the districts that complement a place")
    parser.add_argument("--region", required=True, help="the place; see /kooperation")
    parser.add_argument("--theme", help="partners for this theme")
    parser.add_argument("--occupation", help="partners for this occupation group")
    parser.set_defaults(run=_partners)


def _add_similar(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("similar", help="list German districts that are like a place")
    parser.add_argument("--region", required=True, help="the place; see /kooperation")
    parser.add_argument("--threshold", help="location quotient from which a district is strong")
    parser.set_defaults(run=_similar)


def _add_potentials(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("potentials", help="list what lies near to a place's strengths")
    parser.add_argument("--region", required=True, help="the place; see /potenziale")
    parser.add_argument("--theme", help="only groups of this theme")
    parser.add_argument("--threshold", help="location quotient from which a place counts as strong")
    parser.set_defaults(run=_potentials)


def _add_priorities(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("priorities", help="rank the fields that a place can build on")
    parser.add_argument("--region", required=True, help="the place; see /prioritaeten")
    parser.add_argument("--weights", help="such as size=1,growth=2; 1 where nothing is said")
    parser.add_argument("--fields", help="themes or occupations")
    parser.set_defaults(run=_priorities)


def _add_findings(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("findings", help="say what stands out about a place")
    parser.add_argument("--region", required=True, help="the place; see /profil")
    parser.add_argument("--lang", choices=state.LANGUAGES, default=state.LANGUAGES[0])
    parser.set_defaults(run=_findings)


def _add_evidence(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("evidence", help="write what speaks for a joint project")
    parser.add_argument("--theme", required=True, metavar="ID", help="theme or occupation group")
    parser.add_argument("--regions", required=True, help="two to four places, comma-separated")
    parser.add_argument("--format", required=True, choices=("docx", "pdf"))
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--lang", choices=state.LANGUAGES, default=state.LANGUAGES[0])
    parser.set_defaults(run=_evidence)


def _add_measure(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("measure", help="apply a measure to your own matrix")
    parser.add_argument("measure", metavar="MEASURE", choices=own_matrix.MEASURES)
    parser.add_argument(
        "--matrix",
        type=Path,
        required=True,
        metavar="FILE",
        help="CSV: head line with the fields, then a line per region, its name first",
    )
    parser.add_argument(
        "--threshold",
        type=float,
        metavar="LQ",
        help="location quotient from which a field is a strength (default 1)",
    )
    parser.set_defaults(run=_measure)


def _add_release(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser("release", help="make the archive of the release for others")
    parser.add_argument("--out", type=Path, required=True, help="ZIP file to write")
    parser.set_defaults(run=_release)


def _add_question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--indicator")
    for kind in FIELD_KINDS:
        parser.add_argument(f"--{kind}")
    parser.add_argument("--reference", help="ruhr, nrw or germany")
    parser.add_argument("--level", help="municipality or district")
    parser.add_argument("--year")
    parser.add_argument("--from", dest="from_")
    parser.add_argument("--threshold", help="stars: quotient from which a field is specialised")
    parser.add_argument("--size", help="stars: per cent of Germany's districts that are large")
    parser.add_argument("--growth", help="stars: lead over the growth in Germany, in points")


def _ingest(arguments: argparse.Namespace) -> int:
    from s3dash.ingest.run import ingest

    return ingest(
        arguments.raw, arguments.out, accept=arguments.accept, report_file=arguments.report
    )


def _fetch(arguments: argparse.Namespace) -> int:
    from s3dash import fetch

    raw = arguments.raw or Path(os.environ.get("S3DASH_RAW") or ROOT / "raw")
    try:
        path = fetch.fetch(arguments.source, arguments.year, raw, replace=arguments.replace)
    except fetch.FetchError as error:
        _say(error)
        return FAILED
    return _write(f"{path} is fetched; now run: python -m s3dash ingest --raw {raw}\n")


def _validate(arguments: argparse.Namespace) -> int:
    from s3dash import checks

    findings = checks.check_release(arguments.release)
    print(checks.format_findings(findings))
    return OK if all(finding.ok for finding in findings) else FAILED


def _indicators(arguments: argparse.Namespace) -> int:
    opened = options()
    return _print(catalogue_table(opened.release, opened.indicators.values()))


def _table(arguments: argparse.Namespace) -> int:
    if arguments.link is not None:
        return _table_of_link(arguments)
    if arguments.indicator is None:
        raise _BadArgumentError(
            "table needs --indicator ID or --link LINK; see 's3dash indicators'"
        )
    opened = options()
    if arguments.indicator == PCI:
        return _table_of_fields(arguments, opened)
    view = _asked(arguments, opened)
    question = view.question(opened.indicators)
    places = _places(view, opened, given=arguments.regions is not None)
    return _print(figures(opened.release, question, places, [view.year]))


def _table_of_fields(arguments: argparse.Namespace, opened: Options) -> int:
    """Product complexity: a figure of fields in Germany, so the level means nothing to it."""
    unused = [key for key in _QUERY if key not in _PCI_KEYS and getattr(arguments, key) is not None]
    kinds = [kind for kind in views.FIELD_KINDS if getattr(arguments, kind) is not None]
    if unused or len(kinds) > 1:
        name = (unused or kinds[1:])[0].rstrip("_")
        raise _BadArgumentError(f"--{name} means nothing for {PCI} here; leave it out")
    kind = kinds[0] if kinds else ""
    code = getattr(arguments, kind) if kind else ""
    try:
        return _print(views.field_complexity(opened, kind, code, arguments.year or ""))
    except KeyError as error:
        raise _BadArgumentError(f"--{error.args[0]}") from None


def _table_of_link(arguments: argparse.Namespace) -> int:
    opened, view = _view_of_link(arguments)
    return _print(views.table(opened, view))


def _view_of_link(arguments: argparse.Namespace) -> tuple[Options, View]:
    """Release and view of `--link`; one line on standard error for each part not used.

    What is said about the view is said in its language.
    """
    others = [name for name in _QUERY if getattr(arguments, name) is not None]
    if others:
        raise _BadArgumentError(f"--link says it all: leave out --{others[0].rstrip('_')}")
    found = state.split_link(arguments.link)
    if found is None:
        pages = ", ".join(f"/{page}" for page in state.PAGES)
        lang = state.language_of(arguments.link)
        raise _BadArgumentError(text("note.no_page", lang, pages=pages))
    opened = options_of(found[1])
    view, notes = state.read_view(found[1], opened, page=found[0])
    for note in notes:
        _say(f"{note.key}={note.given}: {labels.note(opened, note, view.lang)}")
    return opened, view


def _explain(arguments: argparse.Namespace) -> int:
    if arguments.link is None and arguments.indicator is None:
        raise _BadArgumentError("explain needs --link LINK or --indicator ID, and --region ID")
    if arguments.link is not None:
        opened, view = _view_of_link(arguments)
    else:
        opened = options()
        view = _asked(arguments, opened)
    if arguments.region is not None:
        if state.find_place(opened.release, arguments.region) is None:
            raise _BadArgumentError(f"--region '{arguments.region}' is no place; {_REGION_FORMS}")
        view = state.with_regions(view, [arguments.region])
    lang = arguments.lang or view.lang
    return _write(trace.as_text(opened, trace.explanation(opened, view), lang) + "\n")


def _partners(arguments: argparse.Namespace) -> int:
    opened = options()
    if arguments.theme is not None and arguments.occupation is not None:
        raise _BadArgumentError("--theme and --occupation exclude each other; leave one out")
    offered = {"theme": tuple(opened.release.themes), "occupation": views.occupations(opened)}
    for name, possible in offered.items():
        given = getattr(arguments, name)
        if given is not None and given not in possible:
            raise _BadArgumentError(
                f"--{name} '{given}' is unknown; possible are {', '.join(possible)}"
            )
    focus = arguments.theme or arguments.occupation or ""
    view = _view_of_region(arguments.region, opened, focus=focus)
    found = views.partner_list(opened, view)
    if found.empty:
        raise _BadArgumentError(
            f"--region '{arguments.region}' has no partners inside the region;"
            " possible are a municipality, a district or a group of districts"
        )
    return _print(found)


def _similar(arguments: argparse.Namespace) -> int:
    if arguments.threshold is not None and arguments.threshold not in state.THRESHOLDS:
        possible = ", ".join(state.THRESHOLDS)
        raise _BadArgumentError(
            f"--threshold '{arguments.threshold}' is unknown; possible are {possible}"
        )
    opened = options()
    view = _view_of_region(arguments.region, opened, threshold=arguments.threshold or "1.5")
    return _print(views.similar_list(opened, view))


def _view_of_region(region: str, opened: Options, **chosen: str) -> View:
    """View of the page of cooperation about one place of the region."""
    view, _ = state.read_view({"regions": region, **chosen}, opened, page=state.COOPERATION)
    if len(view.regions) != 1 or not views.cooperation_figures(opened, view).answers_for_place:
        raise _BadArgumentError(
            f"--region '{region}' is no place of the region; possible are its municipalities and"
            " districts, RUHR, a group, or Name~05112~05170"
        )
    return view


def _potentials(arguments: argparse.Namespace) -> int:
    opened = options()
    asked = {
        "regions": arguments.region,
        "threshold": arguments.threshold,
        "focus": arguments.theme,
    }
    query = {key: value for key, value in asked.items() if value is not None}
    view, notes = state.read_view(query, opened, page=state.POTENTIALS)
    if arguments.theme is not None and arguments.theme not in opened.release.themes:
        possible = ", ".join(opened.release.themes)
        raise _BadArgumentError(f"--theme '{arguments.theme}' is unknown; possible are {possible}")
    if len(view.regions) != 1:
        raise _BadArgumentError(f"--region '{arguments.region}' is no place; {_REGION_FORMS}")
    if notes:
        possible = ", ".join(state.THRESHOLDS)
        raise _BadArgumentError(
            f"--{notes[0].key} '{notes[0].given}' is unknown; possible are {possible}"
        )
    return _print(views.potential_list(opened, view))


def _priorities(arguments: argparse.Namespace) -> int:
    opened = options()
    asked = {
        "regions": arguments.region,
        "weights": arguments.weights,
        "fields": arguments.fields,
    }
    query = {key: value for key, value in asked.items() if value is not None}
    view, notes = state.read_view(query, opened, page=state.PRIORITIES)
    if len(view.regions) != 1:
        raise _BadArgumentError(f"--region '{arguments.region}' is no place; {_REGION_FORMS}")
    possible = {
        "weights": f"{', '.join(CRITERIA)}, each {state.WEIGHTS[0]} to {state.WEIGHTS[-1]},"
        " not all 0 (the share with a degree is not published by theme or occupation)",
        "fields": ", ".join(state.RANKED_FIELDS),
    }
    for note in notes:
        raise _BadArgumentError(
            f"--{note.key} '{note.given}' cannot be used; possible are {possible[note.key]}"
        )
    return _print(views.table(opened, view))


def _measure(arguments: argparse.Namespace) -> int:
    name, threshold = arguments.measure, arguments.threshold
    if threshold is not None and name not in own_matrix.WITH_THRESHOLD:
        raise _BadArgumentError(
            f"--threshold '{threshold:g}' means nothing for {name}; leave it out"
        )
    try:
        matrix = own_matrix.read_matrix(arguments.matrix)
        chosen = own_matrix.DEFAULT_THRESHOLD if threshold is None else threshold
        return _print(own_matrix.measured(matrix, name, threshold=chosen))
    except own_matrix.MatrixError as error:
        raise _BadArgumentError(str(error)) from None


def _findings(arguments: argparse.Namespace) -> int:
    opened = options()
    if state.find_place(opened.release, arguments.region) is None:
        raise _BadArgumentError(f"--region '{arguments.region}' is no place; {_REGION_FORMS}")
    view = state.default_view(opened, page=state.PROFILE, lang=arguments.lang)
    return _write(findings_text.as_text(opened, state.with_regions(view, [arguments.region])))


def _evidence(arguments: argparse.Namespace) -> int:
    from s3dash import evidence
    from s3dash.documents import evidence_file

    opened, base = options(), config.operator().public_address.rstrip("/")
    regions = [key for key in arguments.regions.split(",") if key]
    try:
        sheet = evidence.evidence_sheet(opened, arguments.theme, regions, arguments.lang, base)
    except evidence.EvidenceError as error:
        raise _BadArgumentError(str(error)) from None
    content = evidence_file(sheet, opened.release.shapes, arguments.format)
    _write_file(arguments.out, content)
    return _write(f"{arguments.out}: {sheet.title}\n")


def _export(arguments: argparse.Namespace) -> int:
    from s3dash import export

    if arguments.format not in export.FORMATS:
        possible = ", ".join(export.FORMATS)
        raise _BadArgumentError(f"--format '{arguments.format}' is none; possible are {possible}")
    opened, view = _view_of_link(arguments)
    base = config.operator().public_address.rstrip("/")
    try:
        if arguments.format == "csv":
            export.require_file(view, "csv")
            table, out = views.table(opened, view), arguments.out
            beside = out.with_name(f"{out.name}.json")
            _write_file(out, export.to_csv_file(table))
            _write_file(beside, export.to_metadata(opened, view, table, base))
        else:
            content = export.to_file(opened, view, arguments.format, base)
            _write_file(arguments.out, content)
    except export.NoFileError as error:
        raise _BadArgumentError(f"--format {arguments.format}: {error.words(view.lang)}") from None
    return _write(f"{arguments.out}: {labels.view_title(opened, view)}\n")


def _sheets(arguments: argparse.Namespace) -> int:
    from s3dash import sheets

    possible = sheets.sheet_places(options())
    keys = possible if arguments.regions is None else arguments.regions.split(",")
    for key in keys:
        if key not in possible:
            raise _BadArgumentError(
                f"--regions '{key}' has no sheet; possible are the municipalities (8 digits) and"
                " districts (5 digits) of the region"
            )
    base = config.operator().public_address.rstrip("/")
    if not base:
        _say("the sheets have no QR code: public_address of config/operator.toml is not set")
    try:
        for path in sheets.all_sheets(arguments.out, keys, arguments.lang, base):
            _write(f"{path}\n")
    except OSError as error:
        raise _BadArgumentError(
            f"--out '{arguments.out}' cannot be written: {error.strerror}"
        ) from None
    return OK


def _write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise _BadArgumentError(f"--out '{path}' cannot be written: {error.strerror}") from None


def _release(arguments: argparse.Namespace) -> int:
    release, operator = open_release(), config.operator()
    content = open_data.archive(release, operator)
    _write_file(arguments.out, content)
    chosen = open_data.select(release)
    for name in [*(part.name for part in chosen.closed), *chosen.unknown]:
        _say(f"{name} is not in the archive; {open_data.NOT_INCLUDED} in it says why")
    if not (operator.operator and operator.public_address):
        _say("a portal needs operator and public_address of config/operator.toml to harvest it")
    return _write(f"{arguments.out}: release {release.version}, {len(chosen.open)} parts\n")


def _dictionary(arguments: argparse.Namespace) -> int:
    return _write(open_data.dictionary(open_release()))


_PCI_KEYS: Final = ("indicator", "occupation", "theme", "year", "level")

_RULE: Final = {
    "threshold": state.THRESHOLDS,
    "size": state.TOP_PERCENTS,
    "growth": state.LEADS,
}
"""Arguments that only stars have, with what is possible."""

_QUERY: Final = (
    *("indicator", *FIELD_KINDS, "reference", "level", "year", "from_", *_RULE, "regions"),
)


def _asked(arguments: argparse.Namespace, opened: Options) -> View:
    """View of the arguments; the first that cannot be used is refused with what is possible."""
    query = {
        name.rstrip("_"): str(getattr(arguments, name))
        for name in _QUERY
        if getattr(arguments, name) is not None
    }
    if query.get(SECTOR) == codes.ALL and not _has_fields(arguments.indicator, opened):
        del query[SECTOR]  # all fields together is what such a figure is about anyway
    required = _required_field(arguments, opened)
    if required and getattr(arguments, required) is None:
        possible = _possible(required, arguments.indicator, opened)
        raise _BadArgumentError(f"{arguments.indicator} needs --{required}: {possible}")
    regions = query.pop("regions", None)
    view, notes = state.read_view(query, opened, page=state.DATA)
    if notes:
        raise _BadArgumentError(_refusal(notes[0], view, opened))
    idle = [key for key in _RULE if key in query]
    if idle and opened.indicators[view.indicator].measure != STARS:
        raise _BadArgumentError(f"--{idle[0]} means nothing for {view.indicator}; leave it out")
    keys = () if regions is None else regions.split(",")
    for key in keys:
        if state.find_place(opened.release, key) is None:
            raise _BadArgumentError(f"--regions '{key}' is no place; {_REGION_FORMS}")
    return state.with_regions(view, keys)


_REGION_FORMS: Final = (
    "possible are keys of 8 or 5 digits, RUHR, NRW, DE, a group, or Name~05112~05170"
)


def _has_fields(name: str, opened: Options) -> bool:
    """Whether an indicator can be asked about single fields; an unknown one is refused later."""
    indicator = opened.indicators.get(name)
    return indicator is None or bool(indicator.fields)


def _required_field(arguments: argparse.Namespace, opened: Options) -> str | None:
    indicator = opened.indicators.get(arguments.indicator)
    return indicator.field_required if indicator else None


def _refusal(note: Note, view: View, opened: Options) -> str:
    if note.reason == "unused":
        return f"--{note.key} '{note.given}' means nothing for {view.indicator}; leave it out"
    possible = _possible(note.key, view.indicator, opened, view)
    return f"--{note.key} '{note.given}' is {note.reason}; {possible}"


def _possible(key: str, name: str, opened: Options, view: View | None = None) -> str:
    indicator = opened.indicators[name]
    kind = view.kind if view else ""
    if key == "indicator":
        return "possible are " + ", ".join(opened.indicators)
    if key in FIELD_KINDS:
        return "possible are " + ", ".join(opened.fields(key, indicator))
    if key in _RULE:
        return "possible are " + ", ".join(_RULE[key])
    if key == "year":
        return "possible are " + ", ".join(map(str, indicator.years(kind)))
    if key == "from" and view:
        return "possible are " + ", ".join(map(str, indicator.base_years(view.year, kind)))
    if key == "reference":
        return "possible are " + ", ".join(state.references_of(indicator))
    return "possible are " + ", ".join(state.LEVELS)


def _places(view: View, opened: Options, *, given: bool) -> Sequence[Place]:
    if not given and not opened.indicators[view.indicator].map_levels:
        return (place(opened.release, config.region().id),)
    if not given:
        return places_of(opened.release, view.level)
    return views.selected_places(opened, view)


def _print(table: pd.DataFrame) -> int:
    return _write(to_csv(same_everywhere(table)))


def _write(words: str) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    return OK


if __name__ == "__main__":
    sys.exit(main())
