"""The figures of a trial: one chosen from the list, drawn on the worker as the report draws it, copied or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.file_names import safe_file_name
from desktop.core.i18n import _
from desktop.trials.figures import drawing
from desktop.trials.figures.drawing import Drawn, Figures
from desktop.trials.results.options import Options
from desktop.ui import messages
from desktop.ui.look.words_box import WordsBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.ui.context import Context

WAIT_MS = 150  # after the last change of size, before the figure is drawn anew


class FigurePane(QWidget):
    """A figure on white paper, in either theme: what is copied or printed looks like what is seen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.drawn: Drawn | None = None
        self._find: Callable[[], Figures] | None = None
        self._key, self._asked, self._stale = "", 0, True
        self.kinds, self.copy, self.save = WordsBox(self), QPushButton(self), QPushButton(self)
        self.kinds.setMinimumWidth(200)
        self.caption, self.picture = QLabel(self), QLabel(self)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea(self)
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        line = QHBoxLayout()
        line.addWidget(self.kinds)
        line.addWidget(self.caption, 1)
        line.addWidget(self.copy)
        line.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(line)
        column.addWidget(self.area, 1)
        self._later = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._later.timeout.connect(self._load)
        self.kinds.activated.connect(self._choose)
        self.copy.clicked.connect(self.to_clipboard)
        self.save.clicked.connect(self.to_file)

    def show_trial(self, trial_id: int | None, options: Options) -> None:
        """Show the figures of a trial's trait."""
        db = self.context.db
        self.show_figures(None if trial_id is None else lambda: drawing.found(db, trial_id, options))

    def show_figures(self, find: Callable[[], Figures] | None) -> None:
        """Show the figures that `find` gives on the worker; None for none."""
        self._find, self._stale = find, True
        self.copy.setText(_("Copy"))
        self.save.setText(_("Save as…"))
        if find is None:
            self._show((self._asked, None))
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale = True
        self._later.start()

    def _choose(self) -> None:
        self._key, self._stale = str(self.kinds.currentData() or ""), True
        self._load()

    def _load(self) -> None:
        if not (self._stale and self.isVisible() and self._find is not None):
            return
        self._stale = False
        self._asked += 1
        find, key, asked = self._find, self._key, self._asked
        room, scale = self.area.viewport().size(), self.devicePixelRatioF()
        self.caption.setText(_("Drawing…"))
        self.context.tasks.compute(
            lambda _progress: (asked, drawing.draw(find(), key, room.width(), room.height(), scale)), self._show,
            only_newest=True)

    def _show(self, answer: tuple[int, Drawn | None]) -> None:
        asked, drawn = answer
        if asked != self._asked:
            return
        self.drawn = drawn
        self.copy.setEnabled(drawn is not None)
        self.save.setEnabled(drawn is not None)
        with QSignalBlocker(self.kinds):
            self.kinds.clear()
            for key, title in drawn.kinds if drawn else []:
                self.kinds.addItem(title, key)
            self.kinds.setCurrentIndex(max(0, self.kinds.findData(drawn.key if drawn else "")))
        self.caption.setText(drawn.caption if drawn else _("There is nothing to draw yet."))
        self.picture.setPixmap(self._pixmap(drawn) if drawn else QPixmap())

    def _pixmap(self, drawn: Drawn) -> QPixmap:
        image = QImage.fromData(drawn.picture)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return QPixmap.fromImage(image)

    def to_clipboard(self) -> None:
        """Put the figure on the clipboard as a picture."""
        if self.drawn:
            QApplication.clipboard().setImage(QImage.fromData(self.drawn.picture))
            self.context.message(_("The figure is on the clipboard."))

    def to_file(self) -> None:
        """Save the figure as PNG, SVG or PDF in the size it has in the report."""
        if self.drawn is None or self._find is None:
            return
        name = safe_file_name(self.drawn.caption[:60])
        kinds = _("Picture (*.png);;Drawing (*.svg);;Document (*.pdf)")
        path = messages.save_file(self, _("Save the figure"), f"{name}.png", kinds)
        if path is not None:
            find, key = self._find, self.drawn.key
            self.context.tasks.compute(lambda _progress: drawing.save(find(), key, path), self._saved)

    def _saved(self, path: Path) -> None:
        self.context.message(_("Saved: {file}").format(file=path))
