"""What the evaluation takes from a view and its verification."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from wallet.credential import (
    Assessment,
    Award,
    CredentialView,
    Credit,
    DateValue,
    Envelope,
    Kind,
    Learner,
    Outcome,
    Party,
    SkillLink,
    Text,
    Workload,
)
from wallet.pathways import held
from wallet.reasons import Reason
from wallet.report import (
    Accreditation,
    Check,
    Finding,
    Role,
    Verdict,
    VerdictCode,
    VerificationReport,
)
from wallet.report import Outcome as CheckOutcome

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PROOF = Finding(check=Check.PROOF, outcome=CheckOutcome.PASSED, reason=Reason.SIGNATURE_VALID)
VERIFIED = Verdict(code=VerdictCode.VERIFIED, deciding=PROOF)


def report(*names: str) -> VerificationReport:
    return VerificationReport(
        findings=(PROOF,),
        verified_at=NOW,
        role=Role.HOLDER,
        issuer_names=names,
        accreditation=Accreditation(code="accredited"),
    )


def day(text: str) -> DateValue:
    return DateValue(value=text, precision="day")


def view(*awards: Award, until: DateValue | None = None, start: DateValue | None = None):
    return CredentialView(
        envelope=Envelope(
            id="urn:c",
            format="open_badges_3_0",
            issuer=Party(
                id="did:example:i", names=(Text(lang="en", text="Self Said"),), country="EE"
            ),
            valid_until=until,
            valid_from=start,
        ),
        learner=Learner(ids=("did:example:me",)),
        awards=awards,
    )


FULL = Award(
    id="urn:a",
    title=(Text(lang="en", text="Data"),),
    kind=Kind.COURSE,
    definition_ids=("urn:d",),
    award_date=day("2026-03-01"),
    credits=(Credit(amount=Decimal(4), framework="ECTS"),),
    workload=Workload(hours=Decimal(100)),
    outcomes=(
        Outcome(text=(), id="urn:o", links=(SkillLink(framework="ESCO", uri="urn:esco:1"),)),
    ),
    assessments=(
        Assessment(result="B"),
        Assessment(type="exam"),
        Assessment(result="35 (Failed)", result_status="Failed"),
    ),
    participation="online",
    languages=("et",),
    parent="urn:whole",
)


def one(made: CredentialView):
    found = held("c1", made, VERIFIED, report("University of Tartu"))
    assert len(found) == 1
    return found[0]


def test_everything_that_rules_ask_for_is_taken():
    found = one(view(FULL))
    assert (found.id, found.credential_id, found.award_id) == ("c1", "c1", "urn:a")
    assert (found.kind, found.definition_ids, found.hours) == (Kind.COURSE, ("urn:d",), 100)
    assert found.skills == {"urn:o", "urn:esco:1"}
    assert (found.grades, found.result_statuses) == (("B", "35 (Failed)"), (None, "Failed"))
    assert (found.mode, found.languages) == ("online", ("et",))
    assert (found.parent, found.learner_ids) == ("urn:whole", {"did:example:me"})
    assert (found.country, found.accreditation) == ("EE", "accredited")
    assert found.checks[Check.PROOF].outcome is CheckOutcome.PASSED


def test_the_issuer_goes_by_the_name_of_a_trust_source_never_by_its_own():
    assert one(view(FULL)).partner == "University of Tartu"
    unlisted = held("c1", view(FULL), VERIFIED, report())[0]
    assert unlisted.partner == "did:example:i"


def test_several_awards_of_one_credential_have_ids_of_their_own():
    second = Award(id="urn:b")
    found = held("c1", view(FULL, second), VERIFIED, report())
    assert [one.id for one in found] == ["c1#urn:a", "c1#urn:b"]
    assert {one.credential_id for one in found} == {"c1"}


def test_what_is_not_proven_is_listed_without_a_word_of_its_own():
    bad = Verdict(code=VerdictCode.NOT_GENUINE, deciding=PROOF)
    found = held("c1", None, bad, report())
    assert [(one.id, one.title, one.credits) for one in found] == [("c1", (), ())]
    assert held("c1", view(), VERIFIED, report())[0].title == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2026-06-01", datetime.combine(date(2026, 6, 1), time.max, UTC)),
        ("2026-02", datetime.combine(date(2026, 2, 28), time.max, UTC)),
        ("2026", datetime.combine(date(2026, 12, 31), time.max, UTC)),
        ("2026-06-01T12:00:00Z", datetime(2026, 6, 1, 12, tzinfo=UTC)),
        ("2026-06-01T12:00:00+03:00", datetime(2026, 6, 1, 9, tzinfo=UTC)),
        ("2026-06-01T12:00:00", datetime(2026, 6, 1, 12, tzinfo=UTC)),
    ],
)
def test_an_end_is_its_last_moment(text, ends):
    found = one(view(FULL, until=day(text)))
    assert (found.expires, found.unreadable_dates) == (ends, ())


@pytest.mark.parametrize(
    "text", ["soon", "2026-13-01", "2026-02-30", "0000", "2026-06-01T99:00Z"]
)
def test_an_end_that_cannot_be_read_is_kept_as_such(text):
    found = one(view(FULL, until=day(text)))
    assert (found.expires, found.unreadable_dates) == (None, (text,))


def test_the_earliest_end_counts():
    skill = Award(id="urn:a", expiry=day("2026-05-01"))
    found = one(view(skill, until=day("2027-01-01")))
    assert found.expires is not None
    assert found.expires.date() == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "awarded"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("2026", date(2026, 1, 1)),
        ("2025-12-31T23:30:00-02:00", date(2026, 1, 1)),
        ("spring", None),
        ("2026-02-30", None),
    ],
)
def test_a_vague_award_date_is_taken_as_old_as_it_can_be(text, awarded):
    assert one(view(Award(id="a", award_date=day(text)))).award_date == awarded


def test_it_begins_when_the_envelope_begins():
    assert one(view(FULL, start=day("2026-09-01"))).starts == datetime(2026, 9, 1, tzinfo=UTC)
    instant = one(view(FULL, start=day("2026-09-01T08:00:00Z")))
    assert instant.starts == datetime(2026, 9, 1, 8, tzinfo=UTC)
    assert one(view(FULL)).starts is None
