"""One way to read and write any widget of a form, whatever its class."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.core.fields import NUMBERS
from desktop.core.i18n import _
from desktop.ui.fields.completer import RecordEdit
from desktop.ui.fields.widgets import ChoiceAdapter, ChoiceBox, DateEdit, LongText, MomentEdit, NumberEdit

if TYPE_CHECKING:
    from sqlalchemy import Column

    from desktop.ui.context import Context

COMBO_LETTERS = 8
LEAST = 90  # logical pixels of any field
NAME = 130  # of a name with its buttons
WORDS, BESIDE = 210, 44  # logical pixels: the most that the words of a box ask for, and what stands around them
WIDGETS: dict[str, type[QWidget]] = {
    "choice": ChoiceBox, "link": RecordEdit, "day": DateEdit, "moment": MomentEdit, **dict.fromkeys(NUMBERS, NumberEdit)}


class Binding:
    """A widget of a form and the field it edits.

    A text that is stored in both languages (乳熟期 / milk stage) is shown in the one in force, and stays as it is stored until
    it is typed anew.
    """

    def __init__(self, context: Context, widget: QWidget, column: Column[Any]) -> None:
        self.widget, self.column, self.name = widget, column, column.name
        self._say: Callable[[str], str] | None = column.info.get("say")
        self._stored = self._shown = ""
        self._adapter: ChoiceAdapter | None = None
        self._prepare(context)

    def _prepare(self, context: Context) -> None:
        info, widget = self.column.info, self.widget
        if isinstance(widget, RecordEdit) and "link" in info:
            widget.setup(context, info["link"])
            widget.setMinimumWidth(NAME)  # beside its buttons some letters of a name are seen
        elif isinstance(widget, NumberEdit):
            widget.kind = info["kind"]
            widget.set_unit(info.get("unit", ""))
            widget.title = str(info.get("title", ""))
        elif isinstance(widget, ChoiceBox) and info.get("choices"):
            widget.fill(info["choices"])
        elif isinstance(widget, QComboBox) and info.get("choices"):
            self._adapter = ChoiceAdapter(widget, info["choices"])
        if isinstance(widget, QComboBox):  # a very long word must not make the whole form wide
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            widget.setMinimumContentsLength(max(widget.minimumContentsLength(), COMBO_LETTERS))
            _keep_words(widget)
        if isinstance(widget, QPlainTextEdit):
            widget.setTabChangesFocus(True)
        self._hint()

    def _hint(self) -> None:
        """A field that takes the next number of its series says so while it is empty."""
        numbered = self.column.info.get("series") or self.column.info.get("counted_in")
        if numbered and isinstance(self.widget, QLineEdit):
            self.widget.setPlaceholderText(_("Numbered by itself"))

    def connect(self, slot: Callable[..., Any]) -> None:
        """Call `slot` whenever the value may have changed."""
        widget: Any = self.widget
        if hasattr(widget, "changed"):
            widget.changed.connect(slot)
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.textChanged.connect(slot)
        elif isinstance(widget, QCheckBox):
            widget.toggled.connect(slot)
        elif isinstance(widget, QComboBox):
            widget.currentIndexChanged.connect(slot)

    def value(self) -> Any:
        """What the widget holds now."""
        widget: Any = self.widget
        if hasattr(widget, "set_value"):
            return widget.value()
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QComboBox):
            return widget.currentData() or ""
        text = self._text()
        return self._stored if self._say and self._stored and text == self._shown else text

    def _text(self) -> str:
        """What a widget for text holds."""
        widget: Any = self.widget
        return str(widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text())

    def set_value(self, value: Any) -> None:
        """Show a value."""
        widget: Any = self.widget
        if self._say and isinstance(value, str):
            self._stored, value = value, self._say(value)
            self._shown = value
        if hasattr(widget, "set_value"):
            widget.set_value(value)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value or "")
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif self._adapter:
            self._adapter.set_value(value)
        else:
            widget.setText("" if value is None else str(value))
            widget.setCursorPosition(0)

    def problem(self) -> str:
        """Why what is typed is no value; "" where it is one."""
        widget: Any = self.widget
        return str(widget.problem()) if hasattr(widget, "problem") else ""

    def missing(self) -> str:
        """The sentence where the field must be filled in and is empty; "" otherwise."""
        if not self.column.info.get("required") or self.value() not in (None, ""):
            return ""
        return _("{field} must be filled in.").format(field=_(self.column.info["title"]))

    def state(self) -> Any:
        """What is shown, wrong text included: two equal states look the same."""
        return (self.value(), self.widget.text()) if self.problem() and isinstance(self.widget, QLineEdit) else self.value()

    def settle(self) -> None:
        """Finish what is half typed (a name that fits one record only)."""
        if isinstance(self.widget, RecordEdit):
            self.widget.choose_only()

    def retranslate(self) -> None:
        """Show words in the language in force."""
        self._hint()
        if self._say and self._stored and self._text() == self._shown:
            self.set_value(self._stored)
        adapter = self._adapter or getattr(self.widget, "_adapter", None)
        if isinstance(adapter, ChoiceAdapter):
            adapter.fill()
        if isinstance(self.widget, QComboBox):
            _keep_words(self.widget)


def _keep_words(box: QComboBox) -> None:
    """Let a box be wide enough for what it offers, so that the form sets fewer fields a row rather than cut words."""
    measure = box.fontMetrics().horizontalAdvance
    longest = max((measure(box.itemText(place)) for place in range(box.count())), default=0) + BESIDE
    box.setMinimumWidth(max(min(longest, WORDS), LEAST))


FOLDED = ("remarks", "remark", "note")
"""The texts that are mostly empty and then need no room."""


def editor_for(context: Context, column: Column[Any], parent: QWidget) -> Binding:
    """A fresh widget of one line, fit for a field and bound to it."""
    return Binding(context, widget_for(column, parent, one_line=True), column)


def widget_for(column: Column[Any], parent: QWidget, *, one_line: bool = False) -> QWidget:
    """A fresh widget fit for a field, by its kind; `one_line`: also for texts of several lines."""
    kind = column.info["kind"]
    if column.info.get("long") and not one_line:
        made = LongText(parent)
        made.folds = column.name in FOLDED
        return made
    if kind == "flag":
        return QCheckBox(_("yes"), parent)
    return WIDGETS.get(kind, QLineEdit)(parent)
