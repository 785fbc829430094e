"""XML is read once and strictly; what is refused is refused before any work."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wallet.encoding import xml_tree
from wallet.errors import InputError
from wallet.limits import Limits

SNB = 'xmlns="http://data.europa.eu/snb"'


def refused(data: bytes, **limits: int) -> str:
    with pytest.raises(InputError) as caught:
        xml_tree.parse(data, Limits(**limits))
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE a><a/>", "refused_markup"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "refused_markup"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "refused_markup"),
        (b'<!doctype a [<!ENTITY % x SYSTEM "http://a.example">]><a/>', "refused_markup"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"), "refused_markup"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>', "refused_markup"),
        (b"<a><?php x ?></a>", "refused_markup"),
        # a document type behind a comment that looks like the start of a CDATA section
        (b'<!--<![CDATA[--><!DOCTYPE a SYSTEM "file:///x"><!--]]>--><a/>', "refused_markup"),
        (b'<!--<![CDATA[--><!DOCTYPE a [<!ENTITY x "y">]><!--]]>--><a/>', "refused_markup"),
        (b"\xef\xbb\xbf <!-- x --> <!DOCTYPE a><a/>", "refused_markup"),
        (b'<?xml version="1.0"?><!ELEMENT a ANY><a/>', "refused_markup"),
        (b"<a/><?x y?>", "refused_markup"),
        (b"<a>&x;</a>", "damaged"),
        (b"<a>", "damaged"),
        (b"<a/><b/>", "damaged"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "damaged"),
        (b'<?xml version="1.0" encoding="IBM037"?><a/>', "damaged"),
        ("<!DOCTYPE a><a/>".encode("cp037"), "damaged"),
        ("<!DOCTYPE a><a/>".encode("utf-32"), "refused_markup"),
        (b"", "damaged"),
        (b"text", "damaged"),
    ],
)
def test_what_no_credential_needs_is_refused(data, code):
    assert refused(data) == code


def test_depth_size_and_number_are_bounded(monkeypatch):
    assert refused(b"<a>" * 65 + b"</a>" * 65) == "too_deep"
    assert refused(b"<a>x</a>", input_bytes=3) == "too_large"
    monkeypatch.setattr(xml_tree, "ELEMENTS", 3)
    assert refused(b"<a><b/><b/><b/></a>") == "too_complex"


def test_the_parser_opens_no_file_even_if_it_met_a_document_type(tmp_path):
    """Were it to open the file, what is in there would break the parsing."""
    (tmp_path / "a.dtd").write_text("no document type at all")
    named = (tmp_path / "a.dtd").as_uri()
    for data in (
        f'<!DOCTYPE a SYSTEM "{named}"><a/>',
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{named}">]><a>&x;</a>',
        f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{named}">%x;]><a/>',
    ):
        root = etree.fromstring(data.encode(), xml_tree._parser())
        assert b"no document type" not in etree.tostring(root)


def test_a_page_in_html_inside_a_text_is_only_text():
    """Europass credentials carry one in a CDATA section; it is never shown."""
    root = xml_tree.parse(b"<a><![CDATA[<!DOCTYPE html><html/>]]></a>")
    assert xml_tree.plain(root)["#text"] == "<!DOCTYPE html><html/>"


def test_mappings_keep_names_apart_by_their_namespace():
    data = f'<a {SNB} xmlns:o="urn:other"><b>1</b><o:b>2</o:b><b x="y">3</b></a>'
    found = xml_tree.plain(xml_tree.parse(data.encode()))
    assert found == {
        "#root": "{http://data.europa.eu/snb}a",
        "b": ["1", {"@x": "y", "#text": "3"}],
        "{urn:other}b": "2",
    }


def test_a_comment_neither_hides_nor_ends_a_text():
    root = xml_tree.parse(b"<a><b>one<!-- two -->three</b></a>")
    assert xml_tree.plain(root)["b"] == "onethree"


def test_the_one_credential_of_a_download_is_what_it_says():
    vp = 'xmlns:vp="http://data.europa.eu/snb/vp"'
    one = f"<europassCredential {SNB}><title>x</title></europassCredential>"
    wrapped = f"<vp:verifiablePresentation {vp}>{one}</vp:verifiablePresentation>"
    assert xml_tree.content(xml_tree.parse(wrapped.encode()))["title"] == "x"
    two = f"<vp:verifiablePresentation {vp}>{one}{one}</vp:verifiablePresentation>"
    assert "title" not in xml_tree.content(xml_tree.parse(two.encode()))


def test_taking_an_element_out_leaves_the_text_behind_it():
    for text in ("<a>1<s/>2</a>", "<a><b/>1<s/>2</a>"):
        root = etree.fromstring(text)
        xml_tree.remove(root.find("s"))
        assert etree.tostring(root).decode() == text.replace("<s/>", "")
    xml_tree.remove(etree.fromstring("<a/>"))


@given(data=st.binary(max_size=80))
def test_any_bytes_give_a_tree_or_a_refusal(data: bytes):
    for one in (data, b"<a>" + data + b"</a>", b"<!DOCTYPE " + data):
        with contextlib.suppress(InputError):
            xml_tree.plain(xml_tree.parse(one))
