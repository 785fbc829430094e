"""What is sent is what the preview listed, and each credential in it still holds."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest

from tests.helpers.files import png
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.presenting import (
    HOLDER,
    KEY,
    OTHER_KEY,
    chosen,
    make_plan,
    secured,
    sent,
)
from tests.helpers.qr_codes import qr_encode
from tests.helpers.signing import add_proof
from wallet import intake, presenting, proofs
from wallet.errors import PresentingError
from wallet.evidence import Evidence
from wallet.presenting.statements import leaves
from wallet.proofs import Setting
from wallet.report import Policy, Role
from wallet.secured import Secured

SUITES = (
    "eddsa-rdfc-2022", "eddsa-jcs-2022", "Ed25519Signature2020",
    "ob3_jwt", "vcdm11_jwt", "vc+jwt",
)  # fmt: skip


def _issue(suite, title="Data basics", **said):
    return Issuer("Uni " + suite).issue(title, suite=suite, holder=HOLDER, ects="5", **said)


def _prove(one: Secured, purpose="assertionMethod"):
    setting = Setting(
        evidence=Evidence(), now=NOW, role=Role.RECEIVER, policy=Policy(), purpose=purpose
    )
    return proofs.check(one, setting)


def _decoded(token):
    def part(text):
        return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))

    header, payload, signature = token.split(".")
    return part(header), part(payload), signature


def _listed(disclosure, part):
    return [(one.pointer, one.value) for one in disclosure.statements if one.part == part]


@pytest.mark.parametrize("suite", SUITES)
def test_what_is_sent_is_what_the_preview_lists(suite):
    plan = make_plan(_issue(suite, learner="Ada Lovelace"))
    parsed = json.loads(presenting.encode(plan, KEY, NOW))
    (inside,) = parsed["verifiableCredential"]
    (listed,) = plan.credentials
    if inside["type"] != "EnvelopedVerifiableCredential":
        assert _listed(listed, "document") == list(leaves(inside))
        return
    header, payload, signature = _decoded(inside["id"].partition(",")[2])
    assert set(inside) == {"@context", "id", "type"}
    assert _listed(listed, "header") == list(leaves(header))
    assert _listed(listed, "document") == list(leaves(payload))
    assert _listed(listed, "signature") == [("", signature)]


def test_around_the_credentials_stands_only_what_the_plan_names():
    plan = make_plan(
        _issue("vc+jwt"), nonce=" n-1 ", expires=NOW + timedelta(days=2), purpose="a job"
    )
    data = presenting.encode(plan, KEY, NOW)
    parsed = json.loads(data)
    proof = parsed["proof"]
    assert set(parsed) == {
        "@context", "id", "type", "holder", "verifiableCredential", "proof",
    }  # fmt: skip
    assert parsed["id"] == plan.presentation_id
    assert parsed["holder"] == plan.holder == HOLDER
    assert set(proof) == {
        "type", "cryptosuite", "created", "expires", "verificationMethod", "proofPurpose",
        "challenge", "domain", "proofValue",
    }  # fmt: skip
    assert proof["proofPurpose"] == "authentication"
    assert proof["challenge"] == "n-1"
    assert proof["domain"] == "ACME Ltd"
    assert b"a job" not in data


def test_nothing_is_asserted_that_was_not_asked():
    proof = sent(_issue("vc+jwt"), recipient="")["proof"]
    assert not {"challenge", "domain", "expires"} & set(proof)


@pytest.mark.parametrize("suite", SUITES)
def test_presentation_and_credential_verify_from_the_bytes_sent(suite):
    original = _issue(suite)
    data = presenting.encode(make_plan(original, nonce="n-1"), KEY, NOW)
    (presentation,) = intake.read(data)
    proven = _prove(presentation, "authentication")
    assert proven.unsigned_members == ()
    assert proven.proofs[0].challenge == "n-1"
    assert proven.proofs[0].domain == ("ACME Ltd",)
    (part,) = presentation.parts
    assert _prove(part).unsigned_members == _prove(secured(original)).unsigned_members
    assert part.credential_id == secured(original).credential_id
    assert part.securing == secured(original).securing


def test_several_credentials_of_all_forms_travel_together():
    credentials = [_issue(suite) for suite in SUITES if suite != "Ed25519Signature2020"]
    credentials.append(_issue("Ed25519Signature2020", model="vcdm1", learner="did:example:ada"))
    data = presenting.encode(make_plan(*credentials), KEY, NOW)
    (presentation,) = intake.read(data)
    assert presentation.document["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert not _prove(presentation, "authentication").unsigned_members
    assert len(presentation.parts) == len(SUITES)
    for part in presentation.parts:
        _prove(part)


def test_twelve_like_credentials_of_one_issuer_are_no_poison_graph():
    issuer = Issuer("One Issuer")
    badges = [issuer.issue("Data basics", holder=HOLDER, ects="5") for _ in range(12)]
    data = presenting.encode(make_plan(*badges), KEY, NOW)
    (presentation,) = intake.read(data)
    assert not _prove(presentation, "authentication").unsigned_members


def test_a_credential_with_members_outside_its_context_is_still_covered_completely():
    issuer = Issuer("JCS University")
    document = issuer.credential("Data basics", holder=HOLDER)
    document["credentialSubject"]["unknownToEveryContext"] = "4.0 ways"
    document["credentialSubject"]["number"] = 1.5
    badge = issuer.sign(document, "eddsa-jcs-2022")
    data = presenting.encode(make_plan(badge), KEY, NOW)
    (presentation,) = intake.read(data)
    assert presentation.document["proof"]["cryptosuite"] == "eddsa-jcs-2022"
    assert not _prove(presentation, "authentication").unsigned_members
    (part,) = presentation.parts
    assert part.document["credentialSubject"]["number"] == 1.5
    _prove(part)


def test_a_baked_badge_travels_as_its_credential():
    badge = _issue("eddsa-rdfc-2022")
    (inside,) = intake.read(png(badge))
    plan = presenting.plan(
        [presenting.Chosen(secured=inside, verdict=chosen(badge).verdict,
                           deciding=chosen(badge).deciding)],
        (HOLDER,), recipient="", now=NOW,
    )  # fmt: skip
    assert json.loads(presenting.encode(plan, KEY, NOW))["verifiableCredential"] == [badge]


def test_members_keep_their_order_and_names():
    badge = _issue("eddsa-rdfc-2022")
    text = presenting.encode(make_plan(badge), KEY, NOW).decode()
    assert json.dumps(badge, ensure_ascii=False, separators=(",", ":")) in text


def test_each_presentation_has_its_own_number():
    badge = _issue("eddsa-rdfc-2022")
    assert sent(badge)["id"] != sent(badge)["id"]


def test_another_key_than_the_plans_is_refused():
    with pytest.raises(PresentingError) as refused:
        presenting.encode(make_plan(_issue("vc+jwt")), OTHER_KEY, NOW)
    assert refused.value.code == "key_of_another"


def test_a_plan_that_ended_meanwhile_is_not_signed():
    plan = make_plan(_issue("vc+jwt"), expires=NOW + timedelta(minutes=5))
    with pytest.raises(PresentingError) as refused:
        presenting.encode(plan, KEY, NOW + timedelta(minutes=5))
    assert refused.value.code == "already_ended"


def test_a_presentation_whose_proof_cannot_cover_it_is_not_given_out():
    issuer = Issuer("Odd University")
    document = issuer.credential("Data basics", holder=HOLDER)
    document["@context"].append("https://unknown.example/context")
    badge = add_proof(
        document, issuer.key, issuer.method_id, "eddsa-jcs-2022", created="2026-01-01T00:00:00Z"
    )
    with pytest.raises(PresentingError) as refused:
        presenting.encode(make_plan(badge), KEY, NOW)
    assert refused.value.code == "not_coverable"


def test_the_same_bytes_come_back_from_every_transport():
    data = presenting.encode(make_plan(*map(_issue, SUITES)), KEY, NOW)
    for transport in presenting.TRANSPORTS:
        carried = transport.encode(data)
        received = [one.data for one in carried.artifacts]
        assert transport.decode(received[::-1]) == data


def test_one_picture_is_read_by_intake_like_the_file():
    data = presenting.encode(make_plan(_issue("vc+jwt")), KEY, NOW)
    (picture,) = qr_encode(data)
    (from_picture,), (from_file,) = intake.read(picture), intake.read(data)
    assert from_picture.document == from_file.document
