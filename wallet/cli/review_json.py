"""Cases as the JSON that ``tessera review`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wallet.session.advisor_reviews import Table
    from wallet.session.differing import Since
    from wallet.session.learner_reviews import LearnerCase


def of_table(table: Table, since: Since | None = None) -> dict[str, Any]:
    """A case as its advisor sees it."""
    from wallet.session.reviewing import to_json  # noqa: PLC0415 - loads the encrypted store

    return {
        "case": table.case.id,
        "side": "received",
        "state": table.state,
        "learner": {
            "name": table.case.learner.name,
            "did": table.case.learner.did,
            "confirmed": table.is_confirmed,
        },
        "shown_by_holder": table.seen.shown_by_holder,
        "differs_from_learner": table.differs,
        "note": table.case.note,
        "items": [
            {"id": one.credential_id, "verdict": one.verdict.code.value}
            for one in table.seen.items
        ],
        "result": _result(table),
        "decisions": [to_json(one) for one in table.draft.decisions],
        "answer": None if table.answer is None else table.answer.text,
        "since": _since(since),
    }


def _since(found: Since | None) -> dict[str, Any] | None:
    """What is otherwise than in a signed review; None where none was signed."""
    if found is None:
        return None
    return {
        "case": found.case_id,
        "signed": found.signed.date().isoformat(),
        "changes": [
            {
                "code": one.change.code,
                "credential": one.change.credential_id,
                "slot": one.change.slot,
                "text": one.text,
            }
            for one in found.differences
        ],
    }


def _result(table: Table) -> dict[str, Any]:
    from wallet import pathways  # noqa: PLC0415 - loaded with the encrypted store

    return pathways.to_json(table.result)


def of_sent(found: LearnerCase) -> dict[str, Any]:
    """A case as its learner sees it."""
    from wallet.session.reviewing import to_json  # noqa: PLC0415 - loads the encrypted store

    review = found.review
    decisions: Iterable[Any] = () if review is None else review.decisions
    return {
        "case": found.case.id,
        "side": "sent",
        "state": found.state,
        "advisor": {"name": found.case.advisor_name, "did": found.case.advisor_did},
        "note": found.case.note,
        "result": dict(found.case.stated if review is None else review.result),
        "decisions": [to_json(one) for one in decisions],
        "signed_off": review is not None and review.signed_off,
        "advisor_confirmed": found.is_confirmed,
        "stale": [{"code": one.code, "credential": one.credential_id} for one in found.stale],
        "since": _since(found.since),
    }
