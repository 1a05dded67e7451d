"""The form of a record: shows it, collects values, marks what is wrong.

TO PUT A FIELD ON A FORM: name it in the `FORM` of its model (`core/groups.py`); a model without one shows all its fields in
their order. The widget, its title, choices, unit, target and whether it is required come from the field (`body.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.lending import default_of
from desktop.core.records import Record, columns_of
from desktop.ui.fields.binding import Binding
from desktop.ui.fields.body import Editors, FormBody
from desktop.ui.fields.computed import ComputedLine
from desktop.ui.fields.suggestions import Suggestions

if TYPE_CHECKING:
    from desktop.ui.context import Context

MARK = "\u2009*"


class Form(QWidget):
    """The form of records of `model`.

    Fields `hidden` are left out: a child's form does not ask for its parent. `editors`: a feature's own widgets, by field.
    Signals: `edited()` something was typed; `dirty_changed(bool)` it now differs (or no longer) from what is stored.
    """

    edited = Signal()
    dirty_changed = Signal(bool)
    arranged = Signal()  # other fields than before are shown

    def __init__(self, context: Context, model: type[Record], parent: QWidget | None = None, *,
                 hidden: Collection[str] = (), editors: Editors | None = None) -> None:
        super().__init__(parent)
        self.context, self.model = context, model
        self.body = FormBody(model, hidden, editors or {}, self)
        self.foot, self.remark = self._make_foot("problems"), self._make_foot("remark")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.body)
        layout.addWidget(self.remark)
        layout.addWidget(self.foot)
        self.bindings = self._bind()
        self._shown_only: set[str] = set()
        self._left_out: set[str] = set()
        self._stored: dict[str, Any] = {}
        self._wrong: dict[str, str] = {}
        self._computed = self.body.findChildren(ComputedLine)
        self._deadlines = {n: deadline for n, b in self.bindings.items() if (deadline := b.column.info.get("deadline"))}
        self.dirty = False
        self._loading = False
        self.set_values({})
        self._mark_required()

    def _make_foot(self, name: str) -> QLabel:
        foot = QLabel(self)
        foot.setObjectName(name)
        foot.setTextFormat(Qt.TextFormat.PlainText)
        foot.setWordWrap(True)
        foot.hide()
        return foot

    def _bind(self) -> dict[str, Binding]:
        found: dict[str, Binding] = {}
        for column in columns_of(self.model):
            widget = self.body.findChild(QWidget, column.name)
            if widget is not None:
                found[column.name] = Binding(self.context, widget, column)
                found[column.name].connect(self._on_edited)
                if column.info.get("suggest") and isinstance(widget, QLineEdit):
                    Suggestions(self.context, widget, column.info["suggest"], self.values)
                widget.installEventFilter(self)
        return found

    def say(self, remark: str) -> None:
        """What is to be known of the record as a whole, under its fields; "" for nothing."""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    # -- values ---------------------------------------------------------------------------------------------------

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values as what is stored; fields not named show their defaults."""
        self._loading = True
        for name, binding in self.bindings.items():
            binding.set_value(values[name] if name in values else default_of(self.model, name))
        self._loading = False
        self._stored = self.state()
        self.mark({})
        self._compute()
        self._tell()

    def show_record(self, record: Record) -> None:
        """Show a stored record."""
        self.set_values({name: getattr(record, name) for name in self.bindings})

    def rebase(self, record: Record, since: Mapping[str, Any] | None = None) -> None:
        """Take what is stored now as the base, and keep what was typed since (`since`: the state that was saved)."""
        before = dict(since if since is not None else self._stored)
        typed = {n: b for n, b in self.bindings.items() if b.state() != before.get(n)}
        self._loading = True
        for name, binding in self.bindings.items():
            value = getattr(record, name)
            if name in typed:
                self._stored[name] = value
            else:
                if binding.value() != value:
                    binding.set_value(value)
                self._stored[name] = binding.state()
        self._loading = False
        self._compute()
        self._tell()

    def _compute(self) -> None:
        """Show what follows from the fields as they are now, and which deadline is past."""
        if not (self._computed or self._deadlines):
            return
        values = self.values()
        for line in self._computed:
            line.follow(values)
        for name, deadline in self._deadlines.items():
            _set_property(self.bindings[name].widget, "late", deadline.passed(values[name], values))

    def mark_differing(self, names: Collection[str]) -> None:
        """Mark these fields, and no others, as different from those of the record beside."""
        for name, binding in self.bindings.items():
            _set_property(binding.widget, "differs", name in names)

    def state(self) -> dict[str, Any]:
        """What every field shows now, wrong text included."""
        return {name: binding.state() for name, binding in self.bindings.items()}

    def values(self) -> dict[str, Any]:
        """The value of every field."""
        return {name: binding.value() for name, binding in self.bindings.items()}

    def propose(self, values: Mapping[str, Any]) -> None:
        """Show values as if they had been typed."""
        for name, value in values.items():
            if name in self.bindings:
                self.bindings[name].set_value(value)

    def problems(self) -> dict[str, str]:
        """What is typed and is no value, and what must be filled in and is not: field → sentence."""
        for binding in self.bindings.values():
            binding.settle()
        return {n: sentence for n, b in self.bindings.items() if (sentence := b.problem() or b.missing())}

    def widget(self, name: str) -> Any:
        """The widget of a field, or any other of the form, by its name."""
        found = self.body.findChild(QWidget, name)
        if found is None:
            raise KeyError(name)
        return found

    def _on_edited(self, *_values: Any) -> None:
        if self._loading:
            return
        sender = self.sender()
        name = sender.objectName() if sender else ""
        if name in self._wrong and not self.bindings[name].problem():
            self.mark({n: s for n, s in self._wrong.items() if n != name})
        self._compute()
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        dirty = self.state() != self._stored
        if dirty != self.dirty:
            self.dirty = dirty
            self.dirty_changed.emit(dirty)

    # -- what is wrong --------------------------------------------------------------------------------------------

    def mark(self, problems: Mapping[str, str], *, focus: bool = False) -> None:
        """Mark these fields as wrong, each with its sentence; all others as right. `focus`: go to the first one."""
        self._wrong = dict(problems)
        self._show_fields(problems)
        for name, binding in self.bindings.items():
            _set_wrong(binding.widget, problems.get(name, ""))
        sentences = list(problems.values())
        more = len(sentences) - 1
        tail = " " + ngettext("({n} more field is marked)", "({n} more fields are marked)", more).format(n=more)
        self.foot.setText(sentences[0] + (tail if more > 0 else "") if sentences else "")
        self.foot.setVisible(bool(sentences))
        first = next((n for n in self.bindings if n in problems), None)
        if focus and first:
            self.go_to(first)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, turning to its tab first."""
        widget = self.bindings[name].widget
        _reveal(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def show_only(self, names: Iterable[str]) -> None:
        """These fields, which change by other means than typing, only show what they hold, and no others any more.

        KeyError: the form has no such field.
        """
        wanted = set(names)
        for name in wanted ^ self._shown_only:
            widget, only = self.bindings[name].widget, name in wanted
            if isinstance(widget, QLineEdit | QPlainTextEdit):  # what only shows can still be read through and copied
                widget.setReadOnly(only)
                _restyle(widget)
            else:
                widget.setEnabled(not only)
        self._shown_only = wanted

    def leave_out(self, names: Iterable[str]) -> None:
        """Do not show those of these fields, which the program fills, that hold nothing yet."""
        wanted = {name for name in names if name in self.bindings and self.bindings[name].value() in (None, "")}
        self._left_out, back = wanted, self._left_out - wanted
        for name in wanted:
            self._show_field(name, False)
        self._show_fields(back)
        self.arranged.emit()

    def _show_fields(self, names: Iterable[str]) -> None:
        """Show fields that were left out: they hold something now, or something is said of them."""
        for name in [name for name in names if name in self.bindings and self.bindings[name].widget.isHidden()]:
            self._show_field(name, True)
            self._left_out.discard(name)
            self.arranged.emit()

    def _show_field(self, name: str, shown: bool) -> None:
        for part in (self.bindings[name].widget, self.label_of(name)):
            if part is not None:
                part.setVisible(shown)

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be edited."""
        known = {binding.widget: name for name, binding in self.bindings.items()}
        widget = self.body.nextInFocusChain()
        while widget is not self.body and widget is not None:
            if widget in known and widget.isEnabled() and not _read_only(widget):
                self.go_to(known[widget])
                return
            widget = widget.nextInFocusChain()

    def label_of(self, name: str) -> QLabel | None:
        """The label in front of a field; None where the field says its title itself."""
        return self.body.findChild(QLabel, f"label_{name}")

    def _mark_required(self) -> None:
        for name, binding in self.bindings.items():
            if binding.column.info.get("required") and (label := self.label_of(name)):
                if not label.text().endswith(MARK):
                    label.setText(label.text() + MARK)
                label.setToolTip(escape(_("Must be filled in")))

    # -- Qt -------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self._retranslate)  # after the labels have translated themselves

    def _retranslate(self) -> None:
        for binding in self.bindings.values():
            binding.retranslate()
        self._mark_required()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True  # a list box under the pointer must not change while the form is scrolled
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._leaves_undo(event):
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._clears(watched, event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_enter(watched, event):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def _leaves_undo(self, event: QKeyEvent) -> bool:
        """While nothing typed is unsaved, Ctrl+Z takes back the newest action and not the typing that was saved with it."""
        return not self.dirty and (event.matches(QKeySequence.StandardKey.Undo)
                                   or event.matches(QKeySequence.StandardKey.Redo))

    @staticmethod
    def _clears(watched: QObject, event: QKeyEvent) -> bool:
        """Del empties a list box."""
        if event.key() != Qt.Key.Key_Delete or not isinstance(watched, QComboBox) or watched.isEditable():
            return False
        watched.setCurrentIndex(max(watched.findData(""), 0))
        return True

    @staticmethod
    def _is_enter(watched: QObject, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            return False
        popup: Callable[[], bool] = getattr(watched, "popup_visible", bool)
        return isinstance(watched, QLineEdit | QComboBox | QCheckBox) and not popup()


def _set_wrong(widget: QWidget, sentence: str) -> None:
    if bool(widget.property("wrong")) == bool(sentence) and not sentence:
        return
    _set_property(widget, "wrong", bool(sentence))
    widget.setToolTip(escape(sentence))


def _set_property(widget: QWidget, name: str, value: bool) -> None:
    """Tell the style sheet something about a field."""
    if bool(widget.property(name)) != value:
        widget.setProperty(name, value)
        _restyle(widget)


def _restyle(widget: QWidget) -> None:
    """Let the style sheet look at a field again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _read_only(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()


def _reveal(widget: QWidget) -> None:
    """Turn every tab widget above `widget` to the page that holds it."""
    child: QWidget | None = widget
    while child is not None:
        above = child.parentWidget()
        tabs = above.parentWidget() if above else None
        if isinstance(tabs, QTabWidget) and (place := tabs.indexOf(child)) >= 0:
            tabs.setCurrentIndex(place)
        child = above
