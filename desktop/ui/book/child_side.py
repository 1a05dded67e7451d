"""What the list and the grid of a record's children share: the buttons at their side, the form, the files, the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.core import rules, verbs
from desktop.core.i18n import N_, _
from desktop.core.records import Record, columns_of, title_of
from desktop.core.standing import why_locked
from desktop.ui.book.child import Child
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.look.icons import icon
from desktop.ui.look.named import name_tip

if TYPE_CHECKING:
    from desktop.ui.context import Context

Tool = tuple[str, str, Callable[[], None]]
"""A button at the side: its icon, what it says, what it does."""


class ChildSide(QWidget):
    """The children of `record`, with tools at their left. `count_changed(int)` for the tab's title."""

    count_changed = Signal(int)

    def __init__(self, context: Context, child: Child, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.child = context, child
        self.record: Record | None = None
        self._buttons: list[QToolButton] = []
        self._tips: list[str] = []
        self._files = self._button("attach", N_("Files: photos, scans…"), self.files)
        self._files.setVisible(child.files)

    def _lay_out(self, tools: Sequence[Tool], body: QWidget) -> None:
        """The tools at the left of what shows the children."""
        self._buttons = [self._button(*tool) for tool in tools]
        self._tips = [button.toolTip() for button in self._buttons]
        line = QVBoxLayout()
        line.setSpacing(1)
        for button in (*self._buttons, self._files):
            line.addWidget(button)
        line.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 4, 4, 2)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(body, 1)

    def open_menu(self, where: QPoint) -> QMenu:
        """Show the tools as a menu at `where` (on the screen)."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (*self._buttons, self._files):
            if not button.isHidden():
                action = menu.addAction(button.icon(), button.toolTip())
                action.triggered.connect(button.click)
                action.setEnabled(button.isEnabled())
        menu.popup(where)
        return menu

    def _button(self, name: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        name_tip(button, _(tip))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the row one is in keeps the focus
        button.clicked.connect(slot)
        return button

    def _shortcut(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _enable(self, usable: Sequence[bool], files: bool) -> None:
        """Offer the tools that can be used now; where nothing may be changed they say why."""
        why = self.why_closed()
        for button, tip, useful in zip(self._buttons, self._tips, usable, strict=False):
            button.setEnabled(useful and self.record is not None and not why)
            button.setToolTip(why or tip)
        self._files.setEnabled(files and self.record is not None)

    def why_closed(self) -> str:
        """Why nothing may be changed: the record is locked by its state, or does not say yet what names it here."""
        if self.record is None:
            return ""
        if self.child.key_of(self.record) in (None, ""):
            return _("Fill in “{field}” first.").format(field=title_of(type(self.record), self.child.key))
        return why_locked(self.record) if rules.is_part(self.child.listing.model) else ""

    def refused(self) -> bool:
        """Say why nothing may be changed here; False where it may."""
        why = self.why_closed()
        if why:
            self.context.message(why)
        return bool(why)

    def paste_many(self) -> None:
        """Add several children from what lies on the clipboard, in a dialog of the feature's own."""
        if self.record is not None and self.child.many and not self.refused():
            self.child.many(self.context, self.record, QApplication.clipboard().text())

    def stored_values(self, number: int) -> dict[str, Any]:
        """The fields of a stored child."""
        record = verbs.get(self.context.db, self.child.listing.model, number)
        return {c.name: getattr(record, c.name) for c in columns_of(self.child.listing.model)}

    def show_form(self, values: Mapping[str, Any], number: int | None, saved: Callable[[int], None]) -> None:
        """Open the form of the child `number`, or of a new one that starts with `values`; `saved(key)` after each."""
        dialog = RecordDialog(self.context, self.child.listing.model, self.window(),
                              hidden=(self.child.parent, *self.child.hidden), editors=self.child.editors)
        dialog.saved.connect(saved)
        dialog.start(values, number)
        dialog.open()

    def file_owner(self) -> int | None:
        """The key of the child whose files are asked for."""
        raise NotImplementedError

    def files(self, *_row: int) -> None:
        """Show the files of the child one is in."""
        from desktop.ui.book.child_files import ChildFiles

        number = self.file_owner()
        if number is not None:
            ChildFiles(self.context, verbs.get(self.context.db, self.child.listing.model, number)).show()
