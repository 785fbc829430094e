"""A bundle whose file, lists or rows are made to do harm."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
from dataclasses import replace

import pytest

from tests.helpers import register as rows_of
from tests.helpers.bundles import (
    Operator,
    changed,
    deqar,
    issuers,
    members,
    packed,
    re_signed,
    refused,
    some_rows,
    take,
)
from wallet.errors import InputError
from wallet.register import IdentifierRow, IssuerRow
from wallet.trust import rows as row_texts
from wallet.trust_import.list_terms import Coverage
from wallet.trust_making import KeyFolder, signing

DID = "did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W"


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
    ("scheme", "taken"), [("ror", True), ("lei", True), ("did", False), ("vat", False)]
)
def test_a_crosswalk_gives_nobody_a_key(folder, operator, scheme, taken):
    row = IdentifierRow(
        institution="DEQARINST0001",
        scheme=scheme,
        value="did:web:thief.example",
        source=rows_of.SOURCE,
    )
    bundle = operator.bundle(
        deqar(), deqar([row], role="xwalk", slug="xwalk", name="Crosswalk")
    )
    if taken:
        take(folder, bundle)
    else:
        refused(folder, bundle, "row_not_allowed")


@pytest.mark.parametrize("scheme", ["[]", "{}", "null", "1"])
def test_a_scheme_that_is_no_word(scheme):
    line = f'{{"row":"identifier","institution":"I","scheme":{scheme},"value":"V"}}'
    for role in ("xwalk", "registry/deqar"):
        with pytest.raises(InputError, match="malformed_row"):
            row_texts.read(line, role, rows_of.SOURCE)
    good = line.replace(scheme, '"ror"')
    assert row_texts.read(good, "xwalk", rows_of.SOURCE)[0] == "identifier"


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"row":"unheard_of"}',
        '{"row":["institution"],"id":"X"}',
        '{"row":"institution","id":"X","names":[{"text":"\\udead"}],"country":"PT"}',
        '{"row":"institution","id":"X"}',
        '{"row":"institution","id":"X","names":[{"text":"U"}],"extra":1,"country":"PT"}',
        '{"row":"institution","id":7,"names":[{"text":"U"}],"country":"PT"}',
        '{"row":"decision","id":"d","agency":"1","type":"i","status":"x","start":"yesterday"}',
        '{"row":"institution","id":"DEQARINST0001","names":[{"text":"Twice"}],"country":"PT"}',
        '{"row":"institution","id":"X","id":"Y","names":[{"text":"U"}],"country":"PT"}',
        '{"row":"institution","id":"X","names":[{"text":"U","text":"V"}],"country":"PT"}',
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
