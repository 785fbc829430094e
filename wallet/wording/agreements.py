"""Words for agreements on recognition: who agrees, what counts as what, from when to when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from wallet.wording.pathways import rule_name
from wallet.wording.speech import ntr, tr
from wallet.wording.vouching import so_says


def kind(code: str) -> str:
    """What kind of paper it is."""
    if code == "learning-agreement":
        return tr("Learning agreement")
    return tr("Agreement between institutions")


def role(code: str) -> str:
    """What a party is to the others."""
    return {
        "home": tr("home institution"),
        "host": tr("host institution"),
        "student": tr("student"),
        "partner": tr("partner"),
    }.get(code, code)


def party(told: Mapping[str, Any]) -> str:
    """A party, and whether it signed."""
    name, at = told["name"], str(told["signed"] or "")[:10]
    if told["is_me"]:
        name = tr("{name} (you)", name=name)
    if at:
        return tr(
            "{name}, {role}: signed on {day}", name=name, role=role(str(told["role"])), day=at
        )
    return tr("{name}, {role}: has not signed yet", name=name, role=role(str(told["role"])))


def known(party: Mapping[str, Any]) -> str:
    """Which list says that a party's key is theirs; empty where none does."""
    return so_says(**party["known_by"]) if party["known_by"] else ""


def subject(told: Mapping[str, Any]) -> str:
    """What counts as what."""
    modules = _listed([one["title"] or one["definition"] for one in told["modules"]])
    slots = _listed([one["title"] or one["id"] for one in told["slots"]])
    if slots:
        return tr("{modules} counts as {slots}.", modules=modules, slots=slots)
    return tr("{modules} counts wherever a pathway names this agreement.", modules=modules)


def where(told: Mapping[str, Any]) -> str:
    """On which pathways."""
    names = _listed([one["title"] or one["id"] for one in told["pathways"]])
    if not names:
        return tr("On every pathway that names this agreement.")
    return tr("On the pathway {pathways}.", pathways=names)


def days(told: Mapping[str, Any]) -> str:
    """From when to when."""
    first, last = told["valid_from"], told["valid_until"]
    if first and last:
        return tr("For what was awarded from {first} to {last}.", first=first, last=last)
    if first:
        return tr("For what was awarded on {first} or later.", first=first)
    if last:
        return tr("For what was awarded until {last}.", last=last)
    return tr("Without a limit in time.")


def standing(told: Mapping[str, Any]) -> str:
    """Whether it counts by itself, and if not, why."""
    waiting = [one["name"] for one in told["parties"] if not one["signed"]]
    if waiting:
        return tr(
            "It counts nothing by itself until everybody has signed. Missing: {names}. Until "
            "then an advisor decides.",
            names=_listed(waiting),
        )
    if told["time"] == "before":
        return tr("Signed by everybody. It begins on {day}.", day=told["valid_from"])
    if told["time"] == "over":
        return tr(
            "Signed by everybody. It ended on {day}: what was awarded until then still counts.",
            day=told["valid_until"],
        )
    return tr("Signed by everybody and valid today.")


def ownership(told: Mapping[str, Any]) -> str:
    """Which pathways it counts on: those that name it, and whose owner's own key signed it."""
    if not told["named"]:
        return tr(
            "None of the pathways that you follow names this agreement, so it counts nowhere "
            "yet. Whoever writes the pathway puts it into the slot."
        )
    names = _listed([str(one) for one in told["owned"]])
    if names:
        return tr("The owner of {pathways} signed it.", pathways=names)
    return tr(
        "The owner of the pathway has not signed it with the key that the pathway names, so an "
        "advisor decides in each case."
    )


def conditions(told: Mapping[str, Any]) -> Iterator[str]:
    """What else has to hold, one sentence each; nothing where nothing has to."""
    yield from (_condition(one) for one in told["condition_facts"])


def _condition(one: Mapping[str, Any]) -> str:
    """One condition; of a kind that has no words of its own, what it is about."""
    known: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
        "level": _level,
        "itemSize": _size,
        "grade": lambda one: tr(
            "Condition: its grade is {least} or better (from worst to best: {scale}).",
            least=one.get("min"),
            scale=", ".join(map(str, one.get("scale") or ())),
        ),
        "language": lambda one: tr(
            "Condition: it was taught in {languages}.",
            languages=", ".join(map(str, one.get("allowed") or ())),
        ),
        "recency": lambda one: ntr(
            "Condition: it is at most {n} month old.",
            "Condition: it is at most {n} months old.",
            int(str(one.get("maxAgeMonths") or 0)),
        ),
        "accreditation": lambda _: tr(
            "Condition: its issuer was accredited when it was awarded."
        ),
    }
    code = str(one.get("type"))
    found = known.get(code)
    return found(one) if found else tr("Condition: {rule}.", rule=rule_name(code))


def _level(one: Mapping[str, Any]) -> str:
    facts = {
        "scheme": one.get("scheme") or "EQF",
        "least": one.get("min"),
        "most": one.get("max"),
    }
    if facts["most"] is None:
        return tr("Condition: its level in {scheme} is {least} or higher.", **facts)
    if facts["least"] is None:
        return tr("Condition: its level in {scheme} is {most} or lower.", **facts)
    return tr("Condition: its level in {scheme} is {least} to {most}.", **facts)


def _size(one: Mapping[str, Any]) -> str:
    facts = {"least": one.get("min"), "most": one.get("max")}
    if facts["most"] is None:
        return tr("Condition: it has at least {least} credits.", **facts)
    if facts["least"] is None:
        return tr("Condition: it has at most {most} credits.", **facts)
    return tr("Condition: it has {least} to {most} credits.", **facts)


def who_says(told: Mapping[str, Any]) -> str:
    """What the signatures are worth, where nobody else says whose keys they are."""
    if all(one["known_by"] or not one["signed"] for one in told["parties"]):
        return ""
    return tr(
        "The signatures hold. Whose keys they are, nobody says but the people: compare the "
        "words of their cards."
    )


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """An agreement, line by line."""
    yield tr("{kind}: {title}", kind=kind(str(told["kind"])), title=told["title"])
    yield standing(told)
    yield subject(told)
    yield where(told)
    yield days(told)
    if told["reason"]:
        yield tr("Reason: {reason}", reason=told["reason"])
    yield from conditions(told)
    for one in told["parties"]:
        yield from filter(None, (party(one), known(one)))
    yield from filter(None, (who_says(told), ownership(told)))
    if not told["named"]:
        yield tr("By this identifier a pathway names it: {id}", id=told["id"])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(tr("“{title}”", title=one) for one in names)
