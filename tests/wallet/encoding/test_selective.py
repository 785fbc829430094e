"""Claims put back in place of their digests: what was hidden comes out, nothing else does."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.keys import b64url
from tests.helpers.sd_jwt import digest, disclosure
from wallet.encoding.selective import disclose, split
from wallet.errors import InputError
from wallet.limits import LIMITS

NAMES = st.text("abcxyz", min_size=1, max_size=3)
CLAIMS = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)


def hidden(value: Any, out: list[str], salt: str = "$") -> Any:
    """The same with every member and element behind a digest, innermost first."""
    if isinstance(value, dict):
        members = {name: hidden(one, out, f"{salt}.{name}") for name, one in value.items()}
        texts = [_told(salt, name, one) for name, one in members.items()]
        out.extend(texts)
        return {"_sd": [digest(one) for one in texts]} if texts else {}
    if isinstance(value, list):
        texts = [
            _told(salt, str(at), hidden(one, out, f"{salt}[{at}]"), element=True)
            for at, one in enumerate(value)
        ]
        out.extend(texts)
        return [{"...": digest(one)} for one in texts]
    return value


def _told(salt: str, name: str, value: Any, *, element: bool = False) -> str:
    told = [f"{salt}/{name}", value] if element else [f"{salt}/{name}", name, value]
    return b64url(json.dumps(told).encode())


@given(st.dictionaries(NAMES, CLAIMS, max_size=4))
def test_what_was_hidden_at_every_depth_comes_out_whole(claims: dict[str, Any]) -> None:
    texts: list[str] = []
    payload = hidden(claims, texts)
    found = disclose(payload, tuple(texts))
    assert found.document == claims
    assert not found.undisclosed
    nothing = disclose(payload, ())
    assert nothing.document == {}
    assert nothing.undisclosed == ({"$"} if claims else set())


@given(st.dictionaries(st.sampled_from(["_sd", "...", "a", "_sd_alg"]), CLAIMS), st.data())
def test_any_payload_and_any_disclosures_give_claims_or_a_refusal(
    payload: dict[str, Any], data: st.DataObject
) -> None:
    texts = data.draw(st.lists(st.binary(max_size=20).map(b64url), max_size=3))
    with contextlib.suppress(InputError):
        found = disclose(payload, tuple(texts))
        assert "_sd" not in found.document


@given(st.text("abc.~-_", max_size=30))
def test_any_text_is_taken_apart_and_put_together_again(text: str) -> None:
    with contextlib.suppress(InputError):
        parts = split(text)
        if "~" in text:
            assert parts.presented + (parts.key_binding or "") == text


def test_disclosures_in_disclosures_have_an_end() -> None:
    value: Any = "deep"
    texts = []
    for level in range(LIMITS.json_depth + 1):
        texts.append(disclosure(f"n{level}", value))
        value = {"_sd": [digest(texts[-1])]}
    with pytest.raises(InputError, match="too_deep"):
        disclose(value, tuple(texts))


def test_more_disclosures_than_anybody_needs() -> None:
    texts = tuple(disclosure(f"n{number}", number) for number in range(3))
    payload = {"_sd": [digest(one) for one in texts]}
    assert len(disclose(payload, texts, dataclasses.replace(LIMITS, disclosures=3)).paths) == 3
    with pytest.raises(InputError, match="too_complex"):
        disclose(payload, texts, dataclasses.replace(LIMITS, disclosures=2))


def test_where_something_may_be_kept_back_is_remembered() -> None:
    shown = disclosure("a", {"_sd": [digest("x")], "list": [{"...": digest("y")}, 1]})
    found = disclose({"_sd": [digest(shown)], "b": [{"c": {"_sd": [digest("z")]}}]}, (shown,))
    assert found.document == {"a": {"list": [1]}, "b": [{"c": {}}]}
    assert found.undisclosed == {"$.a", "$.a.list", "$.b[0].c"}
    assert found.paths == ("$.a",)
