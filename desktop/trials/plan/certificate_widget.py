"""The certificate of a plan and the legend of its map, as the window shows them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.designs.model import FAIL, NOTE, Certificate
from desktop.trials.plan.field_map_widget import INK, PALETTE
from desktop.ui.look import theme
from desktop.ui.look.icons import pixmap

MARK, GAP = 14, 6


class CertificateView(QWidget):
    """Whether a plan is valid, and every finding with its mark; failures first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.list = QLabel(self), QListWidget(self)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setWordWrap(True)
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)

    def show_certificate(self, certificate: Certificate | None) -> None:
        """Show another certificate; None for no plan."""
        self.list.clear()
        self.setVisible(certificate is not None)
        if certificate is None:
            return
        self.head.setText(_("The plan is valid.") if certificate.valid else _("The plan is not valid."))
        self.head.setStyleSheet(f"font-weight: bold; color: {theme.color('good' if certificate.valid else 'late').name()}")
        for check in sorted(certificate.checks, key=lambda c: c.state != FAIL):
            mark = {FAIL: ("error", "late"), NOTE: ("info", "info")}.get(check.state, ("ok", "good"))
            QListWidgetItem(QIcon(pixmap(mark[0], 16, mark[1])), check.sentence(), self.list)


class Legend(QWidget):
    """What the colours of a map mean, in as many lines as the width needs; two at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[int, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_labels(self, labels: list[tuple[int, str]]) -> None:
        """Show other colours; more than the palette has are not explained, since the plots carry their names."""
        self._labels = labels if len(labels) <= len(PALETTE) else []
        self.setVisible(bool(self._labels))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 4.0
        room = max(40.0, (self.width() - 8) / max(1, len(self._labels)) - MARK - 2 * GAP)
        for group, label in self._labels:
            text = self.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(room))
            painter.setPen(QPen(QColor(INK), 0.6))
            painter.setBrush(QColor(PALETTE[group % len(PALETTE)]))
            painter.drawRect(QRectF(x, (self.height() - MARK) / 2, MARK, MARK))
            painter.setPen(self.palette().color(self.foregroundRole()))
            width = self.fontMetrics().horizontalAdvance(text) + 2
            painter.drawText(QRectF(x + MARK + GAP, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += MARK + 3 * GAP + width
        painter.end()
