"""create, passphrase, recover, import, list, search, show, export, delete, undelete, doctor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.cli.conftest import PASSPHRASE, Run
from wallet.cli import COMMANDS
from wallet.session import Session

OURS = (
    "create", "passphrase", "recover", "import", "list", "show", "search", "export", "delete",
    "undelete", "doctor", "keys",
)  # fmt: skip
Opening = tuple[str, ...]


@pytest.mark.parametrize("name", OURS)
def test_every_command_explains_itself_and_knows_json(run: Run, name: str) -> None:
    assert name in COMMANDS
    ran = run(name, "--help")
    assert ran.status == 0
    assert "--json" in ran.out
    assert "--vault" in ran.out


@pytest.mark.parametrize("name", OURS)
def test_no_passphrase_is_taken_from_an_argument_or_the_environment(
    run: Run, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {word for word in run(name, "--help").out.split() if word.startswith("--")}
    assert "--passphrase" not in options
    for variable in ("PASSPHRASE", "TESSERA_PASSPHRASE"):
        monkeypatch.setenv(variable, PASSPHRASE)
    assert run("list", "--vault", "nowhere", typed="").status == 3


# --- making and opening


def test_a_wallet_is_made_where_it_belongs_by_default(run: Run, key: Path, home: Path) -> None:
    ran = run("create", "--passphrase-file", key, "--json")
    assert ran.status == 0
    assert len(ran.json["recovery_words"]) == 12
    assert (home / ".local/share/tessera/Wallet 1/vault.json").is_file()
    assert run("list", "--passphrase-file", key, "--json").json["credentials"] == []


def test_the_passphrase_can_be_typed_and_is_asked_for_twice(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "typed"
    differ = run("create", "--vault", folder, typed="one passphrase\nanother one\n")
    assert differ.status == 3
    assert "not the same" in differ.err
    assert not folder.exists()
    made = run("create", "--vault", folder, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert made.status == 0
    assert PASSPHRASE not in made.out + made.err, "typed unseen"
    assert run("list", "--vault", folder, typed=f"{PASSPHRASE}\n").status == 0


def test_a_short_passphrase_is_refused_and_nothing_made(run: Run, tmp_path: Path) -> None:
    ran = run("create", "--vault", tmp_path / "w", typed="short\nshort\n")
    assert ran.status == 3
    assert "8" in ran.err
    assert not (tmp_path / "w").exists()


def test_the_recovery_code_goes_into_a_new_private_file_only(
    run: Run, key: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.txt"
    ran = run(
        "create", "--vault", tmp_path / "w", "--passphrase-file", key, "--recovery-file", sheet
    )
    words = sheet.read_text().split()
    assert len(words) == 12
    assert " ".join(words) not in ran.out + ran.err
    assert sheet.stat().st_mode & 0o077 == 0


def test_a_code_that_cannot_be_written_is_printed_rather_than_lost(
    run: Run, key: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.txt"
    taken.write_text("mine")
    ran = run(
        "create", "--vault", tmp_path / "w", "--passphrase-file", key,
        "--recovery-file", taken, "--json",
    )  # fmt: skip
    assert taken.read_text() == "mine"
    assert len(ran.json["recovery_words"]) == 12


def test_changing_the_passphrase(run: Run, opening: Opening, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("an entirely new one")
    ran = run("passphrase", *opening, "--new-passphrase-file", new, "--json")
    assert ran.json == {"tool": "tessera", "changed": True}
    assert run("list", *opening).status == 3
    assert run("list", *opening[:2], "--passphrase-file", new).status == 0


def test_recovering_with_the_code(run: Run, key: Path, tmp_path: Path) -> None:
    folder, sheet, later = tmp_path / "w", tmp_path / "sheet.txt", tmp_path / "later.txt"
    run("create", "--vault", folder, "--passphrase-file", key, "--recovery-file", sheet)
    new = tmp_path / "new.txt"
    new.write_text("an entirely new one")
    given = ("--vault", folder, "--words-file", sheet, "--new-passphrase-file", new)
    assert run("recover", *given, "--recovery-file", later).status == 0
    assert run("list", "--vault", folder, "--passphrase-file", new).status == 0
    assert run("list", "--vault", folder, "--passphrase-file", key).status == 3
    used_up = run("recover", *given, "--json")
    assert used_up.status == 3
    assert used_up.json["error"]["code"] == "wrong_recovery_words"
    assert later.read_text() != sheet.read_text()


def test_a_wrong_passphrase_is_told_in_words_and_in_json(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not this one")
    ran = run("list", "--vault", vault, "--passphrase-file", wrong, "--json")
    assert ran.status == 3
    assert ran.json["error"]["code"] == "wrong_passphrase"
    assert "does not open" in ran.err


def test_an_open_wallet_is_told_to_be_busy(run: Run, vault: Path, opening: Opening) -> None:
    with Session.open(vault, PASSPHRASE):
        ran = run("list", *opening)
    assert ran.status == 3
    assert str(os.getpid()) in ran.err


def test_arguments_that_are_off_end_with_three(run: Run, opening: Opening) -> None:
    assert run("list", "--no-such-option").status == 3
    assert run("show").status == 3
    assert run("nonsense").status == 3
    ran = run("list", *opening, "--filter", "colour=red")
    assert ran.status == 3
    assert "colour" in ran.err
    assert "issuer" in ran.err, "says what can be filtered by"


# --- import


def test_import_tells_the_state_of_each(run: Run, opening: Opening, inbox: Path) -> None:
    first = run("import", inbox, "--yes", "--json", *opening)
    assert first.status == 1, "a file was refused"
    states = {Path(one["source"]).name: one["state"] for one in first.json["results"]}
    assert states == {"note.txt": "refused", "one.json": "stored", "two.json": "stored"}
    refused = next(one for one in first.json["results"] if one["state"] == "refused")
    assert refused["code"] == "not_a_credential"
    assert refused["message"].endswith(".")
    second = run("import", inbox / "one.json", "--yes", "--json", *opening)
    assert second.status == 0
    (again,) = second.json["results"]
    assert again["state"] == "already_held"
    assert len(again["id"]) == len(again["original"]) == 64


def test_nothing_is_stored_without_a_yes(run: Run, opening: Opening, inbox: Path) -> None:
    ran = run("import", inbox / "one.json", *opening, typed="n\n")
    assert ran.status == 3
    assert "Data basics" in ran.out, "shown before it is asked"
    unasked = run("import", inbox / "one.json", *opening, typed="")
    assert unasked.status == 3
    assert "--yes" in unasked.err
    assert run("list", "--json", *opening).json["credentials"] == []
    assert run("import", inbox / "one.json", *opening, typed="y\n").status == 0


def test_a_file_that_is_not_there_stops_before_anything(
    run: Run, opening: Opening, inbox: Path
) -> None:
    ran = run("import", inbox / "one.json", inbox / "missing.json", "--yes", *opening)
    assert ran.status == 3
    assert "missing.json" in ran.err
    assert run("list", "--json", *opening).json["credentials"] == []


def test_a_replacement_is_named(run: Run, opening: Opening, tmp_path: Path) -> None:
    issuer, same = Issuer(), "urn:uuid:5b1f4b0e-0000-4000-8000-000000000001"
    for name, days in (("old", 50), ("new", 5)):
        badge = issuer.issue(name, credential_id=same, valid_from=NOW - timedelta(days=days))
        (tmp_path / f"{name}.json").write_bytes(to_bytes(badge))
    (old,) = run("import", tmp_path / "old.json", "--yes", "--json", *opening).json["results"]
    (new,) = run("import", tmp_path / "new.json", "--yes", "--json", *opening).json["results"]
    assert (new["state"], new["replaces"]) == ("replaces", [old["id"]])


# --- looking


def test_list_filters_and_search(run: Run, opening: Opening, ids: list[str]) -> None:
    every = run("list", "--json", *opening).json["credentials"]
    assert {one["id"] for one in every} == set(ids)
    six = run("list", "--filter", "level=EQF 6", "--json", *opening).json["credentials"]
    assert [one["titles"][0]["text"] for one in six] == ["Data basics"]
    found = run("search", "donnees", "--json", *opening).json["credentials"]
    assert [one["titles"][0]["text"] for one in found] == ["Données avancées"]
    assert run("search", "nothing like it", "--json", *opening).json["credentials"] == []
    table = run("list", *opening)
    assert "Data basics" in table.out
    assert "Cannot tell" in table.out
    assert "5 ECTS" in table.out


@pytest.mark.usefixtures("ids")
def test_a_list_follows_what_is_trusted(run: Run, opening: Opening, tmp_path: Path) -> None:
    def verdicts() -> set[str]:
        return {one["verdict"] for one in run("list", "--json", *opening).json["credentials"]}

    given = tmp_path / "registry.json"
    given.write_bytes(registry([Issuer("Example University")]))
    assert verdicts() == {"cannot_tell"}
    assert run("trust", "import", given, typed="same\n").status == 0
    assert verdicts() == {"verified"}
    (kept,) = run("trust", "show", "--json").json["sets"]
    assert run("trust", "remove", kept["fingerprint"], typed="y\n").status == 0
    assert verdicts() == {"cannot_tell"}


def test_show_says_what_verify_says(
    run: Run, opening: Opening, ids: list[str], inbox: Path
) -> None:
    shown = run("show", ids[0][:10], "--json", *opening)
    assert shown.status == 0
    told = shown.json
    assert told["id"] == ids[0]
    (original,) = told.pop("originals")
    assert len(original["sha256"]) == 64
    verified = run("verify", inbox / "one.json", "--as", "holder", "--json")
    (same,) = verified.json["results"][0]["credentials"]
    assert set(same) == set(told)
    for member in ("verdict", "format", "securing", "findings", "credential"):
        assert told[member] == same[member]
    words = run("show", ids[0][:10], *opening)
    assert "Data basics" in words.out
    assert "Is it unchanged since it was signed?" in words.out
    assert "To ask the issuer for what is missing:" in words.out


@pytest.mark.parametrize("bad", ["ffffffff", "zz", "", "0"])
def test_an_unknown_id_is_told(run: Run, opening: Opening, bad: str) -> None:
    ran = run("show", bad, *opening)
    assert ran.status == 3
    assert ran.err


# --- giving back


def test_export_gives_back_the_very_bytes(
    run: Run, opening: Opening, ids: list[str], inbox: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    ran = run("export", ids[0], "--out", out, "--json", *opening)
    assert ran.status == 0
    assert out.read_bytes() == (inbox / "one.json").read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    again = run("export", ids[1], "--out", out, *opening)
    assert again.status == 3, "never over another file"
    assert out.read_bytes() == (inbox / "one.json").read_bytes()


def test_export_of_everything_is_a_zip_that_can_be_read_without_us(
    run: Run, opening: Opening, ids: list[str], inbox: Path, tmp_path: Path
) -> None:
    out = tmp_path / "all.zip"
    assert run("export", "--all", "--out", out, *opening).status == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        for name in ("one.json", "two.json"):
            assert archive.read(name) == (inbox / name).read_bytes()
        index = json.loads(archive.read("index.json"))
        readable = archive.read("index.txt").decode()
    listed = {entry["id"] for file in index["files"] for entry in file["credentials"]}
    assert listed == set(ids)
    assert all(one in readable for one in ("one.json", "Data basics", "Cannot tell"))
    (folder := tmp_path / "originals").mkdir()
    assert [run("export", "--all", "--out", folder, *opening).status for _ in "12"] == [0, 3]
    assert (folder / "two.json").read_bytes() == (inbox / "two.json").read_bytes()
    assert (folder / "index.txt").read_text() == readable
    assert run("import", out, "--yes", "--json", *opening).json["results"][0]["state"] == (
        "already_held"
    )


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("csv", b"\xef\xbb\xbf"), ("html", b"<!DOCTYPE html>"), ("json", b"{")],
)
def test_export_gives_copies_to_read(
    run: Run, opening: Opening, ids: list[str], tmp_path: Path, form: str, beginning: bytes
) -> None:
    out = tmp_path / f"copy.{form}"
    ran = run("export", "--all", "--as", form, "--out", out, *opening)
    assert ran.status == 0
    written = out.read_bytes()
    assert written.startswith(beginning)
    assert all(one.encode() in written for one in ids)
    assert out.stat().st_mode & 0o077 == 0
    assert run("export", "--all", "--as", "docx", "--out", out, *opening).status != 0


def test_export_needs_something_to_export(run: Run, opening: Opening, tmp_path: Path) -> None:
    ran = run("export", "--out", tmp_path / "x", *opening)
    assert ran.status == 3
    assert not (tmp_path / "x").exists()


def test_names_in_an_export_stay_in_its_folder(
    run: Run, opening: Opening, tmp_path: Path, vault: Path
) -> None:
    with Session.open(vault, PASSPHRASE) as session:
        for name in (
            "../../evil.json",
            "..\\..\\evil.json",
            "/etc/evil.json",
            "..",
            "nul\0.json",
        ):
            badge = Issuer().issue(f"From {name!r}")
            session.keep(session.review([(name, to_bytes(badge))]))
    run("export", "--all", "--out", tmp_path / "all.zip", *opening)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = archive.namelist()
    assert len(set(names)) == 7
    for name in names:
        assert not set(name) & set("/\\\0:")
        assert name.strip(".")


def test_delete_asks_and_undelete_takes_back(
    run: Run, opening: Opening, ids: list[str]
) -> None:
    assert run("delete", ids[0], *opening, typed="").status == 3
    assert run("delete", ids[0], *opening, typed="n\n").status == 3
    assert run("delete", ids[0], "--yes", "--json", *opening).json["deleted"] == [ids[0]]
    left = run("list", "--json", *opening).json["credentials"]
    assert [one["id"] for one in left] == [ids[1]]
    binned = run("list", "--deleted", "--json", *opening).json["credentials"]
    assert [one["id"] for one in binned] == [ids[0]]
    assert run("undelete", ids[0], "--json", *opening).json["undeleted"] == [ids[0]]
    run("delete", ids[0], "--yes", "--forever", *opening)
    assert run("undelete", ids[0], *opening).status == 3


def test_doctor_says_all_is_well_or_what_is_not(
    run: Run, opening: Opening, ids: list[str], vault: Path
) -> None:
    assert run("doctor", *opening).out.strip() == "All is well."
    with Session.open(vault, PASSPHRASE) as session:
        database = session._vault.database
        with database.transaction():
            database.run("DELETE FROM library")
    sick = run("doctor", "--json", *opening)
    assert sick.status == 1
    assert {one["code"] for one in sick.json["damages"]} == {"index_wrong"}
    healed = run("doctor", "--rebuild", "--json", *opening)
    assert healed.status == 0
    assert healed.json["rebuilt"] == len(ids)


def test_a_title_cannot_move_the_cursor(run: Run, opening: Opening, tmp_path: Path) -> None:
    title = "Good\x1b[2J\r\u202everified\u2066"
    badge = Issuer().issue(title)
    (tmp_path / "odd.json").write_bytes(to_bytes(badge))
    for ran in (
        run("import", tmp_path / "odd.json", "--yes", *opening),
        run("list", *opening),
    ):
        assert not set(ran.out) & set("\x1b\r\u202e\u2066")


def test_a_command_starts_without_the_window(key: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from wallet.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: assert not [m for m in sys.modules if m.startswith('PySide6')]"
    )
    command = ["create", "--vault", str(tmp_path / "w"), "--passphrase-file", str(key)]
    ran = subprocess.run(
        [sys.executable, "-c", program, *command], capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
