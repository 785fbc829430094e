"""Where several lists have an authority, or a list and a person, what counts is asked."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce

import pytest

from tests.helpers import seals, x509
from tests.helpers.accreditation import World
from tests.helpers.judging import found, judged
from tests.helpers.qualified import service
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import listing, sealed
from wallet.evidence import Evidence
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust.bundle_evidence import evidence_of


@pytest.fixture(scope="module")
def sealer() -> x509.Identity:
    return seals.sealer()


def _list(sealer: x509.Identity, days: int, *, confirmed: bool = True) -> Evidence:
    """A bundle whose list is so old."""
    as_of = (NOW - timedelta(days=days)).date().isoformat()
    world = World(as_of=as_of, changes={"role": "tl/eu", "confirmed": confirmed})
    rows = (world.add(service(sealer.root, world)),)
    return evidence_of(world.register, lambda kind: rows if kind == "seal_service" else ())


@pytest.mark.parametrize(
    ("others", "alone"),
    [
        ({"days": 900}, Reason.EVIDENCE_TOO_OLD),
        ({"days": 20, "confirmed": False}, Reason.TRUST_NOT_CONFIRMED),
        ({"days": -20}, Reason.EVIDENCE_DATED_LATER),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_a_list_that_does_not_count_takes_nothing_from_one_that_does(
    sealer: x509.Identity, others: dict[str, int], alone: Reason, *, listed: bool
) -> None:
    data, named = sealed(sealer), listing() if listed else Evidence()
    other, good = _list(sealer, **others), _list(sealer, 20)
    for together in ([other, good], [good, other]):
        held = reduce(Evidence.joined, together, named)
        assert judged(data, held).verdict.code is VerdictCode.VERIFIED
    one = judged(data, other.joined(named))
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert alone in {
        found(one, Check.ISSUER_KEY).reason,
        found(one, Check.ISSUER_IDENTITY).reason,
    }


@pytest.mark.parametrize("given_by_hand", [True, False])
def test_a_person_may_vouch_for_what_a_list_is_too_old_to_say(
    sealer: x509.Identity, *, given_by_hand: bool
) -> None:
    held = _list(sealer, 900).joined(listing())
    if given_by_hand:
        held = held.joined(x509.anchors(sealer.root))
    expected = VerdictCode.VERIFIED if given_by_hand else VerdictCode.CANNOT_TELL
    assert judged(sealed(sealer), held).verdict.code is expected


def test_what_nobody_compared_does_not_become_younger(sealer: x509.Identity) -> None:
    held = _list(sealer, 900).joined(_list(sealer, 20, confirmed=False)).joined(listing())
    one = judged(sealed(sealer), held)
    identity = found(one, Check.ISSUER_IDENTITY)
    assert identity.reason is Reason.EVIDENCE_TOO_OLD
    assert identity.facts["registry"] == "Test bundle: DEQAR", "which list to get anew"
