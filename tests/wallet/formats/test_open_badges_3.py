"""What makes a badge a badge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.files import tampered
from tests.helpers.issuer import Issuer
from wallet import formats, intake
from wallet.secured import Format

SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"


@pytest.fixture(scope="module")
def badge() -> dict[str, Any]:
    found: dict[str, Any] = Issuer("Example University").issue(
        "Data basics", ects="5", eqf=6, outcomes=["statistics"], learner="Sam"
    )
    return found


def broken(document: dict[str, Any]) -> list[tuple[str, str]]:
    form = formats.recognise(document)
    assert form is Format.OPEN_BADGES_3_0
    return list(formats.problems(form, document))


def without(document: dict[str, Any], pointer: str) -> dict[str, Any]:
    *way, last = pointer.strip("/").split("/")
    result = tampered(document, pointer, None)
    target: Any = result
    for step in way:
        target = target[step]
    del target[last]
    return result


def test_a_badge_of_our_issuer_conforms(badge):
    assert broken(badge) == []


@pytest.mark.parametrize(
    "member",
    [
        "achievement/id",
        "achievement/name",
        "achievement/description",
        "achievement/criteria",
        "achievement",
        "type",
    ],
)
def test_required_members_are_missed(badge, member):
    path = f"$.credentialSubject.{member.replace('/', '.')}"
    assert broken(without(badge, f"{SUBJECT}/{member}")) == [("missing_member", path)]


def profile(**changes: Any) -> dict[str, Any]:
    return {"id": "urn:a:1", "type": ["Profile"]} | changes


@pytest.mark.parametrize(
    ("pointer", "value", "problem"),
    [
        (f"{SUBJECT}/type", ["Person"], ("invalid_member", "$.credentialSubject.type")),
        (
            f"{ACHIEVEMENT}/type",
            "Badge",
            ("invalid_member", "$.credentialSubject.achievement.type"),
        ),
        (f"{ACHIEVEMENT}", "urn:a:1", ("invalid_member", "$.credentialSubject.achievement")),
        ("/issuer/type", ["Person"], ("invalid_member", "$.issuer.type")),
        (
            "/issuer/parentOrg",
            profile(type=["InvalidProfile"]),
            ("invalid_member", "$.issuer.parentOrg.type"),
        ),
        (
            f"{SUBJECT}/source",
            {"type": "Profile"},
            ("missing_member", "$.credentialSubject.source.id"),
        ),
        (
            f"{SUBJECT}/result",
            [{"value": "A"}],
            ("missing_member", "$.credentialSubject.result[0].type"),
        ),
        ("/evidence", [{"type": "Photo"}], ("invalid_member", "$.evidence[0].type")),
        (
            f"{ACHIEVEMENT}/alignment",
            {"type": ["Alignment"], "targetName": "x"},
            ("missing_member", "$.credentialSubject.achievement.alignment.targetUrl"),
        ),
        (
            f"{ACHIEVEMENT}/resultDescription",
            [{"id": "urn:a:1", "type": ["ResultDescription"], "name": "x"}],
            (
                "missing_member",
                "$.credentialSubject.achievement.resultDescription[0].resultType",
            ),
        ),
        (
            f"{SUBJECT}/identifier",
            {"type": "IdentityObject", "hashed": True, "identityHash": "x"},
            ("missing_member", "$.credentialSubject.identifier.identityType"),
        ),
    ],
)
def test_each_object_has_to_be_of_its_class(badge, pointer, value, problem):
    assert problem in broken(tampered(badge, pointer, value))


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/issuer", "did:example:issuer"),
        ("/issuer/type", "Profile"),
        (f"{ACHIEVEMENT}/type", ["Achievement", "https://x.example/#Own"]),
        (f"{ACHIEVEMENT}/creator", "did:example:creator"),
        (f"{ACHIEVEMENT}/creator", profile()),
        (f"{SUBJECT}/result", []),
        ("/evidence", {"type": ["Evidence"], "narrative": "x"}),
    ],
)
def test_what_the_standard_allows_is_no_problem(badge, pointer, value):
    assert broken(tampered(badge, pointer, value)) == []


def test_a_badge_that_hides_its_type_is_still_judged_as_a_badge(badge):
    other = tampered(badge, "/type", ["VerifiableCredential", "OtherCredential"])
    assert broken(other) == [("invalid_member", "$.type")]


def test_an_endorsement_has_a_subject_of_its_own(badge):
    endorsement = {
        **{name: badge[name] for name in ("@context", "id", "issuer", "validFrom")},
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {"id": "urn:a:1", "type": ["EndorsementSubject"]},
    }
    assert broken(endorsement) == []
    endorsement["credentialSubject"] = {"type": ["AchievementSubject"], "id": "urn:a:1"}
    assert broken(endorsement) == [("invalid_member", "$.credentialSubject.type")]


_TYPE_ERRORS = {
    "simple-err-credential-subject-achievement-result-description-type.json": (
        "$.credentialSubject.achievement.resultDescription[2].type"
    ),
    "simple-err-credential-subject-profile-type.json": "$.credentialSubject.source.type",
    "simple-err-credential-subject-result-type.json": "$.credentialSubject.result[1].type",
    "simple-err-evidence-type.json": "$.evidence[1].type",
    "simple-err-issuer-parentorg-type.json": "$.issuer.parentOrg.type",
    "simple-err-issuer-type.json": "$.issuer.type",
    "simple-err-type.json": "$.type",
    "simple-err-issuer.json": "$.issuer",
}


@pytest.mark.vectors
def test_samples_of_the_public_validator_come_out_as_its_tests_say(vectors: Path):
    folder = vectors / "04-openbadges" / "ob30"
    for path in sorted(folder.glob("*.json")):
        (found,) = intake.read(path.read_bytes())
        problems = [member for _, member in formats.problems(found.format, found.document)]
        if path.name in _TYPE_ERRORS:
            assert _TYPE_ERRORS[path.name] in problems, path
        else:
            assert problems == [], path


@pytest.mark.vectors
@pytest.mark.parametrize("folder", ["ob30-spec", "clr20"])
def test_examples_of_the_specifications_conform(vectors: Path, folder):
    for path in sorted((vectors / "04-openbadges" / folder).iterdir()):
        (found,) = intake.read(path.read_bytes())
        assert formats.problems(found.format, found.document) == (), path
        for part in found.parts:
            assert formats.problems(part.format, part.document) == (), path
