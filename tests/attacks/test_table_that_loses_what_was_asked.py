"""Attack: leave out the grade that was asked for, where only the table is read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, Key, presentation, registry
from wallet.check_desk import CheckDesk
from wallet.presenting import request

ISSUER, HOLDER = Issuer(), Key.make("holder")


def test_what_is_kept_says_what_was_not_shown(tmp_path: Path) -> None:
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("registry.json", registry([ISSUER])), *ISSUER.evidence_files()]
    for fields, missing in ((("title",), []), (("title", "grade"), [["result"]])):
        made = request.make(who="ACME", fields=fields)
        asked = request.read(made.document)
        badge = ISSUER.issue(holder=HOLDER.did_key)
        shown = presentation([badge], HOLDER, nonce=asked.nonce, recipient=asked.who)
        told = desk.answer([("a", to_bytes(shown))], secret=made.secret, evidence_files=known)
        rows = list(csv.DictReader(io.StringIO(told.csv().decode("utf-8-sig"))))
        assert ["Cannot tell"] * len(missing) + ["Verified"] * 2 == [
            one["Verdict"] for one in rows
        ]
        kept = json.loads(told.signed_report())["report"]["check"]["request"]["unmet"]
        assert [[path.split(".")[-1] for path in one["paths"]] for one in kept] == missing
