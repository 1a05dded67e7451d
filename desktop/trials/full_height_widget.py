"""A button that gives grid, map and analysis the whole height below the record's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QScrollArea, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.trials.checks.checks_tab import ChecksTab
from desktop.trials.observations.observations_tab import ObservationsTab
from desktop.trials.plan.map_tab import MapTab
from desktop.trials.results.analysis_tab import AnalysisTab
from desktop.trials.series.series_tab import SeriesTab
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.book.book import Book

MEMORY = "trials.larger"
WANTING = (ObservationsTab, ChecksTab, MapTab, AnalysisTab, SeriesTab)


class RoomButton(QToolButton):
    """Stands in the corner of the sub-tabs of `book`. What was chosen for the large tabs is remembered."""

    def __init__(self, book: Book) -> None:
        super().__init__(book.pane.tabs)
        self.book = book
        self.taken = False
        self._sizes: list[int] = []
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setIcon(icon("up"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._say()
        book.pane.tabs.setCornerWidget(self, Qt.Corner.TopRightCorner)
        book.pane.tabs.currentChanged.connect(self._on_tab)
        self.clicked.connect(self._on_clicked)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.setText(_("Larger"))
        self.setToolTip(_("Hide the fields above, so that this has the whole height"))

    def _on_tab(self, _number: int) -> None:
        remembered = self.book.context.settings.remembered.get(MEMORY, True)
        self._take(bool(remembered) and isinstance(self.book.pane.tabs.currentWidget(), WANTING))

    def _on_clicked(self, wanted: bool) -> None:
        if isinstance(self.book.pane.tabs.currentWidget(), WANTING):
            self.book.context.settings.remember(MEMORY, wanted)
        self._take(wanted)

    def _take(self, wanted: bool) -> None:
        self.setChecked(wanted)
        if wanted == self.taken:
            return
        self.taken = wanted
        splitter = self.book.pane.splitter
        if wanted:
            self._sizes = splitter.sizes()
        self._fields().setVisible(not wanted)
        splitter.setSizes([0, sum(self._sizes)] if wanted else self._sizes)

    def _fields(self) -> QWidget:
        """The area with the form: it alone is hidden, the name and the tools stay."""
        area: QWidget | None = self.book.fields
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        assert area is not None
        return area
