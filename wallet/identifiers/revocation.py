"""Was a certificate revoked? By the CRLs among the evidence (RFC 5280, section 6.3).

Rules
-----
1. A list counts if it is signed by the authority that issued the certificate, whose key usage
   allows it, and if nothing in it is unknown: an unknown critical extension, an indirect list,
   a delta, or one for some reasons only never shows that nothing was revoked.
2. An entry in such a list revokes, however old the list is; ``removeFromCRL`` does not. Since
   when is for the caller to weigh: it may be after the moment asked about.
3. "Not revoked" needs a list that covers the certificate (its kind and its distribution point),
   begun and not ended at the moment asked about. Without one: ``unknown``, if any of the
   certificates says where its revocation is published; ``not_stated`` if none does.
4. The anchor is trusted by itself and is not looked up.
5. A certificate on hold counts as revoked until a newer list that covers it is silent.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.identifiers import certificates
from wallet.identifiers.certificates import Certificate
from wallet.limits import LIMITS

if TYPE_CHECKING:
    from cryptography import x509

_MOST_LISTS = 1_000
_LONGEST_NAME = 300


class State(StrEnum):
    """What the lists say of a path."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """What the lists say of the certificates of a path."""

    state: State
    since: datetime | None = None
    """When the first of them was revoked (UTC)."""
    certificate: str | None = None
    """Whose certificate was revoked, or is not covered by any list."""
    as_of: datetime | None = None
    """The date of the oldest list relied on (UTC)."""


@dataclass(frozen=True, slots=True)
class _Answer:
    state: State
    since: datetime | None = None
    on_hold: bool = False
    as_of: datetime | None = None


def load(der: bytes) -> x509.CertificateRevocationList:
    """A revocation list.

    Raises:
        InputError: ``malformed_crl`` or ``too_large``.
    """
    from cryptography import x509  # noqa: PLC0415 - used on demand

    if len(der) > LIMITS.input_bytes:
        raise InputError("too_large", limit=LIMITS.input_bytes, size=len(der))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = x509.load_der_x509_crl(der)
            _ = found.extensions, name_of(found), found.last_update_utc, found.next_update_utc
        except Exception:  # noqa: BLE001 - the library has many errors of its own for bad bytes
            raise InputError("malformed_crl") from None
    return found


def name_of(found: x509.CertificateRevocationList) -> str:
    """Whose list it says it is, for people."""
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 - used on demand

    named = found.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    one = str(named[0].value) if len(named) == 1 else found.issuer.rfc4514_string()
    return one[:_LONGEST_NAME]


def revocation_of(
    path: Sequence[Certificate],
    evidence: Evidence,
    at: datetime,
    *,
    carried: Sequence[bytes] = (),
) -> Revocation:
    """What the lists say of a proven path, the signer's certificate first (rules 1 to 5)."""
    bags = tuple(dict.fromkeys([*(one.bytes for one in evidence.crls), *carried]))
    answers = [
        (one, _of(one, issuer, bags[:_MOST_LISTS], at))
        for one, issuer in itertools.pairwise(path)
    ]
    revoked = [(found.since, one, found) for one, found in answers if found.since is not None]
    if revoked:
        since, one, found = min(revoked, key=lambda told: told[0])
        return Revocation(
            state=State.REVOKED, since=since, certificate=one.name, as_of=found.as_of
        )
    for one, found in answers:
        if found.state is State.UNKNOWN:
            return Revocation(state=State.UNKNOWN, certificate=one.name)
    dates = [found.as_of for _, found in answers if found.as_of is not None]
    if not dates:
        return Revocation(state=State.NOT_STATED)
    return Revocation(state=State.GOOD, as_of=min(dates))


def _of(
    one: Certificate, issuer: Certificate, bags: tuple[bytes, ...], at: datetime
) -> _Answer:
    """The answer for one certificate."""
    lists = sorted(_lists_of(issuer, bags), key=lambda found: found.last_update_utc)
    answer: _Answer | None = None
    for found in lists:
        entry = _entry(found, one.serial)
        if entry is not None:
            answer = _Answer(State.REVOKED, *entry, found.last_update_utc)
            if not answer.on_hold:
                return answer
        elif _covers(found, one) and _in_time(found, at):
            answer = _Answer(State.GOOD, as_of=found.last_update_utc)
    if answer is not None:
        return answer
    return _Answer(State.UNKNOWN if one.states_revocation else State.NOT_STATED)


def _lists_of(
    issuer: Certificate, bags: tuple[bytes, ...]
) -> Iterator[x509.CertificateRevocationList]:
    """Rule 1: the lists that this authority signed."""
    for der in bags:
        found = _signed_by(der, issuer.der)
        if found is not None:
            yield found


@lru_cache(maxsize=8)  # a list may be megabytes large
def _signed_by(der: bytes, issuer: bytes) -> x509.CertificateRevocationList | None:
    authority = certificates.read(issuer)
    if authority.key_usage is not None and "crl_sign" not in authority.key_usage:
        return None
    try:
        found = load(der)
    except InputError:
        return None
    parsed = certificates.parsed(issuer)
    if found.issuer != parsed.subject or not _is_strong(found):
        return None
    try:
        is_signed = found.is_signature_valid(parsed.public_key())  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - a kind of key that signs no lists
        return None
    return found if is_signed else None


def _is_strong(found: x509.CertificateRevocationList) -> bool:
    try:
        digest = found.signature_hash_algorithm
    except Exception:  # noqa: BLE001 - an algorithm the library does not know
        return False
    return digest is None or digest.name not in {"md5", "sha1"}  # None: EdDSA has its own


def _entry(found: x509.CertificateRevocationList, serial: int) -> tuple[datetime, bool] | None:
    """Rule 2: since when the certificate stands in the list, and whether only on hold."""
    from cryptography import x509  # noqa: PLC0415 - used on demand

    entry = found.get_revoked_certificate_by_serial_number(serial)
    if entry is None:
        return None
    try:
        reason: Any = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except Exception:  # noqa: BLE001 - none is stated, or what is stated cannot be read
        reason = None
    if reason is x509.ReasonFlags.remove_from_crl:
        return None
    return entry.revocation_date_utc, reason is x509.ReasonFlags.certificate_hold


def _covers(found: x509.CertificateRevocationList, one: Certificate) -> bool:
    """Rules 1 and 3: whether its silence about this certificate says anything."""
    from cryptography import x509  # noqa: PLC0415 - used on demand

    known = (x509.AuthorityKeyIdentifier, x509.CRLNumber, x509.IssuingDistributionPoint)
    if any(ext.critical and not isinstance(ext.value, known) for ext in found.extensions):
        return False
    if any(isinstance(ext.value, x509.DeltaCRLIndicator) for ext in found.extensions):
        return False
    try:
        scope = found.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value
    except x509.ExtensionNotFound:
        return True
    is_of_others = (
        scope.indirect_crl
        or scope.only_some_reasons
        or scope.only_contains_attribute_certs
        or (scope.only_contains_ca_certs and not one.is_authority)
        or (scope.only_contains_user_certs and one.is_authority)
        or scope.relative_name is not None
    )
    return not is_of_others and (scope.full_name is None or _is_at(scope.full_name, one))


def _is_at(names: list[Any], one: Certificate) -> bool:
    """Whether the list's address is one that the certificate names."""
    from cryptography import x509  # noqa: PLC0415 - used on demand

    try:
        points = (
            certificates.parsed(one.der)
            .extensions.get_extension_for_class(x509.CRLDistributionPoints)
            .value
        )
    except x509.ExtensionNotFound:
        return False
    return any(name in names for point in points for name in point.full_name or ())


def _in_time(found: x509.CertificateRevocationList, at: datetime) -> bool:
    """Rule 3; a list without an end says nothing of today."""
    ends = found.next_update_utc
    if ends is None:
        return False
    return found.last_update_utc <= at <= ends
