"""Verifiable Credentials that follow the data model and no education format on top of it."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.credential import CredentialView
from wallet.formats import vcdm
from wallet.formats.achievements import achievement_view
from wallet.formats.document import (
    BASE_CONTEXTS,
    Problem,
    as_list,
    body,
    has_context,
    is_blockcerts,
    names_clr_2,
    names_elm,
    names_open_badges_3,
    types,
)
from wallet.secured import Format, JsonObject

_BADGE_TYPES = frozenset(
    {"OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlainVcdm:
    """One version of the data model."""

    FORMAT: Format
    version: str

    def recognises(self, document: JsonObject, header: JsonObject | None) -> bool:
        """Whether a base context of this version comes first and nothing else claims it."""
        del header
        content = body(document).content
        if not has_context(content, *BASE_CONTEXTS) or not is_credential(content):
            return False
        return vcdm.version(body(document)) == self.version and not is_claimed(content)

    def problems(self, document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
        """The rules of the data model that this document breaks."""
        return tuple(vcdm.problems(body(document), secured=secured))

    def view(self, document: JsonObject) -> CredentialView:
        """What the credential says, as far as its terms are known."""
        return achievement_view(body(document), self.FORMAT)


def is_credential(content: JsonObject) -> bool:
    """Whether this has a credential's type, or what only a credential has."""
    if "VerifiablePresentation" in types(content):
        return False
    if "VerifiableCredential" in types(content):
        return True
    return "credentialSubject" in content


def is_claimed(content: JsonObject) -> bool:
    """Whether a format on top of VCDM is named by context and type."""
    if names_elm(content) or is_blockcerts(content):
        return True
    if names_clr_2(content) and "ClrCredential" in types(content):
        return True
    return names_open_badges_3(content) and (
        bool(_BADGE_TYPES & set(types(content)))
        or any(
            "AchievementSubject" in types(subject)
            for subject in as_list(content.get("credentialSubject"))
        )
    )


VCDM_1_1 = _PlainVcdm(FORMAT=Format.VCDM_1_1, version="1.1")
VCDM_2_0 = _PlainVcdm(FORMAT=Format.VCDM_2_0, version="2.0")
