"""A case that is not read any more: why, how far it is, and a way to forget it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.widgets.layouts import Card
from ui.widgets.notes import Note
from ui.widgets.reviews.forgetting import Forgetting
from ui.widgets.text import Label, small
from wallet import wording
from wallet.wording import reviews as words

if TYPE_CHECKING:
    from wallet.session.reviewing import Unread


class UnreadCard(Card):
    """Nothing of what is in it is repeated but its id."""

    def __init__(self, one: Unread, removes: Callable[[str], object]) -> None:
        super().__init__(gap=10)
        told = wording.error(one.error.code, one.error.facts)
        self.inside.addWidget(Note(told.meaning, "not_valid"))
        self.inside.addWidget(Label(words.state(one.state), "strong"))
        self.inside.addWidget(small(one.id, data=True))
        self.inside.addWidget(Forgetting(lambda: removes(one.id)))
