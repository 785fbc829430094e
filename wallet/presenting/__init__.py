"""Disclosure plan, presentation, transports.

A transport is one module and one line in ``TRANSPORTS``: bytes in, bytes out; each gives back
what it was given, and refuses what is truncated, foreign or too large.
"""

from __future__ import annotations

from collections.abc import Sequence

from wallet.errors import PresentingError
from wallet.presenting.along import Paper, papers_for
from wallet.presenting.animated import AnimatedTransport, Reader, frames
from wallet.presenting.answer import (
    answering,
    candidate,
    carried_answer,
    document_of,
    read_request,
    sealed,
)
from wallet.presenting.carriage import FILE_MEDIA_TYPES, TOKEN_MEDIA_TYPES, is_whole_file
from wallet.presenting.choices import Choices, Selectable, choices_of, least, not_shown
from wallet.presenting.chosen import Chosen
from wallet.presenting.file import FileTransport
from wallet.presenting.interface import Artifact, Carried, Transport
from wallet.presenting.ledger import (
    LedgerEntry,
    entry_from_json,
    entry_to_json,
    ledger_entry,
    ledger_json,
    statement_digest,
)
from wallet.presenting.own_statement import own_statement
from wallet.presenting.pack import PackTransport, Pages, pages_of
from wallet.presenting.plan import Disclosure, DisclosurePlan, Form, Note, plan
from wallet.presenting.presentation import encode
from wallet.presenting.presets import ACCREDITATION, PATHWAY, PRESETS, pointers_of, preset
from wallet.presenting.qr import QrTransport, qr_png
from wallet.presenting.request import (
    FIELDS,
    Candidate,
    MadeRequest,
    Missing,
    Pick,
    Proposal,
    Request,
    propose,
)
from wallet.presenting.statements import Handle, LinkableHandle, Part, Statement, leaves
from wallet.presenting.whole_file import whole_file

TRANSPORTS: tuple[Transport, ...] = (
    FileTransport(),
    QrTransport(),
    AnimatedTransport(),
    PackTransport(),
)

__all__ = [
    "ACCREDITATION",
    "FIELDS",
    "FILE_MEDIA_TYPES",
    "PATHWAY",
    "PRESETS",
    "TOKEN_MEDIA_TYPES",
    "TRANSPORTS",
    "Artifact",
    "Candidate",
    "Carried",
    "Choices",
    "Chosen",
    "Disclosure",
    "DisclosurePlan",
    "Form",
    "Handle",
    "LedgerEntry",
    "LinkableHandle",
    "MadeRequest",
    "Missing",
    "Note",
    "Pages",
    "Paper",
    "Part",
    "Pick",
    "Proposal",
    "Reader",
    "Request",
    "Selectable",
    "Statement",
    "Transport",
    "answering",
    "candidate",
    "carried_answer",
    "carry",
    "choices_of",
    "document_of",
    "encode",
    "entry_from_json",
    "entry_to_json",
    "frames",
    "is_whole_file",
    "least",
    "leaves",
    "ledger_entry",
    "ledger_json",
    "not_shown",
    "own_statement",
    "pages_of",
    "papers_for",
    "plan",
    "pointers_of",
    "preset",
    "propose",
    "qr_png",
    "read_request",
    "sealed",
    "statement_digest",
    "transport",
    "whole_file",
]


def transport(name: str) -> Transport:
    """The transport of that name.

    Raises:
        PresentingError: ``unknown_transport``.
    """
    for one in TRANSPORTS:
        if one.name == name:
            return one
    raise PresentingError("unknown_transport", transport=name)


def carry(presentation: bytes, name: str, papers: Sequence[Paper] = ()) -> Carried:
    """A signed presentation and its papers, made ready for one way of handing it over.

    Raises:
        PresentingError: ``unknown_transport``, or what that transport cannot carry.
    """
    return transport(name).encode(presentation, papers)
