"""What a person is shown of a credential, and where each value comes from."""

from __future__ import annotations

import dataclasses
import pickle
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import files
from tests.helpers.files import tampered
from tests.wallet.formats.viewing import ACHIEVEMENT, SUBJECT, award, said, seen
from wallet import formats, intake
from wallet.credential import (
    CredentialView,
    Credit,
    Kind,
    Level,
)
from wallet.errors import IntakeError

# --- the badge of our issuer -----------------------------------------------------------------


def test_a_badge_says_what_was_learnt_by_whom_and_who_says_so(badge, issuer):
    view = seen(badge)
    assert view.envelope.id == badge["id"]
    assert view.envelope.issuer.id == issuer.did
    assert view.envelope.issuer.names == said("Example University")
    assert view.envelope.valid_from is not None
    assert view.envelope.valid_from.value == badge["validFrom"]
    assert view.learner.ids == ("did:key:z6MkExample",)
    assert view.learner.names == said("Sam Salmon")
    (got,) = view.awards
    assert got.title == said("Data basics")
    assert got.kind is Kind.MICRO_CREDENTIAL
    assert got.credits == (Credit(amount=Decimal("2.5"), framework="ECTS"),)
    assert got.levels == (Level(scheme="EQF", value="6"),)
    assert [one.text[0].text for one in got.outcomes] == ["statistics", "plotting"]
    assert got.languages == ("en",)
    assert got.awarding_bodies == (view.envelope.issuer,)


def test_every_value_says_where_it_stands(badge):
    provenance = seen(badge).provenance
    expected = {
        "/envelope/issuer/names": "$.issuer.name",
        "/envelope/valid_from": "$.validFrom",
        "/learner/names": "$.credentialSubject.identifier[0].identityHash",
        "/awards/0/title": "$.credentialSubject.achievement.name",
        "/awards/0/credits/0": "$.credentialSubject.achievement.ECTS",
        "/awards/0/levels/0": "$.credentialSubject.achievement.alignment[2]",
        "/awards/0/outcomes/1": "$.credentialSubject.achievement.alignment[1]",
        "/awards/0/awarding_bodies/0/names": "$.issuer.name",
    }
    for pointer, path in expected.items():
        assert (provenance[pointer].source, provenance[pointer].path) == ("signed", path)
    date = provenance["/awards/0/award_date"]
    assert (date.source, date.rule) == ("derived", "validity_start_as_award_date")


def at_path(document: Any, path: str) -> Any:
    """The value at a JSON path of ours; fails where there is none."""
    for step in re.findall(r"[^.\[\]]+", path.removeprefix("$")):
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def at_pointer(view: dict[str, Any], pointer: str) -> Any:
    value: Any = view
    for step in pointer.strip("/").split("/"):
        value = value[int(step)] if isinstance(value, list | tuple) else value[step]
    return value


def check_trail(document: Any, view: CredentialView) -> None:
    """Every pointer leads to a value of the view, every path to a member of the document."""
    written = dataclasses.asdict(view)
    for pointer, origin in view.provenance.items():
        if origin.rule != "text_only":
            assert at_pointer(written, pointer) not in (None, "", ()), pointer
        assert origin.path is not None
        assert at_path(document, origin.path) not in (None, "", [], {}), origin.path
    for element in view.completeness:
        assert (element.path is None) is (element.state == "missing"), element


def test_what_was_read_can_be_handed_to_another_process(badge):
    (found,) = intake.read(files.to_bytes(badge))
    view = seen(badge)
    assert pickle.loads(pickle.dumps((found, view))) == (found, view)


def test_the_trail_from_view_to_document_has_no_gap(badge):
    check_trail(badge, seen(badge))


@pytest.mark.vectors
def test_the_trail_has_no_gap_in_samples_from_elsewhere(vectors: Path):
    for path in sorted(vectors.rglob("*")):
        if not path.is_file():
            continue
        try:
            found = intake.read(path.read_bytes())
        except IntakeError:
            continue
        for one in found:
            check_trail(one.document, formats.view(one.format, one.document))


def test_the_same_badge_as_a_token_points_into_its_claim(issuer):
    old = issuer.credential("Data basics", model="ob3-1.1", learner="Sam")
    payload = {"iss": issuer.did, "jti": old.pop("id"), "nbf": 1767225600, "vc": old}
    del old["issuer"], old["issuanceDate"]
    view = formats.view(formats.recognise(payload), payload)
    assert view.envelope.issuer.id == issuer.did
    assert view.provenance["/envelope/issuer"].path == "$.iss"
    assert view.envelope.id == payload["jti"]
    assert view.envelope.valid_from is not None
    assert view.envelope.valid_from.value == "2026-01-01T00:00:00Z"
    title = view.provenance["/awards/0/title"]
    assert title.path == "$.vc.credentialSubject.achievement.name"


# --- dates -----------------------------------------------------------------------------------


def test_a_stated_award_date_wins_over_the_start_of_validity(badge):
    stated = tampered(badge, "/awardedDate", "2026-02-01T00:00:00Z")
    got = award(stated)
    assert got.award_date is not None
    assert (got.award_date.value, got.award_date_is_derived) == ("2026-02-01T00:00:00Z", False)
    ended = award(tampered(badge, f"{SUBJECT}/activityEndDate", "2026-03"))
    assert ended.award_date is not None
    assert (ended.award_date.value, ended.award_date.precision) == ("2026-03", "month")
    assert award(badge).award_date_is_derived


def test_a_local_midnight_written_in_utc_is_marked(badge):
    view = seen(tampered(badge, "/validFrom", "2022-12-31T23:00:00Z"))
    assert view.envelope.valid_from is not None
    assert view.envelope.valid_from.zone_note == "zone-shifted"
    plain = seen(tampered(badge, "/validFrom", "2022-12-31T23:30:00Z")).envelope.valid_from
    assert plain is not None
    assert plain.zone_note is None


def test_what_is_no_date_is_not_shown_as_one(badge):
    view = seen(tampered(badge, "/validFrom", "last summer"))
    assert view.envelope.valid_from is None
    assert view.awards[0].award_date is None


# --- languages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("Dog", [("und", "Dog")]),
        ({"en": "Dog", "fi": "Koira"}, [("en", "Dog"), ("fi", "Koira")]),
        ({"@value": "Dog", "@language": "en-GB"}, [("en-GB", "Dog")]),
        ([{"@value": "Chien", "@language": "fr"}, "Dog"], [("fr", "Chien"), ("und", "Dog")]),
        ({"@value": "Dog", "@language": "not a tag"}, [("und", "Dog")]),
        (7, [("und", "Teamwork Badge")]),
        ("  ", [("und", "Teamwork Badge")]),
    ],
)
def test_texts_keep_their_language(badge, value, texts):
    document = tampered(badge, f"{ACHIEVEMENT}/name", value)
    document = tampered(document, "/name", "Teamwork Badge")
    assert [(one.lang, one.text) for one in award(document).title] == texts


# --- pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("data:image/png;base64,AAAA", True),
        ({"id": "data:image/svg+xml;base64,AAAA", "type": "Image"}, True),
        ("https://tracker.example/pixel.png", False),
        ({"id": "file:///etc/passwd"}, False),
        ("data:text/html,<script>", False),
        ("data:image/png;base64," + "A" * (2 * 1024 * 1024), False),
    ],
)
def test_only_pictures_inside_the_credential_are_shown(badge, image, shown):
    assert (award(tampered(badge, f"{ACHIEVEMENT}/image", image)).image is not None) is shown


# --- kinds and titles ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ("BachelorDegree", Kind.DEGREE),
        ("Course", Kind.COURSE),
        ("License", Kind.LICENCE),
        ("ext:SomethingElse", Kind.OTHER),
        (None, Kind.BADGE),
    ],
)
def test_the_kind_is_the_one_that_is_named(badge, named, kind):
    document = tampered(badge, f"{ACHIEVEMENT}/achievementType", named)
    assert award(document).kind is kind


def test_a_plain_credential_is_titled_by_its_name_or_type(issuer):
    plain = issuer.credential("Data basics", model="vcdm1")
    assert award(plain).title == ()
    typed = tampered(plain, "/type", ["VerifiableCredential", "UniversityDegreeCredential"])
    assert award(typed).title == said("University Degree Credential")
    assert seen(typed).provenance["/awards/0/title"].rule == "type_as_title"
    degree = tampered(typed, SUBJECT, {"degree": {"type": "BachelorDegree", "name": "BSc"}})
    assert award(degree).title == said("BSc")
    assert award(degree).kind is Kind.DEGREE
