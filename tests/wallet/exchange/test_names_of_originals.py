"""Files come out under the names they came with; whoever sent them chose those names."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence

from tests.helpers.said import NOW
from wallet.session.own_copies import zipped
from wallet.vault.interface import OriginalFile

DIGESTS = [f"{number:x}" * 64 for number in range(1, 8)]


def names(given: Sequence[str]) -> list[str]:
    """Under which they lie in the archive, without the two indexes."""
    chosen = [
        OriginalFile(sha256=digest, name=name, received_at=NOW, credentials=())
        for digest, name in zip(DIGESTS, given, strict=False)
    ]
    data = zipped(chosen, lambda sha256: sha256.encode(), lambda _id: "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = archive.namelist()[: len(given)]
        assert [archive.read(one).decode() for one in listed] == DIGESTS[: len(given)]
    return listed


def test_no_file_takes_the_place_of_another() -> None:
    taken = f"{DIGESTS[2][:12]}-badge.json"
    decomposed = unicodedata.normalize("NFD", "é.json")
    listed = names([taken, "badge.json", "BADGE.json", "é.json", decomposed, "index.json"])
    alike = {unicodedata.normalize("NFC", one).casefold() for one in listed}
    assert len(alike) == len(listed)


def test_every_name_can_be_written_on_every_system() -> None:
    listed = names(["証" * 100 + ".json", "x" * 300 + ".json", "con.json", "NUL", "a\x00/../b"])
    assert all(len(one.encode()) <= 200 for one in listed)
    assert [one.endswith(".json") for one in listed[:2]] == [True, True]
    assert listed[2:] == ["_con.json", "_NUL", "b"]
