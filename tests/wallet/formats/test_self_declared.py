"""A learner's own entries: kept whole, shown as their own word, never verified."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.files import tampered
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet import formats, intake
from wallet.credential import Kind
from wallet.errors import InputError
from wallet.formats.self_declared import Entry, attachments, make
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.secured import Format

ENTRY = Entry(
    title="Taught swimming",
    description="Two groups of children.",
    organisation="Swimming Club",
    role="Instructor",
    kind=Kind.OTHER.value,
    started="2024-09",
    ended="2025-06-15",
    hours="80.5",
    language="en",
    skills=("teaching children", "first aid"),
)
FILES = [("letter.pdf", b"%PDF-1.7 a letter"), ("folder/../photo.jpg", bytes(range(256)))]


def test_what_is_written_down_comes_back_whole() -> None:
    data = make(ENTRY, FILES, NOW)
    (one,) = intake.read(data)
    assert (one.format, one.securing) == (Format.SELF_DECLARED, "none")
    kept = attachments(one.document)
    assert [(file.name, file.data) for file in kept] == [
        ("letter.pdf", FILES[0][1]),
        ("photo.jpg", FILES[1][1]),
    ]
    assert kept[0].media_type == "application/pdf"
    view = formats.view(one.format, one.document)
    (award,) = view.awards
    assert award.title[0].text == "Taught swimming"
    assert award.award_date is not None
    assert award.award_date.value == "2025-06-15"
    assert award.workload is not None
    assert str(award.workload.hours) == "80.5"
    assert [outcome.text[0].text for outcome in award.outcomes] == list(ENTRY.skills)
    assert {one.source for one in view.provenance.values()} == {"learner"}
    assert view.envelope.issuer.id is None


@pytest.mark.parametrize("role", list(Role))
def test_it_is_never_verified_whoever_is_trusted(role: Role) -> None:
    one = judged(make(ENTRY, FILES, NOW), evidence_of(Issuer()), role=role)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.verdict.deciding.reason is Reason.SELF_DECLARED
    assert found(one, Check.FORMAT).outcome is Outcome.PASSED
    assert one.view is None


def test_a_signature_makes_no_issuer_of_the_learner() -> None:
    issuer = Issuer()
    document = json.loads(make(ENTRY, (), NOW))
    signed = {**document, "proof": issuer.issue("x")["proof"], "@context": []}
    assert formats.recognise(signed) is not Format.SELF_DECLARED
    assert formats.recognise(document, {"alg": "EdDSA"}) is Format.UNKNOWN


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "  "}, "entry_without_title"),
        ({"ended": "last summer"}, "malformed_date"),
        ({"started": "2025-13"}, "malformed_date"),
        ({"hours": "many"}, "malformed_number"),
        ({"kind": "miracle"}, "unknown_kind"),
    ],
)
def test_what_makes_no_sense_is_said_at_once(change: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        make(replace(ENTRY, **change), (), NOW)
    assert refused.value.code == code


def test_too_large_attachments_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        make(ENTRY, [("film.mov", bytes(8 * 1024 * 1024))], NOW)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    ("pointer", "value", "path"),
    [
        ("/title", 5, "$.title"),
        ("/role", 5, "$.role"),
        ("/skills", "one", "$.skills"),
        ("/skills", [""], "$.skills"),
        ("/attachments", {}, "$.attachments"),
        ("/attachments/0", "x", "$.attachments[0]"),
        ("/attachments/0/data", "AAAA", "$.attachments[0]"),
        ("/attachments/0/data", "!", "$.attachments[0]"),
        ("/attachments/0/sha256", "00", "$.attachments[0]"),
        ("/attachments/0/name", 5, "$.attachments[0]"),
    ],
)
def test_a_damaged_entry_is_told(pointer: str, value: Any, path: str) -> None:
    document = tampered(json.loads(make(ENTRY, FILES, NOW)), pointer, value)
    assert path in {at for _, at in formats.problems(Format.SELF_DECLARED, document)}
    assert len(attachments(document)) <= len(FILES)


def test_an_empty_entry_views_without_raising() -> None:
    assert formats.view(Format.SELF_DECLARED, {}).awards[0].title == ()
