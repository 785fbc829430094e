"""Bytes that two readers could understand differently are refused."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet.encoding.strict_json import SAFE_INTEGER, loads
from wallet.errors import InputError
from wallet.limits import LIMITS, Limits


def refused(data: bytes, limits: Limits = LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        loads(data, limits)
    return caught.value


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b'{"issuer":"a","issuer":"b"}', "duplicate_member"),
        (b'{"a":{"b":1,"b":1}}', "duplicate_member"),
        (b'{"a":1,"\\u0061":2}', "duplicate_member"),
        (b'\xef\xbb\xbf{"a":1}', "syntax"),
        (b'{"a":"\xff"}', "utf8"),
        (b'{"a":"\xed\xa0\x80"}', "utf8"),
        ('{"a":1}'.encode("utf-16"), "utf8"),
        (b'{"a":"\\ud800"}', "surrogate"),
        (b'{"\\udc00":1}', "surrogate"),
        (b'{"a":NaN}', "number"),
        (b'{"a":-Infinity}', "number"),
        (b'{"a":1e400}', "number"),
        (b'{"a":9007199254740992}', "number"),
        (b'{"a":1e16}', "number"),
        (b'{"a":0.10000000000000000555}', "number"),
        (b'{"a":' + b"9" * 5000 + b"}", "number"),
        (b'{"a":1} {"a":2}', "syntax"),
        (b"{'a':1}", "syntax"),
        (b'{"a":01}', "syntax"),
        (b'"text"', "outermost"),
        (b"", "syntax"),
    ],
)
def test_ambiguous_text_is_refused(data: bytes, rule: str) -> None:
    error = refused(data)
    assert (error.code, error.facts["rule"]) == ("malformed_json", rule)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a":"\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        (b'{"a":[1,-0,2.50,1e2,null,true]}', {"a": [1, 0, 2.5, 100, None, True]}),
        (b'{"a":9007199254740991}', {"a": SAFE_INTEGER}),
        (b" [ ] ", []),
    ],
)
def test_plain_text_is_read(data: bytes, value: object) -> None:
    assert loads(data) == value


def test_an_integral_number_is_an_integer_however_it_is_spelled() -> None:
    found = loads(b"[4.0, 4, 40e-1, -0.0]")
    assert [type(one) for one in found] == [int] * 4


@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_deep_nesting_is_refused_at_once(bracket: bytes) -> None:
    start = time.process_time()
    assert refused(bracket * 200_000).code in {"too_deep", "malformed_json"}
    assert time.process_time() - start < 3


def test_depth_is_counted_exactly() -> None:
    at = b"[" * LIMITS.json_depth + b"]" * LIMITS.json_depth
    loads(at)
    assert refused(b"[" + at + b"]").code == "too_deep"


def test_brackets_inside_text_are_not_depth() -> None:
    assert loads(json.dumps(["[{" * 500]).encode()) == ["[{" * 500]


def test_too_much_is_refused_unread() -> None:
    assert refused(b"[" + b" " * 100, Limits(input_bytes=50)).code == "too_large"


@given(st.binary(max_size=200))
@example(b"[[[[")
def test_any_bytes_give_a_value_or_an_error(data: bytes) -> None:
    try:
        value = loads(data)
    except InputError:
        return
    assert isinstance(value, dict | list)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-SAFE_INTEGER, SAFE_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), _JSON))
def test_whatever_python_writes_comes_back(value: dict[str, object]) -> None:
    assert loads(json.dumps(value).encode()) == value
