"""Versions of pathways: which one replaces which, and what changed.

Rules
-----
1. Of one id the greater version is the newer one: numbers are compared as numbers, part by
   part; where a part is no number the versions have no order.
2. ``supersedes`` names the id of the pathway that is replaced, or ``id@version``. Everybody can
   write that down: it is said, and *confirmed* only where the same key signed both.
3. A document that is kept is not silently replaced: not by an older version, not by one that
   its signer did not sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.errors import InputError
from wallet.pathways.document import Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The pathway that says that it replaces another."""

    pathway: Pathway
    confirmed: bool
    """Whether the same key signed both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was."""

    what: str
    """``slot``, ``rule``, ``tree``, ``credit``, ``destination`` or another member."""
    id: str
    change: str
    """``added``, ``removed`` or ``changed``."""


def is_older(version: str, than: str) -> bool | None:
    """Whether a version is older than another; None where they have no order (rule 1)."""
    try:
        return _numbers(version) < _numbers(than)
    except ValueError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    found = tuple(int(part) for part in version.strip().split(".") if part.isascii())
    if len(found) != version.count(".") + 1:
        raise ValueError(version)
    return found


def successors(pathways: Iterable[Pathway]) -> Mapping[str, Successor]:
    """Id of each pathway that is replaced -> what says that it replaces it."""
    kept = {one.id: one for one in pathways}
    found: dict[str, Successor] = {}
    for one in kept.values():
        if one.supersedes is None:
            continue
        older = kept.get(one.supersedes) or kept.get(one.supersedes.rpartition("@")[0])
        if older is not None and older.id != one.id and _names(one.supersedes, older):
            found[older.id] = Successor(pathway=one, confirmed=_same_signer(older, one))
    return found


def _names(supersedes: str, pathway: Pathway) -> bool:
    return supersedes in {pathway.id, f"{pathway.id}@{pathway.version}"}


def _same_signer(first: Pathway, second: Pathway) -> bool:
    one, other = first.signature, second.signature
    return (
        one is not None
        and other is not None
        and one.signer is not None
        and one.signer == other.signer
    )


def _named_signer(pathway: Pathway) -> str | None:
    """Whose key signed it; where that has to be looked up, whose it says it is."""
    found = pathway.signature
    if found is None:
        return None
    return found.signer or (found.method or "").partition("#")[0] or None


def check_replacement(kept: Pathway, new: Pathway) -> None:
    """Refuse to put one document in the place of another (rule 3).

    Raises:
        InputError: ``older_pathway``, ``pathway_of_another_signer``.
    """
    signer = _named_signer(kept)
    if signer is not None and _named_signer(new) != signer:
        raise InputError("pathway_of_another_signer", id=kept.id[:200])
    if is_older(new.version, kept.version):
        raise InputError("older_pathway", version=new.version, kept=kept.version)


def differences(old: Pathway, new: Pathway) -> tuple[Difference, ...]:
    """What changed from one version to another, in the order of the document."""
    found: list[Difference] = []
    for member, what in (("slots", "slot"), ("rules", "rule")):
        found.extend(_listed(what, _by_id(old, member), _by_id(new, member)))
    found.extend(
        Difference(what=member, id=member, change="changed")
        for member in ("tree", "credit", "destination", "signoff", "validFrom", "validUntil")
        if old.document.get(member) != new.document.get(member)
    )
    return tuple(found)


def _by_id(pathway: Pathway, member: str) -> dict[str, Any]:
    return {one["id"]: one for one in pathway.document.get(member) or ()}


def _listed(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield Difference(what=what, id=name, change="removed")
        elif name not in old:
            yield Difference(what=what, id=name, change="added")
        elif old[name] != new[name]:
            yield Difference(what=what, id=name, change="changed")
