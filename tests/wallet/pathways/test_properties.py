"""What must hold for any awards and any pathway (spec/pathways.md, E.3): found, not chosen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain, combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from tests.helpers.pathways import DATA, GREEN, TODAY, award, document, unknown_issuer
from wallet.credential import Kind
from wallet.pathways import WhatIf, evaluate, read, told
from wallet.pathways.matching import candidates
from wallet.pathways.rules.interface import Day
from wallet.pathways.standing import judge, may_share

QUICK = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BY_HAND, INVARIANTS = 5_000, 4_000
"""Cases under ``long``: with five invariants that is 20,000 and 5,000 against brute force."""
BATCH = 500
"""Cases of one test under ``long``: all cores are used, and each batch can be repeated."""
SOME = 120
"""Cases of each under ``slow``."""


def batches(whole: int) -> pytest.MarkDecorator:
    """A few cases under ``slow``, all of them under ``long``; each batch draws its own."""
    return pytest.mark.parametrize(
        ("cases", "drawn"),
        [
            pytest.param(SOME, 0, marks=pytest.mark.slow),
            *(
                pytest.param(BATCH, number, marks=pytest.mark.long)
                for number in range(1, whole // BATCH + 1)
            ),
        ],
    )


def long(cases: int) -> settings:
    """So many cases, however long they take."""
    return settings(
        max_examples=cases,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


SIZES = ("0", "1", "2", "2.5", "3", "1.1", "4", "5")
MATCHES = (
    None,
    {"skills": [DATA]},
    {"skills": [GREEN]},
    {"skills": [DATA, GREEN], "coverage": "1"},
    {"issuer": ["did:example:a", "did:example:b"]},
)


@st.composite
def awards(draw, most: int):
    """Verified, referred and unusable awards of three issuers, some the same course."""
    found = []
    for index in range(draw(st.integers(0, most))):
        members = {
            "skills": draw(st.sampled_from([frozenset(), {DATA}, {GREEN}, {DATA, GREEN}])),
            "award_date": draw(
                st.sampled_from([date(2026, 3, 1), date(2026, 1, 1), date(2024, 2, 1), None])
            ),
            "languages": draw(st.sampled_from([("en",), ("en",), ("de",), ()])),
            "accreditation": draw(
                st.sampled_from(["accredited", "accredited", "refused", None])
            ),
            "eqf": draw(st.sampled_from(["6", "6", "7", None])),
            "definition_ids": draw(st.sampled_from([(), (), (), ("urn:x",), ("urn:y",)])),
            "kind": draw(
                st.sampled_from([Kind.MICRO_CREDENTIAL, Kind.COURSE, Kind.PRIOR_LEARNING])
            ),
            "learner_ids": frozenset(
                draw(st.sampled_from([(), (), ("did:me",), ("did:you",)]))
            ),
        }
        if draw(st.integers(0, 4)) == 0:
            members |= unknown_issuer()
        if draw(st.integers(0, 5)) == 0:
            members["expires"] = datetime(2026, 1, 1, tzinfo=UTC)
        size, issuer = draw(st.sampled_from(SIZES)), draw(st.sampled_from("abc"))
        found.append(award(f"item-{index}", size, issuer, **members))
    return tuple(found)


@st.composite
def documents(draw, most_slots: int):
    """Pathways with slots, a tree over them, and rules of most kinds."""
    ids = [f"s{index}" for index in range(draw(st.integers(1, most_slots)))]
    slots = [draw(slot(one, ids)) for one in ids]
    tree = {"op": draw(st.sampled_from(["all", "any"])), "of": list(ids)}
    if tree["op"] == "any":
        for one in slots:
            one["designation"] = "optional"
            tree["of"] = ids
    possible = [one for one in RULES if one.get("b") != "s1" or "s1" in ids]
    rules = draw(
        st.lists(st.sampled_from(possible), unique_by=lambda one: one["id"], max_size=4)
    )
    total = {"id": "total", "type": "totalCredits", "min": draw(st.sampled_from(["3", "6.1"]))}
    if draw(st.booleans()):
        total["max"] = "8"
    return document(slots=slots, tree=tree, rules=[total, *rules])


@st.composite
def slot(draw, own: str, ids: list[str]):
    """One slot, now and then full early or shared with another."""
    found = {"id": own, "designation": draw(st.sampled_from(["required", "elective"]))}
    match = draw(st.sampled_from(MATCHES))
    if match is not None:
        found["match"] = match
    found["items"] = draw(st.sampled_from([{}, {"max": 1}, {"min": 1, "max": 2}, {"min": 2}]))
    found["credits"] = draw(st.sampled_from([{}, {"max": "5"}, {"min": "3"}]))
    if draw(st.integers(0, 3)) == 0:
        found["routes"] = [draw(st.sampled_from(["academic-issuer", "automatic", "rpl"]))]
    others = [one for one in ids if one != own]
    if others and draw(st.integers(0, 3)) == 0:
        found["reuseWith"] = [draw(st.sampled_from(others))]
    return found


RULES = (
    {"id": "level", "type": "level", "min": 6, "max": 6},
    {"id": "size", "type": "itemSize", "min": "1", "max": "4"},
    {"id": "partners", "type": "diversity", "min": 2},
    {"id": "warn", "type": "diversity", "min": 3, "severity": "warn"},
    {"id": "warn-level", "type": "level", "min": 7, "severity": "warn"},
    {
        "id": "home",
        "type": "residency",
        "of": "counted",
        "where": {"issuer": ["did:example:a"]},
        "min": "0.5",
    },
    {
        "id": "prior",
        "type": "maxShare",
        "of": "required",
        "where": {"kind": ["prior-learning"]},
        "max": "0.25",
    },
    {"id": "hours", "type": "totalHours", "min": "1"},
    {"id": "skills", "type": "outcomes", "outcomes": [DATA, GREEN]},
    {"id": "skill", "type": "outcomes", "essential": [DATA], "severity": "warn"},
    {"id": "order", "type": "prerequisite", "a": "s0", "b": "s1"},
    {"id": "order-warn", "type": "prerequisite", "a": "s0", "b": "s1", "severity": "warn"},
    {"id": "drop", "type": "overlap", "threshold": "0.5"},
    {"id": "less", "type": "overlap", "threshold": "0.5", "action": "discount"},
    {"id": "ask", "type": "overlap", "threshold": "1", "action": "refer"},
    {"id": "tongue", "type": "language", "allowed": ["en"], "min": 1},
    {"id": "register", "type": "accreditation"},
    {"id": "years", "type": "window", "years": 2},
    {"id": "years-warn", "type": "window", "years": 1, "severity": "warn"},
    {
        "id": "either",
        "type": "incompatible",
        "a": {"issuer": ["did:example:a"]},
        "b": {"issuer": ["did:example:b"]},
    },
    {"id": "one", "type": "maxShare", "of": "counted", "each": "issuer", "max": "0.6"},
    {"id": "low", "type": "level", "min": 7, "shareBelow": "0.5", "unknown": "no"},
    {"id": "first", "type": "totalCredits", "min": "2", "scope": ["s0"]},
)


PATIENT = 600
"""Seconds for each solve: on a busy machine the usual ones can pass without any computing."""


def pathway_of(made):
    """The pathway of a generated document."""
    return read(json.dumps(made).encode())


def best_by_hand(judged, day, *, referred: bool):
    """The best score over every single choice: no solver, no cleverness."""
    pairs = judged.pairs(referred=referred)
    options = []
    for item in judged.items:
        slots = [slot_id for one, slot_id in pairs if one == item]
        options.append(
            [
                [(item, one) for one in chosen]
                for count in range(len(slots) + 1)
                for chosen in combinations(slots, count)
                if all(may_share(judged.pathway, *two) for two in combinations(chosen, 2))
            ]
        )
    size = 1
    for one in options:
        size *= len(one)
    assume(size <= 10_000)
    choices = (frozenset(chain(*one)) for one in product(*options))
    standings = (judge(judged, one, day, referred=referred) for one in choices)
    good = [one for one in standings if not one.breaches]
    best = max(one.score for one in good)
    return best, [one for one in good if one.score == best]


def check_against_hand(made, held):
    pathway, day = pathway_of(made), Day(date=TODAY)
    judged = candidates(pathway, held, day)
    score, best = best_by_hand(judged, day, referred=False)
    found = evaluate(pathway, held, TODAY, seconds=PATIENT)
    assert found.proven_optimal
    assert (found.result == "complete") == bool(score[0])
    assert found.counted == score[2]
    assert found.equally_good == min(len(best), 50)
    chosen = frozenset((one.award, at.id) for at in found.slots for one in at.items)
    if len(best) <= 50:
        assert chosen == min((one.choice for one in best), key=sorted)
    optimistic, _ = best_by_hand(judged, day, referred=True)
    assert found.optimistic.counted == optimistic[2]
    assert (found.optimistic.result == "complete") == bool(optimistic[0])


@QUICK
@given(documents(3), awards(4))
def test_the_solver_finds_what_trying_everything_finds(made, held):
    check_against_hand(made, held)


@pytest.mark.timeout(0)
@batches(BY_HAND)
def test_the_solver_finds_what_trying_everything_finds_in_larger_cases(cases, drawn):
    @seed(drawn)
    @long(cases)
    @given(documents(6), awards(8))
    def many(made, held):
        check_against_hand(made, held)

    many()


def check_order(made, held, chance, *, brief=True):
    pathway = pathway_of(made)
    shuffled = list(held)
    chance.shuffle(shuffled)
    whole = evaluate(pathway, held, TODAY, brief=brief, seconds=PATIENT)
    assert evaluate(pathway, shuffled, TODAY, brief=brief, seconds=PATIENT) == whole


def briefly(pathway, held):
    """Both results, without fixes, with all the time it takes."""
    return evaluate(pathway, held, TODAY, brief=True, seconds=PATIENT)


def check_copy(made, held):
    pathway = pathway_of(made)
    whole = briefly(pathway, held)
    assert whole.proven_optimal
    assert briefly(pathway, (*held, *held)) == whole


def worth(pathway, held):
    """(complete), (a) and (b) of the objective."""
    found = briefly(pathway, held)
    choice = frozenset((one.award, at.id) for at in found.slots for one in at.items)
    judged = candidates(pathway, held, Day(date=TODAY))
    return judge(judged, choice, Day(date=TODAY), referred=False).score[:3]


def check_one_more(made, held):
    assume(held)
    pathway = pathway_of(made)
    assert worth(pathway, held) >= worth(pathway, held[:-1])


def check_strict(made, held):
    found = briefly(pathway_of(made), held)
    if found.result == "complete":
        assert found.optimistic.result == "complete"
    if found.result == found.optimistic.result == "complete":
        assert found.counted <= found.optimistic.counted


def check_units(made, held):
    """The same volume said in hours, with the stated 25 hours for a credit."""
    stated = made | {"credit": {"unit": "ECTS", "hoursPerCredit": "25"}}
    in_hours = [
        replace(one, credits=(), hours=25 * one.credits[0].amount if one.credits else None)
        for one in held
    ]
    by_credits = briefly(pathway_of(stated), held)
    by_hours = briefly(pathway_of(stated), in_hours)
    assert (by_hours.result, by_hours.counted) == (by_credits.result, by_credits.counted)


def check_fixes(made, held):
    pathway = pathway_of(made)
    found = evaluate(pathway, held, TODAY)
    for told_fix, fix in zip(told(found).fixes, found.fixes, strict=True):
        then = evaluate(pathway, held, TODAY, what_if=told_fix.what_if)
        if fix.kind != "add":
            assert (then.result, then.counted) == (fix.gives.result, fix.gives.counted)
        elif fix.gives.result == "complete":
            assert then.result == "complete"


@QUICK
@given(documents(3), awards(5), st.randoms(use_true_random=False))
def test_the_order_of_the_awards_does_not_matter(made, held, chance):
    check_order(made, held, chance, brief=False)


@QUICK
@given(documents(3), awards(5))
def test_an_exact_copy_changes_nothing(made, held):
    check_copy(made, held)


@QUICK
@given(documents(3), awards(5))
def test_one_more_award_never_makes_it_worse(made, held):
    check_one_more(made, held)


@QUICK
@given(documents(3), awards(5))
def test_strict_never_exceeds_optimistic(made, held):
    check_strict(made, held)


@QUICK
@given(documents(3), awards(5))
def test_the_same_volume_in_hours_or_credits_gives_the_same(made, held):
    check_units(made, held)


@QUICK
@given(documents(3), awards(5))
def test_a_fix_does_what_it_says(made, held):
    check_fixes(made, held)


@QUICK
@given(documents(3), awards(5), st.data())
def test_what_is_pinned_stays_where_nothing_speaks_against_it(made, held, data):
    pathway = pathway_of(made)
    pairs = candidates(pathway, held, Day(date=TODAY)).pairs(referred=False)
    assume(pairs)
    pin = data.draw(st.sampled_from(pairs))
    found = evaluate(pathway, held, TODAY, what_if=WhatIf(pinned=frozenset({pin})))
    chosen = {(one.award, slot.id) for slot in found.slots for one in slot.items}
    assert (pin in chosen) is ("pins_impossible" not in found.notices)


@pytest.mark.timeout(0)
@batches(INVARIANTS)
def test_the_order_does_not_matter_in_many_cases(cases, drawn):
    @seed(drawn)
    @long(cases)
    @given(documents(3), awards(5), st.randoms(use_true_random=False))
    def many(made, held, chance):
        check_order(made, held, chance)

    many()


@pytest.mark.timeout(0)
@batches(INVARIANTS)
@pytest.mark.parametrize("check", [check_copy, check_one_more, check_strict, check_units])
def test_the_invariants_hold_in_many_cases(check, cases, drawn):
    @seed(drawn)
    @long(cases)
    @given(documents(3), awards(5))
    def many(made, held):
        check(made, held)

    many()
