"""Bitstring Status List v1.0 (W3C Recommendation, May 2025)."""

from __future__ import annotations

from wallet.errors import InputError
from wallet.status.bits import unpack, value_at
from wallet.status.interface import SHORTEST_LIST, Bits, ProvenList


class BitstringStatusList:
    """``BitstringStatusListEntry`` in a ``BitstringStatusListCredential``."""

    name = "bitstring_status_list"
    entry_type = "BitstringStatusListEntry"
    list_type = "BitstringStatusList"
    credential_type = "BitstringStatusListCredential"
    purposes = frozenset({"revocation", "suspension", "message", "refresh"})
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
