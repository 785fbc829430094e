"""``tessera keys``: what a learner tells an issuer, and what nobody is told."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.cli.conftest import PASSPHRASE, Run
from wallet import holder
from wallet.session import Session

Opening = tuple[str, ...]


def test_a_new_wallet_says_how_to_come_by_an_identifier(run: Run, opening: Opening) -> None:
    ran = run("keys", *opening)
    assert ran.status == 0
    assert "tessera keys --new" in ran.out
    assert run("keys", "--json", *opening).json == {"tool": "tessera", "keys": []}


def test_identifiers_are_made_named_and_listed(run: Run, opening: Opening) -> None:
    first = run("keys", "--new", "for my university", "--json", *opening).json
    (key,) = first["keys"]
    assert first["made"] == key["did"]
    assert key["did"].startswith("did:key:z6Mk")
    assert key["label"] == "for my university"
    assert key["verification_method"].startswith(key["did"] + "#z6Mk")
    told = run("keys", "--new", "", *opening)
    assert "(without a name)" in told.out
    assert key["did"] not in told.out, "with --new, the new one alone"
    listed = run("keys", *opening).out.splitlines()
    assert len(listed) == 2
    assert listed[0].startswith(f"{key['did']}  for my university")


def test_a_credential_made_out_to_it_can_be_presented(
    run: Run, opening: Opening, tmp_path: Path
) -> None:
    did = run("keys", "--new", "jobs", "--json", *opening).json["made"]
    badge = tmp_path / "badge.json"
    badge.write_bytes(to_bytes(Issuer().issue("Data basics", holder=did)))
    kept = run("import", badge, "--yes", "--json", *opening).json["results"][0]["id"]
    out = tmp_path / "shown.vp.json"
    shown = run("present", kept, "--out", out, *opening)
    assert shown.status == 1, "made, with a word that nobody has named the issuer"
    assert did.encode() in out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0, "what is shown to one is nobody else's"


def test_no_private_key_is_printed(run: Run, opening: Opening, vault: Path) -> None:
    did = run("keys", "--new", "jobs", "--json", *opening).json["made"]
    with Session.open(vault, PASSPHRASE) as session:
        secret = holder.to_bytes(session.signer(did))
    for options in ((), ("--json",)):
        ran = run("keys", *options, *opening)
        assert did in ran.out
        for form in (secret.hex(), str(list(secret)), secret.decode("latin-1")):
            assert form not in ran.out + ran.err


def test_a_name_cannot_move_the_cursor(run: Run, opening: Opening) -> None:
    ran = run("keys", "--new", "a\x1b[2Jb\nc", *opening)
    assert ran.status == 0
    assert "\x1b" not in ran.out
    assert len(ran.out.splitlines()) == 1


def test_a_name_that_is_a_novel_is_refused(run: Run, opening: Opening) -> None:
    ran = run("keys", "--new", "x" * 101, *opening)
    assert ran.status == 3
    assert "too long" in ran.err
    assert run("keys", "--json", *opening).json["keys"] == []
