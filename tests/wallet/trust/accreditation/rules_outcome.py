"""One test for each rule of outcome, freshness and conflicts (D.5, D.6, D.11)."""

import dataclasses

from tests.helpers.accreditation import (
    LONG,
    World,
    days,
    decisions,
    moment,
    one_decision,
)
from tests.wallet.trust.accreditation.ruled import always, no, rule, yes
from wallet.trust.accreditation import outcome

# --- outcome ----------------------------------------------------------------------------------


@rule(
    "O1 days that differ",
    "outcome._representative",
    lambda line, award: (award.days.first or line.snapshot,),
)
def a_year_in_which_the_answer_changes():
    world = one_decision(start="2020-07-01")
    told = world.ask(days=days("2020-01-01", "2020-12-31"))
    assert (told.code, told.facts["why"]) == ("insufficient_data", "award_date")
    assert world.ask(days=days("2020-07-01", "2020-12-31")).code == "accredited"


@rule(
    "O2 taken back",
    "outcome.was_taken_back",
    lambda fit: fit.ended_by != "refused" and fit.ended_by == "never",
)
def expired_is_not_withdrawn():
    assert one_decision(withdrawn="2022-01-01").ask().code == "accredited_then_withdrawn"
    assert one_decision(end="2022-01-01").ask().code == "accredited_then_lapsed"


@rule("O3 gaps", "outcome._covered_elsewhen", always(None))
def a_gap_between_two_decisions():
    world = one_decision(start="2015-01-01", end="2019-12-31")
    world.decision(world.rows[1], start="2021-01-01", end="2030-01-01")
    told = world.ask("2020-06-01")
    assert told.code == "gap_at_award"
    assert (told.facts["gap_from"], told.facts["gap_to"]) == ("2020-01-01", "2020-12-31")


@rule("O4 scope before nothing", "outcome._SCOPE", frozenset())
def another_programme_is_told_as_such():
    assert one_decision().ask(country="IT").code == "scope_mismatch"


@rule("O5 by nobody who is recognised", "outcome._NOT_RECOGNISED", frozenset())
def an_agency_that_nobody_recognised():
    told = one_decision(agency="nobody").ask()
    assert (told.code, told.at_award) == ("agency_not_recognised", "no")


@rule("O6 refusals before nothing", "outcome._NOT_COUNTING", ())
def only_evaluations_are_told_as_such():
    assert one_decision(decision="not_applicable", id="e").ask().code == (
        "evaluated_without_decision"
    )


@rule("O7 claims", "outcome.has_claim", no)
def a_claim_of_its_own_never_gives_a_yes():
    world = World()
    world.university()
    told = world.ask(claims=("Accredited by the Ministry",))
    assert (told.code, told.at_award, told.now) == (
        "claimed_not_confirmed",
        "unknown",
        "unknown",
    )


@rule("O7 no scheme", "outcome.needs_no_scheme", no)
def a_provider_for_which_no_scheme_is_expected():
    world = World()
    world.university(kind="other_provider")
    assert world.ask().code == "no_scheme_applies"


@rule(
    "O8 absence while the register may lag",
    "outcome.answer_at_award",
    lambda code, *, lags: "yes" if code in outcome._YES else "no",  # noqa: ARG005
)
def an_absence_that_may_be_a_delay():
    world = one_decision(end="2026-08-31")
    told = world.ask("2026-09-15")
    assert (told.code, told.at_award) == ("gap_at_award", "unknown")
    assert told.modifiers == ("register_lag",)


@rule("O9 now", "outcome._NOTHING_DECIDED", ())
def nothing_decided_is_no_no():
    world = World()
    world.university()
    assert world.ask().now == "unknown"


@rule("O10 the plainest decision", "timeline._plainest", lambda fit: fit.decision.id)
def the_plainest_decision_is_told():
    world = one_decision(decision="positive_with_conditions", id="a")
    world.decision(world.rows[1], id="b", **LONG)
    told = world.ask()
    assert (told.modifiers, decisions(told, "at_award")) == ((), ["b"])


# --- freshness --------------------------------------------------------------------------------


@rule("F1 fresh", "freshness.is_fresh", yes)
def the_age_is_told():
    world = one_decision()
    assert world.ask(now="2026-12-06").facts["register_is_fresh"] is True
    assert world.ask(now="2026-12-07").facts["register_is_fresh"] is False


@rule("F2 stale", "freshness.is_recent_enough", yes)
def an_old_snapshot_says_nothing_of_today():
    world = one_decision()
    told = world.ask(now="2027-04-30")
    assert (told.code, told.now, told.modifiers) == ("accredited", "yes", ())
    told = world.ask(now="2027-05-01")
    assert (told.code, told.at_award, told.now) == ("accredited", "yes", "unknown")
    assert told.modifiers == ("stale_now",)


@rule("F3 expired", "freshness.has_expired", no)
def an_expired_bundle_warns():
    world = one_decision()
    assert "register_expired" not in world.ask(now="2027-12-06").facts
    told = world.ask(now="2027-12-07")
    assert (told.facts["register_expired"], told.at_award, told.now) == (True, "yes", "unknown")


@rule("F4 newer than the register", "freshness.is_newer_than_register", no)
def an_award_newer_than_the_register():
    told = one_decision().ask("2026-11-02", now="2026-11-03")
    assert (told.code, told.at_award) == ("insufficient_data", "unknown")


@rule("F5 clock", "freshness.is_clock_behind", no)
def a_clock_behind_the_snapshot():
    told = one_decision().ask(now="2026-10-31")
    assert (told.code, told.at_award, told.now) == ("accredited", "yes", "unknown")
    assert told.facts["clock_behind"] is True
    late = one_decision()
    signed = dataclasses.replace(late.source, signed_at=moment("2026-11-10"))
    late.rows = [dataclasses.replace(one, source=signed) for one in late.rows]
    late.source = signed
    assert late.ask(now="2026-11-10").now == "yes"
    assert late.ask(now="2026-11-09").now == "unknown"
    assert late.ask(now="2026-11-09").at_award == "yes"


@rule("F6 lag", "freshness.may_lag", no)
def nothing_found_within_120_days():
    world = World()
    world.university()
    assert world.ask("2026-07-04").modifiers == ("register_lag",)
    assert world.ask("2026-07-03").modifiers == ()


# --- conflicts --------------------------------------------------------------------------------


def _second(**told):
    other = World(changes={"bundle": "Other bundle", "bundle_sha256": "c0" * 32, "signer": "B"})
    other.decision(other.university(), **{**LONG, "id": "D1", **told})
    return other


@rule("X1 decisions", "conflicts.differ", no)
def two_bundles_that_tell_a_decision_differently():
    world = one_decision(id="D1")
    assert world.ask(also=(_second(),)).code == "accredited"
    told = world.ask(also=(_second(end="2019-01-01"),))
    assert (told.code, told.at_award, told.now) == (
        "conflicting_evidence",
        "unknown",
        "unknown",
    )
    assert told.facts["lists"] == ("DEQAR (Test operator)", "DEQAR (B)")


@rule("X2 keys", "conflicts.keys_disagree", always(()))
def two_bundles_that_disagree_on_a_key():
    world, other = World(), _second()
    uni = world.university(did=None)
    world.decision(uni, id="D1", **LONG)
    world.issuer("did:web:pinned.example", "Uni", institution=uni.id, thumbprints=("key-1",))
    other.issuer("did:web:pinned.example", "Uni", institution=uni.id, thumbprints=("key-2",))
    assert world.ask(did="did:web:pinned.example").code == "accredited"
    told = world.ask(did="did:web:pinned.example", also=(other,))
    assert (told.code, told.facts["why"]) == ("conflicting_evidence", "keys_disagree")


@rule("X3 what only one knows", "conflicts.tells_keys", yes)
def a_row_without_keys_disagrees_with_none():
    world, other = World(), _second(id="D2")
    did = "did:web:pinned.example"
    uni = world.university(did=None)
    world.decision(uni, id="D1", **LONG)
    world.issuer(did, "Uni", institution=uni.id, thumbprints=("key-1",))
    other.issuer(did, "Uni", institution=uni.id)
    assert world.ask(did=did, also=(other,)).code == "accredited"
