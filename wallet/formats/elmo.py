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
    Learner,
    Level,
    Party,
    Text,
    Texts,
    Workload,
)
from wallet.encoding.xml_tree import ROOT, TEXT
from wallet.formats.dates import date_value
from wallet.formats.document import Problem, as_list
from wallet.formats.parties import Notes
from wallet.formats.values import UNKNOWN_LANGUAGE, amount, country, language
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
_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})", re.ASCII)
_ISCED = re.compile(r"\d{2,4}", re.ASCII)
_PASSED = (None, "passed")
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
    reports = list(_nodes(document, "report", "$"))
    if not reports:
        yield MISSING, "$.report"
    for report, path in reports:
        for issuer, at in _nodes(report, "issuer", path):
            if not _texts(issuer.get("title")):
                yield MISSING, f"{at}.title"
        if not any(_nodes(report, "issuer", path)):
            yield MISSING, f"{path}.issuer"
        if not any(_nodes(report, _LOS, path)):
            yield MISSING, f"{path}.{_LOS}"


def view(document: JsonObject) -> CredentialView:
    """What the transcript says."""
    notes = Notes()
    found: list[Award] = []
    issuers: list[Party] = []
    for report, path in _nodes(document, "report", "$"):
        issuers.append(_issuer(report, path, "/envelope/issuer", Notes()))
        for node, at in _nodes(report, _LOS, path):
            _add(_Item(report, path, node, at, notes), None, found)
    single = Party()
    if len(set(issuers)) == 1:  # rule 5
        report, path = next(_nodes(document, "report", "$"))
        single = _issuer(report, path, "/envelope/issuer", notes)
    issued = _date(document.get("generatedDate"))
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


# --- parts -----------------------------------------------------------------------------------


def _nodes(node: Any, member: str, path: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    values = node.get(member) if isinstance(node, Mapping) else None
    several = isinstance(values, list)
    for number, one in enumerate(as_list(values)):
        if isinstance(one, Mapping):
            yield one, f"{path}.{member}[{number}]" if several else f"{path}.{member}"


def _text(node: Any) -> str | None:
    value = node.get(TEXT) if isinstance(node, Mapping) else node
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> Texts:
    found = []
    for one in as_list(value):
        said = _text(one)
        if said is not None:
            tag = one.get("@xml:lang") if isinstance(one, Mapping) else None
            found.append(Text(lang=language(tag), text=said))
    return tuple(dict.fromkeys(found))


def _date(node: Any) -> DateValue | None:
    """A date; a day with a zone, or written day first (``dtf``), is a day."""
    said = _text(as_list(node)[0]) if as_list(node) else None
    if said is None:
        return None
    zoned, turned = _ZONED_DAY.fullmatch(said), _DAY_FIRST.fullmatch(said)
    if zoned:
        said = zoned[1]
    elif turned:
        said = f"{turned[3]}-{turned[2]}-{turned[1]}"
    return date_value(said)


def _identifiers(
    node: Mapping[str, Any], pointer: str, path: str, notes: Notes
) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for one in as_list(node.get("identifier")):
        value = _text(one)
        if value is not None:
            kind = one.get("@type") if isinstance(one, Mapping) else None
            notes.signed(f"{pointer}/identifiers/{len(found)}", f"{path}.identifier")
            scheme = kind if isinstance(kind, str) and kind else "identifier"
            found.append(Identifier(scheme=scheme, value=value))
    return tuple(found)


def _issuer(report: Mapping[str, Any], path: str, pointer: str, notes: Notes) -> Party:
    for node, at in _nodes(report, "issuer", path):
        names = _texts(node.get("title"))
        code = country(_text(node.get("country")))
        for member, inside, value in (
            ("", "", node),
            ("/names", ".title", names),
            ("/country", ".country", code),
        ):
            if value:
                notes.signed(pointer + member, at + inside)
        return Party(
            names=names,
            country=code,
            identifiers=_identifiers(node, pointer, at, notes),
            url=_text(node.get("url")),
        )
    return Party()


def learner(document: JsonObject, notes: Notes) -> Learner:
    """Whom the transcript is about (rule 1)."""
    places = [
        *_nodes(document, "learner", "$"),
        *(
            one
            for report, path in _nodes(document, "report", "$")
            for one in _nodes(report, "learner", path)
        ),
    ]
    if not places:
        return Learner()
    node, path = places[0]
    born = _date(node.get("bday"))
    if born is not None:
        notes.signed("/learner/birth_date", f"{path}.bday")
    return Learner(
        names=_names(node, path, notes),
        birth_date=born,
        identifiers=_identifiers(node, "/learner", path, notes),
    )


def _names(node: Mapping[str, Any], path: str, notes: Notes) -> Texts:
    whole = _text(node.get("fullName"))
    if whole is not None:
        notes.signed("/learner/names", f"{path}.fullName")
        return (Text(lang=UNKNOWN_LANGUAGE, text=whole),)
    parts = [_text(node.get(member)) for member in ("givenNames", "familyName")]
    joined = " ".join(part for part in parts if part)
    if not joined:
        return ()
    notes.derived("/learner/names", f"{path}.familyName", "given_and_family_name")
    return (Text(lang=UNKNOWN_LANGUAGE, text=joined),)


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
        for held, at in _nodes(self.node, "specifies", self.path):
            yield from _nodes(held, "learningOpportunityInstance", at)

    def places(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        """The instance, then what it is one of."""
        yield from self.instances()
        yield self.node, self.path


def _add(item: _Item, parent: str | None, found: list[Award]) -> str:
    at = len(found)
    name = f"award-{at + 1}"
    found.append(replace(_award(item, f"/awards/{at}"), id=name, parent=parent))
    parts = []
    for held, path in _nodes(item.node, "hasPart", item.path):
        for node, inside in _nodes(held, _LOS, path):
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
            _issuer(item.report, item.report_path, f"{pointer}/awarding_bodies/0", item.notes),
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
    found = _texts(item.node.get(member))
    if found:
        item.notes.signed(f"{pointer}/{name}", f"{item.path}.{member}")
    return found


def _kind(item: _Item, pointer: str) -> Kind:
    said = _text(item.node.get("type"))
    kind = _KINDS.get(said.strip().casefold()) if said else None
    if kind is None:
        return Kind.UNKNOWN
    item.notes.signed(f"{pointer}/kind", f"{item.path}.type")
    return kind


def _award_date(item: _Item, pointer: str) -> tuple[DateValue | None, bool]:
    """Rule 3."""
    for node, path in item.instances():
        value = _date(node.get("date"))
        if value is not None:
            item.notes.signed(f"{pointer}/award_date", f"{path}.date")
            return value, False
    value = _date(item.report.get("issueDate"))
    if value is not None:
        path = f"{item.report_path}.issueDate"
        item.notes.derived(f"{pointer}/award_date", path, "date_of_issue")
    return value, value is not None


def _status(item: _Item) -> str | None:
    for node, _ in item.instances():
        said = _text(node.get("status"))
        if said is not None:
            return said.strip().casefold()
    return None


def _credits(item: _Item, pointer: str) -> Iterator[Credit]:
    """Rule 4."""
    if _status(item) not in _PASSED:
        return
    number = 0
    for node, path in item.places():
        for held, at in _nodes(node, "credit", path):
            points = amount(_text(held.get("value")))
            if not points:
                continue
            scheme = (_text(held.get("scheme")) or "").strip()
            framework = scheme.upper() if scheme.casefold() == "ects" else scheme or None
            item.notes.signed(f"{pointer}/credits/{number}", f"{at}.value")
            yield Credit(amount=points, framework=framework)
            number += 1
        if number:
            return


def _workload(item: _Item, pointer: str) -> Workload | None:
    for node, path in item.instances():
        found = amount(_text(node.get("engagementHours")))
        if found is not None:
            item.notes.signed(f"{pointer}/workload", f"{path}.engagementHours")
            return Workload(hours=found)
    return None


def _levels(item: _Item, pointer: str) -> Iterator[Level]:
    number = 0
    for node, path in item.places():
        for held, at in _nodes(node, "level", path):
            scheme, value = _text(held.get("type")), _text(held.get("value"))
            if scheme is not None and value is not None:
                item.notes.signed(f"{pointer}/levels/{number}", f"{at}.value")
                yield Level(scheme=scheme.strip(), value=value.strip())
                number += 1
        for held, at in _nodes(node, "credit", path):
            said = _text(held.get("level"))
            if said is not None:
                item.notes.signed(f"{pointer}/levels/{number}", f"{at}.level")
                yield Level(scheme="other", value=said)
                number += 1


def _fields(item: _Item, pointer: str) -> Iterator[Identifier]:
    number = 0
    for member, scheme in (("iscedCode", "ISCED-F"), ("subjectArea", "subjectArea")):
        value = _text(item.node.get(member))
        if value is None:
            continue
        listed = scheme != "ISCED-F" or _ISCED.fullmatch(value)
        item.notes.signed(f"{pointer}/fields/{number}", f"{item.path}.{member}")
        yield Identifier(scheme=scheme if listed else "other", value=value)
        number += 1


def _assessments(item: _Item, pointer: str) -> Iterator[Assessment]:
    number = 0
    for node, path in item.instances():
        result = _text(node.get("resultLabel")) or _text(node.get("result"))
        status = _text(node.get("status"))
        if result is None and status is None:
            continue
        scheme = _text(node.get("gradingSchemeLocalId")) or _text(node.get("gradingScheme"))
        member = "resultLabel" if result is not None else "status"
        item.notes.signed(f"{pointer}/assessments/{number}", f"{path}.{member}")
        failed = status is not None and status.strip().casefold() != "passed"
        told = f"{result} ({status})" if result is not None and failed else result or status
        yield Assessment(result=told, grading_scheme=scheme)
        number += 1


def _languages(item: _Item, pointer: str) -> tuple[str, ...]:
    for node, path in item.instances():
        found = [language(_text(one)) for one in as_list(node.get("languageOfInstruction"))]
        told = tuple(one for one in dict.fromkeys(found) if one != UNKNOWN_LANGUAGE)
        if told:
            item.notes.signed(f"{pointer}/languages", f"{path}.languageOfInstruction")
            return told
    return ()
