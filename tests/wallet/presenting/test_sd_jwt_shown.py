"""What is shown of an SD-JWT is what was chosen, and nothing else of it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.helpers import mdoc
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.keys import Key
from tests.helpers.presenting import HOLDER, ISSUER, KEY, MINE, MY_DID, chosen
from tests.helpers.sd_jwt import digest, disclosure, sign, vc_payload
from wallet import holder, identifiers, intake, presenting
from wallet.check_desk import CheckDesk, not_shown
from wallet.encoding import selective
from wallet.errors import PresentingError
from wallet.presenting import Form, Note, sd_jwt
from wallet.presenting.choices import choices_of
from wallet.report import Check, VerdictCode
from wallet.wording import presenting as words

HIDDEN = ("family_name", "given_name", "assessment_grade", "achievement_title")
ROOT = Path(__file__).resolve().parents[3]
VECTORS = Path(os.environ.get("TESSERA_VECTORS", ROOT.parent / "shared" / "vectors"))
CASES = VECTORS / "03-sd-jwt" / "generated"


def token(**claims):
    return sign(ISSUER, vc_payload(ISSUER, MINE, **claims), hide=HIDDEN).shown()


def nested():
    """An address of which parts are hidden, in a list of which one element is."""
    street = disclosure("street", "Main Street 1")
    home = disclosure("home", {"_sd": [digest(street)], "city": "Oulu"})
    second = disclosure("second skill")
    payload = vc_payload(ISSUER, MINE, learning_outcomes=["first", {"...": digest(second)}])
    signed = sign(ISSUER, {**payload, "_sd": [digest(home)]}, hide=(), decoys=1)
    return f"{signed.signed}~{street}~{home}~{second}~"


def plan_of(*shown, reveal=(), **more):
    more.setdefault("recipient", "ACME Ltd")
    found = [replace(chosen(one), reveal=reveal) for one in shown]
    return presenting.plan(found, (HOLDER, MY_DID), now=NOW, **more)


def made(*shown, key=MINE.private, **more):
    return presenting.encode(plan_of(*shown, **more), key, NOW)


def checked(data, tmp_path, *issuers, at=NOW, **more):
    desk = CheckDesk(tmp_path / "trust", clock=lambda: at)
    known = [("r.json", registry([ISSUER, *issuers]))]
    return desk.check([("x", data)], evidence_files=known, **more)[0]


def reasons(result, check):
    found = [one.report.find(check) for one in result.credentials]
    return [one.reason.value if one is not None else None for one in found]


def test_the_chosen_and_the_mandatory_go_and_nothing_else(tmp_path):
    plan = plan_of(token(), reveal=("/achievement_title",), nonce="n-1")
    (one,) = plan.credentials
    assert plan.form is Form.SD_JWT
    assert plan.holder == MY_DID == one.key
    hidden = {statement.pointer for statement in one.hidden}
    assert hidden == {"/family_name", "/given_name", "/assessment_grade"}
    assert one.places == 3 + 2  # two decoys of the issuer's
    assert Note.PARTS_HIDDEN in one.notes
    data = presenting.encode(plan, MINE.private, NOW)
    result = checked(data, tmp_path, nonce="n-1", recipient="ACME Ltd")
    assert [each.verdict.code for each in result.credentials] == [VerdictCode.VERIFIED] * 2
    assert reasons(result, Check.HOLDER)[1] == "holder_key_shown"
    sent = result.credentials[1].secured.document
    listed = [(s.pointer, s.value) for s in one.statements if s.in_document]
    assert listed == list(presenting.leaves(sent))
    assert "family_name" not in sent


def test_no_choice_shows_what_the_issuer_made_mandatory_alone():
    (one,) = plan_of(token()).credentials
    assert one.shown == ()
    assert {each.pointer for each in one.hidden} == {f"/{name}" for name in HIDDEN}
    (one,) = plan_of(token(), reveal=None).credentials
    assert one.hidden == ()


@pytest.mark.parametrize(
    ("reveal", "shown", "kept_back"),
    [
        (("/home/city",), {"/home"}, {"street", "second skill"}),
        (("/home/street",), {"/home", "/home/street"}, {"second skill"}),
        (("/home",), {"/home", "/home/street"}, {"second skill"}),
        (("/learning_outcomes/1",), {"/learning_outcomes/1"}, {"Oulu", "Main Street 1"}),
        (("/learning_outcomes/0",), set(), {"second skill", "Oulu"}),
        (("/learning_outcomes",), {"/learning_outcomes/1"}, {"Oulu"}),
    ],
)
def test_a_pointer_brings_what_it_lies_in_and_what_lies_in_it(reveal, shown, kept_back):
    (one,) = plan_of(nested(), reveal=reveal).credentials
    assert set(one.shown) == shown
    said = json.dumps(one.secured.document)
    assert not [word for word in kept_back if word in said]


def test_what_cannot_be_chosen_is_refused():
    for reveal in (("/nothing",), ("/learning_outcomes/7",), ("no pointer",)):
        with pytest.raises(PresentingError) as refused:
            plan_of(nested(), reveal=reveal)
        assert refused.value.code == "unknown_pointer"
    with pytest.raises(PresentingError) as refused:
        plan_of(ISSUER.issue(holder=HOLDER), reveal=("/issuer",))
    assert refused.value.code == "nothing_can_be_hidden"


def test_every_leaf_is_locked_or_belongs_to_one_choice():
    (held,) = intake.read(nested().encode())
    found = choices_of(held)
    parts = [*found.locked, *(each for one in found.free for each in one.statements)]
    assert len(parts) == len({(one.part, one.pointer) for one in parts})
    full = sd_jwt.full_document(str(held.token))
    document = {one.pointer for one in parts if one.in_document}
    assert document == {pointer for pointer, _ in presenting.leaves(full)}
    assert {one.pointer: one.parent for one in found.free} == {
        "/home": None, "/home/street": "/home", "/learning_outcomes/1": None,
    }  # fmt: skip


def test_a_key_binding_made_for_one_is_good_for_nobody_else(tmp_path):
    data = made(token(), nonce="n-1")
    for asked, reason in (
        ({"nonce": "n-2", "recipient": "ACME Ltd"}, "other_nonce"),
        ({"nonce": "n-1", "recipient": "Globex"}, "other_recipient"),
    ):
        result = checked(data, tmp_path, **asked)
        assert reasons(result, Check.REQUEST)[0] == reason
        assert result.credentials[0].verdict.code is not VerdictCode.VERIFIED


def test_without_a_nonce_of_theirs_freshness_is_not_shown(tmp_path):
    first, second = made(token()), made(token())
    assert first != second  # a nonce of its own each time
    result = checked(first, tmp_path, recipient="ACME Ltd")
    assert reasons(result, Check.REQUEST)[0] == "freshness_not_shown"


def test_a_presentation_that_has_ended_is_not_good_any_more(tmp_path):
    data = made(token(), nonce="n-1", expires=NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    result = checked(data, tmp_path, at=later, nonce="n-1", recipient="ACME Ltd")
    assert result.credentials[0].verdict.code is VerdictCode.NOT_VALID
    assert reasons(result, Check.VALIDITY)[0] == "expired"


def test_adding_taking_away_or_cutting_is_noticed(tmp_path):
    data = made(token(), nonce="n-1", reveal=("/family_name", "/achievement_title")).decode()
    signed, *shown, binding = data.split("~")
    other = made(token(), nonce="n-1", reveal=("/given_name",)).decode().split("~")[-1]
    for forged in (
        "~".join((signed, shown[0], binding)),
        "~".join((signed, *reversed(shown), binding)),
        "~".join((signed, *shown, other)),
        "~".join((signed, *shown, disclosure("given_name", "Eve"), binding)),
    ):
        result = checked(forged.encode(), tmp_path, nonce="n-1", recipient="ACME Ltd")
        assert result.credentials[0].verdict.code is not VerdictCode.VERIFIED
    for cut in (data[:-40], data[: len(data) // 2]):
        result = checked(cut.encode(), tmp_path, nonce="n-1", recipient="ACME Ltd")
        assert "holder_key_shown" not in reasons(result, Check.HOLDER)
        assert "answers_request" not in reasons(result, Check.REQUEST)


def test_one_bound_to_a_key_of_somebody_else_goes_without_a_binding(tmp_path):
    theirs = Key.make("theirs", "P-256")
    foreign = sign(ISSUER, vc_payload(ISSUER, theirs), hide=HIDDEN).shown()
    plan = plan_of(foreign)
    assert plan.holder == ""
    assert Note.ABOUT_ANOTHER_KEY in plan.credentials[0].notes
    data = presenting.encode(plan, None, NOW)
    assert data.endswith(b"~")
    result = checked(data, tmp_path)
    assert reasons(result, Check.HOLDER) == ["holder_proof_missing"]


def test_sets_travel_as_the_standards_say(tmp_path):
    badge_issuer = Issuer("Badge University", seed="badges")
    badge = badge_issuer.issue(holder=MY_DID)
    data = made(token(), badge, nonce="n-1")
    answer = json.loads(data)["vp_token"]
    assert set(answer) == {"credential_1", "presentation"}
    assert isinstance(answer["credential_1"][0], str)
    assert answer["presentation"][0]["type"] == ["VerifiablePresentation"]
    assert answer["presentation"][0]["proof"]["cryptosuite"] == "ecdsa-rdfc-2019"
    result = checked(data, tmp_path, badge_issuer, nonce="n-1", recipient="ACME Ltd")
    assert [one.path for one in result.credentials] == [
        "$.vp_token.credential_1[0]", "$.vp_token.credential_1[0].sd_jwt",
        "$.vp_token.presentation[0]", "$.vp_token.presentation[0].verifiableCredential[0]",
    ]  # fmt: skip
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}
    replayed = checked(data, tmp_path, badge_issuer, nonce="n-2", recipient="ACME Ltd")
    verdicts = [one.verdict.code for one in replayed.credentials if one.secured.is_presentation]
    assert VerdictCode.VERIFIED not in verdicts


@pytest.mark.parametrize("kind", holder.KINDS)
def test_a_kept_key_is_read_back_as_the_kind_that_its_name_says(kind):
    key = holder.new_private_key(kind)
    did = identifiers.did_key_of(key.public_key())
    again = holder.from_bytes(holder.to_bytes(key), did)
    assert identifiers.did_key_of(again.public_key()) == did
    assert holder.kind_of(did) == kind
    assert isinstance(again, ec.EllipticCurvePrivateKey) == (kind == "P-256")


def test_an_ed25519_key_binds_too(tmp_path):
    payload = vc_payload(ISSUER, Key.make("other"))
    raw = KEY.public_key().public_bytes_raw()
    payload["cnf"] = {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": _b64(raw)}}
    data = made(sign(ISSUER, payload, hide=HIDDEN).shown(), key=KEY, nonce="n-1")
    result = checked(data, tmp_path, nonce="n-1", recipient="ACME Ltd")
    assert [one.verdict.code for one in result.credentials] == [VerdictCode.VERIFIED] * 2


def test_a_file_of_another_kind_is_no_presentation():
    transport = presenting.transport("file")
    data = made(token())
    assert transport.decode([data]) == data
    assert transport.encode(data).artifacts[0].name.endswith(".sd-jwt")
    with pytest.raises(intake.IntakeError):
        transport.decode([to_bytes(ISSUER.issue(holder=HOLDER))])


@pytest.mark.vectors
@pytest.mark.parametrize(
    "case", sorted(CASES.iterdir()) if CASES.is_dir() else [], ids=lambda one: one.name
)
def test_the_reference_cases_are_made_from_what_was_issued(case):
    issued, shown = case / "issuance.txt", case / "presentation.txt"
    if not issued.exists():
        pytest.skip("a JSON serialisation: the wallet writes the compact form")
    text = "".join(issued.read_text().split())
    wanted = set(selective.split("".join(shown.read_text().split())).disclosures)
    every = sd_jwt.units(text)
    inner = {
        one.pointer
        for one in every
        if one.text in wanted
        and not any(two.text in wanted and two.parent == one.pointer for two in every)
    }
    told = selective.split(sd_jwt.select(text, inner))
    assert set(told.disclosures) == wanted
    verified = json.loads((case / "verified.json").read_text())
    document = sd_jwt.full_document("~".join((told.signed, *told.disclosures, "")))
    assert {name: document[name] for name in verified} == verified


def _b64(data):
    from tests.helpers.keys import b64url  # noqa: PLC0415

    return b64url(data)


def test_a_receiver_is_told_how_much_may_not_be_shown(tmp_path):
    result = checked(made(token(), nonce="n-1"), tmp_path, nonce="n-1", recipient="ACME Ltd")
    assert not_shown(result.credentials[1].secured) == 4 + 2
    whole = intake.read(to_bytes(ISSUER.issue(holder=HOLDER)))[0]
    assert not_shown(whole) is None
    assert "6 things" in words.kept_back(6)
    assert "other parts may exist" in words.kept_back(0)
    assert all("failed result" in words.kept_back(count) for count in (0, 1, 6))
    issued = mdoc.MdocIssuer().issue()
    part = mdoc.shown(issued, "achievement_title")
    assert not_shown(intake.read(mdoc.file(issued))[0]) is None
    assert not_shown(intake.read(mdoc.file(part))[0]) == len(mdoc.CLAIMS) - 1
