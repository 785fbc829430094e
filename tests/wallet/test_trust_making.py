"""Publishing bundles: keys that are too few or of another kind, roots that end, same bytes."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

from tests.helpers.bundles import Operator, deqar, issuers, members, take
from tests.helpers.said import NOW
from wallet.errors import InputError, StorageError
from wallet.trust_import import TrustFolder, archive
from wallet.trust_making import KeyFolder, publish, renew


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path / "keys")


def test_the_same_rows_keys_and_moment_give_the_same_bytes(operator, tmp_path):
    shutil.copytree(operator.keys.path, tmp_path / "copy")
    again = publish([deqar()], KeyFolder(tmp_path / "copy"), NOW)
    assert operator.bundle() == again.data


@pytest.mark.parametrize("role", ["root", "targets", "snapshot", "timestamp", "registry/deqar"])
def test_too_few_keys_publish_nothing(operator, role):
    if role == "registry/deqar":
        operator.keys.add_key(role, "one")
    operator.thresholds(**{role: 2})
    with pytest.raises(InputError, match="too_few_keys"):
        operator.bundle()


def test_no_key_at_all(operator):
    next((operator.keys.path / "snapshot").glob("*.pem")).unlink()
    with pytest.raises(InputError, match="no_keys"):
        operator.bundle()


@pytest.mark.parametrize("kind", ["P-256", "text", "encrypted"])
def test_keys_of_another_kind_are_refused(operator, kind):
    key = ec.generate_private_key(ec.SECP256R1())
    hidden = form.BestAvailableEncryption(b"secret")
    told = {
        "P-256": lambda: key.private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
        ),
        "text": lambda: b"hello",
        "encrypted": lambda: key.private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, hidden
        ),
    }[kind]()
    operator.keys.write("targets/other.pem", told)
    with pytest.raises(InputError, match="unusable_key"):
        operator.bundle()


def test_a_key_is_never_overwritten(operator):
    with pytest.raises(StorageError, match="folder_not_writable"):
        operator.keys.add_key("root", "Test operator")
    with pytest.raises(StorageError, match="folder_not_empty"):
        KeyFolder.create(operator.keys.path, "Again")


@pytest.mark.parametrize("name", ["../evil", "a/b", "", "x" * 99])
def test_names_that_would_leave_the_folder(operator, name):
    with pytest.raises(InputError, match="unusable_name"):
        operator.keys.add_key("root", name)
    with pytest.raises(InputError, match="unusable_name"):
        operator.keys.add_key(f"../{name}", "ok")


@pytest.mark.parametrize("told", ["", "[]", '{"id": "x"}', '{"id": 1, "name": "n"}'])
def test_a_folder_that_does_not_say_who_publishes(operator, told):
    (operator.keys.path / "operator.json").write_text(told)
    with pytest.raises(InputError, match="no_operator"):
        operator.bundle()


def test_a_root_is_renewed_before_it_ends(operator):
    assert "2.root.json" not in members(operator.bundle())
    later = NOW + timedelta(days=300)
    found = members(operator.bundle(deqar(at=later), now=later))
    assert "2.root.json" in found
    assert json.loads(found["root.json"])["signed"]["version"] == 2


def test_a_root_key_cannot_go_without_signing_its_own_replacement(operator):
    operator.bundle()
    next((operator.keys.path / "root").glob("*.pem")).unlink()
    operator.keys.add_key("root", "new")
    with pytest.raises(InputError, match="too_few_keys"):
        operator.bundle()


def test_two_of_three_root_keys_are_enough(operator, tmp_path):
    operator.keys.add_key("root", "second")
    operator.keys.add_key("root", "third")
    operator.thresholds(root=2)
    folder = TrustFolder(tmp_path / "trust", lambda: NOW)
    take(folder, operator.bundle())
    operator.rotate("root")
    assert take(folder, operator.bundle()).bundle.versions["root"] == 2


def test_a_list_that_goes_stays_in_the_snapshot(operator, tmp_path):
    """For those who saw it, a role that vanished would look like a rollback."""
    folder = TrustFolder(tmp_path / "trust", lambda: NOW)
    take(folder, operator.bundle(deqar(), deqar(role="registry/eqar", slug="eqar", rows=[])))
    known = take(folder, operator.bundle(deqar()))
    assert [one.role for one in known.bundle.sources] == ["registry/deqar"]


def test_only_the_last_bundle_can_be_renewed(operator):
    first = operator.bundle()
    operator.bundle()
    with pytest.raises(InputError, match="bundle_damaged"):
        renew(archive.unpack(first, "00"), operator.keys, NOW)


def test_two_lists_of_one_file_name_are_both_published(operator, tmp_path):
    named = [issuers({f"did:web:{one}.example": one}) for one in ("a", "b", "c")]
    folder = TrustFolder(tmp_path / "trust", clock=lambda: NOW)
    offer = folder.offer("bundle", [("bundle.zip", operator.bundle(*named))])
    folder.accept(offer, offer.words)
    listed = [set(one.issuers) for one in folder.load().evidence.registries]
    assert {one for row in listed for one in row} == {
        f"did:web:{one}.example" for one in ("a", "b", "c")
    }
