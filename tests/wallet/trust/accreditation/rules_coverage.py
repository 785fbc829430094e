"""One test for each rule of coverage (D.4)."""

import dataclasses
from datetime import date, timedelta

from tests.helpers.accreditation import (
    LONG,
    World,
    one_decision,
    one_programme,
    period,
    programme,
)
from tests.wallet.trust.accreditation.ruled import always, no, rule, yes
from tests.wallet.trust.accreditation.rules_reach import child_of
from wallet.register import LevelOf, Period
from wallet.trust.accreditation import scope

# --- coverage ---------------------------------------------------------------------------------


@rule("C1 agencies", "coverage.was_registered", lambda agency, _day: bool(agency.registered))
def an_agency_that_was_not_registered_then():
    world = one_decision(agency="gone", start="2020-02-01")
    world.agency("gone", registered=(period("2010-01-01", "2019-06-30"),))
    assert world.ask().code == "agency_not_recognised"


@rule(
    "C1 authorities",
    "coverage.is_authority_of",
    lambda agency, _body: agency.national_authority,
)
def an_authority_of_another_country():
    world = one_decision(agency="ministry")
    world.agency("ministry", national_authority=True, country="FR")
    assert world.ask().code == "agency_not_recognised"
    world.rows[-1] = dataclasses.replace(world.rows[-1], country="DE")
    assert world.ask().code == "accredited"


@rule("C2 refusals", "coverage.is_negative", no)
def a_negative_decision():
    told = one_decision(decision="negative").ask()
    assert (told.code, told.at_award) == ("refused", "no")


@rule("C2 no verdict", "coverage.is_undecided", no)
def an_evaluation_without_a_verdict():
    assert one_decision(decision="not_applicable").ask().code == "evaluated_without_decision"
    assert one_decision(decision="unknown").ask().code == "evaluated_without_decision"


@rule("C3 flags", "coverage.is_flagged", no)
def a_flag_of_high_level():
    assert one_decision(flag="high").ask().code == "evaluated_without_decision"
    assert one_decision(flag="low").ask().code == "accredited"


@rule("C4 programmes", "scope.of_another", scope.Held)
def another_programme_than_the_reviewed_one():
    told = one_programme().ask(ids=("q",))
    assert (told.code, told.facts["why"]) == ("scope_mismatch", "programme")


@rule("C4 a part is no programme", "scope.can_be_whole", yes)
def a_course_under_the_programmes_identifier():
    told = one_programme().ask(ids=("p",), kind="micro-credential")
    assert (told.code, told.facts["why"]) == ("scope_mismatch", "kind")


@rule("C4 declared parts", "scope.is_declared_part", no)
def a_course_declared_part_of_the_programme():
    world = one_programme(parts=("m",))
    assert world.ask(kind="micro-credential", part_of=("p",)).code == "accredited"
    assert world.ask(kind="micro-credential", ids=("m",)).code == "accredited"


def one_offer(**told):
    offer = programme("Data", **{"identifiers": ("m",), "degree": False, "ects": "5", **told})
    return one_decision(type="micro_credential", programmes=(offer,))


@rule("C5 offers", "scope.is_full_degree", no)
def a_degree_under_a_report_about_an_offer():
    told = one_offer().ask(ids=("m",), kind="micro-credential", ects="60")
    assert (told.code, told.facts["why"]) == ("scope_mismatch", "kind")
    assert one_offer().ask(ids=("m",), kind="micro-credential", ects="59").code == "accredited"


@rule("C5 no other kind", "scope._OFFERS", ("micro_credential", "something_new"))
def a_type_of_report_that_covers_nothing():
    world = one_decision(type="something_new", programmes=(programme(identifiers=("p",)),))
    assert world.ask(ids=("p",), kind="micro-credential").code == "scope_mismatch"


@rule("C6 identifiers", "scope.is_named", no)
def a_programme_by_its_identifier():
    assert one_programme().ask(ids=("p",)).code == "accredited"


@rule("C6 names", "scope.needs_confirming", no)
def a_programme_of_the_same_name():
    world = one_programme()
    told = world.ask(titles=("Automotive engineering",))
    assert (told.code, told.facts["why"]) == ("insufficient_data", "programme_missing")


@rule("C6 the name that was meant", "scope.is_meant", yes)
def what_was_said_of_another_programme():
    world = one_decision(
        type="programme",
        programmes=(programme("Automotive"), programme("Marine", alt_names=("Automotive",))),
    )
    told = world.ask(titles=("Automotive",), confirmed={("D1", "Naval"), ("D2", "Marine")})
    assert (told.code, told.facts["why"]) == ("insufficient_data", "programme_missing")
    told = world.ask(titles=("Automotive",), confirmed={("D1", "Marine")})
    assert (told.code, told.evidence[1]["programme"]) == ("accredited", "Marine")


@rule("C7 level of a programme", "scope.programme_level_fits", yes)
def a_programme_of_another_level():
    assert one_programme().ask(ids=("p",), eqf=6).code == "level_mismatch"


@rule("C7 levels of an institution", "scope.registered", always((Period(),)))
def a_level_at_which_the_institution_is_not_registered_then():
    world = World()
    levels = (LevelOf(eqf=7), LevelOf(eqf=8, valid=period("2021-01-01")))
    world.decision(world.university(levels_of=levels), **LONG)
    assert world.ask(eqf=5).code == "level_mismatch"
    assert world.ask("2020-06-01", eqf=8).code == "not_yet_accredited"


@rule("C7 no level", "scope._institutional", always(((Period(),), False)))
def no_level_where_it_matters():
    told = one_decision().ask(eqf=None)
    assert (told.code, told.facts["why"]) == ("insufficient_data", "level_missing")


@rule("C7 level of the programme", "scope.level_of", lambda award, _decisions: award.eqf)
def the_level_of_the_programme_that_is_named():
    assert one_programme().ask(ids=("p",), eqf=None).code == "accredited"


@rule("C8 fields", "scope.field_is_off", no)
def another_field_of_study():
    told = one_decision(fields=("06",)).ask(fields=("0732",))
    assert (told.code, told.facts["why"]) == ("scope_mismatch", "field")
    assert one_decision(fields=("06",)).ask(fields=("0613",)).code == "accredited"


@rule("C8 no field", "scope.field_is_unknown", no)
def no_field_where_it_matters():
    told = one_decision(fields=("06",)).ask()
    assert (told.code, told.facts["why"]) == ("insufficient_data", "field_missing")


@rule("C9 places", "scope.place", yes)
def another_place():
    assert one_decision().ask(country="FR").facts["why"] == "place"
    assert one_decision(countries=("FR",)).ask(country="FR").code == "accredited"
    told = one_decision(countries=("FR",)).ask()
    assert (told.code, told.facts["why"]) == ("insufficient_data", "place_missing")


@rule("C10 six years", "window.after_six_years", always(date(2100, 1, 1)))
def six_years_without_a_last_day():
    world = one_decision(start="2016-02-29", end=None)
    assert world.ask("2022-02-28").at_award == "yes"
    assert world.ask("2022-03-01").at_award == "no"


@rule("C10 days at the ends", "window.last_day", lambda row: row.end - timedelta(days=1))
def the_first_and_the_last_day_count():
    world = one_decision(start="2020-01-01", end="2020-12-31")
    wanted = {"2019-12-31": "no", "2020-01-01": "yes", "2020-12-31": "yes", "2021-01-01": "no"}
    assert {day: world.ask(day).at_award for day in wanted} == wanted


@rule("C11 refusals", "coverage.ends_earlier", no)
def a_refusal_ends_what_was_decided_before_it():
    world = one_decision()
    world.decision(world.rows[1], start="2021-01-01", decision="negative")
    told = world.ask("2020-12-31")
    assert (told.code, told.facts["withdrawn_on"]) == (
        "accredited_then_withdrawn",
        "2021-01-01",
    )
    assert world.ask("2021-01-01").at_award == "no"


@rule("C11 withdrawals", "window.last_before_withdrawal", always(None))
def a_withdrawal_ends_it_the_day_before():
    world = one_decision(withdrawn="2021-01-01")
    assert world.ask("2020-12-31").at_award == "yes"
    assert world.ask("2021-01-01").at_award == "no"


@rule("C12 closed", "window.last_day_of", always(None))
def nothing_covers_after_the_body_has_closed():
    world = World()
    world.decision(world.university(closed=date(2022, 1, 1)), **LONG)
    told = world.ask("2021-01-01")
    assert (told.code, told.facts["covered_to"]) == ("accredited_then_lapsed", "2022-01-01")


@rule("C12 founded", "window.first_day_of", always(None))
def nothing_covers_before_the_body_was_founded():
    world = World()
    world.decision(world.university(founded=date(2020, 1, 1)), **LONG)
    told = world.ask("2020-06-01")
    assert told.facts["covered_from"] == "2020-01-01"


@rule("C13 voluntary", "coverage.is_voluntary", no)
def voluntary_reviews_are_marked():
    assert one_decision(status="voluntary").ask().modifiers == ("voluntary",)
    world = World()
    other = world.university(kind="other_provider")
    world.decision(other, **LONG)
    assert world.ask().modifiers == ("voluntary",)
    world.rows.pop()
    world.decision(other, world.university("Uni", "U2", did=None), **LONG)
    assert world.ask().modifiers == ()


@rule("C14 conditions", "coverage.has_conditions", no)
def conditions_are_marked():
    told = one_decision(decision="positive_with_conditions").ask()
    assert (told.code, told.modifiers) == ("accredited", ("conditions",))


@rule("C14 parents", "coverage.is_of_parent", no)
def a_review_of_the_parent_is_marked():
    world, parent, _ = child_of("faculty")
    world.decision(parent, **LONG)
    assert world.ask().modifiers == ("via_parent",)


@rule("C14 joint", "coverage.is_joint", no)
def a_joint_review_is_marked():
    world = one_decision(type="joint_programme", programmes=(programme(identifiers=("p",)),))
    assert world.ask(ids=("p",)).modifiers == ("joint",)
