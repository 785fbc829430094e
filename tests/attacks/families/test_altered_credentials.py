"""Every twin of a good credential, altered in one place, is anything but proven whole.

A twin may come out as: refused; proven with ``unsigned_members``; proven with a format
problem. In the last two cases the verdict is at best "cannot tell".
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers.badges import badge
from tests.helpers.keys import Key
from tests.helpers.proving import METHOD, SETTING, proven, refused, secured
from tests.helpers.signing import ED25519_2020, OB3, SUITE_KINDS, V2, add_proof
from wallet.encoding import strict_json
from wallet.errors import InputError, ProofFailure
from wallet.proofs import check
from wallet.reasons import Reason

SUITES = sorted({*SUITE_KINDS.items(), ("ecdsa-rdfc-2019", "P-384")})
KEY = Key.make("issuer")


def signed(suite: str = "eddsa-rdfc-2022", kind: str = "Ed25519") -> dict[str, Any]:
    key = Key.make("issuer", kind)
    body = badge()
    if suite == "Ed25519Signature2020":
        body["@context"] = [*body["@context"], ED25519_2020]
    return add_proof(body, key, f"{key.did_key}#{key.multibase}", suite)


def whole(document: dict[str, Any]) -> bool:
    """Whether it passes without any reserve."""
    try:
        found = check(secured(document), SETTING)
    except ProofFailure:
        return False
    return not found.unsigned_members and not found.format_problems


def scalars(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every text, number and truth value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if isinstance(inner, dict | list):
            yield from scalars(inner, (*path, key))
        else:
            yield (*path, key)


def altered(value: Any) -> Any:
    if isinstance(value, str):
        return value[:-1] + ("b" if value.endswith("a") else "a")
    return value + 1


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_one_character_anywhere(suite: str, kind: str) -> None:
    good = signed(suite, kind)
    assert whole(good)
    places = list(scalars(good))
    assert len(places) > 30
    for place in places:
        twin = copy.deepcopy(good)
        holder = twin
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = altered(holder[place[-1]])
        assert not whole(twin), place


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_one_member_taken_out_anywhere(suite: str, kind: str) -> None:
    good = signed(suite, kind)
    for place in scalars(good):
        twin = copy.deepcopy(good)
        holder = twin
        for step in place[:-1]:
            holder = holder[step]
        del holder[place[-1]]
        assert not whole(twin) or place[0] == "@context", place


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_a_member_put_in_anywhere(suite: str, kind: str) -> None:
    good = signed(suite, kind)
    for name in ("grade", "validUntil", "https://www.w3.org/2018/credentials#validUntil", "id"):
        for path in ((), ("issuer",), ("credentialSubject",), ("credentialStatus",)):
            twin = copy.deepcopy(good)
            holder = twin
            for step in path:
                holder = holder[step]
            if name in holder:
                continue
            holder[name] = "2099-01-01T00:00:00Z"
            assert not whole(twin), (name, path)


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_the_proof_moved_to_another_credential(suite: str, kind: str) -> None:
    good = signed(suite, kind)
    other = {**good, "id": "urn:uuid:another"}
    assert refused(other).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_the_key_swapped(suite: str, kind: str) -> None:
    good = signed(suite, kind)
    thief = Key.make("thief", kind)
    good["proof"]["verificationMethod"] = f"{thief.did_key}#{thief.multibase}"
    assert refused(good).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("kinds", [("P-256", "P-384"), ("P-384", "P-256")])
def test_the_curve_swapped(kinds: tuple[str, str]) -> None:
    good = signed("ecdsa-rdfc-2019", kinds[0])
    other = Key.make("issuer", kinds[1])
    good["proof"]["verificationMethod"] = f"{other.did_key}#{other.multibase}"
    assert refused(good).code in {Reason.MALFORMED_PROOF, Reason.SIGNATURE_INVALID}


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_one_suite_passed_off_as_another(suite: str) -> None:
    good = signed(suite)
    for other in {"eddsa-rdfc-2022", "eddsa-jcs-2022"} - {suite}:
        good["proof"]["cryptosuite"] = other
        assert not whole(good)
    good["@context"] = [*good["@context"], ED25519_2020]
    good["proof"] = {**good["proof"], "type": "Ed25519Signature2020"}
    del good["proof"]["cryptosuite"]
    assert not whole(good)


@pytest.mark.parametrize(
    "context",
    [
        [V2],
        [V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"],
        [V2, OB3, {"name": "https://schema.org/description"}],
        [V2, OB3, {"description": {"@id": "https://schema.org/name"}}],
        [V2, OB3, "https://attacker.example/v1"],
        [V2, OB3, {"@vocab": "https://attacker.example/"}, {"validUntil": None}],
        [{"@import": V2}, OB3],
        [],
        None,
    ],
)
def test_the_context_replaced_redefined_or_emptied(context: Any) -> None:
    for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"):
        assert not whole({**signed(suite), "@context": context})


def test_names_swapped_by_a_context_of_the_attackers() -> None:
    # The graph stays the same, and so the signature holds: but whoever reads "title" now
    # reads what was signed as "rank".
    body = badge(**{"@context": [V2, OB3, {"title": "urn:x:title", "level": "urn:x:level"}]})
    body |= {"title": "Novice", "level": "Master"}
    good = add_proof(body, KEY, METHOD)
    twin = copy.deepcopy(good)
    twin["@context"][2] = {"title": "urn:x:level", "level": "urn:x:title"}
    twin |= {"title": "Master", "level": "Novice"}
    found = proven(twin)
    # Names that no pinned context defines are read by nobody; a known one is caught.
    assert found.document["title"] == "Master"
    twin["@context"][2] = {"achievementType": "urn:x:level", "level": "urn:x:title"}
    twin |= {"achievementType": twin.pop("title")}
    assert proven(twin).format_problems[0][0] == Reason.UNSIGNED_CONTEXT


@pytest.mark.parametrize("member", ["validUntil", "credentialStatus", "issuer"])
def test_a_member_hidden_behind_its_own_address_is_still_read(member: str) -> None:
    good = signed()
    full = f"https://www.w3.org/2018/credentials#{member}"
    value = good.pop(member)
    if member == "validUntil":
        value = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": value}
    twin = {**good, full: value}
    found = proven(twin)
    assert found.expanded is not None
    assert full in found.expanded


def test_a_subject_repeated_to_count_twice_is_named() -> None:
    good = signed()
    good["credentialSubject"]["creditsEarned"] = 4.5
    twin = copy.deepcopy(good)
    achievement = twin["credentialSubject"]["achievement"]
    twin["credentialSubject"]["achievement"] = [achievement, {"id": achievement["id"]}]
    assert not whole(twin)


def test_a_member_named_twice_reaches_no_check() -> None:
    text = json.dumps(signed())
    with pytest.raises(InputError):
        strict_json.loads(f'{{"name": "Rocket science", {text[1:]}'.encode())


def test_statements_smuggled_in_through_a_name() -> None:
    twin = signed()
    twin["credentialSubject"]["achievement"]["id"] = (
        "https://uni.example/achievements/1>.<urn:x:s><urn:x:p><urn:x:o"
    )
    failure = refused(twin)
    assert failure.code == Reason.INVALID_MEMBER


def test_many_chains_over_a_huge_document_are_stopped() -> None:
    body = badge(evidence=[{"type": ["Evidence"], "name": f"e{n}"} for n in range(2000)])
    good = add_proof(body, KEY, METHOD)["proof"]
    body["proof"] = [
        {
            **good,
            "id": f"urn:x:{n}",
            "previousProof": [f"urn:x:{one}" for one in range(n)] or [],
        }
        for n in range(20)
    ]
    del body["proof"][0]["previousProof"]
    start = time.process_time()
    refused(body)
    assert time.process_time() - start < 20


def test_a_poison_graph_with_a_proof_is_refused_at_once() -> None:
    nodes = [f"_:n{n}" for n in range(8)]
    body = badge(
        evidence=[
            {
                "id": one,
                "https://x.example/p": [{"id": other} for other in nodes if other != one],
            }
            for one in nodes
        ]
    )
    body["proof"] = signed()["proof"]
    failure = refused(body)
    assert (failure.code, failure.indeterminate) == (Reason.TOO_COMPLEX, True)
