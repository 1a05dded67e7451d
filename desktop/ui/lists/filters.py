"""The line above a list: search, conditions as chips, presets, saved views."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.listing import Condition, Listing, Query
from desktop.ui.lists.conditions import OPERATORS, ConditionEditor, sentence
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.icons import icon
from desktop.ui.look.menus import hang
from desktop.ui.look.named import name_hint, name_tip

if TYPE_CHECKING:
    from desktop.ui.context import Context

PAUSE_MS = 150


class FilterBar(QWidget):
    """Search box and filters of a list. `changed(Query)` when the list should show something else; `column_wanted(name)`
    when a condition made in a heading is to be changed."""

    changed = Signal(object)
    leaving = Signal()
    column_wanted = Signal(str)

    def __init__(self, context: Context, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.listing = context, listing
        self.query = Query()
        self.lent = False  # the conditions came with a number elsewhere and go when the user comes by himself
        self._editing: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_text)
        self.search = SearchLine(self)
        self.search.textChanged.connect(self._timer.start)
        self.search.leaving.connect(self._on_leaving)
        self.filter_button = self._menu_button("filter")
        self._fields = QMenu(self.filter_button.menu())
        self._further = QMenu(self._fields)
        self.filter_button.menu().aboutToShow.connect(self._fill_menu)
        self.filter_button.menu().triggered.connect(self._on_menu)
        self.editor = ConditionEditor(listing.columns, self)
        self.editor.ready.connect(self._on_condition)
        self.editor.closed.connect(self._close_editor)
        self.editor.hide()
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips)
        self._chips.hide()
        self.line = QHBoxLayout()
        self.line.setSpacing(2)
        self.line.addWidget(self.search, 1)
        self.line.addWidget(self.filter_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self.line)
        layout.addWidget(self.editor)
        layout.addWidget(self._chips)
        self.retranslate()

    def _menu_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        hang(button, QMenu(button))
        return button

    def retranslate(self) -> None:
        """Show words in the language in force."""
        name_hint(self.search, _("Search {list}").format(list=_(self.listing.title)))
        name_tip(self.filter_button, _("Filter by a column"))
        self._show_chips()

    # -- the query ------------------------------------------------------------------------------------------------

    def set_query(self, query: Query) -> None:
        """Show and ask for `query`."""
        self.lent = self.lent and query.conditions == self.query.conditions
        self.query = query
        if self.search.text() != query.text:
            self.search.setText(query.text)
            self._timer.stop()
        self._show_chips()
        self.changed.emit(query)

    def set_order(self, order: tuple[tuple[str, bool], ...]) -> None:
        """Ask for another order."""
        self.set_query(replace(self.query, order=order))

    def show_preset(self, name: str) -> None:
        """Show what a preset of the listing names; "" for everything."""
        self.show_conditions(self.listing.preset(name).conditions() if name else ())

    def show_conditions(self, conditions: tuple[Condition, ...]) -> None:
        """Show what fits all these conditions, and nothing else."""
        self.set_query(replace(self.query, text="", conditions=conditions))

    def lend(self, conditions: tuple[Condition, ...]) -> None:
        """Show what fits these conditions for as long as the user follows a number that he saw elsewhere."""
        self.show_conditions(conditions)
        self.lent = bool(conditions)

    def lend_preset(self, name: str) -> None:
        """Show a preset of the listing so; "" for everything."""
        self.lend(self.listing.preset(name).conditions() if name else ())

    def filter_column(self, name: str, conditions: tuple[Condition, ...]) -> None:
        """Filter by these conditions on a column instead of those it had."""
        self.set_query(replace(self.query, conditions=(*self.of_others(name), *conditions)))

    def of_others(self, name: str) -> tuple[Condition, ...]:
        """The conditions on other columns than this one."""
        return tuple(c for c in self.query.conditions if c.column != name or c.words)

    def clear(self) -> None:
        """Show everything."""
        self.set_query(replace(self.query, text="", conditions=()))

    def type_text(self, text: str) -> None:
        """Go on searching with what was typed into the list."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(text)

    def go_to_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_text(self) -> None:
        if self.search.text() != self.query.text:
            self.set_query(replace(self.query, text=self.search.text()))

    def _on_leaving(self) -> None:
        self._timer.stop()
        self._on_text()
        self.leaving.emit()

    # -- conditions -----------------------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        menu = self.filter_button.menu()
        menu.clear()
        for preset in self.listing.presets:
            menu.addAction(_(preset.title)).setData(("preset", preset.name))
        if self.listing.presets:
            menu.addSeparator()
        for inner, title in ((self._fields, _("By a field")), (self._further, _("Further fields"))):
            inner.clear()
            inner.setTitle(title)
        for column in self.listing.columns:
            if OPERATORS.get(column.kind):
                (self._further if column.extra else self._fields).addAction(_(column.title)).setData(("column", column.name))
        menu.addMenu(self._fields)
        if not self._further.isEmpty():
            self._fields.addMenu(self._further)
        menu.addSeparator()
        clear = menu.addAction(_("Show everything"))
        clear.setData(("clear", ""))
        clear.setEnabled(bool(self.query.conditions or self.query.text))

    def _on_menu(self, action: Any) -> None:
        kind, name = action.data()
        if kind == "preset":
            self.show_preset(name)
        elif kind == "clear":
            self.clear()
        else:
            self.add_condition(name)

    def add_condition(self, column: str) -> None:
        """Open the line in which a condition on `column` is written."""
        self._editing = None
        self.editor.start(column)

    def _on_condition(self, condition: Condition) -> None:
        conditions = list(self.query.conditions)
        if self._editing is not None and self._editing < len(conditions):
            conditions[self._editing] = condition
        else:
            conditions.append(condition)
        self._close_editor()
        self.set_query(replace(self.query, conditions=tuple(conditions)))

    def _close_editor(self) -> None:
        self._editing = None
        self.editor.hide()

    def _show_chips(self) -> None:
        self._flow.clear()
        for place, condition in enumerate(self.query.conditions):
            chip = Chip(sentence(self.listing.asked(condition), condition), place, self._chips)
            chip.removed.connect(self._on_removed)
            chip.edited.connect(self._on_edited)
            self._flow.addWidget(chip)
            chip.show()
        if len(self.query.conditions) > 1:
            self._flow.addWidget(self._clearing())
        self._chips.setVisible(bool(self.query.conditions))
        self.filter_button.setChecked(bool(self.query.conditions))

    def _clearing(self) -> QToolButton:
        """The button that takes all conditions away at once."""
        button = QToolButton(self._chips)
        button.setText(_("Clear all filters"))
        button.setAutoRaise(True)
        button.clicked.connect(self.clear)
        button.show()
        return button

    def _on_removed(self, place: int) -> None:
        conditions = self.query.conditions
        self.set_query(replace(self.query, conditions=conditions[:place] + conditions[place + 1:]))

    def _on_edited(self, place: int) -> None:
        condition = self.query.conditions[place]
        if condition.words:  # whose rows a list shows is taken away or kept, not edited
            return
        if condition.operator not in OPERATORS[self.listing.column(condition.column).kind]:
            self.column_wanted.emit(condition.column)
            return
        self._editing = place
        self.editor.start(condition.column, condition)


class SearchLine(QLineEdit):
    """The search box. Escape empties it, Down and Enter go to the list."""

    leaving = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.leaving.emit()
        else:
            super().keyPressEvent(event)


class Chip(QFrame):
    """A condition in words with a cross; a click on the words changes it."""

    removed = Signal(int)
    edited = Signal(int)

    def __init__(self, text: str, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self._place = place
        words = QToolButton(self)
        words.setText(text)
        cross = QToolButton(self)
        cross.setIcon(icon("close"))
        name_tip(cross, _("Remove this condition"))
        for button, slot in ((words, self._on_words), (cross, self._on_cross)):
            button.setAutoRaise(True)
            button.clicked.connect(slot)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(words)
        line.addWidget(cross)

    def _on_words(self) -> None:
        self.edited.emit(self._place)

    def _on_cross(self) -> None:
        self.removed.emit(self._place)


