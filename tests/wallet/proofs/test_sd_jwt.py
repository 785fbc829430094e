"""SD-JWT against the RFC's own examples, another implementation, and its JSON forms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer, presentation
from tests.helpers.judging import evidence_of, examined, found, judged
from tests.helpers.keys import Key, b64url
from tests.helpers.sd_jwt import bind, seconds, sign, vc_payload
from tests.helpers.signing import V2
from tests.vectors_table.outcomes import Entry, entries, judge
from wallet.errors import IntakeError
from wallet.examine import Judged
from wallet.intake import read
from wallet.proofs import sd_jwt
from wallet.proofs.interface import Setting
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Policy, Role, VerdictCode
from wallet.verify import Challenge

ISSUER = Issuer(kind="P-256")
HOLDER = Key.make("holder", "P-256")
EVIDENCE = evidence_of(ISSUER)


# --- RFC 9901 --------------------------------------------------------------------------------


def sample(vectors: Path, name: str) -> tuple[Entry, Judged]:
    entry = next(one for one in entries(vectors) if one.file.endswith(name))
    return entry, judge(vectors, entry, test_keys=True).credentials[0]


@pytest.mark.vectors
@pytest.mark.parametrize(
    "name",
    ["a-1-simple-structured-sd-jwt", "a-3-sd-jwt-based-verifiable-credentials-sd-jwt-vc"],
)
def test_the_claims_of_the_rfcs_examples_come_out_as_printed(vectors: Path, name: str) -> None:
    folder = vectors / "03-sd-jwt" / "rfc9901-appendix"
    wanted = json.loads((folder / f"{name}.expected.json").read_text("utf-8"))
    _, one = sample(vectors, f"rfc9901-appendix/{name}.txt")
    assert one.report.verified_document == wanted


@pytest.mark.vectors
def test_the_reference_cases_give_the_claims_of_the_reference(vectors: Path) -> None:
    folders = sorted((vectors / "03-sd-jwt" / "generated").iterdir())
    compared = 0
    for folder in folders:
        presented, verified = folder / "presentation.txt", folder / "verified.json"
        if not presented.exists() or "header_mod" in folder.name:  # its ``kid`` is a number
            continue
        entry = next(
            one
            for one in entries(vectors)
            if one.file == f"03-sd-jwt/generated/{folder.name}/presentation.txt"
        )
        documents = [
            one.report.verified_document
            for one in judge(vectors, entry, test_keys=True).credentials
            if not one.secured.is_presentation
        ]
        assert documents == [json.loads(verified.read_text("utf-8"))], folder.name
        compared += 1
    assert compared > 6


# --- another implementation ------------------------------------------------------------------


def jwcrypto_key(key: Key) -> Any:
    jwk = pytest.importorskip("jwcrypto.jwk")
    number = key.private.private_numbers().private_value
    return jwk.JWK(**key.jwk, d=b64url(number.to_bytes(32, "big")))


@pytest.mark.parametrize("decoys", [False, True])
def test_what_the_sd_jwt_package_issues_and_shows_is_verified_here(*, decoys: bool) -> None:
    package = pytest.importorskip("sd_jwt.issuer")
    common = pytest.importorskip("sd_jwt.common")
    holder = pytest.importorskip("sd_jwt.holder")
    hidden = {common.SDObj("family_name"): "Virtanen", common.SDObj("learning_outcomes"): ["a"]}
    clear = vc_payload(ISSUER, family_name=None, learning_outcomes=None)
    issued = package.SDJWTIssuer(
        clear | hidden,
        jwcrypto_key(ISSUER.key),
        holder_key=jwcrypto_key(HOLDER),
        add_decoy_claims=decoys,
        extra_header_parameters={"typ": "dc+sd-jwt", "kid": ISSUER.method_id},
    )
    one = judged(issued.sd_jwt_issuance, EVIDENCE)
    assert one.verdict.code is VerdictCode.VERIFIED, one.verdict.deciding
    assert one.report.verified_document is not None
    assert one.report.verified_document["family_name"] == "Virtanen"

    shown = holder.SDJWTHolder(issued.sd_jwt_issuance)
    shown.create_presentation({"family_name": True}, "n-1", "ACME Ltd", jwcrypto_key(HOLDER))
    import time  # noqa: PLC0415 - the package dates the key binding by the clock

    at = NOW.fromtimestamp(time.time(), NOW.tzinfo)
    result = examined(
        shown.sd_jwt_presentation,
        EVIDENCE,
        challenge=Challenge(nonce="n-1", recipient="ACME Ltd"),
        at=at,
    )
    request = found(result.credentials[0], Check.REQUEST)
    assert (request.outcome, request.reason) == (Outcome.PASSED, Reason.ANSWERS_REQUEST)
    assert found(result.credentials[1], Check.HOLDER).reason is Reason.HOLDER_KEY_SHOWN


def test_what_the_test_issuer_makes_is_verified_by_the_sd_jwt_package() -> None:
    verifier = pytest.importorskip("sd_jwt.verifier")
    token = sign(ISSUER, vc_payload(ISSUER, HOLDER))
    shown = bind(token.shown("family_name", "assessment_grade"), HOLDER)
    key = jwcrypto_key(ISSUER.key)
    checked = verifier.SDJWTVerifier(shown, lambda _iss, _header: key, "ACME Ltd", "n-1")
    part = examined(shown, EVIDENCE).credentials[1]
    assert checked.get_verified_payload() == part.report.verified_document


# --- JSON serialisations ---------------------------------------------------------------------


def flattened(text: str, *, general: bool = False, above: bool = False) -> dict[str, Any]:
    signed, *disclosures, binding = text.split("~")
    protected, payload, signature = signed.split(".")
    extra = {"disclosures": disclosures, **({"kb_jwt": binding} if binding else {})}
    first = {"protected": protected, "signature": signature}
    if above:
        return {"payload": payload, **first, **extra}
    first["header"] = extra
    return (
        {"payload": payload, "signatures": [first]}
        if general
        else {"payload": payload, **first}
    )


@pytest.mark.parametrize("how", [{}, {"general": True}, {"above": True}])
def test_the_json_forms_say_what_the_compact_one_says(how: dict[str, bool]) -> None:
    token = sign(ISSUER, vc_payload(ISSUER, HOLDER))
    compact = judged(token.shown("family_name"), EVIDENCE)
    one = judged(flattened(token.shown("family_name"), **how), EVIDENCE)
    assert one.credential_id == compact.credential_id
    assert one.report == compact.report
    bound = bind(token.shown("family_name"), HOLDER)
    asked = Challenge(nonce="n-1", recipient="ACME Ltd")
    shown = examined(flattened(bound, **how), EVIDENCE, challenge=asked).credentials[0]
    assert shown.verdict.code is VerdictCode.VERIFIED


def test_a_json_form_with_parts_that_are_none_is_damaged() -> None:
    good = flattened(sign(ISSUER, vc_payload(ISSUER)).shown())
    for twin in (
        {**good, "header": {"disclosures": "x"}},
        {**good, "header": {"disclosures": ["a~b"]}},
        {**good, "header": {"disclosures": [], "kb_jwt": "x"}},
        {**good, "disclosures": []},
        {**good, "signature": 7},
    ):
        with pytest.raises(IntakeError, match="damaged"):
            read(json.dumps(twin).encode())


def test_metadata_without_the_key_proves_nothing_and_with_it_binds() -> None:
    issuer = Issuer(kind="P-256")
    url = "https://issuer.example"
    payload = {**vc_payload(issuer), "iss": url, "exp": seconds(NOW) + 99}
    text = sign(issuer, payload, kid=None).shown()
    metadata = {"issuer": url, "jwks": {"keys": [issuer.key.jwk]}}
    other = {"issuer": url, "jwks": {"keys": [HOLDER.jwk]}}
    for told, outcome in (
        (metadata, Outcome.PASSED),
        (other, Outcome.FAILED),
        ({**metadata, "issuer": "https://b.example"}, Outcome.INDETERMINATE),
        (
            {"issuer": url, "jwks": {"keys": [issuer.key.jwk, HOLDER.jwk]}},
            Outcome.INDETERMINATE,
        ),
    ):
        extra = [("metadata.json", json.dumps(told).encode())]
        one = judged(text, evidence_of(extra=extra, listed=False))
        assert found(one, Check.PROOF).outcome is outcome, told
        passed = found(one, Check.ISSUER_KEY).outcome is Outcome.PASSED
        assert passed is (outcome is Outcome.PASSED)
    named = {**issuer.key.jwk, "kid": "2026"}
    both = {"issuer": url, "jwks": {"keys": [named, {**HOLDER.jwk, "kid": "2025"}]}}
    extra = [("metadata.json", json.dumps(both).encode())]
    evidence = evidence_of(extra=extra, listed=False)
    one = judged(sign(issuer, payload, kid="2026").shown(), evidence)
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.PASSED
    one = judged(sign(issuer, payload, kid="2025").shown(), evidence)
    assert found(one, Check.PROOF).outcome is Outcome.FAILED


# --- inside a presentation -------------------------------------------------------------------


@pytest.mark.parametrize("media", ["vc+sd-jwt", "dc+sd-jwt"])
def test_in_a_presentation_its_holder_is_the_key_it_names(media: str) -> None:
    token = sign(ISSUER, vc_payload(ISSUER, HOLDER)).shown("family_name")
    enveloped = {
        "@context": [V2],
        "id": f"data:application/{media},{token}",
        "type": "EnvelopedVerifiableCredential",
    }
    for key, reason in (
        (HOLDER, Reason.HOLDER_KEY_SHOWN),
        (Key.make("thief", "P-256"), Reason.HOLDER_PROOF_MISSING),
    ):
        shown = presentation([enveloped], key, suite="ecdsa-jcs-2019")
        part = examined(shown, EVIDENCE).credentials[1]
        assert part.verdict.code is VerdictCode.VERIFIED, part.verdict.deciding
        assert found(part, Check.HOLDER).reason is reason


# --- one proof, asked for twice --------------------------------------------------------------


def test_what_was_shown_is_judged_by_the_evidence_at_hand_and_not_from_memory() -> None:
    """The presentation's own judgement is used for the credential in it; for nothing else."""
    text = bind(sign(ISSUER, vc_payload(ISSUER, HOLDER), hide=("family_name",)).shown(), HOLDER)
    setting = Setting(evidence=EVIDENCE, now=NOW, role=Role.RECEIVER, policy=Policy())
    (shown,) = read(text.encode())
    (inside,) = shown.parts
    for _ in range(2):
        sd_jwt.check(shown, setting)
        assert sd_jwt.check(inside, setting).proofs[0].key is not None
    sd_jwt.check(shown, setting)
    nobody = replace(setting, evidence=evidence_of(Issuer(seed="other", kind="P-256")))
    later = replace(setting, now=NOW + timedelta(days=1))
    for other in (nobody, later, replace(setting, role=Role.HOLDER)):
        proven = sd_jwt.check(inside, other)
        assert proven == sd_jwt.check(inside, other)
        assert not proven.document.keys() - shown.parts[0].document.keys()


def test_a_disclosure_less_is_another_question() -> None:
    made = sign(ISSUER, vc_payload(ISSUER, HOLDER), hide=("family_name", "given_name"))
    setting = Setting(evidence=EVIDENCE, now=NOW, role=Role.RECEIVER, policy=Policy())
    (whole,) = read(bind(made.shown(), HOLDER).encode())
    (less,) = read(bind(made.shown("given_name"), HOLDER).encode())
    sd_jwt.check(whole, setting)
    assert "family_name" not in sd_jwt.check(less.parts[0], setting).document
    assert "family_name" in sd_jwt.check(whole.parts[0], setting).document
