"""What a session needs between a request, the credentials it holds, and a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from wallet.errors import InputError, IntakeError, PresentingError
from wallet.presenting import envelope, qr, request, sd_jwt
from wallet.presenting.choices import choices_of, goes_whole
from wallet.presenting.chosen import Chosen
from wallet.presenting.plan import DisclosurePlan
from wallet.presenting.request import Candidate, Pick, Request
from wallet.secured import Secured


def read_request(data: bytes) -> Request:
    """The request in a file, in a QR picture, or in the text of its code.

    Raises:
        InputError: ``not_a_request``, ``malformed_request``.
    """
    if qr.may_show_parts(data):
        try:
            data = qr.join_texts(qr.picture_texts(data))
        except IntakeError:
            raise InputError("not_a_request") from None
    return request.read(data.strip())


def carried_answer(data: bytes) -> bytes:
    """What a file or picture carries, if that is a locked answer; else the file as it is."""
    if envelope.is_encrypted(data) or not qr.may_show_parts(data):
        return data
    try:
        carried = qr.join_texts(qr.picture_texts(data))
    except IntakeError:
        return data
    return carried if envelope.is_encrypted(carried) else data


def answering(
    asked: Request, picks: Sequence[Pick], held: Mapping[str, Chosen], now: datetime
) -> list[Chosen]:
    """What goes into the answer, each under the query that it answers.

    Raises:
        PresentingError: ``request_ended``.
    """
    if asked.expires is not None and asked.expires <= now:
        raise PresentingError("request_ended")
    return [_answering(held[one.credential_id], one) for one in picks]


def _answering(held: Chosen, pick: Pick) -> Chosen:
    """A credential that can only go as a whole goes as a whole; the preview says so."""
    whole = not choices_of(held.secured).selective
    return replace(held, reveal=None if whole else pick.pointers, query=pick.query)


def candidate(secured: Secured, *, good: bool) -> Candidate:
    """A credential as a request may look at it."""
    return Candidate(
        secured=secured, document=document_of(secured), good=good, whole=goes_whole(secured)
    )


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
