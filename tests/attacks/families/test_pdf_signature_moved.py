"""The range that a signature covers is bent, or the signature is put into another document."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack

RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]( *)")


def _ranged(data: bytes, *numbers: int) -> bytes:
    """The document with another range in the same place."""
    found = RANGE.search(data)
    assert found is not None
    told = b"/ByteRange [" + b" ".join(str(one).encode() for one in numbers) + b"]"
    whole = found.end() - found.start()
    assert len(told) <= whole
    return data[: found.start()] + told.ljust(whole) + data[found.end() :]


def _numbers(data: bytes) -> list[int]:
    found = RANGE.search(data)
    assert found is not None
    return [int(one) for one in found.groups()[:4]]


def _contents(data: bytes) -> bytes:
    start = data.index(b"/Contents <")
    return data[start : data.index(b">", start) + 1]


@pytest.mark.parametrize(
    "bend",
    [
        lambda n: (n[0], n[1], n[2], n[3] - 10),
        lambda n: (n[0], n[1], n[2] + 10, n[3] - 10),
        lambda n: (n[0], n[1] - 10, n[2], n[3]),
        lambda n: (1, n[1] - 1, n[2], n[3]),
        lambda n: (n[0], n[1], n[2], n[3] + 10),
        lambda n: (n[0], 0, 0, n[2] + n[3]),
        lambda n: (n[0], n[1], n[1], 0),
    ],
)
def test_a_range_that_leaves_something_out(
    bend: Callable[[list[int]], tuple[int, ...]],
) -> None:
    data = attack.sealed()
    bent = _ranged(data, *bend(_numbers(data)))
    assert not attack.is_relied_on(attack.judged(bent))


def test_a_signature_of_another_document() -> None:
    good, other = attack.sealed(), pdf.seal(pdf.plain(text="Doctor"), attack.THIEF)
    mine, theirs = _contents(good), _contents(other)
    size = max(len(mine), len(theirs))
    moved = other.replace(theirs, mine[:-1].ljust(len(theirs) - 1, b"0")[: size - 1] + b">")
    assert not attack.is_relied_on(attack.judged(moved))


@pytest.mark.parametrize("content", [b"", b"00", b"3000", b"30820000"])
def test_a_signature_without_content(content: bytes) -> None:
    data = attack.sealed()
    old = _contents(data)
    hollow = b"/Contents <" + content.ljust(len(old) - 12, b"0") + b">"
    assert not attack.is_relied_on(attack.judged(data.replace(old, hollow)))


def test_what_is_hidden_in_the_padding() -> None:
    data = attack.sealed()
    old = _contents(data)
    assert old.endswith(b"00>")
    hidden = old[:-9] + b"deadbeef>"
    assert not attack.is_relied_on(attack.judged(data.replace(old, hidden)))


def test_a_signature_field_that_names_no_signature() -> None:
    data = attack.sealed().replace(b"/Type /Sig\n", b"/Type /Xig\n")
    assert not attack.is_relied_on(attack.judged(data))
