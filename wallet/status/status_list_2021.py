"""Status List 2021 (W3C Community Group; the draft before Bitstring Status List)."""

from __future__ import annotations

from wallet.status.bits import PackedBits
from wallet.status.interface import SHORTEST_LIST


class StatusList2021(PackedBits):
    """``StatusList2021Entry`` in a ``StatusList2021Credential``."""

    name = "status_list_2021"
    entry_type = "StatusList2021Entry"
    list_type = "StatusList2021"
    credential_type = "StatusList2021Credential"
    purposes = frozenset({"revocation", "suspension"})
    shortest = SHORTEST_LIST
    own_address_only = False
