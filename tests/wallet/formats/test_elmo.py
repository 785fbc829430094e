"""EMREX transcripts: courses with their parts, what was passed and what was not."""

from __future__ import annotations

import base64
import gzip
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import seals, xml_seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import trusted
from wallet import formats, intake
from wallet.credential import Assessment, Credit, Identifier, Kind, Level, Workload
from wallet.encoding import xml_tree
from wallet.errors import IntakeError
from wallet.formats import elmo
from wallet.limits import Limits
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.secured import Format


def document(text: str) -> dict[str, Any]:
    return xml_tree.content(xml_tree.parse(text.encode()))


def seen(text: str) -> Any:
    return formats.view(Format.ELMO, document(text))


def test_what_it_says_stands_where_people_look_for_it():
    view = seen(xml_seals.elmo())
    course, lab = view.awards
    assert view.learner.names[0].text == "Aino Virtanen"
    assert view.learner.birth_date.value == "1999-10-02"
    assert view.envelope.issuer.names[0].text == "Example University"
    assert (course.title[0].text, course.kind) == ("Compilers", Kind.COURSE)
    assert course.credits == (Credit(amount=Decimal(5), framework="ECTS"),)
    assert course.levels == (Level(scheme="EQF", value="6"),)
    assert course.fields == (Identifier(scheme="ISCED-F", value="0612"),)
    assert course.workload == Workload(hours=Decimal(30))
    assert course.languages == ("fi",)
    assert course.award_date.value == "2026-06-17"
    assert course.assessments == (Assessment(result="4", result_status="passed"),)
    assert course.parts == (lab.id,)
    assert lab.parent == course.id
    assert (lab.award_date.value, lab.award_date_is_derived) == (
        "2026-09-01T00:00:00+02:00",
        True,
    )


@pytest.mark.parametrize("status", ["failed", "in-progress", "FAILED"])
def test_what_was_not_passed_gives_no_credit_and_says_so(status):
    course = seen(xml_seals.elmo(status=status)).awards[0]
    assert course.credits == ()
    told = Assessment(result=f"4 ({status})", result_status=status)
    assert course.assessments == (told,)


def test_with_several_issuers_nobody_is_the_issuer_of_the_whole():
    text = xml_seals.elmo()
    start, end = text.index("<report>"), text.index("</elmo>")
    other = text[start:end].replace("Example University", "University of Zed")
    view = seen(text[:end] + other + text[end:])
    assert view.envelope.issuer.names == ()
    names = [one.awarding_bodies[0].names[0].text for one in view.awards]
    assert names == ["Example University"] * 2 + ["University of Zed"] * 2


def test_a_date_written_day_first_is_a_day():
    text = xml_seals.elmo().replace("<bday>1999-10-02<", '<bday dtf="dd-MM-yyyy">02-10-1999<')
    assert seen(text).learner.birth_date.value == "1999-10-02"


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        ("<learner>", "</learner>", "$.learner"),
        ("<report>", "</report>", "$.report"),
        ("<issuer>", "</issuer>", "$.report.issuer"),
        ("<title xml:lang", "</title>", "$.report.issuer.title"),
    ],
)
def test_what_is_missing_is_named(start, end, path):
    text = xml_seals.elmo()
    assert elmo.problems(document(text), secured=True) == ()
    first = text.index(start)
    cut = text[:first] + text[text.index(end, first) + len(end) :]
    assert ("missing_member", path) in elmo.problems(document(cut), secured=True)


# --- carriers --------------------------------------------------------------------------------


def carriers(data: bytes) -> list[bytes]:
    packed = gzip.compress(data)
    text = base64.b64encode(packed)
    folded = b"\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    return [data, packed, text, folded + b"\n"]


def test_each_carrier_gives_the_same_transcript():
    identity = seals.sealer()
    signed = xml_seals.sign(xml_seals.elmo(), identity, xades=False)
    ids = set()
    for data in carriers(signed):
        one = judged(data, trusted(identity))
        assert one.verdict.code is VerdictCode.VERIFIED
        ids.add(one.credential_id)
    assert len(ids) == 1


def test_a_changed_credit_is_not_genuine():
    identity = seals.sealer()
    signed = xml_seals.sign(xml_seals.elmo(), identity, xades=False)
    altered = signed.replace(b"<value>5</value>", b"<value>50</value>")
    assert judged(altered, trusted(identity)).verdict.code is VerdictCode.NOT_GENUINE


def test_a_seal_of_the_platform_that_hands_it_over_is_not_the_universitys():
    identity = seals.sealer(organisation="EMREX node", organisation_id="VATNO-5")
    signed = xml_seals.sign(xml_seals.elmo(), identity, xades=False)
    key = found(judged(signed, trusted(identity)), Check.ISSUER_KEY)
    assert key.reason is Reason.SEAL_OF_ANOTHER


@pytest.mark.parametrize(
    "data",
    [
        b"\x1f\x8b",
        b"\x1f\x8b\x08\x00",
        b"H4sI",
        b"H4sI-_-_",
        gzip.compress(b"<elmo/>", mtime=0)[:-4],
        gzip.compress(b"<a/>", mtime=0) + gzip.compress(b"<b/>", mtime=0),
    ],
)
def test_a_torn_carrier_is_damaged(data):
    with pytest.raises(IntakeError) as caught:
        intake.read(data)
    assert caught.value.code == "damaged"


def test_a_carrier_that_unpacks_to_too_much_is_refused():
    with pytest.raises(IntakeError) as caught:
        intake.read(gzip.compress(b"0" * 5000), limits=Limits(input_bytes=1000))
    assert caught.value.code == "too_large"


@pytest.mark.vectors
def test_real_transcripts_are_read(vectors: Path):
    folder = vectors / "06-elm-edc-emrex/emrex"
    for name, awards in (("Example-elmo-Finland.xml", 10), ("example.xml", 5)):
        view = formats.view(
            Format.ELMO,
            xml_tree.content(xml_tree.parse((folder / name).read_bytes())),
        )
        assert len(view.awards) > awards
        assert view.learner.names
    signed = judged(
        (folder / "made/elmo-finland-signed.xml").read_bytes(), trusted(seals.sealer())
    )
    carried = judged(
        (folder / "made/elmo-finland-signed.gz.b64.txt").read_bytes(), trusted(seals.sealer())
    )
    assert signed.credential_id == carried.credential_id
    assert found(signed, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ANCHORED
