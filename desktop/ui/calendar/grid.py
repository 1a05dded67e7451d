"""The days of a month or a week, painted with their events; keys and clicks on them. Used by `month.MonthCalendar`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolTip, QWidget

from desktop.core.i18n import _
from desktop.ui.calendar.days import WEEKDAYS, add_months, week_of, weeks_of
from desktop.ui.look import theme
from desktop.ui.look.pills import colours

CHIP, GAP = 20, 2  # logical pixels: the height of a chip, and between two
HEAD, LOW, BESIDE = 24, 16, 30  # the day's number; a chip in a low cell, and where it begins beside the number
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
ELIDE = Qt.TextElideMode.ElideRight
Key = Qt.Key


class Event(NamedTuple):
    """Something on a day. `colour` is grey, blue, green, amber or red; `last` its last day where it has several; `detail` is
    its second line in a week; `at` its hour, `source` where it comes from; `moves`: it can be dragged to another day."""

    id: int
    day: date
    title: str
    colour: str = "green"
    last: date | None = None
    tip: str = ""
    detail: str = ""
    at: str = ""
    source: str = ""
    moves: bool = False

    @property
    def words(self) -> str:
        """Hour and title."""
        return f"{self.at} {self.title}" if self.at else self.title

    def on(self, day: date) -> bool:
        """Whether it takes place that day."""
        return self.day <= day <= (self.last or self.day)


class MonthGrid(QWidget):
    """The days themselves, painted: seven columns from Monday, four to six weeks, or one with more of each event."""

    opened = Signal(object)
    wanted = Signal(object)
    day_changed = Signal(object)
    month_changed = Signal()
    moved = Signal(object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today, self.day = today, today
        self.events: list[Event] = []
        self.weekly = False
        self._notes: Mapping[date, str] = {}
        self._picked = -1  # which event of the day the keyboard is on
        self._chips: list[tuple[QRectF, Event]] = []
        self._more: list[tuple[QRectF, date]] = []
        self._by_day: dict[date, list[Event]] = {}
        self._held: tuple[Event, QPointF] | None = None  # what the mouse was pressed on, and where
        self._over: date | None = None  # the day it is being dragged to
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(760, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 260)

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self.day.replace(day=1)

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks that are shown."""
        return [week_of(self.day)] if self.weekly else weeks_of(self.month)

    def show_weekly(self, on: bool) -> None:
        """Show the week of the day the cursor is on, or its month."""
        self.weekly = on
        self.update()
        self.month_changed.emit()

    def set_notes(self, notes: Mapping[date, str]) -> None:
        """Words beside the numbers of some days (a solar term)."""
        self._notes = notes
        self.update()

    def turn(self, steps: int) -> None:
        """Go so many months on, or weeks where a week is shown."""
        self.go_to(self.day + timedelta(days=7 * steps) if self.weekly else add_months(self.day, steps))

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events, those of a day in the order of their titles."""
        self.events = sorted(events, key=lambda e: (e.day, e.at or "~", e.title, e.id))
        self._by_day = {}
        for event in self.events:
            for n in range(((event.last or event.day) - event.day).days + 1):
                self._by_day.setdefault(event.day + timedelta(days=n), []).append(event)
        self._picked = -1
        self.update()

    def of_day(self, day: date) -> list[Event]:
        """The events of a day."""
        return self._by_day.get(day, [])

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
        before = self.weeks
        self.day, self._picked = day, -1
        self.update()
        if self.weeks != before:
            self.month_changed.emit()
        self.day_changed.emit(day)

    # -- where things are -----------------------------------------------------------------------------------------

    def _head(self) -> float:
        return float(self.fontMetrics().height() + 10)

    def rect_of(self, day: date) -> QRectF:
        """The cell of a day that is shown."""
        weeks = self.weeks
        row = next(i for i, week in enumerate(weeks) if day in week)
        width, height = self.width() / 7, (self.height() - self._head()) / len(weeks)
        return QRectF(day.weekday() * width, self._head() + row * height, width, height)

    def day_at(self, place: QPointF) -> date | None:
        """The day at a place of the widget."""
        weeks = self.weeks
        row = int((place.y() - self._head()) // ((self.height() - self._head()) / len(weeks)))
        column = int(place.x() // (self.width() / 7))
        return weeks[row][column] if 0 <= row < len(weeks) and 0 <= column < 7 and place.y() >= self._head() else None

    def event_at(self, place: QPointF) -> Event | None:
        """The event whose chip is at a place."""
        return next((event for rect, event in self._chips if rect.contains(place)), None)

    def chip_of(self, event_id: int) -> QRectF | None:
        """Where the chip of an event is, as painted last."""
        return next((rect for rect, event in self._chips if event.id == event_id), None)

    # -- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._chips, self._more = [], []
        painter.fillRect(self.rect(), theme.color("base"))
        self._paint_weekdays(painter)
        for week in self.weeks:
            for day in week:
                self._paint_day(painter, day)
        painter.setPen(theme.color("border"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _paint_weekdays(self, painter: QPainter) -> None:
        width = self.width() / 7
        painter.fillRect(QRectF(0, 0, self.width(), self._head()), theme.color("window"))
        painter.setPen(theme.color("muted"))
        for number, name in enumerate(WEEKDAYS):
            painter.drawText(QRectF(number * width, 0, width, self._head()), Qt.AlignmentFlag.AlignCenter, _(name))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        cell = self.rect_of(day)
        inside = self._inside(day)
        if not inside:
            painter.fillRect(cell, theme.color("window"))
        painter.setPen(theme.color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell)
        self._paint_number(painter, day, cell, inside)
        self._paint_chips(painter, day, cell)
        if day in (self.day, self._over):
            painter.setPen(QPen(theme.color("accent"), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1.5, 1.5, -1.5, -1.5))

    def _inside(self, day: date) -> bool:
        """Whether a day is of the month or week that is shown, and not of a month beside it."""
        return self.weekly or day.month == self.month.month

    def _paint_number(self, painter: QPainter, day: date, cell: QRectF, inside: bool) -> None:
        text = str(day.day)
        spot = QRectF(cell.x() + 4, cell.y() + 3, max(20.0, painter.fontMetrics().horizontalAdvance(text) + 10.0), 20)
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(spot, 10, 10)
        name = "on_accent" if day == self.today else "text" if inside else "muted"
        painter.setPen(theme.color(name))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
        note = self._notes.get(day)
        if note and (self._boxes(cell)[0].y() > spot.bottom() or not self.of_day(day)):  # else a chip stands there
            painter.setPen(theme.color("muted"))
            beside = QRectF(spot.right() + 4, spot.y(), cell.right() - spot.right() - 8, spot.height())
            painter.drawText(beside, RIGHT, painter.fontMetrics().elidedText(note, ELIDE, int(beside.width())))

    def _boxes(self, cell: QRectF) -> list[QRectF]:
        """Where the chips of a day stand: below its number, each of one line, in a week of two; in a low cell beside it."""
        area, gap = cell.adjusted(4, HEAD, -4, -2), GAP
        high = self.fontMetrics().lineSpacing() * 2 + 6 if self.weekly else CHIP
        if area.height() < 2 * (high + gap):
            area, high, gap = cell.adjusted(BESIDE, 1, -3, -1), LOW, 1
        count = max(1, int((area.height() + gap) // (high + gap)))
        return [QRectF(area.x(), area.y() + n * (high + gap), area.width(), high) for n in range(count)]

    def _paint_chips(self, painter: QPainter, day: date, cell: QRectF) -> None:
        found, boxes = self.of_day(day), self._boxes(cell)
        shown = found if len(found) <= len(boxes) else found[:len(boxes) - 1]
        for number, event in enumerate(shown):
            self._chips.append((boxes[number], event))
            self._paint_chip(painter, boxes[number], event, day == self.day and number == self._picked)
        if len(found) > len(shown):
            self._more.append((boxes[len(shown)], day))
            painter.setPen(theme.color("muted"))
            text = _("+{n} more").format(n=len(found) - len(shown))
            painter.drawText(boxes[len(shown)].adjusted(2, 0, 0, 0), LEFT, text)

    def _paint_chip(self, painter: QPainter, rect: QRectF, event: Event, picked: bool) -> None:
        ground, ink = colours(event.colour, self.palette())
        painter.setPen(QPen(theme.color("accent"), 1.5) if picked else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(ink))
        lines = [event.words, event.detail] if self.weekly else [event.words]
        inner = rect.adjusted(5, 2 if self.weekly else 0, -5, -2 if self.weekly else 0)
        high = inner.height() / len(lines)
        for place, line in enumerate(lines):
            share = QRectF(inner.x(), inner.y() + place * high, inner.width(), high)
            painter.drawText(share, LEFT, QFontMetrics(painter.font()).elidedText(line, ELIDE, int(share.width())))

    # -- mouse ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        day = self.day_at(place)
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        chip = self.event_at(place)
        more = next((d for rect, d in self._more if rect.contains(place)), None)
        self.setFocus()
        if self._inside(day) or chip is None:
            self.go_to(day)
        if chip is not None:
            self._held = (chip, place)
        elif more is not None:
            self.show_all(more)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens an event; let go over another day it is moved there."""
        held, over, self._held, self._over = self._held, self._over, None, None
        if held is None:
            return
        self.update()
        if over is not None and over != held[0].day:
            self.moved.emit(held[0].id, over)
        elif self.event_at(event.position()) is not None:
            self.opened.emit(held[0].id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None and self.event_at(event.position()) is None:
            self.wanted.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (event.position() - self._held[1]).manhattanLength() >= QApplication.startDragDistance()
            if self._held[0].moves and (far or self._over is not None):
                self._over = self.day_at(event.position())
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()
            return
        over = self.event_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if steps:
            self.turn(-1 if steps > 0 else 1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            chip = self.event_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), escape(chip.tip or chip.title) if chip else "", self)
            return True
        return super().event(event)

    def show_all(self, day: date) -> None:
        """Offer all events of a day as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for found in self.of_day(day):
            action = menu.addAction(found.words.replace("&", "&&"))
            action.setData(found.id)
        menu.triggered.connect(self._from_menu)
        menu.popup(self.mapToGlobal(self.rect_of(day).topLeft().toPoint()))

    def _from_menu(self, action: object) -> None:
        self.opened.emit(action.data())  # type: ignore[attr-defined]

    # -- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        days = {Key.Key_Left: -1, Key.Key_Right: 1, Key.Key_Up: -7, Key.Key_Down: 7}
        if key in (Key.Key_Left, Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._shift(days[key])
        elif key in days:
            self.go_to(self.day + timedelta(days=days[key]))
        elif key in (Key.Key_PageUp, Key.Key_PageDown):
            self.turn(1 if key == Key.Key_PageDown else -1)
        elif key in (Key.Key_Home, Key.Key_T):
            self.go_to(self.today)
        elif key == Key.Key_Space:
            self._next_event()
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _next_event(self) -> None:
        """Space walks through the events of the day."""
        count = len(self.of_day(self.day))
        self._picked = (self._picked + 1) % count if count else -1
        self.update()

    def _shift(self, days: int) -> None:
        """Shift and an arrow put the event that is picked, or the only one, on the day before or after."""
        found = self.of_day(self.day)
        picked = found[self._picked] if 0 <= self._picked < len(found) else found[0] if len(found) == 1 else None
        if picked is not None and picked.moves:
            self.moved.emit(picked.id, picked.day + timedelta(days=days))

    def _enter(self) -> None:
        """Enter opens the event picked, or the only one; on an empty day it asks for a new one."""
        found = self.of_day(self.day)
        if not found:
            self.wanted.emit(self.day)
        elif 0 <= self._picked < len(found):
            self.opened.emit(found[self._picked].id)
        elif len(found) == 1:
            self.opened.emit(found[0].id)
        else:
            self.show_all(self.day)
