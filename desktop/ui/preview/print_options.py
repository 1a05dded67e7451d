"""The panel that says how a document is printed: reads and shows `Wishes`, and hides what does not apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget

from desktop.core.documents.imposition import ACTUAL, BOOKLET, CUSTOM, FIT, PAPERS, POSTER, SINGLE, TWO_UP
from desktop.core.i18n import _, ngettext
from desktop.core.printing import (
    ALL,
    CHOSEN,
    CURRENT,
    EVEN,
    EVERY,
    LONG_EDGE,
    ODD,
    ONE_SIDE,
    SHORT_EDGE,
    Sheets,
    Wishes,
)

PAUSE_MS = 250


class PrintOptions(QObject):
    """The widgets of the panel. `changed` is emitted when the sheets must be made anew, a moment after the last change."""

    changed = Signal()

    def __init__(self, part: Callable[[str, type[Any]], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.printer: QComboBox = part("printer", QComboBox)
        self.copies: QSpinBox = part("copies", QSpinBox)
        self.collate: QCheckBox = part("collate", QCheckBox)
        self.which: QComboBox = part("which", QComboBox)
        self.pages: QLineEdit = part("pages", QLineEdit)
        self.parity: QComboBox = part("parity", QComboBox)
        self.layout: QComboBox = part("arrangement", QComboBox)
        self.across: QSpinBox = part("across", QSpinBox)
        self.sides: QComboBox = part("sides", QComboBox)
        self.paper: QComboBox = part("paper", QComboBox)
        self.scale: QComboBox = part("scale", QComboBox)
        self.percent: QSpinBox = part("percent", QSpinBox)
        self.grey: QCheckBox = part("grey", QCheckBox)
        self.sum: QLabel = part("sum", QLabel)
        self.across_label: QWidget = part("across_label", QLabel)
        self._fill()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.changed)
        self.show(Wishes())
        self._connect()

    def _fill(self) -> None:
        choices: list[tuple[QComboBox, list[tuple[str, str]]]] = [
            (self.which, [(_("All pages"), ALL), (_("The page in view"), CURRENT), (_("These pages:"), CHOSEN)]),
            (self.parity, [("", EVERY), ("", ODD), ("", EVEN)]),
            (self.layout, [(_("One page"), SINGLE), (_("Two pages"), TWO_UP), (_("Booklet to fold"), BOOKLET),
                           (_("Poster in parts"), POSTER)]),
            (self.sides, [(_("One side only"), ONE_SIDE), (_("Turned over the long edge"), LONG_EDGE),
                          (_("Turned over the short edge"), SHORT_EDGE)]),
            (self.paper, [(_("As the document"), ""), *((name, name) for name in PAPERS)]),
            (self.scale, [(_("Fitted"), FIT), (_("Actual size"), ACTUAL), (_("Per cent"), CUSTOM)]),
        ]  # fmt: skip
        for box, entries in choices:
            for text, value in entries:
                box.addItem(text, value)
        self._say_parity()

    def _connect(self) -> None:
        for box in (self.which, self.parity, self.layout, self.sides, self.paper, self.scale):
            box.currentIndexChanged.connect(self._touched)
        for spin in (self.across, self.percent):
            spin.valueChanged.connect(self._touched)
        self.pages.textChanged.connect(self._touched)
        self.grey.toggled.connect(self._touched)
        self.copies.valueChanged.connect(self._adapt)

    def wishes(self) -> Wishes:
        """What is chosen."""
        return Wishes(
            printer=self.printer.currentText() if self.printer.isEnabled() else "",
            which=self.which.currentData(), pages=self.pages.text(), parity=self.parity.currentData(),
            copies=self.copies.value(), collate=self.collate.isChecked(), sides=self.sides.currentData(),
            layout=self.layout.currentData(), scale=self.scale.currentData(), percent=self.percent.value(),
            paper=self.paper.currentData(), across=self.across.value(), grey=self.grey.isChecked(),
        )  # fmt: skip

    def show(self, wishes: Wishes) -> None:
        """Show wishes; a choice that there is no more stays at the first one."""
        for box, value in (
            (self.which, wishes.which),
            (self.parity, wishes.parity),
            (self.layout, wishes.layout),
            (self.sides, wishes.sides),
            (self.paper, wishes.paper),
            (self.scale, wishes.scale),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.pages.setText(wishes.pages)
        self.copies.setValue(wishes.copies)
        self.collate.setChecked(wishes.collate)
        self.percent.setValue(wishes.percent)
        self.across.setValue(wishes.across)
        self.grey.setChecked(wishes.grey)
        self._adapt()

    def show_printers(self, names: list[str], chosen: str) -> None:
        """List the printers of the computer."""
        self.printer.clear()
        self.printer.addItems(names or [_("No printer")])
        self.printer.setEnabled(bool(names))
        if chosen in names:
            self.printer.setCurrentText(chosen)

    def choose_pages(self) -> None:
        """Put the cursor where the pages are typed."""
        self.which.setCurrentIndex(self.which.findData(CHOSEN))
        self.pages.setFocus()

    def say(self, made: Sheets, wishes: Wishes) -> None:
        """Sum up what will be printed."""
        count = len(made.pages) * wishes.copies
        parts = [ngettext("{n} printed side", "{n} printed sides", count).format(n=count)]
        if wishes.sides != ONE_SIDE:
            sheets = -(-len(made.pages) // 2) * wishes.copies
            parts.append(ngettext("{n} sheet of paper", "{n} sheets of paper", sheets).format(n=sheets))
        text = "\n".join(parts)
        if wishes.layout == BOOKLET and wishes.sides == ONE_SIDE:
            text += "\n" + _("Print the front sides, lay the pile in again, then print the back sides.")
        if made.cut:
            text += "\n" + _("At this size the edges of the page are cut off.")
        self.sum.setText(text)

    def _touched(self) -> None:
        self._adapt()
        self._timer.start()

    def _adapt(self) -> None:
        layout = self.layout.currentData()
        self.pages.setVisible(self.which.currentData() == CHOSEN)
        self.parity.setVisible(self.which.currentData() != CURRENT or layout in (BOOKLET, TWO_UP))
        self.across.setVisible(layout == POSTER)
        self.across_label.setVisible(layout == POSTER)
        self.percent.setVisible(self.scale.currentData() == CUSTOM)
        self.scale.setEnabled(layout != POSTER)
        self.collate.setEnabled(self.copies.value() > 1)
        self._say_parity()

    def _say_parity(self) -> None:
        """Odd and even pages; with several pages on a sheet, front and back sides."""
        single = self.layout.currentData() in (None, SINGLE)
        texts = (
            (_("Odd and even pages"), _("Odd pages only"), _("Even pages only"))
            if single
            else (_("Front and back sides"), _("Front sides only"), _("Back sides only"))
        )
        for number, text in enumerate(texts):
            self.parity.setItemText(number, text)


def first_wishes(remembered: dict[str, Any], kind: str, first: Wishes | None = None) -> Wishes:
    """What a document of that kind begins with: as it was printed last, else `first`; without a printer the one used last."""
    from desktop.core.printing import recalled

    stored = remembered.get(key_of(kind))
    wishes = recalled(stored) if isinstance(stored, dict) else first or Wishes()
    return wishes if wishes.printer else replace(wishes, printer=str(remembered.get("printer", "")))


def key_of(kind: str) -> str:
    """Where the wishes for a kind of document are remembered."""
    return f"print.{kind}"
