"""Tokens and sealed files inside a learner record: judged in it as they are alone."""

from __future__ import annotations

import json

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.portfolio_wallet import ENVELOPED, judged, judged_all
from wallet.errors import PresentingError
from wallet.report import VerdictCode
from wallet.session.exports import FORMS


@pytest.mark.parametrize("name", ENVELOPED)
def test_tokens_and_sealed_files_lie_in_a_record_and_are_judged_as_they_are_alone(held, name):
    draft = held.draft("clr", "data.json", name, own=False)
    assert draft.left == ()
    inside = json.loads(draft.data)["credentialSubject"]["verifiableCredential"][1]
    assert inside["id"].startswith(ENVELOPED[name])
    read = {one.credential_id: one for one in judged_all(held, draft.data)}
    alone = judged(held, held.files[name])
    again = read[held.ids[name]]
    assert again.verdict == alone.verdict
    unread = name == "sealed.pdf"  # its pages are no claims: never more than intact
    good = VerdictCode.CANNOT_TELL if unread else VerdictCode.VERIFIED
    assert alone.verdict.code is good
    assert again.view == alone.view is not None
    assert {str(one.check): one.outcome for one in again.report.findings} == {
        str(one.check): one.outcome for one in alone.report.findings
    }


def test_what_stands_around_an_envelope_is_nobodys_word(held):
    record = json.loads(held.draft("clr", "token.jwt", own=False).data)
    (inside,) = record["credentialSubject"]["verifiableCredential"]
    inside["issuer"] = {"id": "https://evil.example", "type": ["Profile"], "name": "Evil"}
    inside["credentialSubject"] = {"achievement": {"name": "Doctor of everything"}}
    (_, again) = judged_all(held, to_bytes(record))
    assert again.view == judged(held, held.files["token.jwt"]).view
    envelope, _, data = inside["id"].partition(",")
    cut = envelope + "," + data[:-40] + ("A" if data[-40] != "A" else "B") + data[-39:]
    inside["id"] = cut
    assert judged_all(held, to_bytes(record))[1].verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    "url",
    [
        "data:application/pdf;base64,",
        "data:application/pdf;base64,JVBERi0xLjc=",  # a PDF that nobody signed
        "data:application/jose+json;base64,e30=",
        "data:application/jose+json;base64,eyJwYXlsb2Fk",
        "data:application/xml;base64,PCFET0NUWVBFIGE+",
        "data:application/json;base64,e30=",
        "data:text/html;base64,e30=",
        "data:application/pdf;base64,%%%",
        "https://example.org/credential",
        7,
    ],
)
def test_an_envelope_without_a_sealed_file_is_a_fault_of_the_record(held, url):
    record = json.loads(held.draft("clr", "token.jwt", own=False).data)
    record["credentialSubject"]["verifiableCredential"][0]["id"] = url
    (whole,) = judged_all(held, to_bytes(record))
    assert whole.secured.parts == ()
    assert ("invalid_member", "$.credentialSubject.verifiableCredential[0]") in (
        whole.secured.problems
    )


def test_what_says_no_day_has_no_place_in_a_record_and_is_named(held):
    draft = held.draft("clr", "data.json", "undated.jwt", own=False)
    assert [(one.pointer, one.name, one.reason) for one in draft.left] == [
        ("/1", "Undated", "not_in_clr")
    ]


def test_a_sealed_file_stands_in_the_ledger_with_all_that_it_says(held):
    exports = held.session.portfolios.exports
    entry = exports.release(held.draft("clr", "sealed.json", own=False)).entry
    (shown,) = entry.credentials
    assert shown.credential_id == held.ids["sealed.json"]
    assert len(shown.statements) > 10


def test_an_altered_sealed_file_leaves_in_no_form(held):
    for form in FORMS:
        with pytest.raises(PresentingError) as caught:
            held.draft(form, "altered.xml", own=False)
        assert caught.value.code == "credential_not_genuine"
