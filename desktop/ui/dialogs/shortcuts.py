"""The sheet of keyboard shortcuts (Shift+?), made from the list of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTableView

from desktop.core.i18n import N_, _
from desktop.ui import commands
from desktop.ui.dialogs import short_table
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

MORE = (
    ("Ctrl+1 … Ctrl+9", N_("Tabs"), N_("Go to the tab of that number")),
    ("Ctrl+O", N_("Open…"), N_("Open another database")),
    ("Ctrl+I", N_("Import…"), N_("Take in a table or a Field Book file")),
    ("Alt+← / Alt+→", N_("Mouse"), N_("Back and Forward: also the two buttons at the side of a mouse")),
    ("Enter", N_("In a list"), N_("Edit the record")),
    ("Ctrl+A", N_("In a list"), N_("Select all rows")),
    ("Ctrl+C", N_("In a list"), N_("Copy the selected rows with their headings")),
    ("Alt+↓", N_("In a list"), N_("Filter by the column one is in")),
    ("Ctrl+C / Ctrl+V", N_("In a grid"), N_("Copy, and paste from Excel")),
    ("Ctrl+D", N_("In a grid"), N_("Fill down")),
    ("Ctrl+G", N_("In a grid"), N_("Go to a plot by its number, typed or scanned")),
    ("F7", N_("In a grid"), N_("Accept a doubtful value")),
    ("F8", N_("In a grid"), N_("Photos of the cell")),
    ("F9", N_("In a grid"), N_("Where the value comes from")),
    ("Shift+F2", N_("In a grid"), N_("Note on the cell")),
    ("Alt+↓", N_("In a grid"), N_("Choose from the words of the cell")),
    ("Shift+Space", N_("In a grid of children"), N_("Select the whole row")),
    ("F2", N_("In a grid of children"), N_("Open the form of the row that is selected")),
    ("Ctrl+-", N_("In a grid of children"), N_("Put the selected rows into the recycle bin")),
    ("Esc", "", N_("Close the list of hits or a dialog")),
    ("Ctrl+L", N_("Lock"), N_("Cover all windows until a passphrase is typed")),
    ("Ctrl+Q", N_("Quit"), N_("Close the program")),
)


class ShortcutSheet(FormDialog):
    """All shortcuts in one table."""

    guards = False

    def __init__(self, window: MainWindow) -> None:
        super().__init__("shortcuts", N_("Keyboard shortcuts"), window)
        view = self.part("rows")
        assert isinstance(view, QTableView)
        self.model = short_table.prepare(view, [_("Keys"), _("Command"), _("What it does")], [160, 150], 2)
        listed = [(_keys(c), _(c.title), _(c.help)) for c in (*commands.PAGE, *commands.WINDOW) if c.keys]
        self.model.fill([(line, None) for line in (*listed, *((k, _(t) if t else "", _(h)) for k, t, h in MORE))])


def _keys(command: commands.Command) -> str:
    return " / ".join(QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in command.keys)
