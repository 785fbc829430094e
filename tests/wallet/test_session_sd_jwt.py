"""An SD-JWT in a wallet: imported, listed, shown, found again, given back byte for byte."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.helpers.issuer import Issuer, Key, registry
from tests.helpers.keys import b64url
from tests.helpers.sd_jwt import bind, disclosure, sign, vc_payload
from wallet.report import Check, VerdictCode
from wallet.session import Costs, LibraryQuery, Session

ISSUER = Issuer(kind="P-256")
HOLDER = Key.make("holder", "P-256")
TOKEN = sign(ISSUER, vc_payload(ISSUER, HOLDER))


@pytest.fixture
def session(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Session]:
    made, _ = Session.create(
        tmp_path / "W", "correct horse battery", clock=clock, costs=Costs()
    )
    with made:
        made.add_evidence([("registry.json", registry([ISSUER]))])
        yield made


def test_it_is_kept_listed_searched_and_given_back_as_it_came(session: Session) -> None:
    data = TOKEN.shown().encode()
    review = session.review([("learning.sd-jwt", data)])
    assert [row.state.value for row in review.rows] == ["new"]
    (kept,) = session.keep(review).kept
    page = session.page(LibraryQuery(text="Data basics"))
    assert [row.credential_id for row in page.rows] == [kept]
    judged = session.credential(kept)
    assert judged.verdict.code is VerdictCode.VERIFIED, judged.verdict.deciding
    assert judged.secured.format.value == "sd_jwt_vc"
    ((sha256, _),) = session.originals(kept)
    assert session.original(sha256) == data


def test_it_is_the_same_credential_however_much_of_it_is_shown(session: Session) -> None:
    (kept,) = session.keep(session.review([("a", TOKEN.shown().encode())])).kept
    shown = bind(TOKEN.shown("family_name"), HOLDER).encode()
    review = session.review([("less", TOKEN.shown("family_name").encode()), ("kb", shown)])
    assert {row.state.value for row in review.rows} == {"already_held"}
    assert all(row.judged and row.judged.credential_id == kept for row in review.rows)


def test_one_that_came_in_a_key_binding_is_read_again_from_the_vault(session: Session) -> None:
    shown = bind(TOKEN.shown("family_name"), HOLDER).encode()
    (kept,) = session.keep(session.review([("kb", shown)])).kept
    judged = session.credential(kept)
    proof = judged.report.find(Check.PROOF)
    assert proof is not None
    assert proof.reason.value == "signature_valid"
    assert not judged.secured.is_presentation


def test_it_is_shared_in_part_under_the_key_that_it_is_bound_to(session: Session) -> None:
    mine = session.new_holder_key("for them", "P-256")
    public = session.signer(mine.did).public_key()
    numbers = public.public_numbers()
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": b64url(numbers.x.to_bytes(32, "big")),
        "y": b64url(numbers.y.to_bytes(32, "big")),
    }
    token = sign(ISSUER, vc_payload(ISSUER, cnf={"jwk": jwk})).shown().encode()
    (kept,) = session.keep(session.review([("a", token)])).kept
    plan = session.plan([kept], "ACME", nonce="n-1", reveal={kept: ["/assessment_grade"]})
    assert plan.holder == mine.did
    made = session.present(plan)
    (file,) = made.carried.artifacts
    assert file.name.endswith(".sd-jwt")
    assert b"Virtanen" not in base64.urlsafe_b64decode(
        b"".join(file.data.split(b"~")[1:-1]) + b"==="
    )
    ((shown,),) = [one.credentials for one in session.ledger()]
    told = [one.pointer for one in shown.statements]
    assert "/assessment_grade" in told
    assert "/family_name" not in told


def test_a_forged_copy_is_another_one_and_a_wallet_that_kept_it_as_the_same_still_opens(
    session: Session,
) -> None:
    (kept,) = session.keep(session.review([("a", TOKEN.shown().encode())])).kept
    junk = TOKEN.shown() + disclosure("family_name", "Nieminen") + "~"
    (forged,) = session.keep(session.review([("b", junk.encode())])).kept
    session.recheck()
    verdicts = [session.credential(one).verdict.code for one in (kept, forged)]
    assert verdicts == [VerdictCode.VERIFIED, VerdictCode.NOT_GENUINE]
    listed = {row.credential_id: row.verdict for row in session.page(LibraryQuery()).rows}
    assert listed == {kept: VerdictCode.VERIFIED, forged: VerdictCode.NOT_GENUINE}
    session.delete([kept], forever=True)
    database = session._vault.database
    with database.transaction():  # as earlier versions kept it
        database.run("UPDATE credentials SET credential_id = ?", (kept,))
    assert session.check_up() == ()
    assert session.credential(kept).verdict.code is VerdictCode.NOT_GENUINE
    assert session.rebuild() == 1
    session.recheck()
