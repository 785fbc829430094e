"""The worked cases of spec/trust.md D.8, to the code, the marks, the days and the evidence.

Case 11, the bundle that is rolled back, is ``test_rollback`` among the attacks.
"""

import pytest

from tests.helpers.accreditation import (
    World,
    decisions,
    one_decision,
    one_programme,
    period,
    programme,
)
from wallet.trust.accreditation import Body, Seal, Signer

MASTER = "e036d81b-cd3c-3ac7-15f7-5c2fdd01db0c"


def aachen(as_of: str) -> World:
    """RWTH Aachen as DEQAR's documentation has it."""
    world = World(as_of=as_of)
    uni = world.university("RWTH Aachen", "DEQARINST0382")
    world.decision(
        uni,
        id="25106",
        type="programme",
        decision="positive_with_conditions",
        start="2013-09-27",
        end="2019-09-30",
        programmes=(programme(identifiers=(MASTER,)),),
    )
    world.decision(uni, id="institutional", start="2018-09-14", end="2024-09-30")
    return world


def test_case_1_programme_at_award_institution_now():
    told = aachen("2024-06-01").ask("2017-06-30", ids=(MASTER,))
    assert (told.code, told.at_award, told.now) == ("accredited", "yes", "yes")
    assert told.modifiers == ("conditions",)
    assert decisions(told, "at_award") == ["25106"]
    assert decisions(told, "now") == ["institutional"]
    assert told.facts["covered_from"] == "2013-09-27"


def test_case_2_both_have_ended():
    told = aachen("2025-01-10").ask("2017-06-30", ids=(MASTER,))
    assert (told.code, told.at_award, told.now) == ("accredited_then_lapsed", "yes", "no")
    assert told.modifiers == ("conditions",)
    assert told.facts["covered_to"] == "2024-09-30"


def test_case_3_before_the_first_cover():
    told = aachen("2025-01-10").ask("2013-05-01", ids=(MASTER,))
    assert (told.code, told.at_award, told.now) == ("not_yet_accredited", "no", "no")
    assert told.facts["covered_from"] == "2013-09-27"


@pytest.mark.parametrize(
    ("as_of", "day", "part_of", "code"),
    [
        ("2024-06-01", "2019-03-01", (), "accredited"),
        ("2024-06-01", "2016-03-01", (), "not_yet_accredited"),
        ("2017-01-01", "2016-03-01", (), "scope_mismatch"),
        ("2024-06-01", "2016-03-01", (MASTER,), "accredited"),
        ("2025-01-10", "2016-03-01", (MASTER,), "accredited_then_lapsed"),
    ],
)
def test_case_4_a_course_of_three_credits(as_of, day, part_of, code):
    told = aachen(as_of).ask(day, kind="micro-credential", ects="3", part_of=part_of)
    assert told.code == code


def test_case_4_tells_what_was_reviewed_instead():
    told = aachen("2017-01-01").ask("2016-03-01", kind="micro-credential", ects="3")
    assert decisions(told) == ["25106"]
    assert (told.at_award, told.now) == ("no", "no")


def test_case_5_evaluated_without_a_decision():
    world = World(as_of="2020-01-01")
    uni = world.university("South East European University", country="MK")
    world.decision(
        uni, start="2018-01-01", status="voluntary", decision="not_applicable", id="3929"
    )
    told = world.ask("2019-01-01")
    assert (told.code, told.modifiers) == ("evaluated_without_decision", ("voluntary",))
    assert (told.at_award, told.now) == ("unknown", "unknown")
    assert decisions(told) == ["3929"]


@pytest.mark.parametrize(
    ("day", "code"), [("2024-01-01", "accredited"), ("2024-01-02", "gap_at_award")]
)
def test_case_6_six_years_without_an_end(day, code):
    world = World(as_of=day)
    world.decision(world.university(), start="2018-01-01")
    told = world.ask(day)
    assert told.code == code
    assert next(one["to"] for one in told.evidence if "to" in one) == "2024-01-01"
    assert next(one["to_is_calculated"] for one in told.evidence if "to" in one)


def test_case_6_the_registers_own_calculated_day_is_kept():
    world = World(as_of="2024-01-01")
    world.decision(world.university(), start="2018-01-01", end="2023-01-01")
    told = world.ask("2023-06-01")
    assert told.code == "gap_at_award"
    assert told.facts["gap_from"] == "2023-01-02"


def zed(world: World) -> Body:
    row = world.university("University of Zed", "ZED", country="IE", did=None)
    world.identifier(row, "vat", "IE1234567X")
    world.decision(row, start="2018-01-01", end="2030-01-01")
    return Body(
        id="https://zed.example/",
        names=("University of Zed",),
        country="IE",
        identifiers=(("vatIdentifier", "1234567X", "IE"),),
    )


def test_case_7_a_seal_over_another_name():
    world = World()
    issuer = zed(world)
    seal = Seal(
        organization="VATES-A00000000", name="ORGANIZACION TEST", country="ES", qualified=True
    )
    told = world.ask(issuer=issuer, signer=Signer(id="https://zed.example/", seal=seal))
    assert (told.code, told.at_award, told.now) == ("issuer_not_bound", "unknown", "unknown")
    assert told.facts["named"] == ("University of Zed",)
    assert told.facts["signer"] == "ORGANIZACION TEST"
    assert told.evidence == ()


def test_case_8_an_agency_whose_registration_had_ended():
    world = World()
    world.agency("gone", registered=(period("2010-01-01", "2019-06-30"),))
    uni = world.university()
    world.decision(uni, start="2020-02-01", agency="gone", id="late")
    told = world.ask("2020-06-01")
    assert (told.code, told.at_award) == ("agency_not_recognised", "no")
    assert decisions(told) == ["late"]


def test_case_9_an_offer_of_another_level():
    world = World()
    other = world.university("Course Provider", kind="other_provider", levels=())
    world.decision(
        other,
        type="micro_credential",
        status="voluntary",
        programmes=(programme("Data", eqf=5, degree=False, ects="15", identifiers=("mc-1",)),),
        start="2020-01-01",
    )
    told = world.ask("2020-06-01", kind="micro-credential", ects="15", eqf=6, ids=("mc-1",))
    assert (told.code, told.modifiers) == ("level_mismatch", ("voluntary",))
    assert (told.at_award, told.now) == ("no", "no")


def test_case_10_newer_than_the_register():
    world = World(as_of="2026-09-01")
    world.decision(world.university(), start="2022-01-01")
    told = world.ask("2026-10-01", now="2026-10-05")
    assert (told.code, told.at_award) == ("insufficient_data", "unknown")
    assert told.facts["why"] == "newer_than_register"


def test_case_12_known_to_a_list_of_issuers_only():
    world = World()
    world.issuer("did:key:z6Mk", "Example College", country="US")
    told = world.ask(did="did:key:z6Mk")
    assert (told.code, told.at_award, told.now) == ("known_not_reviewed", "unknown", "unknown")
    assert told.facts["institution"] == "Example College"
    assert told.facts["listed_by"] == ("DEQAR",)


def test_a_faculty_that_left_and_came_back():
    world = World()
    uni = world.university("University", "P1", did=None)
    school = world.university("School", "F1")
    world.relation(uni, school, "faculty", valid=period("2010-01-01", "2015-12-31"))
    world.relation(uni, school, "faculty", valid=period("2019-01-01"))
    world.decision(uni, start="2010-01-01", end="2030-01-01")
    wanted = {"2015-12-31": "yes", "2016-01-01": "no", "2018-12-31": "no", "2019-01-01": "yes"}
    assert {day: world.ask(day).at_award for day in wanted} == wanted


def test_a_confirmed_name_makes_no_course_a_degree():
    world = one_programme()
    said = {
        "titles": ("Automotive engineering",),
        "confirmed": {("D1", "Automotive Engineering")},
    }
    assert world.ask(**said).code == "accredited"
    told = world.ask(kind="micro-credential", **said)
    assert (told.code, told.facts["why"]) == ("scope_mismatch", "kind")
    offered = programme("Data", degree=False, ects="5", identifiers=("m",))
    offer = one_decision(type="micro_credential", programmes=(offered,))
    said = {"titles": ("Data",), "confirmed": {("D1", "data")}, "kind": "micro-credential"}
    assert offer.ask(ects="5", **said).code == "accredited"
    assert offer.ask(ects="60", **said).facts["why"] == "kind"
