"""Reasons of ``format`` and ``validity``."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.wording.said import Entry, ask_issuer_for_new, ask_person_for_new, nothing
from wallet.wording.speech import tr


def _newer_tessera() -> str:
    return tr("A newer Tessera may be able to read it.")


DOCUMENT: Mapping[Reason, Entry] = {
    Reason.CONFORMS: lambda f: (
        tr(
            "It follows the rules of its standard. Whether it follows the schema that it "
            "names was not checked."
        )
        if f.has("schema_not_checked")
        else tr(
            "It follows the rules of its standard as far as it was shown; the person may have "
            "kept back: {members}.",
            members=f.text("not_shown"),
        )
        if f.has("not_shown")
        else tr("It follows the rules of its standard."),
        nothing(),
        nothing(),
    ),
    Reason.UNKNOWN_FORMAT: lambda _: (
        tr("Tessera does not know this kind of file, so it cannot say whether it is complete."),
        tr("Ask the issuer which standard it follows."),
        tr("Ask the person for the credential in a common standard, such as Open Badges 3.0."),
    ),
    Reason.UNSUPPORTED_FORMAT: lambda _: (
        tr("This kind of credential is known, but Tessera cannot check it yet."),
        _newer_tessera(),
        tr("Check it with the issuer, or with another program."),
    ),
    Reason.MISSING_MEMBER: lambda f: (
        tr(
            "Its standard requires something that is missing: {members}.",
            members=f.text("members"),
        ),
        tr("Tell the issuer: the credential does not follow its standard."),
        tr("This alone does not make it false; ask the issuer if it matters."),
    ),
    Reason.INVALID_MEMBER: lambda f: (
        tr(
            "Something in it breaks the rules of its standard: {members}.",
            members=f.text("members"),
        ),
        tr("Tell the issuer: the credential does not follow its standard."),
        tr("This alone does not make it false; ask the issuer if it matters."),
    ),
    Reason.MALFORMED_JSON: lambda _: (
        tr("The file can be read in more than one way, so it is not relied upon."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.UNKNOWN_CONTEXT: lambda _: (
        tr(
            "It uses a vocabulary that Tessera does not know, so its contents cannot be "
            "checked."
        ),
        _newer_tessera(),
        tr("Check it with the issuer, or with another program."),
    ),
    Reason.UNSIGNED_CONTEXT: lambda _: (
        tr("It gives words a meaning that nobody signed. Do not rely on what it says."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.UNSIGNED_MEMBERS: lambda f: (
        tr(
            "The signature is good, but these parts are not covered by it: {members}.",
            members=f.text("members"),
        ),
        tr("Ask the issuer for a version in which everything is covered."),
        tr("Anybody may have added these parts. Do not use them."),
    ),
    Reason.PROTECTED_TERM_REDEFINED: lambda _: (
        tr(
            "It gives a fixed word of its standard another meaning. Do not rely on what it "
            "says."
        ),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.CLAIMS_CONFLICT: lambda f: (
        tr(
            "It says two different things about the same matter: {members}.",
            members=f.text("members"),
        ),
        ask_issuer_for_new(),
        tr("Ask the issuer which of the two is true."),
    ),
    Reason.TOO_LARGE: lambda _: (
        tr("A part of it is larger than Tessera is willing to read."),
        tr("Ask the issuer for a smaller file."),
        tr("Ask the person for a smaller file."),
    ),
    Reason.TOO_DEEP: lambda _: (
        tr("It is nested more deeply than Tessera is willing to read."),
        tr("Ask the issuer for a simpler file."),
        tr("Ask the person for a simpler file."),
    ),
    Reason.TOO_COMPLEX: lambda _: (
        tr("It is built in a way that would take too much work to check."),
        tr("Ask the issuer for a simpler file."),
        tr("Be careful: such files can be made to keep a computer busy."),
    ),
    Reason.WITHIN_DATES: lambda f: (
        tr("It is valid until {date}.", date=f.day("valid_until")),
        nothing(),
        nothing(),
    ),
    Reason.NO_END_DATE: lambda _: (
        tr("It has no end date."),
        nothing(),
        nothing(),
    ),
    Reason.EXPIRED: lambda f: (
        tr("It expired on {date}.", date=f.day("valid_until")),
        tr("Ask the issuer whether it can be renewed. What you learned stays learned."),
        tr("You may ask the person for a renewed one. It says nothing bad about the person."),
    ),
    Reason.NOT_YET_VALID: lambda f: (
        tr("It becomes valid on {date}.", date=f.day("valid_from")),
        tr("Wait until then, or ask the issuer if the date is wrong."),
        tr("Check it again after that day."),
    ),
    Reason.MALFORMED_DATE: lambda _: (
        tr("One of its dates cannot be read, so nobody can say whether it is valid today."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.MAY_BE_UNDISCLOSED: lambda _: (
        tr("The person may have left out dates or the way to ask whether it was revoked."),
        tr("Share those parts too if the receiver needs them."),
        tr("Ask the person to show these parts too."),
    ),
}
