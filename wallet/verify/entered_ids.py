"""Is a credential made out to an address or number that the wallet's owner entered? Part of 8.

Rules
-----
1. In the owner's own view only: anybody may enter anything, so it shows nobody else anything.
2. An identifier of a subject counts as it is written (``identifier``, ``email``, the recipient
   of Open Badges 2.0), or as ``sha256$`` over it and its salt. MD5 does not count, and a name
   is no identifier.
3. Addresses are compared without regard to the case of plain letters, also where they were
   hashed in lower case; everything else sign by sign.
4. Every subject has to be made out to one of them, in what is signed: where some member of
   the document is not covered by the signature, nothing is compared.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallet.formats.document import body as credential_in
from wallet.proofs.interface import Proven

_SHA256 = "sha256$"
_NAMES = frozenset({"name", "givenName", "familyName", "additionalName"})
"""Kinds of ``identityType`` that are no identifiers."""


def is_made_out_to(proven: Proven, entered: Iterable[str]) -> bool:
    """Whether each subject of a proven document goes by one of the entered identifiers."""
    known = frozenset(spelled for one in entered for spelled in _spellings(one))
    if not known or proven.unsigned_members:
        return False
    subjects = list(_subjects(proven.document))
    return bool(subjects) and all(
        any(_is_one_of(identity, known) for identity in _identities(one)) for one in subjects
    )


def _spellings(entered: str) -> Iterator[str]:
    """Rule 3."""
    yield entered
    if _is_address(entered):
        yield entered.lower()


def _is_address(text: str) -> bool:
    """Rule 3: other signs become plain letters, and another's address one's own."""
    return "@" in text and text.isascii()


def _subjects(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "recipient" in document and "credentialSubject" not in document:
        yield {"recipient": document["recipient"]}
        return
    for one in _listed(credential_in(document).content.get("credentialSubject")):
        yield one if isinstance(one, Mapping) else {}


def _identities(subject: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Rule 2: each as ``identityHash``, ``hashed`` and ``salt``."""
    recipient = subject.get("recipient")
    if isinstance(recipient, Mapping):  # Open Badges 2.0; unhashed has to be said
        yield {
            "identityHash": recipient.get("identity"),
            "hashed": recipient.get("hashed") is not False,
            "salt": recipient.get("salt"),
        }
    for one in _listed(subject.get("identifier")):
        if isinstance(one, Mapping) and one.get("identityType") not in _NAMES:
            yield one
        elif isinstance(one, str):
            yield {"identityHash": one, "hashed": False}
    yield {"identityHash": subject.get("email"), "hashed": False}


def _is_one_of(identity: Mapping[str, Any], known: frozenset[str]) -> bool:
    told, salt = identity.get("identityHash"), identity.get("salt") or ""
    if not isinstance(told, str) or not isinstance(salt, str):
        return False
    if identity.get("hashed") is not True:
        return told in known or (_is_address(told) and told.lower() in known)
    if not told.startswith(_SHA256) or not told.isascii():
        return False
    stated = told.removeprefix(_SHA256).lower()
    digests = (hashlib.sha256((one + salt).encode()).hexdigest() for one in known)
    return any(hmac.compare_digest(stated, one) for one in digests)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
