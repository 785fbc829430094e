"""Every code of D.9 has a title, a sentence and a next step, for learner and employer."""

import pytest

from tests.helpers.said import NOW
from wallet import wording
from wallet.reasons import Reason
from wallet.report import Accreditation, Check, Finding, Outcome, Role, VerificationReport
from wallet.verify.codes import REASONS
from wallet.wording.checks_accreditation import ACCREDITATION, code_title

CODES = [one.value for one in ACCREDITATION] + ["conflicting_evidence"]
FACTS = {
    "institution": "Example University",
    "snapshot": "2026-11-01",
    "register": "DEQAR",
    "register_signer": "Operator",
    "covered_from": "2022-01-01",
    "covered_to": "2024-01-01",
    "withdrawn_on": "2024-01-01",
    "gap_from": "2024-01-02",
    "gap_to": "2025-01-02",
    "level": "EQF 7",
    "agency": "An Agency",
    "named": ("Example University",),
    "signer": "Somebody",
    "country": "PT",
}


def spoken(code, role=Role.HOLDER, **facts):
    told = {**FACTS, **facts}
    finding = Finding(
        check=Check.ACCREDITATION,
        outcome=Outcome.INDETERMINATE,
        reason=Reason(code),
        facts=told,
        as_of=NOW,
    )
    report = VerificationReport(
        findings=(finding,),
        verified_at=NOW,
        role=role,
        accreditation=Accreditation(code=code, facts=told, as_of=NOW),
    )
    found = wording.accreditation(report, role)
    assert found is not None
    return found


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("role", Role)
def test_every_code_is_said_to_both(code, role):
    words = spoken(code, role)
    assert words.title
    assert words.meaning[0].isupper()
    assert words.meaning.endswith(".")
    assert "{" not in words.meaning + words.advice
    assert "unknown" not in words.meaning


def test_all_nineteen_codes_of_the_specification_are_there():
    assert len(set(CODES)) == 19
    assert all(code_title(one) for one in CODES)
    reasons = {str(one) for one in REASONS[Check.ACCREDITATION]}
    assert set(CODES) <= reasons


@pytest.mark.parametrize("code", ["unknown_issuer", "issuer_not_bound", "known_not_reviewed"])
def test_what_is_not_found_is_never_called_false(code):
    said = spoken(code).meaning.lower()
    assert not {"fake", "false", "forged", "fraud", "mill"} & set(said.split())


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("conditions", "The decision had conditions."),
        ("voluntary", "The review was voluntary."),
        ("via_parent", "What was reviewed is the institution it belongs to."),
        ("joint", "What was reviewed is an offer of several institutions together."),
        ("register_lag", "The award is recent: the register may not have it yet."),
    ],
)
def test_marks_are_said(mark, sentence):
    assert sentence in spoken("accredited", modifiers=(mark,)).meaning


def test_an_old_register_says_so():
    assert "today is not known" in spoken("accredited", now="unknown").meaning
    assert "has expired" in spoken("accredited", register_expired=True).meaning


def test_nothing_may_be_said_without_a_code():
    report = VerificationReport(findings=(), verified_at=NOW, role=Role.HOLDER)
    assert wording.accreditation(report, Role.HOLDER) is None
