"""The fields of a form, made from the model: its groups, a widget fit for each field, the label in front of it.

Fields stand in pairs of label and field in a grid, three pairs a row where there are many, so that `look/reflow.py` can set
them in fewer columns where room is short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core.computed import computed_of
from desktop.core.groups import Group, Placed
from desktop.core.i18n import _
from desktop.core.records import Record, columns_of, groups_of
from desktop.ui.fields.binding import widget_for
from desktop.ui.fields.computed import ComputedLine
from desktop.ui.fields.widgets import LongText
from desktop.ui.look.fitted_tabs import FittedTabs

if TYPE_CHECKING:
    from sqlalchemy import Column

MANY = 10  # fields of a line each; a form with a group of more of them has three pairs a row
NARROWEST = 90  # logical pixels of a field
BOX = 26  # and of a box to tick, beside its words
LEAST, MOST = (2.4, 5), (5, 16)  # lines of a text of several lines: between other fields, and among its like alone
RIGHT = Qt.AlignmentFlag.AlignRight
BESIDE, ABOVE = RIGHT | Qt.AlignmentFlag.AlignVCenter, RIGHT | Qt.AlignmentFlag.AlignTop

Editors = Mapping[str, type[QWidget]]


class FormBody(QWidget):
    """The fields of `model` but those `hidden`; `editors` names widgets of a feature's own by the field they edit.

    Every widget has the name of its field as its object name.
    """

    def __init__(self, model: type[Record], hidden: Iterable[str], editors: Editors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._editors = {c.name: c for c in columns_of(model)}, editors
        self._computed = computed_of(model)
        self._labels: list[tuple[QLabel | QCheckBox, str]] = []
        self._tabs: FittedTabs | None = None
        away = set(hidden)
        groups = [(g, placed) for g in groups_of(model) if (placed := [p for p in g.placed() if p.name not in away])]
        self._titles = [group.title for group, _placed in groups]
        self._across = self._most_across([placed for _group, placed in groups])
        if len(groups) == 1:
            self._fill(self, *groups[0])
        else:
            self._fill_tabs(groups)
        self._retranslate()

    def _most_across(self, groups: list[list[Placed]]) -> int:
        """Pairs a row, the same in all groups: three where one of them has many fields, or a field that wants the room."""
        many = any(sum(not self._is_long(p) for p in placed) > MANY for placed in groups)
        return 3 if many or any(p.places > 2 for placed in groups for p in placed) else 2

    def _fill_tabs(self, groups: list[tuple[Group, list[Placed]]]) -> None:
        self._tabs = FittedTabs(self)
        self._tabs.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        for group, placed in groups:
            page = QWidget(self._tabs)
            self._fill(page, group, placed)
            self._tabs.addTab(page, "")

    def _fill(self, page: QWidget, group: Group, placed: list[Placed]) -> None:
        """Set the fields of a group in rows."""
        lines = sum(not self._is_long(p) for p in placed)
        across = group.across or (self._across if lines else min(len(placed), 2))
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        for pair in range(across):
            grid.setColumnStretch(2 * pair + 1, 1)
        row = place = 0
        for one in placed:
            places = self._places(one, across, only_texts=not lines and len(placed) <= 2)
            if place and place + places > across:
                row, place = row + 1, 0
            self._add(grid, row, place, one, places, lines > 0)
            place += places
        grid.setRowStretch(row + 1, 1)

    def _places(self, one: Placed, across: int, *, only_texts: bool) -> int:
        """How many pairs a field takes: a text of several lines a whole row, but two texts that are all there is; a box to
        tick with many words two."""
        usual = across if self._is_long(one) and not only_texts else 1 + (self._words(one) > 2 * NARROWEST)
        return min(one.places or usual, across)

    def _words(self, one: Placed) -> int:
        """How wide a box to tick is with its words; 0 for other fields."""
        info = {} if one.name in self._computed else self._columns[one.name].info
        return self.fontMetrics().horizontalAdvance(_(info["title"])) + BOX if info.get("kind") == "flag" else 0

    def _is_long(self, one: Placed) -> bool:
        return one.name not in self._computed and bool(self._columns[one.name].info.get("long"))

    def _add(self, grid: QGridLayout, row: int, place: int, one: Placed, places: int, among_others: bool) -> None:
        page = grid.parentWidget()
        assert page is not None
        computed = self._computed.get(one.name)
        widget = ComputedLine(computed, page) if computed else self._make(self._columns[one.name], page)
        title = computed.title if computed else self._columns[one.name].info["title"]
        widget.setObjectName(one.name)
        widget.setMinimumWidth(max(widget.minimumWidth(), NARROWEST))
        if isinstance(widget, QCheckBox):
            self._labels.append((widget, title))
        else:
            label = QLabel(page)
            label.setBuddy(widget)
            label.setObjectName(f"label_{one.name}")
            grid.addWidget(label, row, 2 * place, BESIDE)
            if self._is_long(one):  # the label of a text of several lines stands beside its first line
                grid.setAlignment(label, ABOVE)
                label.setContentsMargins(0, 5, 0, 0)
            self._labels.append((label, title))
        if isinstance(widget, QPlainTextEdit):
            _set_height(widget, LEAST if among_others else MOST)
            grid.setRowStretch(row, 20)  # texts take the height that is left over, up to their most
        # words beside a box that a field has no room for begin where its label would stand
        before = isinstance(widget, QCheckBox) and self._words(one) > NARROWEST
        grid.addWidget(widget, row, 2 * place + (not before), 1, 2 * places - (not before))

    def _make(self, column: Column[Any], page: QWidget) -> QWidget:
        own = self._editors.get(column.name)
        return own(page) if own else widget_for(column, page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for widget, title in self._labels:
            widget.setText(_(title))
        if self._tabs:
            for number, title in enumerate(self._titles):
                self._tabs.setTabText(number, _(title))


def _set_height(widget: QPlainTextEdit, lines: tuple[float, float]) -> None:
    """Room for so many lines of text at the least and at the most."""
    line, frame = widget.fontMetrics().lineSpacing(), 14
    widget.setMinimumSize(120, round(lines[0] * line) + frame)
    widget.setMaximumHeight(round(lines[1] * line) + frame)
    if isinstance(widget, LongText):
        widget.set_room(widget.minimumHeight(), widget.maximumHeight())
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
