"""Attack: put a share pack with other words on its pages into an archive."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import NOW, Issuer, Key, presentation, registry
from wallet.check_desk import CheckDesk
from wallet.presenting import pack

ISSUER, HOLDER = Issuer(), Key.make("holder")


def retold(made: bytes) -> bytes:
    """The pack with one more line on its first page."""
    with pikepdf.open(io.BytesIO(made)) as document:
        line = document.make_stream(b"BT /F1 12 Tf 50 50 Td (Grade: A) Tj ET")
        document.pages[0].contents_add(line)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_pages_that_say_more_than_what_is_signed(tmp_path: Path) -> None:
    shown = to_bytes(presentation([ISSUER.issue(holder=HOLDER.did_key)], HOLDER))
    made = pack.make(shown)
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("registry.json", registry([ISSUER])), *ISSUER.evidence_files()]
    changed = retold(made)
    for members, refused, left in (
        ({"a.pdf": made}, [], 2),
        ({"a.pdf": changed}, ["pack_pages_differ"], 0),
        ({"a.pdf": changed, "b.json": shown}, ["pack_pages_differ"], 2),
    ):
        (told,) = desk.check([("all.zip", archive(members))], evidence_files=known)
        codes = [one.code for one in told.refused]
        assert codes + ([told.error.code] if told.error else []) == refused
        assert len(told.credentials) == left
