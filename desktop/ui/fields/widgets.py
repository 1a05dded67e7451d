"""The widgets a form is made of; Designer knows them by these class names too (promoted from QLineEdit or QComboBox).

Each has `value()`, `set_value(value)`, `problem()` (a sentence where what is typed is no value; it stays as typed), and
the signal `changed`. A feature's own widget with the same four works in any form: name it among the `editors` of the book.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QFrame, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from desktop.core import local_time, money
from desktop.core.choices import Choices
from desktop.core.i18n import _, in_every_language, language
from desktop.ui.fields.entry import number_text, parse_day, parse_moment, parse_number, without_unit
from desktop.ui.look.below import place_below
from desktop.ui.look.icons import icon
from desktop.ui.look.named import name_tip
from desktop.ui.look.words_box import WordsBox


class NumberEdit(QLineEdit):
    """A number with its unit behind it. The form takes `kind` and unit from the field; another user sets them.

    `kind` is whole, number, money or price: an amount of money is typed and shown in yuan, and its value is what is stored.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = "number"
        self.unit = ""
        self.title = ""  # of the field, in English: what is told for it (a bag, a day) may be typed behind the number
        self._shown: tuple[str, float | int | None] = ("", None)  # what `set_value` showed, and of which number
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(self.changed)

    def set_unit(self, unit: str) -> None:
        """Show `unit` (English source text) behind the number."""
        self.unit = unit
        self._make_room()

    def _make_room(self) -> None:
        width = self.fontMetrics().horizontalAdvance(_(self.unit)) + 6 if self.unit else 0
        self.setTextMargins(0, 0, width, 0)
        self.update()

    def value(self) -> float | int | None:
        """The number, None for nothing and for what is no number."""
        try:
            return self._typed()
        except ValueError:
            return None

    def _typed(self) -> float | int | None:
        if self.text() == self._shown[0]:
            return self._shown[1]  # nobody touched it: a float keeps also the digits that are not shown
        if money.holds(self.kind):
            from desktop.core.tables.each import without_each  # on use: it loads the reading of tables

            return money.typed(without_each(self.text(), self._titles()), self.kind)
        return parse_number(without_unit(self.text(), self.unit, self._titles()), whole=self.kind == "whole")

    def _titles(self) -> frozenset[str]:
        return in_every_language(self.title) if self.title else frozenset()

    def set_value(self, value: float | int | None) -> None:
        """Show a number."""
        text = money.text(value, self.kind) if money.holds(self.kind) else number_text(value)
        self._shown = (text, value)
        self.setText(text)

    def problem(self) -> str:
        """Why the text is no number; "" where it is one."""
        try:
            self._typed()
        except ValueError:
            from desktop.core.tables.counted import other_thing

            kind = _("“{text}” is not a whole number.") if self.kind == "whole" else _("“{text}” is not a number.")
            said = "" if money.holds(self.kind) else other_thing(self.text(), self._titles(), self.unit)
            return said or kind.format(text=self.text().strip())
        return ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.unit:
            painter = QPainter(self)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(self.rect().adjusted(0, 0, -6, 0), flags, _(self.unit))
            painter.end()


class _PopupEdit(QLineEdit):
    """A line with a small button at its end."""

    changed = Signal()
    WIDEST = "2026-04-28"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton(self)
        self._button.setIcon(icon("calendar"))
        name_tip(self._button, _("Calendar"))
        self._button.setIconSize(QSize(14, 14))
        self._button.setAutoRaise(True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.show_popup)
        self.setTextMargins(0, 0, 20, 0)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.WIDEST) + 40)
        self.textChanged.connect(self.changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 4
        self._button.setGeometry(self.width() - side - 2, 2, side, side)

    def show_popup(self) -> None:
        """Open the calendar below the line."""
        popup = CalendarPopup(self)
        popup.picked.connect(self.take_day)
        popup.open_below(self, self.day() or date.today())

    def day(self) -> date | None:
        """The day that is shown."""
        raise NotImplementedError

    def take_day(self, day: date) -> None:
        """Take a day from the calendar."""
        raise NotImplementedError


FRAME = 14  # of a text of several lines, in logical pixels


class LongText(QPlainTextEdit):
    """A text of several lines. One that `folds` takes a single line while nothing stands in it and nobody writes there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folds = False
        self._room = (0, 0)
        self.textChanged.connect(self._fit)

    def set_room(self, least: int, most: int) -> None:
        """The least and the greatest height, in pixels, while it is not folded."""
        self._room = (least, most)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing() + FRAME
        folded = self.folds and not self.hasFocus() and self.document().isEmpty()
        least, most = (line, line) if folded else self._room
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if folded else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != bar:
            self.setVerticalScrollBarPolicy(bar)
        if most and (self.minimumHeight(), self.maximumHeight()) != (least, most):
            self.setMinimumHeight(least)
            self.setMaximumHeight(most)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit()


class DateEdit(_PopupEdit):
    """A day, typed in any of the ways of `parse_day` and shown as 2026-04-15; may be empty. Up and Down step days."""

    def value(self) -> date | None:
        """The day, None for nothing and for what is none."""
        try:
            return parse_day(self.text(), date.today())
        except ValueError:
            return None

    day = value

    def set_value(self, value: date | None) -> None:
        """Show a day."""
        self.setText(value.isoformat() if value else "")

    def take_day(self, day: date) -> None:
        """Take a day from the calendar."""
        self.set_value(day)
        self.setFocus()

    def problem(self) -> str:
        """Why the text is no day; "" where it is one."""
        try:
            parse_day(self.text(), date.today())
        except ValueError:
            return _("“{text}” is not a day; write 2026-04-15, 4-15 or 0415.").format(text=self.text().strip())
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_popup()
        elif (step := steps.get(Qt.Key(event.key()))) and not self.problem():
            self.set_value((self.value() or date.today()) + timedelta(days=step if self.text() else 0))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() and not self.problem():
            self.set_value(self.value())


class MomentEdit(_PopupEdit):
    """A point in time, typed as `2026-04-15 08:30` in local time; may be empty."""

    WIDEST = "2026-04-28 08:30"

    def value(self) -> datetime | None:
        """The point in time, None for nothing and for what is none."""
        try:
            return parse_moment(self.text(), datetime.now())
        except ValueError:
            return None

    def day(self) -> date | None:
        """The day that is shown."""
        moment = self.value()
        return moment.date() if moment else None

    def set_value(self, value: datetime | None) -> None:
        """Show a point in time, in local time."""
        self.setText(local_time.shown(value) if value else "")

    def take_day(self, day: date) -> None:
        """Take a day from the calendar, keeping the time."""
        old = self.value()
        self.setText(f"{day.isoformat()} {old.strftime('%H:%M') if old else '08:00'}")
        self.setFocus()

    def problem(self) -> str:
        """Why the text is no point in time; "" where it is one."""
        try:
            parse_moment(self.text(), datetime.now())
        except ValueError:
            return _("“{text}” is not a time; write 2026-04-15 08:30.").format(text=self.text().strip())
        return ""


class CalendarPopup(QFrame):
    """A month to pick a day from."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._calendar = QCalendarWidget(self)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._calendar)

    def open_below(self, widget: QWidget, day: date, part: QRect | None = None) -> None:
        """Show the month of `day` under `widget`, or a `part` of it, inside the screen."""
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        place_below(self, widget, part)
        self.show()
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()


class ChoiceBox(WordsBox):
    """A word of a closed list, translated; the empty entry stands for none."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adapter: ChoiceAdapter | None = None

    def fill(self, choices: Choices) -> None:
        """Offer the words of `choices`."""
        self._adapter = ChoiceAdapter(self, choices)
        self.currentIndexChanged.connect(self.changed)

    def value(self) -> str:
        """The stored word, "" for none."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a stored word."""
        if self._adapter:
            self._adapter.set_value(value)

    def problem(self) -> str:
        """A closed list has no wrong value."""
        return ""


class ChoiceAdapter:
    """Fills any combo box with the words of `choices`, in the language in force."""

    def __init__(self, box: QComboBox, choices: Choices) -> None:
        self.box, self.choices = box, choices
        self._language = ""
        self.fill()

    def fill(self) -> None:
        """Write the words anew where the language has changed; what is chosen stays chosen."""
        if self._language == language() and self.box.count():
            return
        self._language = language()
        chosen = self.box.currentData()
        was = self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("", "")
        for value in self.choices:
            self.box.addItem(self.choices.label(value), value)
        self.set_value(chosen or "")
        self.box.blockSignals(was)

    def set_value(self, value: Any) -> None:
        """Show a stored word; one the list does not know is kept and shown as it is."""
        place = self.box.findData(value or "")
        if place < 0:
            self.box.addItem(str(value), value)
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)
