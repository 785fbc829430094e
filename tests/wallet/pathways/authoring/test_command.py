"""``tessera pathway validate``, ``new-version`` and ``sign``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers.pathways import document
from wallet.cli import main
from wallet.pathways import read
from wallet.session import Costs, Session


def run(*arguments: object) -> Any:
    """Through the whole command line, as a person would."""
    return CliRunner().invoke(main, ["pathway", *map(str, arguments)])


def written(folder: Path, **members: Any) -> Path:
    path = folder / "a.pathway.json"
    path.write_text(json.dumps(document(**members)))
    return path


def test_a_sound_document_is_said_to_be_sound_in_sentences(tmp_path: Path) -> None:
    done = run("validate", written(tmp_path), "--sentences")
    assert done.exit_code == 0, done.output
    assert "The pathway is sound." in done.output
    assert "The credits add up to at least 10" in done.output


def test_everything_that_is_wrong_is_listed_by_member(tmp_path: Path) -> None:
    path = written(
        tmp_path, validFrom="soon", rules=[{"id": "w", "type": "window"}], version=""
    )
    done = run("validate", path, "--json")
    assert done.exit_code == 3
    told = json.loads(done.stdout)
    assert told["valid"] is False
    assert {(one["member"], one["reason"]) for one in told["problems"]} == {
        ("version", "not_a_text"),
        ("validFrom", "not_a_date"),
        ("rules[0].years", "missing"),
    }
    assert all(one["place"] and one["message"] for one in told["problems"])
    spoken = run("validate", path)
    assert "rules[0].years: Within some years: Years: something has to stand here" in (
        spoken.stderr
    )


def test_a_rule_that_is_not_known_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, rules=[{"id": "q", "type": "quantum"}])
    done = run("validate", path, "--json")
    assert (done.exit_code, json.loads(done.stdout)["unknown_rules"]) == (0, ["q"])


@pytest.mark.parametrize("data", [b"[]", b"{", b'{"format": "pathway/1", "slots": 1}'])
def test_what_is_no_document_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    done = run("validate", path)
    assert done.exit_code == 3
    assert done.stderr.strip()
    assert "Traceback" not in done.output


def test_a_new_version_is_signed_and_read(tmp_path: Path) -> None:
    old, new, signed = (tmp_path / one for one in ("a.pathway.json", "b.json", "c.json"))
    written(tmp_path, version="2026.1")
    assert run("new-version", old, "--output", new).exit_code == 0
    again = run("new-version", old, "--output", new)
    assert again.exit_code != 0, "nothing is overwritten"
    found = read(new.read_bytes())
    assert (found.version, found.supersedes) == ("2026.2", "urn:example:pathway@2026.1")
    secret = tmp_path / "secret"
    secret.write_text("correct horse battery\n")
    made, _ = Session.create(tmp_path / "W", "correct horse battery", costs=Costs())
    made.lock()
    done = run(
        *("sign", new, "--owner", "--output", signed),
        *("--vault", tmp_path / "W", "--passphrase-file", secret),
    )
    assert done.exit_code == 0, done.output
    result = read(signed.read_bytes())
    assert result.signature is not None
    assert result.signature.signer in result.owner_ids
