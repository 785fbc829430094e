"""Which of the wallet's keys sign a presentation.

Rules (spec/presentations.md F.1)
---------------------------------
1. A key signs where its identifier is shown anyway: by a credential as it will be sent, not as
   it is held. One whose identifier is kept back never signs, for its signature would name it.
2. Credentials that show several of the wallet's identifiers are signed by each of these keys,
   and that is said: it links them. One presentation for each key does not.
3. Where no identifier of the wallet is shown, a key that was made for this once signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wallet.errors import PresentingError
from wallet.presenting.binding import bound_to
from wallet.secured import Secured


class Signing(NamedTuple):
    """The keys that sign, in the wallet's order."""

    holders: tuple[str, ...]
    is_once: bool = False
    """Whether it was made for this presentation and is forgotten afterwards."""


class Part(NamedTuple):
    """One credential, as it is held and as it will be sent."""

    held: Secured
    sent: Secured


def signing(
    parts: Sequence[Part], own: Sequence[str], once: Callable[[], str] | None
) -> Signing:
    """Who signs a presentation of these credentials.

    Args:
        parts: the credentials.
        own: the wallet's own did:key identifiers, oldest first.
        once: makes a key for one presentation and gives its did:key; without it the oldest
            key of the wallet that is not kept back takes its place.

    Raises:
        PresentingError: ``no_holder_key``: every key there is would name who is kept back.
    """
    shown = {name for one in parts for name in bound_to(one.sent)}
    holders = tuple(one for one in own if one in shown)
    if holders:
        return Signing(holders)
    if once is not None:
        return Signing((once(),), is_once=True)
    kept_back = {name for one in parts for name in bound_to(one.held)}
    for one in own:
        if one not in kept_back:
            return Signing((one,))
    raise PresentingError("no_holder_key")


def of_one(sent: Secured, holders: Sequence[str]) -> tuple[str, ...]:
    """Those of the signing keys that one credential, as it is sent, is bound to."""
    bound = bound_to(sent)
    return tuple(one for one in holders if one in bound)
