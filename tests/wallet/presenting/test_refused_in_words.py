"""Each way in which what was shown may be wrong, with the words that its receiver reads."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.keys import Key
from tests.helpers.presenting import HOLDER, KEY, make_plan
from tests.helpers.qr_codes import qr_encode
from tests.helpers.sd_jwt import bind, sign, vc_payload
from wallet import presenting, wording
from wallet.check_desk import CheckDesk
from wallet.presenting import pack
from wallet.report import Role, VerdictCode

ISSUER = Issuer("Example University")
LEARNER = Key.make("learner", "P-256")


def badge(title: str) -> object:
    return ISSUER.issue(title, holder=HOLDER)


@pytest.fixture(scope="module")
def shown() -> bytes:
    plan = make_plan(badge("Data basics"), badge("Statistics"), nonce="n-1")
    return presenting.encode(plan, KEY, NOW)


def read(
    tmp_path: Path, *files: bytes, nonce: str = "n-1", who: str = "ACME Ltd", at: datetime = NOW
) -> tuple[VerdictCode | None, str]:
    """The verdict of the whole, None for a file that is refused, and what is said."""
    desk = CheckDesk(tmp_path / "trust", clock=lambda: at)
    given = [(f"{number}", data) for number, data in enumerate(files)]
    known = [("r.json", registry([ISSUER]))]
    result = desk.answer(given, nonce=nonce, recipient=who, evidence_files=known).results[0]
    if result.error is not None:
        return None, wording.error(result.error.code, result.error.facts).meaning
    first = result.credentials[0]
    return first.verdict.code, wording.verdict(
        first.verdict, first.report, Role.RECEIVER
    ).sentence


def test_what_is_right_is_verified(shown: bytes, tmp_path: Path) -> None:
    code, said = read(tmp_path, shown)
    assert code is VerdictCode.VERIFIED
    assert said == "Made for you, in answer to what you asked, and unchanged since."


def test_a_replayed_one(shown: bytes, tmp_path: Path) -> None:
    code, said = read(tmp_path, shown, nonce="n-2")
    assert code is VerdictCode.CANNOT_TELL
    assert "It answers somebody else's question, or an older one of yours." in said


def test_one_for_another_recipient(shown: bytes, tmp_path: Path) -> None:
    code, said = read(tmp_path, shown, who="Globex")
    assert code is VerdictCode.CANNOT_TELL
    assert "made out to somebody else than you" in said


def test_one_that_is_over(tmp_path: Path) -> None:
    plan = make_plan(badge("Data basics"), nonce="n-1", expires=NOW + timedelta(hours=1))
    data = presenting.encode(plan, KEY, NOW)
    code, said = read(tmp_path, data, at=NOW + timedelta(hours=2))
    assert code is VerdictCode.NOT_VALID
    assert "It expired on" in said


def test_one_that_was_altered(shown: bytes, tmp_path: Path) -> None:
    code, said = read(tmp_path, shown.replace(b"Statistics", b"Mathematics"))
    assert code is VerdictCode.NOT_GENUINE
    assert "Something in this file was changed after it was signed" in said


def test_one_whose_parts_were_put_in_another_order(tmp_path: Path) -> None:
    jwk = {name: LEARNER.jwk[name] for name in ("kty", "crv", "x", "y")}
    issued = sign(ISSUER, vc_payload(ISSUER, cnf={"jwk": jwk}), decoys=0)
    token = bind(issued.shown(), LEARNER)
    first, *disclosures, binding = token.split("~")
    other = "~".join((first, *reversed(disclosures), binding))
    assert read(tmp_path, token.encode())[0] is VerdictCode.VERIFIED
    code, said = read(tmp_path, other.encode())
    assert code is VerdictCode.NOT_GENUINE
    assert said


def test_one_that_was_cut_short(shown: bytes, tmp_path: Path) -> None:
    code, said = read(tmp_path, shown[:-40])
    assert code is None
    assert said == "The file is damaged or cut short."


def test_pictures_of_two_mixed_up(tmp_path: Path) -> None:
    def pictures(noise: str) -> tuple[bytes, ...]:
        long = "".join(f"{noise}{number:x}" for number in range(900))
        plan = make_plan(ISSUER.issue(f"Data {long}", holder=HOLDER), nonce="n-1")
        return qr_encode(presenting.encode(plan, KEY, NOW))

    one, other = pictures("a"), pictures("b")
    assert read(tmp_path, *reversed(one))[0] is VerdictCode.VERIFIED
    code, said = read(tmp_path, one[0], *other[1:])
    assert code is None
    assert "QR pictures that belong together are here" in said


def _draws(document: pikepdf.Pdf) -> None:
    page = document.pages[1]
    page.contents_add(document.make_stream(b"BT /F1 12 Tf 60 400 Td (Grade: A) Tj ET"))


def _carries_another(document: pikepdf.Pdf) -> None:
    plan = make_plan(badge("Cooking"), nonce="n-1")
    data = presenting.encode(plan, KEY, NOW)
    document.attachments["presentation.vp.json"] = pikepdf.AttachedFileSpec(
        document, data, filename="presentation.vp.json"
    )


@pytest.mark.parametrize("bend", [_draws, _carries_another])
def test_a_pack_whose_pages_say_something_else(
    shown: bytes, tmp_path: Path, bend: Callable[[pikepdf.Pdf], None]
) -> None:
    with pikepdf.open(io.BytesIO(pack.make(shown))) as document:
        bend(document)
        out = io.BytesIO()
        document.save(out)
    code, said = read(tmp_path, out.getvalue())
    assert code is None
    assert said == "The pages of this PDF do not say what is signed in it. Rely on neither."
