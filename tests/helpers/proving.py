"""Asking for a judgement in one line."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.keys import Key
from tests.helpers.said import NOW
from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.proofs import Proven, Setting, check
from wallet.report import Policy, Role
from wallet.secured import Format, Secured

KEY = Key.make("issuer")
ISSUER = KEY.did_key
METHOD = f"{ISSUER}#{KEY.multibase}"
SETTING = Setting(evidence=Evidence(), now=NOW, role=Role.RECEIVER, policy=Policy())
HOLDER = replace(SETTING, role=Role.HOLDER)
"""The same question, asked by whoever holds it: a base proof is fine."""
HOLDER_SETTING = replace(SETTING, purpose="authentication")


def secured(document: Mapping[str, Any], securing: str = "data_integrity/x") -> Secured:
    """A document as intake hands it on."""
    kind = Format.PRESENTATION if "Presentation" in str(document.get("type")) else None
    return Secured(
        format=kind or Format.VCDM_2_0,
        securing=securing,
        credential_id="00" * 32,
        document=document,
    )


def token(text: str, securing: str = "vc_jwt", *, presentation: bool = False) -> Secured:
    """A compact JWS as intake hands it on."""
    return Secured(
        format=Format.PRESENTATION if presentation else Format.VCDM_2_0,
        securing=securing,
        credential_id="00" * 32,
        document={},
        token=text,
    )


def proven(what: Secured | Mapping[str, Any], setting: Setting = SETTING) -> Proven:
    """The judgement of something that should pass."""
    return check(what if isinstance(what, Secured) else secured(what), setting)


def refused(what: Secured | Mapping[str, Any], setting: Setting = SETTING) -> ProofFailure:
    """The refusal of something that should not."""
    with pytest.raises(ProofFailure) as caught:
        check(what if isinstance(what, Secured) else secured(what), setting)
    return caught.value


def parts(text: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """Header, payload and signature of a token."""
    header, payload, signature = (
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")
    )
    return json.loads(header), json.loads(payload), signature
