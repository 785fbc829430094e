"""COSE_Sign1 (RFC 9052) and the CBOR around it, as mdocs and CWTs are written.

Rules
-----
1. Definite lengths, no key twice in a map, nothing behind the value, at most ``_DEEPEST`` deep:
   cbor2 reads it, with its conversions of tags turned off. A tag is kept as a tag; nobody
   compiles a pattern or follows a reference that a file brings.
2. The protected header is parsed from the very bytes that are signed.
3. No header name stands both inside and outside of the signature (section 3).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wallet.encoding.multibase import b64url_encode
from wallet.errors import InputError

JsonValue: TypeAlias = Any

_DEEPEST = 24
_SIGN1 = 18
_EMBEDDED = 24
_TEXT_DATES = (0, 1004)
_CONVERTED = (0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 100, 256, 258, 260, 261, 1004,
              43000, 55799)  # fmt: skip
"""Tags that cbor2 would make something of."""
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value under a tag (RFC 8949, section 3.4)."""

    tag: int
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign1:
    """A COSE_Sign1, taken apart."""

    protected: bytes
    header: Mapping[Any, Any]
    """What the protected bytes say."""
    unprotected: Mapping[Any, Any]
    payload: bytes
    signature: bytes

    def signed(self) -> bytes:
        """The bytes that the signature is over (section 4.4)."""
        return dumps(["Signature1", self.protected, b"", self.payload])


def loads(data: bytes) -> Any:
    """The one value in ``data`` (rule 1).

    Raises:
        InputError: ``malformed_cbor``.
    """
    import io  # noqa: PLC0415 - used on demand

    import cbor2  # noqa: PLC0415

    stream = io.BytesIO(data)
    try:
        found = cbor2.load(
            stream,
            tag_hook=lambda tag, _immutable: Tagged(tag.tag, _plainly(tag.value)),
            semantic_decoders={
                one: (lambda value, _immutable, tag=one: Tagged(tag, _plainly(value)))
                for one in _CONVERTED
            },
            max_depth=_DEEPEST,
            allow_indefinite=False,
            allow_duplicate_keys=False,
        )
    except Exception:  # noqa: BLE001 - whatever it is, the bytes are no such value
        raise InputError("malformed_cbor") from None
    if stream.read(1):
        raise InputError("malformed_cbor")
    return found


def _plainly(value: Any) -> Any:
    """Arrays and maps under a tag as lists and dicts, like everywhere else."""
    match value:
        case list() | tuple():
            return [_plainly(one) for one in value]
        case Mapping():
            return {key: _plainly(one) for key, one in value.items()}
        case _:
            return value


def dumps(value: Any) -> bytes:
    """The value in its shortest form (RFC 8949, section 4.2.1)."""
    import cbor2  # noqa: PLC0415 - used on demand

    return cbor2.dumps(_tags(value))


def _tags(value: Any) -> Any:
    import cbor2  # noqa: PLC0415 - used on demand

    match value:
        case Tagged():
            return cbor2.CBORTag(value.tag, _tags(value.value))
        case dict():
            return {key: _tags(one) for key, one in value.items()}
        case list():
            return [_tags(one) for one in value]
        case _:
            return value


def sign1(value: Any) -> Sign1:
    """A COSE_Sign1, tagged or not.

    Raises:
        InputError: ``malformed_cbor``.
    """
    if isinstance(value, Tagged) and value.tag == _SIGN1:
        value = value.value
    if not isinstance(value, list) or len(value) != _PARTS:
        raise InputError("malformed_cbor")
    protected, unprotected, payload, signature = value
    kinds = (protected, bytes), (unprotected, dict), (payload, bytes), (signature, bytes)
    if not all(isinstance(one, kind) for one, kind in kinds):
        raise InputError("malformed_cbor")
    header = loads(protected) if protected else {}
    if not isinstance(header, dict) or set(header) & set(unprotected):  # rule 3
        raise InputError("malformed_cbor")
    return Sign1(
        protected=protected,
        header=header,
        unprotected=unprotected,
        payload=payload,
        signature=signature,
    )


def embedded(value: Any) -> bytes:
    """The bytes of ``#6.24(bstr)``: CBOR in CBOR, as it is hashed and signed.

    Raises:
        InputError: ``malformed_cbor``.
    """
    is_tagged = isinstance(value, Tagged) and value.tag == _EMBEDDED
    if not is_tagged or not isinstance(value.value, bytes):
        raise InputError("malformed_cbor")
    return bytes(value.value)


def plain(value: Any) -> JsonValue:
    """A value as JSON has it: bytes in base64url, dates as their text, names as text.

    Raises:
        InputError: ``malformed_cbor`` for what JSON has no word for.
    """
    found: Any
    match value:
        case None | bool() | int() | str():
            found = value
        case float() if math.isfinite(value):
            found = value
        case bytes():
            found = b64url_encode(value)
        case Tagged(tag=tag, value=str() as text) if tag in _TEXT_DATES:
            found = text
        case Tagged(tag=tag, value=bytes() as inner) if tag == _EMBEDDED:
            found = plain(loads(inner))
        case list():
            found = [plain(one) for one in value]
        case dict():
            found = _members(value)
        case _:
            raise InputError("malformed_cbor")
    return found


def _members(value: dict[Any, Any]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for key, one in value.items():
        name = key if isinstance(key, str) else str(key) if isinstance(key, int) else None
        if name is None or name in found:
            raise InputError("malformed_cbor")
        found[name] = plain(one)
    return found
