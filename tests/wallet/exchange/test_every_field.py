"""Every field of the neutral view: where it goes in each form, and what is named as left."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.helpers.portfolios import ESCO, INNER, SIGNER, WHOLE, WORDS, part
from tests.wallet.exchange.schemas import shacl
from wallet import formats
from wallet.credential import (
    Level,
    Text,
)
from wallet.exchange import Part, write
from wallet.exchange.elm_claims import langs

BOTH = part(WHOLE, INNER)


def elm(*parts: Part) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write("elm", parts, WORDS, SIGNER).data)
    return found


def test_a_european_document_keeps_every_field_that_it_has_a_place_for():
    document = elm(BOTH)
    form = formats.recognise(document)
    whole, inner = formats.view(form, document).awards
    assert [one.text for one in whole.title] == ["Data science", "Data science (fi)"]
    assert whole.award_date.value == "2026-03-01T00:00:00Z"
    assert [(one.amount, one.framework, one.role) for one in whole.credits] == [
        (Decimal("5.5"), "ECTS", "earned"),
        (Decimal(150), "SBU", "available"),
    ]
    assert whole.workload.hours == Decimal("137.5")
    assert whole.levels == (Level(scheme="EQF", value="6"),)
    assert whole.fields == WHOLE.fields
    assert [[link.uri for link in one.links] for one in whole.outcomes] == [
        [ESCO],
        ["https://f.example/1"],
    ]
    assert [(one.type, one.result) for one in whole.assessments] == [("Exam", "Good")]
    assert (whole.participation, whole.languages) == ("online", ("fi", "en"))
    assert [one.text for one in whole.prerequisites] == ["None", "None (fi)"]
    assert whole.definition_ids == WHOLE.definition_ids
    assert [one.names[0].text for one in whole.awarding_bodies] == ["Uni", "Other"]
    assert whole.awarding_bodies[0].country == "FI"
    assert inner.parent == whole.id


def test_what_a_european_document_has_no_place_for_is_named():
    left = write("elm", [BOTH], WORDS, SIGNER).left
    assert {(one.pointer, one.reason) for one in left} == {
        ("/0/credits", "credit_without_unit"),
        ("/0/levels", "not_in_elm"),
        ("/0/assessments", "assessment_without_result"),
        ("/0/criteria", "not_in_elm"),
        ("/0/stackability", "not_in_elm"),
        ("/0/expiry", "not_in_elm"),
        ("/0/participation", "not_in_elm"),
        ("/0/valid_until", "not_in_elm"),
        ("/0/award_date", "date_not_exact"),
    }


def test_a_date_that_stands_in_for_another_says_so():
    derived = replace(WHOLE, award_date_is_derived=True)
    (claim,) = elm(part(derived))["credentialSubject"]["hasClaim"]
    notes = [one["noteLiteral"]["en"] for one in claim["additionalNote"]]
    assert notes[1] == "The date is the date of issue; no date of award is stated."
    (inner,) = elm(BOTH)["credentialSubject"]["hasClaim"][0]["hasPart"]
    assert "awardingDate" not in inner["awardedBy"]
    assert "Awarded 2026-02; the day is not stated." in json.dumps(inner["additionalNote"])
    (undated,) = elm(part(replace(WHOLE, award_date=None)))["credentialSubject"]["hasClaim"]
    assert "No date of award is stated." in json.dumps(undated["additionalNote"])
    (row,) = table(part(derived))
    assert row["award_date_is_derived"] == "yes"


@pytest.mark.vectors
def test_every_field_fits_the_published_shapes(vectors):
    shapes = vectors / "06-elm-edc-emrex/shacl/EDC-generic-no-cv.ttl"
    found = list(shacl(elm(BOTH), shapes, vectors / "contexts"))
    assert [one for one in found if "eidasLegalIdentifier" not in one] == []


def test_associations_are_those_that_issuers_state():
    record = json.loads(write("clr", [BOTH, BOTH], WORDS, SIGNER).data)
    told = [
        (one["associationType"], one["sourceId"], one["targetId"])
        for one in record["credentialSubject"]["association"]
    ]
    assert told == [
        ("isPartOf", "urn:a:1", "urn:a:2"),
        ("isPartOf", "urn:example:part", "urn:example:whole"),
    ]


def table(*parts: Part) -> list[dict[str, str]]:
    data = write("csv", parts, WORDS, SIGNER).data
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_keeps_amounts_beside_their_units():
    whole, inner = table(BOTH)
    assert (whole["credits"], whole["credit_framework"]) == ("5.5; 150; 9", "ECTS; SBU; ")
    assert (whole["level_scheme"], whole["level"]) == ("EQF; NQF-FI", "6; 7")
    assert whole["skills"] == f"{ESCO} https://f.example/1"
    assert (whole["assessment"], whole["result"]) == ("Exam; Essay", "Good")
    assert (whole["award_date"], inner["award_date"]) == ("2026-03-01", "2026-02")
    assert inner["part_of"] == "urn:example:whole"
    assert whole["valid_until"] == "2031-05-01"


def test_a_page_tells_them_too():
    page = write("html", [BOTH], WORDS, SIGNER).data.decode()
    for said in ("Data science", "5.5 ECTS, 150 SBU, 9", "EQF 6, NQF-FI 7", "137.5", "Uni"):
        assert said in page
    judged = write("html", [part(WHOLE, standing="not_judged")], WORDS, SIGNER).data.decode()
    assert "could not judge this one" in judged


def test_the_first_text_of_a_language_counts():
    assert langs((Text(lang="en", text="a"), Text(lang="en", text="b"))) == {"en": "a"}
