"""A seal that holds, with a header that means something else to somebody."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any

import pytest

from tests.helpers import elm, seals
from tests.helpers.judging import examined, found, judged
from tests.helpers.keys import b64url
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import sealed, trusted
from wallet.pathways.awards import held
from wallet.report import Check, Outcome, VerdictCode
from wallet.session import Costs, Session


@pytest.fixture(scope="module")
def identity() -> Any:
    return seals.sealer()


def never_verified(value: Any, identity: Any) -> None:
    data = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    result = examined(data, trusted(identity))
    assert all(one.verdict.code is not VerdictCode.VERIFIED for one in result.credentials)


def test_the_seal_stripped_off(identity):
    one = judged(json.dumps(elm.credential()).encode(), trusted(identity))
    assert found(one, Check.PROOF).outcome is Outcome.INDETERMINATE
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    never_verified({"payload": json.dumps(elm.credential()), "signatures": []}, identity)


def test_a_thief_seals_with_a_key_of_their_own_beside_the_good_certificate(identity):
    """The certificate is the university's; the signature is not by its key."""
    thief = seals.sealer()
    header = seals.protected(identity)
    text = json.dumps(elm.credential(id="urn:credential:forged"))
    never_verified({"payload": text, "signatures": [seals.one(text, thief, header)]}, identity)


def test_a_thief_puts_their_certificate_before_the_good_one(identity):
    """The bag leads to the anchor; the one who signed does not."""
    thief = seals.sealer()
    held = [base64.b64encode(one.der).decode() for one in (thief, identity)]
    value = seals.seal(elm.credential(), thief, x5c=held)
    one = judged(json.dumps(value).encode(), trusted(identity))
    assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED
    assert one.report.issuer_names == ()


def test_the_good_certificate_first_and_the_thiefs_digest(identity):
    thief = seals.sealer()
    digest = seals.protected(thief)["x5t#S256"]
    held = [base64.b64encode(one.der).decode() for one in (identity, thief)]
    never_verified(
        seals.seal(elm.credential(), thief, x5c=held, **{"x5t#S256": digest}), identity
    )


def test_a_good_seal_and_another_payload_beside_it(identity):
    value = json.loads(sealed(identity))
    forged = json.dumps(elm.credential(id="urn:credential:forged"))
    text = json.dumps(value)
    doubled = text[:-1] + ', "payload": ' + json.dumps(forged) + "}"
    never_verified(doubled, identity)


def test_plain_text_that_is_base64_too(identity):
    """Signed with ``b64`` false; read with ``b64`` true it would say something else."""
    inner = b64url(json.dumps(elm.credential()).encode())
    header = seals.protected(identity, b64=False)
    value = {"payload": inner, "signatures": [seals.one(inner, identity, header)]}
    never_verified(value, identity)


def test_protected_members_repeated_outside(identity):
    value = seals.seal(elm.credential(), identity)
    value["signatures"][0]["header"] = {"alg": "none", "sigT": "2020-01-01T00:00:00Z"}
    never_verified(value, identity)


def test_a_seal_by_the_learner_themselves(identity):
    """A certificate for a person, of the same authority, is no seal of the university."""
    learner = seals.sealer(
        identity.root, name="Aino Virtanen", organisation=None, organisation_id="PNOFI-1"
    )
    one = judged(sealed(learner), trusted(identity))
    assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED
    never_verified(json.loads(sealed(learner)), identity)


def test_a_signature_of_the_shape_only(identity):
    value = json.loads(sealed(identity))
    for signature in ("", "AAAA", b64url(b"\0" * 64), b64url(b"\xff" * 64)):
        changed = copy.deepcopy(value)
        changed["signatures"][0]["signature"] = signature
        never_verified(changed, identity)


def test_the_good_one_is_good(identity):
    assert judged(sealed(identity), trusted(identity)).verdict.code is VerdictCode.VERIFIED


def test_a_pathway_never_takes_the_id_that_a_payload_gives_its_issuer(identity):
    """Who may seal for itself must not count as somebody a pathway names by another address."""
    issuer = elm.organisation("Example University", seals.UNIVERSITY)
    data = sealed(identity, issuer=issuer | {"id": "https://famous.example"})
    one = judged(data, trusted(identity))
    (award,) = held(one.credential_id, one.view, one.verdict, one.report)
    assert award.issuer_id == seals.UNIVERSITY


def test_nobody_replaces_what_another_sealed_by_calling_themselves_alike(tmp_path):
    """Same credential id, same id of the issuer, a newer date: another sealer."""
    good, thief = seals.sealer(), seals.sealer(organisation_id="VATFI-99999999")
    own = elm.organisation("Example University", seals.UNIVERSITY) | {"id": "did:web:u.example"}
    other = elm.organisation("Mallory Oy", "VATFI-99999999") | {"id": "did:web:u.example"}
    session, _ = Session.create(
        tmp_path / "W", "a long passphrase", clock=lambda: NOW, costs=Costs()
    )
    with session:
        session.add_evidence([("a.pem", good.root.pem), ("b.pem", thief.root.pem)])
        session.keep(session.review([("a", sealed(good, issuer=own))]))
        newer = sealed(thief, issuer=other, validFrom="2026-10-01T08:00:00Z")
        (row,) = session.review([("b", newer)]).rows
        assert row.state.value == "new"
        same = sealed(good, issuer=own, validFrom="2026-10-01T08:00:00Z")
        (row,) = session.review([("c", same)]).rows
        assert row.state.value == "replaces"


@pytest.mark.parametrize("member", sorted(elm.credential()))
def test_each_member_is_signed_in_each_serialisation(identity, member):
    forged = elm.credential()
    if isinstance(forged[member], str):
        forged[member] += "0"
    elif isinstance(forged[member], list):
        forged[member] = [*forged[member], "urn:x:more"]
    else:
        forged[member] = {**forged[member], "additionalNote": "x"}
    text = json.dumps(forged)
    value = json.loads(sealed(identity))
    proof = found(
        judged(json.dumps(value | {"payload": text}).encode(), trusted(identity)), Check.PROOF
    )
    assert proof.outcome is Outcome.FAILED
    token = seals.seal(elm.credential(), identity, form="compact").split(".")
    token[1] = b64url(text.encode())
    assert found(judged(".".join(token), trusted(identity)), Check.PROOF).outcome is (
        Outcome.FAILED
    )
