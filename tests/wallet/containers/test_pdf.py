"""What is attached to a PDF, and what an unsigned one is."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from tests.helpers import files, pdf
from tests.helpers import x509 as ca
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import LIMITS
from wallet.report import VerdictCode
from wallet.secured import Format

ISSUER = Issuer()
BADGE = files.to_bytes(ISSUER.issue())


def _found(data: bytes, **limits: Any) -> list[tuple[str, Format]]:
    opened = intake.open_file(data, replace(LIMITS, **limits))
    return [(one.path, one.format) for one in opened.credentials]


def _refused(data: bytes, **limits: Any) -> str:
    with pytest.raises(IntakeError) as caught:
        intake.read(data, limits=replace(LIMITS, **limits))
    return caught.value.code


def test_a_credential_attached_to_a_document_is_found_and_judged_on_its_own() -> None:
    data = pdf.plain(attached={"badge.json": BADGE})
    assert _found(data) == [("badge.json#$", Format.OPEN_BADGES_3_0)]
    (one,) = examined(data, evidence_of(ISSUER)).credentials
    assert one.verdict.code is VerdictCode.VERIFIED


def test_pictures_and_tokens_may_be_attached_too() -> None:
    token = files.to_bytes(ISSUER.issue(suite="ob3_jwt"))
    picture = files.png(ISSUER.issue())
    data = pdf.plain(attached={"a.png": picture, "b.jwt": token, "readme.txt": b"hello"})
    assert [path for path, _ in _found(data)] == ["a.png#$", "b.jwt#$"]


def test_a_sealed_document_stands_beside_what_is_attached_to_it() -> None:
    data = pdf.seal(pdf.plain(attached={"badge.json": BADGE}), ca.root().issue(pdf.SEAL))
    assert _found(data) == [("$", Format.PDF), ("badge.json#$", Format.OPEN_BADGES_3_0)]


def test_a_plain_document_is_no_credential() -> None:
    assert _refused(pdf.plain()) == "not_a_credential"
    assert _refused(pdf.plain(attached={"a.txt": b"hello"})) == "not_a_credential"


def test_a_document_in_a_document_is_not_followed_for_ever() -> None:
    inner = pdf.plain(attached={"badge.json": BADGE})
    outer = pdf.plain(attached={"inner.pdf": inner})
    assert _found(outer) == [("inner.pdf#badge.json#$", Format.OPEN_BADGES_3_0)]
    assert _refused(pdf.plain(attached={"outer.pdf": outer})) == "too_deep"


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_document_with_a_password_is_encrypted(password: str) -> None:
    document = pikepdf.open(io.BytesIO(pdf.plain(attached={"badge.json": BADGE})))
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="owner", user=password, R=6))
    assert _refused(out.getvalue()) == "encrypted"


def test_a_bomb_is_not_unpacked() -> None:
    data = pdf.plain(attached={"bomb.json": b" " * 3_000_000})
    assert len(data) < 10_000
    assert _refused(data, input_bytes=2_000_000) == "not_a_credential"
    assert _refused(data, zip_unpacked_bytes=2_000_000) == "too_large"


def test_a_large_attachment_does_not_hide_the_document() -> None:
    data = pdf.plain(attached={"scan.tif": b"II*\0" + bytes(range(256)) * 400})
    sealed = pdf.seal(data, ca.root().issue(pdf.SEAL))
    assert _found(sealed, input_bytes=50_000) == [("$", Format.PDF)]


def test_more_objects_than_anybody_could_compare_are_too_many() -> None:
    document = pikepdf.open(io.BytesIO(pdf.plain(attached={"badge.json": BADGE})))
    document.Root["/Many"] = pikepdf.Array(
        [document.make_indirect(pikepdf.Dictionary(N=number)) for number in range(60)]
    )
    out = io.BytesIO()
    document.save(out)
    assert _found(out.getvalue(), pdf_objects=100)
    assert _refused(out.getvalue(), pdf_objects=60) == "too_complex"


def test_many_attachments_are_too_many() -> None:
    data = pdf.plain(attached={f"{number}.json": BADGE for number in range(5)})
    assert _refused(data, zip_members=4) == "too_complex"


def test_one_packed_in_another_way_is_left_where_it_is() -> None:
    document = pikepdf.open(io.BytesIO(pdf.plain(attached={"badge.json": BADGE})))
    stream = document.attachments["badge.json"].get_file().obj
    stream.write(BADGE.hex().encode() + b">", filter=pikepdf.Name.ASCIIHexDecode)
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    assert _refused(out.getvalue()) == "not_a_credential"


@pytest.mark.parametrize("cut", [1, 100, 600, -200])
def test_a_torn_document_is_damaged(cut: int) -> None:
    data = pdf.plain(attached={"badge.json": BADGE})
    assert _refused(data[: 8 + cut] if cut > 0 else data[:cut]) == "damaged"
