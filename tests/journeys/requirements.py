"""Which test proves which requirement of learners, employers and advisors (L, E and A).

A test is named by file and function. What no test can prove, or no test proves yet, says so in
``WHY_NOT``; ``tests/architecture/test_requirements.py`` holds both against the list.
"""

from __future__ import annotations

from collections.abc import Mapping

IDS = (
    *(f"L-{number:02}" for number in range(1, 20)),
    *(f"E-{number:02}" for number in range(1, 8)),
    *(f"A-{number:02}" for number in range(1, 10)),
)

_CLI, _UI, _CORE = "tests/wallet/cli", "tests/ui", "tests/wallet"
_TYPED = "tests/journeys/test_command_line.py::test_from_a_fresh_computer_to_the_receiving_side"
_CLICKED = "tests/journeys/test_window.py::test_from_a_fresh_computer_to_the_receiving_side"
_NAMED = "tests/ui/test_requirements.py"
_BELOW = "tests/wallet/test_requirements.py"

PROVED: Mapping[str, tuple[str, ...]] = {
    "L-01": (
        _TYPED,  # kept, opened and exported where the machine has no network at all
        f"{_CLI}/test_wallet_commands.py::test_delete_asks_and_undelete_takes_back",
        f"{_CORE}/vault/test_erase.py::test_no_byte_of_it_stays_in_pages_journal_or_new_backups",
    ),
    "L-02": (
        f"{_CLI}/test_wallet_commands.py::test_export_gives_back_the_very_bytes",
        f"{_UI}/pages/test_credential.py::test_the_original_is_exported_byte_for_byte",
    ),
    "L-03": (
        (
            f"{_CLI}/test_wallet_commands.py"
            "::test_export_of_everything_is_a_zip_that_can_be_read_without_us"
        ),
    ),
    "L-04": (
        f"{_UI}/pages/test_share.py::test_every_statement_of_the_file_stands_in_the_preview",
        (
            f"{_UI}/pages/test_share.py"
            "::test_typing_takes_the_button_away_until_the_preview_is_right_again"
        ),
        f"{_CORE}/presenting/test_no_leaks.py::test_nothing_that_was_not_chosen_leaves",
    ),
    "L-05": (f"{_NAMED}::test_l_05_every_kind_of_credential_stands_in_one_list",),
    "L-06": (
        f"{_CORE}/test_completeness.py::test_each_element_falls_to_what_is_left",
        f"{_NAMED}::test_l_06_a_credential_says_how_each_of_the_eleven_elements_stands",
    ),
    "L-07": (
        (  # a course that is only planned is tried: where it would stand, what it comes to
            f"{_UI}/pages/test_pathways_more.py"
            "::test_every_fix_can_be_tried_one_beside_the_other_and_taken_back"
        ),
        f"{_CORE}/pathways/test_telling.py::test_a_trial_asks_the_same_question_again",
        f"{_UI}/pages/test_pathways_more.py::test_several_are_compared_and_the_closest_is_marked",
    ),
    "L-08": (
        f"{_UI}/pages/test_pathways.py::test_each_state_of_a_slot_has_its_word_and_its_shape",
    ),
    "L-09": (
        (
            f"{_UI}/pages/test_pathways_more.py"
            "::test_the_learner_chooses_among_equals_and_may_let_go_again"
        ),
    ),
    "L-10": (
        f"{_CORE}/pathways/test_properties.py::test_the_order_of_the_awards_does_not_matter",
        f"{_CORE}/pathways/test_properties.py::test_a_fix_does_what_it_says",
    ),
    "L-11": (
        (f"{_UI}/test_every_page.py::test_a_page_is_for_a_screen_reader_and_for_the_keyboard"),
        f"{_UI}/test_every_language.py::test_every_page_in_every_state_can_be_read_whole",
        (
            "tests/journeys/test_screen_reader.py"
            "::test_a_screen_reader_unlocks_reads_a_verdict_and_locks"
        ),
    ),
    "L-12": (
        f"{_NAMED}::test_l_12_the_window_and_the_credential_have_a_language_each",
        f"{_UI}/models/test_library.py::test_a_title_in_the_person_s_language_comes_first",
    ),
    "L-13": (
        (
            f"{_CORE}/vault/test_finding.py"
            "::test_any_part_that_a_reader_of_the_script_would_type_finds_it"
        ),
        f"{_CORE}/vault/test_words.py::test_scripts_without_spaces_are_split_into_signs",
        f"{_UI}/test_every_language.py::test_every_page_in_every_state_can_be_read_whole",
    ),
    "L-15": (
        (
            f"{_CORE}/test_attention.py"
            "::test_an_end_is_told_at_90_30_7_and_0_days_each_until_it_is_waved_away"
        ),
    ),
    "L-16": (
        f"{_CORE}/exchange/test_own_paper.py::test_the_printed_code_is_the_file_itself",
        f"{_UI}/pages/test_own_paper.py::test_a_printer_is_given_the_code_where_the_file_goes_along",
    ),
    "L-17": (
        (
            f"{_UI}/pages/test_own_entry.py"
            "::test_an_entry_is_written_kept_and_shown_as_ones_own_word"
        ),
        f"{_CLI}/test_add.py::test_an_entry_is_kept_listed_shown_and_exported",
    ),
    "L-18": (
        f"{_CORE}/vault/test_keeping.py::test_what_is_erased_is_nowhere_in_the_database",
        # Encrypted on request: all of it as a backup, some of it as a case for one reader.
        # Copies to read are for other programs (L-03), and the window says that they are plain.
        f"{_BELOW}::test_l_18_a_copy_of_everything_is_encrypted_on_request",
        f"{_CORE}/reviews/test_round.py::test_nobody_else_opens_the_file",
        _TYPED,  # without any network: nobody could be told
    ),
    "L-19": (
        _CLICKED,  # a wallet is made, filled and shown from; no name and no document is asked
        (
            f"{_CORE}/test_session.py"
            "::test_what_is_bound_to_no_key_is_signed_by_a_key_for_one_time"
        ),
    ),
    "E-01": (f"{_NAMED}::test_e_01_to_e_07_what_an_employer_reads_from_the_file_alone",),
    "E-02": (_TYPED, f"{_UI}/pages/test_check.py::test_a_locked_wallet_is_no_hindrance"),
    "E-03": (
        f"{_BELOW}::test_e_03_two_credentials_are_compared_by_the_address_of_a_skill",
        (
            f"{_CORE}/exchange/test_own_paper.py"
            "::test_skills_are_named_by_the_credential_or_by_a_framework_that_is_here"
        ),
        f"{_CORE}/exchange/test_skill_packs.py::test_only_verified_credentials_cover_a_skill",
        f"{_NAMED}::test_e_01_to_e_07_what_an_employer_reads_from_the_file_alone",
    ),
    "E-04": (
        f"{_BELOW}::test_e_04_what_ended_or_was_replaced_shows_no_skill_any_more",
        f"{_UI}/pages/test_share.py::test_a_credential_that_ended_says_so_in_the_preview",
        f"{_NAMED}::test_e_01_to_e_07_what_an_employer_reads_from_the_file_alone",
    ),
    "E-05": (
        (
            f"{_UI}/widgets/credential/test_accreditation.py"
            "::test_accredited_is_a_seal_with_both_answers_and_who_says_so"
        ),
        (
            f"{_CORE}/test_check_report.py"
            "::test_accreditation_stands_in_the_table_and_in_the_signed_report"
        ),
    ),
    "E-06": (
        (
            f"{_CORE}/presenting/test_presets.py"
            "::test_an_employer_sees_what_was_learned_and_nothing_personal"
        ),
        (
            f"{_UI}/pages/test_requests.py"
            "::test_each_statement_about_the_person_is_confirmed_by_itself"
        ),
    ),
    "E-07": (
        (
            f"{_UI}/test_words.py"
            "::test_a_size_is_printed_with_its_unit_and_never_with_a_guessed_one"
        ),
        f"{_NAMED}::test_e_01_to_e_07_what_an_employer_reads_from_the_file_alone",
    ),
    "A-01": (
        f"{_UI}/pages/test_reviews.py::test_what_is_not_released_does_not_reach_the_advisor",
        (
            f"{_CORE}/reviews/test_round.py"
            "::test_what_was_not_released_is_not_in_the_file_in_any_encoding"
        ),
    ),
    "A-02": (
        f"{_UI}/pages/test_reviews.py::test_a_review_goes_round_through_both_windows",
        f"{_UI}/pages/test_pathways_more.py::test_the_matrix_says_each_cell_in_words",
    ),
    "A-03": (
        f"{_CLI}/test_reviews.py::test_a_review_goes_round_by_files",
        (
            f"{_CORE}/pathways/test_deciding.py"
            "::test_an_equivalence_lets_an_award_into_a_slot_that_it_does_not_match"
        ),
        (
            f"{_CORE}/pathways/test_deciding.py"
            "::test_prior_learning_counts_by_its_own_route_and_stays_on_another_question"
        ),
        f"{_CORE}/pathways/test_deciding.py::test_w1_is_completed_by_a_waiver_as_its_fix_said",
        f"{_CORE}/pathways/test_deciding.py::test_a_rejected_award_does_not_count_and_says_why",
    ),
    "A-04": (
        f"{_CORE}/reviews/test_round.py::test_the_whole_way_round",
        (
            f"{_CORE}/reviews/test_refusals.py"
            "::test_a_signer_cannot_slip_in_other_items_or_another_pathway"
        ),
    ),
    "A-05": (
        f"{_CORE}/reviews/test_round.py::test_a_credential_that_ends_makes_the_sign_off_stale",
        (
            f"{_CORE}/reviews/test_round.py"
            "::test_another_version_of_the_pathway_makes_the_sign_off_stale"
        ),
        (  # and accreditation
            f"{_CORE}/reviews/test_differences.py"
            "::test_each_thing_that_is_otherwise_is_told_once"
        ),
    ),
    "A-06": (
        (
            f"{_CORE}/wording/test_elements.py"
            "::test_what_is_missing_or_there_in_part_is_asked_for_and_nothing_else"
        ),
    ),
    "A-07": (
        f"{_CORE}/pathways/test_agreements.py::test_signed_by_everybody_it_counts_by_itself",
        (
            f"{_CORE}/pathways/test_agreements.py"
            "::test_a_learning_agreement_is_signed_by_student_home_and_host"
        ),
        f"{_CORE}/pathways/test_deciding.py::test_prior_learning_is_held_to_its_share",
        (f"{_BELOW}::test_a_07_ways_that_somebody_decides_are_offered_and_left_to_an_advisor"),
    ),
    "A-08": (
        f"{_CLI}/test_reviews.py::test_a_review_goes_round_by_files",
        (
            f"{_UI}/pages/test_reviews.py"
            "::test_side_by_side_makes_the_text_larger_until_the_page_is_left"
        ),
    ),
    "A-09": (
        # A decision needs its reason, and the learner reads it before answering.
        f"{_UI}/pages/test_reviews.py::test_a_review_goes_round_through_both_windows",
        f"{_CORE}/reviews/test_round.py::test_an_objection_is_kept_on_both_sides",
        f"{_CORE}/reviews/test_counting.py::test_an_objection_lets_nothing_count",
    ),
}
"""Requirement -> tests."""

WHY_NOT: Mapping[str, str] = {
    "L-14": "A clock on a loaded machine proves nothing: `python -m benchmarks window` and "
    "`python -m benchmarks verification` measure it, docs/benchmarks.md keeps the figures.",
}
"""Requirement -> why no test proves it."""
