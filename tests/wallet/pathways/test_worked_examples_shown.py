"""The worked examples W1 to W7 on signed credentials: by the command line, exactly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.wallet.pathways.makers import document
from wallet.cli import main

START = datetime(2026, 3, 1, tzinfo=UTC)
NAMES = ("home", "sister", "first", "second", "third", "fourth", "fifth")
ISSUERS = {name: Issuer(name.title(), host=f"{name}.example", seed=name) for name in NAMES}


class Learner:
    """A folder of signed files and the evidence about who signed them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "credentials"
        self.evidence = folder / "registry.json"
        self.pathway = folder / "pathway.json"
        self.folder.mkdir()
        self.evidence.write_bytes(registry(list(ISSUERS.values())))

    def has(self, name: str, ects: str, issuer: str = "home", **more: Any) -> None:
        """One more award."""
        more = {"eqf": 6, "valid_from": START} | more
        made = ISSUERS[issuer].issue(name, ects=ects, **more)
        (self.folder / f"{name}.json").write_bytes(to_bytes(made))

    def check(self, wanted: dict[str, Any] | str, *, status: int) -> dict[str, Any]:
        """The JSON of ``pathway check``; the exit status has to be this."""
        name = wanted
        if isinstance(wanted, dict):
            self.pathway.write_text(json.dumps(wanted))
            name = str(self.pathway)
        given = ("--evidence", str(self.evidence), "--at", "2026-11-21", "--json")
        done = CliRunner().invoke(
            main,
            ["pathway", "check", str(name), str(self.folder), *given],
            catch_exceptions=False,
        )
        assert done.exit_code == status, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    """Nobody yet."""
    return Learner(tmp_path)


def counted(found: dict[str, Any]) -> str:
    """The amount that counts."""
    amount: str = found["totals"]["counted"]["amount"]
    return amount


def of_issuer(name: str) -> dict[str, Any]:
    """A match by who signed."""
    return {"issuer": [ISSUERS[name].did]}


def test_w4_the_best_electives_and_no_thesis(learner):
    learner.has("core", "55", "first")
    learner.has("language", "10", "second")
    for number, ects in enumerate("5554433"):
        learner.has(f"mc-{number}", ects, "third")
    made = document(
        destination={"kind": "degree"},
        owner={"name": "Home", "identifiers": [ISSUERS["home"].did]},
        slots=[
            {"id": "core", "match": of_issuer("first"), "credits": {"min": "55"}},
            {"id": "language", "match": of_issuer("second")},
            {"id": "thesis", "match": of_issuer("home")},
            {
                "id": "elective",
                "designation": "elective",
                "match": of_issuer("third"),
                "credits": {"max": "25"},
            },
        ],
        rules=[
            {"id": "total", "type": "totalCredits", "min": "120"},
            {"id": "own", "type": "capstone", "slot": "thesis"},
        ],
        signoff={"required": True},
    )
    found = learner.check(made, status=1)
    states = {one["id"]: one["state"] for one in found["slots"]}
    assert (counted(found), found["equally_good"]) == ("90", 2)
    assert (states["thesis"], states["core"], states["language"]) == ("unmet", "met", "met")
    assert sum(float(one["credits"]) for one in found["slots"][3]["items"]) == 25


def test_w5_a_narrow_slot_gets_its_only_candidate(learner):
    learner.has("a", "5", "first")
    learner.has("b", "5", "second")
    both = {"issuer": [ISSUERS["first"].did, ISSUERS["second"].did]}
    made = document(
        slots=[
            {"id": "data", "match": both, "items": {"max": 1}},
            {"id": "ai", "match": of_issuer("first"), "items": {"max": 1}},
        ]
    )
    found = learner.check(made, status=0)
    assert (counted(found), [one["state"] for one in found["slots"]]) == ("10", ["met", "met"])


@pytest.mark.parametrize(
    ("overlap", "amount"),
    [
        ({"threshold": "0.6"}, "4"),
        ({"threshold": "0.6", "action": "discount"}, "5.2"),
        ({"threshold": "0.7"}, "7"),
    ],
)
def test_w6_what_overlaps(learner, overlap, amount):
    def skills(first: int) -> list[tuple[str, str]]:
        return [(f"skill {n}", f"https://skills.example/{n}") for n in range(first, first + 5)]

    learner.has("p", "4", "first", outcomes=skills(1))
    learner.has("q", "3", "second", outcomes=skills(3))
    rules = [
        {"id": "total", "type": "totalCredits", "min": "4"},
        {"id": "same", "type": "overlap"} | overlap,
    ]
    assert counted(learner.check(document(rules=rules), status=0)) == amount


@pytest.mark.parametrize(
    ("credit", "amount"),
    [
        (
            {
                "unit": "SBU",
                "hoursPerCredit": "1",
                "ratios": [{"from": "ECTS", "toUnit": "28", "source": "a law"}],
            },
            "500.08",
        ),
        ({"unit": "SBU"}, "0"),
    ],
)
def test_w7_only_a_stated_ratio_converts(learner, credit, amount):
    learner.has("vet", "17.86", "first")
    made = document(credit=credit, slots=[{"id": "one", "items": {"min": 1}}], rules=[])
    found = learner.check(made, status=0)
    assert counted(found) == amount
    item = found["slots"][0]["items"][0]
    stated = {"amount": "17.86", "to_unit": "28", "unit": "ECTS", "source": "a law"}
    assert item.get("converted") == (stated if "ratios" in credit else None)


def test_w3_the_excess_is_shown(learner):
    for number, ects in enumerate(("5", "5", "4", "7")):
        learner.has(f"c{number}", ects, NAMES[number])
    rules = [{"id": "total", "type": "totalCredits", "min": "15", "max": "20"}]
    found = learner.check(document(rules=rules), status=0)
    assert (counted(found), found["totals"]["excess"]) == ("20", "1")


def test_w2_residency_by_who_signed(learner):
    learner.has("mc1", "6", "home")
    learner.has("c1", "3", "home")
    learner.has("mc2", "3", "sister")
    learner.has("c2", "3", "first")
    share = {"id": "home", "type": "residency", "where": {"issuer": ["owner"]}, "min": "0.5"}
    made = document(
        owner={"name": "Home", "identifiers": [ISSUERS["home"].did]},
        rules=[{"id": "total", "type": "totalCredits", "min": "15"}, share],
    )
    found = learner.check(made, status=0)
    (home,) = (one for one in found["rules"] if one["id"] == "home")
    assert (counted(found), home["have"], home["required"]) == ("15", "9", "7.5")
