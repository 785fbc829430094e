"""Reasons about parties: issuer identity, accreditation, holder, endorsements, request."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.report import Check
from wallet.wording.said import Entry, nothing
from wallet.wording.speech import tr


def _add_registry() -> str:
    return tr("Add a list of issuers that you trust on the Trust page, then look again.")


def _ask_for_id() -> str:
    return tr("Ask the person for an identity document.")


def _share_again() -> str:
    return tr("Ask the person to share it again, made out to you.")


PARTY: Mapping[Reason, Entry] = {
    Reason.ISSUER_LISTED: lambda f: (
        tr(
            "{registry} names the issuer: {name}.",
            registry=f.text("registry"),
            name=f.text("name"),
        ),
        nothing(),
        nothing(),
    ),
    Reason.ISSUER_NOT_LISTED: lambda _: (
        tr("The signature is good, but nobody you trust says who the issuer is."),
        _add_registry(),
        tr("Ask the issuer directly, or add a list of issuers that names it."),
    ),
    Reason.NO_TRUST_SOURCE: lambda _: (
        tr(
            "The signature is good, but there is no list of issuers on this computer that "
            "could say who the issuer is."
        ),
        _add_registry(),
        _add_registry(),
    ),
    Reason.SELF_ASSERTED: lambda _: (
        tr("The person it is about made it themselves. Nobody else vouches for it."),
        nothing(),
        tr("Treat it as the person's own statement."),
    ),
    Reason.TRUST_NOT_CONFIRMED: lambda f: (
        tr(
            "{registry} names the issuer as {name}, but nobody has compared the fingerprint "
            "of that list yet.",
            registry=f.text("registry"),
            name=f.text("name"),
        ),
        tr("Compare its fingerprint with the publisher's on the Trust page."),
        tr("Compare its fingerprint with the publisher's on the Trust page."),
    ),
    Reason.HOLDER_KEY_IS_YOURS: lambda _: (
        tr("It is made out to this wallet."),
        nothing(),
        nothing(),
    ),
    Reason.HOLDER_IDENTIFIER_IS_YOURS: lambda _: (
        tr("It is made out to an e-mail address or number that you entered as yours."),
        tr("Who receives it cannot see that; expect to be asked for an identity document."),
        _ask_for_id(),
    ),
    Reason.HOLDER_KEY_SHOWN: lambda _: (
        tr("It was signed with the wallet that it is made out to."),
        nothing(),
        nothing(),
    ),
    Reason.HOLDER_KEY_UNKNOWN: lambda _: (
        tr("It is made out to an identifier that this wallet does not hold."),
        tr("Perhaps it belongs to another wallet of yours; ask the issuer if not."),
        _ask_for_id(),
    ),
    Reason.HOLDER_PROOF_MISSING: lambda _: (
        tr("It is made out to somebody, and nothing shows that this is who gave it to you."),
        tr("Share it from the wallet that it is made out to."),
        tr("Ask the person to share it from their wallet, or ask for an identity document."),
    ),
    Reason.PROOF_FOR_ANOTHER_OCCASION: lambda _: (
        tr("What it shows was made for another receiver or another question."),
        tr("Share it anew for this receiver."),
        tr("It may be a copy: ask the person to share it anew, for you."),
    ),
    Reason.HOLDER_NAME_ONLY: lambda _: (
        tr("It names whom it is about, but cannot show that this is who gave it to you."),
        tr("Expect to be asked for an identity document."),
        _ask_for_id(),
    ),
    Reason.HOLDER_HASHED_ONLY: lambda _: (
        tr(
            "It is made out to an address of which it holds only a fingerprint, so it cannot "
            "show that this is who gave it to you."
        ),
        tr("Expect to be asked for that address, or for an identity document."),
        _ask_for_id(),
    ),
    Reason.BEARER: lambda _: (
        tr("It does not say whom it is about: whoever has it can show it."),
        nothing(),
        tr("Ask the person how it came to them, if that matters."),
    ),
    Reason.DIFFERENT_HOLDERS: lambda _: (
        tr("The credentials in it are made out to different people."),
        tr("Share the credentials of one person only."),
        tr("Ask whose credentials these are before you use them."),
    ),
    Reason.SEVERAL_KEYS_SHOWN: lambda f: (
        tr(
            "The credentials in it are made out to {people} keys, and each of these keys "
            "signed. That shows who sent them, not that they are about one person.",
            people=f.text("people"),
        ),
        tr("Share one presentation for each key if the two should not be linked."),
        tr("Compare the names in the credentials, or ask for an identity document."),
    ),
    Reason.NO_ENDORSEMENTS: lambda _: (
        tr("Nobody else vouches for it in this file."),
        nothing(),
        nothing(),
    ),
    Reason.ENDORSEMENTS_VERIFIED: lambda _: (
        tr("Everybody who vouches for it in this file is confirmed."),
        nothing(),
        nothing(),
    ),
    Reason.ENDORSEMENTS_NOT_VERIFIED: lambda f: (
        tr(
            "It holds statements by others ({count}); of these {verified} are confirmed.",
            count=f.text("count"),
            verified=f.text("verified"),
        ),
        nothing(),
        tr("Do not count those that are not confirmed."),
    ),
    Reason.ANSWERS_REQUEST: lambda _: (
        tr("It was made for you, in answer to what you asked."),
        nothing(),
        nothing(),
    ),
    Reason.OTHER_NONCE: lambda _: (
        tr("It answers somebody else's question, or an older one of yours. It may be a copy."),
        tr("Make the presentation again with the receiver's newest request."),
        _share_again(),
    ),
    Reason.OTHER_RECIPIENT: lambda _: (
        tr("It was made out to somebody else than you. It may have been passed on."),
        tr("Make the presentation again for this receiver."),
        _share_again(),
    ),
    Reason.FRESHNESS_NOT_SHOWN: lambda _: (
        tr("Nothing shows that it was made just now for you: a copy could be replayed."),
        tr("Ask the receiver for a request code and share again."),
        tr("Give the person a request code first, and ask them to share again."),
    ),
    Reason.DOES_NOT_APPLY: lambda _: (
        tr("This question does not arise here."),
        nothing(),
        nothing(),
    ),
}

PARTY_BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {
    (Check.ISSUER_IDENTITY, Reason.CONFLICTING_EVIDENCE): lambda f: (
        tr(
            "Two lists on this computer name two different issuers: {names}.",
            names=f.text("names"),
        ),
        tr("Look at the Trust page and remove the list that is wrong."),
        tr("Look at the Trust page and remove the list that is wrong."),
    ),
    (Check.ISSUER_IDENTITY, Reason.EVIDENCE_TOO_OLD): lambda f: (
        tr(
            "{registry} names the issuer as {name}, but that list is too old.",
            registry=f.text("registry"),
            name=f.text("name"),
        ),
        tr("Get a newer copy of that list."),
        tr("Get a newer copy of that list."),
    ),
    (Check.ISSUER_IDENTITY, Reason.EVIDENCE_DATED_LATER): lambda f: (
        tr(
            "{registry} names the issuer as {name}, but that list is from after the day that "
            "you asked about.",
            registry=f.text("registry"),
            name=f.text("name"),
        ),
        nothing(),
        nothing(),
    ),
    (Check.ENDORSEMENTS, Reason.TOO_COMPLEX): lambda _: (
        tr("It holds more statements by others than Tessera is willing to check."),
        nothing(),
        tr("Do not count any of them."),
    ),
}
