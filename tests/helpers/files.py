"""Containers of the test issuer: badges baked into pictures, archives, tampered copies."""

from __future__ import annotations

import base64
import copy
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def to_bytes(credential: Mapping[str, Any] | str) -> bytes:
    """The bytes of a credential as a file."""
    if isinstance(credential, str):
        return credential.encode()
    return json.dumps(credential, ensure_ascii=False, indent=1).encode()


def _chunk(name: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)


def png(credential: Mapping[str, Any] | str, *, packed: bool = False, side: int = 8) -> bytes:
    """A PNG badge with the credential in its ``openbadgecredential`` iTXt chunk."""
    text = to_bytes(credential)
    body = zlib.compress(text) if packed else text
    baked = b"openbadgecredential\0" + bytes([packed, 0]) + b"\0\0" + body
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x1f\x6f\x8b" * side for _ in range(side))
    chunks = [
        _chunk(b"IHDR", header),
        _chunk(b"iTXt", baked),
        _chunk(b"IDAT", zlib.compress(rows)),
        _chunk(b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(chunks)


def svg(credential: Mapping[str, Any] | str) -> bytes:
    """An SVG badge with the credential in its ``openbadges:credential`` element."""
    if isinstance(credential, str):
        inside = f"<openbadges:credential verify={quoteattr(credential)}/>"
    else:
        text = to_bytes(credential).decode().replace("]]>", "]]]]><![CDATA[>")
        inside = f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" '
        'viewBox="0 0 8 8" width="8" height="8">'
        f'{inside}<circle cx="4" cy="4" r="3" fill="#1f6f8b"/></svg>'
    ).encode()


def archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of those members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return out.getvalue()


def tampered(document: Mapping[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """A copy with the member at a JSON pointer replaced or added; the proof stays."""
    result = copy.deepcopy(dict(document))
    target: Any = result
    *way, last = pointer.strip("/").split("/")
    for step in way:
        target = target[int(step)] if isinstance(target, list) else target[step]
    if isinstance(target, list):
        target[int(last)] = value
    else:
        target[last] = value
    return result


def spellings(text: str) -> Iterator[bytes]:
    """A text as it could lie in a file."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1"):
        raw = text.encode(encoding, "ignore")
        yield raw
        yield raw.hex().encode()
        for shift in range(3):  # base64 of a text depends on where it starts
            packed = base64.b64encode(bytes(shift) + raw)[shift + 1 : -4]
            if len(packed) > 8:
                yield packed
                yield packed.replace(b"+", b"-").replace(b"/", b"_")
    yield json.dumps(text)[1:-1].encode()
