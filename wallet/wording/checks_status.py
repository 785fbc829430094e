"""Reasons of ``status``."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.report import Check
from wallet.wording.said import Entry, nothing
from wallet.wording.speech import tr


def _refresh() -> str:
    return tr("Get the issuer's newest list of revoked credentials, then look again.")


def _ask_issuer() -> str:
    return tr("Ask the issuer whether it still stands by this credential.")


STATUS: Mapping[Reason, Entry] = {
    Reason.NOT_REVOKED: lambda f: (
        tr("It was not revoked as of {date}.", date=f.day("list_date")),
        nothing(),
        nothing(),
    ),
    Reason.NO_STATUS: lambda _: (
        tr("The issuer gives no way to ask whether it was revoked."),
        nothing(),
        nothing(),
    ),
    Reason.REVOKED: lambda f: (
        tr("The issuer revoked it; so says its list of {date}.", date=f.day("list_date")),
        tr("Ask the issuer why. It no longer stands by this credential."),
        tr("Do not rely on it. You may ask the person for the reason."),
    ),
    Reason.SUSPENDED: lambda f: (
        tr("The issuer suspended it; so says its list of {date}.", date=f.day("list_date")),
        tr("Ask the issuer why, and whether it will be lifted."),
        tr("Do not rely on it for now. You may ask the person for the reason."),
    ),
    Reason.STATUS_MESSAGE: lambda f: (
        tr("The issuer left a note about it: {message}.", message=f.text("message"))
        if f.has("message")
        else tr("The issuer may leave notes about it; none of them makes it invalid."),
        nothing(),
        nothing(),
    ),
    Reason.STATUS_LIST_MISSING: lambda _: (
        tr("The issuer's list of revoked credentials is not on this computer."),
        _refresh(),
        _refresh(),
    ),
    Reason.STATUS_LIST_UNREADABLE: lambda _: (
        tr("The issuer's list of revoked credentials cannot be read."),
        _refresh(),
        _refresh(),
    ),
    Reason.STATUS_LIST_NOT_PROVEN: lambda _: (
        tr("The list of revoked credentials is not shown to be the issuer's, or was changed."),
        _refresh(),
        _refresh(),
    ),
    Reason.STATUS_LIST_WRONG_ISSUER: lambda _: (
        tr("The list of revoked credentials was made by somebody else than the issuer."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.STATUS_LIST_WRONG_PURPOSE: lambda _: (
        tr("The list that it points to is about something else than revocation."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.STATUS_LIST_TOO_SHORT: lambda _: (
        tr("The issuer's list is shorter than its standard allows, so it is not relied upon."),
        tr("Tell the issuer: its list of revoked credentials does not follow the standard."),
        _ask_issuer(),
    ),
    Reason.STATUS_INDEX_OUT_OF_RANGE: lambda _: (
        tr("It points to a place that the issuer's list does not have."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.STATUS_TYPE_UNKNOWN: lambda _: (
        tr("It says in a way that Tessera does not know yet where to ask about revocation."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.STATUS_VALUE_UNKNOWN: lambda _: (
        tr("The issuer's list says something about it that Tessera does not know."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.EVIDENCE_TOO_OLD: lambda f: (
        tr("What is known about it is too old: it is from {date}.", date=f.day("list_date")),
        _refresh(),
        _refresh(),
    ),
    Reason.EVIDENCE_DATED_LATER: lambda _: (
        tr("What is known about it is from after the day that you asked about."),
        nothing(),
        nothing(),
    ),
    Reason.REVOCATION_WITHDRAWN: lambda _: (
        tr(
            "It was revoked once, and a newer list of the issuer no longer says so. "
            "A revocation is not meant to be taken back."
        ),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.REVOKED_LATER_DATE_UNKNOWN: lambda _: (
        tr(
            "It is revoked by now, and nothing shows whether it already was on the day that "
            "you asked about."
        ),
        _ask_issuer(),
        _ask_issuer(),
    ),
}

STATUS_BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {
    (Check.STATUS, Reason.TOO_COMPLEX): lambda _: (
        tr("It names more lists of revoked credentials than Tessera is willing to look up."),
        _ask_issuer(),
        _ask_issuer(),
    ),
    (Check.STATUS, Reason.EVIDENCE_TOO_OLD): lambda f: (
        tr(
            "Whether it was revoked is only known as of {date}, which is too long ago.",
            date=f.day("list_date"),
        ),
        _refresh(),
        _refresh(),
    ),
}
