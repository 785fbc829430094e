"""Bitstring Status List v1.0 (W3C Recommendation, May 2025)."""

from __future__ import annotations

from wallet.status.bits import PackedBits
from wallet.status.interface import SHORTEST_LIST


class BitstringStatusList(PackedBits):
    """``BitstringStatusListEntry`` in a ``BitstringStatusListCredential``."""

    name = "bitstring_status_list"
    entry_type = "BitstringStatusListEntry"
    list_type = "BitstringStatusList"
    credential_type = "BitstringStatusListCredential"
    purposes = frozenset({"revocation", "suspension", "message", "refresh"})
    shortest = SHORTEST_LIST
    own_address_only = False
