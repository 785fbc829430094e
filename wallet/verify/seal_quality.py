"""Who sealed, by the certificate, and whether the seal is a qualified one (trust.md D.3).

That the certificate counts at all (its chain, its time) is ``issuer_key``'s finding. What is
asked here is how far its name binds a body; one of which nobody can say that it was not revoked
does not bind strongly. The certificate is judged at the time that a qualified timestamp proves,
else now: another timestamp, or this wallet's own record, may be enough for ``issuer_key`` and
makes no seal a qualified one. A natural person's certificate seals for nobody, whatever
organisation it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from wallet.evidence import Anchor
from wallet.identifiers import certificates
from wallet.identifiers.certificates import Certificate
from wallet.identifiers.revocation import State
from wallet.proofs.interface import ProofFact, Stamp
from wallet.register import SealServiceRow
from wallet.trust.accreditation import Seal, seals
from wallet.verify.case import Case

if TYPE_CHECKING:
    from cryptography import x509

_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_QUALIFIED = bytes.fromhex("060604008e460101")
"""QcCompliance, 0.4.0.1862.1.1, as DER."""
_FOR_SEALS = bytes.fromhex("060704008e46010602")
"""QcType eseal, 0.4.0.1862.1.6.2, as DER."""


def seal_of(fact: ProofFact, case: Case) -> Seal | None:
    """The subject of the certificate that signed; None where there was none."""
    leaf = _leaf(fact)
    if leaf is None:
        return None
    why = seals.why_not_qualified(
        seals.SealCertificate(
            says_qualified=_says_qualified(leaf),
            begins=leaf.begins,
            ends=leaf.ends,
            issued_by=tuple(_issuers(leaf, case)),
            revoked=_revoked(fact),
            unlooked=_is_unlooked(fact),
        ),
        case.now,
        seals.proven_time((_stamp(one, case) for one in fact.stamps), case.now),
    )
    return Seal(
        organization=None if leaf.is_person else leaf.organisation_id,
        name=leaf.name,
        country=leaf.country,
        qualified=why is None,
        why_not=why,
    )


def _leaf(fact: ProofFact) -> Certificate | None:
    if fact.key is not None and fact.key.chain is not None:
        return fact.key.chain.leaf
    return certificates.read(fact.certificates[0]) if fact.certificates else None


def _stamp(stamp: Stamp, case: Case) -> seals.SealStamp:
    """A timestamp with the services that made it, by their own key or one they vouch for."""
    authority = certificates.read(stamp.authority)
    listed = {one.certificate: one for one in _listed(_own_key_id(authority), case)}
    own = [one for der, one in listed.items() if der == authority.der]
    return seals.SealStamp(at=stamp.at, made_by=(*own, *_issuers(authority, case)))


def _revoked(fact: ProofFact) -> datetime | None:
    chain = fact.key.chain if fact.key is not None else None
    return chain.revocation.since if chain is not None else None


def _is_unlooked(fact: ProofFact) -> bool:
    chain = fact.key.chain if fact.key is not None else None
    return chain is not None and chain.revocation.state is State.UNKNOWN


def _says_qualified(leaf: Certificate) -> bool:
    """Whether its QcStatements say: qualified, and for seals."""
    for one in certificates.parsed(leaf.der).extensions:
        if one.oid.dotted_string == _QC_STATEMENTS:
            value = one.value.public_bytes()
            return _QUALIFIED in value and _FOR_SEALS in value
    return False


def _issuers(leaf: Certificate, case: Case) -> Iterator[SealServiceRow]:
    """Services of trusted lists whose key signed the certificate."""
    from cryptography import x509  # noqa: PLC0415 - used on demand

    signed = certificates.parsed(leaf.der)
    try:
        found = signed.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier)
    except x509.ExtensionNotFound:
        return
    key_id = found.value.key_identifier
    for row in () if key_id is None else _listed(key_id.hex(), case):
        if _signed(signed, row.certificate):
            yield row


def _listed(key_id: str, case: Case) -> Iterator[SealServiceRow]:
    """Services with this key, of lists that count."""
    for register in case.evidence.registers:
        for row in register.seal_services(key_id):
            is_real = case.evidence.allow_test_keys or not row.source.sandbox
            if row.source.confirmed and is_real:
                yield row


def is_withdrawn(anchor: Anchor, case: Case) -> bool:
    """Whether a newer list than the one that made it an anchor lets no path end there."""
    one = certificates.read(anchor.certificate)
    rows = [row for row in _listed(_own_key_id(one), case) if row.certificate == one.der]
    newest = seals.newest_told(rows)
    return bool(newest) and not any(seals.may_anchor(row) for row in newest)


def _own_key_id(one: Certificate) -> str:
    from cryptography import x509  # noqa: PLC0415 - used on demand

    public = certificates.parsed(one.der).public_key()
    return x509.SubjectKeyIdentifier.from_public_key(public).digest.hex()


def _signed(signed: x509.Certificate, authority: bytes) -> bool:
    try:
        signed.verify_directly_issued_by(certificates.parsed(authority))
    except Exception:  # noqa: BLE001 - the library has errors of its own for wrong signatures
        return False
    return True
