"""Sealed documents, mdocs and certificates on the command line, and in a wallet."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers import mdoc, pdf
from tests.helpers import x509 as ca
from tests.helpers.mdoc import MdocIssuer
from tests.helpers.x509 import Wanted
from wallet.cli.verify import command
from wallet.session import Costs, Session

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
SPELL = {"begins": NOW - 90 * DAY, "ends": NOW + 900 * DAY}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A diploma, an mdoc, and the authority above both."""
    root = ca.root(**SPELL)
    (tmp_path / "root.pem").write_bytes(root.pem)
    university = root.issue(replace(pdf.SEAL, **SPELL))
    sealed = pdf.seal(pdf.plain(), university, at=NOW - 30 * DAY)
    (tmp_path / "diploma.pdf").write_bytes(sealed)
    issuer = MdocIssuer(wanted=replace(Wanted(), **SPELL), root=root)
    issued = issuer.issue(signed=NOW - DAY, begins=NOW - DAY, ends=NOW + 30 * DAY)
    (tmp_path / "learning.mdoc").write_bytes(mdoc.file(issued))
    return tmp_path


def _verify(*arguments: object) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(command, ["--json", *(str(one) for one in arguments)])
    return done.exit_code, json.loads(done.stdout)


def test_each_is_named_with_its_format_and_securing(files: Path) -> None:
    code, told = _verify(
        "--evidence", files / "root.pem", files / "diploma.pdf", files / "learning.mdoc"
    )
    one, two = (result["credentials"][0] for result in told["results"])
    assert (one["format"], one["securing"], one["verdict"]) == (
        "pdf",
        "pdf_signature",
        "cannot_tell",
    )
    assert (two["format"], two["securing"], two["verdict"]) == ("mdoc", "cose", "verified")
    assert code == 2
    assert one["credential"]["envelope"]["issuer"]["names"][0]["text"] == "Example University"


def test_without_the_authority_nobody_is_verified(files: Path) -> None:
    code, told = _verify(files / "diploma.pdf", files / "learning.mdoc")
    found = [result["credentials"][0]["verdict"] for result in told["results"]]
    assert (code, found) == (2, ["cannot_tell", "cannot_tell"])


def test_a_wallet_keeps_authorities_and_lists_like_other_evidence(
    files: Path, tmp_path: Path
) -> None:
    session, _words = Session.create(tmp_path / "wallet", "a fine day for tests", costs=Costs())
    try:
        root = (files / "root.pem").read_bytes()
        added = session.add_evidence([("root.pem", root)])
        assert [(one.kind, one.id) for one in added.items] == [("anchor", "Example Root")]
        assert [one.certificate[:1] for one in session.evidence().anchors] == [b"\x30"]
        kept = session.review([("a.mdoc", (files / "learning.mdoc").read_bytes())])
        assert [row.state.value for row in kept.rows] == ["new"]
    finally:
        session.lock()
