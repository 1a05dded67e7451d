"""A box to choose from whose words end in … where there is no room for them; what it offers opens as wide as its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

BESIDE = 32  # logical pixels that a line of the popup takes beside its words
ICON = 4  # logical pixels between a picture and the words


class WordsBox(QComboBox):
    """A combo box that cuts no word in the middle of a letter. A tool tip set by hand stays while the words have room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hand = ""

    def setToolTip(self, text: str) -> None:
        """Set what the mouse is told while the words are not cut."""
        self._by_hand = text
        super().setToolTip(text)

    def shown_words(self) -> str:
        """The words that are chosen, as far as there is room for them."""
        return self._elided(self._room())

    def _room(self) -> QRect:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField,
                                           self)

    def _elided(self, room: QRect) -> str:
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + ICON
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width() - icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box with as much of the words as there is room for; one that is typed into scrolls them instead."""
        if self.isEditable() or self.currentIndex() < 0 or not self.currentText() or self.shown_words() == self.currentText():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_words()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """Tell the whole words to the mouse where they are cut."""
        if event.type() == QEvent.Type.ToolTip:
            cut = self.shown_words() != self.currentText()
            super().setToolTip(self.currentText() if cut else self._by_hand)
        return super().event(event)

    def showPopup(self) -> None:
        """Open as wide as the words that are offered, within the screen."""
        view, metrics = self.view(), self.fontMetrics()
        beside = BESIDE + self.iconSize().width() + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        # the style's own hint for a line leaves its words out
        words = beside + max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        view.setMinimumWidth(min(max(words, self.width()), self.screen().availableGeometry().width()))
        super().showPopup()
