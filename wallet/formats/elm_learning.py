"""Learning outcomes and assessments of the European Learning Model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallet.credential import Assessment, Outcome, SkillLink
from wallet.formats.document import as_list, id_of, objects
from wallet.formats.elm_parties import public_id
from wallet.formats.elm_words import label, literal, noted, word_of
from wallet.formats.parties import Notes
from wallet.formats.values import told_result
from wallet.secured import JsonObject

_ESCO = re.compile(r"https?://data\.europa\.eu/esco/.+")
_DIGCOMP = re.compile(r"https?://data\.europa\.eu/snb/dcf/.+")
_PASSED = ("pass", "passed")

_Place = tuple[JsonObject, str]


def outcomes(
    specifications: Iterable[_Place], pointer: str, notes: Notes
) -> tuple[Outcome, ...]:
    """Structured learning outcomes, with the skills they are related to."""
    found: list[Outcome] = []
    for specification, at in specifications:
        for node, path in objects(
            specification.get("learningOutcome"), f"{at}.learningOutcome"
        ):
            notes.signed(f"{pointer}/outcomes/{len(found)}", path)
            found.append(
                Outcome(
                    text=literal(node.get("title")),
                    id=public_id(node),
                    links=tuple(_links(node)),
                )
            )
    return tuple(found)


def _links(node: JsonObject) -> Iterator[SkillLink]:
    for member in ("relatedESCOSkill", "relatedSkill"):
        for concept in as_list(node.get(member)):
            address = id_of(concept)
            if address is not None:
                yield SkillLink(
                    framework=_framework(address, concept),
                    uri=address,
                    label=_first(label(concept)),
                )


def _framework(address: str, concept: Any) -> str:
    if _ESCO.fullmatch(address):
        return "ESCO"
    if _DIGCOMP.fullmatch(address):
        return "DigComp"
    listed = concept.get("inScheme") if isinstance(concept, Mapping) else None
    return id_of(listed) or "unknown"


def assessments(places: Iterable[_Place], pointer: str, notes: Notes) -> tuple[Assessment, ...]:
    """Assessments and the parts they consist of, in document order."""
    found: list[Assessment] = []
    todo = list(places)
    while todo:
        node, path = todo.pop(0)
        notes.signed(f"{pointer}/assessments/{len(found)}", path)
        found.append(_assessment(node))
        todo[:0] = objects(node.get("hasPart"), f"{path}.hasPart")
    return tuple(found)


def _assessment(node: JsonObject) -> Assessment:
    specifications = [one for one, _ in objects(node.get("specifiedBy"), "")]
    scheme = next(
        (
            grading
            for one in (node, *specifications)
            for grading, _ in objects(one.get("gradingScheme"), "")
        ),
        {},
    )
    checked = word_of(node.get("idVerification"))
    return Assessment(
        type=_kind([*specifications, node]),
        result=_result(node),
        result_status=word_of(node.get("gradeStatus")),
        grading_scheme=_first(literal(scheme.get("title"))),
        supervision=checked,
        id_check=checked,
    )


def _kind(nodes: list[JsonObject]) -> str | None:
    for node in nodes:
        for concept in as_list(node.get("dcType")):
            found = word_of(concept)
            if found:
                return found
    return None


def _result(node: JsonObject) -> str | None:
    """The grade, with its status where that has words; an address is shown for want of both."""
    grade, status = _first(noted(node.get("grade"))), node.get("gradeStatus")
    said = word_of(status)
    return told_result(grade, said if label(status) else None, _PASSED) or said


def _first(found: Any) -> str | None:
    return found[0].text if found else None
