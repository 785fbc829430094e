"""Asking and answering on the command line, between two people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.keys import Key
from tests.wallet.cli.conftest import Run
from wallet.session import Session

Opening = tuple[str, ...]


@pytest.fixture
def ready(run: Run, opening: Opening, tmp_path: Path) -> Path:
    """A wallet with one badge, bound to its own key, and the register that names its issuer."""
    did = run("keys", "--new", "mine", "--json", *opening).json["made"]
    issuer = Issuer("Example University")
    badge, known = tmp_path / "badge.json", tmp_path / "registry.json"
    badge.write_bytes(to_bytes(issuer.issue("Data basics", holder=did)))
    known.write_bytes(registry([issuer]))
    assert run("import", badge, "--yes", *opening).status in (0, 1)
    return known


def test_a_request_is_answered_and_checked(
    run: Run, opening: Opening, ready: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.json"
    fields = tmp_path / "fields.json"
    fields.write_text(json.dumps({"who": "ACME Ltd", "fields": ["title", "body"]}))
    made = run("request", "--fields", fields, "--out", asked, "--why", "a job", "--json")
    assert made.status == 0
    secret = Path(made.json["secret"])
    assert secret.stat().st_mode & 0o077 == 0
    out = tmp_path / "answer.jwe"
    told = run("present", "--request", asked, "--out", out, *opening)
    assert told.status in (0, 1), told.err
    assert "“ACME Ltd” asks. Nobody confirms that it is them." in told.out
    checked = run("check", out, "--request", secret, "--evidence", ready, "--json")
    verdicts = [one["verdict"] for one in checked.json["results"][0]["credentials"]]
    assert verdicts == ["verified", "verified"]
    assert checked.json["request"]["recipient"] == "ACME Ltd"
    assert checked.json["request"]["unmet"] == []
    locked = run("check", out, "--evidence", ready, "--json")
    assert locked.json["results"][0]["error"]["code"] == "locked_answer"


@pytest.mark.usefixtures("ready")
def test_what_is_missing_is_said_and_nothing_written(
    run: Run, opening: Opening, tmp_path: Path
) -> None:
    asked, out = tmp_path / "asked.png", tmp_path / "answer"
    made = run("request", "--fields", "title,birth_date", "--who", "ACME", "--out", asked)
    assert made.status == 0
    assert asked.read_bytes().startswith(b"\x89PNG")
    told = run("present", "--request", asked, "--out", out, *opening)
    assert told.status == 3
    assert "No credential" in told.err
    assert not out.exists()


def test_unknown_fields_and_missing_names_are_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "asked.json"
    refused = run("request", "--fields", "shoe_size", "--who", "ACME", "--out", out)
    assert refused.status == 3
    assert "no field that can be asked for" in refused.err
    assert run("request", "--fields", "title", "--out", out).status == 3
    assert not out.exists()


def test_frames_of_a_moving_code_are_written_and_read_back(
    run: Run, opening: Opening, ready: Path, tmp_path: Path, vault: Path
) -> None:
    with Session.open(vault, _passphrase(opening)) as session:
        from wallet.session import LibraryQuery  # noqa: PLC0415

        (row,) = session.page(LibraryQuery()).rows
    out = tmp_path / "frames"
    named = row.credential_id[:12]
    told = run("present", named, "--as", "ur", "--out", out, "--nonce", "n-1", *opening)
    assert told.status in (0, 1), told.err
    frames = sorted(out.iterdir())
    seen = [one for at, one in enumerate(frames) if at % 3]
    missed = [one for at, one in enumerate(frames) if at % 3 == 0]
    assert frames[0] not in seen, "a plain part is missing, so a mixture has to tell it"
    found = _checked(run, seen, ready)
    while not found["credentials"]:  # one time in twenty they are not enough: one waits on
        assert missed, found["error"]
        seen.append(missed.pop())
        found = _checked(run, seen, ready)
    assert {one["verdict"] for one in found["credentials"]} == {"verified"}


def _checked(run: Run, frames: list[Path], known: Path) -> Any:
    checked = run("check", *frames, "--nonce", "n-1", "--evidence", known, "--json")
    (result,) = checked.json["results"]
    return result


def _passphrase(opening: Opening) -> str:
    return Path(opening[opening.index("--passphrase-file") + 1]).read_text().splitlines()[0]


def test_a_signed_request_says_by_whom_and_an_altered_one_is_refused(
    run: Run, opening: Opening, ready: Path, tmp_path: Path
) -> None:
    key, asked, out = tmp_path / "key.pem", tmp_path / "asked.jwt", tmp_path / "answer.jwe"
    secret_key = Key.make("acme").private
    key.write_bytes(secret_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    made = run(
        "request", "--fields", "title", "--who", "ACME", "--out", asked, "--sign-with", key,
        "--json",
    )  # fmt: skip
    assert made.status == 0
    told = run("present", "--request", asked, "--out", out, *opening)
    assert told.status in (0, 1), told.err
    assert "The request is signed by did:key:" in told.out
    checked = run("check", out, "--request", made.json["secret"], "--evidence", ready, "--json")
    verdicts = [one["verdict"] for one in checked.json["results"][0]["credentials"]]
    assert verdicts == ["verified", "verified"]
    text = asked.read_bytes()
    asked.write_bytes(text[:-6] + (b"AAAAAA" if text[-6:] != b"AAAAAA" else b"BBBBBB"))
    refused = run("present", "--request", asked, "--out", tmp_path / "no", *opening)
    assert refused.status == 3
    assert "does not hold" in refused.err
