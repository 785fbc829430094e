"""What was written, step by step: undone and done again.

Rules
-----
1. Every edit can be undone; undone to the end, the first draft is there again.
2. Typing in one field is one step: edits with one ``key`` after each other are joined.
3. A new edit takes the place of what had been undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wallet.pathways.authoring.draft import Draft

MOST = 500
"""Steps that are remembered; older ones stay done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A draft, and the drafts before and after it."""

    draft: Draft
    before: tuple[Draft, ...] = ()
    """The oldest first."""
    after: tuple[Draft, ...] = ()
    """What was undone, the next first."""
    key: object = None
    """Of the last edit; None: the next one is a step of its own."""

    def did(self, draft: Draft, key: object = None) -> History:
        """With one more edit (rules 2 and 3)."""
        if draft == self.draft:
            return self
        joins = key is not None and key == self.key
        before = self.before if joins else (*self.before, self.draft)[-MOST:]
        return History(draft=draft, before=before, key=key)

    def undo(self) -> History:
        """One step back; as it is where there is none."""
        if not self.before:
            return self
        return History(
            draft=self.before[-1], before=self.before[:-1], after=(self.draft, *self.after)
        )

    def redo(self) -> History:
        """One step that was undone, done again."""
        if not self.after:
            return self
        return History(
            draft=self.after[0], before=(*self.before, self.draft), after=self.after[1:]
        )

    def settled(self) -> History:
        """The field was left: what is typed next is a step of its own."""
        return replace(self, key=None)
