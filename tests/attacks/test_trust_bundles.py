"""Somebody wants this computer to believe a register that its operator never signed."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from tests.helpers import register as rows_of
from tests.helpers.bundles import (
    Operator,
    changed,
    deqar,
    edited,
    issuers,
    members,
    packed,
    some_rows,
)
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.register import IssuerRow
from wallet.trust import test_keys
from wallet.trust_import import TrustFolder, updating
from wallet.trust_import.list_terms import Coverage
from wallet.trust_making import KeyFolder, signing

DID = "did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W"


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path / "keys")


@pytest.fixture
def folder(tmp_path, clock):
    return TrustFolder(tmp_path / "trust", clock)


def take(folder, bundle):
    """Look at a bundle and accept it with its fingerprint compared."""
    offer = folder.offer("bundle", [("bundle.zip", bundle)])
    return folder.accept(offer, offer.words)


def refused(folder, bundle, code):
    """The bundle is refused, and what was in use before stays in use."""
    before = folder.load()
    with pytest.raises(InputError) as caught:
        take(folder, bundle)
    assert caught.value.code == code, caught.value
    after = folder.load()
    assert after.sets == before.sets
    assert after.problems == ()
    return caught.value


def re_signed(operator, bundle, role, edit):
    """The whole chain made anew above an edit of one role: as its owner could, by right."""
    files = members(bundle)
    name = f"{role.replace('/', '%2f')}.json"
    files[name] = operator.sign(role, edited(files[name], edit))
    return chained(operator, files, role)


def chained(operator, files, *roles):
    for role in roles:
        data = files[f"{role.replace('/', '%2f')}.json"]

        def pin(signed, data=data, role=role):
            signed["meta"][f"{role}.json"] |= {
                "length": len(data),
                "hashes": {"sha256": sha256(data).hexdigest()},
                "version": json.loads(data)["signed"]["version"],
            }

        files["snapshot.json"] = operator.sign("snapshot", edited(files["snapshot.json"], pin))

    def stamp(signed):
        data = files["snapshot.json"]
        signed["meta"]["snapshot.json"] |= {
            "length": len(data),
            "hashes": {"sha256": sha256(data).hexdigest()},
        }

    files["timestamp.json"] = operator.sign("timestamp", edited(files["timestamp.json"], stamp))
    return packed(files)


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
    printed = frozenset({updating._thumbprint(key)})
    monkeypatch.setattr(test_keys, "_THUMBPRINTS", printed)
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


# --- the file


def test_longer_than_declared(folder, operator):
    bundle = operator.bundle()
    name = "targets/registry/deqar/deqar.jsonl.xz"
    refused(folder, changed(bundle, name, lambda data: data + b"more"), "bundle_too_long")


def test_zip_bomb(folder, operator):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members(operator.bundle()).items():
            archive.writestr(name, data)
        archive.writestr("targets/status/bomb", b"0" * 10_000_000)
    refused(folder, out.getvalue(), "bundle_damaged")


def test_a_list_that_unpacks_to_more_than_it_declares(folder, operator, monkeypatch):
    monkeypatch.setattr(
        signing.lzma,
        "compress",
        lambda text, *a, _lzma=lzma.compress, **k: _lzma(text + b" " * 50_000_000, *a, **k),
    )
    bundle = operator.bundle()
    assert len(bundle) < 100_000
    refused(folder, bundle, "bundle_too_long")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "targets/../../evil",
        "/etc/passwd",
        "targets/%2e%2e/evil",
        "C:\\evil.json",
        "targets/registry/deqar/",
        "TARGETS/registry/deqar/x.xz",
    ],
)
def test_a_name_that_leaves_the_bundle(folder, operator, name):
    files = members(operator.bundle())
    files[name] = b"{}"
    assert refused(folder, packed(files), "bundle_damaged").facts["rule"] == "name"


def test_a_name_that_ends_early(folder, operator):
    files = {**members(operator.bundle()), "targets_json.json": b"{}"}
    bundle = packed(files).replace(b"targets_json.json", b"targets.json\0json")
    refused(folder, bundle, "bundle_damaged")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["targets.json", "Targets.json"])
def test_duplicate_name(folder, operator, name):
    out = io.BytesIO(operator.bundle())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, b"{}")
    error = refused(folder, out.getvalue(), "bundle_damaged")
    assert error.facts["rule"] == "a name twice"


def test_unknown_spec_version(folder, operator):
    bundle = operator.bundle()

    def newer(signed):
        signed["spec_version"] = "2.0.0"

    files = members(bundle)
    told = json.loads(files["timestamp.json"])
    newer(told["signed"])
    files["timestamp.json"] = json.dumps(told).encode()
    refused(folder, packed(files), "bundle_format_unknown")


def test_unknown_schema_of_a_list(folder, operator):
    def newer(signed):
        for one in signed["targets"].values():
            one["custom"]["schema"] = 2

    refused(
        folder,
        re_signed(operator, operator.bundle(), "registry/deqar", newer),
        "bundle_format_unknown",
    )


def test_delegation_outside_its_path(folder, operator):
    """Whoever signs issuers also names a file among the registers."""
    operator.keys.add_key("issuers/dcc", "DCC")

    def elsewhere(signed):
        (path, target), *_ = signed["targets"].items()
        signed["targets"] = {"registry/deqar/evil.jsonl.xz": target, path: target}

    bundle = operator.bundle(deqar(), issuers({DID: "U"}))
    forged = re_signed(operator, bundle, "issuers/dcc", elsewhere)
    refused(folder, forged, "bundle_outside_path")


def test_delegation_larger_than_it_may_be(folder, operator):
    def larger(signed):
        for one in signed["targets"].values():
            one["length"] = 10_000_000

    forged = re_signed(operator, operator.bundle(), "registry/deqar", larger)
    refused(folder, forged, "bundle_too_long")


def test_an_issuer_list_adds_no_accreditation(folder, operator):
    rows = [
        IssuerRow(id=DID, name="U", source=rows_of.SOURCE),
        rows_of.institution("DEQARINST9999", "Forged University"),
    ]
    error = refused(
        folder, operator.bundle(deqar(), replace(issuers({}), rows=rows)), "row_not_allowed"
    )
    assert error.facts["row"] == "institution"


def test_a_national_list_speaks_of_its_own_country_only(folder, operator):
    national = deqar(role="registry/fi", slug="fi", coverage=Coverage())
    refused(folder, operator.bundle(national), "bundle_outside_path")
    finland = Coverage(countries=frozenset({"FI"}))
    national = deqar(role="registry/fi", slug="fi", coverage=finland)
    assert refused(folder, operator.bundle(national), "row_not_allowed").facts["line"] > 0


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"row":"unheard_of"}',
        '{"row":"institution","id":"X"}',
        '{"row":"institution","id":"X","names":[{"text":"U"}],"extra":1,"country":"PT"}',
        '{"row":"institution","id":7,"names":[{"text":"U"}],"country":"PT"}',
        '{"row":"decision","id":"d","agency":"1","type":"i","status":"x","start":"yesterday"}',
        '{"row":"institution","id":"DEQARINST0001","names":[{"text":"Twice"}],"country":"PT"}',
    ],
)
def test_valid_hash_but_malformed_rows(folder, operator, monkeypatch, line):
    take(folder, operator.bundle())
    whole = signing.write
    monkeypatch.setattr(signing, "write", lambda rows: whole(rows) + f"{line}\n".encode())
    monkeypatch.setattr(signing, "_counts", lambda _text: {})
    bundle = operator.bundle()
    with pytest.raises(InputError) as caught:
        take(folder, bundle)
    assert caught.value.code in ("malformed_row", "row_twice")
    assert caught.value.facts["list"] == "DEQAR"
    assert folder.load().sets[0].bundle.versions["snapshot"] == 1


# --- the folder


def test_an_index_that_was_changed_is_not_used(folder, operator):
    take(folder, operator.bundle())
    path = next(folder.path.rglob("*.sqlite"))
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    state = folder.load()
    assert [one.code for one in state.problems] == ["trust_index_changed"]
    assert state.evidence.registers == ()


def test_a_state_of_another_root_is_not_used(folder, operator):
    take(folder, operator.bundle())
    path = next(folder.path.rglob("state.json"))
    other = path.parent.with_name("ab" * 32)
    path.parent.rename(other)
    state = folder.load()
    assert [one.code for one in state.problems] == ["trust_bundle_damaged"]
    assert state.evidence.registers == ()


def test_the_previous_index_is_kept_and_older_ones_go(folder, operator):
    for _ in range(4):
        take(folder, operator.bundle())
    assert len(list(folder.path.rglob("*.sqlite"))) == 2


def test_several_bundles_stand_side_by_side(folder, operator, tmp_path):
    other = Operator(tmp_path / "other", "Other operator")
    take(folder, operator.bundle())
    take(folder, other.bundle(deqar(some_rows(1))))
    found = folder.load().evidence.registers
    assert {one.sources[0].bundle for one in found} == {"Test operator", "Other operator"}
    assert {one.sources[0].signer for one in found} == {"Test operator", "Other operator"}
    folder.remove(folder.load().sets[0].fingerprint)
    assert len(folder.load().sets) == 1


def test_the_keys_of_an_operator_are_for_their_owner_alone(tmp_path):
    keys = KeyFolder.create(tmp_path / "keys", "A name/with ../odd signs")
    for path in keys.path.rglob("*.pem"):
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.parent == keys.path


@pytest.mark.parametrize("cut", range(0, 7000, 700))
def test_a_truncated_bundle_is_refused(folder, operator, cut):
    bundle = operator.bundle()
    with pytest.raises(InputError):
        take(folder, bundle[:cut])
    assert folder.load().sets == ()
