"""Checks before statistics on a sub-tab: the findings with their reasons, the field, the photos, and what to do about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.attachments import Attachment
from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.trials.checks import decisions
from desktop.trials.checks.finding import KIND, Finding, Material
from desktop.trials.model import Plot
from desktop.trials.plan import field_map
from desktop.trials.plan.field_map_widget import FieldMap
from desktop.ui import messages
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.book.thumbnails import SIDE, thumbnails
from desktop.ui.dialogs.ask_text import ask_text
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look import theme
from desktop.ui.look.flow import FlowLayout

if TYPE_CHECKING:
    from desktop.ui.context import Context

COLUMNS = (N_("Finding"), N_("Plot"), N_("Entry"), N_("Trait"), N_("Value"), N_("Why"))
WIDTHS = (104, 76, 96, 96, 104)
LEAST_WHY = 300  # pixels for the reason, so that it is not broken into a column of single words
TOP_LEFT = (Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft).value
Go = Callable[[int, int | None, int | None], None]


class SuspectMap(FieldMap):
    """The field with a frame around the plots in question."""

    marked: frozenset[str] = frozenset()

    def mark(self, numbers: frozenset[str]) -> None:
        """Frame other plots."""
        self.marked = numbers
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.squares or not self.marked:
            return
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("late"), 3))
        frame = self._frame()
        for square in self.squares:
            if square.number in self.marked:
                painter.drawRect(QRectF(frame.box(square)).adjusted(1, 1, -1, -1))
        painter.end()


class ChecksTab(SeenTab):
    """The findings of the trial given to `show_record`. `cell_wanted(plot, trait, occasion)` asks for a cell of the grid."""

    whole_height = True
    watched = frozenset({"observation", "plot", "entry", "trialtrait", "trait", "trial"})
    cell_wanted = Signal(object, object, object)
    count_changed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.material: Material | None = None
        self.found: list[Finding] = []
        self._asked = 0
        self._pictures: dict[int, list[field_map.Square]] = {}
        self.table = QTableWidget(0, len(COLUMNS), self)
        copies_rows(self.table)
        self.summary = QLabel(self)
        self.map = SuspectMap(self)
        self.photos = QListWidget(self)
        self.buttons = {name: QPushButton(self) for name in ("cell", "accept", "value", "plot", "swap", "include")}
        self._build()
        self._say()
        context.theme_changed.connect(self.map.update)

    def _build(self) -> None:
        table = self.table
        table.setObjectName("findings")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(True)
        table.verticalHeader().setVisible(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for place, width in enumerate(WIDTHS):
            table.setColumnWidth(place, width)
        table.horizontalHeader().sectionResized.connect(lambda *_sizes: table.resizeRowsToContents())
        table.itemSelectionChanged.connect(self._on_selected)
        table.itemActivated.connect(self.go_to_cell)
        self.photos.setViewMode(QListWidget.ViewMode.IconMode)
        self.photos.setIconSize(QSize(SIDE, SIDE))
        self.photos.setMovement(QListWidget.Movement.Static)
        self.photos.setFixedWidth(2 * SIDE + 60)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        line, slots = FlowLayout(), (self.go_to_cell, self.accept, self.exclude_value, self.exclude_plot, self.swap,
                                      self.include)
        for button, slot in zip(self.buttons.values(), slots, strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button)
        below = QWidget(self)
        field = QHBoxLayout(below)
        field.setContentsMargins(0, 0, 0, 0)
        field.addWidget(self.map, 1)
        field.addWidget(self.photos)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(table)
        split.addWidget(below)
        split.setChildrenCollapsible(False)
        split.setSizes([260, 240])
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addWidget(self.summary)
        column.addWidget(split, 1)
        column.addLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_why_the_rest()

    def _give_why_the_rest(self) -> None:
        others = sum(self.table.columnWidth(place) for place in range(len(WIDTHS)))
        self.table.setColumnWidth(len(WIDTHS), max(LEAST_WHY, self.table.viewport().width() - others))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.read_again()
        super().changeEvent(event)

    def _say(self) -> None:
        self.table.setHorizontalHeaderLabels([_(c) for c in COLUMNS])
        words = {"cell": _("Go to the cell"), "accept": _("Accept…"), "value": _("Leave the value out…"),
                 "plot": _("Leave the plot out…"), "swap": _("Exchange the data…"), "include": _("Take in again")}
        for name, button in self.buttons.items():
            button.setText(words[name])
        self.buttons["swap"].setToolTip(_("Give each of the two plots the observations of the other"))

    # -- data -----------------------------------------------------------------------------------------------------

    def read(self, record_id: int) -> None:
        """Check the trial on the worker."""
        self._asked += 1
        db, asked = self.context.db, self._asked
        self.summary.setText(_("Checking…"))
        self.context.tasks.compute(lambda _progress: (asked, *decisions.check(db, record_id)), self._show, self._on_failed,
                                   _("Checking the trial"), only_newest=True)

    def _show(self, result: tuple[int, Material, list[Finding]]) -> None:
        asked, material, found = result
        if asked != self._asked:
            return
        before = self.table.currentRow()
        self.material, self.found = material, found
        self._pictures.clear()
        self.table.setRowCount(len(found))
        plots = {p.id: p for p in material.data.plots}
        traits = {t.id: t.title() for t in material.data.traits}
        for row, finding in enumerate(found):
            for place, text in enumerate(self._texts(finding, plots, traits)):
                item = QTableWidgetItem(text)
                item.setToolTip(escape(text))
                item.setData(Qt.ItemDataRole.TextAlignmentRole, TOP_LEFT)
                if place == 0:
                    item.setForeground(theme.color(INK.get(KIND.colour(finding.kind), "muted")))
                self.table.setItem(row, place, item)
        self._give_why_the_rest()
        self.table.resizeRowsToContents()
        open_ones = [f for f in found if f.kind != "out"]
        self.summary.setText(
            ngettext("{n} finding. Nothing is changed or left out unless you say so.",
                     "{n} findings. Nothing is changed or left out unless you say so.", len(open_ones)).format(n=len(open_ones))
            if open_ones else _("Nothing suspect was found in what has been observed.") if material.data.values else
            _("Nothing was observed yet: there is nothing to check."))
        self.count_changed.emit(len(open_ones))
        if found:
            with QSignalBlocker(self.table):
                self.table.selectRow(min(max(before, 0), len(found) - 1))
        self._on_selected()

    def _on_failed(self, error: Exception) -> None:
        self.summary.setText(str(error) if isinstance(error, UserError | Cancelled) else "")
        if not isinstance(error, UserError | Cancelled):
            self.context.window.on_error(error)

    def _texts(self, finding: Finding, known: Mapping[int, Plot], traits: Mapping[int, str]) -> list[str]:
        assert self.material is not None
        plots = [known[key] for key in (finding.plot, finding.other) if key is not None and key in known]
        entries = [e.name for p in plots if (e := self.material.data.entry(p)) is not None]
        return [KIND.label(finding.kind), " / ".join(p.number for p in plots), " / ".join(entries),
                traits.get(finding.trait or 0, ""), finding.value, finding.text]

    def _squares(self, trait: int | None) -> list[field_map.Square]:
        """The field coloured for a trait, made once."""
        assert self.material is not None
        shading = self._shading(trait)
        if shading not in self._pictures:
            self._pictures[shading] = field_map.picture(self.material.data, shading).squares
        return self._pictures[shading]

    def _shading(self, trait: int | None) -> int:
        assert self.material is not None
        data = self.material.data
        offered = [key for key, _title in field_map.shadings(data)]
        response = data.response()
        wanted = trait if trait in offered else response.id if response else field_map.COMPLETENESS
        return wanted if wanted in offered else field_map.COMPLETENESS

    # -- the chosen finding ---------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Finding | None:
        """The finding that is selected."""
        row = self.table.currentRow()
        return self.found[row] if self.table.selectedItems() and 0 <= row < len(self.found) else None

    def _on_selected(self) -> None:
        one = self.chosen
        usable = {"cell": one is not None and one.plot is not None, "include": one is not None and one.kind == "out",
                  "accept": bool(one and one.cells and one.kind != "out"),
                  "value": bool(one and one.cells and one.kind not in ("out", "swapped", "order")),
                  "plot": bool(one and one.plot and one.kind not in ("out", "digits")),
                  "swap": bool(one and one.kind in ("swapped",) and one.other)}
        for name, button in self.buttons.items():
            button.setEnabled(usable[name])
        self.photos.clear()
        self.photos.hide()
        if one is None or self.material is None:
            self.map.show_squares(self._squares(None) if self.material else [])
            self.map.mark(frozenset())
            return
        plots = {p.id: p.number for p in self.material.data.plots}
        keys = [k for k in (one.plot, one.other) if k in plots]
        self.map.show_squares(self._squares(one.trait))
        self.map.mark(frozenset(plots[k] for k in keys if k is not None))
        db = self.context.db

        def read() -> tuple[Finding, list[Attachment], dict[int, QImage]]:
            found = decisions.photos(db, [k for k in keys if k is not None])
            return one, found, thumbnails(db, found)

        self.context.tasks.read(read, self._show_photos)

    def _show_photos(self, result: tuple[Finding, list[Attachment], dict[int, QImage]]) -> None:
        one, files, pictures = result
        if one != self.chosen:
            return
        self.photos.clear()
        for file in files:
            if file.id in pictures:
                self.photos.addItem(QListWidgetItem(QIcon(QPixmap.fromImage(pictures[file.id])), file.name))
        self.photos.setVisible(self.photos.count() > 0)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def go_to_cell(self, _item: Any = None) -> None:
        """Show the plot's cell in the grid."""
        one = self.chosen
        if one is not None and one.plot is not None:
            self.cell_wanted.emit(one.plot, one.trait, one.occasion)

    def _ask(self, title: str, question: str, act: Callable[[str], object]) -> None:
        """Ask for a reason or a note, then act on the worker."""
        ask_text(self, title, question, lambda text: self.context.tasks.run(lambda: act(text)))

    def accept(self) -> None:
        """Let the chosen finding stand, with a note."""
        one, db = self.chosen, self.context.db
        if one is not None:
            self._ask(_("Accept the value"), _("The value was looked at and stands. Note (may be empty):"),
                      lambda text: decisions.accept(db, one, text))

    def exclude_value(self) -> None:
        """Leave the value out, with a reason."""
        one, db = self.chosen, self.context.db
        if one is not None:
            self._ask(_("Leave the value out"), _("Reason; the report prints it:"),
                      lambda text: decisions.exclude_value(db, one, text))

    def exclude_plot(self) -> None:
        """Leave the plot out, with a reason."""
        one, db = self.chosen, self.context.db
        if one is not None and one.plot is not None:
            plot = one.plot
            self._ask(_("Leave the plot out"), _("Reason; the report prints it:"),
                      lambda text: decisions.exclude_plot(db, plot, text))

    def include(self) -> None:
        """Take what was left out into the analysis again."""
        one, db = self.chosen, self.context.db
        if one is not None and one.kind == "out":
            self.context.tasks.run(lambda: decisions.include(db, one))

    def swap(self) -> None:
        """Exchange the data of the two plots, after a question."""
        one, db = self.chosen, self.context.db
        if one is None or one.plot is None or one.other is None:
            return
        first, second = one.plot, one.other
        if messages.ask(self, _("{why}\n\nExchange all observations of the two plots? It can be undone.").format(why=one.text),
                        _("Exchange"), _("Cancel")):
            self.context.tasks.run(lambda: decisions.swap(db, first, second), self._swapped)

    def _swapped(self, moved: int) -> None:
        self.context.message(ngettext("{n} observation exchanged.", "{n} observations exchanged.", moved).format(n=moved),
                             undo=True)


INK = {"red": "late", "amber": "soon", "blue": "info"}
