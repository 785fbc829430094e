"""The demo wallet: a learner with credentials of several issuers, made by the test issuer.

``python3 run.py demo`` builds it in a folder that is removed at the end and opens the window on
it. Keys are made afresh each time: nothing signed for the demo counts anywhere else.

What is in it
-------------
1. Seven awards towards the micro-degree template, of which four count: 14.5 of 15 ECTS.
2. A revoked, a suspended and a tampered one, and one of an issuer that nobody vouches for.
3. Evidence: a registry of the issuers, the DID documents and the status lists.
4. A holder key, to which every award is bound, and the pathway itself.
5. A trust bundle with a register of those issuers (``demo_register``), in a trust folder of the
   demo's own.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.helpers import demo_register
from tests.helpers import files as packing
from tests.helpers.issuer import Issuer, registry
from wallet.session import Session, templates

LEARNER = "Robin Example"
DATA = ("analyse big data", "http://data.europa.eu/esco/skill/S2.7")
ANALYTICS = ("use software for data analysis", "http://data.europa.eu/esco/skill/S5.5")
CIRCULAR = ("environmental protection technology", "http://data.europa.eu/esco/isced-f/0712")


TOWARDS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    (
        "danube",
        "Data management",
        "data-management.json",
        {"ects": "5", "outcomes": [DATA], "status": ["revocation"]},
    ),
    (
        "moravia",
        "Circular economy",
        "circular-economy.json",
        {"ects": "3", "outcomes": [CIRCULAR], "suite": "Ed25519Signature2020"},
    ),
    (
        "coast",
        "Learning analytics",
        "learning-analytics.jwt",
        {"ects": "4", "outcomes": [ANALYTICS], "suite": "vc+jwt"},
    ),
    (
        "styria",
        "Lean production",
        "lean-production.png",
        {"ects": "2.5", "outcomes": ["lean manufacturing"], "suite": "ecdsa-rdfc-2019"},
    ),
    (
        "levant",
        "Ethics of artificial intelligence",
        "ethics-of-ai.jwt",
        {"ects": "5", "eqf": 7, "outcomes": ["ethics"], "suite": "ob3_jwt"},
    ),
    ("coast", "Python basics", "python-basics.svg", {"ects": "1", "outcomes": ["Python"]}),
    (
        "moravia",
        "Robotics",
        "robotics.json",
        {"ects": "3", "outcomes": ["robotics"], "days": 800, "ended_days_ago": 70},
    ),
)
"""Issuer, title, file, and what it says: worked example W1 of the pathway specification."""


@dataclass
class Sample:
    """A learner's files, and the evidence about those who issued them."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    evidence: list[tuple[str, bytes]] = field(default_factory=list)
    issuers: dict[str, Issuer] = field(default_factory=dict)
    credentials: dict[str, Any] = field(default_factory=dict)
    """Title -> what was issued, before it was packed into a file."""

    def add(
        self, name: str, title: str, credential: Any, *, pack: Any = packing.to_bytes
    ) -> None:
        """One more file of the learner's."""
        self.credentials[title] = credential
        self.files.append((name, pack(credential)))


def issuers(seed: str) -> dict[str, Issuer]:
    """Five invented institutions and one that no registry knows."""
    made = {
        "danube": Issuer("Danube Applied University", "did:web", host="danube.example"),
        "moravia": Issuer("Moravia University", host="moravia.example", country="CZ"),
        "coast": Issuer("Open University of the Coast", "did:jwk", host="coast.example"),
        "styria": Issuer("Styria College", "did:web", "P-256", host="styria.example"),
        "levant": Issuer("Levant University", host="levant.example", country="IL"),
        "unknown": Issuer("Leadership Now", host="leadership.example", country="US"),
    }
    return {
        key: Issuer(
            one.name, one.method, one.kind, one.host, one.country, seed=f"{seed} {one.name}"
        )
        for key, one in made.items()
    }


def sample(now: datetime, holder: str, seed: str = "demo") -> Sample:
    """Everything that is put into the demo wallet, as of ``now``.

    Args:
        holder: the learner's identifier, to which the credentials are bound.
    """
    result = Sample(issuers=issuers(seed))
    _towards_the_micro_degree(result, now, holder)
    _in_trouble(result, now, holder)
    known = [one for key, one in result.issuers.items() if key != "unknown"]
    result.evidence.append(("registry.json", registry(known, updated=now - timedelta(days=10))))
    for one in result.issuers.values():
        result.evidence.extend(one.evidence_files(at=now - timedelta(days=1)))
    return result


def _towards_the_micro_degree(result: Sample, now: datetime, holder: str) -> None:
    for issuer, title, name, said in TOWARDS:
        more = dict(said)
        start = now - timedelta(days=more.pop("days", 40))
        end = more.pop("ended_days_ago", None)
        more["valid_until"] = None if end is None else now - timedelta(days=end)
        credential = result.issuers[issuer].issue(
            title,
            **{"eqf": 6, "holder": holder, "learner": LEARNER, "valid_from": start, **more},
        )
        pack = {".png": packing.png, ".svg": packing.svg}.get(
            Path(name).suffix, packing.to_bytes
        )
        result.add(name, title, credential, pack=pack)


def _in_trouble(result: Sample, now: datetime, holder: str) -> None:
    by = result.issuers
    common: dict[str, Any] = {
        "holder": holder,
        "learner": LEARNER,
        "valid_from": now - timedelta(days=90),
    }
    revoked = by["danube"].issue("Project basics", **common, status=["revocation"])
    by["danube"].revoke(revoked)
    result.add("project-basics.json", "Project basics", revoked)
    suspended = by["danube"].issue(
        "Digital marketing", **common, status=["revocation", "suspension"]
    )
    by["danube"].suspend(suspended)
    result.add("digital-marketing.json", "Digital marketing", suspended)
    honest = by["moravia"].issue("Machine learning", **common, ects="1")
    altered = packing.tampered(honest, "/credentialSubject/achievement/ECTS", 5)
    result.add("machine-learning.json", "Machine learning", altered)
    unknown = by["unknown"].issue("Leadership", **common)
    result.add("leadership.json", "Leadership", unknown)


def build(
    folder: Path,
    passphrase: str,
    *,
    clock: Callable[[], datetime],
    seed: str = "demo",
    options: Mapping[str, Any] | None = None,
) -> tuple[Session, Sample]:
    """A filled wallet, open, and what was put into it.

    Args:
        options: more arguments for ``Session.create``, such as cheaper key derivation.
    """
    session, _words = Session.create(folder, passphrase, clock=clock, **(options or {}))
    holder = session.new_holder_key("Demo key").did
    made = sample(clock(), holder, seed)
    session.add_evidence(made.evidence)
    session.keep(session.review(made.files))
    session.add_pathway(templates()[0].data)
    return session, made


def main() -> int:
    """Build the demo wallet in a folder of its own and open the window on it.

    The window is a process of its own, so that the folder is removed however that ends.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="tessera-demo-") as name:
        place = Path(name)
        for variable in (
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ):
            os.environ[variable] = str(place / variable.lower())
        wallet = place / "Demo wallet"
        passphrase = "-".join(secrets.token_hex(2) for _ in range(3))
        seed = secrets.token_hex(16)
        demo_register.accept(place / "operator", issuers(seed), datetime.now(UTC))
        session, made = build(wallet, passphrase, clock=lambda: datetime.now(UTC), seed=seed)
        session.lock()
        print(f"A throw-away wallet with {len(made.files)} sample files is ready.")
        print(f"Its passphrase: {passphrase}", flush=True)
        window = subprocess.Popen([sys.executable, "-m", "ui.entry", "--wallet", str(wallet)])
        try:
            return window.wait()
        except KeyboardInterrupt:
            return 130
        finally:
            window.kill()
            window.wait()


if __name__ == "__main__":
    sys.exit(main())
