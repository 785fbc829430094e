"""Words for agreements on recognition: who agrees, what counts as what, from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wallet.wording.pathways import rule_name
from wallet.wording.speech import tr


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


def conditions(told: Mapping[str, Any]) -> str:
    """What else has to hold; nothing where nothing has to."""
    found = _listed([rule_name(str(one)) for one in told["conditions"]])
    return tr("Under conditions: {names}.", names=found) if found else ""


def who_says() -> str:
    """What a signature is worth."""
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
    if condition := conditions(told):
        yield condition
    yield from (party(one) for one in told["parties"])
    yield ownership(told)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(tr("“{title}”", title=one) for one in names)
