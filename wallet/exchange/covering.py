"""What an occupation wants against what a learner's credentials show.

Rules
-----
1. A skill is covered where a *verified* credential names it, by address: the same one, or one
   that lies below it (``wallet.pathways.skills``). Words and titles never decide.
2. What names it and is not verified (revoked, ended, unknown issuer, the learner's own word)
   stands beside it as such and covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wallet.pathways import HeldAward
from wallet.pathways.skills import covers
from wallet.report import VerdictCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One skill, and which credentials name it."""

    uri: str
    by: tuple[HeldAward, ...]
    """Verified ones."""
    claimed: tuple[HeldAward, ...]
    """Others: they cover nothing."""

    @property
    def is_covered(self) -> bool:
        """Rule 1."""
        return bool(self.by)


def covered(wanted: Iterable[str], held: Sequence[HeldAward]) -> tuple[Covered, ...]:
    """Each wanted skill, in its order."""
    found = []
    for uri in wanted:
        naming = [one for one in held if any(covers(uri, have) for have in one.skills)]
        good = tuple(one for one in naming if _counts(one))
        rest = tuple(one for one in naming if not _counts(one))
        found.append(Covered(uri=uri, by=good, claimed=rest))
    return tuple(found)


def _counts(award: HeldAward) -> bool:
    """Rule 2."""
    return award.verdict is VerdictCode.VERIFIED
