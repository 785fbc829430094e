"""``tessera verify`` from outside: statuses, JSON, table, evidence, standard input."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import Issuer, registry
from wallet.cli import main
from wallet.cli.reasons import command as reasons_command
from wallet.cli.results import clean
from wallet.cli.verify import command
from wallet.report import Check
from wallet.session import Costs, Session
from wallet.verify.codes import REASONS

CHEAP = Costs()
TODAY = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("University of Tartu", method="did:web")


@pytest.fixture
def evidence(issuer: Issuer, tmp_path: Path) -> Path:
    """A folder of evidence as an employer may keep it."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "registry.json").write_bytes(registry([issuer], updated=TODAY))
    (folder / "did.json").write_bytes(to_bytes(issuer.document()))
    return folder


def _run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments], input=stdin)


def _badge(issuer: Issuer, **said: Any) -> dict[str, Any]:
    said.setdefault("valid_from", TODAY - timedelta(days=9))
    return dict(issuer.issue(**said))


def _file(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else to_bytes(content))
    return path


def test_status_0_where_everything_is_verified(
    issuer: Issuer, evidence: Path, tmp_path: Path
) -> None:
    good = _file(tmp_path, "in/good.json", _badge(issuer))
    result = _run(good, "--evidence", evidence)
    assert result.exit_code == 0, result.output
    assert "Verified" in result.output
    assert "Signed by University of Tartu, without an end date." in result.output


def test_status_1_where_one_is_not_valid_or_not_genuine(
    issuer: Issuer, evidence: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    badge = _badge(issuer)
    _file(folder, "a/good.json", badge)
    expired = _badge(issuer, valid_until=TODAY - timedelta(days=1))
    _file(folder, "a/b/expired.json", expired)
    result = _run(folder, "--evidence", evidence)
    assert result.exit_code == 1
    assert "No longer valid" in result.output
    altered = _file(tmp_path, "altered.json", {**badge, "name": "Other"})
    result = _run(altered, "--evidence", evidence)
    assert result.exit_code == 1
    assert "Not genuine" in result.output


def test_status_2_where_nobody_can_tell(issuer: Issuer, tmp_path: Path) -> None:
    result = _run(_file(tmp_path, "badge.json", _badge(issuer)))
    assert result.exit_code == 2
    assert "Cannot tell" in result.output


def test_status_3_where_a_file_cannot_be_read(
    issuer: Issuer, evidence: Path, tmp_path: Path
) -> None:
    good = _file(tmp_path, "good.json", _badge(issuer))
    for bad in (tmp_path / "missing.json", _file(tmp_path, "notes.txt", b"hello")):
        result = _run(good, bad, "--evidence", evidence)
        assert result.exit_code == 3
        assert "Verified" in result.output
        assert "Not read" in result.output


def test_a_note_beside_a_badge_in_an_archive_is_no_failure(
    issuer: Issuer, evidence: Path, tmp_path: Path
) -> None:
    data = archive({"badge.json": to_bytes(_badge(issuer)), "read me.txt": b"hello"})
    result = _run(_file(tmp_path, "in.zip", data), "--evidence", evidence)
    assert result.exit_code == 0, result.output


def test_the_json_is_the_whole_output(issuer: Issuer, evidence: Path, tmp_path: Path) -> None:
    good = _file(tmp_path, "good.json", _badge(issuer))
    junk = _file(tmp_path, "junk.txt", b"hello")
    result = _run("--json", good, "--evidence", evidence, "--evidence", junk)
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert told["results"][0]["credentials"][0]["verdict"] == "verified"
    assert told["refused_evidence"] == [{"name": str(junk), "code": "not_evidence"}]


def test_standard_input(issuer: Issuer, evidence: Path) -> None:
    result = _run("-", "--evidence", evidence, stdin=to_bytes(_badge(issuer)))
    assert result.exit_code == 0, result.output


def test_as_of_an_earlier_day(issuer: Issuer, tmp_path: Path) -> None:
    badge = _badge(issuer, valid_until=TODAY - timedelta(days=1))
    path = _file(tmp_path, "badge.json", badge)
    folder = tmp_path / "evidence"
    _file(folder, "r.json", registry([issuer], updated=TODAY - timedelta(days=5)))
    _file(folder, "d.json", issuer.document())
    asked = (TODAY - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    result = _run(path, "--evidence", folder, "--at", asked)
    assert result.exit_code == 0, result.output
    assert f"As of {asked}" in result.output
    assert _run(path, "--evidence", folder).exit_code == 1


@pytest.mark.parametrize("moment", ["yesterday", "2026-01-01", "2026-01-01T00:00:00"])
def test_a_moment_that_cannot_be_read(moment: str, tmp_path: Path) -> None:
    result = _run(_file(tmp_path, "x.json", b"{}"), "--at", moment)
    assert result.exit_code != 0
    assert "2026-11-21T12:00:00Z" in result.output


def test_a_stricter_limit_for_status_lists(issuer: Issuer, tmp_path: Path) -> None:
    badge = _badge(issuer, status=("revocation",))
    folder = tmp_path / "evidence"
    _file(folder, "list.json", issuer.publish(at=TODAY - timedelta(days=10)))
    _file(folder, "r.json", registry([issuer], updated=TODAY))
    _file(folder, "d.json", issuer.document())
    path = _file(tmp_path, "badge.json", badge)
    assert _run(path, "--evidence", folder).exit_code == 0
    assert _run(path, "--evidence", folder, "--max-status-age", "5").exit_code == 2


def test_evidence_that_is_none_is_named_and_never_silent(
    issuer: Issuer, evidence: Path, tmp_path: Path
) -> None:
    good = _file(tmp_path, "good.json", _badge(issuer))
    _file(evidence, "notes.txt", b"hello")
    result = _run(good, "--evidence", evidence)
    assert result.exit_code == 0
    assert "notes.txt" in result.stderr
    for number in range(5):
        _file(evidence, f"more-{number}.txt", b"hello")
    assert "6 files are no evidence." in _run(good, "--evidence", evidence).stderr


def test_hidden_files_and_links_in_a_folder_are_left_alone(
    issuer: Issuer, evidence: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    good = _file(folder, "good.json", _badge(issuer))
    _file(folder, ".hidden", b"hello")
    _file(folder, ".git/config", b"hello")
    (folder / "link.json").symlink_to(good)
    result = _run(folder, "--evidence", evidence)
    assert result.exit_code == 0, result.output
    assert result.output.count("Verified") == 1


def test_text_of_a_file_moves_no_cursor(issuer: Issuer, evidence: Path, tmp_path: Path) -> None:
    title = "Data\x1b[2J\u202egnihtyna\nVerified        fake.json"
    path = _file(tmp_path, "badge.json", _badge(issuer, title=title))
    result = _run(path, "--evidence", evidence)
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert len(result.output.splitlines()) == 1
    assert clean("a\r\nb\u2067c") == "a  bc"


def test_more_is_shown_of_the_unproven_only_when_asked(issuer: Issuer, tmp_path: Path) -> None:
    path = _file(tmp_path, "x.json", {**_badge(issuer), "name": "Other"})
    for extra, shown in (((), False), (("--show-unproven",), True)):
        told = json.loads(_run("--json", path, *extra).stdout)
        assert (told["results"][0]["credentials"][0]["credential"] is not None) is shown


def test_the_program_itself_ends_with_these_statuses(tmp_path: Path) -> None:
    """Through the real entry, in a process of its own, without a display."""
    for arguments, status in (
        (["verify", str(tmp_path / "missing")], 3),
        (["verify"], 3),
        (["verify", "--at", "never", "x"], 3),
        (["verify", "--help"], 0),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "ui.entry", *arguments],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == status, (arguments, done.stderr)


def test_the_list_of_reasons_is_complete() -> None:
    result = CliRunner().invoke(reasons_command, ["--json"])
    told = json.loads(result.stdout)
    assert set(told["checks"]) == {check.value for check in Check}
    for check in Check:
        listed = told["checks"][check.value]
        assert [one["reason"] for one in listed] == [one.value for one in REASONS[check]]
        assert all(one["meaning"] for one in listed)
    plain = CliRunner().invoke(reasons_command, [])
    assert "revoked" in plain.stdout


def test_a_wallet_adds_its_own_evidence(issuer: Issuer, tmp_path: Path) -> None:
    folder = tmp_path / "Wallet 1"
    session, _ = Session.create(folder, "correct horse battery", costs=CHEAP)
    with session:
        session.add_evidence(
            [
                ("registry.json", registry([issuer], updated=TODAY)),
                ("did.json", to_bytes(issuer.document())),
            ]
        )
        mine = session.new_holder_key("mine").did
    path = _file(tmp_path, "badge.json", _badge(issuer, holder=mine))
    secret = _file(tmp_path, "passphrase.txt", b"correct horse battery\n")
    assert _run(path).exit_code == 2
    opened = ("--vault", folder, "--passphrase-file", secret)
    told = json.loads(_run("--json", path, "--as", "holder", *opened).stdout)
    one = told["results"][0]["credentials"][0]
    assert one["verdict"] == "verified"
    holder = next(each for each in one["findings"] if each["check"] == "holder")
    assert holder["reason"] == "holder_key_is_yours"


def test_a_wrong_passphrase_is_said_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "Wallet 1"
    session, _ = Session.create(folder, "correct horse battery", costs=CHEAP)
    session.lock()
    secret = _file(tmp_path, "passphrase.txt", b"wrong horse\n")
    given = ["verify", "x", "--vault", str(folder), "--passphrase-file", str(secret)]
    with pytest.raises(SystemExit) as ended:
        main.main(given, prog_name="tessera")
    assert ended.value.code == 3
