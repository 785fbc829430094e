"""One byte changed, put in or taken out of a file of any form, in any wrapping.

What still has a proof that holds must say the very same as the issuer's own file.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

import pytest

from tests.helpers import elm, files, mdoc, pdf, seals, x509, xml_seals
from tests.helpers.badges import badge
from tests.helpers.badges_2 import HostingIssuer
from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.blockcerts import AnchoringIssuer
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.keys import Key
from tests.helpers.sd_jwt import bind, sign, vc_payload
from tests.helpers.selective import sign_base
from wallet.evidence import Evidence, Source
from wallet.proofs.deriving import derive
from wallet.report import Check, Outcome, Role
from wallet.trust import read_evidence

Made: TypeAlias = tuple[bytes, Evidence]
MANDATORY = ("/issuer", "/validFrom", "/credentialStatus")
QUICK, SLOW = 12, 80


def _caller(given: list[tuple[str, bytes]]) -> Evidence:
    found, _ = read_evidence(given, source=Source.CALLER, received_at=NOW)
    return found


def _sealed(form: str, mechanism: str = "") -> Made:
    who = seals.sealer()
    if mechanism:
        content = json.dumps(elm.credential()).encode()
        seal = seals.apart(content, who, mechanism=mechanism, form=form)
        data = files.archive({"credential.json": content, "seal.jades": seal})
    else:
        made = seals.seal(elm.credential(), who, form=form)
        data = made.encode() if isinstance(made, str) else json.dumps(made).encode()
    return data, x509.anchors(who.root)


def _xml(text: str) -> Made:
    who = seals.sealer()
    return xml_seals.sign(text, who), x509.anchors(who.root)


def _pdf() -> Made:
    who = seals.sealer()
    return pdf.seal(pdf.plain(), who), x509.anchors(who.root)


def _mdoc() -> Made:
    issuer = mdoc.MdocIssuer()
    return mdoc.file(issuer.issue()), x509.anchors(issuer.root)


def _sd_jwt(bound: bool) -> Made:  # noqa: FBT001 - a row of the table
    issuer, holder = Issuer(kind="P-256"), Key.make("holder", "P-256")
    shown = sign(issuer, vc_payload(issuer, holder)).shown("family_name")
    return (bind(shown, holder) if bound else shown).encode(), evidence_of(issuer)


def _ecdsa_sd(derived: bool) -> Made:  # noqa: FBT001
    key = Key.make("issuer", "P-256")
    base = sign_base(badge(), key, f"{key.did_key}#{key.multibase}", MANDATORY).document
    shown = derive(base, ["/credentialSubject/achievement/name"]) if derived else base
    return json.dumps(shown).encode(), Evidence()


def _bbs(derived: bool) -> Made:  # noqa: FBT001
    base = sign_bbs(badge(), BbsKey.make("issuer"), MANDATORY).document
    shown = derive(base, ["/credentialSubject/achievement/name"]) if derived else base
    return json.dumps(shown).encode(), Evidence()


def _open_badge_2() -> Made:
    issuer = HostingIssuer()
    return issuer.signed().encode(), _caller(issuer.evidence_files())


def _blockcerts(version: int) -> Made:
    issuer = AnchoringIssuer()
    if version == 2:
        made, transaction = issuer.seal_2(issuer.certificate_2())
    else:
        made, transaction = issuer.seal_3(issuer.credential_3())
    return json.dumps(made).encode(), _caller(issuer.evidence_files(transaction))


def _wrapped(wrap: Callable[[Any], bytes], suite: str) -> Made:
    issuer = Issuer()
    return wrap(issuer.issue(suite=suite)), evidence_of(issuer)


FORMS: Mapping[str, Callable[[], Made]] = {
    "jades general": lambda: _sealed("general"),
    "jades flattened": lambda: _sealed("flattened"),
    "jades compact": lambda: _sealed("compact"),
    "jades beside, by digest": lambda: _sealed("flattened", seals.BY_HASH),
    "jades beside, by name": lambda: _sealed("compact", seals.BY_URI),
    "europass xml": lambda: _xml(xml_seals.europass()),
    "elmo": lambda: _xml(xml_seals.elmo()),
    "pdf": _pdf,
    "mdoc": _mdoc,
    "sd-jwt": lambda: _sd_jwt(bound=False),
    "sd-jwt with key binding": lambda: _sd_jwt(bound=True),
    "ecdsa-sd-2023, base": lambda: _ecdsa_sd(derived=False),
    "ecdsa-sd-2023, derived": lambda: _ecdsa_sd(derived=True),
    "bbs-2023, base": lambda: _bbs(derived=False),
    "bbs-2023, derived": lambda: _bbs(derived=True),
    "open badges 2": _open_badge_2,
    "blockcerts 2": lambda: _blockcerts(2),
    "blockcerts 3": lambda: _blockcerts(3),
    "png with json": lambda: _wrapped(files.png, "eddsa-rdfc-2022"),
    "png with a token": lambda: _wrapped(files.png, "ob3_jwt"),
    "svg": lambda: _wrapped(files.svg, "eddsa-jcs-2022"),
    "zip": lambda: _wrapped(lambda one: files.archive({"a": files.to_bytes(one)}), "vc+jwt"),
}
made = cache(lambda form: FORMS[form]())


def told(data: bytes, evidence: Evidence) -> list[Any]:
    """What is shown of everything in a file whose proof holds."""
    result = examined(data, evidence, role=Role.HOLDER)
    return [
        one.view and (one.view.envelope, one.view.learner, one.view.awards)
        for one in result.credentials
        if (proof := one.report.find(Check.PROOF)) and proof.outcome is Outcome.PASSED
    ]


def bent(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    put_in = (bytes([data[at] ^ 1 << chance.randrange(8)]), bytes([chance.randrange(256)]), b"")
    return data[:at] + chance.choice(put_in) + data[at + chance.randrange(2) :]


def run(form: str, count: int) -> None:
    data, evidence = made(form)
    good = told(data, evidence)
    assert good
    for number in range(count):
        twin = bent(data, random.Random(f"{form}/{number}"))
        assert all(one in good for one in told(twin, evidence)), (form, number)


@pytest.mark.parametrize("form", FORMS)
def test_a_few_bytes(form: str) -> None:
    run(form, QUICK)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("form", FORMS)
def test_many_bytes(form: str) -> None:
    run(form, SLOW)
