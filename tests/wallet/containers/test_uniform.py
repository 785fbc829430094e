"""A credential as the text of one Uniform Resource."""

from __future__ import annotations

import pytest

from wallet.containers import Room, uniform
from wallet.encoding import uniform_resource
from wallet.errors import IntakeError
from wallet.limits import Limits


def inside(text: str) -> list[bytes]:
    return [one.data for one in uniform.unpack(text.encode(), Room(limits=Limits()))]


def test_the_bytes_come_out_whatever_the_case_and_the_blanks():
    text = uniform_resource.encode_single("bytes", uniform_resource.wrap_bytes(b'{"a": 1}'))
    for spelled in (text, text.upper(), f"\n {text} \r\n"):
        assert inside(spelled) == [b'{"a": 1}']


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ur:bytes/", "damaged"),
        ("ur:bytes/aeadaolazmjendeoti", "damaged"),  # right checksum, no CBOR byte string
        ("ur:bytes/zzzz", "damaged"),
        ("ur:crypto-seed/aeadaolazmjendeoti", "unsupported"),
        ("ur:bytes/1-9/lpadascfadaxcywenbpljkhdca", "part_of_several"),
    ],
)
def test_each_refusal_names_its_problem(text, code):
    with pytest.raises(IntakeError) as caught:
        inside(text)
    assert caught.value.code == code
