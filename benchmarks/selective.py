"""Selective disclosure: checking what a holder chose to show, against Node's suites.

One Open Badge of five outcomes, of which the holder shows three statements beside the mandatory
ones. Both sides get the text of a derived proof that neither has seen, and check signature and
the data model's own rules; ours is the whole of ``examine``, with the issuer's registry.
Deriving has no peer that is quick enough to matter: it is timed alone, against the time in
which a presentation of five has to be made.

Rules
-----
1. Before anything is timed both sides must agree: good, altered.
2. Rounds alternate between the sides; each round has a credential that neither has seen.
"""

from __future__ import annotations

import copy
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Target, close, spread, table
from benchmarks.peer import Peer, install
from tests.helpers import signing
from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import evidence_of
from tests.helpers.keys import Key
from tests.helpers.sd_jwt import CLAIMS, bind, sign, vc_payload
from tests.helpers.selective import sign_base
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.proofs.deriving import derive
from wallet.report import Check, Outcome, Policy, Role
from wallet.trust import read_evidence

ROUNDS = {"ecdsa-sd-2023": 60, "bbs-2023": 25}
WARM_UP = 10
LIMITS = {"ecdsa-sd-2023": 1.0, "bbs-2023": 0.1}
MANDATORY = ("/issuer", "/validFrom")
SHOWN = (
    "/credentialSubject/achievement/name",
    "/credentialSubject/achievement/criteria",
    "/credentialSubject/achievement/resultDescription",
)


@dataclass(frozen=True)
class Round:
    """One derived credential, and how long deriving took."""

    text: bytes
    milliseconds: float


class Suite:
    """An issuer of one suite."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.issuer = Issuer("Example University", kind="P-256")
        self.bbs = BbsKey.make("benchmark")
        self.did = self.bbs.did_key if name == "bbs-2023" else self.issuer.did
        listed = registry([self.issuer]).replace(self.issuer.did.encode(), self.did.encode())
        self.evidence, refused = read_evidence(
            [("registry.json", listed)], source=Source.CALLER, received_at=NOW
        )
        assert not refused

    def make(self, number: int) -> Round:
        """A derived credential that nobody has seen before."""
        document = self.issuer.credential(
            f"Data analysis {number}",
            eqf=6,
            outcomes=["collect data", "clean data", "analyse data", "show it", "explain it"],
            holder=Key.make("learner").did_key,
            description="Collects, cleans, analyses and explains data. " * 6,
        )
        document["issuer"]["id"] = self.did
        base = self._signed(document)
        shown = [one for one in SHOWN if _has(document, one)]
        start = time.perf_counter()
        derived = derive(base, shown)
        spent = (time.perf_counter() - start) * 1000
        return Round(json.dumps(derived).encode(), spent)

    def _signed(self, document: dict[str, Any]) -> dict[str, Any]:
        if self.name == "bbs-2023":
            return sign_bbs(document, self.bbs, MANDATORY).document
        return sign_base(document, self.issuer.key, self.issuer.method_id, MANDATORY).document

    def ours(self, one: Round) -> tuple[bool, float]:
        """Whether its proof passes, and milliseconds."""
        return check(one.text, self.evidence)


def _has(document: Any, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        if step not in document:
            return False
        document = document[step]
    return True


def check(text: bytes, evidence: Evidence) -> tuple[bool, float]:
    """The whole way of a received file: whether its proof passes, and milliseconds."""
    start = time.perf_counter()
    found = examine(text, "shown.json", evidence, policy=Policy(), now=NOW, role=Role.RECEIVER)
    spent = (time.perf_counter() - start) * 1000
    proofs = [one.report.find(Check.PROOF) for one in found.credentials]
    passed = {one.outcome for one in proofs if one is not None}
    return passed == {Outcome.PASSED}, spent


def theirs(peer: Peer, suite: str) -> Callable[[Round], tuple[bool, float]]:
    """The peer's answer to a round."""

    def ask(one: Round) -> tuple[bool, float]:
        told = peer.ask(op="verify", suite=suite, text=one.text.decode())
        return told["verified"], told["milliseconds"]

    return ask


def agree(suite: Suite, peer: Callable[[Round], tuple[bool, float]]) -> None:
    """Both say the same about a good and an altered credential, or nothing is timed."""
    good = suite.make(1)
    bent = copy.deepcopy(json.loads(good.text))
    bent["credentialSubject"]["achievement"]["name"] = "Rocket science"
    for name, one, wanted in (
        ("good", good, True),
        ("altered", Round(json.dumps(bent).encode(), 0), False),
    ):
        told = {"ours": suite.ours(one)[0], "peer": peer(one)[0]}
        if set(told.values()) != {wanted}:
            sys.exit(f"no comparison: about the {name} credential they say {told}")


def measure(name: str, peer: Peer) -> tuple[list[list[str]], list[Target]]:
    """One suite's rows of the table, and its targets."""
    suite = Suite(name)
    other = theirs(peer, name)
    agree(suite, other)
    rounds = [suite.make(10 + number) for number in range(WARM_UP + ROUNDS[name])]
    mine, others = [], []
    for number, one in enumerate(rounds):
        sides = [suite.ours, other] if number % 2 else [other, suite.ours]
        told = {side: side(one) for side in sides}
        assert all(good for good, _ in told.values())
        if number >= WARM_UP:
            mine.append(told[suite.ours][1])
            others.append(told[other][1])
    deriving = [one.milliseconds for one in rounds[WARM_UP:]]
    rows = [
        [f"`{name}`, derived: Tessera", spread(mine)],
        [f"`{name}`, derived: Node", spread(others)],
        [f"`{name}`: deriving in Tessera", spread(deriving)],
    ]
    ratio = statistics.median(mine) / statistics.median(others)
    return rows, [
        Target(what=f"{name}: our time / the peer's", value=ratio, limit=LIMITS[name]),
        Target(
            what=f"{name}: deriving five",
            value=5 * statistics.median(deriving),
            limit=300,
            unit=" ms",
        ),
    ]


def sd_jwt() -> tuple[list[list[str]], list[Target]]:
    """The same for an SD-JWT of 17 claims with eight of them shown.

    With its key binding two things are judged: the presentation, and the credential in it.
    """
    issuer, holder = Issuer(kind="P-256"), Key.make("learner", "P-256")
    evidence = evidence_of(issuer)
    alone, bound = [], []
    for number in range(WARM_UP + 100):
        for what, spent in (("alone", alone), ("bound", bound)):
            title = f"Data analysis {number} {what}"
            payload = vc_payload(issuer, holder, achievement_title=title)
            shown = sign(issuer, payload, hide=tuple(CLAIMS)).shown(*tuple(CLAIMS)[:8])
            text = bind(shown, holder) if what == "bound" else shown
            good, milliseconds = check(text.encode(), evidence)
            assert good
            if number >= WARM_UP:
                spent.append(milliseconds)
    rows = [["SD-JWT: Tessera", spread(alone)], ["SD-JWT with key binding", spread(bound)]]
    return rows, [
        Target(what="SD-JWT", value=statistics.median(alone), limit=2, unit=" ms"),
        Target(what="with key binding", value=statistics.median(bound), limit=2, unit=" ms"),
    ]


def main() -> int:
    """Agree, measure by turns, report."""
    install()
    rows: list[list[str]] = []
    targets: list[Target] = []
    with Peer("selective.mjs") as peer:
        peer.ask(
            op="verify", suite="bbs-2023", text="{}",
            contexts={signing.OB3: signing.load(signing.OB3)["document"]},
        )  # fmt: skip
        for name in LIMITS:
            found, wanted = measure(name, peer)
            rows += found
            targets += wanted
    found, wanted = sd_jwt()
    print(table(["checking what was shown", "ms, median (middle half)"], [*rows, *found]))
    print()
    return close([*targets, *wanted])


if __name__ == "__main__":
    sys.exit(main())
