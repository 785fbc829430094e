"""Makes the kept vault of the newest schema: ``python -m tests.vaults.make``.

Run once when a schema is shipped; the folder ``schema-<number>`` is then never made again, and
every later Tessera must open it. Its passphrase and recovery words stand here: it holds
nothing but made-up credentials.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.agreements import HOME, HOST, raw
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet.pathways import templates
from wallet.session import Costs, Session, Settings
from wallet.session.backups import Plan
from wallet.vault.schema import MIGRATIONS

PASSPHRASE = "kept for ever"
HERE = Path(__file__).parent


def make(folder: Path) -> None:
    """A wallet with something in every table."""
    issuer = Issuer("Kept University")
    session, words = Session.create(folder, PASSPHRASE, clock=lambda: NOW, costs=Costs())
    with session:
        session.add_evidence([("registry.json", registry([issuer]))])
        files = [
            ("one.json", to_bytes(issuer.issue("Kept one", ects="5", eqf=6))),
            ("two.json", to_bytes(issuer.issue("Gehaltenes zwei", ects="2.5", eqf=5))),
            ("gone.json", to_bytes(issuer.issue("In the bin"))),
            ("erased.json", to_bytes(issuer.issue("Erased for good"))),
        ]
        kept = session.keep(session.review(files[:3])).kept
        session.labels.tag(kept[:2], "Kept")
        session.labels.tag(kept[2:], "Gone")
        session.labels.untag(kept[1:2], "kept")
        session.labels.add_note(kept[0], "Written down")
        taken_away, _changes = session.labels.add_note(kept[0], "And taken away")
        session.labels.remove_note(taken_away)
        session.labels.favour(kept[1:2])
        job, _changes = session.labels.add_collection("For a job")
        session.labels.collect(job, kept[1::-1])
        session.attention.dismiss("ends:90", kept[0])
        _back_up(session, files[3:])
        session.delete(kept[2:])
        session.new_holder_key("first")
        session.present(session.plan(kept[:1], "ACME", "a job"))
        session.save_settings(Settings(lock_after_seconds=600))
        session.add_pathway(templates()[0].data)
        session.add_agreement(raw(HOME, HOST))
        sent = session.cases_sent
        contact = sent.read_card(sent.card("Ada"))
        sent.confirm(contact, contact.words)
        asked = sent.prepare(templates()[0].pathway.id, kept[:1], advisor_did=contact.did)
        sent.create(asked, "Lena")
    (folder / "lock").unlink()
    told = {"recovery_words": words, "ids": kept}
    (folder.parent / f"{folder.name}.json").write_text(json.dumps(told, indent=1) + "\n")


def _back_up(session: Session, erased: list[tuple[str, bytes]]) -> None:
    folder = Path("build")  # as it stands in the database: no place of this computer's
    folder.mkdir(exist_ok=True)
    session.backups.make(folder).backup.path.unlink()
    session.backups.set_plan(Plan(folder=folder, every_days=3, keep=4))
    session.delete(session.keep(session.review(erased)).kept, forever=True)


if __name__ == "__main__":
    make(HERE / f"schema-{len(MIGRATIONS)}")
