"""Status List 2021 (W3C Community Group; the draft before Bitstring Status List)."""

from __future__ import annotations

from wallet.errors import InputError
from wallet.status.bits import unpack, value_at
from wallet.status.interface import SHORTEST_LIST, Bits, ProvenList


class StatusList2021:
    """``StatusList2021Entry`` in a ``StatusList2021Credential``."""

    name = "status_list_2021"
    entry_type = "StatusList2021Entry"
    list_type = "StatusList2021"
    credential_type = "StatusList2021Credential"
    purposes = frozenset({"revocation", "suspension"})
    shortest = SHORTEST_LIST
    own_address_only = False

    def bits(self, proven: ProvenList) -> Bits:
        """The unpacked list.

        Raises:
            InputError: ``status_list_unreadable`` or ``too_large``.
        """
        encoded = proven.members.get("encodedList")
        if not isinstance(encoded, str):
            raise InputError("status_list_unreadable")
        return unpack(encoded)

    def value(self, proven: ProvenList, index: int, size: int, purpose: str) -> int | None:
        """The entry at an index; a list of this type is made for its purposes alone."""
        del purpose
        return value_at(self.bits(proven), index, size)
