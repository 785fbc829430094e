"""Words for cases, reviews and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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


def difference(told: Mapping[str, str]) -> str:
    """What is otherwise than in a signed review.

    Args:
        told: ``code`` of a change, and what it is about by name: ``title``, ``slot``,
            ``decision``, ``before``, ``now``, and the ``side`` that looks.
    """
    code = told["code"]
    known = {**_of_credentials(told), **_of_the_rest(told)}
    return known[code]() if code in known else change(code)


def _of_credentials(told: Mapping[str, str]) -> Mapping[str, Callable[[], str]]:
    title, before, now = told.get("title", ""), told.get("before", ""), told.get("now", "")
    return {
        "item_added": lambda: tr(
            "“{title}” is new in the case: {now}.", title=title, now=_judged(now)
        ),
        "item_gone": lambda: (
            tr("“{title}” is no longer in the case.", title=title)
            if told.get("side") == "received"
            else tr("“{title}” is no longer in the wallet.", title=title)
        ),
        "item_verdict": lambda: tr(
            "“{title}” was judged “{before}”, and is judged “{now}” now.",
            title=title,
            before=_judged(before),
            now=_judged(now),
        ),
        "item_accreditation": lambda: tr(
            "What is known of the accreditation of the issuer of “{title}” has changed.",
            title=title,
        ),
    }


def _of_the_rest(told: Mapping[str, str]) -> Mapping[str, Callable[[], str]]:
    """Pathway, result and decisions."""
    before, now = told.get("before", ""), told.get("now", "")
    return {
        "pathway_version": lambda: tr(
            "The pathway had version {before}, and has version {now} now.",
            before=before,
            now=now,
        ),
        "slot_filled": lambda: tr("“{slot}” is met now; it was not.", slot=told["slot"]),
        "slot_open": lambda: tr("“{slot}” was met, and is not any more.", slot=told["slot"]),
        "result": lambda: tr(
            "The result was: {before}. Now it is: {now}.",
            before=result_word(before),
            now=result_word(now),
        ),
        "counted": lambda: tr(
            "Counted then: {before}. Counted now: {now}.", before=before, now=now
        ),
        "decision_lapsed": lambda: no_longer(told["decision"], _rested(before)),
        "decision_open": lambda: tr(
            "Decided then, and not yet in this case: {decision}", decision=told["decision"]
        ),
    }


def _judged(code: str) -> str:
    """A verdict in a word; a paper may say anything."""
    from wallet.report import VerdictCode  # noqa: PLC0415 - reports are not always needed
    from wallet.wording.verdicts import verdict_title  # noqa: PLC0415 - as above

    return verdict_title(VerdictCode(code)) if code in set(VerdictCode) else code


def _rested(code: str) -> str:
    return lapsed(code) if code == "rule_stays" else tr("What it rested on has changed.")


def since(day: str, *, same_case: bool) -> str:
    """Against which review a case is held."""
    if same_case:
        return tr("Since you signed on {day}:", day=day)
    return tr("Since the last review that you signed for this learner, on {day}:", day=day)


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


def review_lines(
    review: _Review, *, confirmed: bool, named: Callable[[str], str]
) -> Iterator[str]:
    """A review before it is merged; ``named`` tells how an award, slot or rule is called."""
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
        told = {name: getattr(one, name) for name in ("title", "credits", "reason")}
        about = {name: getattr(one, name) for name in ("award", "slot", "rule")}
        called = {name: named(it) for name, it in about.items() if it is not None}
        yield decision({**told, **called, "kind": one.kind.value})


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
    yield from _since(told)


def _since(told: Mapping[str, Any]) -> Iterator[str]:
    """What is otherwise than when it was signed."""
    found = told.get("since")
    if not found:
        return
    if told["side"] == "received":
        yield since(found["signed"], same_case=found["case"] == told["case"])
        yield from (str(one["text"]) for one in found["changes"])
        if not found["changes"]:
            yield tr("Nothing is otherwise than in that review.")
        return
    for one in found["changes"]:
        if told.get("stale"):
            yield tr("Needs review again: {why}", why=one["text"])
        else:
            yield tr("Changed since the review: {what}", what=one["text"])


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
