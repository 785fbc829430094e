"""Signatures in PDF documents: PAdES, and the older forms that hold a CMS signature.

Rules
-----
1. The document is read by pyHanko in its strict mode, within its limits on what may be
   unpacked. What it cannot read is not judged.
2. Every signature in the document is judged: the bytes it covers are the document from its
   first byte on, all but the signature itself, which is padded with nothing but zeros; its
   digest and its key fit; SHA-1 and MD5 are refused. One that is broken fails the document.
3. What was appended after a signature is compared object by object with what it covered.
   Archive data and timestamps change nothing (``LTA_UPDATES``). Signatures, filled forms and
   notes leave it open who said them: then a later signature over the whole file has to cover
   them. Anything else changes what people see: ``document_changed``, failed. Bytes that no
   table leads to are compared with nothing: with them, a signature covers the file no more.
4. The proof passes where a signature covers the whole file. Its signer is the issuer; earlier
   ones are facts. Two signers of one whole file cannot be.
5. A document timestamp or one on the signature by an authority among the evidence proves when
   it was there (``wallet.proofs.timestamp_token``). The signer's own date proves nothing.
6. Whose key it is, the certificate shows (``wallet.identifiers.x509``, purpose ``seal``), with
   the revocation lists that the document carries.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wallet.encoding import pdf_file, timestamp
from wallet.errors import ProofFailure
from wallet.limits import LIMITS
from wallet.proofs import pdf_seal
from wallet.proofs.interface import Proven, Setting
from wallet.proofs.pdf_seal import Seal
from wallet.reasons import Reason
from wallet.secured import Secured

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

name = "pdf"
_TALKATIVE = ("pyhanko", "pyhanko_certvalidator")
_MOST_REVISIONS = 60
_UNPACKED = 4
"""How many times its own size a document may unpack to, beyond ``LIMITS.pdf_bytes``."""


def handles(secured: Secured) -> bool:
    """Whether it is a PDF with the mark of a signature."""
    return secured.securing == "pdf_signature"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge every signature of the document.

    Raises:
        ProofFailure: ``signature_invalid``, ``document_changed``, ``malformed_proof``;
            ``document_added_to``, ``not_signed``, ``unsupported_proof``,
            ``unsupported_algorithm``, ``too_complex`` (indeterminate).
    """
    data = secured.data or b""
    _at_most(data.count(b"/ByteRange"), LIMITS.proofs)  # before anything of it is read
    _at_most(int(secured.document.get("values", 0)), LIMITS.pdf_values_sealed)
    opened = _open(data)
    last = opened.reader.xrefs.total_revisions - 1
    if any(one.signed_revision < last for one in opened.signatures):
        _at_most(int(secured.document.get("objects", 0)), LIMITS.pdf_objects_compared)
        _at_most(pdf_file.separators(data), LIMITS.pdf_separators_compared)
    seals = [_judged(one, data, opened, setting) for one in opened.signatures]
    whole = next((one for one in reversed(seals) if one.is_whole), None)
    if whole is None:
        raise _not_covered(seals)
    facts = tuple(one.fact for one in seals)
    return Proven(
        document=_told(secured.document, whole),
        expanded=None,
        proofs=(whole.fact, *(one for one in facts if one is not whole.fact)),
        reason=Reason.DOCUMENT_INTACT,
        issuer=whole.issuer,
    )


def _not_covered(seals: list[Seal]) -> ProofFailure:
    """Rule 4; those that were changed or broken have been told before."""
    if seals:
        return ProofFailure(Reason.DOCUMENT_ADDED_TO, indeterminate=True)
    return ProofFailure(Reason.NOT_SIGNED, indeterminate=True)


def _told(document: Mapping[str, Any], whole: Seal) -> dict[str, Any]:
    """What is said of the document from here on, with who sealed it and when.

    A title that was appended later is the word of whoever appended it.
    """
    told: dict[str, Any] = {**document, "signed_by": whole.signer}
    if told.get("title") != pdf_file.tidy(whole.title):
        told.pop("title", None)
    created: datetime | None = whole.fact.proven_on or whole.fact.created
    return told if created is None else {**told, "signed_on": timestamp.write(created)}


# --- the document --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Opened:
    reader: PdfFileReader
    signatures: list[EmbeddedPdfSignature]
    stamps: list[EmbeddedPdfSignature]
    crls: tuple[bytes, ...]


def _open(data: bytes) -> _Opened:
    """Rule 1."""
    from pyhanko.pdf_utils.decode_limits import (  # noqa: PLC0415 - used on demand
        DecodeLimits,
        DocumentDecodeBudget,
    )
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    for one in _TALKATIVE:  # what a document says is nobody's business in a log
        logging.getLogger(one).setLevel(logging.CRITICAL + 1)
    budget = DocumentDecodeBudget(base_allowance=LIMITS.pdf_bytes, max_ratio=_UNPACKED)
    limits = DecodeLimits(document_budget=budget)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True, decode_limits=limits)
        _at_most(reader.xrefs.total_revisions, _MOST_REVISIONS)
        found = list(reader.embedded_signatures)
        _at_most(len(found), LIMITS.proofs)
        return _Opened(
            reader=reader,
            signatures=[one for one in found if one.sig_object_type == "/Sig"],
            stamps=[one for one in found if one.sig_object_type == "/DocTimeStamp"],
            crls=_carried_lists(reader),
        )
    except ProofFailure:
        raise
    except Exception:  # noqa: BLE001 - the library has many errors of its own for bad bytes
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="pdf") from None


def _at_most(count: int, limit: int) -> None:
    if count > limit:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=limit)


def _carried_lists(reader: PdfFileReader) -> tuple[bytes, ...]:
    """Revocation lists that the document carries for its archive: signed themselves."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore  # noqa: PLC0415
    from pyhanko.sign.validation.errors import NoDSSFoundError  # noqa: PLC0415

    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return ()
    found = [one.get_object().data for one in store.crls[: LIMITS.proofs]]
    return tuple(bytes(one) for one in found)


def _judged(
    signature: EmbeddedPdfSignature, data: bytes, opened: _Opened, setting: Setting
) -> Seal:
    """One signature, with the document timestamps that came after it.

    Raises:
        ProofFailure: it is broken, changed after, or cannot be judged (rules 2 and 3).
    """
    try:
        return pdf_seal.judge(signature, data, setting, stamps=opened.stamps, crls=opened.crls)
    except ProofFailure:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise ProofFailure(
            Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="pdf signature"
        ) from None
