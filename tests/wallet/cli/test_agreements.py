"""``tessera agreement``: two institutions agree, by files, each with a wallet of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document
from tests.wallet.cli.conftest import PASSPHRASE, Run
from wallet.session import Costs, Session

MODULE = "https://host.example/robotics"
HOST = Issuer("Host University", host="host.example")


@dataclass
class Table:
    """Home and host, and what a learner at home holds."""

    run: Run
    folder: Path
    home: tuple[str, ...]
    host: tuple[str, ...]
    home_did: str
    host_did: str

    def make(self, *more: str, name: str = "a.json") -> Path:
        out = self.folder / name
        told = self.run(
            *("agreement", "make", "--title", "Robotics counts as data", "--slot", "data"),
            *("--party", "home=Home University=me"),
            *("--party", f"host=Host University={self.host_did},{HOST.did}"),
            *("--module", f"{MODULE}=Robotics", "--reason", "Both teach the same."),
            *("--out", out, "--json", *more, *self.home),
        )
        assert told.status == 0, told.err
        return out

    def sign(self, file: Path, by: tuple[str, ...], name: str) -> Path:
        out = self.folder / name
        done = self.run("agreement", "sign", file, "--out", out, "--yes", "--json", *by)
        assert done.status == 0, done.err
        return out

    def asked(self) -> dict[str, Any]:
        """What the learner's credentials come to at home."""
        path = self.folder / "pathway.json"
        found: dict[str, Any] = self.run("pathway", "check", path, "--json", *self.home).json
        return found


@pytest.fixture
def table(run: Run, tmp_path: Path, key: Path) -> Table:
    options, dids = [], []
    for name in ("Home", "Host"):
        made, _ = Session.create(tmp_path / name, PASSPHRASE, costs=Costs())
        with made:
            dids.append(made.recognition.signer)
            made.add_evidence([("registry.json", registry([HOST]))])
            if name == "Home":
                badge = HOST.issue("Robotics", ects="5", eqf=6, definition=MODULE)
                made.keep(made.review([("badge.json", to_bytes(badge))]))
        options.append(("--vault", str(tmp_path / name), "--passphrase-file", str(key)))
    kept = Table(run, tmp_path, options[0], options[1], dids[0], dids[1])
    wanted = document(
        owner={"name": "Home University", "identifiers": [kept.home_did]},
        slots=[{"id": "data", "match": {"agreement": "to be filled in"}}],
        rules=[{"id": "total", "type": "totalCredits", "min": "5"}],
    )
    first = json.loads(kept.make().read_bytes())
    wanted["slots"][0]["match"] = {"any": [{"agreement": first["id"]}]}
    (tmp_path / "pathway.json").write_text(json.dumps(wanted))
    return kept


def test_it_counts_when_the_last_party_has_signed(table: Table) -> None:
    first = table.folder / "a.json"
    assert table.asked()["result"] == "complete_if_referred"
    half = table.sign(first, table.home, "half.json")
    assert table.asked()["unused"][0]["reasons"][0]["facts"]["why"] == "not_signed"
    whole = table.sign(half, table.host, "whole.json")
    told = table.run("agreement", "add", whole, *table.home)
    assert "Signed by everybody and valid today." in told.out
    found = table.asked()
    assert (found["result"], found["slots"][0]["items"][0]["route"]) == (
        "complete",
        "automatic",
    )
    (listed,) = table.run("agreement", "list", "--json", *table.home).json["agreements"]
    removed = table.run("agreement", "remove", listed["id"], *table.home)
    assert removed.status == 0
    assert table.asked()["result"] == "incomplete"


def test_it_is_said_in_plain_words(table: Table) -> None:
    half = table.sign(table.folder / "a.json", table.host, "half.json")
    said = table.run("agreement", "show", half, *table.home).out
    for sentence in (
        "Agreement between institutions: Robotics counts as data",
        "Missing: “Home University”.",
        "“Robotics” counts as “data”.",
        "Reason: Both teach the same.",
        "Home University (you), home institution: has not signed yet",
        "Host University, host institution: signed on ",
        "By this identifier a pathway names it: urn:uuid:",
        "Whose keys they are, nobody says but the people",
    ):
        assert sentence in said
    partner = Issuer("Host University")
    partner.did = table.host_did
    with Session.open(table.folder / "Home", PASSPHRASE) as session:
        session.add_evidence([("partners.json", registry([partner]))])
    known = table.run("agreement", "show", half, *table.home).out
    assert "So says partners.json of " in known, known
    assert "which was added on this computer" in known
    assert "nobody says but the people" not in known


def test_forged_foreign_and_repeated_ones_are_refused_in_words(table: Table) -> None:
    half = table.sign(table.folder / "a.json", table.home, "half.json")
    forged = table.folder / "forged.json"
    forged.write_bytes(half.read_bytes().replace(b"Both teach", b"None teach"))
    for command in ("add", "show"):
        done = table.run("agreement", command, forged, *table.host)
        assert (done.status, "altered after it was signed" in done.err) == (3, True)
    again = table.run(
        "agreement", "sign", half, "--out", table.folder / "x", "--yes", *table.home
    )
    assert (again.status, "signed this agreement already" in again.err) == (3, True)
    changed = json.loads((table.folder / "a.json").read_bytes())
    changed["slots"] = ["other"]
    other = table.folder / "other.json"
    other.write_text(json.dumps(changed))
    assert table.run("agreement", "add", other, *table.home).status == 0
    removed = table.run("agreement", "remove", changed["id"], *table.home)
    assert (removed.status, "by its key" in removed.err) == (3, True), "both are kept"


def test_what_makes_no_sense_is_named_by_its_member(table: Table) -> None:
    done = table.run(
        *("agreement", "make", "--title", "x", "--party", "home=One=me", "--module", "m"),
        *("--out", table.folder / "none.json", *table.home),
    )
    assert done.status == 3
    assert "at “parties”, something has to stand here" in done.err
    wrong = ("agreement", "make", "--title", "x", "--party", "home=One=me", "--module", "m")
    done = table.run(*wrong, "--from", "soon", "--out", table.folder / "none.json", *table.home)
    assert "a date such as 2026-09-01 was expected" in done.err
