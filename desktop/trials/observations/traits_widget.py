"""The dialog that chooses the traits to be observed in a trial, and their order."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem

from desktop.catalogue import actions as catalogue
from desktop.catalogue.model import Trait
from desktop.core.i18n import N_
from desktop.trials import actions
from desktop.trials.model import Trial
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

KEY = Qt.ItemDataRole.UserRole


class TraitsDialog(FormDialog):
    """Ticks the traits of a trial and puts them into order."""

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("trial_choose_traits", N_("Traits observed"), context.window)
        self.context, self.trial = context, trial
        self.crops: dict[int, str] = {}
        found, search = self.part("traits"), self.part("search")
        assert isinstance(found, QListWidget)
        assert isinstance(search, QLineEdit)
        self.list = found
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        search.textChanged.connect(self._filter)
        self.on("ok", self._save)
        self.resize(460, 520)
        self._fill()

    def _fill(self) -> None:
        chosen = actions.traits_of(self.context.db, self.trial.id)
        taken = {t.id for t in chosen}
        if self.trial.crop_id is None:  # traits of the same name are told apart by their crop
            self.crops = {crop.id: crop.title() for crop in catalogue.crops(self.context.db)}
        others = [t for t in catalogue.traits(self.context.db, self.trial.crop_id) if t.id not in taken]
        for trait in chosen:
            self._add(trait, Qt.CheckState.Checked)
        for trait in others:
            self._add(trait, Qt.CheckState.Unchecked)

    def _add(self, trait: Trait, state: Qt.CheckState) -> None:
        crop = self.crops.get(trait.crop_id or 0, "")
        item = QListWidgetItem(f"{crop} · {trait.heading()}" if crop else trait.heading(), self.list)
        item.setData(KEY, trait.id)
        formula = f"= {trait.formula.strip()}" if trait.formula.strip() else ""
        item.setToolTip(escape("\n".join(line for line in (trait.method, formula) if line)))
        if formula:
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    def _save(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        ids = [int(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
        db, trial_id = self.context.db, self.trial.id
        self.context.tasks.run(lambda: actions.set_traits(db, trial_id, ids))
        self.accept()
