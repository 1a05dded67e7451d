"""Asks before a person is removed for good: what goes, what stays, what cannot be reached; confirmed by typing the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from desktop.core.i18n import N_, _, ngettext
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.core.purging import Purge
    from desktop.ui.context import Context

LISTED = 12  # records named in a box; a box with more does not fit a small screen


class PurgeDialog(FormDialog):
    """The person's record with all that hangs on it, about to be removed."""

    guards = False

    def __init__(self, context: Context, found: Purge, table: str, row_id: int) -> None:
        super().__init__("purge", N_("Remove for good"), context.window)
        self.context, self.found, self.table, self.row_id = context, found, table, row_id
        for name, text in (("explain", explained(found)),
                           ("ask", _("To remove it for good, type the name: {name}").format(name=found.name))):
            label = self.widget(name, QLabel)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(text)
        self.typed, self.backups = self.widget("typed", QLineEdit), self.widget("backups", QCheckBox)
        self.typed.textChanged.connect(self._typed)
        self.on("remove", self._remove)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.part("remove").setEnabled(text.strip() == self.found.name.strip())

    @Slot()
    def _remove(self) -> None:
        db, table, row_id = self.context.db, self.table, self.row_id
        typed, backups, window, name = self.typed.text(), self.backups.isChecked(), self.context.window, self.found.name

        def work() -> Purge:
            from desktop.core.purging import purge

            return purge(db, table, row_id, typed, backups=backups)

        def done(found: Purge) -> None:
            window.status.show_message(_("{name} was removed for good.").format(name=name))
            if (said := left(found)) and messages.ask(window, said, _("Search for the name"), _("Close")):
                window.search.search_for(name)

        window.tasks.run(work, done, title=_("Removing for good"))
        self.accept()


def explained(found: Purge) -> str:
    """What is done and what is not, a line each."""
    rows = sum(len(ids) for ids in found.rows.values()) - len(found.rows["attachment"])
    lines = [_("{name} is removed with everything that belongs to them. This cannot be undone.").format(name=found.name), "",
             ngettext(
                 "Removed: {n} record, {files} attached {files:file|files}, their history, their entries in the search index.",
                 "Removed: {n} records, {files} attached {files:file|files}, their history, their entries in the search index.",
                 rows).format(
                 n=rows, files=len(found.rows["attachment"])),
             ngettext(
                 "Kept, but no longer naming them: {n} record.",
                 "Kept, but no longer naming them: {n} records.", len(found.loose)).format(n=len(found.loose))]
    if found.mentions:
        listed = _(", ").join(_("{kind}: {n}").format(kind=_(kind), n=n) for kind, n in found.mentions.items())
        lines.append(_("Kept as they were written, since their own words speak of them ({listed}): change those yourself."
                       ).format(listed=listed))
    lines += [_("Automatic backups beside the database: {n}; see below.").format(n=found.backups),
              _("Not reached: backups on sticks and other drives, exported and printed lists, files given to others, other "
                "laptops. Remove them there yourself.")]
    return "\n".join(lines)


def left(found: Purge) -> str:
    """What still speaks of the person after a purge, "" where nothing does."""
    lines = [_("{kind}: {n}").format(kind=_(kind), n=title) for kind, title in found.left[:LISTED]]
    if more := len(found.left) - len(lines):
        lines.append(ngettext("… and {n} more", "… and {n} more", more).format(n=more))
    if lines:
        lines.insert(0, _("{name} was removed for good. These records still speak of them in their own words; change those "
                          "yourself:").format(name=found.name))
    if found.in_history:
        lines.append(ngettext("In the history {n} line holds the name within a longer word; it stays.",
                              "In the history {n} lines hold the name within a longer word; they stay.",
                              found.in_history).format(n=found.in_history))
    return "\n".join(lines)


def offer(context: Context, table: str, row_id: int) -> None:
    """Look for what hangs on a record and open the dialog."""
    db = context.db

    def read() -> Purge:
        from desktop.core.purging import look

        return look(db, table, row_id)

    context.tasks.compute(lambda _progress: read(), lambda found: PurgeDialog(context, found, table, row_id).open(),
                          title=_("Looking for what hangs on it"))
