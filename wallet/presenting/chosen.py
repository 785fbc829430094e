"""What the learner chose to show, with what is known about it here."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.credential import Texts
from wallet.report import Finding, VerdictCode
from wallet.secured import Secured


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One credential that the learner chose, with what is known about it here."""

    secured: Secured
    verdict: VerdictCode
    deciding: Finding
    titles: Texts = ()
    issuer_names: Texts = ()
    reveal: tuple[str, ...] | None = ()
    """JSON pointers of what to show beyond the mandatory; None for all of it."""
    query: str = ""
    """The query of a request that it answers; empty where it answers none."""
    own: bool = False
    """Whether it is the learner's own statement beside the credentials."""
