"""The status bar: what just happened (with Undo), what is under way (with Cancel), which file is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.ui.look.elided import ElidedLabel

SHORTEST = 200  # logical pixels for the word on what is not stored
KEPT = 36  # signs of the file and of the work under way that a long sentence beside them leaves
SHOWN_AFTER_MS = 1000  # short work does not flicker, and opening a file is not slowed by a bar that moves


class Status(QStatusBar):
    """Signals: `undo_wanted`, `redo_wanted`, `cancel_wanted`, `copy_wanted` (of the backup, to a second place),
    `unsaved_wanted` (to go where something is typed and not stored)."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    cancel_wanted = Signal()
    copy_wanted = Signal()
    unsaved_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.text = _label("status_text")
        self.undo = _button("status_undo")
        self.undo.clicked.connect(self._undo_clicked)
        self.work = _label("status_work", KEPT)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.cancel = _button("status_cancel")
        self.cancel.clicked.connect(self.cancel_wanted)
        self.backup = _button("status_backup")
        self.backup.clicked.connect(self.copy_wanted)
        self.file = _label("status_file", KEPT)
        self.unsaved = _button("status_unsaved")
        self.unsaved.clicked.connect(self.unsaved_wanted)
        self._redoing = False
        self.addWidget(self.text)
        self.addWidget(self.undo)
        for widget in (self.unsaved, self.work, self.bar, self.cancel, self.backup, self.file):
            self.addPermanentWidget(widget)
        self._late = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._late.timeout.connect(self._show_work)
        self.retranslate()
        self.clear()
        self.backup.hide()
        self.unsaved.hide()
        self._hide_work()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.undo.setText(_("Redo") if self._redoing else _("Undo"))
        self.cancel.setText(_("Cancel"))
        self.backup.setToolTip(_("Copy the backup to a stick or another drive"))

    def show_message(self, text: str, undo: bool = False, redo: bool = False) -> None:
        """Show a sentence until another takes its place, with a button that undoes or redoes what it tells.

        It tells what became of the user's data: one who looked away must still find it.
        """
        self._redoing = redo
        self.text.setText(text.replace("\n", " "))
        self.retranslate()
        self.undo.setVisible(undo or redo)

    @Slot()
    def clear(self) -> None:
        """Show nothing."""
        self.text.clear()
        self.undo.hide()

    @Slot()
    def _undo_clicked(self) -> None:
        (self.redo_wanted if self._redoing else self.undo_wanted).emit()

    def show_backup(self, text: str, late: bool = False) -> None:
        """Show when the last backup was made; `late` asks for a copy elsewhere. "" shows nothing."""
        self.backup.setText(text)
        if bool(self.backup.property("late")) != late:  # asking for the style loads it: 9 ms of every start
            self.backup.setProperty("late", late)
            self.backup.style().polish(self.backup)
        self.backup.setVisible(bool(text))

    def show_unsaved(self, text: str, whole: str = "") -> None:
        """Say what is typed elsewhere and not stored, with all of it as the tip; "" shows nothing."""
        room = max(SHORTEST, self.width() // 2)
        shown = self.unsaved.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.unsaved.setText(shown)
        self.unsaved.setToolTip(whole)
        self.unsaved.setVisible(bool(text))

    @Slot(str)
    def begin(self, title: str) -> None:
        """A work with a title has begun."""
        self.work.setText(title)
        self.bar.setRange(0, 0)
        self._late.start()

    @Slot(int, int)
    def progress(self, done: int, total: int) -> None:
        """How far it is; total 0 = unknown."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot()
    def end(self) -> None:
        """The work is over."""
        self._late.stop()
        self._hide_work()

    @Slot()
    def _show_work(self) -> None:
        for widget in (self.work, self.bar, self.cancel):
            widget.show()

    def _hide_work(self) -> None:
        for widget in (self.work, self.bar, self.cancel):
            widget.hide()


def _label(name: str, kept: int = 2) -> QLabel:
    label = ElidedLabel(kept=kept)  # a sentence may quote what was pasted: it must never push the window beyond the screen
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
