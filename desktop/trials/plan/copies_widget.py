"""Copies a trial to other sites or into another season: tick the sites, look over codes and titles, make them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from desktop.catalogue.model import Season
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.trials.model import Site, Trial
from desktop.trials.plan import copies
from desktop.trials.plan.copies import Copy, Pattern
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

KEY = Qt.ItemDataRole.UserRole


class CopyDialog(FormDialog):
    """Sites on the left; what will be made on the right, codes and titles to be typed over."""

    guards = True

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("trial_copy", N_("Copy the trial"), context.window)
        self.context, self.trial = context, trial
        self.pattern: Pattern | None = None
        self.sites, self.season = self.widget("sites", QListWidget), self.widget("season", QComboBox)
        self.series, self.table = self.widget("series", QLineEdit), self.widget("copies", QTableWidget)
        self.plots, self.ok = self.widget("plots", QCheckBox), self.widget("ok", QPushButton)
        self.widget("summary", QLabel).setText(trial.label())
        self.series.setText(trial.series)
        self.ok.setEnabled(False)
        self.table.setColumnCount(3)
        self.table.setHorizontalHeaderLabels([_("Site"), _("Code"), _("Title")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.widget("search", QLineEdit).textChanged.connect(self._filter)
        self.sites.itemChanged.connect(self._propose)
        self.season.currentIndexChanged.connect(self._propose)
        self.on("ok", self._copy)
        self.resize(920, 480)
        db = context.db
        context.tasks.read(lambda: copies.pattern(db, trial.id), self._got, self._failed)

    def _got(self, found: Pattern) -> None:
        self.sites.blockSignals(True)
        for site in (None, *found.sites):
            item = QListWidgetItem(site.name if site else _("No site yet"), self.sites)
            item.setData(KEY, site.id if site else None)
            item.setToolTip(site.detail() if site else "")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.sites.blockSignals(False)
        self.season.blockSignals(True)
        self.season.addItem(_("No season yet"), None)
        for season in found.seasons:
            self.season.addItem(season.title(), season.id)
        self.season.setCurrentIndex(max(0, self.season.findData(self.trial.season_id)))
        self.season.blockSignals(False)
        self.plots.setChecked(found.laid_out)
        self.pattern = found
        self._propose()

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.sites.count()):
            item = self.sites.item(row)
            item.setHidden(wanted not in f"{item.text()} {item.toolTip()}".casefold())

    def _ticked(self) -> list[Site | None]:
        by_id = {site.id: site for site in self.pattern.sites} if self.pattern else {}
        items = [self.sites.item(row) for row in range(self.sites.count())]
        return [by_id.get(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _season(self) -> Season | None:
        seasons = self.pattern.seasons if self.pattern else ()
        return next((s for s in seasons if s.id == self.season.currentData()), None)

    def _propose(self, *_changed: object) -> None:
        """List the copies anew: what was typed over codes and titles is proposed again."""
        if self.pattern is None:
            return
        sites = self._ticked()
        self.table.setRowCount(len(sites))
        for row, (site, wish) in enumerate(zip(sites, self.pattern.proposed(sites, self._season()), strict=True)):
            name = QTableWidgetItem(site.name if site else "")
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            name.setData(KEY, wish.site_id)
            for column, item in enumerate((name, QTableWidgetItem(wish.code), QTableWidgetItem(wish.title))):
                self.table.setItem(row, column, item)
        self.ok.setEnabled(bool(sites))
        self.ok.setText(ngettext("Make {n} copy", "Make {n} copies", len(sites)).format(n=len(sites)) if sites else _("Copy"))
        self.say("")

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item else ""

    def wishes(self) -> list[Copy]:
        """The copies as they are listed."""
        found = []
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            found.append(Copy(self._cell(row, 1), self._cell(row, 2), item.data(KEY) if item else None))
        return found

    def _copy(self) -> None:
        db, number, wishes = self.context.db, self.trial.id, self.wishes()
        season, series, plots = self.season.currentData(), self.series.text().strip(), self.plots.isChecked()
        self.setEnabled(False)
        self.context.tasks.run(
            lambda: copies.copy_trial(db, number, wishes, season_id=season, series=series, lay_out=plots),
            self._done, self._failed, _("Copying the trial"))

    def _done(self, made: list[int]) -> None:
        self.context.message(ngettext("{n} trial made.", "{n} trials made.", len(made)).format(n=len(made)), undo=True)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)
