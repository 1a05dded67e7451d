"""The strip of key figures: few words and numbers in one line under the date. A click opens the rows of each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.core.reminders import KEY_FIGURES, KeyFigure
from desktop.ui.look import theme
from desktop.ui.look.smaller import fitting

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
LINES = 3.5  # height in lines of text
INK = {"late": "late", "soon": "soon"}


class Figure(QAbstractButton):
    """One key figure: its name, its value, a word below."""

    def __init__(self, figure: KeyFigure, parent: QWidget) -> None:
        super().__init__(parent)
        self.figure = figure
        self.setText(f"{_(KEY_FIGURES[figure.key])} {figure.value} {figure.detail}".strip())
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(line * 8, int(line * LINES))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().lineSpacing() * 5, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, line = QRectF(self.rect()).adjusted(1, 1, -1, -1), float(self.fontMetrics().lineSpacing())
        painter.setPen(QPen(theme.color("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area, 6, 6)
        inner = area.adjusted(10, line * 0.15, -6, 0)
        self._write(painter, inner, 0, _(KEY_FIGURES[self.figure.key]), "muted")
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * 1.35)
        large.setBold(True)
        painter.setFont(large)
        self._write(painter, inner, line, self.figure.value, INK.get(self.figure.level, "text"), 1.35 * line)
        painter.setFont(self.font())
        self._write(painter, inner, line * 2.3, self.figure.detail, "muted")
        painter.end()

    def _write(self, painter: QPainter, where: QRectF, top: float, text: str, color: str, high: float = 0.0) -> None:
        painter.setPen(theme.color(color))
        place = QRectF(where.left(), where.top() + top, where.width(), high or self.fontMetrics().lineSpacing())
        font = painter.font()
        painter.setFont(fitting(font, text, place))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(place, LEFT, shown)
        painter.setFont(font)


class FigureStrip(QWidget):
    """The key figures side by side, those that are known. `opened(KeyFigure)` when one is clicked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures: list[Figure] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)

    def show_figures(self, figures: Mapping[str, KeyFigure]) -> None:
        """Show these, in the order of `KEY_FIGURES`; nothing where none is known."""
        for shown in self.figures:
            self._line.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self.figures = [Figure(figures[key], self) for key in KEY_FIGURES if key in figures]
        for shown in self.figures:
            shown.clicked.connect(self._on_clicked)
            self._line.addWidget(shown)
        self.setVisible(bool(self.figures))

    def _on_clicked(self) -> None:
        shown = self.sender()
        if isinstance(shown, Figure):
            self.opened.emit(shown.figure)
