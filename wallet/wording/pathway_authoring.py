"""What a new version of a pathway does to learners, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.wording.speech import ntr, tr

_EFFECTS: Mapping[str, Callable[[str, str, str], str]] = {
    "worse": lambda who, before, after: tr(
        "{who} is further away than before. Before: {before}. Now: {after}.",
        who=who,
        before=before,
        after=after,
    ),
    "better": lambda who, before, after: tr(
        "{who} is closer than before. Before: {before}. Now: {after}.",
        who=who,
        before=before,
        after=after,
    ),
    "counts_otherwise": lambda who, before, after: tr(
        "{who} gets the same result from other credit. Before: {before}. Now: {after}.",
        who=who,
        before=before,
        after=after,
    ),
    "none": lambda who, _before, after: tr(
        "{who} is where they were: {after}.", who=who, after=after
    ),
}


def effect(code: str, who: str, before: str, after: str) -> str:
    """What the new version does to somebody; ``before`` and ``after``: how far they are."""
    return _EFFECTS[code](who, before, after)


def still_wrong(count: int) -> str:
    """How much keeps a draft from being a pathway."""
    return ntr("{n} thing is missing or wrong.", "{n} things are missing or wrong.", count)
