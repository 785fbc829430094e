"""Whose transaction anchors a Merkle root? Step 3 for Blockcerts, sections 2.3 and 2.4.

Rules
-----
1. Without the transaction nobody can say who anchored the root; a test chain shows nothing,
   and chains other than Bitcoin's are not read: all ``indeterminate``.
2. The transaction is the issuer's where one of its signers is an address that the issuer's own
   profile, among the evidence, lists for the main chain. Another's: ``failed``.
3. Keys count at the block's time, where a vouched block shows it: listed before, neither ended
   nor revoked then. Without a block, at ``now``, and a key that has ended stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.encoding import timestamp
from wallet.encoding.multibase import base58_decode
from wallet.encoding.timestamp import write as stamp
from wallet.errors import Fact, InputError, ProofFailure
from wallet.identifiers import hosted
from wallet.proofs.interface import Anchored
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome
from wallet.verify.case import Case, finding

_PREFIX = "ecdsa-koblitz-pubkey:"
_MAIN_VERSION = 0
_ADDRESS_BYTES = 25  # version, hash of 20 bytes, checksum


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One key of a profile."""

    begins: datetime | None
    ends: datetime | None


def check_anchor(
    anchor: Anchored, issuer: str, case: Case, facts: Mapping[str, Fact]
) -> Finding:
    """The finding of ``issuer_key`` for one Merkle proof."""
    told = {**facts, "transaction": anchor.transaction[:200], "chain": anchor.chain}
    missing = {"test": Reason.ANCHOR_OF_TEST_CHAIN, "other": Reason.ANCHOR_UNSUPPORTED}
    if anchor.chain in missing or not anchor.seen:  # 1
        reason = missing.get(anchor.chain, Reason.ANCHOR_NOT_SEEN)
        return finding(Check.ISSUER_KEY, Outcome.INDETERMINATE, reason, told)
    try:
        profile = hosted.profile_of(issuer, case.evidence)
        listed = list(_keys(profile, anchor)) if profile is not None else None
    except (ProofFailure, InputError):
        return finding(
            Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.CONFLICTING_EVIDENCE, told
        )
    if listed is None:
        return finding(Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.NO_KEY_EVIDENCE, told)
    if not listed:  # 2
        return finding(Check.ISSUER_KEY, Outcome.FAILED, Reason.KEY_OF_ANOTHER, told)
    return _at_its_time(listed, anchor.time, case.now, told)


def _keys(profile: Mapping[str, Any], anchor: Anchored) -> Iterator[_Listed]:
    """The listed keys that signed the transaction.

    Raises:
        InputError: ``malformed_date``: when a key may be used has to be readable.
    """
    stated = profile.get("publicKey")
    for one in stated if isinstance(stated, list) else [stated]:
        name = hosted.id_of(one)
        if name is None or _key_hash(name) not in anchor.signers:
            continue
        dates = one if isinstance(one, Mapping) else {}
        ends = [
            timestamp.parse(dates[member])
            for member in ("expires", "revoked")
            if member in dates
        ]
        begins = timestamp.parse(dates["created"]) if "created" in dates else None
        yield _Listed(begins=begins, ends=min(ends, default=None))


def _key_hash(name: str) -> str | None:
    """The hash in an address of the main chain; None for any other."""
    try:
        data = base58_decode(name.removeprefix(_PREFIX))
    except InputError:
        return None
    if len(data) != _ADDRESS_BYTES or data[0] != _MAIN_VERSION:
        return None
    from wallet.encoding.bitcoin import double  # noqa: PLC0415 - only Blockcerts need it

    return data[1:21].hex() if double(data[:21])[:4] == data[21:] else None


def _at_its_time(
    listed: list[_Listed], time: datetime | None, now: datetime, facts: Mapping[str, Fact]
) -> Finding:
    """Rule 3."""
    judged = [_one(key, time, now, facts) for key in listed]
    order = {Outcome.PASSED: 0, Outcome.INDETERMINATE: 1}
    return min(judged, key=lambda one: order.get(one.outcome, 2))


def _one(
    key: _Listed, time: datetime | None, now: datetime, facts: Mapping[str, Fact]
) -> Finding:
    known = {**facts, "ended": stamp(key.ends) if key.ends is not None else None}
    if time is None or time > now:  # a block after the moment asked about raises nothing
        if key.begins is not None and key.begins > now:
            return finding(
                Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.EVIDENCE_DATED_LATER, known
            )
        open_end = key.ends is None or now < key.ends
        reason = Reason.KEY_AUTHORISED if open_end else Reason.KEY_ENDED_NO_PROOF_OF_TIME
        outcome = Outcome.PASSED if open_end else Outcome.INDETERMINATE
        return finding(Check.ISSUER_KEY, outcome, reason, known)
    known["proven_on"] = stamp(time)
    if key.begins is not None and time < key.begins:
        return finding(Check.ISSUER_KEY, Outcome.FAILED, Reason.KEY_NOT_YET_LISTED, known, time)
    if key.ends is not None and time >= key.ends:
        return finding(
            Check.ISSUER_KEY, Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING, known, time
        )
    retired = key.ends is not None and now >= key.ends
    reason = Reason.KEY_RETIRED_LATER if retired else Reason.KEY_AUTHORISED
    return finding(Check.ISSUER_KEY, Outcome.PASSED, reason, known, time)
