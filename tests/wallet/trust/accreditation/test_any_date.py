"""Both answers, for an award on any day and a snapshot of any day, against an obvious way to
find them: go through every day, and through every decision on each."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.accreditation import World, period, programme
from wallet.register import LevelOf

FIRST = date(2015, 1, 1)
SPAN = 60
"""Days are drawn from so few that decisions meet, overlap and leave gaps."""


def on(number):
    return FIRST + timedelta(days=number)


@st.composite
def decided(draw):
    start = draw(st.integers(0, SPAN))
    length = draw(st.integers(0, 25))
    return {
        "start": start,
        "end": start + length,
        "decision": draw(
            st.sampled_from(
                ["positive"] * 4
                + ["negative"] * 3
                + ["positive_with_conditions", "not_applicable"]
            )
        ),
        "type": draw(st.sampled_from(["institutional"] * 3 + ["programme", "other"])),
        "agency": draw(st.sampled_from(["agency-1"] * 4 + ["late"])),
        "flag": draw(st.sampled_from(["none"] * 5 + ["high"])),
        "status": draw(st.sampled_from(["obligatory", "voluntary"])),
        "withdrawn": draw(st.none() | st.integers(start, start + 25)),
    }


@st.composite
def cases(draw):
    return {
        "decisions": draw(st.lists(decided(), max_size=5)),
        "award": draw(st.integers(0, SPAN + 30)),
        "snapshot": draw(st.integers(0, SPAN + 30)),
        "age": draw(st.sampled_from([0, 35, 36, 180, 181, 401])),
        "eqf": draw(st.sampled_from([7, 7, 8])),
        "level_8_from": draw(st.integers(0, SPAN)),
        "closed": draw(st.none() | st.integers(20, SPAN + 30)),
        "late_from": draw(st.integers(0, SPAN)),
        "ids": draw(st.sampled_from([("p",), ("q",)])),
        "kind": draw(st.sampled_from(["institution", "other_provider"])),
    }


# --- the obvious way ------------------------------------------------------------------------


def scope_is_off(case, one):
    return one["type"] == "other" or (one["type"] == "programme" and case["ids"] != ("p",))


def recognised(case, one):
    return one["agency"] == "agency-1" or one["start"] >= case["late_from"]


def level_fits(case, one, day):
    if one["type"] == "programme":
        return case["eqf"] == 7
    return case["eqf"] == 7 or day >= case["level_8_from"]


def stands(case, one, day):
    """Whether a decision stands on a day, refusals aside."""
    return (
        one["start"] <= day <= one["end"]
        and (one["withdrawn"] is None or day < one["withdrawn"])
        and (case["closed"] is None or day <= case["closed"])
    )


def is_refusal(case, one):
    return (
        one["decision"] == "negative"
        and one["flag"] != "high"
        and recognised(case, one)
        and not scope_is_off(case, one)
        and stands(case, one, one["start"])
        and level_fits(case, one, one["start"])
    )


def refused_since(case, one):
    """The first day on which something decided earlier is refused while it stands."""
    for day in range(SPAN + 100):
        for other in case["decisions"]:
            is_later = is_refusal(case, other) and other["start"] > one["start"]
            if is_later and other["start"] == day and stands(case, one, day):
                return day
    return None


def is_good(case, one):
    return (
        one["decision"] in ("positive", "positive_with_conditions")
        and one["flag"] != "high"
        and recognised(case, one)
        and not scope_is_off(case, one)
    )


def gone_through(case):
    """The case with what is asked of it again and again: each day is gone through once."""
    known = [{**one, "refused": refused_since(case, one)} for one in case["decisions"]]
    days = {d for d in range(SPAN + 100) if any(covers(case, one, d) for one in known)}
    return {**case, "decisions": known, "covered": days}


def covers(case, one, day):
    since = one["refused"]
    return (
        is_good(case, one)
        and stands(case, one, day)
        and level_fits(case, one, day)
        and (since is None or day < since)
    )


def covered(case, day):
    return day in case["covered"]


def taken_back(case):
    """Whether the decision that covered last was ended by a withdrawal or a refusal."""
    last, found = -1, set()
    for one in case["decisions"]:
        days = [d for d in range(case["snapshot"] + 1) if covers(case, one, d)]
        if not days or days[-1] < last:
            continue
        natural = [one["end"], *([case["closed"]] if case["closed"] is not None else [])]
        since = one["refused"]
        early = [one["withdrawn"] - 1] if one["withdrawn"] is not None else []
        early += [since - 1] if since is not None else []
        by = bool(early) and min(early) < min(natural)
        found = {by} if days[-1] > last else found | {by}
        last = days[-1]
    return found


def expected(case):
    """(possible codes, at award, now) by going through the days."""
    award, snapshot = case["award"], case["snapshot"]
    fresh = case["age"] <= 180
    if case["closed"] is not None and award > case["closed"]:
        return {"conflicting_evidence"}, "unknown", "unknown"
    begun = [one for one in case["decisions"] if one["start"] <= snapshot]
    begun = [
        one
        for one in begun
        if any(stands(case, one, d) for d in range(one["start"], SPAN + 99))
    ]
    codes = {"insufficient_data"} if award > snapshot else expected_codes(case, begun)
    at_award = "unknown"
    if codes & {"accredited", "accredited_then_withdrawn", "accredited_then_lapsed"}:
        at_award = "yes"
    elif codes & {"gap_at_award"} and not any(
        covered(case, d) for d in range(award + 1, snapshot + 1)
    ):
        at_award = "unknown" if snapshot - award <= 120 else "no"
    elif codes <= {
        "not_yet_accredited",
        "gap_at_award",
        "level_mismatch",
        "scope_mismatch",
        "agency_not_recognised",
        "refused",
    }:
        at_award = "no"
    return codes, at_award, expected_now(case, codes, fresh=fresh)


def expected_now(case, codes, *, fresh):
    if not fresh:
        return "unknown"
    if covered(case, case["snapshot"]):
        return "yes"
    nothing = {"known_not_reviewed", "evaluated_without_decision", "no_scheme_applies"}
    return "unknown" if codes & nothing else "no"


def expected_codes(case, begun):
    award, snapshot = case["award"], case["snapshot"]
    before = any(covered(case, d) for d in range(award))
    after = any(covered(case, d) for d in range(award + 1, snapshot + 1))
    if covered(case, award):
        if covered(case, snapshot):
            return {"accredited"}
        words = {True: "accredited_then_withdrawn", False: "accredited_then_lapsed"}
        return {words[one] for one in taken_back(case)}
    if before:
        return {"gap_at_award"}
    if after:
        return {"not_yet_accredited"}
    return {without_cover(case, begun)}


def without_cover(case, begun):
    def some(wanted):
        return any(wanted(one) for one in begun)

    positive = {"positive", "positive_with_conditions"}
    if some(lambda one: is_good(case, one)):
        return "level_mismatch"
    if some(
        lambda one: (
            scope_is_off(case, one)
            and one["decision"] in positive
            and one["flag"] != "high"
            and recognised(case, one)
        )
    ):
        return "scope_mismatch"
    in_scope = [one for one in begun if not scope_is_off(case, one)]
    if any(
        one["decision"] in positive and one["flag"] != "high" and not recognised(case, one)
        for one in in_scope
    ):
        return "agency_not_recognised"
    known = [one for one in in_scope if recognised(case, one)]
    if any(one["decision"] == "negative" and one["flag"] != "high" for one in known):
        return "refused"
    if any(one["decision"] != "negative" for one in known):
        return "evaluated_without_decision"
    return "no_scheme_applies" if case["kind"] == "other_provider" else "known_not_reviewed"


# --- the product's way ----------------------------------------------------------------------


def asked(case):
    world = World(as_of=on(case["snapshot"]).isoformat())
    world.agency("late", registered=(period(on(case["late_from"]).isoformat()),))
    uni = world.university(
        kind="hei" if case["kind"] == "institution" else "other_provider",
        closed=None if case["closed"] is None else on(case["closed"]),
        levels_of=(
            LevelOf(eqf=7),
            LevelOf(eqf=8, valid=period(on(case["level_8_from"]).isoformat())),
        ),
    )
    for one in case["decisions"]:
        told = dict(one)
        for name in ("start", "end", "withdrawn"):
            told[name] = None if told[name] is None else on(told[name]).isoformat()
        if told["type"] == "programme":
            told["programmes"] = (programme(identifiers=("p",)),)
        world.decision(uni, **told)
    now = on(case["snapshot"]) + timedelta(days=case["age"])
    return world.ask(
        on(case["award"]).isoformat(), now=now.isoformat(), eqf=case["eqf"], ids=case["ids"]
    )


def compare(case):
    told = asked(case)
    codes, at_award, now = expected(gone_through(case))
    assert told.code in codes
    assert (told.at_award, told.now) == (at_award, now)


@given(cases())
@settings(max_examples=40)
def test_both_answers_on_any_day(case):
    compare(case)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "count",
    [pytest.param(1_500, marks=pytest.mark.slow), pytest.param(15_000, marks=pytest.mark.long)],
)
def test_both_answers_on_any_day_many_times(count):
    @given(cases())
    @settings(max_examples=count)
    def many(case):
        compare(case)

    many()
