"""What of an order leaves now: how many bags of each line, of which lot, on which day and paper, and when it falls due."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QLineEdit, QSpinBox, QTableWidget, QTableWidgetItem, QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.sales.orders import shipping
from desktop.sales.orders.model import Shipment
from desktop.trade.receivables import due_day
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.widgets import DateEdit
from desktop.ui.look.words_box import WordsBox

if TYPE_CHECKING:
    from desktop.ui.context import Context

PRODUCT, LEFT, BAGS, LOT, KNOWN = range(5)
MOST = 9_999_999
LOT_WIDTH, BAGS_WIDTH, KNOWN_WIDTH, SHOWN_LINES = 150, 110, 330, 8


class ShipDialog(FormDialog):
    """Ships what is chosen of the order `order_id`, of which `offer` is left; `done(shipment)` afterwards. It falls due by the
    dealer's term, counted from the day, as long as nobody types another day."""

    guards = True

    def __init__(self, context: Context, order_id: int, offer: shipping.Offer, done: Callable[[Shipment], None],
                 parent: QWidget | None = None) -> None:
        super().__init__("ship", N_("Ship what is left") if offer.begun else N_("Ship"), parent)
        self.context, self._order, self._done = context, order_id, done
        self._lines: list[shipping.Open] = []  # of each row of the table; a line in several lots has several
        self.table = self.widget("lines", QTableWidget)
        self.day, self.due = self.widget("moved_on", DateEdit), self.widget("due_on", DateEdit)
        self.day.set_value(today())
        self._term, self._due_by_term = offer.term_days, True
        self._reckon_due()
        self.day.textChanged.connect(self._reckon_due)
        self.due.textEdited.connect(self._on_due_typed)
        self._make_table()
        for line in offer.lines:
            self._add(len(self._lines), line, line.bags)
        self._fit()
        self.on("none", self.clear)
        self.on("another", self.add_lot)
        self.on("ok", self.go)
        self.count()

    def _make_table(self) -> None:
        self.table.setColumnCount(5)
        self.table.setHorizontalHeaderLabels([_("Product"), _("Bags not shipped"), _("Bags to ship"), _("Seed lot"),
                                              _("What is known of the lot")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(PRODUCT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(LEFT, QHeaderView.ResizeMode.ResizeToContents)
        for column, width in ((BAGS, BAGS_WIDTH), (LOT, LOT_WIDTH), (KNOWN, KNOWN_WIDTH)):
            self.table.setColumnWidth(column, width)

    def _add(self, row: int, line: shipping.Open, bags: int) -> None:
        self._lines.insert(row, line)
        self.table.insertRow(row)
        for column, text in ((PRODUCT, line.product), (LEFT, f"{line.bags:,}"), (KNOWN, "")):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setToolTip(text)
            if column == LEFT:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        number = QSpinBox(self.table)
        number.setRange(0, MOST)
        number.setValue(bags)
        number.setGroupSeparatorShown(True)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setAccessibleName(f"{line.product} · {_('Bags to ship')}")
        number.valueChanged.connect(self.count)
        lot = WordsBox(self.table)
        lot.setEditable(True)
        lot.addItem("")
        for one in line.lots:
            lot.addItem(one.name)
            lot.setItemData(lot.count() - 1, one.said(), Qt.ItemDataRole.ToolTipRole)
        if not line.lots and (typed := lot.lineEdit()) is not None:
            typed.setPlaceholderText(_("type its number"))
        lot.currentTextChanged.connect(self._say_known)
        lot.setAccessibleName(f"{line.product} · {_('Seed lot')}")
        self.table.setCellWidget(row, BAGS, number)
        self.table.setCellWidget(row, LOT, lot)
        self._say_known()

    def _say_known(self, *_text: str) -> None:
        """What is known of the lot of each row; where the product has none, how one comes here."""
        for row, line in enumerate(self._lines):
            item, box = self.table.item(row, KNOWN), self.table.cellWidget(row, LOT)
            if item is None or not isinstance(box, QComboBox):
                continue
            named = box.currentText().strip()
            known = next((one.said() for one in line.lots if one.name == named), "")
            if not line.lots:
                known = _("No lot of it is known yet: type one here, or enter its test under Labels & manuals, Seed lots.")
            elif not named:
                known = ngettext("{n} lot to choose from", "{n} lots to choose from", len(line.lots)).format(n=len(line.lots))
            item.setText(known or _("new lot: nothing is known of it"))
            item.setToolTip(item.text())

    def _reckon_due(self, *_text: str) -> None:
        """The day by the dealer's term, while none was typed."""
        day = self.day.value()
        if self._due_by_term and self._term is not None and day is not None:
            self.due.set_value(due_day(day, self._term))
            self.due.setToolTip(ngettext("{n} day after the shipment, by the dealer's contract",
                                         "{n} days after the shipment, by the dealer's contract", self._term).format(
                                             n=self._term))

    def _on_due_typed(self, *_text: str) -> None:
        self._due_by_term = False

    def _fit(self) -> None:
        """Room for the lines there are, up to a handful; more are scrolled."""
        rows = min(max(self.table.rowCount(), 2), SHOWN_LINES)
        height = self.table.verticalHeader().defaultSectionSize() * rows + self.table.horizontalHeader().sizeHint().height() + 6
        self.table.setMinimumHeight(height)
        self.table.setMinimumWidth(930)

    def bags(self, row: int) -> QSpinBox:
        """Where the bags of a row are typed."""
        found = self.table.cellWidget(row, BAGS)
        assert isinstance(found, QSpinBox)
        return found

    def lot(self, row: int) -> QComboBox:
        """Where the lot of a row is typed or chosen."""
        found = self.table.cellWidget(row, LOT)
        assert isinstance(found, QComboBox)
        return found

    def clear(self) -> None:
        """Nothing of any line, to fill in the few that leave."""
        for row in range(self.table.rowCount()):
            self.bags(row).setValue(0)

    def add_lot(self) -> None:
        """Another row for the line one is in: the rest of it is of another lot."""
        row = max(self.table.currentRow(), 0)
        line = self._lines[row]
        told = sum(self.bags(n).value() for n, other in enumerate(self._lines) if other is line)
        self._add(row + 1, line, max(0, line.bags - told))
        self._fit()
        self.table.setCurrentCell(row + 1, BAGS)
        self.bags(row + 1).setFocus()

    def count(self, *_value: int) -> None:
        """Say how many bags leave in all, and how many are left after that."""
        left = {line.line_id: line.bags for line in self._lines}
        whole = sum(load.bags for load in self.loads())
        self.widget("sum", QLabel).setText(_("Bags to ship: {n}; left after that: {left}").format(
            n=f"{whole:,}", left=f"{max(0, sum(left.values()) - whole):,}"))

    def loads(self) -> list[shipping.Load]:
        """What stands in the table now."""
        return [shipping.Load(line.line_id, self.bags(row).value(), self.lot(row).currentText().strip())
                for row, line in enumerate(self._lines)]

    def go(self) -> None:
        """Ship on the worker."""
        day, due = self.day.value(), self.due.value()
        problem = self.day.problem() or self.due.problem() or ("" if day else _("Say on which day."))
        if problem or day is None:
            self.say(problem)
            return
        words = {name: self.widget(name, QLineEdit).text().strip() for name in ("code", "carrier", "waybill")}
        papers = shipping.Papers(day, due, loads=self.loads(), **words)
        db, order = self.context.db, self._order
        self.submit(self.context.window, lambda: shipping.ship(db, order, papers), self._done)
