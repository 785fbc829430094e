"""Portfolios in the forms of others: as honest as what they hold, and read back alike."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.portfolio_wallet import ENVELOPED, ESCO, judged
from tests.helpers.portfolios import Seen
from tests.wallet.exchange.schemas import faults, shacl
from wallet import formats, intake
from wallet.encoding import jcs
from wallet.errors import InputError, PresentingError
from wallet.exchange.table import COLUMNS, cell
from wallet.report import VerdictCode
from wallet.session.exports import FORMS

# --- CLR ---------------------------------------------------------------------------------


def test_a_record_is_read_back_with_the_same_awards(held):
    draft = held.draft("clr")
    record = json.loads(draft.data)
    found = judged(held, draft.data)
    assert found.secured.format is formats.recognise(record) is not None
    assert found.secured.format.value == "clr_2_0"
    parts = {one.credential_id: one for one in found.secured.parts}
    for name in ("data.json", "hostile.json"):
        kept = held.session.credential(held.ids[name])
        part = parts[held.ids[name]]
        assert part.document == kept.secured.document
        assert formats.view(part.format, part.document).awards == kept.view.awards
    assert jcs.canonical(record["credentialSubject"]["verifiableCredential"][0]) == (
        jcs.canonical(json.loads(held.files["data.json"]))
    )


def test_the_issuers_proofs_still_hold_inside_and_the_learner_signs_the_rest(held):
    record = json.loads(held.draft("clr").data)
    inside = to_bytes(record["credentialSubject"]["verifiableCredential"][0])
    assert judged(held, inside).verdict.code is VerdictCode.VERIFIED
    whole = judged(held, to_bytes(record))
    outcomes = {str(one.check): one.outcome.value for one in whole.report.findings}
    assert outcomes["proof"] == "passed"
    record["name"] = "Another name"
    altered = judged(held, to_bytes(record))
    assert altered.verdict.code is VerdictCode.NOT_GENUINE


def test_what_the_learner_wrote_is_marked_and_signed_by_nobody(held):
    record = json.loads(held.draft("clr").data)
    own = record["credentialSubject"]["verifiableCredential"][-1]
    assert "proof" not in own
    assert own["issuer"]["name"] == record["issuer"]["name"] == "Lena Learner"
    assert own["description"].startswith("Written by the learner.")
    assert judged(held, to_bytes(own)).verdict.code is not VerdictCode.VERIFIED
    assert record["partial"] is True


@pytest.mark.vectors
def test_a_record_fits_the_published_schema(held, vectors):
    path = vectors / "04-openbadges/schemas/clr_v2p0_clrcredential_schema_draft4.json"
    # That schema is of the draft on VCDM 1.1; its one difference here is the name of a date.
    schema = json.loads(path.read_text().replace('"issuanceDate"', '"validFrom"'))
    # (A context of an issuer's own, as credit has, is no text as that schema wants it.)
    record = json.loads(held.draft("clr", "hostile.json", "ended.json", *ENVELOPED).data)
    assert list(faults(record, schema, schema)) == []
    for name in ("name", "issuer", "credentialSubject"):
        short = {one: value for one, value in record.items() if one != name}
        assert list(faults(short, schema, schema)) == [f"$.{name}: required"]


# --- ELM ---------------------------------------------------------------------------------


def test_a_european_document_is_read_back_with_the_same_awards(held):
    document = json.loads(held.draft("elm").data)
    form = formats.recognise(document)
    assert form.value == "elm_3"
    assert formats.problems(form, document, secured=False) == ()
    read = formats.view(form, document)
    assert read.unread == ()
    kept = held.session.credential(held.ids["data.json"]).view.awards[0]
    (again,) = [one for one in read.awards if one.title[0].text == "Data basics"]
    assert [one.text for one in again.title] == [one.text for one in kept.title]
    assert again.award_date.value[:10] == kept.award_date.value[:10]
    assert [(one.amount, one.framework) for one in again.credits] == [
        (one.amount, one.framework) for one in kept.credits
    ]
    assert again.levels == kept.levels
    assert again.definition_ids == kept.definition_ids
    assert [link.uri for one in again.outcomes for link in one.links] == [ESCO]
    assert again.awarding_bodies[0].names[0].text == "Example University"


def test_issuers_credentials_are_attached_byte_for_byte(held):
    document = json.loads(held.draft("elm", "data.json", "token.jwt").data)
    attached = [base64.b64decode(one["content"]) for one in document["attachment"]]
    assert attached == [held.files["data.json"], held.files["token.jwt"].strip()]
    for one, name in zip(attached, ("data.json", "token.jwt"), strict=True):
        assert intake.open_file(one).credentials[0].credential_id == held.ids[name]


def test_each_claim_says_where_it_is_from(held):
    document = json.loads(held.draft("elm").data)
    claims = document["credentialSubject"]["hasClaim"]
    notes = [one["additionalNote"][0]["noteLiteral"]["en"] for one in claims]
    assert notes == [
        "As stated in the attachment 1.",
        "As stated in the attachment 2.",
        "Written by the learner. Nobody else vouches for it.",
    ]
    assert claims[2]["awardedBy"]["awardingBody"] == [document["issuer"]]
    assert judged(held, to_bytes(document)).verdict.code is not VerdictCode.VERIFIED


@pytest.mark.vectors
def test_a_european_document_fits_the_published_shapes(held, vectors):
    document = json.loads(held.draft("elm", "data.json", "ended.json").data)
    shapes = vectors / "06-elm-edc-emrex/shacl/EDC-generic-no-cv.ttl"
    context = vectors / "contexts"
    found = list(shacl(document, shapes, context))
    # A person has no legal identifier to show, and none is made up: see ``exchange.elm``.
    assert [one for one in found if "eidasLegalIdentifier" not in one] == []
    assert len(found) == 1
    del document["credentialSubject"]["hasClaim"][0]["title"]
    assert len(list(shacl(document, shapes, context))) == 2


# --- CSV ---------------------------------------------------------------------------------


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_has_a_line_for_each_award_and_says_who_says_so(held):
    rows = table(held.draft("csv").data)
    assert [(one["said_by"], one["credits"], one["level"]) for one in rows] == [
        ("issuer", "4.5", "6"),
        ("issuer", "", ""),
        ("learner", "", ""),
    ]
    assert rows[0]["skills"] == ESCO
    assert rows[0]["credential_id"] == held.ids["data.json"]
    assert tuple(rows[0]) == COLUMNS


def test_a_cell_never_acts(held):
    rows = table(held.draft("csv").data)
    assert rows[1]["title"].startswith("'=HYPERLINK")
    assert "\u202e" not in rows[1]["title"]


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@x", "|x", "%x", "\t=1", "\r=1", " =1", "\n=1", "\uff1d1", "\u200b=1"],
)
def test_every_way_to_begin_a_formula_is_closed(text):
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["Data", "5", "Üben", "a=b", "", "Lena's"])
def test_plain_cells_stay_as_they_are(text):
    assert cell(text) == text


def test_what_has_ended_says_so_in_table_and_page(held):
    (row,) = table(held.draft("csv", "ended.json", own=False).data)
    assert row["standing"] == "no_longer_valid"
    page = held.draft("html", "ended.json", own=False).data.decode()
    assert "No longer valid when this page was made." in page
    assert "No longer valid" not in held.draft("html").data.decode()


# --- HTML --------------------------------------------------------------------------------


def test_a_page_carries_nothing_that_acts_or_is_fetched(held):
    page = held.draft("html").data.decode()
    seen = Seen(page)
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "bdi", "dl"),
        *("dt", "dd", "article", "footer"),
    }
    assert set(seen.tags) <= allowed
    assert {name for name, _ in seen.attributes} <= {
        *("lang", "charset", "http-equiv", "content", "name", "class"),
    }
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;img src=x" in page
    assert "\u202e" not in page
    assert not re.search(r"url\(|@import|javascript:", page)


def test_a_page_forbids_everything_but_its_own_style(held):
    page = held.draft("html").data.decode()
    (policy,) = [
        value for name, value in Seen(page).attributes if name == "content" and "-src" in value
    ]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_a_page_marks_what_the_learner_wrote(held):
    page = held.draft("html").data.decode()
    assert "Written by the learner; nobody else vouches for it." in page
    assert "In their own words" in page


# --- what leaves -------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_nothing_leaves_before_it_is_in_the_ledger(held, form):
    draft = held.draft(form)
    before = len(held.session.ledger())
    released = held.session.portfolios.exports.release(draft)
    assert released.data == draft.data
    entry = held.session.ledger()[0]
    assert len(held.session.ledger()) == before + 1
    assert (entry.recipient, entry.purpose, entry.transport) == ("ACME", "portfolio", form)
    shown = [one.credential_id for one in entry.credentials]
    assert shown == [held.ids["data.json"], held.ids["hostile.json"], held.own]
    assert entry.credentials[0].statements
    assert "Lena" not in released.name


def test_only_own_entries_make_an_entry_too(held):
    exports = held.session.portfolios.exports
    draft = exports.draft([held.own], "csv", title="Mine", by_name="Lena")
    exports.release(draft)
    (shown,) = held.session.ledger()[0].credentials
    assert shown.credential_id == held.own


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_genuine_is_never_exported(held, form):
    with pytest.raises(PresentingError):
        held.draft(form, "altered.json")


def test_what_makes_no_sense_is_refused(held):
    exports = held.session.portfolios.exports
    for how, code in (
        ({"ids": [], "form": "csv", "title": "x"}, "case_empty"),
        ({"ids": [held.own], "form": "xls", "title": "x"}, "unknown_form"),
        ({"ids": [held.own], "form": "csv", "title": " "}, "title_missing"),
    ):
        with pytest.raises(InputError) as refused:
            exports.draft(by_name="Lena", **how)
        assert refused.value.code == code
