"""What is shown here verifies in Node's suites, and what they show verifies here.

A development peer that is not there is no fault: `python3 run.py bench selective` installs it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from benchmarks.peer import Peer, missing
from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.keys import Key
from tests.helpers.proving import proven, refused
from tests.helpers.selective import sign_base
from tests.helpers.shapes import credentials, for_node, rounds, without_brackets
from wallet.encoding import jsonld
from wallet.proofs.deriving import derive, disclosable

pytestmark = [
    pytest.mark.timeout(7200),
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]


COUNTS = [
    pytest.param(8, marks=pytest.mark.slow),
    # ten times fifty: what is lost with one of them is a tenth
    *[pytest.param(50, marks=pytest.mark.long, id=f"50-{batch}") for batch in range(10)],
]


ECDSA, BBS = Key.make("issuer", "P-256"), BbsKey.make("issuer")
SUITES = ("ecdsa-sd-2023", "bbs-2023")
MANDATORY = ("/issuer", "/validFrom")


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    with Peer("selective.mjs") as found:
        yield found


def _signed(suite: str, draw: Callable[..., Any]) -> dict[str, Any]:
    issuer = ECDSA.did_key if suite == SUITES[0] else BBS.did_key
    document = for_node(draw(credentials(issuer)))
    assume(not jsonld.expand(document).unsigned)
    if suite == "bbs-2023":
        return sign_bbs(document, BBS, MANDATORY).document
    method = f"{ECDSA.did_key}#{ECDSA.multibase}"
    return sign_base(document, ECDSA, method, MANDATORY).document


def _chosen(draw: Callable[..., Any], base: dict[str, Any]) -> list[str]:
    """Some pointers; the peer wants a subject in all it reads."""
    _, free = disclosable(base)
    subject = [one for one in free if one.startswith("/credentialSubject")]
    some: list[str] = draw(st.lists(st.sampled_from(free), unique=True))
    return [*some, draw(st.sampled_from(subject))]


def _not_too_complex(told: dict[str, Any]) -> None:
    """A graph of many look-alike nodes may be more than the peer works on: another is drawn."""
    assume("Maximum deep iterations" not in str(told.get("error")))


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("count", COUNTS)
def test_what_is_shown_here_verifies_there(suite: str, peer: Peer, count: int) -> None:
    header = {"header": "0102"} if suite == "bbs-2023" else {}

    def shows(data: st.DataObject) -> None:
        base = _signed(suite, data.draw)
        shown = derive(base, _chosen(data.draw, base), presentation_header=b"\x01\x02")
        told = peer.ask(op="verify", suite=suite, text=json.dumps(dict(shown)), **header)
        _not_too_complex(told)
        assert told["verified"], told["error"]

    rounds(count, shows)


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("count", COUNTS)
def test_what_is_shown_there_verifies_here(suite: str, peer: Peer, count: int) -> None:
    def reads(data: st.DataObject) -> None:
        # it finds nothing behind a pointer into an array that compaction takes away
        document = without_brackets(for_node(data.draw(credentials(ECDSA.did_key))))
        assume(not jsonld.expand(document).unsigned)
        issued = peer.ask(op="issue", suite=suite, document=document, mandatory=MANDATORY)
        _not_too_complex(issued)
        assert "error" not in issued, issued
        base = issued["document"]
        chosen = _chosen(data.draw, base)
        told = peer.ask(op="derive", suite=suite, document=base, pointers=chosen, header="0102")
        _not_too_complex(told)
        assert "error" not in told, told
        shown = told["document"]
        assert proven(shown).selective
        # and ours of the same base proof shows the same
        assert {**derive(base, chosen), "proof": None} == {**shown, "proof": None}

    rounds(count, reads)


@pytest.mark.slow
@pytest.mark.parametrize("suite", SUITES)
def test_both_refuse_what_was_altered(suite: str, peer: Peer) -> None:
    document: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": ECDSA.did_key if suite == SUITES[0] else BBS.did_key,
        "validFrom": "2026-09-01T08:00:00Z",
        "name": "Soil science",
        "credentialSubject": {"id": "did:example:learner", "name": "Aino"},
    }
    method = f"{ECDSA.did_key}#{ECDSA.multibase}"
    base = (
        sign_bbs(document, BBS, MANDATORY).document
        if suite == "bbs-2023"
        else sign_base(document, ECDSA, method, MANDATORY).document
    )
    shown = dict(derive(base, ["/name", "/credentialSubject/name"]))
    assert peer.ask(op="verify", suite=suite, text=json.dumps(shown))["verified"]
    for member in ("name", "validFrom", "issuer"):
        bent = {**copy.deepcopy(shown), member: shown[member].replace("S", "Z") + "0"}
        if member == "validFrom":
            bent[member] = "2026-09-02T08:00:00Z"
        refused(bent)
        assert not peer.ask(op="verify", suite=suite, text=json.dumps(bent))["verified"]
