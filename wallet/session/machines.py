"""Several machines of one owner: see ``wallet.sync``."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.containers import qr
from wallet.errors import InputError
from wallet.reviews import contact
from wallet.reviews.contact import Contact
from wallet.session.library import Library
from wallet.sync import said
from wallet.sync.chain import Ring
from wallet.sync.said import Epoch, Head, Removal
from wallet.vault import files, machines, sync_folder, syncing
from wallet.vault.interface import Changes
from wallet.vault.machines import AREA, Machine
from wallet.vault.stamps import moment_of, text_of

__all__ = ["Contact", "Machines", "Mate", "Met", "Trouble"]

_PNG = b"\x89PNG"
_AT_ONCE = 50
"""Files that are judged and stored together, as long as they are not large."""
_BYTES_AT_ONCE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """One machine of the ring."""

    card: Contact
    is_this: bool
    heard: int
    """How many of its papers count here."""
    let_in_by: str
    """The name of the machine that let it in; empty for the one that began."""
    brought: tuple[Contact, ...]
    """Machines that belong here by this one's word alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that the person should know, and that nobody merges in silence."""

    code: str
    """``gap``, ``fork``, ``quarrel``, ``unheard``, ``this_removed``, ``this_copied``,
    ``not_admitted_yet``, ``waiting``, ``unread``, ``refused``."""
    name: str = ""
    """The machine it is about, as it is called."""
    did: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What an exchange with the other machines came to."""

    at: datetime
    sent: int
    received: int
    changes: Changes
    troubles: tuple[Trouble, ...]


class Machines:
    """The other machines of this wallet's owner, met in a folder that all of them share."""

    def __init__(self, session: Library) -> None:
        self._session = session
        self._database = session._database  # noqa: SLF001 - a part of the session
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    @property
    def this(self) -> Machine | None:
        """This machine; None until it was introduced."""
        return machines.own(self._database)

    def card(self, name: str) -> bytes:
        """This machine's card, for another one to admit it by; it is called ``name``.

        Raises:
            InputError: ``machine_without_name``.
        """
        me = machines.introduce(self._database, name, self._clock())
        return contact.card(me.card, me.key, self._clock(), said.CARD)

    def read_card(self, data: bytes) -> Contact:
        """The card of another machine; its words are to be compared before it is believed.

        ``data``: the card, or a picture (PNG, JPEG, GIF) of its code.

        Raises:
            InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``.
            IntakeError: a picture without a code, or one that cannot be read.
        """
        if data.startswith(_PNG) or qr.recognises(data):
            data = qr.read(data)[0]
        return contact.read_card(data, said.WHENEVER, said.CARD)

    def start(self, folder: Path, name: str) -> None:
        """Begin a ring of one machine, in a folder that other machines will share.

        Raises:
            InputError: ``machine_without_name``, ``machines_already``,
                ``sync_folder_in_wallet``, ``wallet_in_sync_folder``.
            StorageError: the folder is not there or cannot be written.
        """
        me = machines.introduce(self._database, name, self._clock())
        self._settle_folder(me, folder, ring=secrets.token_hex(16), root="")
        self._say(admitted=[me.card])

    def join(self, card: Contact, folder: Path, name: str) -> None:
        """Belong to the ring of the machine with that card, once it has admitted this one.

        Raises:
            InputError: ``machine_without_name``, ``machines_already``,
                ``sync_folder_in_wallet``, ``wallet_in_sync_folder``.
            StorageError: the folder is not there.
        """
        me = machines.introduce(self._database, name, self._clock())
        self._settle_folder(me, folder, ring="", root=card.did)

    def admit(self, card: Contact) -> None:
        """Let another machine in: it gets every key and, with the next exchange, everything.

        Raises:
            InputError: ``machine_alone``, ``machine_known``, ``machine_was_removed``.
            StorageError: the folder is not there or cannot be written.
        """
        me, ring = self._heard()
        if card.did in ring.removed:
            raise InputError("machine_was_removed")
        if card.did in machines.audience(me, ring):
            raise InputError("machine_known")
        everybody = {*machines.audience(me, ring), card.did}
        keys = [replace(one, audience=frozenset(everybody)) for one in ring.epochs]
        self._say(admitted=[card], epochs=keys)

    def remove(self, did: str, *others: str) -> None:
        """Let machines hear no more, from now on; what they had before they keep.

        Raises:
            InputError: ``machine_alone``, ``unknown_machine``.
            StorageError: the folder is not there or cannot be written.
        """
        me, ring = self._heard()
        gone = dict.fromkeys((did, *others))
        if me.did in gone or not gone.keys() <= ring.members.keys():
            raise InputError("unknown_machine")
        heads = {one: ring.heads.get(one, Head()).seq for one in gone}
        self._say(removed=[Removal(did=one, heard=heads[one]) for one in gone])

    def believe(self, did: str) -> None:
        """In a quarrel of machines: follow what this one said.

        Raises:
            InputError: ``machine_alone``, ``unknown_machine``.
        """
        me, ring = self._heard()
        if did not in ring.quarrels:
            raise InputError("unknown_machine")
        follow = json.dumps([did, *(one for one in me.follow if one != did)])
        machines.settle(self._database, self._clock(), follow=follow)

    def leave(self) -> None:
        """Know nothing of the others any more; credentials and their order stay."""
        machines.leave(self._database, self._clock())

    def mates(self) -> tuple[Mate, ...]:
        """Every machine of the ring, this one first."""
        me = self.this
        if me is None or not me.ring:
            return ()
        ring = machines.ring_now(self._database, me)
        others = [one for did, one in ring.members.items() if did != me.did]
        return tuple(_mate(me, ring, card) for card in (me.card, *others))

    def last(self) -> Met | None:
        """What the last exchange came to; None before the first."""
        me = self.this
        if me is None or not me.told:
            return None
        return Met(
            at=moment_of(me.told["at"]),
            sent=me.told["sent"],
            received=me.told["received"],
            changes=Changes(),
            troubles=tuple(Trouble(**one) for one in me.told["troubles"]),
        )

    def meet(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Met:
        """Exchange with the other machines through the folder.

        Credentials that came are judged here, by this machine's own evidence.

        Raises:
            InputError: ``no_machines``, ``machine_alone``.
            StorageError: the folder is not there, full or cannot be written; nothing is lost.
        """
        me = machines.present(self._database)
        if not me.ring and not self._found_ring(me):
            return self._told(0, 0, Changes(), [Trouble(code="not_admitted_yet")])
        synced = syncing.exchange(self._database, self._clock())
        took = _take_in(self._session, me, synced, progress, cancelled)
        again = syncing.arrived(self._database, self._clock()) if took.came else ()
        changes = _changes(took, (*synced.changed, *again))
        troubles = [*_troubles(me, synced), *_counted("waiting", took.waiting)]
        troubles += _counted("refused", took.refused)
        return self._told(synced.sent, synced.received, changes, troubles)

    # --- steps ------------------------------------------------------------------------------

    def _settle_folder(self, me: Machine, folder: Path, *, ring: str, root: str) -> None:
        if me.ring or me.root:
            raise InputError("machines_already")
        sync_folder.listed(folder)
        place, wallet = folder.resolve(), self._database.path.parent
        if files.is_inside(place, wallet):
            raise InputError("sync_folder_in_wallet")
        if files.is_inside(wallet, place):
            raise InputError("wallet_in_sync_folder")  # others would get the wallet's own files
        machines.settle(self._database, self._clock(), ring=ring, root=root, folder=str(place))

    def _found_ring(self, me: Machine) -> bool:
        """Look for the paper by which the machine that this one believes admits it."""
        if not me.root:
            raise InputError("machine_alone")
        ring = syncing.ring_of_admission(me)
        if ring:
            machines.settle(self._database, self._clock(), ring=ring)
        return bool(ring)

    def _heard(self) -> tuple[Machine, Ring]:
        """This machine and its ring, after an exchange: nobody decides on old news."""
        self.meet()
        me = machines.present(self._database)
        ring = machines.ring_now(self._database, me)
        if not me.ring or me.did in {*ring.removed, *ring.forks, *ring.gaps}:
            raise InputError("machine_alone")
        return me, ring

    def _say(
        self,
        *,
        admitted: tuple[Contact, ...] | list[Contact] = (),
        removed: tuple[Removal, ...] | list[Removal] = (),
        epochs: tuple[Epoch, ...] | list[Epoch] = (),
    ) -> None:
        def paper(ring: str, did: str, head: Head) -> dict[str, object]:
            return said.ring_paper(
                ring, did, head, admitted=admitted, removed=removed, epochs=epochs
            )

        machines.say(self._database, paper, self._clock())
        self.meet()

    def _told(self, sent: int, received: int, changes: Changes, troubles: list[Trouble]) -> Met:
        met = Met(
            at=self._clock(),
            sent=sent,
            received=received,
            changes=changes,
            troubles=tuple(troubles),
        )
        machines.settle(self._database, met.at, told=json.dumps(_plain(met)))
        return met


def _mate(me: Machine, ring: Ring, card: Contact) -> Mate:
    is_this = card.did == me.did
    named = {**ring.gone, **ring.members}.get(ring.let_in_by(card.did))
    return Mate(
        card=card,
        is_this=is_this,
        heard=ring.heads.get(card.did, Head()).seq,
        let_in_by=named.name if named is not None else "",
        brought=() if is_this else ring.resting_on(card.did, me.did),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What came of the files that others put into the folder."""

    came: tuple[str, ...]
    """Credential ids."""
    waiting: int
    refused: int
    stopped: bool


def _take_in(
    session: Library,
    me: Machine,
    synced: syncing.Synced,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> _Taken:
    came: list[str] = []
    waiting = refused = done = 0
    wanted, stopped = sorted(synced.wanted.items()), False
    for some in _some_at_a_time(me, synced, wanted):
        stopped = cancelled is not None and cancelled()
        if stopped:
            break
        files = [one for one in some if one is not None]
        review = session.review(files)
        refused += sum(1 for row in review.rows if row.judged is None)
        came += session.keep(review).kept
        waiting, done = waiting + len(some) - len(files), done + len(some)
        if progress is not None:
            progress(done, len(wanted))
    return _Taken(came=tuple(came), waiting=waiting, refused=refused, stopped=stopped)


def _some_at_a_time(
    me: Machine, synced: syncing.Synced, wanted: Sequence[tuple[str, str]]
) -> Iterator[list[tuple[str, bytes] | None]]:
    """The files, in the order wanted: what is judged together lies in memory together."""
    some: list[tuple[str, bytes] | None] = []
    size = 0
    for pair in wanted:
        some.append(_file(me, synced, *pair))
        size += len(some[-1][1]) if some[-1] is not None else 0
        if len(some) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _file(
    me: Machine, synced: syncing.Synced, sha256: str, name: str
) -> tuple[str, bytes] | None:
    """Name and bytes of an original; None where it is not there, or is another one."""
    content = sync_folder.opened(Path(me.folder), name, synced.secrets)
    if content is None or not content.startswith(sync_folder.FILE):
        return None
    data = content.removeprefix(sync_folder.FILE)
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    return synced.names.get(sha256, name), data


def _changes(took: _Taken, changed: tuple[str, ...]) -> Changes:
    return Changes(
        kept=took.came,
        changed=tuple(one for one in dict.fromkeys(changed) if one not in took.came),
        areas=frozenset({AREA, "labels"}),
        stopped=took.stopped,
    )


def _counted(code: str, count: int) -> tuple[Trouble, ...]:
    return (Trouble(code=code, count=count),) if count else ()


def _plain(met: Met) -> Mapping[str, Any]:
    return {
        "at": text_of(met.at),
        "sent": met.sent,
        "received": met.received,
        "troubles": [asdict(one) for one in met.troubles],
    }


def _troubles(me: Machine, synced: syncing.Synced) -> Iterator[Trouble]:
    ring = synced.ring
    if me.did in ring.removed and me.did not in ring.quarrels:
        yield Trouble(code="this_removed")
    if me.did in {*ring.forks, *ring.gaps}:
        yield Trouble(code="this_copied")
    names = {did: card.name for did, card in {**ring.gone, **ring.members}.items()}
    told = (("gap", ring.gaps), ("fork", ring.forks), ("unheard", ring.unheard))
    for code, found in told:
        for did, count in sorted(found.items()):
            if did != me.did:
                yield Trouble(code=code, name=names.get(did, ""), did=did, count=count)
    for did in sorted(ring.quarrels):
        yield Trouble(code="quarrel", name=names.get(did, ""), did=did)
    yield from _counted("unread", 0 if synced.stopped else synced.unread)
