"""What is said when a step of a review with an advisor cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.wording.errors_wallet import Entry
from wallet.wording.pathways import why_refused
from wallet.wording.speech import tr


def _nothing_changed() -> str:
    return tr("Nothing was changed. Ask for the right file.")


def _ask_again() -> str:
    return tr("Ask for it again, and send it without changing it.")


REVIEW: Mapping[str, Entry] = {
    # --- opening
    "not_a_review_file": lambda _: (
        tr("This is no review file."),
        tr("A review file ends in .age. Choose the one that you were sent."),
    ),
    "review_words_needed": lambda _: (
        tr("This file opens with six words."),
        tr("Ask the person who made it for the words, by telephone or in person."),
    ),
    "review_not_opened": lambda _: (
        tr("The file does not open here: it is for somebody else, or was damaged on its way."),
        tr("Check the words, or ask for the file again."),
    ),
    "review_not_for_you": lambda _: (
        tr("This case was made for another advisor."),
        tr("Give the learner your own card, and ask for a new file."),
    ),
    "case_known": lambda _: (
        tr("This case was opened here before."),
        tr("Find it in the list of cases."),
    ),
    "case_ended": lambda _: (
        tr("The time for this case is over."),
        tr("The learner can make a new one."),
    ),
    "unknown_case": lambda _: (
        tr("This wallet has no such case."),
        _nothing_changed(),
    ),
    "malformed_review": lambda t: (
        tr(
            "The document cannot be used: {member} is missing or wrong.",
            member=t.text("member"),
        ),
        _ask_again(),
    ),
    # --- answering
    "review_foreign": lambda _: (
        tr("This review answers another case."),
        _nothing_changed(),
    ),
    "review_replayed": lambda _: (
        tr("This case was answered already. An answer counts once."),
        tr("For another answer the learner makes a new case."),
    ),
    "review_wrong_signer": lambda _: (
        tr("This was not signed by the person whom the case was made for."),
        tr("Do not rely on it. Ask the person whom you know."),
    ),
    "review_of_something_else": lambda _: (
        tr("This review is about other credentials or another pathway than the case."),
        tr("Do not rely on it. Ask your advisor to review the case as it was sent."),
    ),
    "not_reviewed": lambda _: (
        tr("No review of this case has come back yet."),
        tr("Open the advisor's file first."),
    ),
    "reason_missing": lambda _: (
        tr("An objection needs a reason."),
        tr("Say in a sentence what you do not agree with."),
    ),
    # --- sending
    "advisor_not_named": lambda _: (
        tr("The case does not say who it is for."),
        tr("Type the advisor's name, or choose somebody whose card you have."),
    ),
    "case_empty": lambda _: (
        tr("No credential was chosen for the case."),
        tr("Choose at least one."),
    ),
    "title_missing": lambda _: (
        tr("The portfolio has no title."),
        tr("Give it a title, such as what it is for."),
    ),
    "portfolio_files_differ": lambda t: (
        tr(
            "Files of this portfolio were added, removed or altered: {files}.",
            files=t.text("files"),
        ),
        _ask_again(),
    ),
    "malformed_agreement": lambda t: (
        tr(
            "This agreement cannot be used: at “{member}”, {why}.",
            member=t.text("member"),
            why=why_refused(t.text("reason") if t.has("reason") else "missing"),
        ),
        tr("Correct it there, or ask whoever wrote it."),
    ),
    "agreement_not_a_party": lambda _: (
        tr("You are not among the parties of this agreement."),
        tr("Ask whoever made it to name the key of your card, and to hand it round again."),
    ),
    "agreement_signed": lambda _: (
        tr("You have signed this agreement already."),
        tr("Hand it to the next party."),
    ),
    "ambiguous_agreement": lambda _: (
        tr("Several kept agreements have this identifier."),
        tr("Name the one that you mean by its key, as the list of agreements shows it."),
    ),
    "unknown_agreement": lambda _: (
        tr("The wallet holds no such agreement."),
        tr("It may have been removed already."),
    ),
    "unknown_contact": lambda _: (
        tr("Nobody of that name is among those whose words you compared."),
        tr("Open their card and compare its words first."),
    ),
    "unknown_recipient": lambda _: (
        tr("The card does not say how to seal a file for that person."),
        tr("Ask for a new card."),
    ),
}
