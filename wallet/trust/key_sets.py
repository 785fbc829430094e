"""JWK sets that say whose they are (``jwt-vc-issuer`` metadata), read as a key document.

A bare JWK set names no owner, so no credential can be bound to it; it is refused with
``no_owner`` instead of being kept as evidence that never counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from wallet.encoding import jcs
from wallet.encoding.multibase import b64url_encode
from wallet.errors import InputError
from wallet.evidence import Evidence, KeyDocument
from wallet.trust.interface import EvidenceFile

_ADDRESSES = ("did:", "https:")
"""How a ``kid`` begins that names a method in full; any other is one of the owner's own."""
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})


class KeySets:
    """``{"issuer": "https://...", "jwks": {"keys": [...]}}``, or a set with ``issuer``."""

    name = "key_sets"

    def recognises(self, file: EvidenceFile) -> bool:
        """A JSON object with ``jwks`` or ``keys`` and no key document's members."""
        document = file.document
        keys = _keys(document)
        return (
            file.token is None
            and keys is not None
            and "verificationMethod" not in document
            and "credentialSubject" not in document
        )

    def read(self, file: EvidenceFile) -> Evidence:
        """One key document whose methods are the keys of the set.

        Raises:
            InputError: ``no_owner``, ``malformed_key_set`` or ``private_key``.
        """
        owner = file.document.get("issuer")
        if not isinstance(owner, str) or ":" not in owner:
            raise InputError("no_owner")
        methods = [_method(owner, key) for key in _keys(file.document) or ()]
        document = {
            "id": owner,
            "verificationMethod": methods,
            "assertionMethod": [one["id"] for one in methods],
        }
        found = KeyDocument(id=owner, document=document, origin=file.origin)
        return Evidence(key_documents=(found,))


def _keys(document: Mapping[str, Any]) -> list[Any] | None:
    holder = document.get("jwks", document)
    keys = holder.get("keys") if isinstance(holder, Mapping) else None
    return keys if isinstance(keys, list) else None


def _thumbprint(key: Mapping[str, Any]) -> str:
    """A name for a key that has none (RFC 7638)."""
    needed = ("crv", "e", "kty", "n", "x", "y")
    members = {name: key[name] for name in needed if name in key}
    if not {"n", "x"} & members.keys():
        raise InputError("malformed_key_set")
    try:
        return b64url_encode(hashlib.sha256(jcs.canonical(members)).digest())
    except InputError:
        raise InputError("malformed_key_set") from None


def _method(owner: str, key: object) -> dict[str, Any]:
    if not isinstance(key, Mapping) or not isinstance(key.get("kid", ""), str):
        raise InputError("malformed_key_set")
    if _PRIVATE & set(key):
        raise InputError("private_key")
    kid = key.get("kid") or _thumbprint(key)
    method = kid if kid.startswith(_ADDRESSES) else f"{owner}#{kid.removeprefix('#')}"
    return {
        "id": method,
        "type": "JsonWebKey",
        "controller": owner,
        "publicKeyJwk": dict(key),
    }
