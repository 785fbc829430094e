"""Accreditation of signed credentials, from the file to the finding and the report's JSON."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers.accreditation import World, judged, programme
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet import report_json, wording
from wallet.credential import DateValue
from wallet.evidence import Evidence
from wallet.examine import examine
from wallet.formats.dates import date_value
from wallet.register import NameOf
from wallet.report import Check, Outcome, Policy, Role, VerdictCode
from wallet.trust.accreditation import Days
from wallet.verify.accreditation import days_of
from wallet.wording.accredited import kept_title


@pytest.fixture
def issuer():
    return Issuer("Example University", method="did:web", host="university.example")


@pytest.fixture
def world():
    found = World(as_of="2026-11-01")
    uni = found.university("Example University", country="FI")
    found.identifier(uni, "ror", "04xfq0f34")
    found.decision(uni, start="2022-01-01", end="2028-01-01", id="D-7")
    return found


def test_a_credential_of_an_accredited_university(issuer, world):
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world)
    found = one.report.find(Check.ACCREDITATION)
    assert (found.outcome, found.reason) == (Outcome.PASSED, "accredited")
    assert found.as_of == world.source.as_of
    told = report_json.judged(one)["accreditation"]
    assert (told["code"], told["at_award"], told["now"]) == ("accredited", "yes", "yes")
    assert told["as_of"] == "2026-11-01T12:00:00Z"
    binding, *decided = told["evidence"]
    assert (binding["path"], binding["strength"]) == ("pinned", "strong")
    assert [(each["role"], each["decision"]) for each in decided] == [
        ("at_award", "D-7"),
        ("now", "D-7"),
    ]
    assert decided[0]["register"] == "DEQAR"
    assert decided[0]["signer"] == "Test operator"
    assert decided[0]["snapshot"] == "2026-11-01"


def test_the_register_also_says_who_the_issuer_is(issuer, world):
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world)
    identity = one.report.find(Check.ISSUER_IDENTITY)
    assert (identity.outcome, identity.reason) == (Outcome.PASSED, "issuer_listed")
    assert one.report.issuer_names == ("Example University",)
    assert one.verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize("claim", ["ror", "name", "schac"])
def test_a_key_of_ones_own_with_the_universitys_identifiers_reaches_nothing(world, claim):
    forger = Issuer("Somebody", method="did:key")
    document = forger.credential("Data basics", eqf=7)
    document["issuer"]["name"] = "Example University" if claim == "name" else "Somebody"
    if claim != "name":
        value = {"ror": "https://ror.org/04xfq0f34", "schac": "university.example"}[claim]
        document["issuer"]["otherIdentifier"] = [
            {
                "type": "IdentifierEntry",
                "identifier": value,
                "identifierType": f"ext:{claim.upper()}",
            }
        ]
        world.identifier(world.rows[1], "schac", "university.example")
    one = judged(forger, forger.sign(document), world)
    found = one.report.find(Check.ACCREDITATION)
    assert (found.outcome, found.reason) == (Outcome.INDETERMINATE, "issuer_not_bound")
    told = report_json.judged(one)["accreditation"]
    assert (told["at_award"], told["now"], told["evidence"]) == ("unknown", "unknown", [])
    assert one.report.issuer_names == ()
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_another_name_of_the_same_body_is_no_second_party(issuer):
    world = World()
    names = (
        NameOf(text="Esimerkin yliopisto"),
        NameOf(text="Example University", kind="english"),
    )
    world.university(names=names, country="FI")
    listed = ("dcc.json", registry([issuer]))
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world, files=[listed])
    assert one.report.find(Check.ISSUER_IDENTITY).outcome is Outcome.PASSED
    world.rows[1] = dataclasses.replace(world.rows[1], names=names[:1])
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world, files=[listed])
    assert one.report.find(Check.ISSUER_IDENTITY).reason == "conflicting_evidence"


def test_nothing_is_said_of_an_altered_credential(issuer, world):
    signed = issuer.issue("Data basics", eqf=7)
    signed["name"] = "Something else"
    told = report_json.judged(judged(issuer, signed, world))["accreditation"]
    assert told == {
        "code": None,
        "at_award": "unknown",
        "now": "unknown",
        "modifiers": [],
        "evidence": [],
        "facts": {},
        "as_of": None,
    }


def test_nothing_is_said_while_the_key_is_not_shown_to_be_the_issuers(issuer, world):
    signed = issuer.issue("Data basics", eqf=7)
    evidence = Evidence(registers=(world.register,))
    result = examine(
        to_bytes(signed), "file", evidence, policy=Policy(), now=NOW, role=Role.RECEIVER
    )
    assert result.credentials[0].report.accreditation.code is None


def test_without_a_register_there_is_no_statement_at_all(issuer):
    one = judged(issuer, issuer.issue("Data basics", eqf=7))
    assert one.report.find(Check.ACCREDITATION).reason == "no_register"


def test_a_register_nobody_has_compared_says_nothing(issuer):
    world = World(changes={"confirmed": False})
    world.decision(world.university(country="FI"), start="2022-01-01", end="2028-01-01")
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world)
    assert one.report.find(Check.ACCREDITATION).reason == "no_register"
    assert one.report.find(Check.ISSUER_IDENTITY).reason == "trust_not_confirmed"
    assert one.report.issuer_names == ()


def test_known_to_a_list_of_issuers_only(issuer):
    world = World()
    world.university("Another University", "U2", did=None)
    listed = ("dcc.json", registry([issuer]))
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world, files=[listed])
    found = one.report.find(Check.ACCREDITATION)
    assert (found.outcome, found.reason) == (Outcome.INDETERMINATE, "known_not_reviewed")
    assert one.report.find(Check.ISSUER_IDENTITY).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("change", "reason", "outcome"),
    [
        ({"start": "2027-01-01"}, "known_not_reviewed", Outcome.INDETERMINATE),
        ({"start": "2026-10-10"}, "not_yet_accredited", Outcome.FAILED),
        (
            {"start": "2016-01-01", "end": "2020-01-01"},
            "gap_at_award",
            Outcome.INDETERMINATE,  # so recent that the register may lag behind
        ),
        (
            {"start": "2022-01-01", "withdrawn": "2026-10-15"},
            "accredited_then_withdrawn",
            Outcome.PASSED,
        ),
        (
            {"start": "2022-01-01", "end": "2026-10-15"},
            "accredited_then_lapsed",
            Outcome.PASSED,
        ),
        ({"start": "2022-01-01", "decision": "negative"}, "refused", Outcome.FAILED),
        ({"start": "2022-01-01", "agency": "nobody"}, "agency_not_recognised", Outcome.FAILED),
    ],
)
def test_outcomes_follow_the_codes(issuer, change, reason, outcome):
    world = World()
    world.decision(world.university(country="FI"), **change)
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world)
    found = one.report.find(Check.ACCREDITATION)
    assert (found.reason, found.outcome) == (reason, outcome)
    assert one.verdict.code is VerdictCode.VERIFIED, "it never changes the verdict"


def test_an_absence_long_ago_is_a_no(issuer):
    world = World()
    world.decision(world.university(country="FI"), start="2016-01-01", end="2020-01-01")
    issued = issuer.issue("Data basics", eqf=7, valid_from=datetime(2024, 1, 1, tzinfo=UTC))
    found = judged(issuer, issued, world).report.find(Check.ACCREDITATION)
    assert (found.reason, found.outcome) == ("gap_at_award", Outcome.FAILED)


def test_a_published_test_key_stands_for_nobody(world):
    host = "digitalcredentials.github.io"
    issuer = Issuer("Sandbox", method="did:web", host=f"{host}:x")
    issuer.did = f"did:web:{host}:x"
    issuer.methods[0].id = f"{issuer.did}#key-1"
    world.identifier(world.rows[1], "did", issuer.did)
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world)
    found = one.report.find(Check.ACCREDITATION)
    assert (found.reason, found.facts["why"]) == ("unknown_issuer", "test_key")
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world, allow_test_keys=True)
    assert one.report.find(Check.ACCREDITATION).reason == "accredited"


def test_the_sentence_names_body_day_register_and_signer(issuer, world):
    one = judged(issuer, issuer.issue("Data basics", eqf=7), world)
    said = wording.finding(one.report.find(Check.ACCREDITATION), Role.RECEIVER).meaning
    assert said == (
        "Example University was accredited when this was awarded, and on 1 Nov 2026. "
        "So says DEQAR of 1 Nov 2026 (20 days old), signed by Test operator."
    )


@pytest.mark.parametrize(
    ("written", "precision", "note", "first", "last"),
    [
        ("2020", "year", None, date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", "month", None, date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-12", "month", None, date(2020, 12, 1), date(2020, 12, 31)),
        ("2020-02-03", "day", None, date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02-30", "day", None, None, None),
        ("2020-02-03T10:00:00Z", "instant", None, date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02-03T23:00:00Z", "instant", "zone-shifted", date(2020, 2, 3), date(2020, 2, 4)),
        ("2020-02-03T23:00:00-05:00", "instant", None, date(2020, 2, 4), date(2020, 2, 4)),
    ],
)
def test_days_that_a_date_may_mean(written, precision, note, first, last):
    found = days_of(DateValue(value=written, precision=precision, zone_note=note))
    assert (found.first, found.last) == (first, last)
    assert days_of(None).first is None


def several(issuer, levels):
    """One signed badge with an achievement for each level."""
    document = issuer.credential("Several", eqf=levels[0])
    subject = document["credentialSubject"]
    document["credentialSubject"] = [
        {
            **subject,
            "achievement": issuer.credential(f"Part {number}", eqf=level)["credentialSubject"][
                "achievement"
            ],
        }
        for number, level in enumerate(levels)
    ]
    return issuer.sign(document)


def test_of_several_awards_the_weakest_answer_is_the_answer(issuer, world):
    assert judged(issuer, several(issuer, (7, 6)), world).report.accreditation.at_award == "yes"
    told = judged(issuer, several(issuer, (7, 5)), world).report.accreditation
    assert (told.code, told.at_award) == ("level_mismatch", "no")
    assert told.facts["awards"] == 2


def test_of_too_many_awards_nothing_is_said(issuer, world):
    told = judged(issuer, several(issuer, (7,) * 51), world).report.accreditation
    assert (told.code, told.facts["why"]) == ("insufficient_data", "too_many_awards")


@given(
    st.dates().map(str)
    | st.from_regex(r"[0-9]{4}(-[01][0-9](-[0-3][0-9](T2[0-3]:00:00Z)?)?)?", fullmatch=True)
)
@example("9999-12-31T23:00:00Z")
@example("9999-12")
@example("0000")
def test_no_date_breaks_it(text):
    written = date_value(text)
    found = days_of(written)
    if found.first is not None:
        assert found.first <= found.last


@pytest.mark.parametrize("ects", ["NaN", "sNaN", "Infinity", "many", "-1"])
def test_no_amount_breaks_it(ects):
    world = World()
    offer = programme(identifiers=("m",), degree=False)
    world.decision(
        world.university(),
        type="micro_credential",
        programmes=(offer,),
        start="2018-01-01",
        end="2030-01-01",
    )
    told = world.ask(ids=("m",), kind="micro-credential", ects=ects)
    assert told.code == ("accredited" if ects == "-1" else "scope_mismatch")


@pytest.mark.parametrize(
    "row",
    [
        {"start": "9999-12-31"},
        {"start": "0001-01-01", "end": "9999-12-31"},
        {"start": "0001-01-01", "withdrawn": "0001-01-01"},
        {"start": "2020-01-01", "end": "2019-01-01"},
    ],
)
def test_no_row_breaks_it(row):
    world = World()
    world.decision(world.university(), **row)
    for day in (None, "0001-01-01", "9999-12-31", "2020-06-01"):
        told = world.ask(day) if day else world.ask(days=Days())
        assert told.code


def test_what_changed_is_told_with_the_name_and_the_day():
    told = {
        "code": "accredited_then_withdrawn",
        "at_award": "yes",
        "now": "no",
        "facts": {"institution": "Moravia University", "withdrawn_on": "2026-11-02"},
        "as_of": "2026-11-21T00:00:00Z",
    }
    assert kept_title(told) == (
        "Accreditation of Moravia University: Accredited when awarded; withdrawn 2 Nov 2026"
    )
    unknown = {**told, "code": "unknown_issuer", "facts": {}, "as_of": None}
    assert kept_title(unknown) == "Accreditation of its issuer: Issuer not found"
