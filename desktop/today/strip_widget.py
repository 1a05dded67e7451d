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
        tops, inks = (0, line, line * 2.3), ("muted", INK.get(self.figure.level, "text"), "muted")
        for row, (top, ink, text) in enumerate(zip(tops, inks, self.words(), strict=True)):
            painter.setPen(theme.color(ink))
            painter.setFont(self._beside(row))
            place = QRectF(inner.left(), inner.top() + top, inner.width(), line * (1.35 if row == 1 else 1))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(place, LEFT, shown)
        painter.end()

    def words(self) -> tuple[str, str, str]:
        """Its name, its value, the word below."""
        return _(KEY_FIGURES[self.figure.key]), self.figure.value, self.figure.detail

    def font_of(self, row: int) -> QFont:
        """The font in which the name (0), the value (1) or the word below (2) has room."""
        font, line = QFont(self.font()), float(self.fontMetrics().lineSpacing())
        if row == 1:
            font.setPointSizeF(self.font().pointSizeF() * 1.35)
            font.setBold(True)
        return fitting(font, self.words()[row], QRectF(0, 0, self.width() - 18, line * (1.35 if row == 1 else 1)))

    def _beside(self, row: int) -> QFont:
        """The font of a row: as small in all figures as the longest needs, so that none looks less than its neighbours."""
        strip = self.parentWidget()
        others = strip.figures if isinstance(strip, FigureStrip) else [self]
        return min((other.font_of(row) for other in others), key=lambda font: font.pointSizeF())


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
