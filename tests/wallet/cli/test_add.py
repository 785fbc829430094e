"""``tessera add``: an entry of one's own goes in whole and comes out as it was written."""

from __future__ import annotations

import json
from pathlib import Path

from tests.wallet.cli.conftest import Run
from wallet.formats.self_declared import attachments

Opening = tuple[str, ...]


def test_an_entry_is_kept_listed_shown_and_exported(
    run: Run, opening: Opening, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"To whom it may concern")
    ran = run(
        "add", "--title", "Taught swimming", "--hours", "80", "--ended", "2025-06",
        "--skill", "first aid", "--attach", letter, "--json", *opening,
    )  # fmt: skip
    assert ran.status == 0
    (credential_id,) = ran.json["added"]
    listed = run("list", "--json", *opening)
    assert "Taught swimming" in listed.out
    assert '"verified"' not in json.dumps(listed.json)
    shown = run("show", credential_id[:12], "--json", *opening).json
    assert "self_declared" in json.dumps(shown)
    out = tmp_path / "entry.json"
    assert run("export", credential_id, "--out", out, *opening).status == 0
    (kept,) = attachments(json.loads(out.read_bytes()))
    assert (kept.name, kept.data) == ("letter.txt", b"To whom it may concern")


def test_what_makes_no_sense_is_said_and_nothing_is_kept(run: Run, opening: Opening) -> None:
    ran = run("add", "--title", "x", "--hours", "many", *opening)
    assert ran.status == 3
    assert "hours" in ran.err
    assert run("add", "--title", " ", *opening).status == 3
    assert "x" not in run("list", *opening).out.split()


def test_it_explains_itself(run: Run) -> None:
    ran = run("add", "--help")
    assert ran.status == 0
    assert "--attach" in ran.out
    assert "never as verified" in " ".join(ran.out.split())
