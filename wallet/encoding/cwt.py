"""CBOR Web Tokens (RFC 8392) that carry a status list, as the JSON that a JWT would say it in.

Rules
-----
1. A COSE_Sign1 whose protected ``typ`` is ``application/statuslist+cwt``.
2. Claims go by their numbers; ``lst`` becomes base64url. What has no number here stays as it
   is named, so that nothing is passed over.
"""

from __future__ import annotations

from typing import Any

from wallet.encoding import cose
from wallet.encoding.cose import Sign1
from wallet.errors import InputError

TYPE = "statuslist+cwt"
_TYP = 16
_TAGS = (b"\xd2\x84", b"\xd8\x3d\xd2\x84")
_NAMES = {1: "iss", 2: "sub", 3: "aud", 4: "exp", 5: "nbf", 6: "iat", 65534: "ttl",
          65533: "status_list"}  # fmt: skip
_CWT = 61


def is_cwt(data: bytes) -> bool:
    """Whether the bytes begin as a signed token does."""
    return data.startswith(_TAGS)


def read(data: bytes) -> tuple[Sign1, dict[str, Any]]:
    """The token and its claims.

    Raises:
        InputError: ``malformed_cbor``.
    """
    value = cose.loads(data)
    if isinstance(value, cose.Tagged) and value.tag == _CWT:
        value = value.value
    signed = cose.sign1(value)
    claims = cose.loads(signed.payload)
    if not isinstance(claims, dict):
        raise InputError("malformed_cbor")
    told: dict[str, Any] = {}
    for name, one in claims.items():
        known = _NAMES.get(name, name) if not isinstance(name, bool) else None
        if not isinstance(known, str | int) or str(known) in told:
            raise InputError("malformed_cbor")
        told[str(known)] = cose.plain(one)
    return signed, told


def kind(signed: Sign1) -> str | None:
    """What the token says it is, without ``application/``."""
    told = signed.header.get(_TYP)
    if not isinstance(told, str):
        return None
    return told.lower().removeprefix("application/")
