"""The worked examples W1 to W7 on signed credentials: by the command line, exactly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers import worked
from tests.helpers.worked import Worked
from wallet.cli import main

DAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST, OTHERS = tuple(worked.first(DAY)), tuple(worked.others(DAY))
EVERY = [pytest.param(one, id=one.name) for one in FIRST]
EVERY += [pytest.param(one, id=one.name, marks=pytest.mark.slow) for one in OTHERS]
STATUS = {"complete": 0, "incomplete": 1}


def check(example: Worked, folder: Path) -> dict[str, Any]:
    """The JSON of ``pathway check``; the exit status has to be that of the result."""
    for part, files in (
        ("credentials", example.files),
        ("evidence", worked.evidence(DAY)),
        ("pathway", [("pathway.json", json.dumps(example.document).encode())]),
    ):
        (folder / part).mkdir()
        for name, data in files:
            (folder / part / name).write_bytes(data)
    given = ("--evidence", str(folder / "evidence"), "--at", "2026-11-21", "--json")
    asked = (str(folder / "pathway" / "pathway.json"), str(folder / "credentials"))
    done = CliRunner().invoke(
        main, ["pathway", "check", *asked, *given], catch_exceptions=False
    )
    assert done.exit_code == STATUS[example.result], done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("example", EVERY)
def test_the_command_line_says_exactly_what_is_stated(example: Worked, tmp_path: Path) -> None:
    found = check(example, tmp_path)
    assert (found["result"], found["totals"]["counted"]["amount"]) == (
        example.result,
        example.counted,
    )
    assert found["proven_optimal"]
    if example.equally_good > 0:
        assert found["equally_good"] == example.equally_good
    assert found["totals"].get("excess") == example.excess
    states = [*found["slots"], *found["rules"]]
    assert {one["id"] for one in states if one["state"] != "met"} == set(example.unmet)
    rules = {one["id"]: (one.get("required"), one.get("have")) for one in found["rules"]}
    assert {name: rules[name] for name in example.rules} == example.rules
    if example.unused is not None:
        why = [tuple(why["code"] for why in one["reasons"]) for one in found["unused"]]
        assert sorted(why) == sorted(example.unused.values())
    if example.fixes is not None:
        assert [_fix(one) for one in found["fixes"]] == list(example.fixes)
        assert {one["gives"]["result"] for one in found["fixes"]} <= {"complete"}


def _fix(fix: dict[str, Any]) -> tuple[str, str]:
    return fix["kind"], fix.get("at_least") or fix["gives"]["counted"]
