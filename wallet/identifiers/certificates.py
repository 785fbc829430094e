"""X.509 certificates: read once, strictly, within limits.

Rules
-----
1. One DER encoding, nothing before or behind it, at most ``LIMITS.certificate_bytes``.
2. A certificate that cannot be read in full (a duplicate extension, a name of an unknown kind)
   is ``malformed_proof``; nothing of it is used.
3. Keys that anybody could break are ``weak_key``: RSA under 2048 bits, curves under 256.
4. Names are the certificate's own words: who wrote them is known once a path is proven.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from wallet.errors import ProofFailure
from wallet.identifiers import keys
from wallet.limits import LIMITS
from wallet.reasons import Reason

if TYPE_CHECKING:
    from cryptography import x509

_LONGEST_NAME = 300
"""Characters of a name that are shown or told; certificates have names of under a hundred."""
_MOST_NAMES = 200
_LEAST_RSA_BITS = 2048
_MOST_RSA_BITS = 16384
_LEAST_CURVE_BITS = 256
_ORGANISATION_ID = "2.5.4.97"
_OF_PEOPLE = ("2.5.4.42", "2.5.4.4", "2.5.4.65")
"""Given name, surname and pseudonym: one of them stands in every certificate of a natural
person and in none of an organisation (ETSI EN 319 412-2, 4.2.4, and 412-3, 4.2.1)."""
_NUMBER = "2.5.4.5"
_NUMBER_OF_PEOPLE = re.compile(r"(?:PAS|IDC|PNO|TAX|TIN)[A-Z]{2}-", re.ASCII)
"""How a ``serialNumber`` of a natural person begins (EN 319 412-1, 5.1.3)."""
_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_FOR_SIGNATURES = bytes.fromhex("060704008e46010601")
_FOR_SEALS = bytes.fromhex("060704008e46010602")
"""QcType esign and eseal as DER (EN 319 412-5, 4.2.3)."""


_DOCUMENT_USES = frozenset(
    {
        "2.5.29.37.0",  # any
        "1.3.6.1.5.5.7.3.4",  # mail
        "1.3.6.1.5.5.7.3.36",  # documents (RFC 9336)
        "1.2.840.113583.1.1.5",  # Adobe's
        "1.3.6.1.4.1.311.10.3.12",  # Microsoft's
    }
)
"""Extended uses that let a certificate sign documents; one made for a web site does not."""
_SIGNING_IN = "1.3.6.1.5.5.7.3.2"
"""Cards for people have it beside signing, and nearly every web site beside its own use."""
_WEB_SITE = "1.3.6.1.5.5.7.3.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says, and its bytes."""

    der: bytes = field(repr=False)
    sha256: str
    """Lower-case hex of the DER."""
    serial: int
    subject: str
    """The subject in one line (RFC 4514), for people."""
    issuer: str
    """The issuer in one line, for people."""
    common_name: str | None
    organisation: str | None
    organisation_id: str | None
    """``organizationIdentifier`` (ETSI EN 319 412-1), such as ``VATES-A00000000``."""
    country: str | None
    is_person: bool
    """Whether it is a natural person's: that names an organisation tells for whom they act."""
    begins: datetime
    ends: datetime
    dns_names: tuple[str, ...] = ()
    uris: tuple[str, ...] = ()
    is_authority: bool = False
    """Whether its basic constraints let it issue certificates."""
    key_usage: frozenset[str] | None = None
    """Names of ``cryptography.x509.KeyUsage``; None where it states none."""
    extended_uses: frozenset[str] | None = None
    """Dotted identifiers of its extended key usage; None where it states none."""
    states_revocation: bool = False
    """Whether it says where its revocation is published (CRL or OCSP)."""

    @property
    def may_sign_documents(self) -> bool:
        """Whether its extended uses, if stated, have one that is for documents."""
        uses = self.extended_uses
        if uses is None or uses & _DOCUMENT_USES:
            return True
        return _SIGNING_IN in uses and _WEB_SITE not in uses

    @property
    def name(self) -> str:
        """Who it is about, in the words of whoever issued it."""
        if self.is_person:
            return self.common_name or self.subject
        return self.organisation or self.common_name or self.subject


def read(der: bytes) -> Certificate:
    """A certificate taken apart.

    Raises:
        ProofFailure: ``malformed_proof`` or ``weak_key``.
    """
    return _read(bytes(der))


def parsed(der: bytes) -> x509.Certificate:
    """The library's object of a certificate that ``read`` accepted.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    from cryptography import x509  # noqa: PLC0415 - used on demand
    from cryptography.utils import CryptographyDeprecationWarning  # noqa: PLC0415

    if not der or len(der) > LIMITS.certificate_bytes:
        _malformed()
    with warnings.catch_warnings():
        # What the library will refuse one day (serial numbers below 1) we refuse today.
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        try:
            found = x509.load_der_x509_certificate(der)
            _ = found.extensions, found.subject, found.issuer
        except Exception:  # noqa: BLE001 - the library has many errors of its own for bad bytes
            _malformed()
    return found


def key_of(certificate: Certificate) -> tuple[str, Mapping[str, Any]]:
    """Kind and JWK of its key, for a certificate that signs documents.

    Raises:
        ProofFailure: ``weak_key``, ``unsupported_identifier`` (indeterminate).
    """
    return keys.from_public(parsed(certificate.der).public_key())


@lru_cache(maxsize=4096)  # anchors are read again for every credential
def _read(der: bytes) -> Certificate:
    found = parsed(der)
    _check_key(found)
    try:
        return _taken_apart(der, found)
    except ProofFailure:
        raise
    except Exception:  # noqa: BLE001 - names in encodings that do not hold what they say
        _malformed()


def _taken_apart(der: bytes, found: x509.Certificate) -> Certificate:
    from cryptography import x509  # noqa: PLC0415 - used on demand
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    names = _alternative_names(found)
    constraints = _extension(found, x509.BasicConstraints)
    extended = _extension(found, x509.ExtendedKeyUsage)
    return Certificate(
        der=der,
        sha256=found.fingerprint(SHA256()).hex(),
        serial=found.serial_number,
        subject=found.subject.rfc4514_string()[:_LONGEST_NAME],
        issuer=found.issuer.rfc4514_string()[:_LONGEST_NAME],
        common_name=_part(found.subject, NameOID.COMMON_NAME),
        organisation=_part(found.subject, NameOID.ORGANIZATION_NAME),
        organisation_id=_part(found.subject, x509.ObjectIdentifier(_ORGANISATION_ID)),
        country=_part(found.subject, NameOID.COUNTRY_NAME),
        is_person=is_of_a_person(found),
        begins=found.not_valid_before_utc,
        ends=found.not_valid_after_utc,
        dns_names=tuple(names.get_values_for_type(x509.DNSName)) if names else (),
        uris=tuple(names.get_values_for_type(x509.UniformResourceIdentifier)) if names else (),
        is_authority=constraints is not None and constraints.ca,
        key_usage=_key_usage(found),
        extended_uses=frozenset(one.dotted_string for one in extended) if extended else None,
        states_revocation=_states_revocation(found),
    )


def is_of_a_person(found: x509.Certificate) -> bool:
    """By its subject, or because it is for signatures and not for seals."""
    subject = {one.oid.dotted_string: str(one.value) for one in found.subject}
    if any(one in subject for one in _OF_PEOPLE):
        return True
    stated = _qualified_for(found)
    is_for_people = _FOR_SIGNATURES in stated and _FOR_SEALS not in stated
    return is_for_people or bool(_NUMBER_OF_PEOPLE.match(subject.get(_NUMBER, "")))


def _qualified_for(found: x509.Certificate) -> bytes:
    """Its QcStatements as DER; empty where it has none."""
    stated = (one for one in found.extensions if one.oid.dotted_string == _QC_STATEMENTS)
    return b"".join(one.value.public_bytes() for one in stated)


def _extension(found: x509.Certificate, kind: type[Any]) -> Any:
    from cryptography import x509  # noqa: PLC0415 - used on demand

    try:
        return found.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _alternative_names(found: x509.Certificate) -> Any:
    from cryptography import x509  # noqa: PLC0415 - used on demand

    names = _extension(found, x509.SubjectAlternativeName)
    if names is not None and len(names) > _MOST_NAMES:
        _malformed()
    return names


def _key_usage(found: x509.Certificate) -> frozenset[str] | None:
    from cryptography import x509  # noqa: PLC0415 - used on demand

    usage = _extension(found, x509.KeyUsage)
    if usage is None:
        return None
    uses = ("digital_signature", "content_commitment", "key_cert_sign", "crl_sign")
    return frozenset(one for one in uses if getattr(usage, one))


def _states_revocation(found: x509.Certificate) -> bool:
    from cryptography import x509  # noqa: PLC0415 - used on demand
    from cryptography.x509.oid import AuthorityInformationAccessOID  # noqa: PLC0415

    access = _extension(found, x509.AuthorityInformationAccess)
    asks = access is not None and any(
        one.access_method == AuthorityInformationAccessOID.OCSP for one in access
    )
    return asks or _extension(found, x509.CRLDistributionPoints) is not None


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str | None:
    """The one value of an attribute; several would let each reader see another."""
    found = name.get_attributes_for_oid(oid)
    if len(found) != 1 or not isinstance(found[0].value, str):
        return None
    return found[0].value[:_LONGEST_NAME]


def _check_key(found: x509.Certificate) -> None:
    """Rule 3."""
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa  # noqa: PLC0415

    try:
        key = found.public_key()
    except Exception:  # noqa: BLE001 - unknown kinds, points off their curve, broken numbers
        raise ProofFailure(
            Reason.UNSUPPORTED_IDENTIFIER, indeterminate=True, detail="certificate key"
        ) from None
    is_weak = isinstance(key, dsa.DSAPublicKey)
    if isinstance(key, rsa.RSAPublicKey):
        is_weak = not _LEAST_RSA_BITS <= key.key_size <= _MOST_RSA_BITS
    if isinstance(key, ec.EllipticCurvePublicKey):
        is_weak = key.key_size < _LEAST_CURVE_BITS
    if is_weak:
        raise ProofFailure(Reason.WEAK_KEY, detail="certificate key")


def _malformed() -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail="certificate")
