"""Twelve months at a glance, painted: each day coloured by the most pressing thing that falls on it; solar terms below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.core.i18n import _, ngettext
from desktop.ui.calendar.days import WEEKDAYS, add_months, title_of_month
from desktop.ui.calendar.grid import Event
from desktop.ui.look import theme
from desktop.ui.look.pills import colours

MONTHS, ACROSS = 12, 4
DOWN = MONTHS // ACROSS
CENTER = int(Qt.AlignmentFlag.AlignCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ELIDE = Qt.TextElideMode.ElideRight
WORST = ("red", "amber", "blue", "green", "grey")
Key = Qt.Key


class YearGrid(QWidget):
    """The twelve months from `first` on. `opened(day)` on a click or Enter, `turned(years)` by wheel or page keys."""

    opened = Signal(object)
    day_changed = Signal(object)
    turned = Signal(int)

    def __init__(self, first: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.today, self.day = first.replace(day=1), today, today
        self._days: dict[date, tuple[int, str]] = {}
        self._notes: Mapping[date, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(900, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 260)

    @property
    def months(self) -> list[date]:
        """The first days of the months that are shown."""
        return [add_months(self.first, n) for n in range(MONTHS)]

    def last(self) -> date:
        """The last day that is shown."""
        return add_months(self.first, MONTHS) - timedelta(days=1)

    def set_events(self, events: Sequence[Event]) -> None:
        """Count what falls on each day, and how pressing the worst of it is."""
        found: dict[date, tuple[int, str]] = {}
        for event in events:
            count, colour = found.get(event.day, (0, "grey"))
            found[event.day] = (count + 1, min(colour, event.colour, key=WORST.index))
        self._days = found
        self.update()

    def set_notes(self, notes: Mapping[date, str]) -> None:
        """The solar terms that begin in the year."""
        self._notes = notes
        self.update()

    def count_of(self, day: date) -> int:
        """How many things fall on a day."""
        return self._days.get(day, (0, ""))[0]

    # -- where things are -----------------------------------------------------------------------------------------

    def _block(self, place: int) -> QRectF:
        width, height = self.width() / ACROSS, self.height() / DOWN
        return QRectF(place % ACROSS * width, place // ACROSS * height, width, height).adjusted(6, 3, -6, -3)

    def _line(self) -> float:
        return self.fontMetrics().height() + 1.0

    def rect_of(self, day: date) -> QRectF:
        """The square of a day that is shown."""
        place = (day.year - self.first.year) * 12 + day.month - self.first.month
        block, line = self._block(place), self._line()
        inner = block.adjusted(0, 2.1 * line, 0, -1.1 * line)
        row = (day.replace(day=1).weekday() + day.day - 1) // 7
        return QRectF(inner.left() + day.weekday() * inner.width() / 7, inner.top() + row * inner.height() / 6,
                      inner.width() / 7, inner.height() / 6)

    def day_at(self, place: QPointF) -> date | None:
        """The day at a place of the widget."""
        column, row = int(place.x() // (self.width() / ACROSS)), int(place.y() // (self.height() / DOWN))
        if not (0 <= column < ACROSS and 0 <= row < DOWN):
            return None
        day = self.months[row * ACROSS + column]
        month = day.month
        while day.month == month:
            if self.rect_of(day).contains(place):
                return day
            day += timedelta(days=1)
        return None

    def go_to(self, day: date) -> None:
        """Put the cursor on a day; the year turns where it lies outside."""
        while day < self.first:
            self.first = add_months(self.first, -MONTHS)
        while day > self.last():
            self.first = add_months(self.first, MONTHS)
        self.day = day
        self.update()
        self.day_changed.emit(day)

    # -- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("base"))
        for place, month in enumerate(self.months):
            self._paint_month(painter, self._block(place), month)
        painter.end()

    def _paint_month(self, painter: QPainter, block: QRectF, month: date) -> None:
        line = self._line()
        bold = painter.font()
        bold.setBold(True)
        plain = painter.font()
        painter.setFont(bold)
        painter.setPen(theme.color("accent" if month == self.today.replace(day=1) else "text"))
        painter.drawText(QRectF(block.left() + 4, block.top(), block.width(), line), LEFT, title_of_month(month))
        painter.setFont(plain)
        painter.setPen(theme.color("muted"))
        for number, name in enumerate(WEEKDAYS):
            painter.drawText(QRectF(block.left() + number * block.width() / 7, block.top() + line, block.width() / 7, line),
                             CENTER, painter.fontMetrics().elidedText(_(name), ELIDE, int(block.width() / 7)))
        day = month
        while day.month == month.month:
            self._paint_day(painter, day)
            day += timedelta(days=1)
        terms = "  ".join(f"{day.day} {name}" for day, name in self._notes.items() if day.replace(day=1) == month)
        painter.setPen(theme.color("muted"))
        shown = painter.fontMetrics().elidedText(terms, ELIDE, int(block.width() - 6))
        painter.drawText(QRectF(block.left() + 4, block.bottom() - line, block.width() - 6, line), LEFT, shown)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        cell = self.rect_of(day).adjusted(1, 1, -1, -1)
        count, colour = self._days.get(day, (0, ""))
        if count:
            ground, ink = colours(colour, self.palette())
            painter.setPen(QPen(QColor(ink), 1) if colour in ("red", "amber") else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(cell, 3, 3)
        if day in (self.day, self.today):
            painter.setPen(QPen(theme.color("accent"), 2 if day == self.day and self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 3, 3)
        painter.setPen(QColor(colours(colour, self.palette())[1]) if count else theme.color(
            "text" if day not in self._notes else "accent"))
        painter.drawText(cell, CENTER, str(day.day))

    # -- mouse and keys -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and day is not None:
            self.setFocus()
            self.go_to(day)
            self.opened.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if steps := event.angleDelta().y():
            self.turned.emit(-1 if steps > 0 else 1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(day) if day else "", self)
            return True
        return super().event(event)

    def _said(self, day: date) -> str:
        count = self.count_of(day)
        return " · ".join(t for t in (day.isoformat(), self._notes.get(day, ""),
                                      ngettext("{n} thing", "{n} things", count).format(n=count)) if t)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        days = {Key.Key_Left: -1, Key.Key_Right: 1, Key.Key_Up: -7, Key.Key_Down: 7}
        if key in days:
            self.go_to(self.day + timedelta(days=days[key]))
        elif key in (Key.Key_PageUp, Key.Key_PageDown):
            self.turned.emit(1 if key == Key.Key_PageDown else -1)
        elif key in (Key.Key_Home, Key.Key_T):
            self.go_to(self.today)
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.opened.emit(self.day)
        else:
            super().keyPressEvent(event)
