"""The catalogue: complete in both languages, with variables and sources that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from s3dash.checks.content import Content
from s3dash.checks.registry import Problem, check

BILINGUAL: Final = ("name", "short", "definition", "headline", "method")
SOURCE_TEXTS: Final = (
    "title_de",
    "title_en",
    "producer_de",
    "producer_en",
    "line",
    "changes_de",
    "changes_en",
    "redistribution",
    "note_de",
    "note_en",
)
SHORT_LENGTH: Final = 24


@check("Katalog vollständig in beiden Sprachen", "Catalogue complete in both languages")
def catalogue(content: Content) -> Iterator[Problem]:
    """Each indicator has all texts in both languages, known variables and the right sources."""
    for entry in content.indicators:
        for problem in _entry_faults(entry, content):
            yield Problem("indicators.toml", entry["id"], problem, "complete the entry")
    for source in content.sources:
        for key in SOURCE_TEXTS:
            if not str(source.get(key, "")).strip():
                yield Problem("sources.toml", source["id"], f"{key} is empty", "complete the entry")


def _entry_faults(entry: Mapping[str, Any], content: Content) -> Iterator[str]:
    for key in (f"{name}_{lang}" for name in BILINGUAL for lang in ("de", "en")):
        if not str(entry.get(key, "")).strip():
            yield f"{key} is empty"
    for lang in ("de", "en"):
        if len(entry.get(f"short_{lang}", "")) > SHORT_LENGTH:
            yield f"short_{lang} is longer than {SHORT_LENGTH} characters"
        if ("{field}" in entry.get(f"headline_{lang}", "")) != bool(entry["fields"]):
            yield f"headline_{lang} must name {{field}} exactly where fields can be chosen"
    if not entry["years"] or not entry["levels"]:
        yield "has no year or no level with figures"
    shown = content.variables.get(entry["variable"], {}).get("unit")
    if entry["measure"] == "value" and shown != entry["unit"]:
        yield f"unit is '{entry['unit']}', the variable's is '{shown}'"
    yield from _source_faults(entry, content)


def _source_faults(entry: Mapping[str, Any], content: Content) -> Iterator[str]:
    by_field = entry.get("variables_by_field") or {"": entry["variable"]}
    operands = [entry["denominator"]] if "denominator" in entry else []
    operands += entry.get("recompute", {}).values()
    for kind, variable in by_field.items():
        used = [variable, *operands]
        if unknown := [name for name in used if name not in content.variables]:
            yield f"no table has the variable '{unknown[0]}'"
            continue
        expected = {content.variables[name]["source"] for name in used}
        stated = entry["source"]
        listed = stated[kind] if isinstance(stated, dict) else stated
        if set(listed) != expected:
            yield f"source is {sorted(listed)}, its variables come from {sorted(expected)}"
