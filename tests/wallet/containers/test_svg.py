"""Badges baked into SVG pictures, and what is refused in them."""

from __future__ import annotations

import pytest

from tests.helpers import files
from wallet.containers import Room, svg
from wallet.errors import IntakeError
from wallet.limits import Limits

TOKEN = "eyJhbGciOiJub25lIn0.e30."
OPEN = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:ob='https://purl.imsglobal.org/ob/v3p0'>"


def inside(data: str | bytes, **limits: int) -> list[bytes]:
    data = data.encode() if isinstance(data, str) else data
    assert svg.recognises(data)
    return [one.data for one in svg.unpack(data, Room(limits=Limits(**limits)))]


def refusal(data: str | bytes, **limits: int) -> str:
    with pytest.raises(IntakeError) as caught:
        inside(data, **limits)
    return caught.value.code


@pytest.mark.parametrize(
    "element",
    [
        f"<ob:credential verify='{TOKEN}'/>",
        f"<ob:credential>{TOKEN}</ob:credential>",
        f"<ob:credential>\n <![CDATA[{TOKEN}]]>\n</ob:credential>",
        f"<g><g><ob:credential verify=' {TOKEN} '></ob:credential></g></g>",
        f"<a:assertion xmlns:a='http://openbadges.org' verify='{TOKEN}'/>",
    ],
)
@pytest.mark.parametrize(
    "prolog",
    [
        "",
        "<?xml version='1.0' encoding='UTF-8'?>\n<!-- drawn by hand -->\n",
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n',
    ],
    ids=["bare", "xml", "doctype"],
)
def test_a_token_is_found_wherever_the_standard_puts_it(prolog, element):
    assert inside(f"{prolog}{OPEN}{element}</svg>") == [TOKEN.encode()]


def test_json_wins_over_the_address_in_the_attribute():
    element = (
        "<ob:credential verify='https://x.example/1'><![CDATA[{\"a\": 1}]]></ob:credential>"
    )
    assert inside(f"{OPEN}{element}</svg>") == [b'{"a": 1}']


def test_the_pictures_of_our_issuer_can_be_read():
    assert inside(files.svg(TOKEN)) == [TOKEN.encode()]
    assert inside(files.svg({"name": "a ]]> b"})) == [files.to_bytes({"name": "a ]]> b"})]


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ("", "not_a_credential"),
        (f"<credential verify='{TOKEN}'/>", "not_a_credential"),
        (f"<o:credential xmlns:o='http://other' verify='{TOKEN}'/>", "not_a_credential"),
        ("<ob:credential/>", "empty"),
        ("<ob:credential verify='  '>\n</ob:credential>", "empty"),
        (f"<ob:credential verify='{TOKEN}'/><ob:credential verify='{TOKEN}'/>", "damaged"),
        (f"<ob:credential>{TOKEN}<ob:credential/></ob:credential>", "damaged"),
        ("<ob:credential>", "damaged"),
        ("&undeclared;", "damaged"),
    ],
)
def test_pictures_without_one_badge_say_why(element, code):
    assert refusal(f"{OPEN}{element}</svg>") == code


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE svg [<!ENTITY a 'x'>]>",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE svg [<!ENTITY % a SYSTEM 'http://x.example/a.dtd'> %a;]>",
        "<!DOCTYPE svg SYSTEM 'http://x.example/a.dtd' [<!ENTITY a 'x'>]>",
        "<!DOCTYPE svg [<!ATTLIST ob:credential verify CDATA 'x'>]>",
    ],
)
def test_rules_and_entities_of_the_file_s_own_are_refused(doctype):
    data = f"{doctype}{OPEN}<ob:credential verify='{TOKEN}'>&a;</ob:credential></svg>"
    assert refusal(data) == "refused_markup"


def test_a_billion_laughs_are_refused_unread():
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    data = f"<!DOCTYPE svg [<!ENTITY l0 'lol'>{laughs}]>{OPEN}&l9;</svg>"
    assert refusal(data) == "refused_markup"


def test_elements_lie_no_deeper_than_json_may():
    def nested(depth: int) -> str:
        return (
            OPEN
            + "<g>" * depth
            + f"<ob:credential verify='{TOKEN}'/>"
            + "</g>" * depth
            + "</svg>"
        )

    assert inside(nested(3), json_depth=5) == [TOKEN.encode()]
    assert refusal(nested(4), json_depth=5) == "too_deep"
    assert refusal(OPEN + "<g>" * 200_000) == "too_deep"


def test_a_picture_of_another_namespace_is_no_badge():
    assert refusal(f"<svg><credential verify='{TOKEN}'/></svg>") == "not_a_credential"


def test_bytes_that_are_not_the_declared_encoding_are_damaged():
    assert (
        refusal(b"<?xml version='1.0' encoding='utf-8'?><svg>\xff</svg>") == "not_a_credential"
    )
    head = OPEN.encode()
    assert (
        refusal(b"<?xml version='1.0' encoding='utf-8'?>" + head + b"\xff</svg>") == "damaged"
    )
    assert refusal(b"<?xml version='1.0' encoding='no-such'?>" + head + b"</svg>") == "damaged"
