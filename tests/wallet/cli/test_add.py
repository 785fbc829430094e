"""``tessera add``: an entry of one's own goes in whole and comes out as it was written."""

from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.selective import sign_base
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


def test_an_original_that_could_be_shown_as_its_owner_is_exported_with_a_warning(
    run: Run, opening: Opening, tmp_path: Path
) -> None:
    issuer = Issuer("Example University", kind="P-256")
    base = sign_base(issuer.credential(), issuer.key, issuer.method_id, ("/issuer",))
    (tmp_path / "base.json").write_bytes(to_bytes(base.document))
    ran = run("import", tmp_path / "base.json", "--yes", "--json", *opening)
    assert ran.status == 0
    (base_id,) = (one["id"] for one in ran.json["results"])
    (tmp_path / "whole.json").write_bytes(to_bytes(issuer.issue("Other")))
    ran = run("import", tmp_path / "whole.json", "--yes", "--json", *opening)
    (whole_id,) = (one["id"] for one in ran.json["results"])
    warned = [
        "show it as you" in run("export", one, "--out", tmp_path / one[:9], *opening).err
        for one in (base_id, whole_id)
    ]
    assert warned == [True, False]
