"""A label whose text ends in … where there is no room for it; the whole text is its tool tip then."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

LONG = 100  # signs of a tool tip that has to be broken into lines


class ElidedLabel(QLabel):
    """One line of plain text, which never widens what it stands in. `text()` stays whole.

    A tool tip that was set by hand stays as long as the text has room. `kept`: so many signs are not cut for the sake of
    what stands beside it.
    """

    def __init__(self, parent: QWidget | None = None, kept: int = 2) -> None:
        super().__init__(parent)
        self._kept = kept
        self._by_hand = ""

    def setToolTip(self, text: str) -> None:
        """Set what the mouse is told while the text is not cut."""
        self._by_hand = text
        super().setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Room for the signs that are kept."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._kept * self.fontMetrics().averageCharWidth()), hint.height())

    def elided(self) -> str:
        """What is shown."""
        line = self.text().replace("\n", " ")
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for, in the label's own pen: the first word asked of a style costs 10 ms of the start."""
        QPainter(self).drawText(self.contentsRect(), int(self.alignment()), self.elided())

    def event(self, event: QEvent) -> bool:
        """Tell the whole text to the mouse where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            cut = self.elided() != self.text()  # written as rich text a long one is broken into lines
            super().setToolTip((f"<p>{escape(self.text())}</p>" if len(self.text()) > LONG else self.text())
                               if cut else self._by_hand)
        return super().event(event)
