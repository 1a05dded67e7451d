"""The spreadsheet-like editor: frozen cells at the left, values at the right, every edit saved at once.

    grid = Grid(context, ObservationGrid(context.db, trial_id))      # a desktop.core.grid.GridSource
    grid.set_source(other)                                           # another trial, the same widget

An edit or a pasted block is one action on the worker: one line in the history, one undo. What could not be stored is
shown red with its sentence and kept; doubtful values are amber.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from desktop.core.grid import NotedSource, PhotoSource, PlotSource, ToldSource
from desktop.core.i18n import _
from desktop.ui.grid.attached import GridExtras
from desktop.ui.grid.editor import GridEditor, Loaded, label
from desktop.ui.grid.header import ShareBar
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.named import name_hint
from desktop.ui.look.words_box import WordsBox

ENTER = "grid.enter"


class Grid(GridEditor):
    """A grid of rows that are given, with tools above it: a filter, a way to a row, how much is filled."""

    def _build(self) -> None:
        self.filter = QLineEdit(self, clearButtonEnabled=True)
        self.enter = WordsBox(self)
        self.plot = QLineEdit(self, clearButtonEnabled=True)
        self.hide_done = QCheckBox(self)
        self.bar = ShareBar(self)
        self.counter = label("grid_counter", self)
        self.filter.setMaximumWidth(180)
        self.plot.setMaximumWidth(130)
        self.plot.setObjectName("grid_plot")
        self.plot.hide()  # until plots are shown
        self.enter.addItems(["", ""])
        self.enter.setCurrentIndex(int(self.context.settings.remembered.get(ENTER, 0)))
        tools = FlowLayout(spacing=6)  # on a small screen they stand in two lines
        tools.addWidget(self.filter)
        tools.addWidget(self.plot)
        tools.addWidget(self.enter)
        tools.addWidget(self.hide_done)
        tools.addWidget(self.counter)
        tools.addWidget(self.bar)
        self.tools = tools
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addLayout(tools)
        column.addLayout(self._tables(), 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        super()._connect()
        self.filter.textChanged.connect(self.cells.set_filter)
        self.enter.currentIndexChanged.connect(self._on_enter)
        self.cells.counted.connect(self._show_count)
        self.hide_done.toggled.connect(self.cells.set_hide_done)
        self.plot.returnPressed.connect(self.find_plot)
        self.view.find_wanted.connect(self._begin_finding)
        self.extras = GridExtras(self)
        self._on_enter(self.enter.currentIndex())

    def retranslate(self) -> None:
        """The words in the language in force."""
        name_hint(self.filter, _("Filter rows"))
        name_hint(self.plot, _("Plot number"))
        self.plot.setToolTip(_("Type or scan a plot number and press Enter (Ctrl+G)"))
        self.hide_done.setText(_("Hide done"))
        self.hide_done.setToolTip(_("Show only rows in which something is missing"))
        self.enter.setItemText(0, _("Enter goes down"))
        self.enter.setItemText(1, _("Enter goes right"))
        self._show_count()

    def _take(self, result: Loaded) -> None:
        self.view.with_notes = isinstance(self.source, NotedSource)
        self.view.with_photos = isinstance(self.source, PhotoSource)
        self.view.with_stories = isinstance(self.source, ToldSource)
        self.plot.setVisible(self._of_plots())
        super()._take(result)

    def _of_plots(self) -> bool:
        return isinstance(self.source, PlotSource)

    def _begin_finding(self) -> None:
        """Put the cursor where a row is looked for: by its number among plots, by any word among others."""
        box = self.plot if self._of_plots() else self.filter
        box.setFocus()
        box.selectAll()

    def find_plot(self) -> None:
        """Go to the plot typed or scanned, in the column one is in."""
        text = self.plot.text()
        row = self.cells.row_of(text)
        if row is None:
            self._on_said(_("There is no plot {number} among the rows shown.").format(number=text.strip()))
            self.plot.selectAll()
            return
        self.plot.clear()
        self.view.go_to(self.cells.index(row, max(0, self.view.currentIndex().column())))
        self.view.setFocus()

    # -- what is said ---------------------------------------------------------------------------------------------

    def _on_enter(self, choice: int) -> None:
        self.view.enter_right = choice == 1
        self.context.settings.remember(ENTER, choice)

    def _show_here(self, *args: Any) -> None:
        self._show_count()
        super()._show_here(*args)

    def _show_count(self) -> None:
        rows, columns = len(self.cells.order), self.cells.grid.columns
        here = self.view.currentIndex()
        editable = [i for i, c in enumerate(columns) if not (c.read_only or c.derived or c.optional)]
        counts = {i: self.cells.filled(i) for i in editable}
        text = _("filled {n}/{all}").format(n=sum(counts.values()), all=rows * len(editable))
        if here.isValid() and here.column() in counts:
            text = _("{column}: {n}/{all}").format(column=columns[here.column()].title, n=counts[here.column()],
                                                   all=rows) + "   ·   " + text
        self.counter.setText(text if rows else "")
        self.bar.setVisible(bool(rows and editable))
        self.bar.show_share(sum(counts.values()) / max(1, rows * len(editable)))
