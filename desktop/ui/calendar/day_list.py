"""Dated things as a list, one line each: what is late, today, ahead and done, each to be shown or hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.ui.calendar.days import WEEKDAYS
from desktop.ui.calendar.grid import Event
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look.pills import colours

HEADS = (N_("Day"), N_("Weekday"), N_("Time"), N_("What"), N_("Details"), N_("Comes from"))
PARTS = {"late": N_("Overdue"), "today": N_("This day"), "ahead": N_("Still ahead"), "past": N_("Done or past")}
ROOT = QModelIndex()
Role = Qt.ItemDataRole


def part_of(event: Event, today: date) -> str:
    """Where an event belongs: late, today, ahead or past."""
    if event.colour == "red" and event.day < today:
        return "late"
    return "today" if event.day == today else "ahead" if event.day > today else "past"


class Lines(QAbstractTableModel):
    """The events as rows; what is shown of each is asked for when it is seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.events: list[Event] = []
        self._widget = parent

    def show_events(self, events: list[Event]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.events = events
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.events)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(HEADS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Role.DisplayRole) -> Any:
        event = self.events[index.row()]
        if role == Role.DisplayRole:
            return (event.day.isoformat(), _(WEEKDAYS[event.day.weekday()]), event.at, event.title, event.detail,
                    event.source)[index.column()]
        if role == Role.ToolTipRole:
            return event.tip or event.title
        if role == Role.ForegroundRole and index.column() == 0 and event.colour in ("red", "amber"):
            return QBrush(QColor(colours(event.colour, self._widget.palette())[1]))
        return None


class DayList(QWidget):
    """The list with its four buttons. `opened(id)` on Enter or a double click."""

    opened = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._events: list[Event] = []
        self.model, self.table = Lines(self), QTableView(self)
        copies_rows(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        head = self.table.horizontalHeader()
        for column, width in enumerate((110, 60, 60, 380, 320, 120)):
            self.table.setColumnWidth(column, width)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.table.activated.connect(self._on_opened)
        self.parts: dict[str, QToolButton] = {}
        line = QHBoxLayout()
        for name in PARTS:
            button = self.parts[name] = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(name != "past")
            button.toggled.connect(partial(self._on_part, name))
            line.addWidget(button)
        line.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addLayout(line)
        column_.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events, in the order of their days."""
        self._events = sorted(events, key=lambda e: (e.day, e.at, e.title))
        self._show()

    def shown(self) -> list[Event]:
        """The events that are listed now."""
        return self.model.events

    def _show(self) -> None:
        counts = dict.fromkeys(PARTS, 0)
        rows = []
        for event in self._events:
            part = part_of(event, self.today)
            counts[part] += 1
            if self.parts[part].isChecked():
                rows.append(event)
        for name, title in PARTS.items():
            self.parts[name].setText(f"{_(title)} ({counts[name]:,})")
        self.model.show_events(rows)

    def _on_part(self, _name: str, _on: bool) -> None:
        self._show()

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.events[index.row()].id)

