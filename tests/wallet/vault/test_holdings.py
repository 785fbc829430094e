"""Evidence, holder keys and settings of one wallet."""

from __future__ import annotations

import pytest

from tests.helpers.issuer import Issuer, registry
from tests.wallet.vault.conftest import PASSPHRASE, Made
from wallet.errors import InputError
from wallet.identifiers import did_key_of
from wallet.session import Session, Settings


def test_evidence_is_kept_named_and_removed(session: Session) -> None:
    issuer = Issuer(method="did:web")
    added = session.add_evidence(
        [*issuer.evidence_files(), ("list.json", registry([issuer])), ("song.mp3", b"la la")]
    )
    assert {one.kind for one in added.items} == {"key_document", "registry"}
    assert [one.name for one in added.refused] == ["song.mp3"]
    assert added.changes.areas == {"evidence"}
    assert [one.id for one in session.evidence().key_documents] == [issuer.did]
    for one in session.evidence_items():
        session.remove_evidence(one.sha256)
    assert session.evidence_items() == ()
    with pytest.raises(InputError):
        session.remove_evidence("0" * 64)


def test_useless_files_change_nothing(session: Session) -> None:
    added = session.add_evidence([("song.mp3", b"la la")])
    assert added.items == ()
    assert added.changes.areas == frozenset()


def test_a_holder_key_survives_locking_and_is_what_its_name_says(made: Made) -> None:
    with Session.open(made.folder, PASSPHRASE) as session:
        key = session.new_holder_key("for jobs")
        signed = session.signer(key.did).sign(b"hello")
    with Session.open(made.folder, PASSPHRASE) as session:
        assert session.holder_keys() == (key,)
        assert session.evidence().holder_ids == {key.did}
        public = session.signer(key.did).public_key()
        public.verify(signed, b"hello")
        assert did_key_of(public) == key.did
        assert key.verification_method.startswith(f"{key.did}#z6Mk")


def test_a_key_may_have_any_name_of_reasonable_length(session: Session) -> None:
    assert session.new_holder_key("  für Bewerbungen \udce4").label == "für Bewerbungen ?"
    with pytest.raises(InputError) as caught:
        session.new_holder_key("x" * 101)
    assert caught.value.code == "text_too_long"
    assert len(session.holder_keys()) == 1


def test_another_wallets_key_is_not_found(session: Session) -> None:
    with pytest.raises(InputError) as caught:
        session.signer("did:key:z6MkeqP1tBt9pNHxQ3HfEqDed7ho4WuFQDuytpoRAzxq8JQG")
    assert caught.value.code == "unknown_holder_key"


def test_settings_are_kept_and_bad_ones_refused(session: Session) -> None:
    chosen = Settings(lock_after_seconds=60, languages=("fi", "en"), max_status_age_days=7)
    session.save_settings(chosen)
    assert session.settings() == chosen
    for bad in (
        Settings(lock_after_seconds=0),
        Settings(lock_after_seconds=86_401),
        Settings(max_status_age_days=-1),
        Settings(languages=()),
    ):
        with pytest.raises(InputError):
            session.save_settings(bad)
        assert session.settings() == chosen


def test_a_setting_of_a_newer_version_stays_and_a_broken_one_reads_as_default(
    session: Session,
) -> None:
    session.save_settings(Settings(lock_after_seconds=60))
    database = session._vault.database
    with database.transaction():
        database.run("INSERT INTO settings VALUES('colour', 'u', 1, '\"red\"')")
        database.run("UPDATE settings SET value = '\"soon\"' WHERE name = 'lock_after_seconds'")
    assert session.settings() == Settings()
    session.save_settings(Settings(languages=("sv",)))
    assert database.value("SELECT value FROM settings WHERE name = 'colour'") == '"red"'
