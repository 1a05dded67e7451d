"""The dialog that chooses the traits to be observed in a trial, and their order."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QMenu, QPushButton

from desktop.catalogue import actions as catalogue
from desktop.catalogue.choices import TRAIT_PART
from desktop.catalogue.formula_check import Dictionary, in_words
from desktop.catalogue.model import Trait
from desktop.catalogue.sets import TraitSet, sets_for
from desktop.core.i18n import N_, _
from desktop.trials import actions
from desktop.trials.model import Trial
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.look.menus import hang

if TYPE_CHECKING:
    from desktop.ui.context import Context

KEY = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TraitsDialog(FormDialog):
    """Ticks the traits of a trial, one by one or a set, and puts them into order: what is ticked first, then by parts."""

    guards = True

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("trial_choose_traits", N_("Traits observed"), context.window)
        self.context, self.trial = context, trial
        self.crops: dict[int, str] = {}
        self.list, search = self.widget("traits", QListWidget), self.widget("search", QLineEdit)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        search.textChanged.connect(self._filter)
        self.on("ok", self._save)
        self.on("arrange", self.arrange)
        self.resize(520, 560)
        self._read()
        self._offer_sets()

    def _read(self) -> None:
        db = self.context.db
        chosen = actions.traits_of(db, self.trial.id)
        all_crops = catalogue.crops(db)
        if self.trial.crop_id is None:  # traits of the same name are told apart by their crop
            self.crops = {crop.id: crop.title() for crop in all_crops}
        known = catalogue.traits(db, self.trial.crop_id)
        ids = {t.id for t in chosen}
        self.known = Dictionary(known)
        self.traits = {t.id: t for t in (*known, *chosen)}
        self.sets = sets_for(all_crops, self.trial.crop_id, self.trial.kind)
        self._show(chosen, [t for t in known if t.id not in ids])

    def _offer_sets(self) -> None:
        button = self.widget("sets", QPushButton)
        menu = QMenu(button)
        for one in self.sets:
            menu.addAction(one.title()).triggered.connect(partial(self._tick_set, one))
        hang(button, menu)
        button.setVisible(bool(self.sets))

    # -- the list -------------------------------------------------------------------------------------------------

    def _show(self, first: Collection[Trait], rest: Collection[Trait], ticked: Collection[int] = ()) -> None:
        """List the traits of the trial in their order, then others by parts; `ticked`: those of `rest` that are ticked."""
        self.list.clear()
        if first:
            self._add_heading(_("Observed in this trial"))
        for trait in first:
            self._add(trait, CHECKED)
        part = None
        for trait in rest:
            if not self.crops and trait.part != part:
                part = trait.part
                self._add_heading(TRAIT_PART.label(part) if part else _("Other traits"))
            self._add(trait, CHECKED if trait.id in ticked else UNCHECKED)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def _add(self, trait: Trait, state: Qt.CheckState) -> None:
        crop = self.crops.get(trait.crop_id or 0, "")
        item = QListWidgetItem(f"{crop} · {trait.heading()}" if crop else trait.heading(), self.list)
        item.setData(KEY, trait.id)
        formula = f"= {in_words(trait.formula, self.known)}" if trait.formula.strip() else ""
        item.setToolTip(escape("\n".join(line for line in (trait.how(), formula) if line)))
        if formula:
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)

    def _items(self) -> list[QListWidgetItem]:
        """The traits of the list, without its headings."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item for item in items if item.data(KEY)]

    def chosen(self) -> list[int]:
        """The traits that are ticked, in the order of the list."""
        return [int(item.data(KEY)) for item in self._items() if item.checkState() == CHECKED]

    def _tick_set(self, wanted: TraitSet, *_checked: bool) -> None:
        """Tick the traits of a set besides what is ticked."""
        codes = {trait.code: trait.id for trait in self.traits.values()}
        ids = {codes[code] for code in wanted.codes if code in codes}
        for item in self._items():
            if int(item.data(KEY)) in ids:
                item.setCheckState(CHECKED)

    def arrange(self) -> None:
        """Put all into the order of recording; what is ticked stays ticked."""
        ticked = set(self.chosen())
        self._show((), sorted(self.traits.values(), key=Trait.recording_order), ticked)

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold() if item.data(KEY) else bool(wanted))

    def _save(self) -> None:
        db, trial_id, ids = self.context.db, self.trial.id, self.chosen()
        self.context.tasks.run(lambda: actions.set_traits(db, trial_id, ids))
        self.accept()
