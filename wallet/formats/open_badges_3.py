"""Open Badges 3.0: OpenBadgeCredential (AchievementCredential) and EndorsementCredential.

Rules (Open Badges 3.0 section 6.1 and appendix B, beside those of ``vcdm``)
-----
1. ``type`` names OpenBadgeCredential, AchievementCredential or EndorsementCredential.
2. The subject is one AchievementSubject with an ``achievement``, or an EndorsementSubject.
3. Each object has its class among its types, and the members that class requires.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from wallet.credential import CredentialView
from wallet.formats import vcdm
from wallet.formats.achievements import achievement_view
from wallet.formats.classes import Class, class_problems
from wallet.formats.document import (
    BASE_CONTEXTS,
    Body,
    Problem,
    as_list,
    body,
    has_context,
    is_blockcerts,
    names_open_badges_3,
    types,
)
from wallet.secured import Format, JsonObject

FORMAT = Format.OPEN_BADGES_3_0

_CREDENTIAL_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_ENDORSEMENT_TYPE = "EndorsementCredential"

CLASSES: Mapping[str, Class] = MappingProxyType(
    {
        "AchievementSubject": Class(
            name="AchievementSubject",
            required=("achievement",),
            members={
                "achievement": "Achievement",
                "identifier": "IdentityObject",
                "result": "Result",
                "source": "Profile",
            },
        ),
        "Achievement": Class(
            name="Achievement",
            required=("id", "name", "description", "criteria"),
            members={
                "alignment": "Alignment",
                "creator": "Profile",
                "otherIdentifier": "IdentifierEntry",
                "related": "Related",
                "resultDescription": "ResultDescription",
            },
        ),
        "EndorsementSubject": Class(name="EndorsementSubject", required=("id",)),
        "Profile": Class(
            name="Profile",
            required=("id",),
            members={
                "address": "Address",
                "otherIdentifier": "IdentifierEntry",
                "parentOrg": "Profile",
            },
            references=True,
        ),
        "Address": Class(name="Address"),
        "Alignment": Class(name="Alignment", required=("targetName", "targetUrl")),
        "Evidence": Class(name="Evidence"),
        "IdentifierEntry": Class(
            name="IdentifierEntry", required=("identifier", "identifierType")
        ),
        "IdentityObject": Class(
            name="IdentityObject", required=("hashed", "identityHash", "identityType")
        ),
        "Related": Class(name="Related", required=("id",)),
        "Result": Class(name="Result", members={"alignment": "Alignment"}),
        "ResultDescription": Class(
            name="ResultDescription",
            required=("id", "name", "resultType"),
            members={"alignment": "Alignment", "rubricCriterionLevel": "RubricCriterionLevel"},
        ),
        "RubricCriterionLevel": Class(
            name="RubricCriterionLevel",
            required=("id", "name"),
            members={"alignment": "Alignment"},
        ),
    }
)


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether a badge's context is named together with a badge's type or subject."""
    del header
    content = body(document).content
    if not has_context(content, *BASE_CONTEXTS) or not names_open_badges_3(content):
        return False
    if is_blockcerts(content) or "ClrCredential" in types(content):
        return False
    return _is_endorsement(content) or _is_badge(content)


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules of VCDM and Open Badges that this document breaks."""
    inner = body(document)
    return (*vcdm.problems(inner, secured=secured), *_class_problems(inner, secured=secured))


def view(document: JsonObject) -> CredentialView:
    """What the badge says."""
    return achievement_view(body(document), FORMAT)


def _is_endorsement(content: JsonObject) -> bool:
    return _ENDORSEMENT_TYPE in types(content)


def _is_badge(content: JsonObject) -> bool:
    """By its type, or by a subject that holds an achievement under a type of its own."""
    if _CREDENTIAL_TYPES & set(types(content)):
        return True
    return "VerifiableCredential" in types(content) and any(
        "AchievementSubject" in types(subject)
        for subject in as_list(content.get("credentialSubject"))
    )


def _class_problems(inner: Body, *, secured: bool) -> Iterator[Problem]:
    content, path = inner.content, inner.path
    endorsement = _is_endorsement(content)
    if not endorsement and not _CREDENTIAL_TYPES & set(types(content)):
        yield vcdm.INVALID, f"{path}.type"
    subject = "EndorsementSubject" if endorsement else "AchievementSubject"
    if "credentialSubject" in content:
        yield from class_problems(
            content["credentialSubject"], subject, f"{path}.credentialSubject", CLASSES
        )
    if secured and "issuer" in content:
        yield from class_problems(content["issuer"], "Profile", f"{path}.issuer", CLASSES)
    if "evidence" in content:
        yield from class_problems(content["evidence"], "Evidence", f"{path}.evidence", CLASSES)
