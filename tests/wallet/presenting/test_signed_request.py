"""A signed request proves who asks, as far as somebody the person trusts names the signer."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from tests.helpers import x509 as ca
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import evidence_of
from tests.helpers.keys import Key
from tests.helpers.presenting import HOLDER, KEY, chosen
from tests.helpers.x509 import Identity, Wanted
from wallet import presenting
from wallet.check_desk import CheckDesk, make_request, request_signer
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.presenting import answering, propose, read_request
from wallet.presenting.signed_request import Signer
from wallet.reasons import Reason
from wallet.session import Costs, Session
from wallet.verify.asker import Asker, asker
from wallet.wording.asking import who_asks

ACME = Key.make("acme")
HOST = "jobs.acme.example"
FIELDS = ("title", "body")


def pem(key: Any) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def asked(by: Signer | None = None, **more: Any) -> bytes:
    signed = by or request_signer(pem(ACME.private))
    return make_request(who="ACME Ltd", why="a job", fields=FIELDS, by=signed, **more).document


def judged(data: bytes, evidence: Evidence, **more: Any) -> Asker:
    found = read_request(data)
    assert found.token is not None
    assert found.signer is not None
    return asker(found.token, found.signer, evidence, now=NOW, **more)


def listed(**more: Any) -> Evidence:
    rows = json.loads(registry([Issuer("ACME Limited", seed="acme")]))
    text = json.dumps(rows).replace(Issuer("ACME Limited", seed="acme").did, ACME.did_key)
    return evidence_of(listed=False, extra=[("r.json", text.encode())], **more)


def certified(**wanted: Any) -> tuple[Identity, Identity, Signer]:
    """A root, and a signer with a certificate two steps below it."""
    root = ca.root()
    key = ca.new_key()
    leaf = root.authority().issue(Wanted(dns=(HOST,), **wanted), key)
    chain = b"".join(
        b"-----BEGIN CERTIFICATE-----\n"
        + base64.encodebytes(one)
        + b"-----END CERTIFICATE-----\n"
        for one in leaf.bag
    )
    return root, leaf, request_signer(pem(key), chain)


def test_a_list_that_names_the_key_names_the_asker() -> None:
    found = judged(asked(), listed())
    assert found.is_named
    assert found.names == ("ACME Limited",)
    told = who_asks("ACME Ltd", "a job", found)
    assert told.startswith("ACME Limited asks. The request is signed")
    assert "They call themselves “ACME Ltd”." in told
    assert "a job" in told


def test_a_certificate_under_a_trusted_authority_names_the_asker() -> None:
    root, _, signer = certified()
    found = judged(asked(signer), ca.anchors(root))
    assert found.identifier == f"https://{HOST}"
    assert found.finding.reason is Reason.CERTIFICATE_NAMES_ISSUER
    assert len(found.certificates) == 3
    assert "those above it" in who_asks("ACME Ltd", "", found)
    assert not judged(asked(signer), Evidence()).is_named
    assert not judged(asked(signer), ca.anchors(ca.root())).is_named


def test_the_certificate_of_a_web_site_is_good_enough_to_ask() -> None:
    root, _, signer = certified(extended=("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"))
    assert judged(asked(signer), ca.anchors(root)).is_named


def test_nobody_named_and_nobody_signed_are_two_things_and_both_said() -> None:
    found = judged(asked(), Evidence())
    assert not found.is_named
    told = who_asks("ACME Ltd", "", found)
    assert "nobody here confirms who that is" in told
    assert ACME.did_key in told
    plain = make_request(who="ACME Ltd", fields=FIELDS).document
    assert read_request(plain).token is None
    assert who_asks("ACME Ltd", "", None) == "“ACME Ltd” asks. Nobody confirms that it is them."


def test_without_the_keys_of_a_did_nobody_can_tell() -> None:
    signer = request_signer(pem(ACME.private), did="did:web:acme.example")
    found = judged(asked(signer), Evidence())
    assert not found.is_named
    assert "not enough to tell" in who_asks("ACME Ltd", "", found)
    elsewhere = Issuer("ACME", method="did:web", host="acme.example")
    with pytest.raises(ProofFailure):  # the document of that DID lists another key
        judged(asked(signer), evidence_of(elsewhere))


# --- what a thief can do ----------------------------------------------------------------------


def altered(data: bytes, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> bytes:
    """The token with its header or payload changed, the signature as it was."""
    head, body, signature = data.split(b".")
    parts = [json.loads(base64.urlsafe_b64decode(one + b"==")) for one in (head, body)]
    change(*parts)
    packed = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in parts]
    return b".".join((*packed, signature))


def other_nonce(_head: dict[str, Any], body: dict[str, Any]) -> None:
    body["nonce"] = "other"


def other_key_to_encrypt_to(_head: dict[str, Any], body: dict[str, Any]) -> None:
    body["client_metadata"]["jwks"]["keys"][0]["kid"] = "mine"


def later_end(_head: dict[str, Any], body: dict[str, Any]) -> None:
    body["exp"] = int((NOW + timedelta(days=900)).timestamp())


def other_asker(_head: dict[str, Any], body: dict[str, Any]) -> None:
    body["client_id"] = f"decentralized_identifier:{HOLDER}"


def other_name(_head: dict[str, Any], body: dict[str, Any]) -> None:
    body["client_metadata"]["client_name"] = "Bank Ltd"


def no_algorithm(head: dict[str, Any], _body: dict[str, Any]) -> None:
    head["alg"] = "none"


def critical(head: dict[str, Any], _body: dict[str, Any]) -> None:
    head["crit"] = ["exp"]


@pytest.mark.parametrize(
    "change",
    [
        other_nonce, other_key_to_encrypt_to, later_end, other_asker, other_name, no_algorithm,
        critical,
    ],
)  # fmt: skip
def test_an_altered_request_is_refused(change: Callable[..., None]) -> None:
    data = altered(asked(expires=NOW + timedelta(days=1)), change)
    with pytest.raises(ProofFailure) as refused:
        judged(data, listed())
    assert not refused.value.indeterminate


def test_the_thief_signs_in_anothers_name() -> None:
    """Their own key, and the name of somebody whom a list names."""
    thief = request_signer(pem(Key.make("thief").private))
    claimed = Signer(
        key=thief.key,
        client_id=f"decentralized_identifier:{ACME.did_key}",
        header={"kid": f"{ACME.did_key}#{ACME.did_key.removeprefix('did:key:')}"},
    )
    with pytest.raises(ProofFailure):
        judged(asked(claimed), listed())
    own_kid = Signer(key=thief.key, client_id=claimed.client_id, header=thief.header)
    with pytest.raises(ProofFailure):
        judged(asked(own_kid), listed())


def test_a_certificate_for_another_host_and_one_that_ended_name_nobody() -> None:
    root, _, signer = certified()
    elsewhere = Signer(
        key=signer.key, client_id="x509_san_dns:bank.example", header=signer.header
    )
    ended = certified(ends=NOW - timedelta(days=1), begins=NOW - timedelta(days=9))
    for one, anchor in ((elsewhere, root), (ended[2], ended[0])):
        assert not is_named(asked(one), ca.anchors(anchor))
    assert is_named(asked(signer), ca.anchors(root))


def is_named(data: bytes, evidence: Evidence) -> bool:
    """Whether anybody is named; a request that is refused names nobody."""
    try:
        return judged(data, evidence).is_named
    except ProofFailure:
        return False


def test_a_token_of_another_type_and_a_name_without_signature_are_no_signed_requests() -> None:
    def retyped(head: dict[str, Any], _body: dict[str, Any]) -> None:
        head["typ"] = "JWT"

    with pytest.raises(InputError):
        read_request(altered(asked(), retyped))
    _, body, _ = asked().split(b".")
    bare = base64.urlsafe_b64decode(body + b"==")
    with pytest.raises(InputError) as refused:  # its signature taken off
        read_request(bare)
    assert refused.value.facts["member"] == "client_id"
    named = altered(asked(), lambda _head, told: told.update(client_id="ACME Ltd"))
    with pytest.raises(InputError):
        read_request(named)


@pytest.mark.parametrize(
    ("key", "certificate", "did"),
    [
        (b"no key", None, None),
        (pem(rsa.generate_private_key(65537, 2048)), None, None),
        (pem(ec.generate_private_key(ec.SECP384R1())), None, None),
        (pem(ACME.private), b"no certificate", None),
        (pem(ACME.private), None, "acme.example"),
    ],
)
def test_what_cannot_sign_says_so(key: bytes, certificate: bytes | None, did: Any) -> None:
    with pytest.raises(InputError) as refused:
        request_signer(key, certificate, did)
    assert refused.value.code == "unusable_signer"


def test_the_certificate_of_another_key_does_not_sign() -> None:
    _, leaf, _ = certified()
    chain = leaf.pem
    with pytest.raises(InputError):
        request_signer(pem(ACME.private), chain)


# --- the whole way ----------------------------------------------------------------------------


def test_the_answer_is_bound_to_the_signer_and_opens_for_it_alone(tmp_path: Path) -> None:
    issuer = Issuer("Badge University", seed="badges")
    made = make_request(who="ACME Ltd", fields=FIELDS, by=request_signer(pem(ACME.private)))
    request = read_request(made.document)
    held = chosen(issuer.issue("Data basics", holder=HOLDER))
    found = propose(request, [presenting.candidate(held.secured, good=True)])
    picked = answering(request, found.picks, {held.secured.credential_id: held}, NOW)
    plan = presenting.plan(
        picked, (HOLDER,), recipient=request.who, nonce=request.nonce, now=NOW,
        encrypt_to=request.encrypt_to,
    )  # fmt: skip
    data = presenting.sealed(plan, presenting.encode(plan, KEY, NOW))
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([issuer]))]
    told = desk.answer([("x", data)], secret=made.secret, evidence_files=known)
    assert told.unmet == ()
    assert {one.verdict.code.value for one in told.results[0].credentials} == {"verified"}
    other = make_request(who="ACME Ltd", fields=FIELDS)
    told = desk.answer([("x", data)], secret=other.secret, evidence_files=known)
    assert told.results[0].error is not None


def test_the_wallet_refuses_an_altered_one_and_says_who_signed_a_good_one(
    tmp_path: Path,
) -> None:
    session, _ = Session.create(
        tmp_path / "W", "correct horse battery", clock=lambda: NOW, costs=Costs()
    )
    with session:
        request, signer = session.handover.open_request(asked())
        assert request.called == "ACME Ltd"
        assert signer is not None
        assert not signer.is_named
        with pytest.raises(InputError) as refused:
            session.handover.open_request(altered(asked(), other_nonce))
        assert refused.value.code == "request_altered"
        plain, nobody = session.handover.open_request(
            make_request(who="ACME Ltd", fields=FIELDS).document
        )
        assert (plain.called, nobody) == ("ACME Ltd", None)
