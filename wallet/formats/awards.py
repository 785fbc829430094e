"""What was awarded: one award for each achievement of each subject (spec/credential.md, C.3).

Rules
-----
1. ``creditsEarned`` and ``creditsAvailable`` have no unit in Open Badges: their framework is
   unknown, never assumed. ECTS and SBU come from members that name them.
2. An award date is ``awardedDate``, else the end of the activity, else the start of validity,
   and the last is marked as derived.
3. A kind is told by ``achievementType``, else by what the credential's own types say.
4. Only pictures inside the document are shown.
5. A learner record is one award, the record. The achievements it lists are definitions; what
   was awarded is said by the credentials it carries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.credential import (
    Award,
    Credit,
    DateValue,
    Envelope,
    Identifier,
    Kind,
    Party,
    Texts,
    Workload,
)
from wallet.formats.alignments import aligned
from wallet.formats.assessments import assessments
from wallet.formats.dates import date_value
from wallet.formats.document import Body, as_list, is_url, objects, text_of, types
from wallet.formats.parties import Notes
from wallet.formats.relations import exhibits
from wallet.formats.values import amount, hours, image, language, texts, word
from wallet.secured import JsonObject

_KINDS = {
    "AssociateDegree": Kind.SHORT_CYCLE,
    "BachelorDegree": Kind.DEGREE,
    "Degree": Kind.DEGREE,
    "DoctoralDegree": Kind.DEGREE,
    "MasterDegree": Kind.DEGREE,
    "ProfessionalDoctorate": Kind.DEGREE,
    "ResearchDoctorate": Kind.DEGREE,
    "Diploma": Kind.DIPLOMA,
    "SecondarySchoolDiploma": Kind.DIPLOMA,
    "Certificate": Kind.CERTIFICATE,
    "CertificateOfCompletion": Kind.CERTIFICATE,
    "Certification": Kind.CERTIFICATE,
    "MicroCredential": Kind.MICRO_CREDENTIAL,
    "ext:MicroCredential": Kind.MICRO_CREDENTIAL,
    "Course": Kind.COURSE,
    "Badge": Kind.BADGE,
    "BadgeClass": Kind.BADGE,
    "Competency": Kind.BADGE,
    "Award": Kind.BADGE,
    "License": Kind.LICENCE,
    "Membership": Kind.OTHER,
    "Fieldwork": Kind.OTHER,
    "ext:PriorLearning": Kind.PRIOR_LEARNING,
    "ext:Attendance": Kind.ATTENDANCE,
}
_HOLDERS = ("achievement", "hasCredential", "degree", "claim")
"""Members of a subject that say what was achieved: Open Badges, DCC, the examples of VCDM,
Blockcerts 3."""
_UNIT_MEMBERS = (("ECTS", "ECTS"), ("ects", "ECTS"), ("SBU", "SBU"), ("sbu", "SBU"))
_EXTENSIONS = (("extensions:ECTSExtension", "ECTS"),)
_GENERAL = frozenset({"VerifiableCredential", "VerifiableAttestation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """One achievement of one subject, and where it goes in the view."""

    inner: Body
    envelope: Envelope
    subject: JsonObject
    subject_path: str
    achievement: JsonObject
    path: str
    pointer: str
    notes: Notes

    def text(self, name: str, *places: tuple[JsonObject, str, str]) -> Texts:
        """The first of several places (object, its path, member) that holds texts."""
        for node, path, member in places:
            found = texts(node.get(member))
            if found:
                self.notes.signed(f"{self.pointer}/{name}", f"{path}.{member}")
                return found
        return ()


def awards(inner: Body, envelope: Envelope, notes: Notes) -> tuple[Award, ...]:
    """All awards of a credential: one at least for each subject."""
    found: list[Award] = []
    for subject, subject_path, achievement, path in _achievements(inner):
        source = _Source(
            inner=inner,
            envelope=envelope,
            subject=subject,
            subject_path=subject_path,
            achievement=achievement,
            path=path,
            pointer=f"/awards/{len(found)}",
            notes=notes,
        )
        award = _award(source)
        if award.id in {one.id for one in found} or not award.id:
            award = replace(award, id=f"award-{len(found) + 1}")
        found.append(award)
    return tuple(found)


def _achievements(inner: Body) -> Iterator[tuple[JsonObject, str, JsonObject, str]]:
    """Subject and achievement, each with its path; an empty one where a subject has none."""
    root = f"{inner.path}.credentialSubject"
    for subject, at in objects(inner.content.get("credentialSubject"), root):
        some = False
        if "ClrSubject" in types(subject):  # rule 5
            yield subject, at, {}, at
            continue
        for member in _HOLDERS:
            for achievement, path in objects(subject.get(member), f"{at}.{member}"):
                some = True
                yield subject, at, achievement, path
        if not some:
            yield subject, at, {}, at


def _award(source: _Source) -> Award:
    achievement, path, notes = source.achievement, source.path, source.notes
    sorted_out = aligned(achievement, source.pointer, path, notes)
    award_date, is_derived = _award_date(source)
    return Award(
        id=text_of(achievement.get("id")) or "",
        title=_title(source),
        description=source.text(
            "description",
            (achievement, path, "description"),
            (source.subject, source.subject_path, "endorsementComment"),
            (source.inner.content, source.inner.path, "description"),
        ),
        criteria=_criteria(source),
        kind=_kind(source),
        definition_ids=_definition_ids(source),
        awarding_bodies=_awarding_bodies(source),
        award_date=award_date,
        award_date_is_derived=is_derived,
        credits=_credits(source),
        workload=_workload(source),
        levels=tuple(sorted_out.levels),
        fields=(*sorted_out.fields, *_fields(source)),
        outcomes=tuple(sorted_out.outcomes),
        assessments=assessments(
            (source.achievement, source.path),
            (source.subject, source.subject_path),
            source.pointer,
            notes,
        ),
        participation=_participation(source),
        languages=_languages(source),
        quality_assurance=tuple(sorted_out.quality),
        evidence=exhibits(source.inner, source.pointer, notes),
        image=_image(source),
    )


def _title(source: _Source) -> Texts:
    content, root = source.inner.content, source.inner.path
    found = source.text(
        "title",
        (source.achievement, source.path, "name"),
        (content, root, "name"),
    )
    if found:
        return found
    for kind in types(source.achievement) + types(content):
        if kind not in _GENERAL and not is_url(kind):
            source.notes.derived(f"{source.pointer}/title", f"{root}.type", "type_as_title")
            return texts(_spaced(kind))
    return ()


def _spaced(name: str) -> str:
    """``UniversityDegreeCredential`` as words."""
    return "".join(
        f" {sign}" if sign.isupper() and at and not name[at - 1].isupper() else sign
        for at, sign in enumerate(name)
    )


def _criteria(source: _Source) -> Texts:
    found: list[Any] = []
    for criteria, path in objects(
        source.achievement.get("criteria"), f"{source.path}.criteria"
    ):
        if texts(criteria.get("narrative")):
            source.notes.signed(f"{source.pointer}/criteria", f"{path}.narrative")
            found.extend(texts(criteria.get("narrative")))
    return tuple(found)


def _kind(source: _Source) -> Kind:
    named = text_of(source.achievement.get("achievementType"))
    if named is not None:
        source.notes.signed(f"{source.pointer}/kind", f"{source.path}.achievementType")
        return _KINDS.get(named, Kind.OTHER)
    if {"OpenBadgeCredential", "AchievementCredential"} & set(types(source.inner.content)):
        source.notes.derived(
            f"{source.pointer}/kind", f"{source.inner.path}.type", "badge_type"
        )
        return Kind.BADGE
    for one in types(source.achievement):
        if one in _KINDS:
            source.notes.signed(f"{source.pointer}/kind", f"{source.path}.type")
            return _KINDS[one]
    return Kind.UNKNOWN


def _definition_ids(source: _Source) -> tuple[str, ...]:
    written = source.achievement.get("id")
    if not is_url(written):
        return ()
    source.notes.signed(f"{source.pointer}/definition_ids/0", f"{source.path}.id")
    return (str(written),)


def _awarding_bodies(source: _Source) -> tuple[Party, ...]:
    """The issuer stands for the awarding body: Open Badges has no other place for it."""
    pointer = f"{source.pointer}/awarding_bodies/0"
    for inside, origin in list(source.notes.found.items()):
        if inside.startswith("/envelope/issuer"):
            source.notes.found[pointer + inside.removeprefix("/envelope/issuer")] = origin
    return (source.envelope.issuer,)


def _award_date(source: _Source) -> tuple[DateValue | None, bool]:
    """Rule 2."""
    pointer = f"{source.pointer}/award_date"
    for node, path in (
        (source.subject, source.subject_path),
        (source.inner.content, source.inner.path),
    ):
        for member in ("awardedDate", "activityEndDate"):
            value = date_value(node.get(member))
            if value is not None:
                source.notes.signed(pointer, f"{path}.{member}")
                return value, False
    start = source.envelope.valid_from or source.envelope.issued_at
    if start is None:
        return None, False
    origin = source.notes.found.get("/envelope/valid_from") or source.notes.found.get(
        "/envelope/issued_at"
    )
    path = (origin.path if origin else None) or source.inner.path
    source.notes.derived(pointer, path, "validity_start_as_award_date")
    return start, True


def _credits(source: _Source) -> tuple[Credit, ...]:
    """Rule 1."""
    found: list[Credit] = []

    def add(value: Any, framework: str | None, role: str, path: str) -> None:
        written = amount(value)
        if written is not None:
            source.notes.signed(f"{source.pointer}/credits/{len(found)}", path)
            found.append(Credit(amount=written, framework=framework, role=role))

    for node, path in (
        (source.achievement, source.path),
        (source.subject, source.subject_path),
    ):
        for member, framework in _UNIT_MEMBERS:
            add(node.get(member), framework, "earned", f"{path}.{member}")
        for member, framework in _EXTENSIONS:
            for extension, at in objects(node.get(member), f"{path}.{member}"):
                add(extension.get(framework), framework, "earned", f"{at}.{framework}")
    add(
        source.subject.get("creditsEarned"),
        None,
        "earned",
        f"{source.subject_path}.creditsEarned",
    )
    add(
        source.achievement.get("creditsAvailable"),
        None,
        "available",
        f"{source.path}.creditsAvailable",
    )
    return tuple(found)


def _workload(source: _Source) -> Workload | None:
    for member in ("timeInvestment", "extensions:TimeInvestmentExtension"):
        value = source.achievement.get(member)
        if isinstance(value, Mapping):
            value = value.get("timeInvestment")
        found = hours(value)
        if found is not None:
            source.notes.signed(f"{source.pointer}/workload", f"{source.path}.{member}")
            return Workload(hours=found, basis="notional")
    return None


def _fields(source: _Source) -> tuple[Identifier, ...]:
    written = as_list(source.achievement.get("educationProgramIdentifier"))
    return tuple(
        Identifier(scheme="educationProgramIdentifier", value=str(one))
        for one in written
        if isinstance(one, str | int) and not isinstance(one, bool)
    )


def _participation(source: _Source) -> str | None:
    for member in ("participationType", "participation"):
        found = word(source.achievement.get(member))
        if found is not None:
            source.notes.signed(f"{source.pointer}/participation", f"{source.path}.{member}")
            return found
    return None


def _languages(source: _Source) -> tuple[str, ...]:
    for node, path in (
        (source.achievement, source.path),
        (source.inner.content, source.inner.path),
    ):
        found = tuple(
            one for one in map(language, as_list(node.get("inLanguage"))) if one != "und"
        )
        if found:
            source.notes.signed(f"{source.pointer}/languages", f"{path}.inLanguage")
            return found
    return ()


def _image(source: _Source) -> str | None:
    """Rule 4."""
    for node, path in (
        (source.achievement, source.path),
        (source.subject, source.subject_path),
        (source.inner.content, source.inner.path),
    ):
        found = image(node.get("image"))
        if found is not None:
            source.notes.signed(f"{source.pointer}/image", f"{path}.image")
            return found
    return None
