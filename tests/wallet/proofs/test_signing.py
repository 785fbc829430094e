"""What the holder signs holds here, by an independent reading, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.helpers.badges import badge
from tests.helpers.keys import Key
from tests.helpers.proving import HOLDER_SETTING, proven, refused
from tests.helpers.said import NOW
from tests.helpers.signing import V2, add_proof
from wallet.errors import InputError, PresentingError, ProofFailure
from wallet.proofs import sign
from wallet.reasons import Reason

HOLDER = Key.make("holder")
METHOD = f"{HOLDER.did_key}#{HOLDER.multibase}"


def presentation(**members: Any) -> dict[str, Any]:
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER.did_key,
        "verifiableCredential": [add_proof(badge(), Key.make("issuer"), "did:web:x#1")],
        **members,
    }


def signed(document: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "key": HOLDER.private,
        "verification_method": METHOD,
        "purpose": "authentication",
        "created": NOW,
        **options,
    }
    return sign(document or presentation(), **given)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_signed_presentation_is_proven_with_all_that_was_asked(suite: str) -> None:
    shown = signed(
        cryptosuite=suite,
        challenge="n-1",
        domain=("https://employer.example",),
        expires=datetime(2026, 12, 1, tzinfo=UTC),
    )
    (fact,) = proven(shown, HOLDER_SETTING).proofs
    assert (fact.suite, fact.verification_method) == (suite, METHOD)
    assert (fact.challenge, fact.domain) == ("n-1", ("https://employer.example",))
    assert fact.expires == datetime(2026, 12, 1, tzinfo=UTC)
    assert fact.created == NOW


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize("option", ["challenge", "domain", "expires", "created"])
def test_a_replay_with_other_options_fails(suite: str, option: str) -> None:
    shown = signed(cryptosuite=suite, challenge="n-1", domain="a.example",
                   expires=datetime(2026, 12, 1, tzinfo=UTC))  # fmt: skip
    changed = "2026-11-21T11:59:59Z" if option in {"expires", "created"} else "b"
    shown["proof"][option] = changed
    assert refused(shown, HOLDER_SETTING).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_credential_put_in_or_taken_out_fails(suite: str) -> None:
    for change in (
        {"verifiableCredential": []},
        {"verifiableCredential": [badge()]},
        {"holder": Key.make("thief").did_key},
    ):
        shown = {**signed(cryptosuite=suite), **change}
        assert refused(shown, HOLDER_SETTING).code == Reason.SIGNATURE_INVALID


def test_it_signs_as_an_independent_signer_does() -> None:
    ours = signed(challenge="n-1")
    theirs = add_proof(presentation(), HOLDER, METHOD, purpose="authentication",
                       created="2026-11-21T12:00:00Z", challenge="n-1")  # fmt: skip
    assert ours == theirs


def test_an_earlier_proof_is_replaced_and_the_original_left_alone() -> None:
    once = signed(challenge="a")
    twice = signed(once, challenge="b")
    assert once["proof"]["challenge"] == "a"
    assert twice["proof"]["challenge"] == "b"
    assert proven(twice, HOLDER_SETTING).reason is Reason.SIGNATURE_VALID


def test_nothing_is_signed_that_the_signature_would_not_cover() -> None:
    with pytest.raises(PresentingError) as caught:
        signed(presentation(undefined="x"))
    assert caught.value.facts["members"] == ("$.undefined",)
    with pytest.raises(ProofFailure):
        signed(presentation(**{"@context": ["https://attacker.example/"]}))


def test_an_unknown_suite_is_refused() -> None:
    with pytest.raises(InputError):
        signed(cryptosuite="eddsa-2040")
