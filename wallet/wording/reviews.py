"""Words for cases, reviews and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from wallet.wording.speech import ntr, tr


class _Review(Protocol):
    """What is said of a review."""

    @property
    def advisor(self) -> Any: ...
    @property
    def signed_off(self) -> bool: ...
    @property
    def note(self) -> str: ...
    @property
    def decisions(self) -> Any: ...


def state(code: str) -> str:
    """How a case stands."""
    return {
        "sent": tr("waiting for the advisor"),
        "reviewed": tr("reviewed; your answer is missing"),
        "countersigned": tr("countersigned"),
        "objected": tr("objected to"),
        "open": tr("waiting for you"),
        "signed": tr("signed; waiting for the learner"),
    }.get(code, code)


def side(code: str) -> str:
    """Whose case it is."""
    return tr("sent to") if code == "sent" else tr("received from")


def kind(code: str) -> str:
    """The name of a kind of decision."""
    return {
        "equivalence": tr("Counts here"),
        "rpl": tr("Prior learning recognised"),
        "waiver": tr("Rule set aside"),
        "rejection": tr("Does not count"),
        "pin": tr("Placed here"),
        "note": tr("Note"),
        "request": tr("To ask the issuer for"),
    }.get(code, code)


def change(code: str) -> str:
    """Why a sign-off no longer stands."""
    return {
        "item_gone": tr("A credential is no longer in the wallet."),
        "item_verdict": tr("A credential is judged otherwise than when the review was signed."),
        "item_accreditation": tr("What is known of an issuer's accreditation has changed."),
        "pathway_version": tr("The pathway has another version now."),
        "pathway_text": tr("The text of the pathway has changed."),
        "pathway_gone": tr("The pathway is no longer kept."),
        "months_over": tr("The time for which it was signed is over."),
    }.get(code, code)


def lapsed(code: str) -> str:
    """Why a decision that was countersigned does not count any more."""
    known = {
        "advisor_not_confirmed": tr("You never compared the words of this advisor's card."),
        "another_owner": tr("The owner of this pathway has not named this advisor's key."),
        "superseded": tr("A later review of this advisor has taken its place."),
        "prior_elsewhere": tr("A later review has recognised your prior learning already."),
        "rule_stays": tr("This rule cannot be set aside."),
        "left_out": tr("You left this review out."),
    }
    return known.get(code) or change(code)


def record(name: str, day: str) -> str:
    """Whose decisions these are."""
    return tr("Decided by {name} on {day}, in a review that you agreed to.", name=name, day=day)


def no_longer(decided: str, why: str) -> str:
    """A decision that does not count any more."""
    return tr("Does not count any more: {decision}. {why}", decision=decided, why=why)


def facts(shown: int, hidden: int) -> str:
    """How much of a credential leaves."""
    told = ntr("{n} fact", "{n} facts", shown)
    if not hidden:
        return told
    return tr("{facts}, {hidden} kept back", facts=told, hidden=hidden)


def decision(told: Mapping[str, Any]) -> str:
    """A decision in one line."""
    about = [
        str(told[name])
        for name in ("title", "award", "slot", "rule")
        if told.get(name) is not None
    ]
    if told.get("credits") is not None:
        about.append(tr("{n} credits", n=told["credits"]))
    what = kind(str(told["kind"]))
    subject = ", ".join(one[:60] for one in about)
    head = f"{what} ({subject})" if subject else what
    return tr("{what}: {reason}", what=head, reason=told["reason"])


def review_lines(review: _Review, *, confirmed: bool) -> Iterator[str]:
    """A review before it is merged."""
    yield tr("A review by {name}.", name=review.advisor.name)
    if not confirmed:
        yield tr("You never compared the words of this advisor's card.")
    if review.signed_off:
        yield tr("Signed off: the advisor stands for the result.")
    else:
        yield tr("Not signed off: notes and decisions only.")
    if review.note:
        yield review.note
    for one in review.decisions:
        told = {
            name: getattr(one, name)
            for name in ("award", "slot", "rule", "title", "credits", "reason")
        }
        yield decision({**told, "kind": one.kind.value})


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """A case, line by line."""
    other = told.get("learner") or told.get("advisor") or {}
    yield f"{told['case']}  {side(str(told['side']))} {other.get('name', '')}"
    yield state(str(told["state"]))
    if told["side"] == "received":
        yield from _doubts(told)
    if told.get("note"):
        yield str(told["note"])
    result = told.get("result") or {}
    counted = result.get("totals", {}).get("counted", {})
    yield tr(
        "Result: {result}, {amount} {unit} counted.",
        result=result_word(str(result.get("result", ""))),
        amount=counted.get("amount", ""),
        unit=counted.get("unit", ""),
    )
    for one in told.get("decisions", ()):
        yield decision(one)
    if told.get("signed_off") and not told.get("advisor_confirmed"):
        yield tr("You never compared the words of this advisor's card.")
    for one in told.get("stale", ()):
        yield tr("Needs review again: {why}", why=change(str(one["code"])))


def result_word(code: str) -> str:
    """A result in one word."""
    return {
        "complete": tr("complete"),
        "complete_if_referred": tr("complete if you accept what is referred to you"),
        "incomplete": tr("incomplete"),
    }.get(code, code)


def _doubts(told: Mapping[str, Any]) -> Iterator[str]:
    if not told["learner"]["confirmed"]:
        yield tr("You never compared the words of this learner's card.")
    if not told["shown_by_holder"]:
        yield tr("Not everything in it is shown by the key of its holder.")
    if told["differs_from_learner"]:
        yield tr("The learner's own wallet came to another result.")
