"""Several people answer one request: each answer is judged by itself."""

from __future__ import annotations

from dataclasses import replace

from tests.helpers.issuer import NOW, registry
from tests.helpers.keys import Key
from tests.helpers.presenting import ISSUER, MINE, MY_DID, chosen
from tests.helpers.sd_jwt import sign, vc_payload
from tests.wallet.presenting.asked import BADGES, HIDDEN, TOKEN, asking_for, request_of
from wallet import identifiers, presenting
from wallet.check_desk import CheckDesk


def test_what_two_people_show_does_not_add_up_to_one_answer(tmp_path):
    asked, secret = request_of(asking_for(["achievement_title"], ["assessment_grade"]))
    other = Key.make("another", "P-256")
    their_did = identifiers.did_key_of(other.private.public_key())
    theirs = sign(ISSUER, vc_payload(ISSUER, other), hide=HIDDEN).shown()
    files = []
    for token, key, own, pointer in (
        (TOKEN, MINE, MY_DID, "/achievement_title"),
        (theirs, other, their_did, "/assessment_grade"),
    ):
        less = replace(chosen(token), reveal=(pointer,), query="q")
        plan = presenting.plan([less], (own,), recipient=asked.who, nonce=asked.nonce, now=NOW)
        files.append((own[-4:], presenting.encode(plan, key.private, NOW)))
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([ISSUER, BADGES]))]
    found = desk.answer(files, secret=secret, evidence_files=known)
    lacking = [(one.source, one.paths) for one in found.unmet]
    assert lacking == [
        (MY_DID[-4:], ("assessment_grade",)),
        (their_did[-4:], ("achievement_title",)),
    ]
