"""Who is the issuer, and was it accredited? One module for each trust source.

A new source is one module here, one line in ``TRUST_SOURCES`` and one test folder.

Rules
-----
1. Evidence is recognised by what it holds, never by its file name; over all kinds at most one
   source says yes.
2. What cannot be used is handed back as a ``RefusedItem`` with its reason, never dropped.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wallet.encoding import cwt, strict_json
from wallet.errors import InputError
from wallet.evidence import Evidence, Origin, Source
from wallet.limits import LIMITS
from wallet.trust import belonging
from wallet.trust.accreditations import Accreditations
from wallet.trust.certificates import Certificates, is_der, is_pem
from wallet.trust.chain_transactions import ChainTransactions
from wallet.trust.dcc_registry import DccRegistry
from wallet.trust.hosted_documents import HostedDocuments
from wallet.trust.interface import EvidenceFile, RefusedItem, TrustSource
from wallet.trust.key_documents import KeyDocuments
from wallet.trust.key_sets import KeySets
from wallet.trust.programmes import ProgrammeConfirmations
from wallet.trust.status_lists import StatusLists
from wallet.trust.type_metadata import TypeMetadataFiles

__all__ = ["TRUST_SOURCES", "RefusedItem", "read_evidence", "recognised"]

TRUST_SOURCES: tuple[TrustSource, ...] = (
    KeyDocuments(),
    KeySets(),
    DccRegistry(),
    StatusLists(),
    Certificates(),
    TypeMetadataFiles(),
    HostedDocuments(),
    ChainTransactions(),
    Accreditations(),
    ProgrammeConfirmations(),
)

_PARTS_OF_JWS = 3


def read_evidence(
    files: Iterable[tuple[str, bytes]], *, source: Source, received_at: datetime
) -> tuple[Evidence, tuple[RefusedItem, ...]]:
    """Everything usable in ``files`` (name, bytes), and what was refused and why."""
    found = Evidence()
    refused: list[RefusedItem] = []
    for name, data in files:
        try:
            found = found.joined(_read(name, data, source, received_at))
        except InputError as error:
            is_register = error.code == "not_evidence" and belonging.is_register(data)
            code = belonging.REGISTER if is_register else error.code
            refused.append(RefusedItem(name=name, code=code, facts=error.facts))
    return found, tuple(refused)


def recognised(data: bytes) -> bool:
    """Whether a file is evidence of a kind that is known, whatever it is worth.

    Raises:
        InputError: it cannot be read.
    """
    file = _opened("", data, Source.CALLER, datetime.min.replace(tzinfo=UTC))
    return any(one.recognises(file) for one in TRUST_SOURCES)


def _read(name: str, data: bytes, source: Source, received_at: datetime) -> Evidence:
    file = _opened(name, data, source, received_at)
    for one in TRUST_SOURCES:
        if one.recognises(file):
            return one.read(file)
    raise InputError("not_evidence")


def _opened(name: str, data: bytes, source: Source, received_at: datetime) -> EvidenceFile:
    if len(data) > LIMITS.input_bytes:
        raise InputError("too_large", limit=LIMITS.input_bytes, size=len(data))
    document, token = _parse(data)
    return EvidenceFile(
        bytes=data,
        document=document,
        token=token,
        origin=Origin(
            source=source,
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            received_at=received_at,
        ),
    )


def _parse(data: bytes) -> tuple[dict[str, Any], str | None]:
    """The JSON object, or the payload of a token, and a compact JWS itself."""
    if is_pem(data) or is_der(data):
        return {}, None
    if cwt.is_cwt(data):
        return cwt.read(data)[1], None
    text = data.strip()
    if not text.startswith((b"{", b"[")) and text.count(b".") == _PARTS_OF_JWS - 1:
        token = text.decode("ascii", "replace")
        payload = token.split(".")[1]
        try:
            raw = base64.b64decode(
                payload + "=" * (-len(payload) % 4), altchars=b"-_", validate=True
            )
        except (binascii.Error, ValueError):
            raise InputError("not_evidence") from None
        return _object(strict_json.loads(raw)), token
    if not text.startswith((b"{", b"[")):
        raise InputError("not_evidence")
    return _object(strict_json.loads(data)), None


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError("not_evidence")
    return value
