"""Status List 2021 (W3C Community Group; the draft before Bitstring Status List)."""

from __future__ import annotations

from wallet.errors import InputError
from wallet.status.bits import unpack
from wallet.status.interface import Bits, ProvenList


class StatusList2021:
    """``StatusList2021Entry`` in a ``StatusList2021Credential``."""

    name = "status_list_2021"
    entry_type = "StatusList2021Entry"
    list_type = "StatusList2021"
    credential_type = "StatusList2021Credential"
    purposes = frozenset({"revocation", "suspension"})

    def bits(self, proven: ProvenList) -> Bits:
        """The unpacked list.

        Raises:
            InputError: ``status_list_unreadable`` or ``too_large``.
        """
        encoded = proven.members.get("encodedList")
        if not isinstance(encoded, str):
            raise InputError("status_list_unreadable")
        return unpack(encoded)
