"""Do the resources that a credential names by their digests match what is at hand? Part of 1.

Rules (VCDM 2.0 section 5.3, "Integrity of Related Resources"; ``credentialSchema`` alike)
-----
1. An entry has an ``id`` and a ``digestSRI`` or ``digestMultibase``; no ``id`` comes twice.
2. A resource that is at hand (a pinned context, a document among the evidence) and has another
   digest fails ``format``: the issuer meant something else by it.
3. One that is not at hand changes nothing: no step reads it.
4. No document is checked against a schema that it names: ``format`` names those schemas.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from wallet.encoding import contexts
from wallet.encoding.multibase import multibase_decode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.formats.document import body, objects, text_of
from wallet.reasons import Reason
from wallet.secured import JsonObject

_MEMBERS = ("relatedResource", "credentialSchema")
_MULTIHASH = {b"\x12\x20": "sha256", b"\x20\x30": "sha384"}
_DIGESTS = ("digestSRI", "digestMultibase")


def problems(document: JsonObject, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """The entries of a verified document that break a rule, each with its path."""
    inner = body(document)
    for member in _MEMBERS:
        seen: set[Any] = set()
        for entry, path in objects(inner.content.get(member), f"{inner.path}.{member}"):
            name = entry.get("id")
            if member == "relatedResource" and (not _is_said(entry) or name in seen):
                yield Reason.INVALID_MEMBER, path  # 1
                continue
            seen.add(name if isinstance(name, str) else None)
            if isinstance(name, str) and _differs(entry, name, evidence):
                yield Reason.RESOURCE_DIFFERS, path  # 2


def schemas(document: JsonObject) -> tuple[str, ...]:
    """The JSON Schemas that a verified document names; nothing is checked against them."""
    inner = body(document)
    entries = objects(inner.content.get("credentialSchema"), inner.path)
    return tuple(name for entry, _ in entries if (name := text_of(entry.get("id"))) is not None)


def _is_said(entry: Mapping[str, Any]) -> bool:
    return isinstance(entry.get("id"), str) and any(
        isinstance(entry.get(one), str) for one in _DIGESTS
    )


def _differs(entry: Mapping[str, Any], name: str, evidence: Evidence) -> bool:
    known = dict(_known(name, evidence))
    stated = [*_integrity(entry.get("digestSRI")), *_multibase(entry.get("digestMultibase"))]
    comparable = [(how, digest) for how, digest in stated if how in known]
    return bool(comparable) and all(known[how] != digest for how, digest in comparable)


def _known(name: str, evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    """Digests of a resource that is at hand, by their algorithm."""
    pin = contexts.PINS.get(contexts.ALIASES.get(name, name))
    if pin is not None and pin.package is not None:
        try:
            data = contexts.read(name)
        except ProofFailure:
            return
        yield from ((how, hashlib.new(how, data).digest()) for how in ("sha256", "sha384"))
    elif pin is not None:  # a table of ours: the published file is known by its hash alone
        stated = contexts.document(name).get("published_sha256", "")
        yield "sha256", bytes.fromhex(stated)
    for hosted in evidence.hosted:
        if hosted.url == name:
            yield "sha256", bytes.fromhex(hosted.origin.sha256)


def _integrity(value: Any) -> Iterator[tuple[str, bytes]]:
    """Subresource Integrity: one or several ``sha256-<base64>``."""
    for one in value.split() if isinstance(value, str) else ():
        how, _, text = one.partition("-")
        try:
            yield how.lower(), base64.b64decode(text.partition("?")[0], validate=True)
        except (binascii.Error, ValueError):
            continue


def _multibase(value: Any) -> Iterator[tuple[str, bytes]]:
    """A multihash in multibase."""
    try:
        data = multibase_decode(value) if isinstance(value, str) else b""
    except InputError:
        return
    how = _MULTIHASH.get(data[:2])
    if how is not None:
        yield how, data[2:]
