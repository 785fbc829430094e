"""What somebody may hand in instead of a proof: a document bent in one place, any CBOR."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.helpers.proving import refused
from wallet.proofs import Setting
from wallet.reasons import Reason

ITEMS = st.recursive(
    st.integers(0, 300) | st.binary(max_size=66) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(0, 9), inner),
    max_leaves=12,
)
"""One item of CBOR."""


def everywhere(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of all texts and numbers."""
    if isinstance(value, dict):
        return [p for k, v in value.items() if k != "@context"
                for p in everywhere(v, (*path, k))]  # fmt: skip
    if isinstance(value, list):
        return [p for i, v in enumerate(value) for p in everywhere(v, (*path, i))]
    return [path]


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """A copy with another text or number in that place."""
    bent = copy.deepcopy(document)
    at = bent
    for step in path[:-1]:
        at = at[step]
    old = at[path[-1]]
    if isinstance(old, str):
        at[path[-1]] = old + "0" if not old.endswith("Z") else old.replace("1Z", "2Z")
        if at[path[-1]] == old:
            at[path[-1]] = old.replace("0Z", "1Z")
    else:
        at[path[-1]] = old + 1
    return bent


def check_each_member(document: dict[str, Any], setting: Setting) -> None:
    """Each member that is shown is signed: with another value it is refused."""
    paths = [one for one in everywhere(document) if one[0] != "proof"]
    assert len(paths) > 12
    for path in paths:
        failure = refused(changed(document, path), setting)
        assert failure.code in {
            Reason.SIGNATURE_INVALID,
            Reason.INVALID_MEMBER,  # an IRI or type that is none any more
            Reason.MALFORMED_PROOF,
            Reason.UNKNOWN_CONTEXT,
        }, path
