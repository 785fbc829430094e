"""The rows in single pages of a damaged database, whatever became of the pages around them.

The engine finds rows by trees of pages and gives up where a tree is broken. Here each page is
decrypted by itself and the rows on it are read, so that what lies on a whole page is found.

Rules
-----
1. A page counts only if its authentication code fits (SQLCipher 4: AES-256-CBC, HMAC-SHA512
   over the ciphertext, the IV and the page's number). Where the file's first sixteen bytes are
   lost, no code can be computed: then every page is read, and whoever uses the rows has to
   check them by what they say.
2. A page in the journal goes before the same page in the file.
3. Nothing decrypted is ever written to a disk.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from wallet.vault import files

PAGE = 4096
_IV, _MAC, _SALT = 16, 64, 16
_USABLE = PAGE - _IV - _MAC
_MASK, _ROUNDS = 0x3A, 2
_JOURNAL_HEAD, _FRAME_HEAD = 32, 24
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
_LONGEST = 256 * 1024 * 1024
_MAGIC_END = 100
"""Page 1 begins with the file's own header."""

Value = None | int | float | str | bytes


class Row(NamedTuple):
    """A record, and the number under which a table with numbered rows has it."""

    number: int | None
    values: tuple[Value, ...]


class _TornError(Exception):
    """A page or record does not hold together."""


class Pages:
    """A database file with its journal, page by page."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Read nothing yet but the journal's directory.

        Raises:
            StorageError: the file cannot be read.
        """
        self._key = key
        with files.os_errors(path.name):
            self._file = path.open("rb")
            self.count = -(-path.stat().st_size // PAGE)
            salt = self._file.read(_SALT)
        masked = bytes(one ^ _MASK for one in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, 32)
        self._journal = _journal(Path(f"{path}-wal"))
        self.count = max([self.count, *self._journal])
        self._checks = True
        self.lost: set[int] = set()
        """Numbers of pages that could not be read."""
        if not any(self._holds(number) for number in range(1, min(self.count, 64) + 1)):
            self._checks = False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def rows(self) -> Iterator[Row]:
        """Every row on every page that can be read."""
        for number in range(1, self.count + 1):
            page = self._plain(number)
            if page is None:
                self.lost.add(number)
                continue
            yield from self._on(page, _MAGIC_END if number == 1 else 0)

    # --- a page -------------------------------------------------------------------------------

    def _raw(self, number: int) -> bytes:
        if number in self._journal:
            return self._journal[number]
        with files.os_errors("database"):
            self._file.seek((number - 1) * PAGE)
            return self._file.read(PAGE)

    def _holds(self, number: int) -> bool:
        raw = self._raw(number)
        if len(raw) != PAGE:
            return False
        begin = _SALT if number == 1 else 0
        told = raw[begin : PAGE - _MAC] + struct.pack("<I", number)
        return hmac.compare_digest(hmac.digest(self._mac_key, told, "sha512"), raw[-_MAC:])

    def _plain(self, number: int) -> bytes | None:
        raw = self._raw(number)
        if len(raw) != PAGE or (self._checks and not self._holds(number)):
            return None
        begin = _SALT if number == 1 else 0
        cipher = Cipher(AES256(self._key), CBC(raw[_USABLE : _USABLE + _IV])).decryptor()
        return bytes(begin) + cipher.update(raw[begin:_USABLE]) + cipher.finalize()

    def _on(self, page: bytes, begin: int) -> Iterator[Row]:
        kind = page[begin]
        if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER}:
            return
        cells = int.from_bytes(page[begin + 3 : begin + 5])
        places = begin + (12 if kind == _INDEX_INNER else 8)
        for place in range(places, min(places + 2 * cells, _USABLE - 1), 2):
            try:
                at = int.from_bytes(page[place : place + 2])
                yield self._cell(page, at, kind)
            except (_TornError, IndexError, struct.error, UnicodeDecodeError, OverflowError):
                continue

    def _cell(self, page: bytes, at: int, kind: int) -> Row:
        if kind == _INDEX_INNER:
            at += 4
        size, at = _varint(page, at)
        number = None
        if kind == _TABLE_LEAF:
            number, at = _varint(page, at)
        if size > _LONGEST:
            raise _TornError
        local = _local(size, is_table=kind == _TABLE_LEAF)
        payload = page[at : at + local]
        if local < size:
            after = int.from_bytes(page[at + local : at + local + 4])
            payload += self._overflow(after, size - local)
        if len(payload) != size:
            raise _TornError
        return Row(number, _record(payload))

    def _overflow(self, number: int, size: int) -> bytes:
        pieces: list[bytes] = []
        while size > 0:
            page = self._plain(number) if 1 <= number <= self.count else None
            if page is None:
                raise _TornError
            number = int.from_bytes(page[:4])
            pieces.append(page[4 : 4 + min(size, _USABLE - 4)])
            size -= len(pieces[-1])
        return b"".join(pieces)


def _journal(path: Path) -> dict[int, bytes]:
    """Page number -> its newest bytes in the journal."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    found: dict[int, bytes] = {}
    salts = data[16:24]
    for at in range(_JOURNAL_HEAD, len(data) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
        number = int.from_bytes(data[at : at + 4])
        if data[at + 8 : at + 16] == salts and number > 0:
            found[number] = data[at + _FRAME_HEAD : at + _FRAME_HEAD + PAGE]
    return found


# --- the format of records (sqlite.org/fileformat2.html, 1.6 and 2.1) -------------------------


def _local(size: int, *, is_table: bool) -> int:
    """How much of a payload lies on the page itself."""
    least = (_USABLE - 12) * 32 // 255 - 23
    most = _USABLE - 35 if is_table else (_USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return size
    wanted = least + (size - least) % (_USABLE - 4)
    return wanted if wanted <= most else least


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        one = data[at + step]
        if step == 8:  # noqa: PLR2004 - the ninth byte counts whole
            return value << 8 | one, at + 9
        value = value << 7 | one & 0x7F
        if one < 0x80:  # noqa: PLR2004 - the last one
            return value, at + step + 1
    raise _TornError


def _record(payload: bytes) -> tuple[Value, ...]:
    size, at = _varint(payload, 0)
    kinds = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise _TornError
    return tuple(values)


_SIZES = (0, 1, 2, 3, 4, 6, 8)
_REAL, _ZERO, _ONE, _FIRST_LONG = 7, 8, 9, 12


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind >= _FIRST_LONG:
        end = at + (kind - _FIRST_LONG) // 2
        data = payload[at:end]
        return (data.decode() if kind % 2 else data), end
    if kind in {_ZERO, _ONE}:
        return kind - _ZERO, at
    if kind == _REAL:
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    if kind >= len(_SIZES):
        raise _TornError
    end = at + _SIZES[kind]
    value = int.from_bytes(payload[at:end], signed=True)
    return (None if kind == 0 else value), end
