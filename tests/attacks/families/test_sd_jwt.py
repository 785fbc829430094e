"""SD-JWTs altered, stripped, stuffed, lent, replayed: none of them is verified."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined, found, judged, with_evidence
from tests.helpers.keys import Key, b64url
from tests.helpers.sd_jwt import (
    HIDDEN,
    SdJwt,
    bind,
    digest,
    disclosure,
    seconds,
    sign,
    vc_payload,
)
from tests.helpers.signing import V2, jws
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.verify import Challenge

ISSUER = Issuer(kind="P-256")
HOLDER = Key.make("holder", "P-256")
THIEF = Key.make("thief", "P-256")
EVIDENCE = evidence_of(ISSUER)
ASKED = Challenge(nonce="n-1", recipient="ACME Ltd")


def proof(one: Judged) -> tuple[Outcome, Reason]:
    finding = found(one, Check.PROOF)
    return finding.outcome, finding.reason


def made(**claims: Any) -> SdJwt:
    return sign(ISSUER, vc_payload(ISSUER, **claims))


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "RSA"])
@pytest.mark.parametrize("algorithm", ["sha-256", "sha-384", "sha-512", None])
def test_what_the_issuer_signed_is_verified_whatever_is_shown(
    kind: str, algorithm: str | None
) -> None:
    issuer = Issuer(kind=kind, method="did:web")
    token = sign(issuer, vc_payload(issuer), algorithm=algorithm)
    for shown in (token.shown(), token.shown("family_name"), f"{token.signed}~"):
        one = judged(shown, evidence_of(issuer))
        assert one.verdict.code is VerdictCode.VERIFIED, (shown[-20:], one.verdict.deciding)
        assert one.secured.securing == "sd_jwt"
    everything = judged(token.shown(), evidence_of(issuer))
    assert everything.view is not None
    assert everything.view.learner.names[0].text == "Aino Virtanen"
    nothing = judged(f"{token.signed}~", evidence_of(issuer))
    assert nothing.view is not None
    assert nothing.view.learner.names == ()
    assert nothing.credential_id == everything.credential_id


@pytest.mark.parametrize("name", HIDDEN)
def test_each_disclosure_altered_doubled_or_replaced(name: str) -> None:
    token = made()
    texts = token.disclosures
    twins = {
        "altered": {**texts, name: disclosure(name, "somebody else")},
        "renamed": {**texts, name: disclosure("achievement_title", "PhD")},
        "as an element": {**texts, name: disclosure("somebody else")},
        "spoilt": {**texts, name: texts[name][:-2]},
        "no JSON": {**texts, name: b64url(b"[1, 2")},
        "of four": {**texts, name: b64url(json.dumps(["s", name, "x", 1]).encode())},
    }
    for told, disclosures in twins.items():
        one = judged(SdJwt(token.signed, disclosures).shown(), EVIDENCE)
        assert proof(one)[0] is Outcome.FAILED, told
        assert one.verdict.code is VerdictCode.NOT_GENUINE, told
        assert one.view is None
    twice = judged(token.shown(order=(*texts, name)), EVIDENCE)
    assert proof(twice) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)
    foreign = disclosure("age", 40)
    stuffed = judged(SdJwt(token.signed, {**texts, "age": foreign}).shown(), EVIDENCE)
    assert proof(stuffed) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)


def test_a_digest_swapped_in_the_signed_part() -> None:
    token = made()
    head, payload, signature = token.signed.split(".")
    content = json.loads(base64.urlsafe_b64decode(payload + "=="))
    evil = disclosure("assessment_grade", "excellent")
    content["_sd"][0] = digest(evil)
    signed = f"{head}.{b64url(json.dumps(content).encode())}.{signature}"
    one = judged(f"{signed}~{evil}~", EVIDENCE)
    assert proof(one) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "hs512"])
def test_no_signature_or_a_shared_secret(algorithm: str) -> None:
    token = sign(ISSUER, vc_payload(ISSUER), alg=algorithm)
    for text in (token.shown(), token.shown().replace(token.signed.split(".")[2], "", 1)):
        one = judged(text, EVIDENCE)
        assert proof(one) == (Outcome.FAILED, Reason.ALGORITHM_REFUSED)


def test_another_key_and_other_headers() -> None:
    payload = vc_payload(ISSUER)
    forged = SdJwt(jws(payload, THIEF, {"typ": "dc+sd-jwt", "kid": ISSUER.method_id}))
    assert proof(judged(forged.shown(), EVIDENCE))[0] is Outcome.FAILED
    headers: tuple[dict[str, Any], ...] = ({"crit": ["x"], "x": 1}, {"crit": []})
    for header in headers:
        one = judged(sign(ISSUER, payload, **header).shown(), EVIDENCE)
        assert proof(one) == (Outcome.FAILED, Reason.UNKNOWN_CRITICAL_HEADER)
    unknown = judged(sign(ISSUER, payload, alg="ES512").shown(), EVIDENCE)
    assert proof(unknown) == (Outcome.INDETERMINATE, Reason.UNSUPPORTED_ALGORITHM)


@pytest.mark.parametrize("header", ["jwk", "x5c"])
def test_a_key_in_the_header_binds_to_nobody(header: str) -> None:
    university = "https://unknown.example"
    payload = {**vc_payload(ISSUER), "iss": university}
    carried = {"jwk": THIEF.jwk} if header == "jwk" else {"x5c": [certificate(THIEF)]}
    head = {"typ": "dc+sd-jwt", **carried}
    one = judged(f"{jws(payload, THIEF, head)}~", EVIDENCE)
    assert proof(one)[0] is Outcome.PASSED
    issuer_key = found(one, Check.ISSUER_KEY)
    reason = Reason.UNBOUND if header == "jwk" else Reason.CERTIFICATE_NOT_ANCHORED
    assert (issuer_key.outcome, issuer_key.reason) == (Outcome.INDETERMINATE, reason)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    other = judged(f"{jws(payload, HOLDER, head)}~", EVIDENCE)
    assert proof(other) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)


def certificate(key: Key) -> str:
    """A certificate that somebody made for himself."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "unknown.example")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public)
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=9))
        .sign(key.private, hashes.SHA256())
    )
    return base64.b64encode(built.public_bytes(Encoding.DER)).decode()


@pytest.mark.parametrize("claim", ["iss", "exp", "cnf", "vct", "status", "nbf"])
def test_what_may_never_be_disclosed_selectively(claim: str) -> None:
    values = {"status": {"status_list": {"idx": 1, "uri": "https://x.example/1"}}, "nbf": 1}
    payload = vc_payload(ISSUER, HOLDER) | ({claim: values[claim]} if claim in values else {})
    one = judged(sign(ISSUER, payload, hide=[claim]).shown(), EVIDENCE)
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert proof(one)[0] is Outcome.FAILED


@pytest.mark.parametrize("typ", ["JWT", "vc+jwt", "kb+jwt", "statuslist+jwt", "example+sd-jwt"])
def test_a_token_of_another_type_is_no_sd_jwt_vc(typ: str) -> None:
    one = judged(sign(ISSUER, vc_payload(ISSUER), typ=typ).shown(), EVIDENCE)
    assert proof(one) == (Outcome.FAILED, Reason.WRONG_PURPOSE)
    without = judged(sign(ISSUER, vc_payload(ISSUER), typ=None).shown(), EVIDENCE)
    assert proof(without) == (Outcome.INDETERMINATE, Reason.UNSUPPORTED_PROOF)


def test_reserved_names_collisions_and_digests_that_stand_twice() -> None:
    payload = vc_payload(ISSUER)
    for name, value in (
        ("_sd", ["x"]),
        ("...", "x"),
        ("_sd_alg", "none"),
        ("achievement_title", "PhD"),
    ):
        evil = disclosure(name, value)
        token = sign(ISSUER, {**payload, "_sd": [digest(evil)]})
        one = judged(SdJwt(token.signed, {"evil": evil}).shown(), EVIDENCE)
        assert proof(one) == (Outcome.FAILED, Reason.MALFORMED_PROOF), name
    same = disclosure("age", 40)
    for claims in (
        {"_sd": [digest(same), digest(same)]},
        {"_sd": [digest(same)], "nested": {"_sd": [digest(same)]}},
        {"_sd": "no list"},
        {"_sd": [7]},
        {"list": [{"...": digest(same), "more": 1}]},
        {"nested": {"...": "x"}},
        {"_sd_alg": 5},
    ):
        token = sign(ISSUER, payload | claims, hide=(), decoys=0, algorithm=None)
        one = judged(SdJwt(token.signed, {"age": same}).shown(), EVIDENCE)
        assert proof(one)[0] is Outcome.FAILED, claims
    odd = sign(ISSUER, payload | {"_sd_alg": "md5"}, hide=(), decoys=0, algorithm=None)
    one = judged(odd.shown(), EVIDENCE)
    assert proof(one) == (Outcome.INDETERMINATE, Reason.UNSUPPORTED_ALGORITHM)


def test_a_claim_named_issuer_is_not_the_issuer() -> None:
    for name in ("Example University", {"id": Issuer("Famous University").did}):
        told = {**vc_payload(ISSUER), "issuer": name}
        one = judged(sign(ISSUER, told, ["issuer"]).shown(), EVIDENCE)
        assert one.verdict.code is VerdictCode.VERIFIED, one.verdict.deciding
        assert one.view is not None
        assert one.view.envelope.issuer.id == ISSUER.did
    forged = sign(ISSUER, {**vc_payload(ISSUER), "iss": Issuer("Famous University").did})
    one = judged(forged.shown(), evidence_of(ISSUER, Issuer("Famous University")))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_dates_end_it() -> None:
    for claims, reason in (
        ({"exp": seconds(NOW) - 1}, Reason.EXPIRED),
        ({"nbf": seconds(NOW) + 3600}, Reason.NOT_YET_VALID),
        ({"iat": seconds(NOW) + 3600}, Reason.NOT_YET_VALID),
        ({"date_of_expiry": "2020-01-01"}, Reason.EXPIRED),
        ({"date_of_expiry": "2020-01-01T00:00:00Z"}, Reason.EXPIRED),
    ):
        one = judged(made(**claims).shown(), EVIDENCE)
        assert found(one, Check.VALIDITY).reason is reason, claims
        assert one.verdict.code is VerdictCode.NOT_VALID
    for claims in ({"date_of_expiry": "soon"}, {"exp": "later"}):
        one = judged(made(**claims).shown(), EVIDENCE)
        assert found(one, Check.VALIDITY).reason is Reason.MALFORMED_DATE
        assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_on_its_last_day_it_holds_until_the_day_is_over_everywhere() -> None:
    last = made(date_of_expiry=NOW.date().isoformat()).shown()
    assert judged(last, EVIDENCE).verdict.code is VerdictCode.VERIFIED
    over = judged(last, EVIDENCE, at=NOW + timedelta(days=2))
    assert found(over, Check.VALIDITY).reason is Reason.EXPIRED


# --- key binding ---------------------------------------------------------------------------


def bound() -> SdJwt:
    return sign(ISSUER, vc_payload(ISSUER, HOLDER))


def check(text: str, challenge: Challenge | None = ASKED, **how: Any) -> list[Judged]:
    return list(examined(text, EVIDENCE, challenge=challenge, **how).credentials)


def test_a_key_binding_for_this_receiver_shows_the_holder() -> None:
    token = bound()
    shown, credential = check(bind(token.shown("family_name"), HOLDER))
    assert shown.verdict.code is VerdictCode.VERIFIED, shown.verdict.deciding
    assert found(shown, Check.REQUEST).reason is Reason.ANSWERS_REQUEST
    assert found(credential, Check.HOLDER).reason is Reason.HOLDER_KEY_SHOWN
    assert credential.verdict.code is VerdictCode.VERIFIED
    assert credential.credential_id == judged(token.shown(), EVIDENCE).credential_id


def test_a_bound_credential_without_its_key_binding_is_no_bearer_one() -> None:
    (alone,) = check(bound().shown())
    holder = found(alone, Check.HOLDER)
    assert (holder.outcome, holder.reason) == (
        Outcome.INDETERMINATE,
        Reason.HOLDER_PROOF_MISSING,
    )


def test_a_key_binding_for_somebody_else_or_another_question() -> None:
    text = bound().shown("family_name")
    for other, reason in (
        (bind(text, HOLDER, nonce="n-2"), Reason.OTHER_NONCE),
        (bind(text, HOLDER, audience="Other Ltd"), Reason.OTHER_RECIPIENT),
        (bind(text, HOLDER, at=NOW - timedelta(days=8)), Reason.FRESHNESS_NOT_SHOWN),
    ):
        shown = check(other)[0]
        assert found(shown, Check.REQUEST).reason is reason
        assert shown.verdict.code is VerdictCode.CANNOT_TELL
    unasked = check(bind(text, HOLDER), None)[0]
    assert found(unasked, Check.REQUEST).reason is Reason.FRESHNESS_NOT_SHOWN
    future = check(bind(text, HOLDER, at=NOW + timedelta(hours=1)))[0]
    assert future.verdict.code is VerdictCode.NOT_VALID


def test_a_key_binding_by_another_key_or_over_other_disclosures() -> None:
    token = bound()
    text = token.shown("family_name")
    for told, twin in {
        "thief": bind(text, THIEF),
        "fewer": bind(token.shown("family_name"), HOLDER, over=f"{token.signed}~"),
        "more": bind(token.shown(), HOLDER, over=text),
        "typ": bind(text, HOLDER, typ="JWT"),
        "none": bind(text, HOLDER, alg="none"),
        "mac": bind(text, HOLDER, alg="HS256"),
        "garbage": f"{text}a.b.c",
    }.items():
        shown, credential = check(twin)
        assert shown.verdict.code is VerdictCode.NOT_GENUINE, told
        assert found(credential, Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING, told


def test_a_forged_credential_is_not_mended_by_a_good_key_binding() -> None:
    token = bound()
    forged = SdJwt(token.signed, {"grade": disclosure("assessment_grade", "1st")})
    shown, credential = check(bind(forged.shown(), HOLDER))
    assert shown.verdict.code is VerdictCode.NOT_GENUINE
    assert credential.verdict.code is VerdictCode.NOT_GENUINE
    unbound = sign(ISSUER, vc_payload(ISSUER))
    shown, _ = check(bind(unbound.shown(), HOLDER))
    assert shown.verdict.code is VerdictCode.CANNOT_TELL


def test_the_wallet_knows_its_own_key_under_another_name() -> None:
    mine = with_evidence(EVIDENCE, holder_ids=frozenset({HOLDER.did_key}))
    one = judged(bound().shown(), mine, role=Role.HOLDER)
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_KEY_IS_YOURS
    one = judged(bound().shown(), EVIDENCE, role=Role.HOLDER)
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_KEY_UNKNOWN
    own = sign(ISSUER, vc_payload(ISSUER, ISSUER.key))
    assert found(judged(own.shown(), EVIDENCE), Check.ISSUER_IDENTITY).reason is (
        Reason.SELF_ASSERTED
    )


# --- W3C credentials -------------------------------------------------------------------------


def w3c(hide: tuple[str, ...], **changes: Any) -> str:
    document = ISSUER.credential(model="vcdm2", status=("revocation",)) | changes
    return sign(ISSUER, document, hide=hide, decoys=0, typ="vc+sd-jwt").shown("name")


def test_what_may_be_kept_back_is_not_taken_as_absent() -> None:
    ISSUER.publish()
    held = evidence_of(ISSUER)
    far = (NOW + timedelta(days=90)).strftime("%Y-%m-%dT%H:%M:%SZ")
    shown = judged(w3c(("name",), name="x", validUntil=far), held)
    assert shown.verdict.code is VerdictCode.VERIFIED, shown.verdict.deciding
    for hidden, check_ in (
        ("credentialStatus", Check.STATUS),
        ("validUntil", Check.VALIDITY),
    ):
        one = judged(w3c(("name", hidden), name="x", validUntil=far), held)
        assert found(one, check_).reason is Reason.MAY_BE_UNDISCLOSED
        assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_w3c_credential_keeps_to_its_own_rules() -> None:
    base = ISSUER.credential(model="vcdm2")
    assert V2 in base["@context"]
    rules: tuple[tuple[dict[str, Any], tuple[Outcome, Reason]], ...] = (
        ({"vc": {}}, (Outcome.FAILED, Reason.MALFORMED_PROOF)),
        ({}, (Outcome.PASSED, Reason.SIGNATURE_VALID)),
    )
    for claims, wanted in rules:
        token = sign(ISSUER, base | claims, hide=(), decoys=0, typ="vc+sd-jwt")
        assert proof(judged(token.signed + "~", EVIDENCE)) == wanted
    two = sign(ISSUER, base | {"iss": "did:web:b.example"}, hide=(), typ="vc+sd-jwt")
    one = judged(two.signed + "~", EVIDENCE)
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert found(one, Check.FORMAT).reason is Reason.CLAIMS_CONFLICT


# --- anything --------------------------------------------------------------------------------

TOKEN = bound()
GOOD = bind(TOKEN.shown(), HOLDER)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 60), st.binary(max_size=30))
def test_a_damaged_sd_jwt_gives_an_answer_and_is_never_better(
    at: int, length: int, new: bytes
) -> None:
    data = GOOD.encode()
    twin = data[:at] + new + data[at + length :]
    if twin == data:
        return
    result = examined(twin, EVIDENCE, challenge=ASKED)
    for one in result.credentials:
        if one.secured.is_presentation:
            assert one.verdict.code is not VerdictCode.VERIFIED


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_disclosures_give_an_answer(one: bytes, other: bytes) -> None:
    signed = TOKEN.signed
    result = examined(f"{signed}~{b64url(one)}~{b64url(other)}~", EVIDENCE)
    assert all(j.verdict.code is VerdictCode.NOT_GENUINE for j in result.credentials) or (
        not one or not other
    )
