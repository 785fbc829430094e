"""JSON pointers: escaped and read back, and the same place in another writing."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.encoding.pointers import aligned, pointer_of, steps_of, walk
from wallet.errors import ProofFailure
from wallet.reasons import Reason


@given(st.lists(st.text(alphabet="/~01aä", max_size=5), max_size=5))
def test_what_is_escaped_is_read_back(steps: list[str]) -> None:
    assert list(steps_of(pointer_of(steps))) == steps


def test_escapes_are_undone_in_the_right_order() -> None:
    assert steps_of("/~01/a~1b/") == ("~1", "a/b", "")
    assert steps_of("") == ()


def test_every_value_is_walked_once() -> None:
    document = {"a": [1, {"b": 2}], "c": {}}
    found = dict(walk(document))
    assert found == {
        (): document, ("a",): document["a"], ("a", "0"): 1, ("a", "1"): {"b": 2},
        ("a", "1", "b"): 2, ("c",): {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "source", "target", "wanted"),
    [
        ("/a/b", {"a": {"b": 1}}, {"a": [{"b": 1}]}, "/a/0/b"),
        ("/a/0/b", {"a": [{"b": 1}]}, {"a": {"b": 1}}, "/a/b"),
        ("/a/0", {"a": ["x"]}, {"a": "x"}, "/a"),
        ("/a", {"a": "x"}, {"a": ["x"]}, "/a"),
        ("/a/1/b", {"a": [1, {"b": 1}]}, {"a": [1, {"b": 1}]}, "/a/1/b"),
        ("/a/0/0", {"a": [{"0": 1}]}, {"a": {"0": 1}}, "/a/0"),
        ("/a/0/c", {"a": [{"0": 1, "c": 2}]}, {"a": {"0": 1, "c": 2}}, "/a/c"),
        ("", {}, [], ""),
    ],
)
def test_the_same_place_with_and_without_brackets(
    pointer: str, source: Any, target: Any, wanted: str
) -> None:
    assert aligned(pointer, source, target) == wanted


@pytest.mark.parametrize(
    ("pointer", "target"),
    [("/a/0", {"a": "x"}), ("/a/0", {"b": 1}), ("/a/0", {"a": ["x"]}), ("/c", {"c": [1, 2]})],
)
def test_another_document_is_not_the_same_written_otherwise(pointer: str, target: Any) -> None:
    source = {"a": ["x", "y"], "c": 1}
    if pointer == "/c":
        source, pointer, target = {"c": {"d": 1}}, "/c/d", {"c": [{"d": 1}, {"d": 2}]}
    with pytest.raises(ProofFailure) as caught:
        aligned(pointer, source, target)
    assert (caught.value.code, caught.value.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


@given(
    st.text(alphabet="/~01ab", max_size=8),
    st.recursive(
        st.integers(0, 2),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from("01ab"), inner, max_size=2)
        ),
        max_leaves=6,
    ),
)
def test_any_pointer_is_found_in_itself_or_refused(pointer: str, document: Any) -> None:
    with contextlib.suppress(ProofFailure):
        assert aligned(pointer, document, document) == pointer
