"""Copies for the person's own use: paper of one credential, an archive of all.

Rules
-----
1. Nothing here is for showing: that goes through ``Session.plan``. So nothing is signed, and
   the share ledger has no entry.
2. Whoever holds such a copy can read it: it is not encrypted. The window says so first.
3. Originals come out byte for byte, under the names they came with. Beside them lie an index
   for people, which repeats nothing that is not genuine, and one for programs.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from wallet import examine, report_json, wording
from wallet.credential import best
from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.examine import Judged
from wallet.exchange import own_archive, own_paper
from wallet.exchange.kept import Kept, kept
from wallet.exchange.own_paper import Sheet
from wallet.exchange.parts import skills
from wallet.presenting.pages import Kind, Line
from wallet.report import VerdictCode
from wallet.session.labels import Labels
from wallet.session.sharing import Sharing
from wallet.session.skills import Skills
from wallet.vault import library
from wallet.vault.interface import OriginalFile
from wallet.wording import tr
from wallet.wording.dates import day

__all__ = ["FORMS", "Copy", "Kind", "Line", "OwnCopies", "Sheet", "zipped"]

FORMS = ("originals", "json", "csv", "html")
_INDEX, _READABLE = "index.json", "index.txt"
_LONGEST_NAME = 120
"""Bytes: file systems stop at 255, and the beginning of a digest may come before it."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.IGNORECASE)
"""What Windows takes for a device, whatever follows the point."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every member's date in the ZIP: when somebody got a credential is nobody's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that is ready to be saved."""

    name: str
    data: bytes = field(repr=False)
    count: int = 1
    """Credentials in it; files where it holds originals."""
    stopped: bool = False
    """Whether it was given up half-way: then it is not whole, and not to be saved."""


class OwnCopies:
    """Makes them; nothing in the wallet changes."""

    def __init__(self, session: Sharing) -> None:
        self._session = session
        self._labels = Labels(session)
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    def lines(self, credential_id: str, sheet: Sheet) -> tuple[Line, ...]:
        """What the paper says of a credential, judged now, in the language that is spoken.

        Raises:
            InputError: ``unknown_credential``.
        """
        told = self._one(self._session.credential(credential_id))
        return own_paper.lines(told, sheet, self._session.settings().languages)

    def paper(self, credential_id: str, sheet: Sheet, *, with_file: bool = False) -> Copy:
        """The paper as a PDF; ``with_file``: the received file is attached to it.

        Raises:
            InputError: ``unknown_credential``.
        """
        judged = self._session.credential(credential_id)
        told, languages = self._one(judged), self._session.settings().languages
        file = self._file(judged) if with_file else None
        data = own_paper.pdf(told, sheet, languages, file)
        return Copy(name=f"{own_paper.file_name(told, languages)}.pdf", data=data)

    def codes(self, credential_id: str) -> tuple[tuple[bytes, str], ...]:
        """The received file as pictures (PNG, what stands beside it); none where it is large.

        Raises:
            InputError: ``unknown_credential``.
        """
        (one,) = self._session.files((credential_id,))
        return tuple(own_paper.codes(self._session.original(one.sha256)))

    def archive(
        self,
        form: str,
        ids: Iterable[str] | None = None,
        *,
        language: str = "en",
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Copy:
        """The library, or some of it, in one of ``FORMS``.

        Raises:
            InputError: ``unknown_form``, ``unknown_credential``.
        """
        if form not in FORMS:
            raise InputError("unknown_form", form=form[:40])
        if form == "originals":
            return self._originals(ids)
        held = self._named([self._kept(one) for one in self._judged(ids, progress, cancelled)])
        stopped = cancelled is not None and cancelled()
        made = self._written(form, held, language)
        return Copy(name=f"learning.{form}", data=made, count=len(held), stopped=stopped)

    def _originals(self, ids: Iterable[str] | None) -> Copy:
        chosen = self._session.files(ids)
        data = zipped(chosen, self._session.original, self._line)
        return Copy(name="originals.zip", data=data, count=len(chosen))

    def _line(self, credential_id: str) -> str:
        """What the index for people says of a credential."""
        session = self._session
        row = library.row(session._database, credential_id, session._today)  # noqa: SLF001
        if row is None:
            return credential_id
        genuine = row.verdict is not VerdictCode.NOT_GENUINE
        languages = session.settings().languages
        said = (row.titles, row.issuer_names) if genuine else ()
        words = [one.text for texts in said if (one := best(texts, languages)) is not None]
        verdict = f"{wording.verdict_title(row.verdict)} ({day(row.verified_at)})"
        return " · ".join(" ".join(one.split()) for one in (*words, verdict))

    def _written(self, form: str, held: list[Kept], language: str) -> bytes:
        if form == "csv":
            return own_archive.to_csv(held)
        if form == "html":
            languages = self._session.settings().languages
            return own_archive.to_html(held, self._clock(), languages, language)
        each = [report_json.judged(one.judged) | own_archive.to_json(one) for one in held]
        made = timestamp.write(self._clock())
        told = {"tool": "tessera", "made": made, "credentials": each}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    def _judged(
        self,
        ids: Iterable[str] | None,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Iterable[Judged]:
        if ids is not None:
            return [self._session.credential(one) for one in dict.fromkeys(ids)]
        return self._session._judged_held(  # noqa: SLF001 - a part of the session
            self._clock(), progress, cancelled
        )

    def _one(self, judged: Judged) -> Kept:
        (told,) = self._named([self._kept(judged)])
        return told

    def _named(self, held: list[Kept]) -> list[Kept]:
        """With the names of skills that the frameworks on this computer know."""
        asked = {uri for one in held for award in one.awards for uri in skills(award)}
        known = Skills(self._session).labels(asked) if asked else {}
        names = {uri: text.text for uri, text in known.items()}
        return [replace(one, skill_names=names) for one in held]

    def _kept(self, judged: Judged) -> Kept:
        labels = self._labels.of(judged.credential_id)
        said = examine.claimed(judged, self._session.evidence())
        return kept(judged, said, labels.tags, [one.text for one in labels.notes])

    def _file(self, judged: Judged) -> tuple[str, bytes]:
        (one,) = self._session.files((judged.credential_id,))
        return _free_name(one, set()), self._session.original(one.sha256)


def zipped(
    chosen: Iterable[OriginalFile],
    original: Callable[[str], bytes],
    line: Callable[[str], str],
) -> bytes:
    """A ZIP of the originals under the names they came with, and two indexes of them.

    ``line`` says in words what a credential is.
    """
    written = io.BytesIO()
    index: list[dict[str, Any]] = []
    readable = [tr("The files of this wallet, byte for byte as they came.")]
    names = {_INDEX, _READABLE}
    with zipfile.ZipFile(written, "w") as archive:
        for one in chosen:
            name = _free_name(one, names)
            _write(archive, name, original(one.sha256))
            index.append(
                {
                    "file": name,
                    "sha256": one.sha256,
                    "received_at": timestamp.write(one.received_at),
                    "credentials": [
                        {"id": credential_id, "path": path}
                        for credential_id, path in one.credentials
                    ],
                }
            )
            readable += ["", f"{name} · {day(one.received_at)}"]
            readable += [f"    {line(credential_id)}" for credential_id, _ in one.credentials]
        _write(archive, _READABLE, ("\n".join(readable) + "\n").encode())
        told = {"tool": "tessera", "files": index}
        _write(archive, _INDEX, json.dumps(told, ensure_ascii=False, indent=2).encode())
    return written.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def _free_name(one: OriginalFile, taken: set[str]) -> str:
    """The name it came with, harmless on every system, and not taken yet.

    Whoever sent it chose the name: none takes the place of another where the ZIP is opened.
    """
    last = unicodedata.normalize("NFC", one.name.replace("\\", "/").rpartition("/")[2])
    plain = "".join(sign if sign.isalnum() or sign in " -_." else "_" for sign in last)
    plain = plain.encode()[-_LONGEST_NAME:].decode(errors="ignore").strip(" .") or "credential"
    if _DEVICE.match(plain):
        plain = f"_{plain}"
    free, number = plain, 1
    while free.casefold() in taken:
        again = f"-{number}" if number > 1 else ""
        free, number = f"{one.sha256[:12]}{again}-{plain}", number + 1
    taken.add(free.casefold())
    return free
