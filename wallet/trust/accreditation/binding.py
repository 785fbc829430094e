"""From a key to a body: which paths there are, and how far each can be relied on (D.3).

Rules
-----
B1. The organizationIdentifier of a seal names its body: strongly where the certificate is
    qualified for seals in its time, else, under an accepted anchor, at medium strength.
B2. did:ebsi binds where the register lists that DID, and strongly.
B3. did:web binds the body whose registered domain or website is exactly its host; a host below
    or above it is somebody else's.
B4. A DID with a path or a port, or anything else than a plain host, never inherits its host's
    body: ``did:web:uni.example:~someone``.
B5. Hosts under which anybody gets a place, and public suffixes, never stand for a body.
B6. A row that pins this identifier to a body binds: strongly for did:web, did:ebsi and proven
    federation members, at medium strength for did:key, did:jwk and keys by thumbprint.
B7. Where a row pins keys, another key of the same name is not bound.
B8. A list that only *names* an issuer (name and country) lends medium strength to identifiers
    in the credential that name the same body, and nothing without them.
B9. The strongest consistent path wins: two bodies at that strength are a conflict.
B10. Where no register knows the key, a signed accreditation of it that chains to a pinned root
    makes it the body that was accredited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from wallet.register import InstitutionRow, IssuerRow, RegisterSource
from wallet.register.names import host_key, name_key
from wallet.trust.accreditation import hosting, identifiers
from wallet.trust.accreditation.believed import Believed, speaks_of
from wallet.trust.accreditation.question import Body, Question, Seal, Signer, Strength

_WEB = "did:web:"
_STRONG_WHEN_PINNED = ("did:web:", "did:ebsi:")
_FEDERATION = "oidf"
_HOST = re.compile(r"[A-Za-z0-9.-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way from the key to a body."""

    kind: str
    """``seal``, ``did_ebsi``, ``did_web``, ``pinned``, ``federation``, ``thumbprint``,
    ``issuer_list`` or ``accreditation``."""
    strength: Strength
    body: InstitutionRow
    identifier: str
    source: RegisterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What the key is bound to."""

    best: Path | None = None
    conflict: tuple[Path, ...] = ()
    """Paths of equal strength to different bodies (B9)."""


def bind(believed: Believed, question: Question) -> Bound:
    """The body that this key stands for, as far as registers show it."""
    found = tuple(_paths(believed, question.signer, question.issuer))
    return choose(believed, found or tuple(_by_accreditation(question)))


def choose(believed: Believed, paths: tuple[Path, ...]) -> Bound:
    """B9."""
    if not paths:
        return Bound()
    top = strongest(paths)
    if agree(believed, top):
        return Bound(best=top[0])
    return Bound(conflict=top)


def strongest(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """B9."""
    best = max(one.strength for one in paths)
    return tuple(one for one in paths if one.strength is best)


def agree(believed: Believed, paths: tuple[Path, ...]) -> bool:
    """Whether all of these lead to one body."""
    known = aliases(believed, paths[0].body)
    return all(one.body.id in known for one in paths)


_SAME_IN_ANY = ("deqarinst", "eter", "did_ebsi", "ror")
"""Schemes that name a body and not its legal entity, by which registers are matched."""


def aliases(believed: Believed, body: InstitutionRow) -> frozenset[str]:
    """Ids under which registers know the same body."""
    if body.id in believed.same:
        return believed.same[body.id]
    found = {body.id}
    for one in believed.identifiers(body.id):
        if one.scheme in _SAME_IN_ANY:
            same = believed.institutions_by(one.scheme, one.value)
            found |= {row.id for row in same if in_one_country(row, body)}
    return believed.same.setdefault(body.id, frozenset(found))


def in_one_country(one: InstitutionRow, other: InstitutionRow) -> bool:
    """S3: a list could else make a body of its own country another one abroad."""
    return None in (one.country, other.country) or one.country == other.country


def named_by_identifiers(believed: Believed, body: Body) -> tuple[InstitutionRow, ...]:
    """Bodies that identifiers in the credential name: weak on their own."""
    found: dict[str, InstitutionRow] = {}
    for scheme, value, country in body.identifiers:
        told = identifiers.normal(scheme, value, country)
        for row in () if told is None else believed.institutions_by(*told):
            found.setdefault(row.id, row)
    return tuple(found.values())


def named_by_name(believed: Believed, body: Body) -> tuple[InstitutionRow, ...]:
    """Bodies that bear a name in the credential: suggestions."""
    found: dict[str, InstitutionRow] = {}
    for name in body.names:
        for row in believed.institutions_named(name, body.country):
            found.setdefault(row.id, row)
    return tuple(found.values())


# --- paths ------------------------------------------------------------------------------------


def _paths(believed: Believed, signer: Signer, issuer: Body) -> Iterator[Path]:
    yield from _by_seal(believed, signer.seal)
    yield from _by_ebsi(believed, signer)
    yield from _by_host(believed, signer)
    yield from _by_identifier(believed, signer)
    rows = believed.issuers(signer.id)
    for row in rows:
        if pins_this_key(row, signer.thumbprint):
            yield from _by_row(believed, row, signer, issuer)


def _by_accreditation(question: Question) -> Iterator[Path]:
    """B10."""
    for one in question.granted:
        yield _path("accreditation", Strength.STRONG, one.holder, question.signer.id)


def _by_seal(believed: Believed, seal: Seal | None) -> Iterator[Path]:
    told = identifiers.organization(seal.organization or "") if seal is not None else None
    if seal is None or told is None:
        return
    for row in believed.institutions_by(*told):
        yield _path("seal", seal_strength(seal), row, seal.organization or "")


def seal_strength(seal: Seal) -> Strength:
    """B1."""
    return Strength.STRONG if seal.qualified else Strength.MEDIUM


def _by_ebsi(believed: Believed, signer: Signer) -> Iterator[Path]:
    if signer.id.startswith("did:ebsi:"):
        for row in believed.institutions_by("did_ebsi", signer.id):
            yield _path("did_ebsi", Strength.STRONG, row, signer.id)


def _by_host(believed: Believed, signer: Signer) -> Iterator[Path]:
    if not signer.id.startswith(_WEB):
        return
    name = unquote(signer.id.removeprefix(_WEB))
    host = host_key(name)
    if is_part_of_host(name) or is_anybodys(host):
        return
    for one in hosts_that_count(host):
        for scheme in ("schac", "website"):
            for row in believed.institutions_by(scheme, one):
                yield _path("did_web", Strength.MEDIUM, row, signer.id)


def hosts_that_count(host: str) -> tuple[str, ...]:
    """B3: the host itself and no other."""
    return (host,)


def is_part_of_host(name: str) -> bool:
    """B4; ``name`` is the DID behind its method, decoded."""
    return not _HOST.fullmatch(name)


def is_anybodys(host: str) -> bool:
    """B5."""
    return hosting.is_anybodys(host)


def _by_identifier(believed: Believed, signer: Signer) -> Iterator[Path]:
    """B6, where the register keeps the identifier with the body."""
    for scheme, value in (
        ("did", signer.id),
        (_FEDERATION, signer.id),
        ("thumbprint", signer.thumbprint or ""),
    ):
        for row in believed.institutions_by(scheme, value) if value else ():
            kind = {"did": "pinned", _FEDERATION: "federation"}.get(scheme, "thumbprint")
            yield _path(kind, pinned_strength(scheme, value), row, value)


def _by_row(believed: Believed, row: IssuerRow, signer: Signer, issuer: Body) -> Iterator[Path]:
    """B6 and B8, where a list of issuers has it."""
    if row.institution is not None:
        federated = row.source.role.startswith(_FEDERATION)
        strength = pinned_strength(_FEDERATION if federated else "did", signer.id)
        for body in _spoken_of(row, believed.institutions(row.institution)):
            kind = "federation" if federated else "pinned"
            yield Path(
                kind=kind, strength=strength, body=body, identifier=row.id, source=row.source
            )
        return
    for body in _spoken_of(row, named_by_identifiers(believed, issuer)):
        if names_the_same(row, body):
            yield Path(
                kind="issuer_list",
                strength=Strength.MEDIUM,
                body=body,
                identifier=row.id,
                source=row.source,
            )


def _spoken_of(row: IssuerRow, found: Iterable[InstitutionRow]) -> Iterator[InstitutionRow]:
    """S3: a list of issuers gives no body abroad a key."""
    return (one for one in found if speaks_of(row.source, one))


def pinned_strength(scheme: str, value: str) -> Strength:
    """B6."""
    strong = scheme == _FEDERATION or value.startswith(_STRONG_WHEN_PINNED)
    return Strength.STRONG if strong else Strength.MEDIUM


def pins_this_key(row: IssuerRow, thumbprint: str | None) -> bool:
    """B7."""
    return not row.thumbprints or thumbprint in row.thumbprints


def names_the_same(row: IssuerRow, body: InstitutionRow) -> bool:
    """B8: name and country of the list are those of the body."""
    names = {name_key(one.text) for one in body.names}
    same_country = None in (row.country, body.country) or row.country == body.country
    return name_key(row.name) in names and same_country


def _path(kind: str, strength: Strength, row: InstitutionRow, identifier: str) -> Path:
    return Path(
        kind=kind, strength=strength, body=row, identifier=identifier, source=row.source
    )


def other_bodies(
    believed: Believed, body: InstitutionRow, found: Iterable[InstitutionRow]
) -> tuple[InstitutionRow, ...]:
    """Those of ``found`` that are not ``body`` under another id."""
    known = aliases(believed, body)
    return tuple(one for one in found if one.id not in known)
