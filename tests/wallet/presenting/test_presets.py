"""The seven named selections: what they show and never show, and that they fail loudly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers.issuer import NOW
from tests.helpers.presenting import HOLDER, ISSUER, MINE, MY_DID, chosen
from tests.helpers.sd_jwt import CLAIMS, sign, vc_payload
from wallet import formats, presenting
from wallet.errors import PresentingError
from wallet.presenting import ACCREDITATION, PRESETS, choices_of, pointers_of, preset
from wallet.presenting.answer import document_of
from wallet.presenting.presets import PATHWAY

BORN = {"date_of_birth": "1980-02-03"}
EVERYTHING = (*CLAIMS, *BORN)
PERSONAL = {"family_name", "given_name", "date_of_birth", "assessment_grade"}
TODAY = date(2026, 11, 21)


def token(hide=EVERYTHING, **claims):
    return sign(ISSUER, vc_payload(ISSUER, MINE, **BORN, **claims), hide=hide).shown()


def picked(name, credential=None, stated=(ACCREDITATION, PATHWAY)):
    """The names of the claims that a preset shows."""
    held = chosen(credential or token()).secured
    view = formats.view(held.format, document_of(held))
    found = pointers_of(preset(name), view, choices_of(held), stated=stated, today=TODAY)
    plan = presenting.plan(
        [replace(chosen(credential or token()), reveal=found)],
        (MY_DID, HOLDER),
        recipient="ACME",
        now=NOW,
    )
    return {each.strip("/").split("/")[0] for each in plan.credentials[0].shown}


def refused(name, **more):
    with pytest.raises(PresentingError) as caught:
        picked(name, **more)
    assert caught.value.code == "preset_not_met"
    return caught.value.facts


def test_an_employer_sees_what_was_learned_and_nothing_personal():
    shown = picked("F-1")
    assert {
        "achievement_title", "issuing_authority", "level_of_learning_experience",
        "learning_outcomes", "expected_study_time", "date_of_issuance",
    } <= shown  # fmt: skip
    assert not shown & PERSONAL
    assert "learner_identification" not in shown


def test_skills_alone_have_no_dates_and_no_person():
    shown = picked("F-2")
    assert "learning_outcomes" in shown
    assert not shown & {*PERSONAL, "date_of_issuance", "date_of_expiry", "achievement_title"}


def test_admission_sees_everything_and_an_advisor_no_birth_data():
    assert picked("F-3") == set(EVERYTHING)
    advisor = picked("F-4")
    assert "assessment_grade" in advisor
    assert "date_of_birth" not in advisor


def test_old_dates_and_birth_data_do_not_tell_an_age():
    assert "date_of_issuance" in picked("F-5")
    old = token(date_of_issuance="2009-06-01", date_of_expiry=None)
    assert not picked("F-5", credential=old) & {"date_of_birth", "date_of_issuance"}


def test_accreditation_alone_says_nothing_of_the_learner():
    shown = picked("F-6")
    assert shown <= {"issuing_authority", "issuing_country"}


def test_proof_of_a_pathway_needs_its_result():
    assert "achievement_title" in picked("F-7")
    assert refused("F-7", stated=(ACCREDITATION,))["missing"] == (PATHWAY,)


@pytest.mark.parametrize("name", ["F-1", "F-3", "F-6"])
def test_without_an_answer_about_accreditation_nothing_is_dropped_quietly(name):
    assert refused(name, stated=())["missing"] == (ACCREDITATION,)


def test_what_a_credential_does_not_state_is_named():
    bare = token(level_of_learning_experience=None, learning_outcomes=None)
    assert refused("F-1", credential=bare)["missing"] == ("level", "outcomes")


def test_what_the_issuer_made_mandatory_cannot_be_promised_away():
    open_birth = token(hide=tuple(CLAIMS))
    assert refused("F-4", credential=open_birth)["cannot_hide"] == ("birth_data",)
    assert refused("F-2", credential=token(hide=()))["cannot_hide"]


def test_a_whole_document_meets_only_presets_that_hide_nothing():
    badge = ISSUER.issue("Data basics", holder=HOLDER, ects="5", eqf=6, outcomes=["reads"])
    assert picked("F-1", credential=badge) == set()
    assert refused("F-2", credential=badge)["cannot_hide"] == ("whole_document",)


def test_an_unproven_credential_meets_none():
    held = chosen(token()).secured
    for one in PRESETS:
        with pytest.raises(PresentingError) as caught:
            pointers_of(one, None, choices_of(held), today=TODAY)
        assert caught.value.code == "preset_not_proven"


def test_there_are_seven_and_no_others():
    assert [one.name for one in PRESETS] == [f"F-{number}" for number in range(1, 8)]
    with pytest.raises(PresentingError) as caught:
        preset("F-8")
    assert caught.value.code == "unknown_preset"
