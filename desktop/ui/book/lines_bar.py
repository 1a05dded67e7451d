"""What stands in the place of the sub-tabs while a record is new: that its lines come next, and the button that goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.ui.look.icons import icon


class LinesBar(QWidget):
    """Says that `titles`, which belong to a record, are typed once it is stored. The button calls `go`, which stores it."""

    def __init__(self, titles: list[str], go: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lines_bar")
        self.button = QPushButton(icon("add"), _("Save, then type: {list}").format(list=_(titles[0]) if titles else ""), self)
        self.button.clicked.connect(go)
        others = _(", ").join(_(title) for title in titles[1:])
        self.also = QLabel(_("After saving also: {list}").format(list=others) if others else "", self)
        self.also.setWordWrap(True)
        self.also.setProperty("hint", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        line.addWidget(self.button)
        line.addWidget(self.also, 1)
        self._any = bool(titles)
        self.hide()

    def show_for(self, *, new: bool) -> None:
        """Be seen beside a new record that may have lines."""
        self.setVisible(new and self._any)
