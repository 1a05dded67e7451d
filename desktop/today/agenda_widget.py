"""What is overdue, today and the days ahead: one line for each thing that has a day. A click opens the record."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.reminders import Agenda
from desktop.today.board import Board, day_title, long_day, short_day
from desktop.ui.look import theme

ONE = timedelta(days=1)
FEW = 4  # so many overdue things stand above today
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class AgendaLine(QAbstractButton):
    """One thing on a day."""

    def __init__(self, agenda: Agenda, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agenda = agenda
        self.setText(agenda.title)
        self.setAccessibleName(f"{agenda.on} {agenda.title} {agenda.detail}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        lines = 2.5 if self.agenda.detail else 1.7
        return QSize(200, int(self.fontMetrics().lineSpacing() * lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, line = QRectF(self.rect()).adjusted(1, 1, -1, -1), self.fontMetrics().lineSpacing()
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self.agenda.level))
        painter.drawEllipse(QRectF(area.left() + 9, area.top() + line * 0.62, 8, 8))
        inner = area.adjusted(28, line * 0.22, -8, 0)
        self._write(painter, QRectF(inner.left(), inner.top(), inner.width(), line * 1.1), self.agenda.title, "text")
        if self.agenda.detail:
            below = QRectF(inner.left(), inner.top() + line * 1.05, inner.width(), line)
            self._write(painter, below, self.agenda.detail, "muted")
        painter.end()

    def _write(self, painter: QPainter, where: QRectF, text: str, color: str) -> None:
        painter.setPen(theme.color(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(where, LEFT, shown)


class AgendaList(QScrollArea):
    """The days with their lines. `opened(Agenda)` when one is clicked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agenda")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: list[AgendaLine] = []
        self._all_overdue = False
        self._column = QVBoxLayout()

    def show_board(self, board: Board, days: int) -> None:
        """Show what is overdue, what today brings, the rest of this week and so many days ahead, each under its heading."""
        place = self.verticalScrollBar().value()
        body = QWidget(self)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 4, 6)
        self._column.setSpacing(1)
        self.lines = []
        self._show_overdue(board, body, days)
        self._heading(f"{_('This day')} · {long_day(board.today)}", body)
        today = board.between(board.today, board.today)
        for _day, lines in today:
            for agenda in lines:
                self._line(agenda, body)
        if not today:
            self._quiet(_("Nothing falls on this day."), body)
        sunday, last = board.week_end(), board.today + timedelta(days=days)
        if sunday > board.today:
            self._show_days(_("Later this week"), board, board.today + ONE, min(sunday, last), body)
        if last > sunday:
            self._show_days(_("Ahead, until {day}").format(day=short_day(last)), board, sunday + ONE, last, body)
        self._column.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().setValue(place)

    def _show_days(self, title: str, board: Board, first: date, last: date, body: QWidget) -> None:
        """The days with something on them under one heading."""
        self._heading(title, body)
        found = board.between(first, last)
        for day, lines in found:
            self._heading(day_title(day, board.today), body, small=True)
            for agenda in lines:
                self._line(agenda, body)
        if not found:
            self._quiet(_("Nothing is planned for these days."), body)

    def _show_overdue(self, board: Board, body: QWidget, days: int) -> None:
        """The few overdue things that count most, so that today stays in view; one click shows all."""
        overdue = board.overdue
        if not overdue:
            return
        self._heading(_("Overdue ({n})").format(n=len(overdue)), body)
        shown = overdue if self._all_overdue or len(overdue) <= FEW + 1 else overdue[:FEW]
        for agenda in shown:
            self._line(agenda._replace(detail=" · ".join(t for t in (short_day(agenda.on), agenda.detail) if t)), body)
        if len(shown) < len(overdue):
            more = QPushButton(_("Show all {n}").format(n=len(overdue)), body)
            more.setFlat(True)
            more.clicked.connect(lambda: self._show_all(board, days))
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self, board: Board, days: int) -> None:
        self._all_overdue = True
        self.show_board(board, days)

    def _line(self, agenda: Agenda, parent: QWidget) -> None:
        line = AgendaLine(agenda, parent)
        line.clicked.connect(self._on_clicked)
        self.lines.append(line)
        self._column.addWidget(line)

    def _on_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, AgendaLine):
            self.opened.emit(line.agenda)

    def _heading(self, text: str, parent: QWidget, *, small: bool = False) -> None:
        label = QLabel(text, parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if small:
            font = QFont(label.font())
            font.setBold(True)
            label.setFont(font)
        else:
            label.setObjectName("today_heading")
        label.setContentsMargins(6, 10 if self._column.count() else 2, 0, 2)
        self._column.addWidget(label)

    def _quiet(self, text: str, parent: QWidget) -> None:
        label = QLabel(text, parent)
        label.setObjectName("hint")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(6, 6, 6, 6)
        self._column.addWidget(label)
