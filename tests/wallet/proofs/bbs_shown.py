"""A badge under a BBS proof, and what is shown of it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from typing import Any

from tests.helpers.badges import MANDATORY, SHOWN, badge
from tests.helpers.bbs import BbsBase, BbsKey, sign_bbs
from tests.helpers.keys import b64url
from tests.helpers.selective import cbor
from wallet.encoding.multibase import multibase_decode
from wallet.proofs import bbs
from wallet.proofs.deriving import derive

KEY, OTHER = BbsKey.make("issuer"), BbsKey.make("other")
DERIVED = b"\xd9\x5d\x03"


@cache
def base_proof() -> BbsBase:
    return sign_bbs(badge(), KEY, MANDATORY)


def derived(chosen: Sequence[str] = SHOWN, header: bytes = b"") -> dict[str, Any]:
    return copy.deepcopy(
        dict(derive(base_proof().document, chosen, presentation_header=header))
    )


def told_by(document: dict[str, Any]) -> bbs.ProofValue:
    return bbs.read(multibase_decode(document["proof"]["proofValue"]))


def with_parts(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The derived document with another proof value."""
    told = told_by(document)
    parts: dict[str, Any] = {
        "proof": told.proof,
        "labels": {int(c14n[4:]): int(b[1:]) for c14n, b in told.labels.items()},
        "mandatory": sorted(told.mandatory_indexes),
        "indexes": list(told.indexes),
        "header": told.presentation_header,
    }
    value = DERIVED + cbor(list({**parts, **changes}.values()))
    bent = copy.deepcopy(document)
    bent["proof"]["proofValue"] = "u" + b64url(value)
    return bent
