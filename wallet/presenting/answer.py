"""What a session needs between a request, the credentials it holds, and a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from wallet.errors import PresentingError
from wallet.presenting import envelope, sd_jwt
from wallet.presenting.binding import bound_to
from wallet.presenting.plan import Chosen, DisclosurePlan
from wallet.presenting.request import Pick, Request
from wallet.secured import Secured


def answering(
    request: Request, picks: Sequence[Pick], held: Mapping[str, Chosen], now: datetime
) -> list[Chosen]:
    """What goes into the answer, each under the query that it answers.

    Raises:
        PresentingError: ``request_ended``.
    """
    if request.expires is not None and request.expires <= now:
        raise PresentingError("request_ended")
    return [
        replace(held[one.credential_id], reveal=one.pointers, query=one.query) for one in picks
    ]


def is_bound(chosen: Iterable[Chosen], own: Iterable[str]) -> bool:
    """Whether any of them is bound to one of these identifiers."""
    known = frozenset(own)
    return any(not known.isdisjoint(bound_to(one.secured)) for one in chosen)


def document_of(secured: Secured) -> Mapping[str, Any]:
    """All that a credential can disclose; what is there where its token is not in order."""
    if secured.securing != "sd_jwt" or secured.token is None:
        return secured.document
    try:
        return sd_jwt.full_document(secured.token)
    except PresentingError:
        return secured.document


def sealed(plan: DisclosurePlan, presentation: bytes) -> bytes:
    """The presentation as it is sent: encrypted where the request brought a key.

    Raises:
        PresentingError: ``not_encryptable``.
    """
    if plan.encrypt_to is None:
        return presentation
    return envelope.encrypt(presentation, plan.encrypt_to)
