"""Agreements and pathways that accepted bundles carry (spec/trust.md D.7).

Rules
-----
1. Only bundles count whose root somebody has compared.
2. Being carried proves nothing of a paper: it is read like one that came as a file, and what is
   not sound is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from wallet.errors import InputError
from wallet.evidence import CarriedPaper, Evidence
from wallet.pathways import agreements
from wallet.pathways.agreements import Agreement


def carried_agreements(evidence: Evidence, now: datetime) -> tuple[Agreement, ...]:
    """Agreements of bundles, their signatures checked; ``now`` is aware."""
    found: list[Agreement] = []
    for one in _papers(evidence, "agreement"):
        with suppress(InputError):
            found.append(agreements.read(one.data, now))
    return tuple(found)


def carried_pathway(evidence: Evidence, pathway_id: str) -> bytes | None:
    """The document of a pathway by its id; the newest where several bundles have it."""
    found = [one for one in _papers(evidence, "pathway") if one.id == pathway_id]
    return (
        max(found, key=lambda one: one.origin.dated or one.origin.received_at).data
        if (found)
        else None
    )


def _papers(evidence: Evidence, kind: str) -> Iterator[CarriedPaper]:
    """Rule 1."""
    return (one for one in evidence.papers if one.kind == kind and one.origin.confirmed)
