"""Reasons of Open Badges 2.0 and Blockcerts: served but not signed, or anchored on a chain."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.wording.said import Entry, ask_issuer_for_new, ask_person_for_new
from wallet.wording.speech import tr


def _add_transaction() -> str:
    return tr(
        "Add the transaction (and its block, if you have it) on the Trust page, then look "
        "again."
    )


def _ask_issuer() -> str:
    return tr("Ask the issuer directly.")


BADGES: Mapping[Reason, Entry] = {
    Reason.SELF_DECLARED: lambda _: (
        tr("The learner wrote this down; nobody else vouches for it."),
        tr("If somebody can confirm it, ask them for a signed credential."),
        tr("Ask the person for proof, or ask whoever they name."),
    ),
    Reason.RESOURCE_DIFFERS: lambda _: (
        tr("It names another file by its fingerprint, and the one at hand has another."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.HOSTED_NOT_SIGNED: lambda f: (
        tr(
            "It cannot be proven offline: this kind of badge is not signed, it only counts "
            "while its issuer shows it at its address. A copy was kept on {date}; a copy "
            "proves nothing.",
            date=f.day("captured"),
        )
        if f.has("captured")
        else tr(
            "It cannot be proven offline: this kind of badge is not signed, it only counts "
            "while its issuer shows it at its address."
        ),
        tr("Ask the issuer for a signed badge (Open Badges 3.0)."),
        tr("Look for it at the issuer's own address, or ask the person for a signed badge."),
    ),
    Reason.MERKLE_PATH_HOLDS: lambda _: (
        tr(
            "Nothing was changed since it was sealed. Who sealed it, only the blockchain entry "
            "that it names can show."
        ),
        _add_transaction(),
        _add_transaction(),
    ),
    Reason.ANCHOR_CONTRADICTS: lambda _: (
        tr(
            "The blockchain entry that it names seals something else. Do not rely on any of it."
        ),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.ANCHOR_NOT_SEEN: lambda _: (
        tr(
            "Its seal points to an entry on the Bitcoin blockchain that is not on this "
            "computer, so nobody can tell here who sealed it."
        ),
        _add_transaction(),
        _add_transaction(),
    ),
    Reason.ANCHOR_UNSUPPORTED: lambda _: (
        tr(
            "Its seal points to a blockchain that Tessera does not read, so nobody can tell "
            "here who sealed it."
        ),
        _ask_issuer(),
        tr("Check it with the issuer, or with another program."),
    ),
    Reason.ANCHOR_OF_TEST_CHAIN: lambda _: (
        tr("It was sealed on a blockchain made for trying things out. That shows nothing."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.KEY_NOT_YET_LISTED: lambda f: (
        tr(
            "It was sealed on {date}, before its issuer began to use that key. Do not rely on "
            "any of it.",
            date=f.day("proven_on"),
        ),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
}
