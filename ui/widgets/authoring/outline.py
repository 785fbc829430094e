"""The outline of a pathway: groups, requirements and rules, arranged by drag or by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from ui.icons import icon
from ui.theme import GRID, current_theme
from ui.widgets.authoring.model import Path, Writing
from ui.widgets.authoring.pieces import wide
from ui.widgets.buttons import Button
from ui.widgets.fields import combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import heading, mark_data, small
from wallet.session.authoring import writing
from wallet.wording import tr

_PATH = Qt.ItemDataRole.UserRole
_RULES: Path = ("rules",)
_LOOSE: Path = ("slots",)
_LEAST = 160
_SYMBOL, _AIR = 18, 26
"""Pixels of a line's symbol, and of the air around it and its words."""
_KEYS = {
    Qt.Key.Key_Up: writing.Move.UP,
    Qt.Key.Key_Down: writing.Move.DOWN,
    Qt.Key.Key_Right: writing.Move.IN,
    Qt.Key.Key_Left: writing.Move.OUT,
}
_MIRRORED = {Qt.Key.Key_Right: Qt.Key.Key_Left, Qt.Key.Key_Left: Qt.Key.Key_Right}
_Place = QAbstractItemView.DropIndicatorPosition


class _Wrapped(QStyledItemDelegate):
    """Lines that go on in the next one: nothing of a sentence is cut off."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the words need in the room that is left to them."""
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        side = self._tree.iconSize().width() + _AIR
        room = self._tree.viewport().width() - depth * self._tree.indentation() - side
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        box = option.fontMetrics.boundingRect(
            QRect(0, 0, max(room, 40), 10_000), Qt.TextFlag.TextWordWrap, text
        )
        return QSize(max(room, 40), box.height() + GRID)


class Tree(QTreeWidget):
    """Says each part as its sentence. Alt and an arrow moves a part, Delete removes it."""

    def __init__(self, model: Writing) -> None:
        super().__init__()
        self._model = model
        self._filling = False
        self.setAccessibleName(tr("Parts of the pathway"))
        self.setAccessibleDescription(
            tr("Alt and an arrow key moves the chosen part, Delete takes it away.")
        )
        mark_data(self)
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(_Wrapped(self))
        self.setUniformRowHeights(False)
        self.setIndentation(18)
        side = round(_SYMBOL * current_theme().scale)
        self.setIconSize(QSize(side, side))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setTabKeyNavigation(False)
        self.currentItemChanged.connect(lambda item, _old: self._chosen(item))
        model.edited.connect(self.fill)
        model.rebuilt.connect(self.fill)
        self.fill()

    # --- showing ------------------------------------------------------------------------------

    def fill(self) -> None:
        """Says everything anew; what is chosen stays chosen."""
        self._filling = True
        self.clear()
        draft = self._model.draft
        top = self.invisibleRootItem()
        self._item(top, (), tr("About this pathway"), self._title(), "info")
        tree = writing.tree_of(draft)
        root = self._group(top, writing.ROOT)
        self._children(root, writing.ROOT, tree)
        loose = list(writing.loose(draft))
        if loose:
            beside = self._item(top, _LOOSE, tr("Beside the groups"), "", "slot_unknown")
            for index in loose:
                self._slot(beside, (*_LOOSE, index))
        rules = self._item(top, _RULES, tr("Rules"), "", "check")
        for index, _ in enumerate(draft.at(_RULES) or ()):
            path = (*_RULES, index)
            name = writing.name_of(draft, path, self._model.reading)
            said = writing.sentence_of(draft, path, self._model.reading)
            self._item(rules, path, name, said, "check")
        self.expandAll()
        self._select()
        self._filling = False
        self.updateGeometry()

    def _title(self) -> str:
        return writing.title_in(self._model.draft.at(("title",)), self._model.reading)

    def _group(self, above: QTreeWidgetItem, path: Path) -> QTreeWidgetItem:
        name = writing.name_of(self._model.draft, path, self._model.reading)
        said = writing.group_words(self._model.draft, path, self._model.reading)
        return self._item(above, path, name, said, "folder")

    def _slot(self, above: QTreeWidgetItem, path: Path) -> None:
        slot = writing.slot_path(self._model.draft, path)
        if slot is None:
            name = str(self._model.draft.at(path))
            self._item(above, path, name, tr("There is no such requirement."), "warning")
            return
        name = writing.name_of(self._model.draft, slot, self._model.reading)
        said = writing.sentence_of(self._model.draft, slot, self._model.reading)
        self._item(above, path, name, said, "slot_unmet")

    def _children(self, above: QTreeWidgetItem, path: Path, group: object) -> None:
        inside = group.get("of") if isinstance(group, dict) else None
        for index, one in enumerate(inside or ()):
            at = (*path, "of", index)
            if isinstance(one, dict):
                self._children(self._group(above, at), at, one)
            else:
                self._slot(above, at)

    def _item(
        self, above: QTreeWidgetItem, path: Path, name: str, said: str, symbol: str
    ) -> QTreeWidgetItem:
        faulty = self._is_faulty(path)
        words = "\n".join(filter(None, (name, said)))
        if faulty:
            words = tr("{part}\nSomething is missing or wrong here.", part=words)
        made = QTreeWidgetItem(above, [words])
        made.setData(0, _PATH, path)
        colours = current_theme().colours
        ink = colours.not_genuine if faulty else colours.muted
        made.setIcon(
            0, icon("warning" if faulty else symbol, ink, size=self.iconSize().width())
        )
        fixed = len(path) <= 1
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not fixed:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if path[:1] != _LOOSE:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        made.setFlags(flags)
        return made

    def _is_faulty(self, path: Path) -> bool:
        if path:
            return path not in {_RULES, _LOOSE} and self._model.is_faulty(path)
        parts = {"slots", "tree", "rules"}
        return any(
            not one.path or one.path[0] not in parts for one in self._model.soundness.problems
        )

    def items(self) -> Iterator[QTreeWidgetItem]:
        """Every line, from the top."""
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def item_at(self, path: Path) -> QTreeWidgetItem | None:
        """The line of a position."""
        return next((one for one in self.items() if _path(one) == path), None)

    def sizeHint(self) -> QSize:
        """As high as its lines: the page scrolls, not a part of it."""
        high = 2 * GRID + sum(self.visualItemRect(one).height() for one in self.items())
        return QSize(round(240 * current_theme().scale), max(high, _LEAST))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows wrap."""
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
            self.updateGeometry()

    # --- choosing and moving ------------------------------------------------------------------

    def _select(self) -> None:
        item = self.item_at(self._model.chosen)
        if item is not None:
            self.setCurrentItem(item)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self._model.select(_path(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow moves, in the direction of writing; Delete removes."""
        key = Qt.Key(event.key())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            key = _MIRRORED.get(key, key)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _KEYS:
            self.move_chosen(_KEYS[key])
        elif key == Qt.Key.Key_Delete:
            self.remove_chosen()
        else:
            super().keyPressEvent(event)

    def move_chosen(self, to: writing.Move) -> None:
        """One step."""
        made = writing.move(self._model.draft, self._model.chosen, to)
        self._model.arrange(made.draft, made.at)

    def remove_chosen(self) -> None:
        """Takes away what is chosen; it can be undone."""
        path = self._model.chosen
        if len(path) > 1:
            self._model.arrange(writing.remove(self._model.draft, path))

    def drop(self, what: Path, onto: Path, where: _Place) -> None:
        """What was dragged, before, behind or into something else."""
        if what[:1] == _RULES or onto[:1] == _RULES:
            self._drop_rule(what, onto, where)
        elif onto == _LOOSE:
            made = writing.take_out(self._model.draft, what)
            self._model.arrange(made.draft, made.at)
        elif onto[:1] == ("tree",):
            group, index = self._target(onto, where)
            made = writing.place(self._model.draft, what, group, index)
            self._model.arrange(made.draft, made.at)

    def _drop_rule(self, what: Path, onto: Path, where: _Place) -> None:
        if what[:1] != _RULES or onto[:1] != _RULES or len(what) == 1:
            return
        index = int(what[1])
        to = int(onto[1]) + (where == _Place.BelowItem) if len(onto) > 1 else 0
        to -= to > index
        draft = writing.moved(self._model.draft, _RULES, index, to)
        self._model.arrange(draft, (*_RULES, to))

    def _target(self, onto: Path, where: _Place) -> tuple[Path, int]:
        """The group that something is dropped into, and before which of its parts."""
        is_group = not isinstance(self._model.draft.at(onto), str)
        if is_group and (where == _Place.OnItem or onto == writing.ROOT):
            inside = writing.with_tree(self._model.draft).at((*onto, "of"))
            return onto, len(inside or ())
        behind = where in {_Place.BelowItem, _Place.OnItem}
        return onto[:-2], int(onto[-1]) + behind

    def dropEvent(self, event: QDropEvent) -> None:
        """The draft is arranged, and then shown; the lines themselves are never moved."""
        if event.source() is self:
            self.take_drop(event, self._model.chosen)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def take_drop(self, event: QDropEvent, what: Path) -> None:
        """Something of ours was let go over a line."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and len(what) > 1:
            self.drop(what, _path(item), self.dropIndicatorPosition())


def _path(item: QTreeWidgetItem) -> Path:
    return tuple(item.data(0, _PATH) or ())


class Outline(Card):
    """The tree, and everything that can be done with it by button."""

    def __init__(self, model: Writing) -> None:
        super().__init__(heading(tr("How it is built")), gap=GRID)
        self._model = model
        self.tree = Tree(model)
        moves = (
            (tr("Up"), tr("Move it up"), writing.Move.UP),
            (tr("Down"), tr("Move it down"), writing.Move.DOWN),
            (tr("In"), tr("Move it into the group beside it"), writing.Move.IN),
            (tr("Out"), tr("Move it out of its group"), writing.Move.OUT),
        )
        self._moves = [
            Button(words, partial(self._move, to), kind="quiet", hint=hint)
            for words, hint, to in moves
        ]
        self.removes = Button(tr("Remove"), self._remove, kind="quiet", symbol="bin")
        slot = Button(tr("Requirement"), self._add_slot, symbol="add")
        slot.setAccessibleName(tr("Add a requirement"))
        group = Button(tr("Group"), self._add_group, symbol="add")
        group.setAccessibleName(tr("Add a group"))
        rule = Button(tr("Rule"), self._add_rule, symbol="add")
        rule.setAccessibleName(tr("Add this rule"))
        self.inside.addWidget(Flow(slot, group))
        types: list[tuple[str, object]] = [
            (form.name(), type_) for type_, form in writing.RULES.items()
        ]
        self.types = combo(types, "totalCredits", tr("Kind of rule"))
        self.types.setMinimumWidth(wide(140))
        self.inside.addWidget(Flow(self.types, rule))
        self.inside.addWidget(Flow(*self._moves, self.removes, gap=GRID // 2))
        self._hint = small(tr("Drag the parts, or move them with Alt and the arrow keys."))
        self.inside.addWidget(self._hint)
        self.inside.addWidget(self.tree)
        model.rebuilt.connect(self._able)
        model.edited.connect(self._able)
        self._able()

    def _able(self) -> None:
        path = self._model.chosen
        for button in (*self._moves, self.removes):
            button.setEnabled(len(path) > 1)

    def _move(self, to: writing.Move) -> None:
        self.tree.move_chosen(to)

    def _remove(self) -> None:
        self.tree.remove_chosen()

    def _group(self) -> Path:
        """The group that is chosen, or in which the chosen part stands."""
        path = self._model.chosen
        if path[:1] != ("tree",):
            return writing.ROOT
        while path != writing.ROOT and isinstance(self._model.draft.at(path), str):
            path = path[:-2]
        return path

    def _add_slot(self) -> None:
        made = writing.add_slot(self._model.draft, "", self._model.lang, self._group())
        self._model.arrange(made.draft, made.at)

    def _add_group(self) -> None:
        made = writing.add_group(self._model.draft, self._group())
        self._model.arrange(made.draft, made.at)

    def _add_rule(self) -> None:
        made = writing.add_rule(self._model.draft, str(self.types.currentData()))
        self._model.arrange(made.draft, made.at)
