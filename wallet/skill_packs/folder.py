"""The folder in which packs lie, beside the trust folder."""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import platformdirs

from wallet.credential import Text
from wallet.errors import InputError, StorageError
from wallet.exchange.skill_tables import LARGEST_FILE, Table, table
from wallet.limits import MIB
from wallet.skill_packs.making import Imported, Stopped, bad_lines, make
from wallet.skill_packs.pack import Found, Pack, PackInfo

_MOST_BYTES = 512 * MIB
"""Of all tables of one import together, unpacked."""
_MOST_MEMBERS = 500
_LONGEST_NAME = 80
_ENDING = ".sqlite"


def default_folder() -> Path:
    """The user's own packs on this system."""
    return Path(platformdirs.user_data_path("tessera", appauthor=False)) / "skills"


def nothing(_count: int) -> bool:
    """Tells nobody how far it is, and goes on."""
    return False


class SkillPacks:
    """Packs on disk; each method opens what it reads and closes it again."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = default_folder() if folder is None else folder

    def add(
        self,
        files: Iterable[tuple[str, bytes]],
        name: str,
        now: datetime,
        step: Callable[[int], bool] = nothing,
    ) -> Imported | None:
        """Make a pack of these tables; it takes the place of one of the same name.

        None where ``step`` ended it: then everything is as it was.

        Args:
            files: name and bytes; archives (ZIP) are opened, one level deep.
            name: of the framework, such as ``ESCO 1.2``.
            now: aware, UTC.
            step: told how many lines are read; True ends it.

        Raises:
            InputError: ``no_skills``, ``too_large``, ``name_missing``, ``damaged_archive``.
            StorageError: ``skills_not_writable``.
        """
        called = " ".join(name.split())[:_LONGEST_NAME]
        if not called:
            raise InputError("name_missing")
        tables, not_tables = _tables(files)
        if not tables:
            raise InputError("no_skills")
        pack_id = hashlib.sha256(called.casefold().encode()).hexdigest()[:16]
        beside = self._folder / f".{pack_id}.{secrets.token_hex(4)}.new"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            make(beside, tables, {"name": called}, now, step)
            beside.replace(self._folder / f"{pack_id}{_ENDING}")
        except Stopped:
            return None
        except (OSError, sqlite3.Error) as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise StorageError("skills_not_writable", detail=type(error).__name__) from None
        with self.open(pack_id) as pack:
            info = pack.info
        return Imported(
            pack_id=pack_id,
            name=called,
            skills=info.skills,
            occupations=info.occupations,
            relations=info.relations,
            languages=info.languages,
            bad=tuple(bad_lines(tables)),
            bad_count=sum(one.bad_count for one in tables),
            not_tables=tuple(not_tables),
        )

    def packs(self) -> tuple[PackInfo, ...]:
        """Those that can be read, by name."""
        found = []
        for path in self._paths():
            with contextlib.suppress(sqlite3.Error, ValueError, KeyError), Pack(path) as pack:
                found.append(pack.info)
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def damaged(self) -> tuple[str, ...]:
        """Ids of those that cannot be read: make them again from their tables."""
        whole = {one.id for one in self.packs()}
        return tuple(one.stem for one in self._paths() if one.stem not in whole)

    def open(self, pack_id: str) -> Pack:
        """One pack.

        Raises:
            InputError: ``unknown_skills_pack``.
        """
        path = self._folder / f"{pack_id}{_ENDING}"
        if path not in self._paths():
            raise InputError("unknown_skills_pack", id=pack_id[:40])
        return Pack(path)

    def remove(self, pack_id: str) -> None:
        """Forget a pack; its tables may be imported again.

        Raises:
            InputError: ``unknown_skills_pack``.
            StorageError: ``skills_not_writable``.
        """
        path = self._folder / f"{pack_id}{_ENDING}"
        if path not in self._paths():
            raise InputError("unknown_skills_pack", id=pack_id[:40])
        try:
            path.unlink()
        except OSError as error:
            raise StorageError("skills_not_writable", detail=type(error).__name__) from None

    def search(
        self, text: str, kind: str, languages: tuple[str, ...], most: int = 50
    ) -> tuple[tuple[str, Found], ...]:
        """Pack id and concept, over all packs."""
        found: list[tuple[str, Found]] = []
        for info in self.packs():
            with self.open(info.id) as pack:
                found += [(info.id, one) for one in pack.search(text, kind, languages, most)]
        return tuple(found[:most])

    def labels(self, addresses: tuple[str, ...], languages: tuple[str, ...]) -> dict[str, Text]:
        """What these are called, in the first pack that has them and can be read."""
        found: dict[str, Text] = {}
        for info in self.packs():
            with contextlib.suppress(sqlite3.Error), self.open(info.id) as pack:
                found = pack.labels(addresses, languages) | found
        return found

    def _paths(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(self._folder.glob(f"*{_ENDING}"))


def _tables(files: Iterable[tuple[str, bytes]]) -> tuple[list[Table], list[str]]:
    found: list[Table] = []
    others: list[str] = []
    room = _MOST_BYTES
    for name, data in _opened(files):
        room -= len(data)
        if room < 0:
            raise InputError("too_large", limit=_MOST_BYTES)
        try:
            found.append(table(name, data))
        except InputError as error:
            if error.code != "not_a_skills_table":
                raise
            others.append(name)
    return found, others


def _opened(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, data in files:
        if data[:4] == b"PK\x03\x04":
            yield from _members(name, data)
        else:
            yield Path(name).name, data


def _members(archive: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The tables of an archive; each is read no further than a table may be long."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = [one for one in opened.infolist() if not one.is_dir()]
            if len(infos) > _MOST_MEMBERS:
                raise InputError("too_many_items", limit=_MOST_MEMBERS)
            for one in infos:
                with opened.open(one) as member:
                    content = member.read(LARGEST_FILE + 1)
                if len(content) > LARGEST_FILE:
                    raise InputError("too_large", limit=LARGEST_FILE)
                yield Path(one.filename.replace("\\", "/")).name, content
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise InputError("damaged_archive", file=archive[:200]) from None
