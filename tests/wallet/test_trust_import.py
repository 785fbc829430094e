"""The public trust folder: accepted by fingerprint, tampering noticed, nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from wallet.encoding import uniform_resource
from wallet.errors import InputError, StorageError, WalletError
from wallet.trust import sets
from wallet.trust_import import TrustFolder, default_folder


@pytest.fixture
def folder(tmp_path, clock):
    return TrustFolder(tmp_path / "trust", clock)


@pytest.fixture
def files():
    web = Issuer("Web University", method="did:web", host="web.example")
    key = Issuer("Key University")
    web.issue("One", status=("revocation",))
    return [("dcc.json", registry([web, key])), *web.evidence_files()]


def test_accepted_material_is_evidence_after_reopening(folder, files, clock):
    folder.accept(folder.offer("sources", files))
    state = TrustFolder(folder.path, clock).load()
    assert not state.problems
    assert [one.kind for one in state.sets[0].items] == [
        "registry", "key_document", "status_list",
    ]  # fmt: skip
    assert state.sets[0].items[0].rows == 2
    assert len(state.evidence.registries) == 1
    assert len(state.evidence.key_documents) == 1
    assert len(state.evidence.status_lists) == 1


def test_nothing_is_stored_by_looking(folder, files):
    folder.offer("sources", files)
    assert not folder.path.exists()
    assert folder.load().sets == ()


def test_the_fingerprint_is_that_of_the_sorted_digests(folder, files):
    offer = folder.offer("sources", files)
    digests = sorted(hashlib.sha256(data).digest() for _, data in files)
    assert offer.fingerprint == hashlib.sha256(b"".join(digests)).hexdigest()
    shuffled = folder.offer("other name", [("x" + name, data) for name, data in files[::-1]])
    assert shuffled.fingerprint == offer.fingerprint
    zipped = folder.offer("zip", [("all.zip", archive(dict(files)))])
    assert zipped.fingerprint == offer.fingerprint


def test_one_changed_byte_changes_the_words(folder, files):
    other = [(name, data.replace(b"Web University", b"Wep University")) for name, data in files]
    one, two = folder.offer("a", files), folder.offer("a", other)
    assert one.words != two.words
    assert len(one.words.split()) == 12


def test_words_are_bytewords_of_the_first_twelve_bytes():
    fingerprint = hashlib.sha256(b"any").hexdigest()
    words = sets.fingerprint_words(fingerprint).split()
    encoded = uniform_resource.bytewords_encode(bytes.fromhex(fingerprint)[:12], "standard")
    assert words == encoded.split()[:12]


def test_material_counts_as_confirmed_only_after_comparing(folder, files):
    offer = folder.offer("sources", files)
    kept = folder.accept(offer)
    assert kept.confirmed_at is None
    assert not any(one.origin.confirmed for one in folder.load().evidence.registries)
    confirmed = folder.confirm(kept.fingerprint[:10], offer.words)
    assert confirmed.confirmed_at == NOW
    evidence = folder.load().evidence
    assert all(one.origin.confirmed for one in evidence.registries)
    assert all(one.origin.confirmed for one in evidence.key_documents)
    assert all(one.origin.confirmed for one in evidence.status_lists)


def test_accepting_with_the_right_words_confirms_at_once(folder, files):
    offer = folder.offer("sources", files)
    assert folder.accept(offer, offer.words.upper()).confirmed_at == NOW


def test_accepting_again_keeps_the_first_date_and_may_confirm(folder, files):
    offer = folder.offer("sources", files)
    folder.accept(offer)
    later = TrustFolder(folder.path, lambda: NOW + timedelta(days=3))
    kept = later.accept(offer, offer.fingerprint)
    assert kept.added_at == NOW
    assert kept.confirmed_at == NOW + timedelta(days=3)
    assert len(later.load().sets) == 1
    assert later.accept(offer).confirmed_at == NOW + timedelta(days=3)


def test_another_fingerprint_keeps_nothing(folder, files):
    offer = folder.offer("sources", files)
    other = sets.fingerprint_words(hashlib.sha256(b"other").hexdigest())
    with pytest.raises(InputError) as refused:
        folder.accept(offer, other)
    assert refused.value.code == "fingerprint_differs"
    assert folder.load().sets == ()


def test_what_counts_as_a_typed_fingerprint():
    fingerprint = hashlib.sha256(b"any").hexdigest()
    words = sets.fingerprint_words(fingerprint)
    assert sets.matches(fingerprint, words)
    assert sets.matches(fingerprint, words.upper().replace(" ", "-"))
    assert sets.matches(fingerprint, " ".join(words.split()[:10]))
    assert sets.matches(fingerprint, fingerprint)
    assert sets.matches(fingerprint, fingerprint[:20].upper())
    assert sets.matches(
        fingerprint, ":".join([fingerprint[at : at + 4] for at in (0, 4, 8, 12, 16)])
    )
    for short in ("", " ", words.split()[0], " ".join(words.split()[:9]), fingerprint[:19]):
        assert not sets.matches(fingerprint, short)
    assert not sets.matches(fingerprint, words + " able " * 40)
    assert not sets.matches(fingerprint, fingerprint + "00")
    assert not sets.matches(fingerprint, " ".join(words.split()[::-1]))


@given(st.text())
def test_no_typed_text_matches_by_accident(typed):
    assert not sets.matches(hashlib.sha256(b"secret").hexdigest(), typed)


def test_a_changed_item_is_noticed_and_not_used(folder, files):
    kept = folder.accept(folder.offer("sources", files))
    digest = next(one.sha256 for one in kept.items if one.kind == "registry")
    path = folder.path / "items" / digest
    path.write_bytes(path.read_bytes().replace(b"Key University", b"Bad University"))
    state = folder.load()
    assert [one.code for one in state.problems] == ["trust_item_changed"]
    assert state.evidence.registries == ()
    assert len(state.evidence.key_documents) == 1


def test_a_missing_item_is_noticed(folder, files):
    kept = folder.accept(folder.offer("sources", files))
    (folder.path / "items" / kept.items[0].sha256).unlink()
    assert [one.code for one in folder.load().problems] == ["trust_item_missing"]


def test_an_item_slipped_into_the_list_is_noticed(folder, files):
    folder.accept(folder.offer("sources", files), folder.offer("sources", files).words)
    forged = registry([Issuer("Mallory")])
    digest = hashlib.sha256(forged).hexdigest()
    (folder.path / "items" / digest).write_bytes(forged)
    listed = json.loads((folder.path / "trust.json").read_bytes())
    listed["sets"][0]["items"].append({"name": "x", "sha256": digest})
    (folder.path / "trust.json").write_text(json.dumps(listed))
    state = folder.load()
    assert [one.code for one in state.problems] == ["trust_set_changed"]
    assert state.evidence.registries == ()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":"trust-folder/2","sets":[]}',
        b'{"format":"trust-folder/1","sets":[{}]}',
        (
            b'{"format":"trust-folder/1","sets":[{"name":"a","fingerprint":"../..","added_at":'
            b'"2026-01-01T00:00:00+00:00","confirmed_at":null,"items":[]}]}'
        ),
    ],
)
def test_a_damaged_list_gives_no_evidence_and_is_kept_aside(folder, files, damage):
    folder.accept(folder.offer("sources", files))
    (folder.path / "trust.json").write_bytes(damage)
    state = folder.load()
    assert [one.code for one in state.problems] == ["trust_list_damaged"]
    assert state.sets == ()
    folder.accept(folder.offer("sources", files))
    assert not folder.load().problems
    aside = list(folder.path.glob("trust.json.damaged-*"))
    assert [one.read_bytes() for one in aside] == [damage]


def test_removing_a_set_removes_its_files_but_not_shared_ones(folder, files):
    one = folder.accept(folder.offer("all", files))
    two = folder.accept(folder.offer("registry", files[:1]))
    folder.remove(one.fingerprint)
    state = folder.load()
    assert [each.fingerprint for each in state.sets] == [two.fingerprint]
    assert not state.problems
    assert len(list((folder.path / "items").iterdir())) == 1
    folder.remove(two.fingerprint)
    assert list((folder.path / "items").iterdir()) == []


def test_an_unknown_or_ambiguous_set_is_refused(folder, files):
    folder.accept(folder.offer("sources", files))
    for prefix in ("", "0" * 64, "zz"):
        with pytest.raises(InputError) as refused:
            folder.remove(prefix)
        assert refused.value.code == "unknown_trust_set"


def test_nothing_usable_is_refused_with_the_reasons(folder):
    with pytest.raises(InputError) as refused:
        folder.offer("x", [("a", b"{}"), ("b", b"\x00")])
    assert refused.value.code == "nothing_to_trust"
    assert refused.value.facts["reasons"]


def test_a_credential_is_no_trust_material(folder):
    badge = Issuer("Any").issue("A badge")
    with pytest.raises(InputError):
        folder.offer("x", [("badge.json", to_bytes(badge))])


def test_where_a_file_lay_is_not_kept(folder, files):
    moved = [(f"/home/ada/Desktop/{name}", data) for name, data in files]
    folder.accept(folder.offer("sources", moved))
    assert b"ada" not in (folder.path / "trust.json").read_bytes()
    assert folder.load().evidence.registries[0].origin.name == "dcc.json"


def test_usable_files_are_taken_and_others_named(folder, files):
    offer = folder.offer("mixed", [*files, ("readme.txt", b"hello")])
    assert [one.name for one in offer.refused] == ["readme.txt"]
    assert offer.fingerprint == folder.offer("only", files).fingerprint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(folder, files):  # pragma: no cover
    folder.path.mkdir()
    folder.path.chmod(0o500)
    with pytest.raises(StorageError):
        folder.accept(folder.offer("sources", files))


def test_a_file_where_the_folder_should_be_is_said(folder, files):
    folder.path.write_bytes(b"")
    with pytest.raises(StorageError) as refused:
        folder.accept(folder.offer("sources", files))
    assert refused.value.code in {"trust_folder_not_writable", "trust_folder_unreadable"}


def test_the_users_own_folder_lies_in_their_data_folder(home):
    assert default_folder().is_relative_to(home)
    assert default_folder().name == "trust"


@given(st.binary(max_size=300))
def test_any_bytes_give_an_offer_or_a_wallet_error(data):
    folder = TrustFolder(default_folder(), lambda: NOW)
    try:
        folder.offer("x", [("x", data)])
    except WalletError as error:
        assert error.code  # noqa: PT017 - both ways out are right, nothing else is
