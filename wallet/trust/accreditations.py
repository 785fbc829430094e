"""Signed accreditations: credentials that say who may award what (trust.md D.2, class 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.errors import InputError
from wallet.evidence import Evidence, SignedAccreditation
from wallet.trust.interface import EvidenceFile

_TYPES = frozenset(
    {
        "VerifiableAccreditation",
        "VerifiableAccreditationToAttest",
        "VerifiableAccreditationToAccredit",
        "VerifiableAuthorisationForTrustChain",
    }
)
_ELM = "Accreditation"


class Accreditations:
    """A credential about an accreditation; its proof is checked on use."""

    name = "accreditations"

    def recognises(self, file: EvidenceFile) -> bool:
        """Whether its types say so, or its subject is an accreditation."""
        credential = _credential(file)
        types = _texts(credential.get("type"))
        if not _TYPES.isdisjoint(types):
            return True
        return "VerifiableCredential" in types and _ELM in _texts(_subject(file).get("type"))

    def read(self, file: EvidenceFile) -> Evidence:
        """One accreditation under whom it is about.

        Raises:
            InputError: ``no_owner``: nobody is named in it.
        """
        subject = _subject(file)
        holder = subject.get("organisation") if _ELM in _texts(subject.get("type")) else subject
        told = holder.get("id") if isinstance(holder, Mapping) else holder
        if not isinstance(told, str) or not told:
            raise InputError("no_owner")
        item = SignedAccreditation(subject=told, data=file.bytes, origin=file.origin)
        return Evidence(accreditations=(item,))


def _credential(file: EvidenceFile) -> Mapping[str, Any]:
    inner = file.document.get("vc") if file.token is not None else None
    return inner if isinstance(inner, Mapping) else file.document


def _subject(file: EvidenceFile) -> Mapping[str, Any]:
    subject = _credential(file).get("credentialSubject")
    return subject if isinstance(subject, Mapping) else {}


def _texts(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, str)]
