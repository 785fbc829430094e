"""Status list credentials, as JSON, as a JWT or as a CWT; their own proof is checked on use."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wallet.encoding import cwt, timestamp
from wallet.errors import InputError
from wallet.evidence import Evidence, StatusListItem
from wallet.trust.interface import EvidenceFile

_LIST_TYPES = frozenset({"BitstringStatusList", "StatusList2021"})


class StatusLists:
    """A credential whose subject is a status list."""

    name = "status_lists"

    def recognises(self, file: EvidenceFile) -> bool:
        """Whether a subject holds a list or is of its type, or a token holds one."""
        return _is_token_list(file) or any(
            "encodedList" in one or not _LIST_TYPES.isdisjoint(_texts(one.get("type")))
            for one in _subjects(_credential(file))
        )

    def read(self, file: EvidenceFile) -> Evidence:
        """One list under its own id.

        Raises:
            InputError: never; an unproven list is kept, and told from a proven one when used.
        """
        credential = _credential(file)
        stated = credential.get("id", file.document.get("jti"))
        if _is_token_list(file):
            stated = file.document.get("sub")
        url = stated if isinstance(stated, str) else ""
        item = StatusListItem(
            url=url,
            bytes=file.bytes,
            origin=dataclasses.replace(file.origin, dated=_dated(credential, file.document)),
        )
        return Evidence(status_lists=(item,))


def _is_token_list(file: EvidenceFile) -> bool:
    """Whether it is a Token Status List: its address is its ``sub``."""
    told = file.document.get("status_list")
    is_token = file.token is not None or cwt.is_cwt(file.bytes)
    return is_token and isinstance(told, Mapping) and "lst" in told


def _credential(file: EvidenceFile) -> Mapping[str, Any]:
    inner = file.document.get("vc") if file.token is not None else None
    return inner if isinstance(inner, Mapping) else file.document


def _subjects(credential: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    subject = credential.get("credentialSubject")
    found = subject if isinstance(subject, list) else [subject]
    return [one for one in found if isinstance(one, Mapping)]


def _texts(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, str)]


def _dated(credential: Mapping[str, Any], payload: Mapping[str, Any]) -> datetime | None:
    """The date that the list claims, unproven: only used to order lists that cannot be read."""
    claimed: list[datetime] = []
    for member in ("validFrom", "issuanceDate", "issued"):
        try:
            claimed.append(timestamp.parse(credential.get(member)))
        except InputError:
            continue
    for claim in ("iat", "nbf"):
        try:
            claimed.append(timestamp.from_numeric(payload.get(claim)))
        except InputError:
            continue
    return max(claimed, default=None)
