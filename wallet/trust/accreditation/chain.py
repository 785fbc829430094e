"""Signed accreditations, hop by hop up to a pinned root (D.2 class 2, D.7 EBSI chain check).

A link is an accreditation credential whose signature holds and whose key is its issuer's: that
is shown before a link is made. What is left to ask is whether the links hang together.

Rules
-----
H1. Each link was given by whoever its parent was given to; the parent is the one it names.
H2. It ends at an issuer that an accepted bundle pins as a root. No root, no statement.
H3. Every link was valid on the day of the award, and none is revoked, suspended or unknown.
H4. Scopes only narrow: what a link allows, its parent allows.
H5. The credential's own types and the place of the award lie within the last link's scope.
H6. Who may attest may not accredit: parents are accreditations to accredit, or the root's
    authorisation; the last link is one to attest.
H7. At most six hops, and none twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from wallet.register import (
    DecisionRow,
    InstitutionRow,
    IssuerRow,
    LevelOf,
    NameOf,
    RegisterSource,
)
from wallet.trust.accreditation.question import Reached

MOST_HOPS = 6
_TO_ATTEST = "VerifiableAccreditationToAttest"
_TO_ACCREDIT = frozenset(
    {"VerifiableAccreditationToAccredit", "VerifiableAuthorisationForTrustChain"}
)
_GENERAL = frozenset({"VerifiableCredential", "VerifiableAttestation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one entry of ``accreditedFor`` allows."""

    types: frozenset[str]
    """Types of credentials."""
    schema: str | None = None
    jurisdictions: frozenset[str] | None = None
    """Countries (ISO 3166-1 alpha-2 or alpha-3, as written); None: no limit."""

    def within(self, other: Scope) -> bool:
        """Whether it allows nothing that ``other`` does not."""
        places = other.jurisdictions is None or (
            self.jurisdictions is not None and self.jurisdictions <= other.jurisdictions
        )
        schema = other.schema is None or self.schema == other.schema
        return self.types <= other.types and places and schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One proven accreditation credential."""

    ids: frozenset[str]
    """By which children name it: its id, its address in a registry."""
    issuer: str
    subject: str
    types: frozenset[str]
    first: date | None
    last: date | None
    stands: bool
    """Whether its status is known to be good."""
    scope: tuple[Scope, ...]
    parent: str | None = None
    """What ``termsOfUse`` names."""
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of an ELM accreditation: ``kind``, ``levels``, ``fields``, ``countries``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the credential needs: its types, its place, its days."""

    types: frozenset[str]
    days: tuple[date, ...]
    """Every day on which the chain has to be valid."""
    country: str | None = None
    name: str | None = None
    """What a list calls the signer."""


def granted(
    signer: str, links: Iterable[Link], roots: Mapping[str, IssuerRow], wanted: Wanted
) -> tuple[Reached, ...]:
    """Decisions in the signer's favour that chain to a root."""
    known = tuple(links)
    found = []
    for one in known:
        if one.subject != signer or not may_attest(one):
            continue
        root = _root_of(one, known, roots, wanted)
        if root is not None and allows(one, wanted):
            found.append(_reached(one, root, wanted.name or signer))
    return tuple(found)


def _root_of(
    link: Link, known: tuple[Link, ...], roots: Mapping[str, IssuerRow], wanted: Wanted
) -> IssuerRow | None:
    """The root at the end of the chain, every hop in order (H1 to H4, H6, H7)."""
    way = [link]
    while len(way) <= MOST_HOPS:
        last = way[-1]
        if not is_valid(last, wanted.days):
            return None
        if last.issuer in roots:
            return roots[last.issuer]
        above = next((one for one in known if is_parent(one, last)), None)
        if above is None or above in way:
            return None
        if not (may_accredit(above) and narrows(last, above)):
            return None
        way.append(above)
    return None


def roots_of(rows: Iterable[IssuerRow]) -> dict[str, IssuerRow]:
    """H2: where chains may end, by identifier."""
    return {one.id: one for one in rows if one.root and pins_roots(one.source)}


def pins_roots(source: RegisterSource) -> bool:
    """H2: a list of issuers may name issuers, and make nobody a root."""
    return source.role.startswith("ebsi")


def is_parent(above: Link, link: Link) -> bool:
    """H1. A registry's address of an accreditation ends in its id."""
    if link.parent is None or above.subject != link.issuer:
        return False
    return link.parent in above.ids or link.parent.rpartition("/")[2] in above.ids


def is_valid(link: Link, days: Iterable[date]) -> bool:
    """H3."""
    return link.stands and all(
        (link.first is None or link.first <= day) and (link.last is None or day <= link.last)
        for day in days
    )


def narrows(link: Link, above: Link) -> bool:
    """H4. One of ELM allows every type of credential: it narrows nothing, a root gives it."""
    return not link.limits and all(
        any(one.within(other) for other in above.scope) for one in link.scope
    )


def may_attest(link: Link) -> bool:
    """H6. A signed ELM accreditation is one to attest."""
    return _TO_ATTEST in link.types or bool(link.limits)


def may_accredit(link: Link) -> bool:
    """H6."""
    return not _TO_ACCREDIT.isdisjoint(link.types)


def allows(link: Link, wanted: Wanted) -> bool:
    """H5."""
    if link.limits:
        return True  # its limits are those of a decision: held against the award as such
    types = wanted.types - _GENERAL
    return bool(types) and any(
        types <= one.types and is_place_allowed(one, wanted.country) for one in link.scope
    )


def is_place_allowed(scope: Scope, country: str | None) -> bool:
    """H5."""
    return scope.jurisdictions is None or country in scope.jurisdictions


def _reached(link: Link, root: IssuerRow, name: str) -> Reached:
    source: RegisterSource = root.source
    levels = tuple(int(one) for one in link.limits.get("levels", ())) or tuple(range(1, 9))
    holder = InstitutionRow(
        id=link.subject,
        names=(NameOf(text=name),),
        source=source,
        levels=tuple(LevelOf(eqf=one) for one in levels),
    )
    decision = DecisionRow(
        id=min(link.ids),
        agency=root.name,
        type="institutional",
        status="obligatory",
        decision="positive",
        start=link.first or date.min,
        end=link.last or date.max,
        source=source,
        institutions=(link.subject,),
        countries=link.limits.get("countries", ()),
        fields=link.limits.get("fields", ()),
    )
    return Reached(decision=decision, via="accreditation", holder=holder, vouched=True)
