"""Documents that their publishers serve unsigned: profiles, badge classes, keys, lists.

Open Badges 2.0, Blockcerts and 1EdTech revocation lists. A profile that lists keys is a key
document and is read by ``key_documents``; ``wallet.identifiers.hosted`` looks in both.
"""

from __future__ import annotations

from wallet.errors import InputError
from wallet.evidence import Evidence, HostedDocument
from wallet.trust.interface import EvidenceFile

_TYPES = frozenset(
    {
        "BadgeClass",
        "BlockcertsIssuerProfile",
        "CryptographicKey",
        "Issuer",
        "Profile",
        "RevocationList",
    }
)
_LISTS = ("revokedAssertions", "revokedCredential", "revokedCredentials")
_KEYS = ("verificationMethod", "assertionMethod", "authentication", "publicKey")


class HostedDocuments:
    """``{"type": "BadgeClass", "id": "https://..."}`` and its like."""

    name = "hosted_documents"

    def recognises(self, file: EvidenceFile) -> bool:
        """A JSON object of one of these types, or a list of revoked credentials."""
        document = file.document
        if file.token is not None or any(member in document for member in _KEYS):
            return False
        return "credentialSubject" not in document and (
            not _TYPES.isdisjoint(_types(file)) or any(name in document for name in _LISTS)
        )

    def read(self, file: EvidenceFile) -> Evidence:
        """One document under its own address.

        Raises:
            InputError: ``no_owner`` where it has no address.
        """
        url = file.document.get("id")
        if not isinstance(url, str) or ":" not in url:
            raise InputError("no_owner")
        document = HostedDocument(
            url=url, types=_types(file), document=file.document, origin=file.origin
        )
        return Evidence(hosted=(document,))


def _types(file: EvidenceFile) -> frozenset[str]:
    stated = file.document.get("type")
    found = stated if isinstance(stated, list) else [stated]
    return frozenset(one for one in found if isinstance(one, str))
