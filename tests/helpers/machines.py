"""Machines of one person in one process, and the folder between them."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from wallet.session import Costs, LibraryQuery, Session

PASSPHRASE = "correct horse battery"


class Clock:
    """Moves on by a second each time it is read."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.now = NOW + ahead

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def wallet(folder: Path, name: str, ahead: timedelta = timedelta()) -> Session:
    """A fresh wallet, unlocked."""
    made, _ = Session.create(folder / name, PASSPHRASE, clock=Clock(ahead), costs=Costs())
    return made


def together(shared: Path, first: Session, *others: Session) -> None:
    """One ring of machines that all admitted each other by cards."""
    if first.machines.this is None:
        first.machines.start(shared, "Laptop")
    card = first.machines.read_card(first.machines.card("Laptop"))
    for number, other in enumerate(others):
        name = f"Machine {number + 2}"
        first.machines.admit(first.machines.read_card(other.machines.card(name)))
        other.machines.join(card, shared, name)
        other.machines.meet()


def take_in(session: Session, issuer: Issuer, title: str) -> str:
    """One more credential; its id."""
    data = to_bytes(issuer.issue(title))
    return session.keep(session.review([(f"{title}.json", data)])).kept[0]


def settle(sessions: Iterable[Session], rounds: int = 4) -> None:
    """Let everybody exchange until nothing is left to say."""
    everybody = list(sessions)
    for _ in range(rounds):
        for one in everybody:
            one.machines.meet()


def seen(session: Session, erased: Container[str] = ()) -> str:
    """All that the owner sees of the wallet, as text: equal for machines that are alike.

    What was ``erased`` on one machine lies in the bin of the others: that is left out.
    """
    binned = tuple(one for one in session.deleted() if one.credential_id not in erased)
    told = {}
    for row in (*session.page(LibraryQuery(), size=500).rows, *binned):
        labelled = session.labels.of(row.credential_id)
        told[row.credential_id] = {
            "binned": row in binned,
            "tags": labelled.tags,
            "notes": sorted(one.text for one in labelled.notes),
            "favourite": labelled.favourite,
            "collections": sorted(one.name for one in labelled.collections),
        }
    named = sorted(one.name for one in session.labels.collections())
    return json.dumps([told, named], sort_keys=True, indent=1)
