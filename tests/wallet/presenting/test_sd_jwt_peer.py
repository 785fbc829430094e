"""What is shown here is read by the reference implementation, and what it shows is read here.

``sd-jwt`` (Python, by authors of the standard) issues, shows and checks; credentials of any
shape, choices at random, each with its key binding.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.keys import Key
from tests.helpers.presenting import ISSUER, MINE, MY_DID, chosen
from tests.wallet.presenting.random_tokens import sd_jwt
from wallet import presenting
from wallet.presenting import choices_of
from wallet.report import Check, Outcome, VerdictCode
from wallet.verify import Challenge

peer = pytest.importorskip("sd_jwt", reason="needs the development package sd-jwt")
FRAME = frozenset({"_sd_alg", "cnf", "iss", "vct", "exp"})
ASKED = Challenge(nonce="n-1", recipient="ACME Ltd")
COUNTS = [
    5,
    pytest.param(40, marks=pytest.mark.slow),
    pytest.param(500, marks=pytest.mark.long),
]


def jwk(key: Key) -> Any:
    from jwcrypto.jwk import JWK  # noqa: PLC0415 - of the peer

    return JWK.from_pyca(key.private)


def read_there(data: str, **asked: str) -> dict[str, Any]:
    """What the peer reads, without what frames it."""
    from sd_jwt.verifier import SDJWTVerifier  # noqa: PLC0415 - of the peer

    names = {"expected_aud": "ACME Ltd", "expected_nonce": "n-1", **asked}
    found = SDJWTVerifier(data, lambda _issuer, _header: jwk(ISSUER.key), **names)
    payload: dict[str, Any] = found.get_verified_payload()
    return without_frame(payload)


def without_frame(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in FRAME}


def shown_here(seed: int) -> tuple[str, dict[str, Any]]:
    """A random choice of a random credential, and what the preview said of it."""
    chance = random.Random(seed)
    token, _ = sd_jwt(chance)
    held = chosen(token)
    free = choices_of(held.secured).free
    wanted = tuple(one.pointer for one in free if chance.random() < 0.5)
    plan = presenting.plan(
        [replace(held, reveal=wanted)], (MY_DID,), recipient="ACME Ltd", nonce="n-1", now=NOW
    )
    data = presenting.encode(plan, MINE.private, NOW).decode()
    return data, dict(plan.credentials[0].secured.document)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count", COUNTS)
def test_what_is_shown_here_is_read_there(count: int) -> None:
    for seed in range(count):
        data, said = shown_here(seed)
        assert read_there(data) == without_frame(said), seed


def test_there_too_nobody_else_and_no_other_question_is_answered() -> None:
    data, _ = shown_here(1)
    for asked in ({"expected_nonce": "n-2"}, {"expected_aud": "Bank Ltd"}):
        with pytest.raises(ValueError, match="Invalid"):
            read_there(data, **asked)
    parts = data.split("~")
    assert len(parts) > 3
    with pytest.raises(ValueError, match="Invalid"):  # less than the binding covers
        read_there("~".join((parts[0], *parts[2:])))


# --- theirs -----------------------------------------------------------------------------------


class Shapes:
    """Claims of random shape, some of them hidden by the peer, and a choice among them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def value(self, depth: int) -> tuple[Any, Any]:
        """The claims as the peer's issuer takes them, and what its holder shall show."""
        kind = self.chance.choice("sslo") if depth < 3 else "s"
        if kind == "o":
            return self.members(depth + 1, self.chance.randint(1, 3))
        if kind == "l":
            pairs = [self.value(depth + 1) for _ in range(self.chance.randint(1, 3))]
            hidden = [self.chance.random() < 0.5 for _ in pairs]
            claims = [
                _sd(one) if hide else one for (one, _), hide in zip(pairs, hidden, strict=True)
            ]
            shown = [
                self.pick(show) if hide else show
                for (_, show), hide in zip(pairs, hidden, strict=True)
            ]
            return claims, shown
        text = self.chance.choice(["", "é\u2028", "0"]) + str(self.chance.random())
        return self.chance.choice([text, self.chance.randint(-9, 10**9), True, None]), True

    def pick(self, shown: Any) -> Any:
        return shown if self.chance.random() < 0.5 else None

    def members(self, depth: int, count: int) -> tuple[dict[Any, Any], dict[str, Any]]:
        claims: dict[Any, Any] = {}
        shown: dict[str, Any] = {}
        for at in range(count):
            name = f"claim_{depth}_{at}"
            inner, show = self.value(depth)
            hide = self.chance.random() < 0.6
            claims[_sd(name) if hide else name] = inner
            shown[name] = self.pick(show) if hide else show
        return claims, shown


def _sd(value: Any) -> Any:
    from sd_jwt.common import SDObj  # noqa: PLC0415 - of the peer

    return SDObj(value)


def shown_there(seed: int, issuer: Issuer = ISSUER) -> str:
    """Issued, chosen from and bound by the peer."""
    from sd_jwt.holder import SDJWTHolder  # noqa: PLC0415 - of the peer
    from sd_jwt.issuer import SDJWTIssuer  # noqa: PLC0415

    shapes = Shapes(seed)
    claims, shown = shapes.members(0, shapes.chance.randint(2, 6))
    end = int((NOW + timedelta(days=3_650)).timestamp())
    frame = {"iss": issuer.did, "vct": "urn:x", "exp": end}
    issued = SDJWTIssuer(
        {**frame, **claims},
        jwk(issuer.key),
        jwk(MINE),
        add_decoy_claims=shapes.chance.random() < 0.5,
        extra_header_parameters={"typ": "dc+sd-jwt", "kid": issuer.method_id},
    )
    holder = SDJWTHolder(issued.sd_jwt_issuance)
    holder.create_presentation(shown, "n-1", "ACME Ltd", jwk(MINE))
    return str(holder.sd_jwt_presentation)


def judged(data: str, asked: Challenge = ASKED) -> Any:
    moment = datetime.fromtimestamp(time.time(), UTC)  # the peer dates its key binding itself
    evidence = evidence_of(ISSUER, listed=False)
    return examined(data.encode(), evidence, at=moment, challenge=asked).credentials


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count", COUNTS)
def test_what_is_shown_there_is_read_here(count: int) -> None:
    for seed in range(count):
        data = shown_there(seed)
        whole, one = judged(data)
        assert whole.verdict.code is VerdictCode.VERIFIED, (seed, whole.verdict)
        assert one.report.find(Check.PROOF).outcome is Outcome.PASSED, seed
        assert one.report.find(Check.HOLDER).outcome is Outcome.PASSED, seed
        assert without_frame(dict(one.report.verified_document)) == read_there(data), seed


def test_theirs_for_another_and_altered_ones_are_refused_here() -> None:
    data = next(one for one in map(shown_there, range(50)) if one.count("~") > 4)
    for asked in (
        Challenge(nonce="n-2", recipient="ACME Ltd"),
        Challenge(nonce="n-1", recipient="Bank Ltd"),
    ):
        whole, _ = judged(data, asked)
        assert whole.report.find(Check.REQUEST).outcome is Outcome.FAILED
    parts = data.split("~")
    head, body, signature = parts[0].split(".")
    bent = {
        "a disclosure less": [parts[0], *parts[2:]],
        "the order changed": [parts[0], parts[2], parts[1], *parts[3:]],
        "another signature": [f"{head}.{body}.{signature[:-4]}AAAA", *parts[1:]],
        "another key binding": [*parts[:-1], shown_there(4).split("~")[-1]],
        "no key binding": [*parts[:-1], ""],
    }
    for what, pieces in bent.items():
        found = judged("~".join(pieces))
        assert not any(
            one.verdict.code is VerdictCode.VERIFIED
            for one in found
            if one.secured.is_presentation
        ), what
