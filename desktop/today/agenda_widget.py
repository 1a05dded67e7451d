"""The days ahead: one line for each thing that has a day, under the heading of its day. A click opens the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.reminders import Agenda
from desktop.today.board import day_title
from desktop.ui.look import theme

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

    def show_days(self, days: Sequence[tuple[date, Sequence[Agenda]]], today: date, nothing: str) -> None:
        """Show these days; `nothing` where there are none."""
        place = self.verticalScrollBar().value()
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 6)
        column.setSpacing(1)
        self.lines = []
        for number, (day, items) in enumerate(days):
            column.addWidget(self._heading(day_title(day, today), body, first=number == 0))
            for agenda in items:
                column.addWidget(self._line(agenda, body))
        if not days:
            column.addWidget(self._quiet(nothing, body))
        column.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().setValue(place)

    def _line(self, agenda: Agenda, parent: QWidget) -> AgendaLine:
        line = AgendaLine(agenda, parent)
        line.clicked.connect(self._on_clicked)
        self.lines.append(line)
        return line

    def _on_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, AgendaLine):
            self.opened.emit(line.agenda)

    def _heading(self, text: str, parent: QWidget, *, first: bool) -> QLabel:
        label = QLabel(text, parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont(label.font())
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(6, 2 if first else 10, 0, 2)
        return label

    def _quiet(self, text: str, parent: QWidget) -> QLabel:
        label = QLabel(text, parent)
        label.setObjectName("hint")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(6, 6, 6, 6)
        return label
