"""Token Status List (draft-ietf-oauth-status-list) as a JWT.

Rules
-----
1. One place in one list says 0 valid, 1 invalid, 2 suspended; any other value means nothing
   here, and says so. So one entry answers two questions: revoked? and suspended?
2. ``bits`` is 1, 2, 4 or 8; the first entry of a byte lies in its *lowest* bits.
3. The list is zlib (not gzip), in base64url, unpacked within the limits of any status list.
4. It counts only under its own address: ``sub`` is the ``uri`` of the entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.errors import InputError
from wallet.status.bits import ZLIB, unpack
from wallet.status.interface import Bits, ProvenList, StatusEntry

MECHANISM = "status_list"
_SIZES = (1, 2, 4, 8)
_VALUES = {0: "valid", 1: "revocation", 2: "suspension"}


def entries(mechanism: str, told: object) -> Iterator[StatusEntry]:
    """What one member of a ``status`` claim asks (rule 1); an unknown one is kept as it is."""
    if mechanism != MECHANISM or not isinstance(told, Mapping):
        yield StatusEntry(type=mechanism if mechanism != MECHANISM else "")
        return
    for purpose in ("revocation", "suspension"):
        members: dict[str, Any] = {
            "statusPurpose": purpose,
            "statusListIndex": told.get("idx"),
            "statusListCredential": told.get("uri"),
        }
        yield StatusEntry(type=MECHANISM, members=members)


class TokenStatusList:
    """``status_list`` in the ``status`` claim; the list is a ``statuslist+jwt``."""

    name = "token_status_list"
    entry_type = MECHANISM
    list_type = MECHANISM
    credential_type = "statuslist+jwt"
    purposes = frozenset({"revocation", "suspension"})
    shortest = 0
    own_address_only = True

    def bits(self, proven: ProvenList) -> Bits:
        """The unpacked list.

        Raises:
            InputError: ``status_list_unreadable`` or ``too_large``.
        """
        packed = proven.members.get("lst")
        if not isinstance(packed, str):
            raise InputError("status_list_unreadable")
        return unpack(packed, window=ZLIB)

    def value(self, proven: ProvenList, index: int, size: int, purpose: str) -> int | None:
        """1 where the list says what is asked, 0 where it says otherwise; None beyond its end.

        Raises:
            InputError: as ``bits``; ``status_value_unknown``.
        """
        del size  # the list says how wide its entries are, not the credential
        width = proven.members.get("bits")
        if isinstance(width, bool) or width not in _SIZES:
            raise InputError("status_list_unreadable")
        found = _at(self.bits(proven), index, width)
        if found is None:
            return None
        if found not in _VALUES:
            raise InputError("status_value_unknown")
        return int(_VALUES[found] == purpose)


def _at(bits: bytes, index: int, width: int) -> int | None:
    """Rule 2."""
    per_byte = 8 // width
    if index < 0 or index >= len(bits) * per_byte:
        return None
    shifted = bits[index // per_byte] >> (index % per_byte * width)
    return shifted & ((1 << width) - 1)
