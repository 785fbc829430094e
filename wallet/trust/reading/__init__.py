"""What operators have, read into the rows of a bundle. One module for each kind of source.

Rules
-----
1. A source is known by what it holds; at most one reader says yes.
2. What is not carried over is named: file, line and reason. Nothing is dropped in silence.
3. Lists of one role and name become one; the oldest of their days is its day.
4. References between tables are resolved at the end; what leads nowhere is a bad row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wallet.errors import InputError
from wallet.trust.reading.deqar_csv import DeqarCsv
from wallet.trust.reading.deqar_json import DeqarJson
from wallet.trust.reading.documents import Documents
from wallet.trust.reading.interface import BadRow, Reader, ReadList, SourceFile
from wallet.trust.reading.issuer_lists import (
    DccList,
    EbsiIssuers,
    FederationStatement,
    entity_keys,
    member_keys,
)
from wallet.trust.reading.joining import joined
from wallet.trust.reading.signed_papers import SignedPapers
from wallet.trust.reading.trusted_list import TrustedList, listed_signers
from wallet.trust.reading.vocabulary import Vocabulary

__all__ = ["READERS", "BadRow", "ReadList", "ReadSources", "SourceFile", "read_sources"]

READERS: tuple[Reader, ...] = (
    DeqarCsv(),
    DeqarJson(),
    DccList(),
    FederationStatement(),
    EbsiIssuers(),
    TrustedList(),
    Vocabulary(),
    SignedPapers(),
    Documents(),
)
_BINARY = frozenset({Documents.name})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSources:
    """Everything that the sources came to."""

    lists: tuple[ReadList, ...]
    bad: tuple[BadRow, ...]


def read_sources(
    files: Iterable[tuple[str, bytes, datetime]], anchors: Sequence[bytes] = ()
) -> ReadSources:
    """The lists of all these files.

    Args:
        files: (name, bytes, when it was fetched) of each.
        anchors: certificates (DER) that may have signed trusted lists.
    """
    given = [
        SourceFile(name=name, data=data, dated=dated, anchors=tuple(anchors))
        for name, data, dated in files
    ]
    known = listed_signers(given)
    authorities = entity_keys(given)
    members = member_keys(given, authorities)
    lists: list[ReadList] = []
    bad: list[BadRow] = []
    for file in given:
        whole = replace(file, listed=known, entity_keys=authorities, member_keys=members)
        reader = next((one for one in READERS if one.recognises(whole)), None)
        if reader is None:
            bad.append(BadRow(file=file.name, line="", reason="unknown_source"))
            continue
        try:
            _refuse_nul(file.data, reader)
            found = reader.read(whole)
        except InputError as error:
            detail = str(error.facts.get("detail", ""))
            bad.append(BadRow(file=file.name, line="", reason=error.code, detail=detail))
            continue
        bad += found.bad
        lists.append(found)
    together, told = joined(lists, bad)
    return ReadSources(lists=together, bad=told)


def _refuse_nul(data: bytes, reader: Reader) -> None:
    """No text of a row holds a NUL: it would end early elsewhere. Certificates may.

    Raises:
        InputError: ``unreadable_source``.
    """
    if reader.name not in _BINARY and (b"\0" in data or b"\\u0000" in data):
        raise InputError("unreadable_source", detail="NUL")
