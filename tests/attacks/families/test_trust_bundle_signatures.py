"""Somebody wants this computer to believe a register that its operator never signed."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from tests.helpers.bundles import (
    Operator,
    chained,
    changed,
    deqar,
    edited,
    issuers,
    members,
    packed,
    refused,
    some_rows,
    take,
)
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.trust import published_keys
from wallet.trust_import import signer_keys

DID = "did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W"


# --- keys


def test_wrong_key(folder, operator, tmp_path):
    """A forger claims to continue the operator's bundles."""
    take(folder, operator.bundle())
    forger = Operator(tmp_path / "forger")
    told = json.loads((operator.keys.path / "operator.json").read_bytes())
    (forger.keys.path / "operator.json").write_text(json.dumps(told))
    for _ in range(3):
        forged = forger.bundle()
    refused(folder, forged, "bundle_not_signed")


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "registry/deqar"])
def test_each_role_must_be_signed_by_its_own_key(folder, operator, role):
    operator.keys.add_key("registry/deqar", "EQAR")
    bundle = operator.bundle()
    other = "root" if role != "root" else "targets"
    name = f"{role.replace('/', '%2f')}.json"
    files = members(bundle)
    files[name] = operator.sign(role, files[name], by=other)
    roles = [role] if role in ("targets", "registry/deqar") else []
    refused(
        folder,
        packed(files) if role == "timestamp" else _chain_keeping(operator, files, role, roles),
        "bundle_not_signed",
    )


def _chain_keeping(operator, files, role, roles):
    kept = files.get("snapshot.json") if role == "snapshot" else None
    if kept is None:
        return chained(operator, files, *roles)

    def stamp(signed):
        signed["meta"]["snapshot.json"] |= {
            "length": len(kept),
            "hashes": {"sha256": sha256(kept).hexdigest()},
        }

    files["timestamp.json"] = operator.sign("timestamp", edited(files["timestamp.json"], stamp))
    return packed(files)


def test_threshold_not_met(folder, operator):
    operator.keys.add_key("targets", "second")
    operator.thresholds(targets=2)
    bundle = operator.bundle()
    take(folder, bundle)
    files = members(operator.bundle())
    told = json.loads(files["targets.json"])
    told["signatures"] = told["signatures"][:1]
    files["targets.json"] = json.dumps(told).encode()
    refused(folder, chained(operator, files, "targets"), "bundle_not_signed")


def test_duplicate_signature_counted_twice(folder, operator):
    operator.keys.add_key("targets", "second")
    operator.thresholds(targets=2)
    files = members(operator.bundle())
    told = json.loads(files["targets.json"])
    told["signatures"] = told["signatures"][:1] * 2
    files["targets.json"] = json.dumps(told).encode()
    refused(folder, chained(operator, files, "targets"), "bundle_format_unknown")


def test_duplicate_key_counted_twice(folder, operator):
    """One key under two names would meet a threshold of two."""
    bundle = operator.bundle()
    root = json.loads(members(bundle)["1.root.json"])["signed"]

    def twice(signed):
        keyid = signed["roles"]["targets"]["keyids"][0]
        signed["keys"]["ab" * 32] = dict(signed["keys"][keyid])
        signed["roles"]["targets"] = {"keyids": [keyid, "ab" * 32], "threshold": 2}

    assert root["roles"]["targets"]["threshold"] == 1
    files = members(bundle)
    files["1.root.json"] = operator.sign("root", edited(files["1.root.json"], twice))
    refused(folder, packed(files), "bundle_duplicate_key")


def test_a_published_test_key_signs_nothing(folder, operator, monkeypatch):
    bundle = operator.bundle()
    key = operator.keys.signers("timestamp")[0].public_key
    printed = frozenset({signer_keys.thumbprint(key)})
    monkeypatch.setattr(published_keys, "_THUMBPRINTS", printed)
    refused(folder, bundle, "test_key")


# --- versions and time


def test_rollback(folder, operator):
    """Worked case 11: v12 is in use, v11 is offered, all signatures are good."""
    bundles = [operator.bundle() for _ in range(12)]
    take(folder, bundles[11])
    assert folder.load().sets[0].bundle.versions["snapshot"] == 12
    refused(folder, bundles[10], "bundle_rolled_back")
    assert folder.load().sets[0].bundle.versions["snapshot"] == 12


def test_rollback_of_one_list(folder, operator):
    """A newer snapshot that names an older version of a list."""
    first = operator.bundle()
    take(folder, operator.bundle())
    files = members(operator.bundle())
    old = members(first)
    for name in ("registry%2fdeqar.json", "targets/registry/deqar/deqar.jsonl.xz"):
        files[name] = old[name]
    refused(folder, chained(operator, files, "registry/deqar"), "bundle_rolled_back")


def test_freeze(folder, operator, clock):
    """The old bundle again and again, so that a withdrawal is never heard of."""
    bundle = operator.bundle()
    clock.now += timedelta(days=31)
    refused(folder, bundle, "bundle_expired")


def test_what_was_imported_while_fresh_stays_in_use(folder, operator, clock):
    take(folder, operator.bundle())
    clock.now += timedelta(days=200)
    assert folder.load().problems == ()
    assert folder.load().evidence.registers


def test_an_expired_root_stops_the_use(folder, operator, clock):
    take(folder, operator.bundle())
    clock.now += timedelta(days=366)
    state = folder.load()
    assert [one.code for one in state.problems] == ["trust_root_expired"]
    assert state.evidence.registers == ()


def test_mix_and_match(folder, operator):
    """A list of one snapshot beside the metadata of another."""
    first = operator.bundle(deqar([*some_rows(1)]))
    second = operator.bundle(deqar([*some_rows(2)]))
    name = "targets/registry/deqar/deqar.jsonl.xz"
    refused(folder, changed(second, name, lambda _: members(first)[name]), "bundle_mixed")


def test_mix_and_match_of_metadata(folder, operator):
    first, second = operator.bundle(), operator.bundle(deqar(some_rows(5)))
    name = "registry%2fdeqar.json"
    refused(folder, changed(second, name, lambda _: members(first)[name]), "bundle_mixed")


def test_clock_set_back(folder, operator, clock):
    """With an old clock an old bundle would look fresh."""
    bundle = operator.bundle()
    clock.now += timedelta(days=90)
    take(folder, operator.bundle(deqar(at=clock.now), now=clock.now))
    clock.now = NOW
    with pytest.raises(InputError, match="clock_set_back"):
        take(folder, bundle)
    assert [one.code for one in folder.load().problems] == ["clock_set_back"]


def test_a_bundle_from_the_future_tells_of_the_clock(folder, operator):
    later = NOW + timedelta(days=2)
    refused(folder, operator.bundle(deqar(at=later), now=later), "clock_set_back")


# --- roots


def test_root_rotation_is_followed(folder, operator):
    take(folder, operator.bundle())
    operator.rotate("root")
    bundle = operator.bundle()
    known = take(folder, bundle)
    assert known.bundle.versions["root"] == 2
    assert known.confirmed_at is not None
    assert known.fingerprint == folder.load().sets[0].fingerprint


def test_root_rotation_with_missing_link(folder, operator):
    take(folder, operator.bundle())
    operator.rotate("root")
    operator.bundle()
    operator.rotate("timestamp")
    files = members(operator.bundle())
    del files["2.root.json"]
    refused(folder, packed(files), "bundle_root_link_missing")


def test_root_that_only_its_own_new_keys_signed(folder, operator):
    take(folder, operator.bundle())
    operator.rotate("root")
    files = members(operator.bundle())
    told = json.loads(files["2.root.json"])
    new = told["signed"]["roles"]["root"]["keyids"]
    told["signatures"] = [one for one in told["signatures"] if one["keyid"] in new]
    assert told["signatures"]
    files["2.root.json"] = json.dumps(told).encode()
    refused(folder, packed(files), "bundle_not_signed")


def test_a_stolen_timestamp_key_cannot_block_recovery(folder, operator):
    """A huge version number counts no more once the root has replaced the key (D.11)."""
    bundle = operator.bundle()
    files = members(bundle)
    huge = edited(files["timestamp.json"], lambda signed: signed.update(version=2_000_000_000))
    files["timestamp.json"] = operator.sign("timestamp", huge)
    take(folder, packed(files))
    refused(folder, operator.bundle(), "bundle_rolled_back")
    operator.rotate("timestamp")
    assert take(folder, operator.bundle()).bundle.versions["timestamp"] < 100


def test_a_root_inside_a_bundle_proves_nothing(folder, operator):
    offer = folder.offer("bundle", [("bundle.zip", operator.bundle())])
    assert offer.bundle is not None
    assert not offer.bundle.is_known
    kept = folder.accept(offer)
    assert kept.confirmed_at is None
    origins = [one.confirmed for one in folder.load().evidence.registers[0].sources]
    assert origins == [False]


def test_a_young_root_identifies_nobody_until_it_is_compared(folder, operator, clock):
    folder.accept(folder.offer("bundle", [("b.zip", operator.bundle(issuers({DID: "U"})))]))
    for days in (0, 2):
        clock.now = NOW + timedelta(days=days)
        registry = folder.load().evidence.registries[0]
        assert not registry.origin.confirmed
    fingerprint = folder.load().sets[0].fingerprint
    folder.confirm(fingerprint[:12], fingerprint)
    assert folder.load().evidence.registries[0].origin.confirmed
    with pytest.raises(InputError, match="fingerprint_differs"):
        folder.confirm(fingerprint[:12], "ab" * 32)


def test_a_demo_root_counts_nowhere_else(folder, tmp_path):
    demo = Operator(tmp_path / "demo", demo=True)
    take(folder, demo.bundle(deqar(), issuers({DID: "Demo University"})))
    evidence = folder.load().evidence
    assert all(one.sandbox for one in evidence.registers[0].sources)
    assert evidence.registries[0].sandbox
