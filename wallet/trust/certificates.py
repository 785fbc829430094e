"""X.509 certificates that are trusted by themselves, and lists of revoked ones (PEM or DER).

Rules
-----
1. A PEM file may hold several of both, and words between them; a DER file is one of either.
2. Everything in a file is read, or the file is refused: an anchor that nobody could see would
   be worse than one that is missing.
3. A file with a private key in it is refused with ``private_key``: it belongs nowhere but with
   its owner.
4. Whose list a CRL is and whether it is signed is asked when it is used; here it is only read.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import re

from wallet.errors import InputError, ProofFailure
from wallet.evidence import Anchor, Evidence, Origin, RevocationList
from wallet.identifiers import certificates, revocation
from wallet.trust.interface import EvidenceFile

_CERTIFICATE = "CERTIFICATE"
_LIST = "X509 CRL"
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----")
_BEGIN = re.compile(rb"-----BEGIN [A-Z0-9 ]{1,40}-----")
_SEQUENCE = 0x30
_LONG_FORM = (0x81, 0x82, 0x83)
_MOST = 5_000
"""Items of one file; the largest lists of authorities hold a few hundred."""


class Certificates:
    """Anchors and revocation lists."""

    name = "certificates"

    def recognises(self, file: EvidenceFile) -> bool:
        """Whether it is PEM, or begins as a DER sequence as large as a certificate."""
        return is_pem(file.bytes) or is_der(file.bytes)

    def read(self, file: EvidenceFile) -> Evidence:
        """The anchors and lists in it.

        Raises:
            InputError: ``malformed_certificate``, ``malformed_crl``, ``private_key``,
                ``too_large``, ``too_complex``.
        """
        found = Evidence()
        for kind, der in _items(file.bytes):
            found = found.joined(_one(kind, der, file.origin))
        return found


def is_pem(data: bytes) -> bool:
    """Whether it holds PEM, with or without words before it."""
    return not data.lstrip().startswith((b"{", b"[", b"<")) and _BEGIN.search(data) is not None


def is_der(data: bytes) -> bool:
    """Whether it begins as a DER sequence of more than a hundred bytes."""
    return len(data) > 1 and data[0] == _SEQUENCE and data[1] in _LONG_FORM


def _items(data: bytes) -> list[tuple[str, bytes]]:
    """Rule 1: (kind, DER) of everything in the file; an empty kind where only DER was given."""
    if is_der(data):
        return [("", data)]
    blocks = _BLOCK.findall(data)
    if len(blocks) > _MOST:
        raise InputError("too_complex", limit=_MOST)
    if any(b"PRIVATE KEY" in label for label, _ in blocks):
        raise InputError("private_key")
    if not blocks or len(blocks) != len(_BEGIN.findall(data)):
        raise InputError("malformed_certificate")
    return [(label.decode("ascii"), _decoded(text)) for label, text in blocks]


def _decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise InputError("malformed_certificate") from None


def _one(kind: str, der: bytes, origin: Origin) -> Evidence:
    if kind not in ("", _CERTIFICATE, _LIST):
        raise InputError("malformed_certificate")
    if kind == _LIST:
        return _list(der, origin)
    try:
        return _anchor(der, origin)
    except InputError:
        if kind:
            raise
    try:
        return _list(der, origin)
    except InputError:
        raise InputError("malformed_certificate") from None


def _anchor(der: bytes, origin: Origin) -> Evidence:
    try:
        found = certificates.read(der)
    except ProofFailure:
        raise InputError("malformed_certificate") from None
    anchor = Anchor(certificate=der, origin=origin, name=found.common_name or found.name)
    return Evidence(anchors=(anchor,))


def _list(der: bytes, origin: Origin) -> Evidence:
    found = revocation.load(der)
    kept = RevocationList(
        bytes=der,
        origin=dataclasses.replace(origin, dated=found.last_update_utc),
        name=revocation.name_of(found),
    )
    return Evidence(crls=(kept,))
