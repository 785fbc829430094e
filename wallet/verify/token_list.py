"""What a proven Token Status List says of itself, in the terms of every status list.

It ends at its ``exp``, and ``ttl`` seconds after it was made: then its issuer wants it to be
fetched again, and what it says is old news (spec/verification.md 2.5, "its own end").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.proofs.interface import ProofFact, Proven
from wallet.status.interface import ProvenList
from wallet.status.token_status_list import TokenStatusList
from wallet.verify.claims import Claims


def token_list(proven: Proven, found: Claims, key_fact: ProofFact | None) -> ProvenList:
    """The list; the proof form has seen to its ``typ`` and that its ``iat`` can be read."""
    payload, kind = proven.document, TokenStatusList
    made = [one.created for one in proven.proofs if one.created is not None]
    begins = [one.at for one in found.dates if one.begins and one.at is not None]
    ends = [one.at for one in found.dates if not one.begins and one.at is not None]
    ttl, readable = _ttl(payload, made)
    told = payload.get("status_list")
    members = dict(told) if isinstance(told, Mapping) else {}
    return ProvenList(
        issuer=found.issuer,
        issuer_key_holds=key_fact is not None,
        types=frozenset({kind.credential_type}),
        subject_types=frozenset({kind.list_type}),
        members={**members, "statusPurpose": sorted(kind.purposes)},
        dated=max(made, default=None),
        begins=max(begins, default=None),
        ends=min([*ends, *ttl], default=None),
        dates_readable=readable and all(one.at is not None for one in found.dates),
    )


def _ttl(payload: Mapping[str, Any], made: list[datetime]) -> tuple[list[datetime], bool]:
    """The end that ``ttl`` sets, if any, and whether it can be read."""
    if "ttl" not in payload:
        return [], True
    try:
        seconds = timestamp.from_numeric(payload["ttl"]).timestamp()
        return [one + timedelta(seconds=seconds) for one in made], seconds > 0
    except (InputError, OverflowError):
        return [], False
