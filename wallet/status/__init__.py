"""Is it still valid? One module for each status type.

A new type is one module here, one line in ``STATUS_METHODS`` and one test folder.
"""

from __future__ import annotations

from wallet.status.bitstring import BitstringStatusList
from wallet.status.interface import StatusMethod
from wallet.status.revocation_list_2020 import RevocationList2020
from wallet.status.status_list_2021 import StatusList2021
from wallet.status.token_status_list import TokenStatusList

STATUS_METHODS: tuple[StatusMethod, ...] = (
    BitstringStatusList(),
    StatusList2021(),
    RevocationList2020(),
    TokenStatusList(),
)


def method_of(entry_type: str) -> StatusMethod | None:
    """The method that knows an entry's type; None for an unknown one."""
    return next((one for one in STATUS_METHODS if one.entry_type == entry_type), None)
