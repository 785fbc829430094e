"""Revocation List 2020 (W3C Community Group; the draft before Status List 2021).

It has names of its own for the list's address and the place in it, and one purpose.
"""

from __future__ import annotations

from wallet.errors import InputError
from wallet.status.bits import unpack, value_at
from wallet.status.interface import SHORTEST_LIST, Bits, ProvenList


class RevocationList2020:
    """``RevocationList2020Status`` in a ``RevocationList2020Credential``."""

    name = "revocation_list_2020"
    entry_type = "RevocationList2020Status"
    list_type = "RevocationList2020"
    credential_type = "RevocationList2020Credential"
    purposes = frozenset({"revocation"})
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
        """The entry at an index; a list of this type is made for revocation alone."""
        del purpose
        return value_at(self.bits(proven), index, size)
