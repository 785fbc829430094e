"""Each edge case of spec/pathways.md, E.7, has a test of its own, by name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = {
    "ties": "test_one_that_fits_everywhere_fills_one_and_ties_are_counted",
    "two pathways wanting the same item": "test_two_pathways_want_the_same_item",
    "item matching zero slots": "test_one_that_fits_nowhere_says_so",
    "item matching all slots": "test_one_that_fits_everywhere_fills_one_and_ties_are_counted",
    "zero-credit badge": "test_a_badge_of_no_credits_fills_a_slot_of_items",
    "credits unknown": "test_without_credits_or_hours_it_fills_a_slot_and_adds_nothing",
    "credit earned is not credit available": "test_earned_beats_available",
    "negative or absurd credit": "test_absurd_credit_does_not_count",
    "14.99 and 15": "test_compared_before_it_is_rounded",
    "decimals with comma": "test_refused_by_name_of_member_and_reason",
    "level as text only": "test_level",
    "EQF 5 and short cycle": "test_only_the_scheme_that_is_asked_for_is_read",
    "bachelor item in master elective": (
        "test_a_bachelor_course_in_the_elective_slot_of_a_master"
    ),
    "retake lower grade": "test_of_retakes_the_best_counts_unless_the_latest_is_asked_for",
    "pass/fail and minimum grade": "test_scale",
    "future award date": "test_awarded_after_the_evaluation_day",
    "award before birth date": "test_awarded_before_birth_is_left_to_an_advisor",
    "expired on the evaluation day": "test_expired_on_the_evaluation_day",
    "revoked after sign-off": "test_what_was_complete_is_not_after_a_revocation",
    "suspended": "test_never_counts_not_even_with_an_advisor",
    "re-issued twice": "test_twice",
    "same course in two languages": "test_in_two_languages",
    "same course under two ids": "test_under_two_ids_that_one_of_them_links",
    "transcript containing the badge": "test_a_transcript_that_contains_the_badge",
    "joint award": "test_a_joint_award_is_one_award_of_one_issuer",
    "cyclic part-of": "test_a_circle_of_parts_does_not_hang",
    "cyclic prerequisites": "test_prerequisites_in_a_circle_are_refused",
    "impossible rules": "test_a_rule_that_is_off_is_refused_by_member_and_reason",
    "unknown rule type": "test_blocks",
    "200 items": "test_two_hundred_awards_are_placed_and_proven_in_time",
    "pathway signed by an unknown owner": "test_whose_word_it_is_stands_in_the_headline",
    "learner name change": "test_a_new_name_with_the_same_key_is_the_same_learner",
    "two learners' files mixed": "test_two_learners_are_not_counted_together",
}


@pytest.fixture(scope="module")
def tests() -> set[str]:
    """Names of all test functions of this room."""
    found = set()
    for file in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                found.add(node.name)
    return found


@pytest.mark.parametrize("case", CASES)
def test_it_has_its_test(case: str, tests: set[str]) -> None:
    assert CASES[case] in tests
