"""One condition of a filter: its words, and the line in which it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from desktop.core.choices import Choices
from desktop.core.fields import NUMBERS
from desktop.core.i18n import N_, _
from desktop.core.listing import Column, Condition, show
from desktop.ui.fields.widgets import DateEdit, NumberEdit
from desktop.ui.look.icons import icon
from desktop.ui.look.menus import hang
from desktop.ui.look.named import name_tip
from desktop.ui.look.words_box import WordsBox

OPERATORS: dict[str, tuple[str, ...]] = {
    "text": ("contains", "is", "begins", "empty", "filled"),
    **dict.fromkeys(NUMBERS, ("least", "most", "between", "is", "empty", "filled")),
    "day": ("from", "until", "between", "last_days", "next_days", "is", "empty", "filled"),
    "moment": ("empty", "filled"),
    "choice": ("in", "not_in"),
    "flag": ("yes", "no"),
}
WORDS = {"contains": N_("contains"), "is": N_("is"), "begins": N_("begins with"), "empty": N_("is empty"),
         "filled": N_("is filled in"), "least": N_("at least"), "most": N_("at most"), "between": N_("between"),
         "from": N_("from"), "until": N_("until"), "last_days": N_("in the last … days"),
         "next_days": N_("in the next … days"), "in": N_("is one of"), "not_in": N_("is none of"),
         "yes": N_("yes"), "no": N_("no")}
NAMED = 3  # so many values of a condition are named in its chip
WITHOUT_VALUE = ("empty", "filled", "yes", "no")


def sentence(column: Column, condition: Condition) -> str:
    """A condition in words, for its chip: “Level is A or B”, “Valid until in the next 30 days”."""
    title, operator, value = _(column.title), condition.operator, condition.value
    if condition.words or operator in WITHOUT_VALUE:
        return _("{title}: {words}").format(title=title, words=condition.words or _(WORDS[operator]))
    if operator in ("in", "not_in"):
        words = _one_of([name_of(column, v) for v in value])
        return (_("{title}: {words}") if operator == "in" else _("{title}: not {words}")).format(title=title, words=words)
    if operator == "between":
        return _("{title}: {words}").format(title=title, words=f"{show(column, value[0])} – {show(column, value[1])}")
    if operator in ("last_days", "next_days"):
        return f"{title} {_(WORDS[operator]).replace('…', str(value))}"
    if operator == "contains":
        return _("{title}: {words}").format(title=title, words=f"“{value}”")
    signs = {"least": "≥", "most": "≤", "from": "≥", "until": "≤", "is": "="}
    return f"{title} {signs.get(operator, _(WORDS[operator]))} {show(column, value)}"


def name_of(column: Column, value: Any) -> str:
    """What one value of a column is called where values are picked; nothing has a name as well."""
    if column.kind == "flag":
        return _("yes") if value else _("no")
    return (show(column, value) if value not in (None, "") else "") or _("(blank)")


def _one_of(names: Sequence[str]) -> str:
    """Several names, the first few in full."""
    if len(names) <= NAMED:
        return _(" or ").join(names)
    return _("{names} and {n} more").format(names=_(", ").join(names[:NAMED]), n=len(names) - NAMED)


class ConditionEditor(QWidget):
    """The line in which a condition is written: column, operator, value. `ready(Condition)` when it is given."""

    ready = Signal(object)
    closed = Signal()

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = {c.name: c for c in columns if OPERATORS.get(c.kind)}
        self.column_box, self.operator_box = WordsBox(self), WordsBox(self)
        self.values = [ValueEditor(self), ValueEditor(self)]
        self.column_box.currentIndexChanged.connect(self._on_column)
        self.operator_box.currentIndexChanged.connect(self._on_operator)
        self.column_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.operator_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for widget, share in ((self.column_box, 5), (self.operator_box, 4), (self.values[0], 5), (self.values[1], 4)):
            line.addWidget(widget, share)
        line.addWidget(self._button("ok", _("Filter"), self.give))
        line.addWidget(self._button("close", _("Close"), self.closed.emit))
        self._fill()

    def _button(self, name: str, tip: str, slot: Any) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        name_tip(button, tip)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    def _fill(self) -> None:
        self.column_box.clear()
        for column in self._columns.values():
            self.column_box.addItem(_(column.title), column.name)

    def _column(self) -> Column | None:
        return self._columns.get(str(self.column_box.currentData()))

    def _on_column(self, _number: int) -> None:
        column = self._column()
        if column is None:
            return
        self.operator_box.clear()
        for operator in OPERATORS[column.kind]:
            self.operator_box.addItem(_(WORDS[operator]), operator)

    def _on_operator(self, _number: int) -> None:
        column, operator = self._column(), self.operator_box.currentData()
        if column is None or operator is None:
            return
        kind = "days" if operator in ("last_days", "next_days") else column.kind
        for place, editor in enumerate(self.values):
            wanted = operator not in WITHOUT_VALUE and (place == 0 or operator == "between")
            editor.setVisible(wanted)
            if wanted:
                editor.show_kind(kind, column.choices)

    def start(self, name: str = "", condition: Condition | None = None) -> None:
        """Begin with a column, or with a condition to be changed."""
        place = self.column_box.findData(condition.column if condition else name)
        self.column_box.setCurrentIndex(max(place, 0))
        if condition:
            self.operator_box.setCurrentIndex(max(self.operator_box.findData(condition.operator), 0))
            several = condition.operator == "between"
            for editor, value in zip(self.values, condition.value if several else (condition.value,), strict=False):
                editor.set_value(value)
        self.show()
        (self.values[0] if self.values[0].isVisible() else self.operator_box).setFocus()

    def give(self) -> None:
        """Give the condition, if it is whole."""
        column, operator = self._column(), str(self.operator_box.currentData())
        if column is None:
            return
        values = [e.value() for e in self.values if e.isVisible()]
        if any(v in (None, "", ()) for v in values):
            next(e for e in self.values if e.isVisible() and e.value() in (None, "", ())).setFocus()
            return
        value = tuple(values) if operator == "between" else values[0] if values else None
        self.ready.emit(Condition(column.name, operator, value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class ValueEditor(QWidget):
    """The value of a condition: text, number, day, or several words of a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._editor: QWidget | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)

    def show_kind(self, kind: str, choices: Choices | None) -> None:
        """Offer an editor for values of that kind."""
        if kind == self._kind and kind != "choice":
            return
        self._kind = kind
        if self._editor is not None:
            self._line.removeWidget(self._editor)
            self._editor.deleteLater()
        self._editor = self._make(kind, choices)
        self._editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.addWidget(self._editor)
        self.setFocusProxy(self._editor)

    def _make(self, kind: str, choices: Choices | None) -> QWidget:
        if kind == "choice" and choices:
            return ChoiceMenu(choices, self)
        if kind == "day":
            return DateEdit(self)
        if kind in NUMBERS or kind == "days":
            number = NumberEdit(self)
            number.kind = "whole" if kind == "days" else kind
            return number
        return QLineEdit(self)

    def value(self) -> Any:
        """The value, None or "" for nothing."""
        editor: Any = self._editor
        if isinstance(editor, QLineEdit) and not hasattr(editor, "value"):
            return editor.text().strip()
        return editor.value() if editor else None

    def problem(self) -> str:
        """Why what is typed is no such value; "" where it is one, or nothing."""
        editor: Any = self._editor
        return editor.problem() if editor is not None and hasattr(editor, "problem") else ""

    def set_value(self, value: Any) -> None:
        """Show a value."""
        editor: Any = self._editor
        if hasattr(editor, "set_value"):
            editor.set_value(value)
        elif editor is not None:
            editor.setText(str(value or ""))


class ChoiceMenu(QToolButton):
    """Several words of a list, ticked in a menu that stays open."""

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._boxes: dict[str, QCheckBox] = {}
        menu = QMenu(self)
        for value in choices:
            box = QCheckBox(choices.label(value), menu)
            box.setStyleSheet("padding: 3px 12px;")
            box.toggled.connect(self._on_toggled)
            action = QWidgetAction(menu)
            action.setDefaultWidget(box)
            menu.addAction(action)
            self._boxes[value] = box
        hang(self, menu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._on_toggled()

    def value(self) -> tuple[str, ...]:
        """The words that are ticked."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def set_value(self, values: Sequence[str]) -> None:
        """Tick these words."""
        for value, box in self._boxes.items():
            box.setChecked(value in (values or ()))

    def _on_toggled(self, _on: bool = False) -> None:
        text = _(", ").join(self._choices.label(v) for v in self.value())
        self.setText(text or _("choose…"))
