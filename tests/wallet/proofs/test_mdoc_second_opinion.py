"""What pymdoccbor makes is read here, and the other way round: two readers, one answer."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cbor2
import pytest
from cryptography import x509 as library
from cryptography.hazmat.primitives.serialization import Encoding

from tests.helpers import mdoc
from tests.helpers import x509 as ca
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key
from tests.helpers.mdoc import LEARNING, MdocIssuer
from tests.helpers.x509 import Wanted
from wallet.report import Check, Outcome

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pymdoccbor.mdoc.issuer import MdocCborIssuer
    from pymdoccbor.mdoc.verifier import MdocCbor

pytestmark = pytest.mark.filterwarnings("ignore")


def _theirs(issuer: MdocIssuer, folder: Path) -> bytes:
    numbers = issuer.key.private.private_numbers()
    public = numbers.public_numbers
    private = {
        "KTY": "EC2",
        "CURVE": "P_256",
        "ALG": "ES256",
        "D": numbers.private_value.to_bytes(32, "big"),
        "X": public.x.to_bytes(32, "big"),
        "Y": public.y.to_bytes(32, "big"),
        "KID": b"1",
    }
    path = folder / "signer.der"
    path.write_bytes(issuer.signer.certificate.public_bytes(Encoding.DER))
    maker = MdocCborIssuer(private_key=private, alg="ES256")
    today = datetime.now(UTC).date()
    maker.new(
        data={LEARNING: {"achievement_title": "Data basics", "family_name": "Virtanen"}},
        doctype=LEARNING,
        validity={
            "issuance_date": today.isoformat(),
            "expiry_date": (today + timedelta(days=300)).isoformat(),
        },
        devicekeyinfo=mdoc.cose_key(Key.make("holder", "P-256")),
        cert_path=str(path),
    )
    made: bytes = maker.dump()
    return made


def _agrees(data: bytes, issuer: MdocIssuer) -> tuple[bool, bool]:
    """What they and we say of the signature and the elements."""
    reader = MdocCbor()
    reader.loads(data.hex())
    root = library.load_der_x509_certificate(issuer.root.der)
    try:
        theirs = bool(reader.verify(trusted_root_certs=[root]))
    except Exception:  # noqa: BLE001 - it has many of its own
        theirs = False
    at = datetime.now(UTC) + timedelta(minutes=10)
    one = judged(data, ca.anchors(issuer.root), at=at)
    proof, key = found(one, Check.PROOF), found(one, Check.ISSUER_KEY)
    return theirs, {proof.outcome, key.outcome} == {Outcome.PASSED}


def _issuer() -> MdocIssuer:
    """One that is valid today, whichever day that is: the other library reads the clock."""
    now = datetime.now(UTC).replace(microsecond=0)
    spell = {"begins": now - timedelta(days=90), "ends": now + timedelta(days=900)}
    return MdocIssuer(wanted=replace(Wanted(), **spell), root=ca.root(**spell))


def test_what_they_make_is_read_here(tmp_path: Path) -> None:
    issuer = _issuer()
    data = _theirs(issuer, tmp_path)
    at = datetime.now(UTC) + timedelta(minutes=10)
    one = judged(data, ca.anchors(issuer.root), at=at)
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.PASSED
    assert one.view is not None
    assert [text.text for text in one.view.awards[0].title] == ["Data basics"]


def test_both_say_the_same_of_good_and_bad_ones() -> None:
    issuer = _issuer()
    now = datetime.now(UTC).replace(microsecond=0)
    good = issuer.issue(
        signed=now - timedelta(days=1),
        begins=now - timedelta(days=1),
        ends=now + timedelta(days=30),
    )
    assert _agrees(mdoc.response(good), issuer) == (True, True)
    forged = issuer.issue(by=Key.make("thief", "P-256"))
    assert _agrees(mdoc.response(forged), issuer) == (False, False)
    changed = {space: list(items) for space, items in good["nameSpaces"].items()}
    told = cbor2.loads(changed[LEARNING][2].value)
    changed[LEARNING][2] = cbor2.CBORTag(24, cbor2.dumps({**told, "elementValue": "Medicine"}))
    assert _agrees(mdoc.response({**good, "nameSpaces": changed}), issuer) == (False, False)
    assert _agrees(mdoc.response(good), _issuer()) == (False, False)
