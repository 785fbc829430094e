"""Whatever bytes come as a bundle, a list or a source: a value or an error of ours."""

from __future__ import annotations

import lzma
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.bundles import SOURCE, Operator, members, packed
from tests.helpers.said import NOW
from wallet.errors import InputError, WalletError
from wallet.trust import rows
from wallet.trust.reading import read_sources
from wallet.trust_import import TrustFolder, archive, index

DAY = datetime(2026, 11, 1, tzinfo=UTC)


@lru_cache(maxsize=1)
def bundle() -> bytes:
    return Operator(Path(mkdtemp()) / "keys").bundle()


@lru_cache(maxsize=1)
def folder() -> TrustFolder:
    return TrustFolder(Path(mkdtemp()) / "trust", lambda: NOW)


@given(st.data())
def test_one_byte_changed_anywhere_in_a_bundle(data: st.DataObject) -> None:
    """Refused, or, in what no signature covers and nobody reads, the very same bundle."""
    changed = bytearray(bundle())
    at = data.draw(st.integers(0, len(changed) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    good = folder().offer("b", [("b.zip", bundle())])
    try:
        offer = folder().offer("b", [("b.zip", bytes(changed))])
    except WalletError:
        return
    assert offer.bundle is not None
    assert good.bundle is not None
    assert offer.fingerprint == good.fingerprint
    assert offer.bundle.info.versions == good.bundle.info.versions
    assert [one.rows for one in offer.bundle.info.sources] == [
        one.rows for one in good.bundle.info.sources
    ]


@given(st.sampled_from(sorted(members(bundle()))), st.binary(max_size=200))
def test_any_bytes_as_a_member(name: str, data: bytes) -> None:
    files = members(bundle())
    if name == "root.json" or files[name] == data:
        return  # the newest root stands in it under its number too
    with pytest.raises(WalletError):
        folder().offer("b", [("b.zip", packed({**files, name: data}))])


@given(st.binary(max_size=300))
def test_any_bytes_as_a_bundle(data: bytes) -> None:
    assert not archive.recognises(data)
    with pytest.raises(InputError):
        archive.unpack(b"PK\3\4" + data, "00")


@given(st.text(max_size=120))
def test_any_text_as_a_row(line: str) -> None:
    with pytest.raises(InputError):
        rows.read(line, "registry/deqar", SOURCE)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
_MEMBERS = st.sampled_from(
    ["id", "names", "country", "start", "valid", "levels", "agency", "type", "status", "source",
     "decision", "history", "certificate", "document", "labels", "registered", "programmes"]
)  # fmt: skip


@given(st.sampled_from(sorted(rows.TABLES)), st.dictionaries(_MEMBERS, _VALUES, max_size=6))
def test_any_members_as_a_row(kind: str, told: dict[str, object]) -> None:
    try:
        row = rows.read_as(kind, dict(told), SOURCE)
    except InputError:
        return
    assert row.source is SOURCE


@given(st.binary(max_size=300), st.integers(0, 1000))
def test_any_bytes_as_a_list(data: bytes, declared: int) -> None:
    path = Path(mkdtemp()) / "index"
    for given_bytes in (data, lzma.compress(data)):
        one = index.PackedList(source=SOURCE, data=given_bytes, unpacked=declared)
        try:
            index.make(path, [one])
        except InputError:
            assert not path.exists()


_STARTS = st.sampled_from(
    [b"", b"{", b"[", b"a.b.c", b'{"registry":{},"meta":', b'[{"deqar_id":1,"decision":2}]',
     b"deqar_id,name_primary,country\n", b"decision,valid_from,status\n", b"code,label\n",
     b"<TrustServiceStatusList ", b'[{"uri":7,"label":"x"}]', b"conceptUri,preferredLabel\n",
     b'{"items":[{"did":1,"attributes":', b"registration_start,id\n"]
)  # fmt: skip


@given(_STARTS, st.binary(max_size=120))
def test_any_bytes_as_a_source(start: bytes, data: bytes) -> None:
    found = read_sources([("source.csv", start + data, DAY)])
    for one in found.lists:
        for row in one.rows:
            again = rows.write([row]).decode().rstrip("\n")
            assert rows.read(again, one.role, row.source)[1] == row
