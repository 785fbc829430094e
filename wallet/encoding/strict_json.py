"""JSON that means the same to every reader, or is refused.

Rules
-----
1. UTF-8 without a byte order mark; no lone surrogates, written out or escaped.
2. No object names a member twice: two readers would pick different ones.
3. Numbers survive the trip through an IEEE 754 double unchanged, and integers stay within
   2**53-1 (RFC 7493). ``NaN`` and ``Infinity`` are no JSON. An integral number is an ``int``
   however it was spelled, because JCS and JSON-LD treat ``4.0`` and ``4`` alike.
4. At most ``limits.json_depth`` levels; text nested deeper is refused, never a crash.
5. The outermost value is an object or an array.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from wallet.errors import InputError
from wallet.limits import LIMITS, Limits

SAFE_INTEGER = 2**53 - 1
_LONGEST_NUMBER = 64
"""Characters; no credential needs more, and parsing long ones takes squared time."""


def loads(data: bytes, limits: Limits = LIMITS) -> dict[str, Any] | list[Any]:
    """Parse bytes strictly.

    Raises:
        InputError: ``malformed_json`` (with ``rule``), ``too_deep`` or ``too_large``.
    """
    if len(data) > limits.input_bytes:
        raise InputError("too_large", limit=limits.input_bytes, size=len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("utf8")
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        raise InputError("too_deep", limit=limits.json_depth) from None
    except json.JSONDecodeError:
        _refuse("syntax")
    if not isinstance(value, dict | list):
        _refuse("outermost")
    if text.count("{") + text.count("[") > limits.json_depth:
        _check_depth(value, limits.json_depth)
    if "\\u" in text:
        _check_surrogates(value)
    return value


def _refuse(rule: str) -> NoReturn:
    raise InputError("malformed_json", rule=rule)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse("duplicate_member")
    return found


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        _refuse("number")
    number = int(text)
    if abs(number) > SAFE_INTEGER:
        _refuse("number")
    return number


def _fraction(text: str) -> int | float:
    if len(text) > _LONGEST_NUMBER:
        _refuse("number")
    number = float(text)
    try:
        exact = Decimal(text)
    except InvalidOperation:  # an exponent beyond counting, such as 0e-99999999999999999999
        _refuse("number")
    # "1e400" is Infinity by now, and "0.10000000000000000555" another number than 0.1.
    if number in {float("inf"), float("-inf")} or Decimal(repr(number)) != exact:
        _refuse("number")
    return _integer(str(int(number))) if number.is_integer() else number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members,
    parse_int=_integer,
    parse_float=_fraction,
    parse_constant=lambda _: _refuse("number"),
)


def _check_depth(value: Any, limit: int) -> None:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise InputError("too_deep", limit=limit)


def _check_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        _refuse("surrogate")
