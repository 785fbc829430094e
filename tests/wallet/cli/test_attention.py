"""What needs attention, on the command line as on the first page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.cli.conftest import Run


def test_it_says_what_the_first_page_says_and_asks_by_its_status(
    run: Run, opening: tuple[str, ...], tmp_path: Path
) -> None:
    quiet = run("attention", *opening)
    assert (quiet.status, quiet.out.strip()) == (0, "All is well")
    now = datetime.now(UTC)
    issuer = Issuer("Archipelago University")
    soon = issuer.issue(
        "First aid", valid_from=now - timedelta(days=40), valid_until=now + timedelta(days=20)
    )
    file = tmp_path / "first-aid.json"
    file.write_bytes(to_bytes(soon))
    assert run("import", "--yes", file, *opening).status == 0
    told = run("attention", *opening)
    assert told.status == 1
    assert "Nobody you trust has named any issuer yet." in told.out
    lines = run("attention", "--json", *opening).json["attention"]
    assert {one["concern"] for one in lines} >= {"no_trust"}
    assert all(one["key"] for one in lines)
