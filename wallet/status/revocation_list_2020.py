"""Revocation List 2020 (W3C Community Group; the draft before Status List 2021).

It has names of its own for the list's address and the place in it, and one purpose.
"""

from __future__ import annotations

from wallet.status.bits import PackedBits
from wallet.status.interface import SHORTEST_LIST


class RevocationList2020(PackedBits):
    """``RevocationList2020Status`` in a ``RevocationList2020Credential``."""

    name = "revocation_list_2020"
    entry_type = "RevocationList2020Status"
    list_type = "RevocationList2020"
    credential_type = "RevocationList2020Credential"
    purposes = frozenset({"revocation"})
    shortest = SHORTEST_LIST
    own_address_only = False
