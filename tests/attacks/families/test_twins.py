"""Each accepted example and its tampered twins: none of the twins may be verified."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined, found, judged
from tests.helpers.keys import Key, b64url
from tests.helpers.said import rfc3339
from tests.helpers.signing import jws
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

DATA_INTEGRITY = (
    ("eddsa-rdfc-2022", "Ed25519"),
    ("Ed25519Signature2020", "Ed25519"),
    ("eddsa-jcs-2022", "Ed25519"),
    ("ecdsa-rdfc-2019", "P-256"),
    ("ecdsa-rdfc-2019", "P-384"),
    ("ecdsa-jcs-2019", "P-256"),
)
TOKENS = (
    ("ob3_jwt", "Ed25519"),
    ("vcdm11_jwt", "P-256"),
    ("vc+jwt", "P-384"),
    ("vc+jwt", "RSA"),
)
METHODS = ("did:key", "did:web")


def _issuer(kind: str, method: str = "did:web") -> Issuer:
    return Issuer(kind=kind, method="did:web" if kind == "RSA" else method)


def _issue(issuer: Issuer, suite: str) -> Any:
    kind = "2021" if suite in ("Ed25519Signature2020", "vcdm11_jwt") else "bitstring"
    return issuer.issue(
        suite=suite,
        ects="5",
        eqf=6,
        outcomes=("statistics",),
        status=("revocation",),
        status_kind=kind,
        valid_until=NOW + timedelta(days=400),
    )


def _verified(credential: Any, *issuers: Issuer, **how: Any) -> bool:
    result = examined(credential, evidence_of(*issuers), **how)
    return any(one.verdict.code is VerdictCode.VERIFIED for one in result.credentials)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("suite", "kind"), [*DATA_INTEGRITY, *TOKENS])
def test_the_untouched_one_is_verified(suite: str, kind: str, method: str) -> None:
    issuer = _issuer(kind, method)
    credential = _issue(issuer, suite)
    one = judged(credential, evidence_of(issuer))
    told = [(f.check.value, f.outcome.value, f.reason.value) for f in one.report.findings]
    assert one.verdict.code is VerdictCode.VERIFIED, told
    assert one.report.issuer_names == (issuer.name,)


def _places(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every plain value stands."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _places(value, (*way, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _places(value, (*way, number))
    else:
        yield way


def _changed(value: Any) -> Any:
    """One byte of it changed, in a way that stays plausible."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value[-1:] in "0123456789" and value:
        return value[:-1] + str((int(value[-1]) + 1) % 10)
    if value.endswith("Z") and value[3:4].isdigit():
        return value[:3] + str((int(value[3]) + 1) % 10) + value[4:]
    return value + "x"


def _with(document: Mapping[str, Any], way: tuple[Any, ...], value: Any) -> dict[str, Any]:
    twin = copy.deepcopy(dict(document))
    target: Any = twin
    for step in way[:-1]:
        target = target[step]
    target[way[-1]] = value
    return twin


def _at(document: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        document = document[step]
    return document


@pytest.mark.parametrize(("suite", "kind"), DATA_INTEGRITY)
def test_one_byte_changed_in_any_member(suite: str, kind: str) -> None:
    issuer = _issuer(kind)
    credential = _issue(issuer, suite)
    evidence = evidence_of(issuer)
    for way in _places(credential):
        twin = _with(credential, way, _changed(_at(credential, way)))
        result = examined(twin, evidence)
        verdicts = [one.verdict.code for one in result.credentials]
        assert VerdictCode.VERIFIED not in verdicts, way


@pytest.mark.parametrize(("suite", "kind"), DATA_INTEGRITY)
def test_any_member_left_out(suite: str, kind: str) -> None:
    issuer = _issuer(kind)
    credential = _issue(issuer, suite)
    evidence = evidence_of(issuer)
    ways = {way[:length] for way in _places(credential) for length in range(1, len(way) + 1)}
    for way in ways:
        if way == ("proof", "created"):
            continue  # see the next test: it is signed, too
        twin = copy.deepcopy(credential)
        del _at(twin, way[:-1])[way[-1]]
        result = examined(twin, evidence)
        verdicts = [one.verdict.code for one in result.credentials]
        assert VerdictCode.VERIFIED not in verdicts, way


@pytest.mark.parametrize(("suite", "kind"), DATA_INTEGRITY)
def test_the_proof_without_its_date_or_moved_to_another_credential(
    suite: str, kind: str
) -> None:
    issuer = _issuer(kind)
    one, other = _issue(issuer, suite), _issue(issuer, suite)
    assert not _verified({**other, "proof": one["proof"]}, issuer)
    undated = {key: value for key, value in one["proof"].items() if key != "created"}
    assert not _verified({**one, "proof": undated}, issuer)


@pytest.mark.parametrize(("suite", "kind"), DATA_INTEGRITY)
def test_the_issuer_swapped_for_another_listed_one(suite: str, kind: str) -> None:
    issuer, other = _issuer(kind), Issuer("Other College", "did:web", host="other.example")
    credential = _issue(issuer, suite)
    swapped = copy.deepcopy(credential)
    swapped["issuer"]["id"] = other.did
    assert not _verified(swapped, issuer, other)


@pytest.mark.parametrize(("suite", "kind"), DATA_INTEGRITY)
def test_signed_by_somebody_else_in_the_issuers_name(suite: str, kind: str) -> None:
    issuer, thief = _issuer(kind), Issuer("Thief", "did:key", kind=kind, seed="thief")
    document = issuer.credential(model="ob3-1.1" if suite == "Ed25519Signature2020" else "ob3")
    by_own_method = thief.sign(document, suite)
    by_stolen_name = thief.sign(document, suite, method_id=issuer.method_id)
    for forged in (by_own_method, by_stolen_name):
        one = judged(forged, evidence_of(issuer, thief))
        assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_did_key_issuer_signed_with_another_did_key() -> None:
    issuer, thief = Issuer("A", "did:key"), Issuer("B", "did:key")
    one = judged(thief.sign(issuer.credential()), evidence_of(issuer, thief))
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_OF_ANOTHER
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.report.issuer_names == ()


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
@pytest.mark.parametrize(
    "way",
    [(), ("credentialSubject",), ("credentialSubject", "achievement"), ("issuer",), ("proof",)],
)
def test_a_member_that_nobody_signed_is_never_passed_over(
    suite: str, way: tuple[str, ...]
) -> None:
    issuer = Issuer()
    credential = _issue(issuer, suite)
    twin = _with(credential, (*way, "honours"), "summa cum laude")
    one = judged(twin, evidence_of(issuer))
    assert one.verdict.code in (VerdictCode.CANNOT_TELL, VerdictCode.NOT_GENUINE)


@pytest.mark.parametrize(("suite", "kind"), DATA_INTEGRITY)
def test_the_vocabulary_changed(suite: str, kind: str) -> None:
    issuer = _issuer(kind)
    credential = _issue(issuer, suite)
    contexts = credential["@context"]
    changed = (
        [*contexts, {"name": "https://attacker.example/other"}],
        [*contexts, "https://attacker.example/context.json"],
        contexts[:-1],
        contexts[::-1],
        [contexts[0]],
    )
    for context in changed:
        assert not _verified({**credential, "@context": context}, issuer), context


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019"])
def test_a_status_entry_hidden_under_another_spelling_still_counts(suite: str) -> None:
    """The respelling is the issuer's own, so the signature is good: the entry must be seen."""
    issuer = Issuer(kind="P-256" if suite.startswith("ecdsa") else "Ed25519")
    document = issuer.credential(status=("revocation",))
    issuer.revoke(document)
    document["@context"].append(
        {"cs": {"@id": "https://www.w3.org/2018/credentials#credentialStatus", "@type": "@id"}}
    )
    document["cs"] = document.pop("credentialStatus")
    one = judged(issuer.sign(document, suite), evidence_of(issuer))
    assert one.verdict.code is VerdictCode.NOT_VALID
    assert found(one, Check.STATUS).reason is Reason.REVOKED


def test_an_end_date_hidden_under_another_spelling_still_counts() -> None:
    issuer = Issuer()
    document = issuer.credential()
    date_time = "http://www.w3.org/2001/XMLSchema#dateTime"
    document["@context"].append(
        {"ends": {"@id": "https://www.w3.org/2018/credentials#validUntil", "@type": date_time}}
    )
    document["ends"] = rfc3339(NOW - timedelta(days=1))
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert found(one, Check.VALIDITY).reason is Reason.EXPIRED
    assert one.verdict.code is VerdictCode.NOT_VALID


# --- tokens ---------------------------------------------------------------------------------


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    header, payload, signature = token.split(".")
    decode = lambda part: json.loads(  # noqa: E731
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    )
    return decode(header), decode(payload), signature


def _token(header: Mapping[str, Any], payload: Mapping[str, Any], signature: str) -> str:
    return ".".join(
        [
            b64url(json.dumps(header).encode()),
            b64url(json.dumps(payload).encode()),
            signature,
        ]
    )


@pytest.mark.parametrize(("form", "kind"), TOKENS)
def test_one_byte_changed_in_any_claim(form: str, kind: str) -> None:
    issuer = _issuer(kind)
    header, payload, signature = _parts(_issue(issuer, form))
    evidence = evidence_of(issuer)
    for way in _places(payload):
        twin = _token(header, _with(payload, way, _changed(_at(payload, way))), signature)
        result = examined(twin, evidence)
        assert VerdictCode.VERIFIED not in [one.verdict.code for one in result.credentials], way


@pytest.mark.parametrize(("form", "kind"), TOKENS)
def test_another_algorithm_in_the_header(form: str, kind: str) -> None:
    issuer = _issuer(kind)
    header, payload, signature = _parts(_issue(issuer, form))
    for name in ("none", "None", "HS256", "ES256", "EdDSA", "RS256", "PS256"):
        if name == header["alg"]:
            continue
        assert not _verified(_token({**header, "alg": name}, payload, signature), issuer), name
    unsigned = _token({**header, "alg": "none"}, payload, "")
    assert not _verified(unsigned, issuer)


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "RSA"])
def test_the_public_key_used_as_a_shared_secret(kind: str) -> None:
    import hashlib  # noqa: PLC0415
    import hmac  # noqa: PLC0415

    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        PublicFormat,
    )

    issuer = _issuer(kind)
    header, payload, _ = _parts(_issue(issuer, "vc+jwt"))
    signed = _token({**header, "alg": "HS256"}, payload, "")[:-1]
    pem = issuer.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for secret in (pem, json.dumps(issuer.key.jwk).encode(), b""):
        mac = b64url(hmac.new(secret, signed.encode(), hashlib.sha256).digest())
        one = judged(f"{signed}.{mac}", evidence_of(issuer))
        assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize("form", ["ob3_jwt", "vcdm11_jwt", "vc+jwt"])
def test_a_token_that_brings_its_own_key(form: str) -> None:
    """A key in the header proves that somebody signed, not who."""
    issuer, thief = Issuer(), Key.make("thief")
    _, payload, _ = _parts(_issue(issuer, form))
    header = {"typ": "vc+jwt" if form == "vc+jwt" else "JWT", "jwk": thief.jwk}
    for extra in ({}, {"kid": issuer.method_id}, {"jku": "https://thief.example/keys.json"}):
        one = judged(jws(payload, thief, {**header, **extra}), evidence_of(issuer))
        assert one.verdict.code in (VerdictCode.CANNOT_TELL, VerdictCode.NOT_GENUINE)
        assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "did:web:other.example"),
        ("sub", "did:key:z6MkOther"),
        ("jti", "urn:uuid:other"),
        ("nbf", 1_500_000_000),
        ("exp", 4_000_000_000),
    ],
)
def test_a_claim_that_contradicts_the_credential(claim: str, value: Any) -> None:
    issuer = Issuer(method="did:web")
    document = issuer.credential(
        model="ob3-1.1",
        holder=Key.make("holder").did_key,
        valid_until=NOW + timedelta(days=9),
    )
    good = issuer.jwt(document, "vcdm11_jwt")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    one = judged(issuer.jwt(document, "vcdm11_jwt", claims={claim: value}), evidence_of(issuer))
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert found(one, Check.FORMAT).reason is Reason.CLAIMS_CONFLICT


def test_a_critical_header_that_nobody_knows() -> None:
    issuer = Issuer(method="did:web")
    document = issuer.credential()
    token = issuer.jwt(document, "vc+jwt", header={"crit": ["strange"], "strange": 1})
    one = judged(token, evidence_of(issuer))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert found(one, Check.PROOF).reason is Reason.UNKNOWN_CRITICAL_HEADER
