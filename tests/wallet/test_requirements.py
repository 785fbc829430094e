"""Requirements that no other test below the window proves whole; each is named by its id.

Which test proves which requirement stands in ``tests/journeys/requirements.py``.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import award, pathway, result
from tests.helpers.said import NOW
from tests.wallet.vault.shelf import rows, take_in
from wallet.pathways import State
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.restoring import restore
from wallet.vault.backup_file import SUFFIX

ESCO = "http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
PASSPHRASE = "correct horse battery"


def test_l_18_a_copy_of_everything_is_encrypted_on_request(tmp_path: Path) -> None:
    made = tmp_path / "Wallet 1"
    badge = to_bytes(Issuer("Example University").issue("Xylophonistry"))
    with Session.create(made, PASSPHRASE, clock=lambda: NOW, costs=Costs())[0] as session:
        (held,) = session.keep(session.review([("zebra.json", badge)])).kept
        session.labels.add_note(held, "Quagga")
        copy = session.backups.make(tmp_path).backup.path
    assert copy.suffix == SUFFIX
    shutil.unpack_archive(copy, tmp_path / "looked into", "zip")
    for file in (copy, *(tmp_path / "looked into").iterdir()):
        inside = file.read_bytes().lower()
        for word in (b"xylophon", b"zebra", b"quagga", held.encode(), b"example university"):
            assert word not in inside
    with restore(copy, tmp_path / "Wallet 2", PASSPHRASE, clock=lambda: NOW) as elsewhere:
        (original,) = elsewhere.files()
        assert elsewhere.original(original.sha256) == badge


def test_e_03_two_credentials_are_compared_by_the_address_of_a_skill(tmp_path: Path) -> None:
    known = Issuer("Example University")
    made = tmp_path / "Wallet 1"
    with Session.create(made, PASSPHRASE, clock=lambda: NOW, costs=Costs())[0] as session:
        session.add_evidence([("registry.json", registry([known]))])
        take_in(
            session,
            known.issue("One", outcomes=[("analyse big data", ESCO)]),
            known.issue("Two", outcomes=[("Massendaten auswerten", ESCO)]),
            known.issue("Three", outcomes=[("analyse big data", f"{ESCO}0")]),
        )
        told = {one.uri: one.count for one in session.learning.skills()}
        assert told == {ESCO: 2, f"{ESCO}0": 1}, "not by what they call it"
        shown = session.learning.showing(ESCO).rows
        assert {one.titles[0].text for one in shown} == {"One", "Two"}


def test_e_04_what_ended_or_was_replaced_shows_no_skill_any_more(tmp_path: Path) -> None:
    known = Issuer("Example University")
    made, same = tmp_path / "Wallet 1", "urn:uuid:5b1f4b0e-0000-4000-8000-000000000001"
    ended, since = NOW - timedelta(days=1), NOW - timedelta(days=50)
    with Session.create(made, PASSPHRASE, clock=lambda: NOW, costs=Costs())[0] as session:
        session.add_evidence([("registry.json", registry([known]))])
        take_in(session, known.issue("Ended", outcomes=[("a", ESCO)], valid_until=ended))
        take_in(session, known.issue("Old", credential_id=same, valid_from=since))
        new = known.issue("New", credential_id=same, valid_from=NOW - timedelta(days=5))
        take_in(session, new, name="new.json")
        told = {one.titles[0].text: one for one in rows(session, LibraryQuery())}
        assert (told["Ended"].verdict.value, told["Ended"].expires) == (
            "not_valid",
            ended.isoformat().replace("+00:00", "Z"),
        )
        assert told["Old"].replaced_by == told["New"].credential_id
        assert session.learning.skills() == ()


@pytest.mark.parametrize("by", ["academic-issuer", "ad-hoc", "rpl"])
def test_a_07_ways_that_somebody_decides_are_offered_and_left_to_an_advisor(by: str) -> None:
    found = result(pathway(slots=[{"id": "s", "routes": [by]}]), award("a", "10"))
    assert (found.result, found.slots[0].state) == ("complete_if_referred", State.REFERRED)
    assert found.slots[0].referred == ("a",)
    (reason,) = found.unused[0].reasons
    assert (reason.code, reason.facts["routes"]) == ("needs_decision", (by,))
