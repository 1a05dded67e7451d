"""Asks for whom copies of a handout are made, and makes them with progress and cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.service import handout_blocks, handout_document, merging
from desktop.service.handout_document import Receiver
from desktop.service.merging import KINDS, RECEIVERS
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.service.handout_model import Handout
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

TABLES = "*.xlsx *.xls *.csv *.tsv *.txt"
BEGINS_WITH = {"farmers": "cases", "dealers": "dealers"}
"""Whose list is offered first, by whom the handout is for; dealers where it is for others."""


class MergeDialog(FormDialog):
    """The receivers on a list, all of them chosen unless some are selected."""

    guards = False

    def __init__(self, context: Context, handout: Handout, parent: QWidget | None = None) -> None:
        super().__init__("handout_merge", N_("One handout for each"), parent or context.window)
        self.context, self.handout = context, handout
        self.everybody: list[Receiver] = []
        people = self.part("people")
        assert isinstance(people, QListWidget)
        self.people = people
        for key in RECEIVERS.labels:
            self._part("kind").addItem(RECEIVERS.label(key), key)
        for name, number in merging.dealer_views(context.db):
            self._part("kind").addItem(_("Dealers of the view “{name}”").format(name=name), number)
        self._part("kind").activated.connect(self._choose)
        self.people.itemSelectionChanged.connect(self._count)
        self.on("ok", self.make)
        self._part("kind").setCurrentIndex(self._part("kind").findData(BEGINS_WITH.get(handout.audience, "dealers")))
        self._alike = not handout_blocks.personal(f"{handout.title}\n\n{handout.body}")
        self._choose()

    def _part(self, name: str) -> Any:
        return self.part(name)

    def _choose(self, *_row: int) -> None:
        kind, db = self._part("kind").currentData(), self.context.db
        if kind == "file":
            path = messages.open_file(self, _("A list in a file"), _("Tables ({patterns})").format(patterns=TABLES))
            if path is not None:
                self.context.tasks.read(lambda: _read(path), self.show_receivers, self._failed)
            return
        read = KINDS.get(kind)
        self.context.tasks.read(lambda: read(db, None) if read else merging.dealers_of_view(db, kind), self.show_receivers,
                               self._failed)

    def show_receivers(self, receivers: list[Receiver]) -> None:
        """Show who is on the list."""
        if not self.alive:
            return
        self.everybody = receivers
        self.people.clear()
        for place, receiver in enumerate(receivers):
            item = QListWidgetItem(receiver.label)
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.people.addItem(item)
        self.say("")
        self._count()

    def chosen(self) -> list[Receiver]:
        """Those selected, or all."""
        rows = sorted(item.data(Qt.ItemDataRole.UserRole) for item in self.people.selectedItems())
        return [self.everybody[row] for row in rows] if rows else list(self.everybody)

    def _count(self) -> None:
        said = ngettext("{n} copy will be made.", "{n} copies will be made.", len(self.chosen())).format(n=len(self.chosen()))
        if self._alike:
            said += " " + _("All are alike: the text has no word that is filled in for each receiver.")
        self._part("count").setText(said)
        self._part("ok").setEnabled(bool(self.everybody))

    def make(self) -> None:
        """Make the copies: a preview of all, or a file for each."""
        receivers, db, handout = self.chosen(), self.context.db, self.handout
        both, record = self._part("both_sides").isChecked(), self._part("record").isChecked()
        folder = messages.choose_folder(self, _("Folder for the copies")) if self._part("separate").isChecked() else None
        if self._part("separate").isChecked() and folder is None:
            return

        def work(progress: Progress) -> bytes | list[Path]:
            prepared = handout_document.prepare(db, handout)
            if folder is not None:
                made: bytes | list[Path] = merging.one_each(prepared, receivers, folder, progress.report)
            else:
                made = merging.one_pdf(prepared, receivers, progress.report, both_sides=both)
            if record:
                merging.record_given(db, handout.id, receivers, 1, handout.title)
            return made

        self.context.tasks.compute(work, self._done, self._failed, ngettext(
            "Making {n} copy",
            "Making {n} copies", len(receivers)).format(n=len(receivers)))
        self._part("ok").setEnabled(False)

    def _done(self, made: bytes | list[Path]) -> None:
        from desktop.service.handout_printing import printed_as
        from desktop.ui.preview.preview import Preview

        if isinstance(made, bytes):
            Preview(self.context, self.handout.label(), lambda: made, *printed_as(self.handout, many=True)).show()
        else:
            self.context.message(ngettext(
                "{n} file written to {folder}.",
                "{n} files written to {folder}.", len(made)).format(n=len(made), folder=made[0].parent if made else ""))
        if self.alive:
            self.accept()

    def _failed(self, error: Exception) -> None:
        if self.alive:
            self._part("ok").setEnabled(bool(self.everybody))
        if isinstance(error, UserError) and self.alive:
            self.say(str(error))
        else:
            self.context.window.on_error(error)


def _read(path: Path) -> list[Receiver]:
    from desktop.core.tables import read_table

    return merging.listed(read_table(path))
