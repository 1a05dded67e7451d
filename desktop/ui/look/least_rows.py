"""On any screen a table keeps room for some rows and its headings: what stands around it gives way, or is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QHeaderView, QTableView, QTableWidget, QWidget

FEW, MORE = 2, 6  # rows that are seen beside the fields on a small screen, and on one of 1366 × 768
LINES = 3  # lines of fields that are seen above them
TALL = 620  # logical pixels of a window that has room for more
SCROLLER = 11  # logical pixels of a scroll bar (style.qss)


def rows_wanted(widget: QWidget) -> int:
    """How many rows tables show at the least in the window of `widget`."""
    return MORE if widget.window().height() >= TALL else FEW


def lines_height(widget: QWidget) -> int:
    """Logical pixels of the lines of fields that are seen of a form in the font of `widget`."""
    return LINES * (widget.fontMetrics().height() + 15)


def row_height(widget: QWidget) -> int:
    """Logical pixels of a row of a usual list in the font of `widget`."""
    return widget.fontMetrics().height() + 9


def height_for(table: QTableView, rows: int) -> int:
    """Logical pixels that a table takes with its heading, a scroll bar and `rows` rows."""
    heading = 0 if table.horizontalHeader().isHidden() else table.horizontalHeader().sizeHint().height()
    return heading + rows * table.verticalHeader().defaultSectionSize() + SCROLLER + 2 * table.frameWidth() + 2


def keep_rows(within: QWidget) -> None:
    """Let every table in `within` keep room for a few rows. Asked again, it takes up those that came since."""
    for table in within.findChildren(QTableView):
        if not table.property("least_rows") and table.maximumHeight() > 4000:  # not one that is as high as what it holds
            _LeastRows(table)


class _LeastRows(QObject):
    """Keeps the least height of `table` right, also where its heading gets another line."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        table.setProperty("least_rows", True)
        table.horizontalHeader().geometriesChanged.connect(self._keep)
        if isinstance(table, QTableWidget):
            _WholeHeadings(table)
        self._keep()

    def _keep(self) -> None:
        least = height_for(self._table, FEW)
        if self._table.minimumHeight() != least:
            self._table.setMinimumHeight(least)


class _WholeHeadings(QObject):
    """Keeps columns of a width that was written down, or that share what is left, as wide as their headings in any language."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table, self._sharing = table, set[int]()  # columns that would share the room, were there any
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._keep)
        for signal in (table.model().headerDataChanged, table.model().columnsInserted, table.horizontalHeader().sectionResized):
            signal.connect(self._soon)
        table.viewport().installEventFilter(self)
        self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With other room they share it again, if there is enough."""
        if event.type() == QEvent.Type.Resize:
            header = self._table.horizontalHeader()
            for number in self._sharing:
                if number < header.count():
                    header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            self._sharing.clear()
            self._later.start(0)
        return super().eventFilter(watched, event)

    @Slot()
    def _soon(self) -> None:
        """Once the table is through with what it is doing."""
        self._later.start(0)

    def _keep(self) -> None:
        header = self._table.horizontalHeader()
        for number in range(header.count()):
            wanted = header.sectionSizeHint(number)
            if header.isSectionHidden(number) or header.sectionSize(number) >= wanted:
                continue
            if header.sectionResizeMode(number) == QHeaderView.ResizeMode.Stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self._sharing.add(number)
            header.resizeSection(number, wanted)
