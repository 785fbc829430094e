"""Payloads of tokens, before anything in them is believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError
from wallet.formats.document import Problem, body
from wallet.secured import JsonObject


def two_in_one(payload: JsonObject, path: str) -> tuple[Problem, ...]:
    """A payload that is a credential and carries another in a claim: which one was meant?"""
    for claim in ("vc", "vp"):
        if claim in payload and body(payload).claims is None:
            return (("claims_conflict", f"{path}.{claim}"),)
    return ()


def texts(payload: Any) -> Iterator[bytes]:
    """The payload of a JWS in JSON: base64url, or plain text where ``b64`` is false."""
    if not isinstance(payload, str):
        return
    try:
        yield b64url_decode(payload)
    except InputError:
        yield payload.encode("utf-8")
