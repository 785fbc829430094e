"""The one JSON text of a value: JSON Canonicalization Scheme (RFC 8785)."""

from __future__ import annotations

from typing import Any

import rfc8785

from wallet.errors import InputError


def canonical(value: Any) -> bytes:
    """The canonical UTF-8 text of a parsed JSON value.

    Raises:
        InputError: ``malformed_json`` where the value has no canonical text (a lone
            surrogate, a number that a double cannot hold), ``too_deep``.
    """
    try:
        return rfc8785.dumps(value)
    except RecursionError:
        raise InputError("too_deep") from None
    except rfc8785.CanonicalizationError:
        raise InputError("malformed_json", rule="canonical") from None
