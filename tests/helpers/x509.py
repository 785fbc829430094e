"""A test authority: makes roots, intermediates, signers and revocation lists in a line each.

What is said of a certificate is what a test wants to get wrong: every rule can be broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.helpers.said import NOW
from wallet.evidence import Anchor, Evidence, Origin, RevocationList, Source

Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey

YEAR = timedelta(days=365)
BEGINS = NOW - 2 * YEAR
ENDS = NOW + 2 * YEAR
_serials = iter(range(1000, 10**9))


def new_key(kind: str = "P-256") -> Key:
    """A private key: ``P-256``, ``P-384``, ``Ed25519`` or ``RSA``."""
    match kind:
        case "P-256":
            return ec.generate_private_key(ec.SECP256R1())
        case "P-384":
            return ec.generate_private_key(ec.SECP384R1())
        case "Ed25519":
            return ed25519.Ed25519PrivateKey.generate()
        case _:
            return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a certificate is to say; the defaults make a good one."""

    name: str = "Example University"
    organisation: str | None = "Example University"
    organisation_id: str | None = None
    country: str | None = "FI"
    given_name: str | None = None
    surname: str | None = None
    number: str | None = None
    """``serialNumber`` of the subject."""
    begins: datetime = BEGINS
    ends: datetime = ENDS
    dns: Sequence[str] = ()
    uris: Sequence[str] = ()
    is_authority: bool | None = None
    """None: no basic constraints at all."""
    path_length: int | None = None
    uses: frozenset[str] | None = frozenset({"digital_signature"})
    """Key usages; None: not stated."""
    extended: Sequence[str] = ()
    crl_at: str | None = None
    digest: hashes.HashAlgorithm | None = field(default_factory=hashes.SHA256)
    extensions: Sequence[tuple[x509.ExtensionType, bool]] = ()
    """More of them, with whether each is critical."""
    serial: int | None = None


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A certificate and its key, with all above it."""

    certificate: x509.Certificate
    key: Any
    above: tuple[Identity, ...] = ()
    """Its issuer first, the root last; empty for a root."""

    @property
    def der(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate as text."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def bag(self) -> list[bytes]:
        """What a signer sends along: all but the root."""
        return [self.der, *(one.der for one in self.above[:-1])]

    def with_sha_1(self) -> Identity:
        """The same, signed with SHA-1, which the library does not do any more (RSA issuers)."""
        issuer = self.above[0] if self.above else self
        sha_256, sha_1 = (bytes.fromhex("2a864886f70d0101" + end) for end in ("0b", "05"))
        tbs = self.certificate.tbs_certificate_bytes.replace(sha_256, sha_1)
        signed = issuer.key.sign(tbs, padding.PKCS1v15(), hashes.SHA1())
        whole = self.der.replace(self.certificate.tbs_certificate_bytes, tbs)
        whole = whole.replace(sha_256, sha_1).replace(self.certificate.signature, signed)
        return replace(self, certificate=x509.load_der_x509_certificate(whole))

    @property
    def root(self) -> Identity:
        """The one at the top."""
        return self.above[-1] if self.above else self

    def issue(self, wanted: Wanted = Wanted(), key: Any = None) -> Identity:
        """A certificate by this one."""
        own = key or new_key()
        made = _build(wanted, own.public_key(), self.certificate.subject, self)
        return Identity(certificate=made, key=own, above=(self, *self.above))

    def authority(self, wanted: Wanted | None = None, **changed: Any) -> Identity:
        """An intermediate authority by this one."""
        stated = wanted or Wanted(
            name="Example Issuing Authority",
            organisation="Example Trust Services",
            is_authority=True,
            uses=frozenset({"key_cert_sign", "crl_sign"}),
        )
        return self.issue(replace(stated, **changed))

    def revocation_list(
        self,
        *revoked: tuple[int, datetime],
        begins: datetime = NOW - timedelta(days=1),
        ends: datetime | None = NOW + timedelta(days=6),
        reason: x509.ReasonFlags | None = None,
        extensions: Sequence[tuple[x509.ExtensionType, bool]] = (),
        signed_by: Identity | None = None,
    ) -> bytes:
        """A revocation list (DER) of (serial number, since when)."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(begins).next_update(ends or begins + YEAR)
        for serial, since in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial)
            entry = entry.revocation_date(since)
            if reason is not None:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        for value, critical in extensions:
            builder = builder.add_extension(value, critical=critical)
        key = (signed_by or self).key
        return builder.sign(key, _digest(key, hashes.SHA256())).public_bytes(Encoding.DER)


def root(wanted: Wanted | None = None, *, kind: str = "P-256", **changed: Any) -> Identity:
    """A root authority, signed by itself."""
    stated = wanted or Wanted(
        name="Example Root",
        organisation="Example Trust Services",
        is_authority=True,
        uses=frozenset({"key_cert_sign", "crl_sign"}),
    )
    stated = replace(stated, **changed)
    key = new_key(kind)
    made = _build(stated, key.public_key(), None, None, key)
    return Identity(certificate=made, key=key)


def anchors(
    *trusted: Identity,
    purpose: str = "any",
    source: Source = Source.CALLER,
    crls: Sequence[bytes] = (),
) -> Evidence:
    """Evidence in which these are trusted, and these lists held."""
    origin = Origin(source=source, name="anchors.pem", sha256="00" * 32, received_at=NOW)
    return Evidence(
        anchors=tuple(
            Anchor(certificate=one.der, origin=origin, purpose=purpose) for one in trusted
        ),
        crls=tuple(RevocationList(bytes=one, origin=origin) for one in crls),
    )


def _build(
    wanted: Wanted, public: Any, issuer: x509.Name | None, by: Identity | None, own: Any = None
) -> x509.Certificate:
    subject = _name(wanted)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(public)
        .serial_number(wanted.serial or next(_serials))
        .not_valid_before(wanted.begins)
        .not_valid_after(wanted.ends)
    )
    for value, critical in (*_extensions(wanted), *wanted.extensions):
        builder = builder.add_extension(value, critical=critical)
    key = by.key if by is not None else own
    return builder.sign(key, _digest(key, wanted.digest))


def _digest(key: Any, digest: hashes.HashAlgorithm | None) -> Any:
    return None if isinstance(key, ed25519.Ed25519PrivateKey) else digest


def _name(wanted: Wanted) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, wanted.country),
        (NameOID.ORGANIZATION_NAME, wanted.organisation),
        (NameOID.ORGANIZATION_IDENTIFIER, wanted.organisation_id),
        (NameOID.GIVEN_NAME, wanted.given_name),
        (NameOID.SURNAME, wanted.surname),
        (NameOID.SERIAL_NUMBER, wanted.number),
        (NameOID.COMMON_NAME, wanted.name),
    )
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text])


def _extensions(wanted: Wanted) -> list[tuple[x509.ExtensionType, bool]]:
    found: list[tuple[x509.ExtensionType, bool]] = []
    if wanted.is_authority is not None:
        told = x509.BasicConstraints(ca=wanted.is_authority, path_length=wanted.path_length)
        found.append((told, True))
    if wanted.uses is not None:
        names = ("digital_signature", "content_commitment", "key_encipherment")
        names += ("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
        stated = {name: name in wanted.uses for name in names}
        found.append((x509.KeyUsage(**stated, encipher_only=False, decipher_only=False), True))
    if wanted.extended:
        uses = [x509.ObjectIdentifier(one) for one in wanted.extended]
        found.append((x509.ExtendedKeyUsage(uses), False))
    names = [x509.DNSName(one) for one in wanted.dns]
    names += [x509.UniformResourceIdentifier(one) for one in wanted.uris]
    if names:
        found.append((x509.SubjectAlternativeName(names), False))
    if wanted.crl_at is not None:
        at = [x509.UniformResourceIdentifier(wanted.crl_at)]
        point = x509.DistributionPoint(
            full_name=at, relative_name=None, reasons=None, crl_issuer=None
        )
        found.append((x509.CRLDistributionPoints([point]), False))
    return found
