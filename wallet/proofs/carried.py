"""Whose key signed a token, and keys that it brings along: ``jwk`` and ``x5c`` of its header.

Rules
-----
1. A ``jwk`` shows that somebody signed, not who: ``unbound``.
2. The first certificate of ``x5c`` holds the key. Where its path leads to an anchor among the
   evidence (``wallet.identifiers.x509``), its names count, and nothing else: the key is that of
   the issuer named in the token if the certificate's alternative names have that issuer's exact
   URL, or the host of its https URL. No wildcard counts.
3. A certificate that names others is somebody else's key; one that names no URL and no host at
   all does not say whose: ``certificate_not_bound``. Where the token names no issuer, the
   certificate's subject is the issuer (SD-JWT VC).
4. A path that leads nowhere leaves the key ``unbound``, with the reason why.
5. Both in one header have to be one key.
6. What evidence lists for the issuer outranks all of this: the token may not choose. Where
   documents of the issuer are known, and none of their keys signed, no certificate does either.
7. The extended uses of a certificate, if stated, have one for documents or for mdocs: the key
   of an issuer's web site signs no credential.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wallet.errors import ProofFailure
from wallet.identifiers import VerificationKey, certificates, find_key, keys, unbound, x509
from wallet.identifiers.certificates import Certificate
from wallet.identifiers.documents import documents_of, methods_for
from wallet.limits import LIMITS
from wallet.proofs.compact import malformed
from wallet.proofs.interface import Setting
from wallet.reasons import Reason

MDOC_USE = "1.0.18013.5.1.2"
"""Signers of mdocs (ISO 18013-5, B.1.4), who sign tokens with the same certificate."""
PURPOSE = "credential"
"""What an anchor has to be good for to vouch for a signer of tokens."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Whose key signed a token: one that evidence lists, or one that came along."""

    method: str | None
    """The verification method; None where nothing names one."""
    key: VerificationKey
    reason: Reason = Reason.SIGNATURE_VALID
    header: str | None = None
    """Which header the key came from, where evidence lists none."""
    certificate: str | None = None
    """Whom its certificate names."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A key that came along, and what is known of whose it is."""

    key: VerificationKey
    reason: Reason
    """``signature_valid`` where it is shown to be somebody's, else why it is not."""
    header: str
    """``jwk`` or ``x5c``."""
    certificate: str | None = None
    """Whom the certificate names."""

    @property
    def is_bound(self) -> bool:
        """Whether anything but the token says whose it is."""
        return self.reason is Reason.SIGNATURE_VALID

    def as_signer(self, method: str | None) -> SignedBy:
        """As the key that signed; ``method`` is what the token calls it."""
        named = self.key.method_id if self.is_bound else method
        return SignedBy(named, self.key, self.reason, self.header, self.certificate)


def listed(method: str | None, setting: Setting) -> VerificationKey:
    """The key that evidence lists under that verification method.

    Raises:
        ProofFailure: ``key_not_found`` (indeterminate) where the token names none, and see
            ``wallet.identifiers.find_key``.
    """
    if method is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="kid")
    return find_key(method, setting.evidence)


def carried(
    header: Mapping[str, Any],
    method: str | None,
    issuer: str | None,
    setting: Setting,
    *,
    of_site: bool = False,
) -> Carried | None:
    """The key in a header; None where there is none.

    ``of_site``: that of a web site will do, for what a site asks and no credential.

    Raises:
        ProofFailure: ``malformed_proof``, ``weak_key``, ``unsupported_identifier``
            (indeterminate).
    """
    if "x5c" not in header:
        if "jwk" not in header:
            return None
        return Carried(
            unbound(method or "", *keys.from_jwk(header["jwk"])), Reason.UNBOUND, "jwk"
        )
    bag = certificates_in(header["x5c"])
    leaf, kind, jwk = _leaf(bag[0])
    if "jwk" in header and keys.from_jwk(header["jwk"])[1] != jwk:  # rule 5
        malformed("x5c")
    lone = unbound(method or "", kind, jwk)
    if issuer is not None and documents_of(issuer, setting.evidence):  # rule 6
        own = _listed_as(jwk, issuer, setting)
        reason = Reason.UNBOUND if own is None else Reason.SIGNATURE_VALID
        return Carried(own or lone, reason, "x5c", leaf.name)
    try:
        found = certified(bag, issuer, setting, of_site=of_site)
    except ProofFailure as failure:
        return Carried(lone, Reason(failure.code), "x5c", leaf.name)
    if found is None:
        return Carried(lone, Reason.CERTIFICATE_NOT_BOUND, "x5c", leaf.name)
    return Carried(found, Reason.SIGNATURE_VALID, "x5c", leaf.name)


def _listed_as(jwk: Mapping[str, Any], issuer: str, setting: Setting) -> VerificationKey | None:
    """The key of a certificate as the issuer's documents list it; None where they do not."""
    for method in methods_for(issuer, setting.purpose, setting.evidence):
        with suppress(ProofFailure):
            found = find_key(method, setting.evidence)
            if found.jwk == jwk:
                return found
    return None


def certificates_in(chain: Any) -> list[bytes]:
    """The certificates of an ``x5c`` header (RFC 7515, section 4.1.6).

    Raises:
        ProofFailure: ``malformed_proof``, ``too_complex`` (indeterminate).
    """
    if not isinstance(chain, list) or not chain:
        malformed("x5c")
    if len(chain) > LIMITS.certificates:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.certificates)
    found = []
    for one in chain:
        if not isinstance(one, str) or len(one) > LIMITS.certificate_bytes * 4 // 3 + 4:
            malformed("x5c")
        try:
            found.append(base64.b64decode(one, validate=True))
        except (binascii.Error, ValueError):
            malformed("x5c")
    return found


def certified(
    bag: list[bytes],
    issuer: str | None,
    setting: Setting,
    purpose: str = PURPOSE,
    *,
    of_site: bool = False,
) -> VerificationKey | None:
    """The signer's key by a proven path; None where no name of it is the issuer's (rule 3).

    Raises:
        ProofFailure: see ``wallet.identifiers.x509.chain``; ``certificate_not_allowed``
            (rule 7).
    """
    path = x509.chain(bag, setting.evidence, setting.now, purpose=purpose, ended=True)
    if not of_site and not may_sign(path.leaf):
        raise ProofFailure(Reason.CERTIFICATE_NOT_ALLOWED, indeterminate=True, detail="uses")
    names = (*path.leaf.uris, *path.leaf.dns_names)
    if issuer is not None and not names:
        return None
    named = (
        issuer
        if issuer is not None and _is_named(issuer, path.leaf)
        else x509.issuer_id(path.leaf)
    )
    return VerificationKey.certified(path, named, *certificates.key_of(path.leaf))


def may_sign(leaf: Certificate) -> bool:
    """Rule 7."""
    return leaf.may_sign_documents or MDOC_USE in (leaf.extended_uses or ())


def _is_named(issuer: str, leaf: Certificate) -> bool:
    """Rule 2."""
    if issuer in leaf.uris:
        return True
    try:
        parts = urlsplit(issuer)
        host = parts.hostname
    except ValueError:
        return False
    is_plain = parts.scheme == "https" and "@" not in parts.netloc and host is not None
    return is_plain and host in {one.lower() for one in leaf.dns_names}


def _leaf(der: bytes) -> tuple[Certificate, str, Mapping[str, Any]]:
    try:
        leaf = certificates.read(der)
        return leaf, *certificates.key_of(leaf)
    except ProofFailure as failure:
        if failure.code == Reason.MALFORMED_PROOF:
            malformed("x5c")
        raise
