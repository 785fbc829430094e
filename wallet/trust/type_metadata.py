"""Type metadata of SD-JWT VCs (VCTM): what a type is called, in several languages.

Rules (SD-JWT VC, section 6)
----------------------------
1. ``vct`` names the type, and it is no credential itself.
2. It is shown beside what a credential says, never in its place, and proves nothing.
3. The bytes are kept: a credential with ``vct#integrity`` counts with that very file only.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from wallet.evidence import Evidence, TypeMetadata
from wallet.trust.interface import EvidenceFile

_OF_CREDENTIALS = frozenset({"iss", "cnf", "_sd", "credentialSubject", "issuer", "proof"})
_MARKS = frozenset({"display", "claims", "name", "description", "extends", "schema"})
_MOST = 50
_LONGEST = 300


class TypeMetadataFiles:
    """``{"vct": "...", "display": [{"lang": "en", "name": "..."}]}``."""

    name = "type_metadata"

    def recognises(self, file: EvidenceFile) -> bool:
        """A JSON object that describes a type (rule 1)."""
        members = file.document.keys()
        return (
            file.token is None
            and isinstance(file.document.get("vct"), str)
            and bool(_MARKS & members)
            and not _OF_CREDENTIALS & members
        )

    def read(self, file: EvidenceFile) -> Evidence:
        """The names of one type.

        Raises:
            InputError: never; what is no name is left out.
        """
        found = TypeMetadata(
            vct=file.document["vct"],
            names=tuple(_names(file.document)),
            integrity=frozenset(_digests(file.bytes)),
            origin=file.origin,
        )
        return Evidence(type_metadata=(found,))


def _names(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(language, name); drafts before 13 wrote ``lang``, later ones ``locale``."""
    display = document.get("display")
    found = []
    for one in display[:_MOST] if isinstance(display, list) else ():
        if not isinstance(one, Mapping) or not isinstance(one.get("name"), str):
            continue
        language = one.get("locale", one.get("lang"))
        told = language if isinstance(language, str) else "und"
        found.append((told, one["name"][:_LONGEST]))
    plain = document.get("name")
    if not found and isinstance(plain, str) and plain.strip():
        found.append(("und", plain[:_LONGEST]))
    return found


def _digests(data: bytes) -> list[str]:
    """The file's digests as ``vct#integrity`` writes them (W3C SRI)."""
    return [
        f"{name}-{base64.b64encode(hashlib.new(name, data).digest()).decode()}"
        for name in ("sha256", "sha384", "sha512")
    ]
