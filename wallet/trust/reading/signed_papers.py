"""Agreements on recognition and pathways, signed by whoever they are of.

They travel as they were written: what such a paper is worth, its own signatures say where it is
used, and being carried adds nothing to that.
"""

from __future__ import annotations

from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.trust.reading.interface import UNSIGNED, ReadList, SourceFile
from wallet.trust.rows import AgreementRow, PathwayRow, Row

_KINDS = {"agreement/1": "agreements", "pathway/1": "pathways"}
_LONGEST_ID = 300


class SignedPapers:
    """``{"format": "agreement/1", "id": ...}`` and ``{"format": "pathway/1", "id": ...}``."""

    name = "signed_papers"

    def recognises(self, file: SourceFile) -> bool:
        """By its format."""
        if not any(one.encode() in file.data for one in _KINDS):
            return False
        return _document(file).get("format") in _KINDS

    def read(self, file: SourceFile) -> ReadList:
        """The one row.

        Raises:
            InputError: ``unreadable_source``: it has no id.
        """
        document = _document(file)
        role = _KINDS[document["format"]]
        name = document.get("id")
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
            raise InputError("unreadable_source", detail="id")
        row: Row = PathwayRow(id=name, data=file.data, source=UNSIGNED)
        if role == "agreements":
            row = AgreementRow(id=name, data=file.data, source=UNSIGNED)
        return ReadList(role=role, name=role.capitalize(), rows=[row], dated=file.dated)


def _document(file: SourceFile) -> dict[str, Any]:
    try:
        found = strict_json.loads(file.data)
    except InputError:
        return {}
    return found if isinstance(found, dict) else {}
