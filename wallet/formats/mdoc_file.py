"""ISO mdocs as files: what an issuer signed, or what a holder showed of it (ISO 18013-5).

Rules
-----
1. Told by its content: a CBOR map with ``nameSpaces`` and ``issuerAuth`` (``IssuerSigned``),
   with ``docType`` and ``issuerSigned`` (a document), or with ``documents`` (a
   ``DeviceResponse``); as bytes, in base64url or in hexadecimal.
2. Each document is a credential. Its id is the hash of its ``issuerAuth``; with an element that
   was not signed it has an id of its own.
3. What is read here is what it says. ``wallet.proofs.mdoc`` says what of it is signed.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from typing import Any

from wallet.encoding import cose
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS, Limits
from wallet.proofs import mdoc
from wallet.secured import Format, Secured, misfit

SECURING = "cose"
_MARKS = (b"nameSpaces", b"issuerAuth")
_MAP = range(0xA1, 0xB8)
_EMBEDDED = b"\xd8\x18"
_TEXT = re.compile(rb"[A-Za-z0-9_-]{64,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){64,}")


def recognises(data: bytes) -> bool:
    """Whether these bytes hold an mdoc (rule 1)."""
    raw = _raw(data)
    return raw is not None and all(mark in raw for mark in _MARKS)


def read(data: bytes, limits: Limits = LIMITS) -> tuple[Secured, ...]:
    """The documents in it; at least one.

    Raises:
        IntakeError: ``damaged``, ``too_complex``, ``too_large``, ``not_a_credential``.
    """
    raw = _raw(data) or b""
    if len(raw) > limits.jwt_bytes:
        raise IntakeError("too_large", limit=limits.jwt_bytes, what="mdoc")
    try:
        value = cose.loads(raw)
        if isinstance(value, cose.Tagged):
            value = cose.loads(cose.embedded(value))
        found = list(itertools.islice(_documents(value), limits.embedded_credentials + 1))
        read_ones = tuple(_secured(one, path) for one, path in found)
    except (InputError, KeyError, TypeError, ValueError, AttributeError):
        raise IntakeError("damaged", what="mdoc") from None
    if not read_ones:
        raise IntakeError("not_a_credential")
    if len(read_ones) > limits.embedded_credentials:
        raise IntakeError("too_complex", limit=limits.embedded_credentials, what="credentials")
    return read_ones


def _raw(data: bytes) -> bytes | None:
    if data[:1] and (data[0] in _MAP or data.startswith(_EMBEDDED)):
        return data
    text = data.strip()
    if _HEX.fullmatch(text):
        return bytes.fromhex(text.decode("ascii"))
    if not _TEXT.fullmatch(text):
        return None
    try:
        raw = b64url_decode(text.decode("ascii").rstrip("="))
    except InputError:
        return None
    return raw if raw[:1] and (raw[0] in _MAP or raw.startswith(_EMBEDDED)) else None


def _documents(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Each document as ``{"docType", "issuerSigned", "deviceSigned"}``, and its path."""
    if "documents" in value:
        for number, one in enumerate(value["documents"]):
            inner = cose.loads(cose.embedded(one)) if isinstance(one, cose.Tagged) else one
            yield dict(inner), f"$.documents[{number}]"
    elif "issuerSigned" in value:
        yield dict(value), "$"
    elif "issuerAuth" in value:
        yield {"issuerSigned": value}, "$"


def _secured(document: dict[str, Any], path: str) -> Secured:
    issued = document["issuerSigned"]
    auth = issued["issuerAuth"]
    found = Secured(
        format=Format.MDOC,
        securing=SECURING,
        credential_id=hashlib.sha256(cose.dumps(auth)).hexdigest(),
        document=_told(document, cose.sign1(auth)),
        data=cose.dumps(document),
        path=path,
    )
    return found if mdoc.shows_what_was_signed(issued) else misfit(found, found.data or b"")


def _told(document: dict[str, Any], signed: cose.Sign1) -> dict[str, Any]:
    """What it says, unproven: its type and the elements that are shown."""
    security = cose.loads(cose.embedded(cose.loads(signed.payload)))
    spaces: dict[str, dict[str, Any]] = {}
    for space, items in (document["issuerSigned"].get("nameSpaces") or {}).items():
        shown = spaces.setdefault(str(space), {})
        for one in items:
            item = cose.loads(cose.embedded(one))
            shown[str(item["elementIdentifier"])] = cose.plain(item["elementValue"])
    return {"docType": str(security["docType"]), "nameSpaces": spaces}
