"""A variety's announced traits beside the measured ones, on a sub-tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.core.units import format_number
from desktop.trials.results.measured import Compared, compared, said
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.lists.shown_rows import copies_rows

if TYPE_CHECKING:
    from desktop.ui.context import Context

COLUMNS = (N_("Trait"), N_("Announced value"), N_("Measured value"), N_("Trials"), N_("Difference"), N_("Wording"))
WIDTHS = (200, 90, 150, 60, 90)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MeasuredTab(SeenTab):
    """Shows the variety given to `show_record`; reads when it is seen."""

    watched = frozenset({"observation", "plot", "entry", "announcedtrait", "trait"})
    count_changed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.table = QTableWidget(0, len(COLUMNS), self)
        copies_rows(self.table)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().setVisible(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate(WIDTHS):
            self.table.setColumnWidth(place, width)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.read_again()
        super().changeEvent(event)

    def _say(self) -> None:
        self.table.setHorizontalHeaderLabels([_(c) for c in COLUMNS])
        self.hint.setText(_("Measured: mean of our trials' means ± their standard deviation; of a score the worst trial, "
                            "since scores are not averaged."))

    def show_record(self, record: Record | None) -> None:
        """Show another variety."""
        self.table.setRowCount(0)
        super().show_record(record)

    def read(self, record_id: int) -> None:
        """Compare on the worker."""
        db = self.context.db
        self.context.tasks.read(lambda: (record_id, compared(db, record_id)), self._show)

    def _show(self, result: tuple[int, list[Compared]]) -> None:
        variety, found = result
        if variety != self.record_id:
            return
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for place, text in enumerate(_texts(one)):
                item = QTableWidgetItem(text)
                if 0 < place < 5:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(row, place, item)
        self.count_changed.emit(len(found))


def _texts(one: Compared) -> list[str]:
    decimals = one.trait.decimals

    def number(value: float | None, sign: bool = False) -> str:
        text = format_number(value, decimals)
        return f"+{text}" if sign and text.strip("0.") and not text.startswith("-") else text

    return [one.trait.heading(), number(one.announced), said(one), str(one.trials or ""), number(one.difference, True),
            one.wording]
