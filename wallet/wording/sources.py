"""Why a row of an operator's source is not carried into a bundle."""

from __future__ import annotations

from wallet.wording.errors import error
from wallet.wording.speech import tr


def bad_row(reason: str, detail: str) -> str:
    """A value of ``BadRow.reason`` as a sentence."""
    told = {
        "value_unusable": lambda: tr("a value cannot be used: {detail}", detail=detail),
        "member_missing": lambda: tr("something is missing: {detail}", detail=detail),
        "key_unusable": lambda: tr("the identifier holds no key that can be read"),
        "told_twice": lambda: tr("told twice, in two ways: {detail}", detail=detail),
        "unknown_institution": lambda: tr(
            "none of the sources tells of this institution: {detail}", detail=detail
        ),
        "older_list": lambda: tr(
            "a newer list of this name, of {date}, is among the sources", date=detail
        ),
    }.get(reason)
    return told() if told is not None else error(reason, {"detail": detail}).meaning
