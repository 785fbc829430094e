"""Full verification of one Open Badge, against Node's ``@digitalbazaar/vc``.

Both sides get the text of an ``eddsa-rdfc-2022`` Open Badges 3.0 credential by a did:key issuer
with a Bitstring status entry, and check signature, dates, that the key is the issuer's, and
status including the list's own proof. Ours also recognises the format, checks its required
members, names the issuer from a registry and judges.

Rules
-----
1. Before anything is timed both sides must agree: good, altered, revoked.
2. Rounds alternate between the sides; each round has a credential and a status list that
   neither has seen, so that nothing but contexts can be remembered.
3. The peer is installed from ``benchmarks/node/package-lock.json``, for this command alone.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Target, close, spread, table
from benchmarks.peer import Peer, install
from tests.helpers import files, signing
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.keys import Key
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.report import Policy, Role, VerdictCode
from wallet.trust import read_evidence

ROUNDS = 60
WARM_UP = 15
OUTCOMES = ["collect data", "clean data", "analyse data", "visualise data", "explain results"]


@dataclass(frozen=True)
class Round:
    """One credential and the status list that speaks about it."""

    text: bytes
    url: str
    status_list: bytes
    evidence: Evidence


class Verifier(Peer):
    """The peer that verifies; answers one round at a time."""

    def __init__(self) -> None:
        super().__init__("verify.mjs")
        self._context = json.dumps(signing.load(signing.OB3)["document"])

    def verify(self, one: Round) -> tuple[bool, float]:
        """Whether it holds, and milliseconds."""
        documents = {signing.OB3: self._context, one.url: one.status_list.decode()}
        told = self.ask(text=one.text.decode(), documents=documents)
        return told["verified"], told["milliseconds"]


def ours(one: Round) -> tuple[bool, float]:
    """Whether it is verified, and milliseconds."""
    start = time.perf_counter()
    result = examine(
        one.text, "badge.json", one.evidence, policy=Policy(), now=NOW, role=Role.RECEIVER
    )
    spent = (time.perf_counter() - start) * 1000
    return result.credentials[0].verdict.code is VerdictCode.VERIFIED, spent


def prepare(
    issuer: Issuer, number: int, *, altered: bool = False, revoked: bool = False
) -> Round:
    """A round that nobody has seen before."""
    badge: Any = issuer.issue(
        f"Data analysis {number}",
        eqf=6,
        outcomes=OUTCOMES,
        holder=Key.make("learner").did_key,
        status=["revocation"],
        description="Collects, cleans, analyses and explains data. " * 6,
    )
    if revoked:
        issuer.revoke(badge)
    if altered:
        badge = files.tampered(badge, "/credentialSubject/achievement/name", "Rocket science")
    issuer.status_list().bits.add(100_000 + number)
    listed = issuer.publish()
    evidence, refused = read_evidence(
        [("registry.json", registry([issuer])), ("list.json", listed)],
        source=Source.CALLER,
        received_at=NOW,
    )
    assert not refused
    return Round(files.to_bytes(badge), issuer.status_list().url, listed, evidence)


def agree(peer: Verifier, issuer: Issuer) -> None:
    """Both say the same about good, altered and revoked, or nothing is timed."""
    cases = {
        "good": (prepare(issuer, 1), True),
        "altered": (prepare(issuer, 2, altered=True), False),
        "revoked": (prepare(issuer, 3, revoked=True), False),
    }
    for name, (case, wanted) in cases.items():
        told = {"ours": ours(case)[0], "peer": peer.verify(case)[0]}
        if set(told.values()) != {wanted}:
            sys.exit(f"no comparison: about the {name} credential they say {told}")
    print("Both sides agree about the good, the altered and the revoked credential.")


def main() -> int:
    """Agree, warm up, measure by turns, report."""
    install()
    issuer = Issuer("Example University")
    with Verifier() as peer:
        agree(peer, issuer)
        rounds = [prepare(issuer, 10 + number) for number in range(WARM_UP + ROUNDS)]
        mine, theirs = [], []
        for number, one in enumerate(rounds):
            sides = [ours, peer.verify] if number % 2 else [peer.verify, ours]
            told = {side: side(one) for side in sides}
            assert all(good for good, _ in told.values())
            if number >= WARM_UP:
                mine.append(told[ours][1])
                theirs.append(told[peer.verify][1])
    again = [ours(rounds[-1])[1] for _ in range(ROUNDS)]
    ratio = statistics.median(mine) / statistics.median(theirs)
    rows = [
        ["Tessera, everything new", spread(mine)],
        ["@digitalbazaar/vc, everything new", spread(theirs)],
        ["Tessera, same credential and list again", spread(again)],
    ]
    size = len(rounds[0].text)
    print(f"One Open Badge of {size} bytes, {ROUNDS} rounds each, by turns.\n")
    print(table(["verification", "ms, median (middle half)"], rows), end="\n\n")
    return close([Target(what="our time / the peer's", value=ratio, limit=0.8)])


if __name__ == "__main__":
    sys.exit(main())
