"""Backups and exports of other wallets: JSON that holds credentials and is none.

Known shapes
------------
1. A Universal Wallet (``UniversalWallet2020``), as the Learner Credential Wallet writes its
   backups: one object or several in an array, each with ``contents``: credentials, DID
   documents, profile data, and the wallet's own keys. The credentials are taken; a key of
   another wallet is left where it is.
2. A bundle as LearnCard's export has it: ``credentials``, ``records`` or ``vcs``, each entry a
   credential, a token, or a record that holds one as ``vc``, ``credential`` or
   ``verifiableCredential``.

What holds a ``type`` or a ``proof`` of its own beside such a list is no bundle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.formats.document import as_list, types

_WALLET = "UniversalWallet2020"
_LISTS = ("credentials", "records", "vcs")
_INSIDE = ("vc", "credential", "verifiableCredential")
_OWN = frozenset({"@context", "type", "proof", "credentialSubject", "payload", "vp_token"})
_KINDS = frozenset({"VerifiableCredential", "VerifiablePresentation", "Assertion"})


def recognises(value: Any) -> bool:
    """Whether a parsed JSON text is a backup or export of a kind above."""
    listed = value if isinstance(value, list) else [value]
    if listed and all(_is_wallet(one) for one in listed):
        return True
    return isinstance(value, Mapping) and _is_bundle(value)


def places(value: Any) -> Iterator[tuple[Any, str]]:
    """What may be a credential in it, each with its JSON path."""
    for at, one in enumerate(as_list(value)):
        root = f"$[{at}]" if isinstance(value, list) else "$"
        if _is_wallet(one):
            yield from _in_list(one["contents"], f"{root}.contents")
            continue
        for member in _LISTS:
            if isinstance(one.get(member), list):
                yield from _in_list(one[member], f"{root}.{member}")


def _is_wallet(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and _WALLET in types(value)
        and isinstance(value.get("contents"), list)
    )


def _is_bundle(value: Mapping[str, Any]) -> bool:
    if _OWN & value.keys():
        return False
    return any(
        isinstance(value.get(member), list)
        and any(_is_credential(one) for one, _ in _in_list(value[member], ""))
        for member in _LISTS
    )


def _is_credential(value: Any) -> bool:
    return isinstance(value, str) or not _KINDS.isdisjoint(types(value))


def _in_list(entries: list[Any], path: str) -> Iterator[tuple[Any, str]]:
    for at, entry in enumerate(entries):
        here = f"{path}[{at}]"
        if isinstance(entry, str) or not _KINDS.isdisjoint(types(entry)):
            yield entry, here
            continue
        for member in _INSIDE if isinstance(entry, Mapping) else ():
            if isinstance(entry.get(member), Mapping | str):
                yield entry[member], f"{here}.{member}"
                break
