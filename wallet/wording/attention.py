"""What needs attention, one sentence a line; the kinds are those of ``session.attention``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wallet.report import VerdictCode
from wallet.wording.speech import ntr, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands in the sentence, as it is to be read."""

    title: str = ""
    when: str = ""
    """The day, or how long it is until then."""
    verdict: VerdictCode = VerdictCode.CANNOT_TELL
    name: str = ""
    """Of a list of issuers."""
    count: int = 0


def _changed(about: About) -> str:
    return {
        VerdictCode.NOT_GENUINE: tr("“{title}” is not genuine any more.", title=about.title),
        VerdictCode.NOT_VALID: tr("“{title}” is no longer valid.", title=about.title),
    }.get(about.verdict, tr("For “{title}” nobody can tell any more.", title=about.title))


_SENTENCES: Mapping[str, Callable[[About], str]] = {
    "ends": lambda one: tr("“{title}” ends {when}.", title=one.title, when=one.when),
    "ended": lambda one: tr("“{title}” has ended.", title=one.title),
    "changed": _changed,
    "not_genuine": lambda one: ntr(
        "{n} credential is not genuine.", "{n} credentials are not genuine.", one.count
    ),
    "no_trust": lambda _: tr("Nobody you trust has named any issuer yet."),
    "register": lambda one: tr("There is a new list of issuers: {name}.", name=one.name),
    "unfinished_import": lambda one: ntr(
        "You looked into {n} file and decided nothing yet.",
        "You looked into {n} files and decided nothing yet.",
        one.count,
    ),
}


def sentence(concern: str, about: About) -> str:
    """One line; empty for a kind that has a card of its own (backups)."""
    told = _SENTENCES.get(concern)
    return "" if told is None else told(about)
