"""Attack: hide behind a whole answer that bears the same name, or lies in the same archive."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import NOW, Issuer, Key, presentation, registry
from wallet.check_desk import CheckDesk
from wallet.presenting import request

ISSUER, HOLDER, OTHER = Issuer(), Key.make("holder"), Key.make("other")
MADE = request.make(who="ACME", fields=("title", "grade"))


def answer(holder: Key, **grade: list[dict[str, object]]) -> bytes:
    asked = request.read(MADE.document)
    badge = ISSUER.credential(holder=holder.did_key)
    badge["credentialSubject"] |= grade
    shown = presentation([ISSUER.sign(badge)], holder, nonce=asked.nonce, recipient=asked.who)
    return to_bytes(shown)


def test_what_one_of_two_leaves_out(tmp_path: Path) -> None:
    whole = answer(HOLDER, result=[{"type": ["Result"], "value": "A"}])
    less = answer(OTHER)
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("registry.json", registry([ISSUER])), *ISSUER.evidence_files()]
    for files, missing in (
        ([("answer.json", whole), ("answer.json", whole)], []),
        ([("answer.json", less), ("answer.json", whole)], ["answer.json"]),
        ([("all.zip", archive({"a": less, "b": whole}))], ["all.zip#a"]),
    ):
        told = desk.answer(files, secret=MADE.secret, evidence_files=known)
        assert [one.source for one in told.unmet] == missing
        assert told.is_open is bool(missing)
