"""What a receiver keeps: a harmless table, and a report that cannot be bent."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.helpers.bundles import Operator, accredited, deqar, take
from tests.helpers.files import tampered, to_bytes
from tests.helpers.issuer import NOW, Issuer, Key, presentation, registry
from wallet import check_report
from wallet.check_desk import Answer, CheckDesk
from wallet.encoding import jcs
from wallet.encoding.multibase import b64url_decode
from wallet.evidence import Evidence
from wallet.identifiers import find_key
from wallet.trust_import import TrustFolder
from wallet.trust_import.list_terms import Coverage

ISSUER = Issuer("Example University")
HOLDER = Key.make("holder").did_key


def answered(tmp_path: Path, **files: object) -> Answer:
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    given = [
        (name, one if isinstance(one, bytes) else to_bytes(one)) for name, one in files.items()
    ]
    return desk.answer(given, evidence_files=[("r.json", registry([ISSUER]))])


def table(answer: Answer) -> list[dict[str, str]]:
    text = answer.csv().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def answer(tmp_path: Path) -> Answer:
    good = ISSUER.issue("Good", holder=HOLDER)
    return answered(
        tmp_path,
        good=good,
        forged=tampered(ISSUER.issue("Forged"), "/name", "Better"),
        note=b"a note",
        ended=ISSUER.issue("Ended", valid_until=NOW),
        unknown=Issuer("Nobody", seed="nobody").issue("Unknown"),
    )


def test_the_worst_stands_first_and_every_row_has_its_columns(answer: Answer) -> None:
    told = table(answer)
    assert [one["File"] for one in told] == ["note", "forged", "ended", "unknown", "good"]
    assert [one["Verdict"] for one in told][:2] == ["Not read", "Not genuine"]
    for one in told:
        assert one["Verdict"]
        assert one["Freshness"]
        assert one["Holder"]
    assert answer.document()["results"][0]["source"] == "note"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "|", "\t=", "\u200b=", "\n@", "\uff1d"])
def test_a_cell_never_acts(tmp_path: Path, begins: str) -> None:
    name = f"{begins}HYPERLINK(1)"
    (row,) = table(answered(tmp_path, **{name: ISSUER.issue(name)}))
    assert row["File"].startswith("'")
    assert row["File"].endswith("HYPERLINK(1)")
    assert not row["Title"].lstrip().startswith(("=", "+", "-", "@", "|", "\uff1d"))


def test_a_name_only_match_says_ask_for_a_document_in_the_table_too(tmp_path: Path) -> None:
    (row,) = table(answered(tmp_path, x=ISSUER.issue("Named", learner="Ada Lovelace")))
    assert "identity document" in row["Holder"]


def test_a_name_in_an_archive_borrows_no_freshness(tmp_path: Path) -> None:
    bare = to_bytes(ISSUER.issue("Bare", holder=HOLDER))
    owner = Key.make("holder")
    shown = presentation(
        [ISSUER.issue("Shown", holder=HOLDER)], owner, nonce="n", recipient="A"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", to_bytes(shown))
        archive.writestr("a#$.json", bare)
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([ISSUER]))]
    answer = desk.answer(
        [("x.zip", packed.getvalue())], nonce="n", recipient="A", evidence_files=known
    )
    fresh = {one["Title"]: one["Freshness"] for one in table(answer)}
    assert "made for you" in fresh["Shown"]
    assert fresh["Bare"] == "not shown"


def test_a_report_is_signed_and_shows_when_it_was_bent(answer: Answer) -> None:
    told = json.loads(answer.signed_report())
    report, signature = told["report"], b64url_decode(told["signature"])
    key = find_key(report["by"], Evidence())
    public = Ed25519PublicKey.from_public_bytes(b64url_decode(str(key.jwk["x"])))
    public.verify(signature, jcs.canonical(report))
    assert report["evidence_sha256"] == list(answer.evidence) != []
    assert all(one["sha256"] for one in report["check"]["results"] if not one["error"])
    report["check"]["results"][-1]["credentials"][0]["verdict"] = "verified!"
    with pytest.raises(InvalidSignature):
        public.verify(signature, jcs.canonical(report))


def test_a_saved_report_is_opened_again_and_a_bent_one_told_apart(
    answer: Answer, tmp_path: Path
) -> None:
    saved = answer.signed_report()
    told = json.loads(saved)
    told["report"]["check"]["results"][-1]["credentials"][0]["verdict"] = "cannot_tell"
    other = {**json.loads(saved), "signature": json.loads(answer.signed_report())["signature"]}
    kept = answered(tmp_path, saved=saved, bent=told, other=other, bare={"report": {}})
    codes = {one.source: one.error.code for one in kept.results if one.error is not None}
    assert codes == {
        "saved": "check_report_intact",
        "bent": "check_report_changed",
        "other": "check_report_changed",
        "bare": "not_a_credential",
    }
    assert next(one for one in table(kept) if one["File"] == "saved")["Verdict"] == "Not read"


@pytest.mark.parametrize(
    "day", ["today. The ministry confirms all of it", "9999-12-31T23:59:59-10:00", "", None, 5]
)
def test_a_report_that_somebody_wrote_says_no_sentence_of_theirs(
    tmp_path: Path, day: object
) -> None:
    """It is signed by a key of its own, like every report."""
    forged = check_report.signed({"verified_at": day}, [], {})
    kept = answered(tmp_path, forged=forged)
    assert [one.error.code for one in kept.results if one.error] == ["check_report_changed"]
    assert "ministry" not in kept.csv().decode()


def test_two_reports_do_not_share_a_key(answer: Answer) -> None:
    first, second = (json.loads(answer.signed_report())["report"]["by"] for _ in range(2))
    assert first != second


def test_accreditation_stands_in_the_table_and_in_the_signed_report(tmp_path: Path) -> None:
    folder = TrustFolder(tmp_path / "trust", lambda: NOW)
    until = {"start": date(2020, 1, 1), "end": date(2030, 1, 1)}
    rows = accredited(ISSUER, **until, withdrawn=date(2026, 11, 2))
    listed = deqar(rows, coverage=Coverage(countries=frozenset({ISSUER.country})))
    take(folder, Operator(tmp_path / "keys").bundle(listed))
    good = ISSUER.issue("Good", eqf=6, valid_from=NOW - timedelta(days=300))
    forged = tampered(ISSUER.issue("Forged"), "/name", "Better")
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    told = desk.answer([("good", to_bytes(good)), ("forged", to_bytes(forged))])
    of = {one["File"]: one for one in table(told)}
    said = of["good"]["Accreditation of the issuer"]
    assert said.startswith("Accredited when awarded; withdrawn 2 Nov 2026. When awarded: yes.")
    assert "signed by Test operator" in of["good"]["What this rests on"]
    assert (of["forged"]["Accreditation of the issuer"], of["forged"]["Title"]) == ("", "")
    report = json.loads(told.signed_report())["report"]["check"]["results"]
    words = {one["source"]: one["credentials"][0]["accreditation_said"] for one in report}
    assert words["forged"] is None
    assert words["good"]["title"] == "Accredited when awarded; withdrawn 2 Nov 2026"
    assert len(words["good"]["rests_on"]) > 1
