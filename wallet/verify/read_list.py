"""A status list's bytes as a secured document. Strictly, like any credential."""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache

from wallet import formats
from wallet.encoding import cwt, strict_json
from wallet.errors import InputError
from wallet.formats.securing import securing_of_json, securing_of_token
from wallet.secured import Format, JsonObject, Secured

_PARTS = 3


@lru_cache(maxsize=8)
def secured_list(data: bytes) -> Secured:
    """The list credential in ``data``: a JSON document, a compact JWS or a CWT.

    Raises:
        InputError: where it is neither, or breaks a limit.
    """
    if cwt.is_cwt(data):
        return Secured(
            format=Format.UNKNOWN,
            securing="status_list_cwt",
            credential_id=hashlib.sha256(data).hexdigest(),
            document=cwt.read(data)[1],
            data=data,
        )
    text = data.strip()
    if text.startswith(b"{"):
        document = _object(strict_json.loads(data))
        form = formats.recognise(document, None)
        return Secured(
            format=form,
            securing=securing_of_json(document, form),
            credential_id=hashlib.sha256(data).hexdigest(),
            document=document,
        )
    parts = text.split(b".")
    if len(parts) != _PARTS:
        raise InputError("status_list_unreadable")
    header = _object(strict_json.loads(_decode(parts[0])))
    payload = _object(strict_json.loads(_decode(parts[1])))
    form = formats.recognise(payload, header)
    is_token_list = "status_list" in payload and "vc" not in payload
    return Secured(
        format=form,
        securing="status_list_jwt"
        if is_token_list
        else securing_of_token(payload, header, form),
        credential_id=hashlib.sha256(text).hexdigest(),
        document=payload,
        token=text.decode("ascii", "replace"),
        header=header,
    )


def _decode(part: bytes) -> bytes:
    try:
        return base64.b64decode(part + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise InputError("status_list_unreadable") from None


def _object(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise InputError("status_list_unreadable")
    return value
