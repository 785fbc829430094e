"""What an achievement is aligned to: outcomes, levels, fields of study, quality assurance.

Rules
-----
1. An alignment is sorted by its ``targetType``, else by the address of its target; what fits no
   kind is an outcome only where its type says that it is a competency or a framework item.
2. A level of the European Qualifications Framework is a number from 1 to 8.
3. Quality assurance is the credential's own claim, never proof of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wallet.credential import Identifier, Level, Outcome, SkillLink, Text, Texts
from wallet.formats.document import is_url, objects, text_of
from wallet.formats.parties import Notes
from wallet.formats.values import UNKNOWN_LANGUAGE, texts
from wallet.secured import JsonObject

_ESCO = re.compile(r"https?://data\.europa\.eu/esco/.+")
_EQF_TARGET = re.compile(r"https?://data\.europa\.eu/snb/eqf/([1-8])", re.ASCII)
_EQF_CODE = re.compile(r"(?:EQF\s*)?(?:level\s*)?([1-8])", re.ASCII | re.IGNORECASE)
_ISCED_F = re.compile(r"https?://data\.europa\.eu/snb/isced-f/(\d{2,4})", re.ASCII)
_OUTCOME_TYPES = frozenset(
    {
        "CFItem",
        "CFRubricCriterion",
        "CFRubricCriterionLevel",
        "CTDL",
        "ceasn:Competency",
        "ext:ESCO",
        "ext:Competency",
        "ext:Skill",
        "ext:LearningOutcome",
    }
)
_LEVEL_TYPES = frozenset({"ext:EQF", "ext:QF-EHEA"})
_FIELD_TYPES = frozenset({"ext:ISCED-F", "ext:ISCED", "ext:ISCEDF"})
_QUALITY = frozenset({"ext:QualityAssurance", "ext:QA", "ext:Accreditation"})


@dataclass(slots=True, kw_only=True)
class Aligned:
    """The alignments of one award, sorted."""

    outcomes: list[Outcome] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    fields: list[Identifier] = field(default_factory=list)
    quality: list[Text] = field(default_factory=list)


def aligned(achievement: JsonObject, pointer: str, path: str, notes: Notes) -> Aligned:
    """All alignments of an achievement; those of its results count where they are outcomes."""
    found = Aligned()
    for one, at in objects(achievement.get("alignment"), f"{path}.alignment"):
        _sort(one, pointer, at, found, notes)
    for one, at in _result_alignments(achievement, path):
        if _kind(one) == "outcome" and text_of(one.get("targetType")) != "CTDL":
            _add_outcome(one, pointer, at, found, notes)
    return found


def _result_alignments(achievement: JsonObject, path: str) -> Iterator[tuple[JsonObject, str]]:
    for result, at in objects(
        achievement.get("resultDescription"), f"{path}.resultDescription"
    ):
        yield from objects(result.get("alignment"), f"{at}.alignment")


def _sort(one: JsonObject, pointer: str, path: str, found: Aligned, notes: Notes) -> None:
    match _kind(one):
        case "level":
            _add_level(one, pointer, path, found, notes)
        case "field":
            notes.signed(f"{pointer}/fields/{len(found.fields)}", path)
            code = text_of(one.get("targetCode")) or _code(_ISCED_F, one.get("targetUrl"))
            found.fields.append(Identifier(scheme="ISCED-F", value=code or _name(one)))
        case "quality":
            for text in _quality_text(one):
                notes.signed(f"{pointer}/quality_assurance/{len(found.quality)}", path)
                found.quality.append(text)
        case "outcome":
            _add_outcome(one, pointer, path, found, notes)
        case _:
            pass  # a course, a programme, a credential: no claim about what was learnt


def _kind(one: JsonObject) -> str | None:
    """``level``, ``field``, ``quality``, ``outcome``, or None for other targets (rule 1)."""
    kind, target = text_of(one.get("targetType")), one.get("targetUrl")
    if kind in _LEVEL_TYPES or _code(_EQF_TARGET, target):
        return "level"
    if kind in _FIELD_TYPES or _code(_ISCED_F, target):
        return "field"
    if kind in _QUALITY:
        return "quality"
    if kind in _OUTCOME_TYPES or (isinstance(target, str) and _ESCO.fullmatch(target)):
        return "outcome"
    return None


def _add_level(one: JsonObject, pointer: str, path: str, found: Aligned, notes: Notes) -> None:
    scheme = "QF-EHEA" if one.get("targetType") == "ext:QF-EHEA" else "EQF"
    code = (
        _code(_EQF_TARGET, one.get("targetUrl"))
        or _code(_EQF_CODE, one.get("targetCode"))
        or _code(_EQF_CODE, one.get("targetName"))
    )
    if scheme == "QF-EHEA":
        code = text_of(one.get("targetCode"))
    if code is None:
        return
    notes.signed(f"{pointer}/levels/{len(found.levels)}", path)
    found.levels.append(Level(scheme=scheme, value=code))


def _add_outcome(
    one: JsonObject, pointer: str, path: str, found: Aligned, notes: Notes
) -> None:
    target = text_of(one.get("targetUrl"))
    known = {outcome.id for outcome in found.outcomes if outcome.id}
    if target in known:
        return
    notes.signed(f"{pointer}/outcomes/{len(found.outcomes)}", path)
    links = () if target is None or not is_url(target) else (_link(one, target),)
    words = texts(one.get("targetName")) + texts(one.get("targetDescription"))
    found.outcomes.append(Outcome(text=words, id=target, links=links))


def _link(one: JsonObject, target: str) -> SkillLink:
    named = text_of(one.get("targetFramework"))
    framework = "ESCO" if _ESCO.fullmatch(target) else named or "unknown"
    return SkillLink(framework=framework, uri=target, label=text_of(one.get("targetName")))


def _quality_text(one: JsonObject) -> Texts:
    words = texts(one.get("targetName")) + texts(one.get("targetDescription"))
    target = text_of(one.get("targetUrl"))
    return words or ((Text(lang=UNKNOWN_LANGUAGE, text=target),) if target else ())


def _name(one: Mapping[str, Any]) -> str:
    return text_of(one.get("targetName")) or "unknown"


def _code(pattern: re.Pattern[str], value: Any) -> str | None:
    found = pattern.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[1] if found else None
