"""Merge: one record of several that mean the same. Shows where they differ; one value a field is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.moves import kept
from desktop.core.records import Record, columns_of
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.words import field_word

if TYPE_CHECKING:
    from desktop.ui.context import Context

LONGEST = 60


class MergeDialog(FormDialog):
    """Chooses the record that stays and, field by field, whose value it takes. `merged(id)` names the one that stays."""

    guards = True

    merged = Signal(object)

    def __init__(self, context: Context, model: type[Record], ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__("merge", N_("Merge records"), parent)
        self.context, self.model = context, model
        self.records = [verbs.get(context.db, model, i) for i in ids]
        self.keep = QButtonGroup(self)
        self.choices: dict[str, QButtonGroup] = {}
        self._fill()
        self.keep.idClicked.connect(self._on_keep)
        self.keep.button(0).setChecked(True)
        self._on_keep(0)
        self.on("ok", self.accept)

    def _differing(self) -> list[Any]:
        return [c for c in columns_of(self.model) if c.name not in kept(self.model)
                and len({_key(getattr(r, c.name)) for r in self.records}) > 1]

    def _fill(self) -> None:
        area = self.part("fields")
        grid = QGridLayout(area)
        grid.setHorizontalSpacing(16)
        grid.addWidget(_plain(_("Stays"), area), 0, 0)
        for place, record in enumerate(self.records):
            self._add(grid, area, self.keep, place, record.label(), 0)
        for row, column in enumerate(self._differing(), start=1):
            grid.addWidget(_plain(_(column.info["title"]), area), row, 0)
            group = self.choices[column.name] = QButtonGroup(self)
            for place, record in enumerate(self.records):
                text = field_word(self.context.db, column, getattr(record, column.name))
                self._add(grid, area, group, place, text, row)
        grid.setRowStretch(len(self.choices) + 1, 1)
        grid.setColumnStretch(len(self.records) + 1, 1)

    def _add(self, grid: QGridLayout, area: QWidget, group: QButtonGroup, place: int, text: str, row: int) -> None:
        line = text.replace("\n", " ")
        shown = line if len(line) <= LONGEST else line[:LONGEST - 1] + "…"
        button = QRadioButton(shown.replace("&", "&&"), area)
        group.addButton(button, place)
        grid.addWidget(button, row, place + 1)

    def _on_keep(self, chosen: int) -> None:
        """The values of the record that stays, and where it has none, the first there is."""
        order = [chosen, *(i for i in range(len(self.records)) if i != chosen)]
        for name, group in self.choices.items():
            filled = (i for i in order if getattr(self.records[i], name) not in (None, ""))
            group.button(next(filled, chosen)).setChecked(True)

    def values(self) -> dict[str, Any]:
        """The chosen value of every differing field."""
        return {name: getattr(self.records[group.checkedId()], name) for name, group in self.choices.items()}

    def accept(self) -> None:
        """Merge on the worker."""
        keep = self.records[self.keep.checkedId()].id
        lose = [r.id for r in self.records if r.id != keep]
        db, model, values = self.context.db, self.model, self.values()
        self.context.tasks.run(lambda: verbs.merge(db, model, keep, lose, values), self._on_merged, self._on_failed)

    def _on_merged(self, record: Record) -> None:
        self.merged.emit(record.id)
        super().accept()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)


def _key(value: Any) -> str:
    return "" if value is None else str(value)


def _plain(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
