"""Packages between laptops: the partners, what is made and taken, and what two people changed in the same place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QTableView

from desktop.core import local_time
from desktop.core.i18n import N_, _, ngettext
from desktop.ui import messages
from desktop.ui.dialogs import short_table
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.words import word

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.exchange.handing import Allowed
    from desktop.core.exchange.making import Made
    from desktop.core.exchange.package import Head
    from desktop.core.exchange.seen import OpenClash
    from desktop.core.exchange.standing import Partner
    from desktop.core.exchange.taking import Taken
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

Found = tuple[list["Partner"], list["OpenClash"]]


class ExchangeDialog(FormDialog):
    """Shows how the exchange of the open database stands."""

    guards = False

    def __init__(self, context: Context) -> None:
        super().__init__("exchange", N_("Exchange between laptops"), context.window)
        self.context = context
        self.partners, self.clashes = self.widget("partners", QTableView), self.widget("clashes", QTableView)
        self.partner_rows = short_table.prepare(
            self.partners, [_("Partner"), _("Leading or following"), _("Last package taken"), _("Last package made"),
                            _("Waits for it")], [140, 150, 150, 150], 4)
        self.clash_rows = short_table.prepare(
            self.clashes, [_("Record"), _("What was changed"), _("Stands here"), _("Other value"), _("Changed by whom")],
            [180, 150, 150, 150], 4)
        for name, slot in (("make", self.make), ("add", self.add), ("some", self.some), ("take", self.take),
                           ("here", self.keep_here), ("there", self.take_other)):
            self.on(name, slot)
        self.clashes.selectionModel().selectionChanged.connect(self._selected)
        context.changed.connect(self.look)
        self._selected()
        for table in (self.partners, self.clashes):
            table.setTabKeyNavigation(False)  # the key leads on to the buttons, not from cell to cell
        self._begun = False
        self.look()

    @Slot()
    def look(self) -> None:
        """Read partners and clashes again."""
        db = self.context.db
        self.context.tasks.read(lambda: _read(db), self._show)

    def _show(self, found: Found) -> None:
        if not self.alive:
            return
        partners, clashes = found
        if not self._begun:  # what one comes for: the partners, or the first package where there are none
            self._begun = True
            (self.partners if partners else self.part("add")).setFocus()
        self.partner_rows.fill([((p.name, p.role(), _day(p.taken_at), _day(p.made_at), f"{p.waiting:,}"), p) for p in partners])
        self.widget("hint", QLabel).setVisible(not partners)
        if partners:
            self.partners.selectRow(0)
        self.part("make").setEnabled(bool(partners))
        self.part("add").setEnabled(not any(p.leads for p in partners))
        self.clash_rows.fill([((c.record, c.field, _word(c, c.kept), _word(c, c.other), c.partner), c) for c in clashes])
        label = self.widget("to_decide", QLabel)
        label.setText(ngettext("{n} value to be decided", "{n} values to be decided", len(clashes)).format(n=len(clashes))
                      if clashes else _("Nothing is to be decided."))
        self._selected()

    @Slot()
    def _selected(self) -> None:
        for name in ("here", "there"):
            self.part(name).setEnabled(self.clashes.selectionModel().hasSelection())

    # -- packages -------------------------------------------------------------------------------------------------------

    @Slot()
    def make(self) -> None:
        """Make the next package for the partner selected."""
        if chosen := short_table.chosen(self.partners):
            self._first(chosen[0].name) if chosen[0].first_next else self._make(chosen[0].name)

    @Slot()
    def add(self) -> None:
        """Make the first package for a laptop that is not a partner yet."""
        self._first("")

    def _first(self, name: str) -> None:
        from desktop.ui.dialogs.hand_over import NewLaptopDialog

        NewLaptopDialog(self.context, self, name, self.widget("whole_again", QCheckBox).isChecked(), self._look_again).open()

    @Slot()
    def some(self) -> None:
        """Make a package of a region or a part of the program for a colleague."""
        from desktop.ui.dialogs.hand_over import PartDialog

        PartDialog(self.context, self).open()

    def _make(self, partner: str) -> None:
        from desktop.ui.dialogs.hand_over import write_package

        whole = self.widget("whole_again", QCheckBox).isChecked()

        def make_next(db: Database, folder: Path) -> Made:
            from desktop.core.exchange.making import make

            return make(db, folder, partner.strip(), whole=whole)

        write_package(self.context, self, make_next, self._look_again)

    def _look_again(self, _made: Made) -> None:
        if self.alive:
            self.widget("whole_again", QCheckBox).setChecked(False)
            self.look()

    @Slot()
    def take(self) -> None:
        """Take a package from a file; what it asks is asked here."""
        from desktop.core.exchange.handing import NOTHING
        from desktop.core.exchange.package import ENDING

        path = messages.open_file(self, _("Take a package"), _("Exchange packages") + f" (*{ENDING})")
        if path is not None:
            self._take(path, NOTHING)

    def _take(self, path: Path, allowed: Allowed, passphrase: str = "") -> None:
        db = self.context.db

        def work(progress: Progress) -> tuple[Head, Taken]:
            from desktop.core.exchange.handing import take

            return take(db, path, allowed, passphrase=passphrase, progress=progress.report)

        self.context.tasks.run_long(work, self._taken, lambda error: self._asked(path, allowed, passphrase, error),
                                    _("Taking a package"))

    def _asked(self, path: Path, allowed: Allowed, passphrase: str, error: Exception) -> None:
        from desktop.core.exchange.handing import Joins, ManyDeletions, Unsigned
        from desktop.core.exchange.locked import PassphraseWanted

        if isinstance(error, PassphraseWanted):
            from desktop.ui.dialogs.unlock import PackageUnlockDialog

            PackageUnlockDialog(self.context.window, str(error), lambda typed: self._take(path, allowed, typed)).open()
            return
        for kind, answer in ((Joins, {"joining": True}), (ManyDeletions, {"deletions": True}), (Unsigned, {"unsigned": True})):
            if isinstance(error, kind):
                if messages.ask(self.context.window, str(error), _("Take it"), _("Cancel")):
                    self._take(path, replace(allowed, **answer), passphrase)
                return
        self._failed(error)

    def _taken(self, result: tuple[Head, Taken]) -> None:
        taken = result[1]
        messages.inform(self.context.window, "\n".join(taken.summary()), "\n\n".join(taken.said()))
        if self.alive:
            self.look()

    def _failed(self, error: Exception) -> None:
        self.context.window.on_error(error)

    # -- clashes --------------------------------------------------------------------------------------------------------

    @Slot()
    def keep_here(self) -> None:
        """Let the value stay that stands here."""
        self._decide(other=False)

    @Slot()
    def take_other(self) -> None:
        """Let the other value stand from now on."""
        self._decide(other=True)

    def _decide(self, *, other: bool) -> None:
        chosen, db = short_table.chosen(self.clashes), self.context.db
        if not chosen:
            return
        number = chosen[0].id

        def work() -> None:
            from desktop.core.exchange.deciding import decide

            decide(db, number, other=other)

        self.context.tasks.run(work, lambda _none: self.look() if self.alive else None, self._failed)


def _day(moment: object) -> str:
    from datetime import datetime

    return local_time.shown(moment) if isinstance(moment, datetime) else _("never")


def _word(clash: OpenClash, value: object) -> str:
    if clash.column is None:
        return _("in the bin") if value else _("not in the bin")
    return word(clash.column, value, clash.names)


def _read(db: Database) -> Found:
    from desktop.core.exchange.seen import open_clashes
    from desktop.core.exchange.standing import partners

    return partners(db), open_clashes(db)
