"""Cases at a glance: counted by region, week, variety, lot, symptom or cause, and drawn where they lie."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.units import format_number
from desktop.service import overview
from desktop.service.overview import GROUPS, CaseFact, Counted
from desktop.trials.figures.outlines import Ring
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look import theme
from desktop.ui.look.spacing import space
from desktop.ui.look.words_box import WordsBox
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.ui.context import Context

HEADS = (N_("Cases"), N_("Not closed"), N_("Area (mu)"), N_("Newest"))
EDGE, DOT, REACH = 34.0, 6.0, 9.0
KM_PER_DEGREE = 111.2


class CaseMap(QWidget):
    """Cases as dots by longitude and latitude, north up, one kilometre the same length both ways; open ones are filled."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cases: list[CaseFact] = []
        self.outlines: Sequence[Ring] = ()
        self.scale = 0.0  # pixels a degree of latitude
        self.setMinimumSize(260, 180)
        self.setMouseTracking(True)

    def show_cases(self, cases: list[CaseFact], outlines: Sequence[Ring] = ()) -> None:
        """Show other cases, over the outlines of counties where the user brought them."""
        self.cases, self.outlines = cases, outlines
        self.update()

    def points(self) -> list[tuple[QPointF, CaseFact]]:
        """Where each case is drawn."""
        place = self._placing()
        return [(place(c.place[1], c.place[0]), c) for c in self.cases if c.place] if place else []

    def _placing(self) -> Callable[[float, float], QPointF] | None:
        """Where a longitude and a latitude are drawn; None where nothing is. Sets the scale."""
        places = [c.place for c in self.cases if c.place]
        if not places:
            return None
        south, west = min(p[0] for p in places), min(p[1] for p in places)
        north, east = max(p[0] for p in places), max(p[1] for p in places)
        shrink = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
        high, wide = max(north - south, 0.02), max((east - west) * shrink, 0.02)
        scale = min((self.width() - 2 * EDGE) / wide, (self.height() - 2 * EDGE) / high)
        self.scale = scale
        left = (self.width() - (east - west) * shrink * scale) / 2
        top = (self.height() - (north - south) * scale) / 2
        return lambda x, y: QPointF(left + (x - west) * shrink * scale, top + (north - y) * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
        points = self.points()
        if not points:
            painter.setPen(theme.color("muted"))
            painter.drawText(self.rect().adjusted(12, 0, -12, 0), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                             _("No case has coordinates yet."))
        self._paint_outlines(painter)
        self._paint_names(painter, points)
        for point, case in points:
            colour = theme.color("late" if case.open else "good")
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour if case.open else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(point, DOT, DOT)
        if points:
            self._paint_legend(painter)
        painter.end()

    def _paint_outlines(self, painter: QPainter) -> None:
        """The outlines of counties, below everything else."""
        place = self._placing()
        if place is None:
            return
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setClipRect(QRectF(1, 1, self.width() - 2, self.height() - 2))
        for ring in self.outlines:
            painter.drawPolyline(QPolygonF([place(x, y) for x, y in ring]))
        painter.setClipping(False)

    def legend(self) -> list[tuple[bool, str]]:
        """What the dots say: whether filled, and the word."""
        return [(True, _("Not closed")), (False, _("Closed"))]

    def _paint_legend(self, painter: QPainter) -> None:
        """The words of the dots, at the foot on the right."""
        metrics, right = painter.fontMetrics(), self.width() - 12.0
        for filled, word in reversed(self.legend()):
            right -= metrics.horizontalAdvance(word)
            painter.setPen(theme.color("muted"))
            painter.drawText(QPointF(right, self.height() - 10), word)
            colour = theme.color("late" if filled else "good")
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(right - 12, self.height() - 10 - metrics.capHeight() / 2), DOT, DOT)
            right -= 34

    def _paint_names(self, painter: QPainter, points: list[tuple[QPointF, CaseFact]]) -> None:
        """The name of each region over its cases, and a bar that says how long a distance is."""
        regions: dict[str, list[QPointF]] = {}
        for point, case in points:
            regions.setdefault(case.groups["region"].split(" ")[-1], []).append(point)
        painter.setPen(theme.color("muted"))
        for name, own in regions.items():
            middle = QPointF(sum(p.x() for p in own) / len(own), min(p.y() for p in own) - 16)
            painter.drawText(QRectF(middle.x() - 70, middle.y() - 10, 140, 20), int(Qt.AlignmentFlag.AlignCenter), name)
        if self.scale > 0:
            length, km = _bar(self.scale)
            foot = QPointF(14, self.height() - 14)
            painter.setPen(QPen(theme.color("muted"), 2))
            painter.drawLine(foot, foot + QPointF(length, 0))
            painter.drawText(foot + QPointF(length + 6, 4), f"{km:g} km")

    def under(self, place: QPointF) -> CaseFact | None:
        """The case drawn at a place."""
        near = [(math.hypot(p.x() - place.x(), p.y() - place.y()), c) for p, c in self.points()]
        found = min(near, key=lambda pair: pair[0], default=None)
        return found[1] if found and found[0] <= REACH else None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), found.title if found else "", self)
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.under(event.position())
        if found:
            self.opened.emit(found.id)


def _bar(scale: float) -> tuple[float, float]:
    """A bar of a round number of kilometres, at most 120 pixels: (pixels, km); a degree of latitude is 111.2 km."""
    per_km = scale / KM_PER_DEGREE
    km = next(k for k in (200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1) if k * per_km <= 120 or k == 0.1)
    return km * per_km, km


class OverviewSection(Section):
    """The table on the left, the map on the right."""

    name = "case_overview"
    title = N_("Overview")
    icon = "map"
    tables = frozenset({"farmercase"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.counted: Counted | None = None
        self.year, self.group, self.summary = QSpinBox(self), WordsBox(self), QLabel(self)
        self.year.setRange(2000, 2100)
        self.year.setValue(today().year)
        space(self.year)
        self.table, self.map = QTableWidget(self), CaseMap(self)
        copies_rows(self.table)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        line = QHBoxLayout()
        for widget in (self.year, self.group):
            line.addWidget(widget)
        line.addWidget(self.summary, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self.map)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(line)
        column.addWidget(splitter, 1)
        self.year.valueChanged.connect(self.load)
        self.group.currentIndexChanged.connect(self._show_groups)
        self.table.itemSelectionChanged.connect(self._on_row)
        self.map.opened.connect(lambda number: context.open("farmercase", number))
        context.language_changed.connect(self._name)
        context.language_changed.connect(self.load)
        context.theme_changed.connect(self.map.update)
        self._name()

    def _name(self) -> None:
        row = max(0, self.group.currentIndex())
        self.group.blockSignals(True)
        self.group.clear()
        for key in GROUPS.labels:
            self.group.addItem(GROUPS.label(key), key)
        self.group.setCurrentIndex(row)
        self.group.blockSignals(False)
        self._show_groups()

    def load(self, *_anything: Any) -> None:
        """Read the cases of the year."""
        db, year = self.context.db, self.year.value()
        self.context.tasks.read(lambda: overview.counted(db, year), self._take)

    def _take(self, found: Counted) -> None:
        if found.year == self.year.value():
            self.counted = found
            self.summary.setText(found.summary)
            self._show_groups()

    def _show_groups(self, *_row: int) -> None:
        group = self.group.currentData() or "region"
        lines = self.counted.lines[group] if self.counted else []
        self.table.clear()
        self.table.setColumnCount(len(HEADS) + 1)
        self.table.setHorizontalHeaderLabels([GROUPS.label(group), *(_(h) for h in HEADS)])
        self.table.setRowCount(len(lines))
        for row, found in enumerate(lines):
            cells = [found.name, str(found.cases), str(found.open), format_number(found.area_mu, 1), found.newest.isoformat()]
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                if place:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, place, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._show_on_map("", None)

    def _on_row(self) -> None:
        """Show on the map only the cases of the group that is chosen."""
        row, group = self.table.currentRow(), self.group.currentData() or "region"
        item = self.table.item(row, 0) if self.table.selectedItems() else None
        name = item.text() if item else None
        self._show_on_map(group, name)

    def _show_on_map(self, group: str, name: str | None) -> None:
        cases, outlines = (self.counted.cases, self.counted.outlines) if self.counted else ([], ())
        self.map.show_cases(overview.on_map(cases, group, name), outlines)
