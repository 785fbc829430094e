"""Paths of X.509 certificates (RFC 5280) from a signer to an anchor among the evidence.

Steps
-----
1. What was sent along is a bag of certificates with the signer's first; they are read strictly
   (``wallet.identifiers.certificates``), at most ``LIMITS.certificates`` of them.
2. Paths are searched from the signer upwards, by name, key identifier and signature, to an
   anchor that the person or a trust list vouches for; what came with the credential never is
   one. Depth and the number of signatures tried are bounded: loops and ladders end there.
3. A path is validated by pyhanko-certvalidator at a moment when all of it was valid:
   signatures, basic constraints, path lengths, name constraints (the anchor's too), policies,
   key usage, critical extensions. MD5 and SHA-1 are refused. Nothing is fetched.
4. The signer's certificate may sign documents: its key usage, if stated, says so, and it is no
   authority's, unless it is the one that was vouched for.
5. Revocation is looked up in the CRLs among the evidence (``wallet.identifiers.revocation``).
   What a revocation or an end means for what was signed is ``issuer_key``'s question.

A path shows which names an authority has put to a key. Whether that authority is one to ask is
said by whoever put its certificate among the evidence.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from wallet.errors import ProofFailure
from wallet.evidence import Anchor, Evidence, Source
from wallet.identifiers import certificates
from wallet.identifiers.certificates import Certificate
from wallet.identifiers.revocation import Revocation, revocation_of
from wallet.limits import LIMITS
from wallet.reasons import Reason

if TYPE_CHECKING:
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator.authority import TrustAnchor

ANY = "any"
_BY_CERTIFICATE = "x509:sha256:"
_MOST_TRIES = 64
"""Signatures of certificates tried for one path; real paths need three."""
_Index: TypeAlias = dict[str, tuple[tuple[Certificate, Anchor], ...]]
_MAY_SIGN = frozenset({"digital_signature", "content_commitment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A proven path from a signer's certificate to an anchor."""

    certificates: tuple[Certificate, ...]
    """The signer's first, the anchor's last; the same one where the signer itself is pinned."""
    anchor: Anchor
    begins: datetime
    """From when on all of them were valid (UTC)."""
    ends: datetime
    """When the first of them ends (UTC)."""
    revocation: Revocation

    @property
    def leaf(self) -> Certificate:
        """The signer's certificate."""
        return self.certificates[0]


def chain(
    bag: Sequence[bytes],
    evidence: Evidence,
    at: datetime,
    *,
    purpose: str = ANY,
    crls: Sequence[bytes] = (),
    ended: bool = False,
) -> Chain:
    """The path of the first certificate in ``bag`` to an anchor.

    Args:
        bag: certificates in DER, the signer's first.
        evidence: its ``anchors`` and ``crls``.
        at: the moment at which the path has to be valid.
        purpose: what the anchor has to be good for.
        crls: revocation lists (DER) that came along with the signature: signed, so usable.
        ended: also a path that is not valid at ``at``, for callers that judge ``begins`` and
            ``ends`` themselves. ``revocation`` is always theirs to judge.

    Raises:
        ProofFailure: ``certificate_not_anchored``, ``certificate_not_allowed``,
            ``certificate_out_of_dates``, ``unsupported_identifier``, ``too_complex``
            (indeterminate: a path that does not hold shows nothing of whose key it is);
            ``malformed_proof`` and ``weak_key`` of the signer's own certificate.
    """
    known = _read(bag)
    best = _best(_paths(known, evidence, purpose), known[0], at)
    usage = known[0].key_usage
    if usage is not None and not usage & _MAY_SIGN:
        raise _not_allowed("key usage")
    if signs_as_authority(best.certificates):
        raise _not_allowed("authority")
    if not ended and not best.holds_at(at):
        raise ProofFailure(
            Reason.CERTIFICATE_OUT_OF_DATES, indeterminate=True, certificate=known[0].name
        )
    return Chain(
        certificates=best.certificates,
        anchor=best.anchor,
        begins=best.begins,
        ends=best.ends,
        revocation=revocation_of(best.certificates, evidence, at, carried=crls),
    )


def signs_as_authority(path: Sequence[Certificate]) -> bool:
    """Whether the signer issues certificates, and was not itself vouched for (step 4)."""
    return path[0].is_authority and len(path) > 1


def items_of(certificate: bytes, evidence: Evidence) -> tuple[Anchor, ...]:
    """All that vouch for a certificate (DER), for whatever it may vouch."""
    return _by_certificate(_Anchors(evidence.anchors)).get(certificate, ())


def compared(evidence: Evidence) -> tuple[Anchor, ...]:
    """Anchors that somebody compared; the same object each time, by which paths are known."""
    return _compared(_Anchors(evidence.anchors))


def issuer_id(leaf: Certificate) -> str:
    """How a signer is named where nothing but its certificate names it."""
    return f"{_BY_CERTIFICATE}{leaf.sha256}"


def is_by_certificate(issuer: str) -> bool:
    """Whether this names a signer by its certificate alone."""
    return issuer.startswith(_BY_CERTIFICATE)


def _read(bag: Sequence[bytes]) -> list[Certificate]:
    """Step 1; what cannot be read of the others is no part of any path."""
    if not bag:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="certificate")
    if len(bag) > LIMITS.certificates:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.certificates)
    known = [certificates.read(bag[0])]
    for one in bag[1:]:
        with suppress(ProofFailure):
            known.append(certificates.read(one))
    return known


@dataclass(frozen=True, slots=True)
class _Path:
    certificates: tuple[Certificate, ...]
    anchor: Anchor

    @property
    def begins(self) -> datetime:
        return max(one.begins for one in self.certificates)

    @property
    def ends(self) -> datetime:
        return min(one.ends for one in self.certificates)

    def holds_at(self, at: datetime) -> bool:
        return self.begins <= at <= self.ends


# --- the search ----------------------------------------------------------------------------


def _best(paths: Iterable[_Path], leaf: Certificate, at: datetime) -> _Path:
    """The first path that is valid at the moment, else the one that was valid last."""
    found: list[_Path] = []
    failures: list[ProofFailure] = []
    for path in paths:
        try:
            _validate(path)
        except ProofFailure as failure:
            failures.append(failure)
            continue
        if path.holds_at(at):
            return path
        found.append(path)
    if not found:
        raise failures[0] if failures else _not_anchored(leaf)
    return max(found, key=lambda path: path.ends)


def _paths(known: list[Certificate], evidence: Evidence, purpose: str) -> Iterator[_Path]:
    """Step 2: every path within bounds, those with fewer certificates first."""
    anchors = _by_subject(_Anchors(evidence.anchors), purpose)
    leaf, tries = known[0], 0
    itself = [anchor for own, anchor in anchors.get(leaf.subject, ()) if own == leaf]
    yield from (_Path((leaf,), anchor) for anchor in itself[:1])
    waiting: list[tuple[Certificate, ...]] = [(leaf,)]
    while waiting:
        path = waiting.pop(0)
        for one, vouched in _above(path, known, anchors):
            tries += 1
            if tries > _MOST_TRIES:
                return
            if not _issued(one, path[-1]):
                continue
            if vouched is not None:
                yield _Path((*path, one), vouched)
            elif len(path) < LIMITS.certificates:
                waiting.append((*path, one))


def _above(
    path: tuple[Certificate, ...], known: list[Certificate], anchors: _Index
) -> Iterator[tuple[Certificate, Anchor | None]]:
    """Who may have issued the last one, by name: anchors, then what was sent along."""
    wanted = path[-1].issuer
    for one, anchor in anchors.get(wanted, ()):
        if one not in path:
            yield one, anchor
    for one in known[1:]:
        if one.subject == wanted and one not in path:
            yield one, None


class _Anchors:
    """The anchors of an evidence, known by being that very tuple.

    Trusted lists have thousands of them; comparing them one by one would take longer than
    looking for a path.
    """

    def __init__(self, every: tuple[Anchor, ...]) -> None:
        self.every = every

    def __hash__(self) -> int:
        return id(self.every)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Anchors) and self.every is other.every


@lru_cache(maxsize=8)
def _by_subject(anchors: _Anchors, purpose: str) -> _Index:
    """Those that may vouch for a purpose, by the names of their certificates."""
    found: _Index = {}
    for anchor in anchors.every:
        if anchor.purpose not in (ANY, purpose) or anchor.origin.source is Source.CARRIED:
            continue
        try:
            one = certificates.read(anchor.certificate)
        except ProofFailure:  # refused when it was read as evidence; never believed here
            continue
        found[one.subject] = (*found.get(one.subject, ()), (one, anchor))
    return found


@lru_cache(maxsize=8)
def _by_certificate(anchors: _Anchors) -> dict[bytes, tuple[Anchor, ...]]:
    found: dict[bytes, tuple[Anchor, ...]] = {}
    for one in anchors.every:
        if one.origin.source is not Source.CARRIED:
            found[one.certificate] = (*found.get(one.certificate, ()), one)
    return found


@lru_cache(maxsize=8)
def _compared(anchors: _Anchors) -> tuple[Anchor, ...]:
    if all(one.origin.confirmed for one in anchors.every):
        return anchors.every
    return tuple(one for one in anchors.every if one.origin.confirmed)


def _issued(authority: Certificate, one: Certificate) -> bool:
    """Whether the authority's key signed this certificate, under its name."""
    return _signed(authority.der, one.der)


@lru_cache(maxsize=512)
def _signed(authority: bytes, one: bytes) -> bool:
    issuer, subject = certificates.parsed(authority), certificates.parsed(one)
    try:
        subject.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - wrong key, wrong name, an algorithm it does not know
        return False
    return True


def _not_anchored(leaf: Certificate) -> ProofFailure:
    return ProofFailure(
        Reason.CERTIFICATE_NOT_ANCHORED,
        indeterminate=True,
        certificate=leaf.name,
        authority=leaf.issuer,
    )


# --- the rules -----------------------------------------------------------------------------


def _validate(path: _Path) -> None:
    """Step 3.

    Raises:
        ProofFailure: ``certificate_not_allowed``, or ``certificate_out_of_dates`` where no
            moment is within the dates of all of them (both indeterminate).
    """
    if path.begins > path.ends:
        raise ProofFailure(Reason.CERTIFICATE_OUT_OF_DATES, indeterminate=True)
    *below, top = path.certificates
    if not below:
        return  # the signer itself is trusted
    if not top.is_authority or not _may_issue(top):
        raise _not_allowed("anchor")
    broken = _broken_rule(tuple(one.der for one in path.certificates), path.ends)
    if broken is not None:
        raise _not_allowed(broken)


@lru_cache(maxsize=256)  # one path stands behind all credentials of an issuer
def _broken_rule(path: tuple[bytes, ...], at: datetime) -> str | None:
    """What the library says is wrong with a path, the signer's certificate first."""
    from asn1crypto import x509 as asn1  # noqa: PLC0415 - used on demand
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415
    from pyhanko_certvalidator.path import ValidationPath  # noqa: PLC0415
    from pyhanko_certvalidator.validate import async_validate_path  # noqa: PLC0415

    try:
        loaded = [asn1.Certificate.load(one, strict=True) for one in path]
        whole = ValidationPath(_root(loaded[-1]), loaded[-2:0:-1], loaded[0])
        context = ValidationContext(trust_roots=[loaded[-1]], moment=at, allow_fetching=False)
        _finish(async_validate_path(context, whole))
    except Exception as error:  # noqa: BLE001 - the library has errors of its own for bad bytes
        return type(error).__name__
    return None


def _not_allowed(detail: str) -> ProofFailure:
    return ProofFailure(Reason.CERTIFICATE_NOT_ALLOWED, indeterminate=True, detail=detail)


def _root(anchor: asn1.Certificate) -> TrustAnchor:
    """The anchor with its own name constraints and path length, but any policy.

    Which policies a path has to follow is for whoever relies on them; the issuers of
    credentials state their own, and the authorities above them others.
    """
    from pyhanko_certvalidator.authority import (  # noqa: PLC0415 - used on demand
        CertTrustAnchor,
        derive_quals_from_cert,
    )
    from pyhanko_certvalidator.name_trees import default_permitted_subtrees  # noqa: PLC0415

    told = derive_quals_from_cert(anchor)
    rules = told.standard_parameters
    if rules is not None:
        allowed = {**default_permitted_subtrees(), **(rules.initial_permitted_subtrees or {})}
        rules = replace(
            rules,
            initial_permitted_subtrees=allowed,  # kinds of names that it does not speak of
            user_initial_policy_set=frozenset({"any_policy"}),
            initial_explicit_policy=False,
        )
    return CertTrustAnchor(anchor, quals=replace(told, standard_parameters=rules))


def _may_issue(authority: Certificate) -> bool:
    return authority.key_usage is None or "key_cert_sign" in authority.key_usage


def _finish(work: Coroutine[Any, Any, Any]) -> None:
    """Run what is only written as if it waited: without fetching it never does.

    No event loop is made: one opens sockets.
    """
    try:
        work.send(None)
    except StopIteration:
        return
    finally:
        work.close()
    raise RuntimeError("the path was not validated")  # pragma: no cover - it never waits
