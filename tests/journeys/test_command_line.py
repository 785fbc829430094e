"""The whole journey, typed: from a fresh computer to the receiver's "verified".

Three people with a home each: the keeper of the register, the learner, the employer. Nothing
is shared but the files they hand each other.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.demo import Sample, sample
from tests.journeys.people import Person, cut_off

VERDICTS = {
    "Data management": "verified",
    "Circular economy": "verified",
    "Learning analytics": "verified",
    "Lean production": "verified",
    "Ethics of artificial intelligence": "verified",
    "Python basics": "verified",
    "Robotics": "not_valid",
    "Project basics": "not_valid",
    "Digital marketing": "not_valid",
    "Machine learning": "not_genuine",
    "Leadership": "cannot_tell",
}


@pytest.fixture(
    params=[
        pytest.param(False, marks=pytest.mark.slow, id="as it is"),
        pytest.param(True, id="cut off"),
    ]
)
def people(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Person, ...]:
    """Keeper, learner, employer; once as the machine is, once without any network."""
    prefix = cut_off() if request.param else ()
    if prefix is None:
        pytest.skip("this machine lets nobody make a network namespace")
    return tuple(Person(tmp_path / name, prefix) for name in ("keeper", "learner", "employer"))


def hand_over(files: list[tuple[str, bytes]], to: Person, folder: str) -> Path:
    """Files, as received."""
    paths = [
        to.receives(f"{folder}/{name}", data) for name, data in files if not _make(to, folder)
    ]
    return paths[0].parent


def _make(to: Person, folder: str) -> None:
    (to.home / "Downloads" / folder).mkdir(parents=True, exist_ok=True)


def own_identifier(learner: Person) -> str:
    """The learner's identifier, for issuers."""
    made: str = learner.asks_wallet("keys", "--new", "For my university")["made"]
    return made


def accept(person: Person, folder: Path, keeper: Person) -> None:
    """Trust what the keeper vouches for, by the words that the keeper reads out."""
    [kept] = keeper.types("trust", "show", "--json").json["sets"]
    wrong = " ".join(reversed(kept["words"].split()))
    person.types("trust", "import", folder, "--fingerprint", wrong, "--yes", status=3)
    person.types("trust", "import", folder, "--fingerprint", kept["words"], "--yes")


def verdicts(told: Any) -> list[str]:
    """Verdict of each credential of each file, the presentation first."""
    return [one["verdict"] for file in told["results"] for one in file["credentials"]]


@pytest.mark.timeout(600)  # some thirty programs, one after the other
def test_from_a_fresh_computer_to_the_receiving_side(
    people: tuple[Person, ...],
) -> None:
    keeper, learner, employer = people
    words = learner.asks_wallet("create")["recovery_words"]
    assert len(words) == 12
    made = sample(datetime.now(UTC), own_identifier(learner))
    keep_the_register(keeper, made)
    accept(learner, hand_over(made.evidence, learner, "register"), keeper)
    ids = keep_credentials(learner, made)
    look_at_them(learner, made, ids)
    stack_them(learner, ids)
    shown = present(learner, ids)
    receive(employer, shown, made, keeper)
    leave_no_trace(learner, employer)


def keep_the_register(keeper: Person, made: Sample) -> None:
    """The keeper knows the fingerprint of what the keeper publishes."""
    folder = hand_over(made.evidence, keeper, "register")
    told = keeper.types("trust", "import", folder, status=3)
    assert "Fingerprint" in told.out + told.err  # nobody compared: nothing is trusted
    words = next(
        line.split(":", 1)[1].strip()
        for line in (told.out + told.err).splitlines()
        if line.startswith("Fingerprint")
    )
    keeper.types("trust", "import", folder, "--fingerprint", words, "--yes")


def keep_credentials(learner: Person, made: Sample) -> dict[str, str]:
    """Import everything; title -> credential id."""
    folder = hand_over(made.files, learner, "badges")
    told = learner.asks_wallet("import", "--yes", folder)
    states = [row["state"] for row in told["results"]]
    assert states == ["stored"] * len(made.files)
    again = learner.asks_wallet("import", "--yes", folder)
    assert {row["state"] for row in again["results"]} == {"already_held"}
    rows = learner.asks_wallet("list")["credentials"]
    assert {_title(row): row["verdict"] for row in rows} == VERDICTS
    return {_title(row): row["id"] for row in rows}


def _title(row: Any) -> str:
    title: str = row["titles"][0]["text"]
    return title


def look_at_them(learner: Person, made: Sample, ids: dict[str, str]) -> None:
    """Search, show, and get back exactly what came in."""
    found = learner.asks_wallet("search", "circ econ")["credentials"]
    assert [row["id"] for row in found] == [ids["Circular economy"]]
    shown = learner.asks_wallet("show", ids["Data management"][:12])
    assert json.dumps(shown).count("Danube Applied University") >= 1
    for (name, data), title in list(zip(made.files, made.credentials, strict=True))[1:4]:
        out = learner.home / f"back-{name}"
        learner.asks_wallet("export", ids[title], "--out", out)
        assert out.read_bytes() == data, name


def stack_them(learner: Person, ids: dict[str, str]) -> None:
    """Worked example W1: 23.5 ECTS look enough, 14.5 count."""
    told = learner.asks_wallet("pathway", "check", "micro-degree-15-30", status=1)
    assert told["result"] == "incomplete"
    assert told["totals"]["counted"] == {"amount": "14.5", "unit": "ECTS"}
    total = next(rule for rule in told["rules"] if rule["type"] == "totalCredits")
    assert total["missing"] == "0.5"
    unused = {row["award"]: {one["code"] for one in row["reasons"]} for row in told["unused"]}
    for title in ("Ethics of artificial intelligence", "Python basics", "Robotics"):
        assert any(award.startswith(ids[title]) and codes for award, codes in unused.items()), (
            title
        )
    assert {fix["kind"] for fix in told["fixes"]} >= {"waive", "renew", "add"}


def present(learner: Person, ids: dict[str, str]) -> tuple[Path, Path]:
    """Show two credentials to the employer, as a file and as QR pictures."""
    chosen = (ids["Data management"], ids["Learning analytics"])
    to = ("--recipient", "Employer Ltd", "--nonce", "Tuesday-7319", "--purpose", "job")
    file, pictures = learner.home / "shown.vp.json", learner.home / "pictures"
    learner.asks_wallet("present", *chosen, *to, "--out", file)
    learner.asks_wallet("present", *chosen, *to, "--as", "qr", "--out", pictures)
    assert list(pictures.glob("*.png"))
    return file, pictures


def receive(employer: Person, shown: tuple[Path, Path], made: Sample, keeper: Person) -> None:
    """The other side: no wallet, an own word to be signed, an own decision whom to trust."""
    file = employer.receives("shown.vp.json", shown[0].read_bytes())
    mine = ("--recipient", "Employer Ltd", "--nonce", "Tuesday-7319", "--json")
    before = employer.types("check", file, *mine, status=2).json
    assert verdicts(before) == ["verified", "cannot_tell", "cannot_tell"]
    accept(employer, hand_over(made.evidence, employer, "register"), keeper)
    told = employer.types("check", file, *mine).json
    assert verdicts(told) == ["verified"] * 3
    by_picture = employer.types("check", shown[1], *mine).json
    assert verdicts(by_picture) == ["verified"] * 3

    other_word = ("--recipient", "Employer Ltd", "--nonce", "Wednesday-1", "--json")
    assert verdicts(employer.types("check", file, *other_word, status=2).json)[0] != "verified"
    other_name = ("--recipient", "Rival Ltd", "--nonce", "Tuesday-7319", "--json")
    assert verdicts(employer.types("check", file, *other_name, status=2).json)[0] != "verified"
    no_word = employer.types("check", file, "--json", status=2).json
    assert verdicts(no_word)[0] == "cannot_tell"

    altered = file.read_text("utf-8").replace("Data management", "Rocket management")
    forged = employer.receives("forged.vp.json", altered.encode())
    assert (
        verdicts(employer.types("check", forged, *mine, status=1).json)[:2]
        == ["not_genuine"] * 2
    )


def leave_no_trace(learner: Person, employer: Person) -> None:
    """Nothing readable in the wallet, nothing kept by the one who only checked."""
    places = [
        learner.wallet,
        learner.home / "state",
        employer.home / "state",
        employer.home / "data",
    ]
    kept = [
        path
        for place in places
        if place.exists()
        for path in place.rglob("*")
        if path.is_file()
    ]
    assert any(path.name == "vault.json" for path in kept)
    for path in kept:
        data = path.read_bytes()
        for secret in (b"Robin Example", b"Data management", b"correct horse", b"Employer Ltd"):
            assert secret not in data, path
