"""The code on a printed page: linked with its file, refused beside any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.presenting import HOLDER, KEY, make_plan
from wallet import presenting
from wallet.check_desk import Answer, CheckDesk
from wallet.presenting import Reader, pack, pack_page, qr
from wallet.report import VerdictCode

SCHOOL = Issuer("A School", seed="school")


@pytest.fixture(scope="module")
def presentation() -> bytes:
    badges = [SCHOOL.issue(f"Course {at}", holder=HOLDER) for at in range(3)]
    return presenting.encode(make_plan(*badges), KEY, NOW)


@pytest.fixture(scope="module")
def other() -> bytes:
    badges = [SCHOOL.issue(f"Other {at}", holder=HOLDER) for at in range(3)]
    return presenting.encode(make_plan(*badges), KEY, NOW)


def page(presentation: bytes) -> bytes:
    """The picture of a page's code."""
    return pack._code(presentation)[0]


def looked_at(tmp_path: Path, *files: Any) -> Answer:
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    return desk.answer(files, evidence_files=[("r.json", registry([SCHOOL]))])


@pytest.mark.parametrize("carried", ["pdf", "file"])
def test_a_page_is_linked_with_its_file(
    presentation: bytes, tmp_path: Path, carried: str
) -> None:
    file = presenting.carry(presentation, carried).artifacts[0].data
    for files in (
        [("page.png", page(presentation)), ("it", file)],
        [("it", file), ("page.png", page(presentation))],
    ):
        answer = looked_at(tmp_path, *files)
        assert answer.pages == (("page.png", "it"),)
        (result,) = answer.results
        verdicts = {one.verdict.code for one in result.credentials[1:]}
        assert verdicts == {VerdictCode.VERIFIED}


def test_a_page_of_another_file_is_refused(
    presentation: bytes, other: bytes, tmp_path: Path
) -> None:
    file = presenting.carry(other, "pdf").artifacts[0].data
    answer = looked_at(tmp_path, ("page.png", page(presentation)), ("it.pdf", file))
    assert answer.pages == ()
    errors = [one.error.code if one.error else None for one in answer.results]
    assert errors == ["page_of_another_file", None]


def test_a_page_alone_proves_nothing_and_says_so(presentation: bytes, tmp_path: Path) -> None:
    text = b"".join(code.encode() for code in [code_of(presentation)])
    for data in (page(presentation), text):
        (result,) = looked_at(tmp_path, ("page", data)).results
        assert result.error is not None
        assert result.error.code == "page_without_file"
        assert result.credentials == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"),  # the random name
        lambda text: text.replace(text[23:27], "0000", 1),  # the digest
        lambda text: text.replace(":1:", ":2:", 1),  # another version
        lambda text: text + "\nmore",
    ],
)
def test_an_altered_code_belongs_to_nothing(
    presentation: bytes, tmp_path: Path, change: Any
) -> None:
    text = change(code_of(presentation))
    answer = looked_at(tmp_path, ("it", presentation), ("page", qr.qr_png(text, 4)))
    assert answer.pages == ()
    assert answer.results[1].error is not None


def code_of(presentation: bytes) -> str:
    import io  # noqa: PLC0415

    import zxingcpp  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page(presentation))))
    return str(found.text)


def test_a_file_altered_after_printing_is_not_the_pages(presentation: bytes) -> None:
    code = pack_page.read(code_of(presentation))
    assert code is not None
    assert pack_page.belongs(code, presentation)
    assert not pack_page.belongs(code, presentation.replace(b"Course 1", b"Course 9"))
    assert not pack_page.belongs(code, b"no presentation")


def test_the_code_is_read_from_the_screen(presentation: bytes) -> None:
    reader = Reader()
    assert reader.see_texts([code_of(presentation)])
    assert reader.found == code_of(presentation).encode()
