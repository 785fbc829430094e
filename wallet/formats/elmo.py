"""EMREX ELMO: a transcript of records in XML, one or several reports of one learner.

Rules (ELMO 1.x; spec/credential.md C.3)
-----
1. The learner stands in the document, or (before 1.0) in each report. A name is there.
2. Each report has an issuer with a title, who is also its awarding body, and at least one
   ``learningOpportunitySpecification``; each of those is an award, what it ``hasPart`` of too.
3. The award date is the instance's ``date``, else when the report was issued.
4. Credit counts where the learner passed, or nothing is said: what was failed, or is still
   going on, has a result and no credit.
5. With several issuers nobody is the issuer of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.completeness import assess
from wallet.credential import (
    Assessment,
    Award,
    CredentialView,
    Credit,
    DateValue,
    Envelope,
    Identifier,
    Kind,
    Level,
    Party,
    Texts,
    Workload,
)
from wallet.encoding.xml_tree import ROOT
from wallet.formats.document import Problem, as_list
from wallet.formats.elmo_parties import date_of, issuer, learner, nodes, text_of, texts_of
from wallet.formats.parties import Notes
from wallet.formats.values import UNKNOWN_LANGUAGE, amount, language, told_result
from wallet.formats.vcdm import MISSING
from wallet.secured import Format, JsonObject

FORMAT = Format.ELMO

_ROOTS = (
    "{https://github.com/emrex-eu/elmo-schemas/tree/v1}elmo",
    "{http://purl.org/net/elmo}elmo",
)
_KINDS = {
    "degree programme": Kind.DEGREE,
    "degree": Kind.DEGREE,
    "module": Kind.COURSE,
    "course": Kind.COURSE,
    "class": Kind.COURSE,
}
_ISCED = re.compile(r"\d{2,4}", re.ASCII)
_PASSED = ("passed",)
_LOS = "learningOpportunitySpecification"


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether the root is ``elmo`` in a namespace of EMREX."""
    del header
    return document.get(ROOT) in _ROOTS


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules that this document breaks."""
    del secured
    return tuple(_problems(document))


def _problems(document: JsonObject) -> Iterator[Problem]:
    if not learner(document, Notes()).names:
        yield MISSING, "$.learner"
    reports = list(nodes(document, "report", "$"))
    if not reports:
        yield MISSING, "$.report"
    for report, path in reports:
        for named, at in nodes(report, "issuer", path):
            if not texts_of(named.get("title")):
                yield MISSING, f"{at}.title"
        if not any(nodes(report, "issuer", path)):
            yield MISSING, f"{path}.issuer"
        if not any(nodes(report, _LOS, path)):
            yield MISSING, f"{path}.{_LOS}"


def view(document: JsonObject) -> CredentialView:
    """What the transcript says."""
    notes = Notes()
    found: list[Award] = []
    issuers: list[Party] = []
    for report, path in nodes(document, "report", "$"):
        issuers.append(issuer(report, path, "/envelope/issuer", Notes()))
        for node, at in nodes(report, _LOS, path):
            _add(_Item(report, path, node, at, notes), None, found)
    single = Party()
    if len(set(issuers)) == 1:  # rule 5
        report, path = next(nodes(document, "report", "$"))
        single = issuer(report, path, "/envelope/issuer", notes)
    issued = date_of(document.get("generatedDate"))
    if issued is not None:
        notes.signed("/envelope/issued_at", "$.generatedDate")
    whole = CredentialView(
        envelope=Envelope(
            id=None, format=FORMAT.value, issuer=single, types=("elmo",), issued_at=issued
        ),
        learner=learner(document, notes),
        awards=tuple(found),
        provenance=notes.found,
    )
    return replace(whole, completeness=assess(whole))


# --- awards ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """One learning opportunity of a report, where it stands."""

    report: Mapping[str, Any]
    report_path: str
    node: Mapping[str, Any]
    path: str
    notes: Notes

    def instances(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        """What the learner did of it."""
        for held, at in nodes(self.node, "specifies", self.path):
            yield from nodes(held, "learningOpportunityInstance", at)

    def places(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        """The instance, then what it is one of."""
        yield from self.instances()
        yield self.node, self.path


def _add(item: _Item, parent: str | None, found: list[Award]) -> str:
    at = len(found)
    name = f"award-{at + 1}"
    found.append(replace(_award(item, f"/awards/{at}"), id=name, parent=parent))
    parts = []
    for held, path in nodes(item.node, "hasPart", item.path):
        for node, inside in nodes(held, _LOS, path):
            parts.append(_add(replace(item, node=node, path=inside), name, found))
    found[at] = replace(found[at], parts=tuple(parts))
    return name


def _award(item: _Item, pointer: str) -> Award:
    given, derived = _award_date(item, pointer)
    return Award(
        id="",
        title=_told(item, "title", pointer, "title"),
        description=_told(item, "description", pointer, "description"),
        kind=_kind(item, pointer),
        awarding_bodies=(
            issuer(item.report, item.report_path, f"{pointer}/awarding_bodies/0", item.notes),
        ),
        award_date=given,
        award_date_is_derived=derived,
        credits=tuple(_credits(item, pointer)),
        workload=_workload(item, pointer),
        levels=tuple(_levels(item, pointer)),
        fields=tuple(_fields(item, pointer)),
        assessments=tuple(_assessments(item, pointer)),
        languages=_languages(item, pointer),
    )


def _told(item: _Item, member: str, pointer: str, name: str) -> Texts:
    found = texts_of(item.node.get(member))
    if found:
        item.notes.signed(f"{pointer}/{name}", f"{item.path}.{member}")
    return found


def _kind(item: _Item, pointer: str) -> Kind:
    said = text_of(item.node.get("type"))
    kind = _KINDS.get(said.strip().casefold()) if said else None
    if kind is None:
        return Kind.UNKNOWN
    item.notes.signed(f"{pointer}/kind", f"{item.path}.type")
    return kind


def _award_date(item: _Item, pointer: str) -> tuple[DateValue | None, bool]:
    """Rule 3."""
    for node, path in item.instances():
        value = date_of(node.get("date"))
        if value is not None:
            item.notes.signed(f"{pointer}/award_date", f"{path}.date")
            return value, False
    value = date_of(item.report.get("issueDate"))
    if value is not None:
        path = f"{item.report_path}.issueDate"
        item.notes.derived(f"{pointer}/award_date", path, "date_of_issue")
    return value, value is not None


def _status(item: _Item) -> str | None:
    for node, _ in item.instances():
        said = text_of(node.get("status"))
        if said is not None:
            return said.strip().casefold()
    return None


def _credits(item: _Item, pointer: str) -> Iterator[Credit]:
    """Rule 4."""
    if _status(item) not in (None, *_PASSED):
        return
    number = 0
    for node, path in item.places():
        for held, at in nodes(node, "credit", path):
            points = amount(text_of(held.get("value")))
            if not points:
                continue
            scheme = (text_of(held.get("scheme")) or "").strip()
            framework = scheme.upper() if scheme.casefold() == "ects" else scheme or None
            item.notes.signed(f"{pointer}/credits/{number}", f"{at}.value")
            yield Credit(amount=points, framework=framework)
            number += 1
        if number:
            return


def _workload(item: _Item, pointer: str) -> Workload | None:
    for node, path in item.instances():
        found = amount(text_of(node.get("engagementHours")))
        if found is not None:
            item.notes.signed(f"{pointer}/workload", f"{path}.engagementHours")
            return Workload(hours=found)
    return None


def _levels(item: _Item, pointer: str) -> Iterator[Level]:
    number = 0
    for node, path in item.places():
        for held, at in nodes(node, "level", path):
            scheme, value = text_of(held.get("type")), text_of(held.get("value"))
            if scheme is not None and value is not None:
                item.notes.signed(f"{pointer}/levels/{number}", f"{at}.value")
                yield Level(scheme=scheme.strip(), value=value.strip())
                number += 1
        for held, at in nodes(node, "credit", path):
            said = text_of(held.get("level"))
            if said is not None:
                item.notes.signed(f"{pointer}/levels/{number}", f"{at}.level")
                yield Level(scheme="other", value=said)
                number += 1


def _fields(item: _Item, pointer: str) -> Iterator[Identifier]:
    number = 0
    for member, scheme in (("iscedCode", "ISCED-F"), ("subjectArea", "subjectArea")):
        value = text_of(item.node.get(member))
        if value is None:
            continue
        listed = scheme != "ISCED-F" or _ISCED.fullmatch(value)
        item.notes.signed(f"{pointer}/fields/{number}", f"{item.path}.{member}")
        yield Identifier(scheme=scheme if listed else "other", value=value)
        number += 1


def _assessments(item: _Item, pointer: str) -> Iterator[Assessment]:
    number = 0
    for node, path in item.instances():
        said = {one: text_of(node.get(one)) for one in ("resultLabel", "result", "status")}
        result, status = said["resultLabel"] or said["result"], said["status"]
        if result is None and status is None:
            continue
        scheme = text_of(node.get("gradingSchemeLocalId")) or text_of(node.get("gradingScheme"))
        member = next(one for one, text in said.items() if text is not None)
        item.notes.signed(f"{pointer}/assessments/{number}", f"{path}.{member}")
        yield Assessment(
            result=told_result(result, status, _PASSED),
            result_status=status,
            grading_scheme=scheme,
        )
        number += 1


def _languages(item: _Item, pointer: str) -> tuple[str, ...]:
    for node, path in item.instances():
        found = [language(text_of(one)) for one in as_list(node.get("languageOfInstruction"))]
        told = tuple(one for one in dict.fromkeys(found) if one != UNKNOWN_LANGUAGE)
        if told:
            item.notes.signed(f"{pointer}/languages", f"{path}.languageOfInstruction")
            return told
    return ()
