"""Whatever became of a wallet's files: what can be read is rescued, what is lost is named."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.vault.conftest import PASSPHRASE, Made
from wallet.errors import (
    StorageError,
    VaultBusyError,
    VaultDamagedError,
    WrongPassphraseError,
)
from wallet.session import Costs, LibraryQuery, Session, Settings, templates
from wallet.session.rescue import Salvaged, salvage
from wallet.vault.database import Database

PAGE = 4096
TRUTH = (
    *("agreements", "backup_plan", "cases", "collected", "collections", "contacts"),
    *("credentials", "dismissed", "erasures", "evidence", "favourites", "holder_keys"),
    *("ledger", "notes", "originals", "pathways", "reports", "review_key"),
    *("revocations_seen", "settings", "sources", "tags"),
)


class Full(NamedTuple):
    """A locked wallet with something in every table, and what is in them."""

    folder: Path
    words: tuple[str, ...]
    files: dict[str, bytes]
    """Title -> bytes of each credential in the library."""
    rows: dict[str, set[tuple[object, ...]]]
    pages: dict[str, int]
    """Table -> its first page."""


def tables(database: Database) -> dict[str, set[tuple[object, ...]]]:
    return {name: set(database.all(f"SELECT * FROM {name}")) for name in TRUTH}


@pytest.fixture(scope="module")
def full(template: Made, tmp_path_factory: pytest.TempPathFactory) -> Full:
    place = tmp_path_factory.mktemp("full")
    folder = Path(shutil.copytree(template.folder, place / "Wallet 1"))
    issuer = Issuer("Example University")
    files = {
        f"No {n}": to_bytes(issuer.issue(f"No {n}", description="long " * (500 * (n % 4))))
        for n in range(12)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place / "state"))
        with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
            session.add_evidence([("registry.json", registry([issuer]))])
            reviewed = session.review([(f"{n}.json", one) for n, one in files.items()])
            kept = session.keep(reviewed).kept
            session.labels.tag(kept[:3], "for a job")
            session.labels.add_note(kept[0], "remember this")
            job, _ = session.labels.add_collection("For a job")
            session.labels.collect(job, kept[:2])
            session.new_holder_key("first")
            session.present(session.plan(kept[:1], "ACME", "a job"))
            session.save_settings(Settings(lock_after_seconds=600))
            session.add_pathway(templates()[0].data)
            session.delete(kept[11:])
            rows = tables(session._vault.database)
            pages = dict(
                session._vault.database.all("SELECT name, rootpage FROM sqlite_master")
            )
    del files["No 11"]
    return Full(folder, template.words, files, rows, pages)


@pytest.fixture
def hurt(full: Full, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copytree(full.folder, tmp_path / "hurt"))


def rescued(hurt: Path, full: Full) -> tuple[Session, Salvaged]:
    session, _, told = salvage(
        hurt,
        hurt.parent / "rescued",
        "a new passphrase",
        words=full.words,
        clock=lambda: NOW,
        costs=Costs(),
    )
    return session, told


def bend(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for number in pages:
        content[number * PAGE + random.Random(number).randrange(20, PAGE)] ^= 0x40
    path.write_bytes(content)


def originals(session: Session) -> set[str]:
    return {one.sha256 for one in session.files()}


def test_of_a_whole_wallet_every_row_comes_over(hurt: Path, full: Full) -> None:
    before = {one.name: one.read_bytes() for one in hurt.iterdir() if one.name != "lock"}
    session, told = rescued(hurt, full)
    with session:
        assert tables(session._vault.database) == full.rows
        assert session.check_up() == ()
        assert session.count(LibraryQuery(text="remember")) == 1
        assert (told.held, told.binned, told.holder_keys) == (11, 1, 1)
        assert (told.lost, told.missing, told.pages_lost) == ((), 0, 0)
    after = {one.name: one.read_bytes() for one in hurt.iterdir() if one.name != "lock"}
    assert after == before, "the damaged wallet is only read"


def test_pages_that_are_gone_cost_what_stood_on_them_and_that_is_named(
    hurt: Path, full: Full
) -> None:
    path = hurt / "vault-1.db"
    pages = path.stat().st_size // PAGE
    bend(path, random.Random(5).sample(range(1, pages), pages // 8))
    session, told = rescued(hurt, full)
    with session:
        assert session.check_up() == ()
        assert 0 < told.held + told.binned < 12, "some are lost, and some are not"
        assert told.missing == 12 - told.held - told.binned
        assert set(told.lost) <= {f"No {n}" for n in range(12)}
        assert told.pages_lost == pages // 8
        for one in session.files():
            assert session.original(one.sha256) in full.files.values(), "byte for byte"
        for title in told.lost:
            assert title not in {
                row.titles[0].text for row in session.page(LibraryQuery()).rows
            }


@pytest.mark.parametrize("part", [0.85, 0.97])
def test_a_database_cut_short_gives_what_is_left(hurt: Path, full: Full, part: float) -> None:
    path = hurt / "vault-1.db"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    session, told = rescued(hurt, full)
    with session:
        assert session.check_up() == ()
        assert told.held >= 1
        assert {session.original(one) for one in originals(session)} <= set(full.files.values())


@pytest.mark.parametrize("size", [16, PAGE])
def test_without_its_first_page_a_database_still_gives_every_credential(
    hurt: Path, full: Full, size: int
) -> None:
    """With the first sixteen bytes the key of the authentication codes is lost too."""
    path = hurt / "vault-1.db"
    path.write_bytes(bytes(size) + path.read_bytes()[size:])
    session, told = rescued(hurt, full)
    with session:
        assert (told.held, told.binned, told.holder_keys) == (11, 1, 1)
        assert originals(session) == {
            hashlib.sha256(one).hexdigest() for one in full.files.values()
        }
        assert session.labels.tags()


def test_credentials_whose_list_is_lost_are_read_again(hurt: Path, full: Full) -> None:
    bend(hurt / "vault-1.db", [full.pages["credentials"] - 1])
    session, told = rescued(hurt, full)
    with session:
        assert session.check_up() == ()
        titles = {row.titles[0].text for row in session.page(LibraryQuery()).rows}
        assert titles == {f"No {n}" for n in range(12)}, "that of the bin is back too"
    assert (told.lost, told.missing, told.pages_lost) == ((), 0, 1)


@pytest.mark.parametrize("gone", ["vault.json", "vault.json.spare"])
def test_one_lost_header_of_two_is_enough(hurt: Path, full: Full, gone: str) -> None:
    (hurt / gone).unlink()
    session, told = rescued(hurt, full)
    session.lock()
    assert told.held == 11


def test_a_header_with_a_flipped_bit_still_opens_by_its_spare(hurt: Path, full: Full) -> None:
    path = hurt / "vault.json"
    text = path.read_text()
    at = text.index('"once":"') + 12
    path.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])
    session, told = rescued(hurt, full)
    session.lock()
    assert told.held == 11


def test_what_only_the_journal_holds_is_rescued_too(made: Made, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    with Session.open(made.folder, PASSPHRASE) as session:
        badge = to_bytes(Issuer().issue("Just kept"))
        session.keep(session.review([("a.json", badge)]))
        shutil.copytree(made.folder, crashed)
    assert (crashed / "vault-1.db-wal").stat().st_size > 0
    os.truncate(crashed / "vault-1.db", PAGE)
    session, _, told = salvage(
        crashed, tmp_path / "new", "a new passphrase", words=made.words, costs=Costs()
    )
    with session:
        assert told.held == 1
        (one,) = session.files()
        assert session.original(one.sha256) == badge


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (lambda hurt: [(hurt / f"vault.json{end}").unlink() for end in ("", ".spare")], None),
        (lambda hurt: (hurt / "vault-1.db").unlink(), "database_missing"),
    ],
)
def test_without_any_header_or_database_nothing_is_made(
    hurt: Path, full: Full, harm: Callable[[Path], object], error: str | None
) -> None:
    harm(hurt)
    with pytest.raises(VaultDamagedError) as caught:
        rescued(hurt, full)
    assert caught.value.code == (error or "not_a_wallet")
    assert not (hurt.parent / "rescued").exists()


def test_a_wrong_secret_an_open_wallet_and_a_full_folder_are_refused(
    hurt: Path, full: Full, tmp_path: Path
) -> None:
    with pytest.raises(WrongPassphraseError):
        salvage(hurt, tmp_path / "new", "the wrong passphrase", costs=Costs())
    assert not (tmp_path / "new").exists()
    with pytest.raises(StorageError):
        salvage(hurt, hurt, "a new passphrase", words=full.words, costs=Costs())
    with Session.open(hurt, PASSPHRASE), pytest.raises(VaultBusyError):
        rescued(hurt, full)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_any_damage_at_all_ends_in_a_whole_wallet(full: Full, tmp_path: Path) -> None:
    """Random flips, cuts and blanks: nothing altered comes over, and it never stumbles."""
    chance = random.Random(20261122)
    for number in range(int(os.environ.get("TESSERA_SALVAGES", "12"))):
        hurt = Path(shutil.copytree(full.folder, tmp_path / f"{number}" / "hurt"))
        path = hurt / "vault-1.db"
        content = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 40)):
            at, size = chance.randrange(len(content)), chance.randrange(1, 9_000)
            if chance.random() < 0.5:
                content[at] ^= 1 << chance.randrange(8)
            else:
                content[at : at + size] = bytes(min(size, len(content) - at))
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        path.write_bytes(content)
        session, told = rescued(hurt, full)
        with session:
            assert session.check_up() == ()
            found = tables(session._vault.database)
            for name in ("originals", "holder_keys", "evidence"):
                assert found[name] <= full.rows[name], name
            assert told.held + told.binned + told.missing >= 12 or told.pages_lost
        shutil.rmtree(hurt.parent)
