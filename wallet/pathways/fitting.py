"""What an item must be to fit: ``match`` of a slot, and of rules about two kinds of items."""

from __future__ import annotations

from collections.abc import Sequence

from wallet.credential import Kind
from wallet.pathways import skills
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Match
from wallet.pathways.fields import Fields, refuse

MEMBERS = (
    *("any", "all", "definition", "skills", "coverage", "kind", "issuer", "fields"),
    "agreement",
)
DEEPEST = 8
"""How deep alternatives may lie in alternatives."""


def read(value: object, member: str, depth: int = DEEPEST) -> Match:
    """Read a match.

    Raises:
        InputError: ``malformed_pathway``.
    """
    if not depth:
        refuse(member, "too_deep")
    part = Fields(value, member, MEMBERS)
    if not part.value:
        refuse(member, "missing")
    kinds = part.words("kind")
    if not set(kinds) <= {one.value for one in Kind}:
        refuse(part.at("kind"), "unsupported_value")
    for name in MEMBERS:
        listed = name not in {"coverage", "agreement"}
        if listed and part.has(name) and not list(part.items(name)):
            refuse(part.at(name), "missing")
    if part.has("coverage") and not part.has("skills"):
        refuse(part.at("coverage"), "skills_missing")
    return Match(
        any_of=tuple(read(one, at, depth - 1) for at, one in part.items("any")),
        all_of=tuple(read(one, at, depth - 1) for at, one in part.items("all")),
        definitions=frozenset(part.words("definition")),
        skills=frozenset(part.words("skills")),
        coverage=part.share("coverage"),
        kinds=frozenset(kinds),
        issuers=frozenset(part.words("issuer")),
        fields=part.words("fields"),
        agreement=part.maybe_text("agreement"),
    )


def size(match: Match | None) -> int:
    """How many matches it is, its alternatives included."""
    return 0 if match is None else 1 + sum(map(size, (*match.any_of, *match.all_of)))


def matches(award: HeldAward, match: Match) -> bool:
    """Whether an award is what is asked for. Names and titles never decide."""
    return (
        _groups(award, match)
        and _among(match.definitions, award.definition_ids)
        and _among(match.kinds, (award.kind.value,))
        and _among(match.issuers, (award.issuer_id,))
        and _skills(award, match)
        and _fields(award, match)
        and match.agreement is None
    )


def definitions_of(match: Match | None) -> frozenset[str]:
    """Every definition that a match names, also in its alternatives."""
    if match is None:
        return frozenset()
    inner = (definitions_of(one) for one in (*match.any_of, *match.all_of))
    return match.definitions.union(*inner)


def skills_of(match: Match | None) -> frozenset[str]:
    """Every skill that a match names, also in its alternatives."""
    if match is None:
        return frozenset()
    inner = (skills_of(one) for one in (*match.any_of, *match.all_of))
    return match.skills.union(*inner)


def _groups(award: HeldAward, match: Match) -> bool:
    some = not match.any_of or any(matches(award, one) for one in match.any_of)
    return some and all(matches(award, one) for one in match.all_of)


def _among(wanted: frozenset[str], have: Sequence[str | None]) -> bool:
    return not wanted or any(one in wanted for one in have)


def _skills(award: HeldAward, match: Match) -> bool:
    if not match.skills:
        return True
    shared = len(skills.covered(match.skills, award.skills))
    if match.coverage is None:
        return shared > 0
    return shared >= match.coverage * len(match.skills)


def _fields(award: HeldAward, match: Match) -> bool:
    """ISCED-F: the code itself or one below it, said as a field or as an address."""
    if not match.fields:
        return True
    named = [one.value for one in award.fields if one.scheme.upper().startswith("ISCED")]
    linked = [code for one in award.skills if (code := skills.field_of(one)) is not None]
    return any(one.startswith(match.fields) for one in (*named, *linked))
