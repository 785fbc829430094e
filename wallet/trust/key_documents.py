"""DID documents and controlled identifier documents, as the person vouches for them."""

from __future__ import annotations

from wallet.errors import InputError
from wallet.evidence import Evidence, KeyDocument
from wallet.trust.interface import EvidenceFile

_KEY_MEMBERS = ("verificationMethod", "assertionMethod", "authentication", "publicKey")


class KeyDocuments:
    """``{"id": "did:web:...", "verificationMethod": [...]}``."""

    name = "key_documents"

    def recognises(self, file: EvidenceFile) -> bool:
        """A JSON object with an id and keys that is no credential."""
        document = file.document
        return (
            file.token is None
            and isinstance(document.get("id"), str)
            and any(member in document for member in _KEY_MEMBERS)
            and "credentialSubject" not in document
        )

    def read(self, file: EvidenceFile) -> Evidence:
        """One key document.

        Raises:
            InputError: ``no_owner`` where its id is no absolute URL.
        """
        owner = file.document["id"]
        if ":" not in owner or "#" in owner:
            raise InputError("no_owner")
        document = KeyDocument(id=owner, document=file.document, origin=file.origin)
        return Evidence(key_documents=(document,))
