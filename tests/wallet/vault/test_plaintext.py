"""Nothing that the app leaves on the disk can be read without the passphrase."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers.files import spellings, to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.wallet.vault.conftest import PASSPHRASE, Made
from wallet.session import Costs, LibraryQuery, Session

LEARNER = "Wilhelmina Ögürtaş"
TITLE = "Thaumaturgy for beginners"
NEW = "eine andere Losung"


def traces(places: list[Path], secrets: list[str]) -> list[tuple[str, str]]:
    found = []
    for place in places:
        for path in place.rglob("*"):
            if not path.is_file():
                continue
            content = path.read_bytes().lower() + str(path).encode().lower()
            found += [
                (path.name, secret)
                for secret in secrets
                for spelled in spellings(secret)
                if spelled.lower() in content
            ]
    return found


@pytest.fixture
def secrets(made: Made) -> list[str]:
    return [LEARNER, TITLE, "Example University", PASSPHRASE, NEW, " ".join(made.words), "ACME"]


def test_the_search_would_find_a_text_that_was_left_behind(
    tmp_path: Path, secrets: list[str]
) -> None:
    place = tmp_path / "left"
    place.mkdir()
    for number, spelled in enumerate(spellings(TITLE)):
        (place / f"left-{number}").write_bytes(b"\0\1xyz" + spelled + b"more")
    names = {name for name, _ in traces([place], secrets)}
    assert names == {one.name for one in place.iterdir()}


def test_no_file_holds_a_word_of_it(
    made: Made,
    home: Path,
    tmp_path: Path,
    secrets: list[str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    issuer = Issuer("Example University")
    badge = issuer.issue(TITLE, learner=LEARNER)
    with Session.open(made.folder, PASSPHRASE) as session:
        session.add_evidence([("registry.json", registry([issuer]))])
        review = session.review([(f"{LEARNER}.json", to_bytes(badge))])
        (credential_id,) = session.keep(review).kept
        assert session.count(LibraryQuery(text="thaum")) == 1
        session.credential(credential_id)
        session.present(session.plan([credential_id], "ACME", "a job"))
        session.delete([credential_id])
        session.undelete([credential_id])
        # As a crash would leave it: journals and all, while it is open.
        shutil.copytree(made.folder, tmp_path / "as the crash left it")
        session.change_passphrase(PASSPHRASE, NEW, costs=Costs())
        shutil.copytree(made.folder, tmp_path / "after the change")
    with Session.open(tmp_path / "as the crash left it", PASSPHRASE) as session:
        assert session.count(LibraryQuery(text="thaum")) == 1, "it was all there to be found"
    assert traces([made.folder, tmp_path, home], secrets) == []
    told = capfd.readouterr()
    assert traces_in_text(told.out + told.err, secrets) == []


def traces_in_text(text: str, secrets: list[str]) -> list[str]:
    return [one for one in secrets if one in text]
