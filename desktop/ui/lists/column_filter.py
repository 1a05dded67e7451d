"""What opens below a heading: the values of its column to be ticked, a part of a text, or from and to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.fields import NUMBERS
from desktop.core.i18n import _
from desktop.core.listing import Column, Condition
from desktop.ui.lists.conditions import ValueEditor, name_of
from desktop.ui.lists.filters import FilterBar
from desktop.ui.lists.model import heading
from desktop.ui.look.named import name_hint

MOST = 200  # values offered; the search line finds the others
PAUSE_MS = 150
VALUE = Qt.ItemDataRole.UserRole
PICKED = ("text", "choice", "flag")
Values = list[tuple[Any, int]]


class ColumnFilter(QFrame):
    """The filter of one column. `chosen(conditions)` when it is given; none where all rows shall be shown again."""

    chosen = Signal(object)

    def __init__(self, filters: FilterBar, column: Column, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.column = column
        before = [c for c in filters.query.conditions if c.column == column.name and not c.words]
        self.body = Picks(filters, column, before, self) if column.kind in PICKED else FromTo(column, before, self)
        title, self.problem = QLabel(heading(column), self), QLabel(self)
        clear, give = QPushButton(_("Show everything"), self), QPushButton(_("Filter"), self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        for label in (title, self.problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
        clear.setEnabled(bool(before))
        clear.clicked.connect(partial(self._give, ()))
        give.clicked.connect(self.give)
        for button in (clear, give):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(clear)
        line.addStretch(1)
        line.addWidget(give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(title)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.problem)
        layout.addLayout(line)

    def start(self) -> None:
        """Show it with the cursor in its first field."""
        self.show()
        self.body.setFocus()

    def give(self) -> None:
        """Filter by what is chosen; what is no number and no day is said instead."""
        problem = self.body.problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self._give(self.body.conditions())

    def _give(self, conditions: tuple[Condition, ...], *_checked: bool) -> None:
        self.close()
        self.chosen.emit(conditions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        else:
            super().keyPressEvent(event)


class Picks(QWidget):
    """The values that stand in a column, to be ticked, and for a text the part that it contains."""

    def __init__(self, filters: FilterBar, column: Column, before: list[Condition], parent: QWidget) -> None:
        super().__init__(parent)
        self._filters, self._column = filters, column
        self._ticked: dict[Any, None] = dict.fromkeys(_picked(before))  # in the order in which they were ticked
        self.search, self.list, self.more = QLineEdit(self), QListWidget(self), QLabel(self)
        name_hint(self.search, _("contains"))
        self.search.setClearButtonEnabled(True)
        self.search.setText(next((str(c.value) for c in before if c.operator == "contains"), ""))
        self.search.setVisible(column.kind == "text")
        self.more.setObjectName("hint")
        self.more.setWordWrap(True)
        self.more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self.list, self.more):
            layout.addWidget(widget)
        letters = self.fontMetrics().horizontalAdvance("0")
        self.list.setMinimumSize(30 * letters, 12 * self.fontMetrics().lineSpacing())
        self.setFocusProxy(self.search if column.kind == "text" else self.list)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(self._pause.start)
        self.list.itemChanged.connect(self._on_ticked)
        self._ask()

    def _ask(self) -> None:
        """Count the values beside the window, among the rows that the other filters leave."""
        filters, column, text = self._filters, self._column, self.search.text().strip()
        among = (Condition(column.name, "contains", text),) if text else ()
        query = replace(filters.query, conditions=(*filters.of_others(column.name), *among))

        def read() -> Values:
            with filters.context.db.reading() as session:
                return filters.listing.values(session, query, column.name, MOST + 1)

        filters.context.tasks.read(read, self._show)

    def _show(self, values: Values) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        counted = dict(_merged(self._column, values)[:MOST])
        for value in (*(v for v in self._ticked if v not in counted), *counted):
            count = f"  ({counted[value]:,})" if value in counted else ""
            item = QListWidgetItem(f"{name_of(self._column, value)}{count}")
            item.setData(VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in self._ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.more.setVisible(len(values) > MOST)
        self.more.setText(_("The {n} most frequent are shown; type to find others.").format(n=MOST))

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked[item.data(VALUE)] = None
        else:
            self._ticked.pop(item.data(VALUE), None)

    def problem(self) -> str:
        """Nothing that is ticked or searched for is wrong."""
        return ""

    def conditions(self) -> tuple[Condition, ...]:
        """What is ticked, else what the text contains."""
        name, text = self._column.name, self.search.text().strip()
        if self._column.kind == "flag":
            return () if len(self._ticked) != 1 else (Condition(name, "yes" if True in self._ticked else "no"),)
        if self._ticked:
            return (Condition(name, "in", tuple(self._ticked)),)
        return (Condition(name, "contains", text),) if text else ()


class FromTo(QWidget):
    """From and to of numbers, amounts and days; or only those without a value, or with one."""

    def __init__(self, column: Column, before: list[Condition], parent: QWidget) -> None:
        super().__init__(parent)
        self._column = column
        self.low, self.high = ValueEditor(self), ValueEditor(self)
        self.empty, self.filled = QCheckBox(_("is empty"), self), QCheckBox(_("is filled in"), self)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        ranged = column.kind == "day" or column.kind in NUMBERS
        titles = (_("from"), _("until")) if column.kind == "day" else (_("at least"), _("at most"))
        for editor, title in zip((self.low, self.high), titles, strict=True):
            if ranged:
                editor.show_kind(column.kind, None)
                layout.addRow(title, editor)
            else:
                editor.hide()
        ticks = QHBoxLayout()
        for box, other in ((self.empty, self.filled), (self.filled, self.empty)):
            box.setChecked(any(c.operator == ("empty" if box is self.empty else "filled") for c in before))
            box.toggled.connect(partial(_untick, other))
            ticks.addWidget(box)
        layout.addRow(ticks)
        self.setMinimumWidth(30 * self.fontMetrics().horizontalAdvance("0"))
        self.setFocusProxy(self.low if ranged else self.empty)
        for editor, value in zip((self.low, self.high), _limits(before), strict=True):
            if ranged and value is not None:
                editor.set_value(value)

    def problem(self) -> str:
        """What is wrong with what is typed."""
        return self.low.problem() or self.high.problem()

    def conditions(self) -> tuple[Condition, ...]:
        """What is chosen."""
        name, low, high = self._column.name, self.low.value(), self.high.value()
        least, most = ("from", "until") if self._column.kind == "day" else ("least", "most")
        for box, operator in ((self.empty, "empty"), (self.filled, "filled")):
            if box.isChecked() and low is None and high is None:
                return (Condition(name, operator),)
        if low is not None and high is not None:
            return (Condition(name, "between", (min(low, high), max(low, high))),)
        return (Condition(name, least, low),) if low is not None else (Condition(name, most, high),) if high is not None else ()


def _untick(other: QCheckBox, on: bool) -> None:
    if on:
        other.setChecked(False)


def _picked(before: list[Condition]) -> list[Any]:
    """The values that the conditions before had picked."""
    found: list[Any] = []
    for condition in before:
        if condition.operator == "in":
            found += condition.value
        elif condition.operator == "is":
            found.append(condition.value)
        elif condition.operator in ("yes", "no"):
            found.append(condition.operator == "yes")
        elif condition.operator == "empty":
            found.append("")
    return found


def _limits(before: list[Condition]) -> tuple[Any, Any]:
    """From and to of the conditions before."""
    low = high = None
    for condition in before:
        if condition.operator in ("between", "is"):
            low, high = condition.value if condition.operator == "between" else (condition.value, condition.value)
        elif condition.operator in ("least", "from"):
            low = condition.value
        elif condition.operator in ("most", "until"):
            high = condition.value
    return low, high


def _merged(column: Column, values: Values) -> Values:
    """The values as they are picked: of a yes or no nothing counts as no, elsewhere as an empty text."""
    counted: dict[Any, int] = {}
    for value, count in values:
        key = bool(value) if column.kind == "flag" else "" if value is None else value
        counted[key] = counted.get(key, 0) + count
    return list(counted.items())
