"""One signature in a PDF document; the rules are those of ``wallet.proofs.pdf``."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from wallet.errors import ProofFailure
from wallet.identifiers import VerificationKey, certificates, x509
from wallet.identifiers.certificates import Certificate
from wallet.limits import LIMITS
from wallet.proofs import timestamp_token
from wallet.proofs.interface import ProofFact, Setting, Stamp
from wallet.reasons import Reason
from wallet.report import Outcome

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

PURPOSE = "seal"
_FORMS = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
_PARTS = 4
_BLANKS = b" \t\r\n\f\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A signature that is intact, and how much of the file it covers."""

    fact: ProofFact
    signer: str
    """Whom its certificate names."""
    issuer: str
    """How the signer is named as an issuer."""
    is_whole: bool
    """Whether nothing but archive data was appended after it."""
    title: str | None
    """The document's title as it was signed; archive data may come with another."""


def judge(
    signature: EmbeddedPdfSignature,
    data: bytes,
    setting: Setting,
    *,
    stamps: Sequence[EmbeddedPdfSignature],
    crls: Sequence[bytes],
) -> Seal:
    """A signature that holds.

    Raises:
        ProofFailure: ``signature_invalid``, ``document_changed``, ``malformed_proof``,
            ``weak_key``; ``unsupported_proof`` and ``unsupported_algorithm`` (indeterminate).
    """
    if signature.sig_object.get("/SubFilter") not in _FORMS:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="SubFilter")
    _check_range(signature, data)
    leaf = certificates.read(signature.signer_cert.dump())
    _check_integrity(signature)
    is_whole = _is_whole(signature) and _is_read_to_its_end(signature, data)
    created = _utc(signature.self_reported_timestamp)
    key, reason = _key(signature, leaf, setting, crls)
    fact = ProofFact(
        suite=str(signature.signer_info["signature_algorithm"].signature_algo)[:100],
        outcome=Outcome.PASSED,
        reason=reason,
        verification_method=x509.issuer_id(leaf),
        purpose=setting.purpose,
        key=key,
        created=created,
        certificate=leaf.name,
        stamps=_stamps_of(signature, data, setting, stamps, crls),
    )
    return Seal(
        fact=fact,
        signer=leaf.name,
        issuer=x509.issuer_id(leaf),
        is_whole=is_whole,
        title=_title(signature),
    )


# --- what it covers ------------------------------------------------------------------------


def _check_range(signature: EmbeddedPdfSignature, data: bytes) -> None:
    """Rule 2: from the first byte on, all but the signature itself."""
    found = [int(one) for one in signature.byte_range]
    if len(found) != _PARTS:
        _changed("range")
    begin, before, after, rest = found
    if begin != 0 or not 0 < before < after <= after + rest <= len(data):
        _changed("range")
    gap = data[before:after]
    if gap[:1] != b"<" or gap[-1:] != b">":
        _changed("range")
    try:
        content = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        _changed("range")
    if content != bytes(signature.pkcs7_content):
        _changed("range")
    if content[_length(content) :].strip(b"\0"):
        _changed("padding")


def _length(der: bytes) -> int:
    """How long the DER value at the beginning is."""
    from asn1crypto import parser  # noqa: PLC0415 - used on demand

    _, _, _, header, content, trailer = parser.parse(der, strict=False)
    return len(header) + len(content) + len(trailer)


def _check_integrity(signature: EmbeddedPdfSignature) -> None:
    """Rule 2: digest and key."""
    from pyhanko.sign.validation import generic_cms  # noqa: PLC0415 - used on demand
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415

    if signature.md_algorithm not in timestamp_token.HASHES:
        raise ProofFailure(
            Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=signature.md_algorithm
        )
    actual = signature.compute_digest()
    try:
        intact, valid = generic_cms.validate_sig_integrity(
            signature.signer_info, signature.signer_cert, "data", actual
        )
    except SignatureValidationError:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="signed attributes") from None
    except (NotImplementedError, ValueError):
        raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True) from None
    if not intact or not valid:
        raise ProofFailure(Reason.SIGNATURE_INVALID)


def _is_whole(signature: EmbeddedPdfSignature) -> bool:
    """Rule 3."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    signature.compute_integrity_info()  # type: ignore[no-untyped-call]
    told = signature.summarise_integrity_info()
    found = told["diff_result"]
    if not isinstance(found, DiffResult) or told["docmdp_ok"] is False:
        _changed("update")
    if found.modification_level >= ModificationLevel.OTHER:
        _changed("update")
    if told["coverage"] is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return bool(found.modification_level <= ModificationLevel.LTA_UPDATES)


def _is_read_to_its_end(signature: EmbeddedPdfSignature, data: bytes) -> bool:
    """Rule 3: whether everything behind it is in the updates that were compared.

    What no table of the document leads to was compared with nothing; readers that repair what
    they open find it all the same.
    """
    later: int = signature.reader.xrefs.total_revisions - 1 - signature.signed_revision
    _, _, after, rest = (int(one) for one in signature.byte_range)
    behind = data[after + rest :]
    if later == 0:
        return not behind.strip(_BLANKS)
    return bool(behind.count(b"startxref") == later)


def _title(signature: EmbeddedPdfSignature) -> str | None:
    """What the document called itself when it was signed."""
    from pyhanko.pdf_utils.generic import (  # noqa: PLC0415 - used on demand
        DictionaryObject,
        IndirectObject,
    )

    signed = signature.reader.get_historical_resolver(signature.signed_revision)
    found: Any = signed.trailer_view
    for name in ("/Info", "/Title"):
        if not isinstance(found, DictionaryObject) or name not in found:
            return None
        found = found.raw_get(name)
        if isinstance(found, IndirectObject):
            found = signed.get_object(found.reference)
    return str(found) if isinstance(found, str) else None


def _changed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.DOCUMENT_CHANGED, detail=detail)


# --- who and when --------------------------------------------------------------------------


def _key(
    signature: EmbeddedPdfSignature,
    leaf: Certificate,
    setting: Setting,
    crls: Sequence[bytes],
) -> tuple[VerificationKey | None, Reason]:
    """Rule 6: the key with the path of its certificate; None, and why, where none holds."""
    bag = [leaf.der, *(one.dump() for one in signature.other_embedded_certs)]
    try:
        path = x509.chain(
            bag, setting.evidence, setting.now, purpose=PURPOSE, crls=crls, ended=True
        )
    except ProofFailure as failure:
        return None, Reason(failure.code)
    if not leaf.may_sign_documents:
        return None, Reason.CERTIFICATE_NOT_ALLOWED
    try:
        kind, jwk = certificates.key_of(leaf)
    except ProofFailure:  # a good key of a kind that only certificates have: brainpool, P-521
        kind, jwk = "other", {"kty": "X509", "x": leaf.sha256}
    key = VerificationKey.certified(path, x509.issuer_id(leaf), kind, jwk)
    return key, Reason.SIGNATURE_VALID


def _stamps_of(
    signature: EmbeddedPdfSignature,
    data: bytes,
    setting: Setting,
    stamps: Sequence[EmbeddedPdfSignature],
    crls: Sequence[bytes],
) -> tuple[Stamp, ...]:
    """Rule 5: what timestamps prove."""
    from pyhanko.sign.validation import generic_cms  # noqa: PLC0415 - used on demand

    value = signature.signer_info["signature"].native
    attached = generic_cms.extract_tst_data_iter(signature.signer_info, signed=False)
    found = [
        timestamp_token.proven(token, value, setting.evidence, crls)
        for token in itertools.islice(attached, LIMITS.proofs)
    ]
    for one in stamps:
        if one.signed_revision >= signature.signed_revision:
            covered = _covered(one, data)
            if covered is not None:
                found.append(
                    timestamp_token.proven(one.signed_data, covered, setting.evidence, crls)
                )
    return tuple(one for one in found if one is not None)


def _covered(stamp: EmbeddedPdfSignature, data: bytes) -> bytes | None:
    """What a document timestamp is about; None where it is not the document from its start."""
    try:
        _check_range(stamp, data)
    except ProofFailure:
        return None
    _, before, after, rest = (int(one) for one in stamp.byte_range)
    return data[:before] + data[after : after + rest]


def _utc(moment: datetime | None) -> datetime | None:
    """A date without a zone is taken as UTC: the signer's own word, and no more."""
    if moment is None:
        return None
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return known.astimezone(UTC)
    except OverflowError:  # a zone in which it is before the year 1
        return None
