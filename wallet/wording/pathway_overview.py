"""Words for the matrix, the rules, the skills, what is ahead, and what is tried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wallet.wording.pathway_reasons import quoted
from wallet.wording.speech import ntr, tr

_CELLS: Mapping[str, Callable[[], str]] = {
    "fits": lambda: tr("would fit"),
    "refer": lambda: tr("needs a decision"),
    "no": lambda: tr("no"),
    "blank": lambda: tr("not asked for"),
}

_STATES: Mapping[str, Callable[[], str]] = {
    "met": lambda: tr("Met"),
    "partly": lambda: tr("Partly met"),
    "unmet": lambda: tr("Not met"),
    "referred": lambda: tr("Met if an advisor accepts what is referred"),
    "indeterminate": lambda: tr("Cannot be judged"),
}


def items(used: int, held: int) -> str:
    """How many credentials count."""
    return ntr(
        "{used} of your {n} credential counts here.",
        "{used} of your {n} credentials count here.",
        held,
        used=used,
    )


def cell(code: str) -> str:
    """One credential in one requirement."""
    return _CELLS[code]()


def counts(amount: str) -> str:
    """It fills this requirement."""
    return tr("counts, {amount}", amount=amount)


def rule_state(code: str) -> str:
    """How a rule stands."""
    return _STATES[code]()


def rule_amount(state: str, short: str) -> str:
    """How a rule stands, with its numbers."""
    return tr("{state}: {short}", state=state, short=short)


def uncovered(label: str, *, essential: bool) -> str:
    """A skill that nothing covers."""
    if essential:
        return tr("Not covered, and needed: {skill}", skill=label)
    return tr("Not covered: {skill}", skill=label)


def breaks(title: str) -> str:
    """A credential that a rule has something against, without keeping it out."""
    return tr("Not so for “{title}”", title=title)


def excess(amount: str, unit: str) -> str:
    """More than the most."""
    return tr("{amount} {unit} more than the most that counts", amount=amount, unit=unit)


def ahead(
    on: str,
    ended: Sequence[str],
    reopened: Sequence[str],
    *,
    complete: bool,
    was_complete: bool,
    counted: str,
) -> str:
    """What a later day brings; ``was_complete``: until then."""
    first = ntr(
        "{on}: {titles} ends or grows too old.",
        "{on}: {titles} end or grow too old.",
        len(ended),
        on=on,
        titles=quoted(ended),
    )
    if reopened:
        second = ntr(
            "Then {slots} is open again, and {counted} count.",
            "Then {slots} are open again, and {counted} count.",
            len(reopened),
            slots=quoted(reopened),
            counted=counted,
        )
    elif complete:
        second = tr("It stays complete, with {counted}.", counted=counted)
    elif was_complete:
        second = tr("Then it is not complete any more: {counted} count.", counted=counted)
    else:
        second = tr("Then {counted} count.", counted=counted)
    return f"{first} {second}"


def trial_waive(rule: str) -> str:
    """A rule that is set aside, as a trial."""
    return tr("The rule “{rule}” is set aside", rule=rule)


def trial_renew(title: str) -> str:
    """A credential that is renewed, as a trial."""
    return tr("“{title}” is renewed", title=title)


def trial_plan(title: str, amount: str, slot: str) -> str:
    """A course that is taken, as a trial."""
    return tr(
        "“{title}” with {amount} is taken, for “{slot}”",
        title=title,
        amount=amount,
        slot=slot,
    )


def elsewhere(n: int) -> str:
    """Credentials that several pathways want (each is told by itself)."""
    return ntr(
        "{n} credential that counts here counts on another of your pathways as well. Whether "
        "it may is for those who award them.",
        "{n} credentials that count here count on another of your pathways as well. Whether "
        "they may is for those who award them.",
        n,
    )


def closest() -> str:
    """Beside the pathway that is closest to done."""
    return tr("Closest to done")


def superseded(title: str, version: str, *, confirmed: bool) -> str:
    """Another kept pathway says that it replaces this one."""
    if confirmed:
        return tr(
            "“{title}”, version {version}, replaces it; the same key signed both.",
            title=title,
            version=version,
        )
    return tr(
        "“{title}”, version {version}, says that it replaces this one. That is not confirmed.",
        title=title,
        version=version,
    )


def changed(old: str, new: str, what: Sequence[tuple[str, str]]) -> str:
    """What is new in a version: pairs of ``added``, ``removed`` or ``changed`` and a name."""
    if not what:
        return ""
    first = tr("Version {new} stands in the place of {old}.", new=new, old=old)
    kinds: Mapping[str, Callable[[str], str]] = {
        "added": lambda names: tr("New: {names}.", names=names),
        "removed": lambda names: tr("Gone: {names}.", names=names),
        "changed": lambda names: tr("Different: {names}.", names=names),
    }
    parts = [
        say(quoted([name for change, name in what if change == kind]))
        for kind, say in kinds.items()
        if any(change == kind for change, _ in what)
    ]
    return " ".join((first, *parts))
