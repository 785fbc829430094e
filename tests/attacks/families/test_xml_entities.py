"""Entities and document types: to read files, to reach out, to fill the memory."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from tests.helpers import seals, xml_seals
from wallet import intake
from wallet.errors import IntakeError

LAUGHS = (
    '<!DOCTYPE elmo [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
FILE = '<!DOCTYPE elmo [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
NET = '<!DOCTYPE elmo [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>'
PARAMETER = '<!DOCTYPE elmo [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;]>'
OUTSIDE = '<!DOCTYPE elmo SYSTEM "http://127.0.0.1:9/elmo.dtd">'


def refusal(data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        intake.read(data)
    return caught.value.code


@pytest.mark.parametrize("head", [LAUGHS, FILE, NET, PARAMETER, OUTSIDE])
@pytest.mark.parametrize("wide", [False, True])
def test_each_is_refused_before_anything_is_read(head, wide):
    text = head + xml_seals.elmo().replace("Compilers", "&a;" if "ENTITY a" in head else "x")
    data = text.encode("utf-16" if wide else "utf-8")
    start = time.process_time()
    assert refusal(data) == "refused_markup"
    assert refusal(gzip.compress(data)) == "refused_markup"
    assert time.process_time() - start < 5


def test_a_signature_over_such_a_document_changes_nothing():
    signed = xml_seals.sign(xml_seals.elmo(), seals.sealer(), xades=False)
    assert refusal(FILE.encode() + signed) == "refused_markup"


def test_a_reference_that_nobody_declared_is_damaged():
    assert refusal(xml_seals.elmo().replace("Compilers", "&file;").encode()) == "damaged"


@pytest.mark.vectors
@pytest.mark.parametrize("name", ["xxe_base64.xml", "xxe_dos.xml", "xxe_file.xml"])
def test_published_ones_are_refused(vectors: Path, name: str):
    data = (vectors / "06-elm-edc-emrex/xxe" / name).read_bytes()
    assert refusal(data) == "refused_markup"
