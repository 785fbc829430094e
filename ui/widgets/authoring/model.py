"""A pathway while it is written, as the widgets around it share it.

``edited`` tells that the draft is another: whoever shows it says it anew. ``rebuilt`` tells
that fields have to be made anew as well: something was added, moved, undone or chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ui.shell import Shell
from wallet.session.authoring import Work, writing
from wallet.wording import pathways as words

Draft = writing.Draft
Path = writing.Path
Field = writing.Field
Problem = writing.Problem


class Writing(QObject):
    """One draft with its history, what is wrong with it, and what is chosen in it."""

    edited = Signal()
    rebuilt = Signal()

    def __init__(self, shell: Shell, work: Work, languages: Sequence[str]) -> None:
        super().__init__()
        self.shell = shell
        self.work = work
        self.languages = tuple(languages)
        self.lang = _language(work.draft, languages)
        """In which texts are written."""
        self.history = writing.History(draft=work.draft)
        self.soundness = writing.look(work.draft)
        self.chosen: Path = ()
        """Position of what is chosen in the outline; empty: the pathway itself."""
        self.unfolded: set[str] = set()
        """Fields that are shown although nothing stands in them yet."""
        self.skills: dict[str, str] = {}
        """Address of a skill -> its name in a framework that is on this computer."""

    @property
    def draft(self) -> Draft:
        """As it is now."""
        return self.history.draft

    @property
    def reading(self) -> tuple[str, ...]:
        """Languages in which texts are shown, the one that is written first."""
        return (self.lang, *self.languages)

    # --- edits --------------------------------------------------------------------------------

    def type(self, base: Path, field: Field, text: str) -> None:
        """Something was typed into a field; its fields stay as they are."""
        made = writing.type_into(self.draft, base, field, text, self.lang)
        if field.name == "title" and base[:1] == ("slots",):
            made = writing.named_after_title(self.draft, made, base, self._published_slots())
        self._did(made, key=(base, field.name, self.lang))
        self.edited.emit()

    def choose(self, base: Path, field: Field, value: object) -> None:
        """Something was chosen; its fields stay as they are."""
        self._did(writing.choose(self.draft, base, field, value))
        self.edited.emit()

    def arrange(self, draft: Draft, at: Path | None = None) -> None:
        """Something was added, moved or taken away; ``at`` is chosen afterwards."""
        self._did(draft)
        if at is not None:
            self.chosen = at
        self._rebuild()

    def leave(self) -> None:
        """A field was left: what is typed next can be undone by itself."""
        self.history = self.history.settled()

    def undo(self) -> None:
        """One step back."""
        self._travel(self.history.undo())

    def redo(self) -> None:
        """One step forward again."""
        self._travel(self.history.redo())

    def select(self, path: Path) -> None:
        """Something else is chosen in the outline."""
        if path != self.chosen:
            self.leave()
            self.chosen = path
            self.rebuilt.emit()

    def unfold(self, key: str) -> None:
        """A field that is empty is to be shown."""
        self.unfolded.add(key)
        self.rebuilt.emit()

    def write_in(self, lang: str) -> None:
        """Texts are written in another language from now on."""
        if lang and lang != self.lang:
            self.lang = lang
            self._rebuild()

    def _published_slots(self) -> frozenset[str]:
        """Short names that others know already: they do not follow a title."""
        base = self.work.base
        return frozenset() if base is None else frozenset(one.id for one in base.slots)

    def _travel(self, history: writing.History) -> None:
        if history is not self.history:
            self.history = history
            self.soundness = writing.look(self.draft)
            self._rebuild()

    def _did(self, draft: Draft, key: object = None) -> None:
        before, self.history = self.history, self.history.did(draft, key)
        if self.history is not before:
            self.soundness = writing.look(self.draft)

    def _rebuild(self) -> None:
        while self.chosen and not self._is_there(self.chosen):
            self.chosen = self.chosen[:-1] if len(self.chosen) > 1 else ()
        self.edited.emit()
        self.rebuilt.emit()

    def _is_there(self, path: Path) -> bool:
        if path == writing.ROOT:
            return True
        return not isinstance(self.draft.at(path), list | None)

    # --- what is wrong ------------------------------------------------------------------------

    def problems_at(self, base: Path, field: Field) -> list[str]:
        """What is wrong in one field, in words."""
        path = (*base, *field.path)
        inside = field.kind in {writing.Kind.MATCH, writing.Kind.ROWS}
        return [
            words.reason_words(one.reason)
            for one in self.soundness.problems
            if one.path == path or (one.path[: len(path)] == path and not inside)
        ]

    def problems_of(self, base: Path, forms: Sequence[writing.Form]) -> list[str]:
        """What is wrong with a part and stands in none of its fields."""
        places = [(*base, *field.path) for form in forms for field in form.fields]
        below = [(*base, "of", index) for index in range(_children(self.draft, base))]
        found = []
        for one in self.soundness.problems:
            here = one.path[: len(base)] == base and bool(base)
            deeper = any(one.path[: len(at)] == at for at in (*places, *below))
            if here and not deeper:
                found.append(words.reason_words(one.reason))
        return found

    def is_faulty(self, path: Path) -> bool:
        """Whether anything is wrong in what stands at a position, or below it."""
        slot = writing.slot_path(self.draft, path) if path[:1] == ("tree",) else None
        return any(
            one.path[: len(at)] == at
            for one in self.soundness.problems
            for at in (path, slot)
            if at
        )


def _children(draft: Draft, base: Path) -> int:
    inside = draft.at((*base, "of")) if base[:1] == ("tree",) else None
    return len(inside) if isinstance(inside, list) else 0


def _language(draft: Draft, languages: Sequence[str]) -> str:
    """The language of the title; where there is none, the first of the person's."""
    title = draft.at(("title",)) or ()
    langs = [str(one.get("lang")) for one in title if isinstance(one, dict)]
    wanted = languages[0] if languages else "en"
    return wanted if wanted in langs or not langs else langs[0]
