"""What is said when something cannot be shared, asked for or handed over as wished."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.wording.errors_wallet import Entry
from wallet.wording.presenting import preset_name
from wallet.wording.said import Told
from wallet.wording.speech import tr


def element(name: str) -> str:
    """What a preset needs, or promises to leave out: a value of ``presenting.presets``."""
    known = {
        "title": lambda: tr("a title"),
        "body": lambda: tr("who awarded it"),
        "date": lambda: tr("when it was awarded"),
        "level": lambda: tr("its level"),
        "size": lambda: tr("its credits or hours"),
        "outcomes": lambda: tr("what was learned"),
        "accreditation": lambda: tr(
            "an answer about accreditation (add a register under Trust)"
        ),
        "pathway_result": lambda: tr("the result of a pathway"),
        "whole_document": lambda: tr("anything (its form goes as a whole)"),
        "learner_data": lambda: tr("what it says of you"),
        "dates": lambda: tr("its dates"),
        "old_dates": lambda: tr("dates of long ago"),
        "birth_data": lambda: tr("your birth data"),
    }
    return known[name]() if name in known else name


def _preset(t: Told) -> tuple[str, str]:
    name = preset_name(t.text("preset")) if t.has("preset") else ""
    if t.has("cannot_hide"):
        what = ", ".join(element(one) for one in t.text("cannot_hide").split(", "))
        return (
            tr(
                "The selection “{name}” does not fit one of the credentials. Its issuer does "
                "not let you leave out {what}.",
                name=name,
                what=what,
            ),
            tr("Leave that credential out, or choose by hand what to show."),
        )
    what = ", ".join(element(one) for one in t.text("missing").split(", "))
    return (
        tr(
            "The selection “{name}” does not fit one of the credentials. Missing: {what}.",
            name=name,
            what=what,
        ),
        tr("Leave that credential out, or choose by hand what to show."),
    )


SHARING: Mapping[str, Entry] = {
    "selection_not_possible": lambda _: (
        tr("One of the credentials cannot be taken apart to show only some of it."),
        tr("Leave it out, or ask its issuer for a new one."),
    ),
    "unknown_pointer": lambda t: (
        tr("One of the credentials says nothing at {pointer}.", pointer=t.text("pointer")),
        tr("`tessera present --dry-run --json` lists what it says and where."),
    ),
    "nothing_can_be_hidden": lambda _: (
        tr("One of the credentials can only be shown as a whole."),
        tr("Show all of it, or leave it out."),
    ),
    "unknown_preset": lambda t: (
        tr("There is no selection called {name}.", name=t.text("preset")),
        tr("Choose one of: {known}.", known=t.text("known")),
    ),
    "preset_not_met": _preset,
    "preset_not_proven": lambda _: (
        tr("One of the credentials could not be checked here, so no selection fits it surely."),
        tr("Add what is needed to check it, or choose by hand what to show."),
    ),
    "malformed_selection": lambda _: (
        tr("The selection cannot be read."),
        tr("Write it as ID:/path for one statement, or as a file of JSON."),
    ),
    "not_a_request": lambda _: (
        tr("This is no request for credentials."),
        tr("Ask the person for the file or code once more."),
    ),
    "malformed_request": lambda t: (
        tr("The request is wrong at {member}.", member=t.text("member")),
        tr("Ask whoever sent it to make it again."),
    ),
    "request_altered": lambda _: (
        tr("The signature of this request does not hold: it was altered, or others made it."),
        tr("Do not answer it. Ask whoever it names for the request once more."),
    ),
    "unusable_signer": lambda t: (
        tr("The certificate is not one for this key, or names no host.")
        if t.text("member") == "certificate"
        else tr("That is no DID.")
        if t.text("member") == "did"
        else tr("This file holds no private key that a request can be signed with."),
        tr(
            "Give a private key (Ed25519 or P-256, PEM, without passphrase) and, if you have "
            "one, the certificate of exactly this key that names your host."
        ),
    ),
    "nothing_asked": lambda _: (
        tr("The request does not say who asks, or asks for nothing."),
        tr("Give a name and at least one field."),
    ),
    "unknown_field": lambda t: (
        tr("{field} is no field that can be asked for.", field=t.text("field")),
        tr("Use some of: {known}.", known=t.text("known")),
    ),
    "check_report_intact": lambda f: (
        tr(
            "A report of a check, by its own word of {date}. Nothing in it was changed since "
            "it was saved.",
            date=f.day("at"),
        ),
        tr(
            "It shows what was found then, by its maker's word alone. To rely on the "
            "credentials, check their files again."
        ),
    ),
    "check_report_changed": lambda _: (
        tr("A report of a check that was changed after it was saved. Do not rely on it."),
        tr("Check the files of the credentials again."),
    ),
    "locked_answer": lambda _: (
        tr("This answer is locked: only whoever asked for it can open it."),
        tr("Open it where the request was made, with the request's own secret file."),
    ),
    "locked_on_paper": lambda _: (
        tr("An answer that is locked for whoever asked has no pages to read."),
        tr("Send it as a file or as a code."),
    ),
    "pack_pages_differ": lambda _: (
        tr("The pages of this PDF do not say what is signed in it. Rely on neither."),
        tr("Ask the person for a new one, straight from their wallet."),
    ),
    "page_without_file": lambda _: (
        tr(
            "This code stands on a printed page. It only says to which file the page belongs; "
            "nothing was checked."
        ),
        tr("Give the file that came with the page too, both together."),
    ),
    "page_of_another_file": lambda _: (
        tr("This page belongs to none of the files given with it. Do not rely on the page."),
        tr("Ask the person for the file that came with this page."),
    ),
    "pack_pages_not_compared": lambda _: (
        tr("The pages of this PDF were not compared with what is attached to it."),
        tr("Rely on what is listed here, not on the pages."),
    ),
    "request_ended": lambda _: (
        tr("The time in which this request wants an answer is over."),
        tr("Ask for a new one."),
    ),
    "request_not_met": lambda _: (
        tr("What this wallet holds does not satisfy the request. Nothing was made."),
        tr("See what is missing, and ask its issuer for it."),
    ),
    "not_our_answer": lambda _: (
        tr("This answer was locked for somebody else, or changed on its way."),
        tr("Ask the person to answer your own newest request."),
    ),
    "not_encryptable": lambda _: (
        tr("The answer could not be locked for whoever asked."),
        tr("Ask them to make a new request."),
    ),
}
