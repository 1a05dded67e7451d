"""The analysis of a trial on a sub-tab: difference from the check first, then the analysis of variance and the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.trials import shown_results
from desktop.trials.shown_results import Shown, Span
from desktop.ui import theme

if TYPE_CHECKING:
    from desktop.ui.context import Context

SPAN = Qt.ItemDataRole.UserRole
LEAST_DRAWING = 170
TITLES = (N_("Compared with the check"), N_("Analysis of variance"), N_("Tests and notes"))


class SpanDelegate(QStyledItemDelegate):
    """Draws a difference with its interval on a scale that all rows share, about a line at zero."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        span = index.data(SPAN)
        if not isinstance(span, Span):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(8, 2, -8, -2)
        middle = box.center().y() + 0.5

        def x(value: float) -> float:
            return box.left() + (value - span.least) / ((span.most - span.least) or 1.0) * box.width()

        painter.setPen(QPen(theme.color("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x(0.0), option.rect.top()), QPointF(x(0.0), option.rect.bottom() + 1))
        sure = span.low > 0 or span.high < 0
        colour = theme.color("good" if span.low > 0 else "late") if sure else theme.color("muted")
        painter.setPen(QPen(colour, 2))
        if span.high > span.low:
            painter.drawLine(QPointF(x(span.low), middle), QPointF(x(span.high), middle))
        painter.setBrush(colour if sure else theme.color("base"))
        painter.drawEllipse(QPointF(x(span.middle), middle), 4, 4)
        painter.restore()


class Lines(QTableWidget):
    """A read-only table of texts; the first text column takes what room is left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)
        self.horizontalHeader().setHighlightSections(False)

    def fill(self, heads: list[str], rows: list[list[str]], right: set[int], bold: set[int]) -> None:
        """Show rows of texts; columns in `right` are set right, rows in `bold` are bold."""
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                self.setItem(r, c, self._item(text, c in right, r in bold))
        header = self.horizontalHeader()
        for c in range(len(heads)):
            header.setSectionResizeMode(c, QHeaderView.ResizeMode.ResizeToContents)
            item = QTableWidgetItem(heads[c])
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight if c in right else Qt.AlignmentFlag.AlignLeft)
            self.setHorizontalHeaderItem(c, item)

    def give_room(self, column: int) -> None:
        """Let one column take the width that is left, and never less than a drawing needs."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        others = sum(self.columnWidth(c) for c in range(self.columnCount()) if c != column)
        self.setColumnWidth(column, max(LEAST_DRAWING, self.viewport().width() - others))

    def _item(self, text: str, right: bool, bold: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if bold:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item


class AnalysisTab(QWidget):
    """The results of the trial given to `show_record`, trait by trait; computed on the worker when seen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.shown: Shown | None = None
        self._trial: int | None = None
        self._stale = True
        self.traits, self.summary = QComboBox(self), QLabel(self)
        self.traits.setMinimumWidth(220)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.means, self.anova, self.notes = Lines(self), Lines(self), QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self._delegate = SpanDelegate(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for widget, title in zip((self.means, self.anova, self.notes), TITLES, strict=True):
            self.tabs.addTab(widget, _(title))
        line = QHBoxLayout()
        line.addWidget(self.traits)
        line.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.tabs, 1)
        self.traits.currentIndexChanged.connect(self._choose)
        context.changed.connect(self._on_changed)
        context.language_changed.connect(self._on_language)

    def show_record(self, record: Record | None) -> None:
        """Show the results of a trial."""
        self._trial, self._stale = (record.id if record else None), True
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"observation", "plot", "entry", "trialtrait", "trait", "trial", "variety"}:
            self._stale = True
            self._load()

    def _on_language(self) -> None:
        for place, title in enumerate(TITLES):
            self.tabs.setTabText(place, _(title))
        self._stale = True
        self._load()

    def _choose(self) -> None:
        self._stale = True
        self._load()

    def _load(self) -> None:
        if self._stale and self.isVisible() and self._trial is not None:
            self._stale = False
            db, trial_id, trait = self.context.db, self._trial, self.traits.currentData()
            self.context.tasks.run(lambda: shown_results.show(db, trial_id, trait), self._show)

    def _show(self, shown: Shown) -> None:
        if shown.trial_id != self._trial:
            return
        self.shown = shown
        self.traits.blockSignals(True)
        self.traits.clear()
        for key, title in shown.traits:
            self.traits.addItem(title, key)
        self.traits.setCurrentIndex(max(0, self.traits.findData(shown.trait_id)))
        self.traits.blockSignals(False)
        self.summary.setText(shown.summary)
        self.anova.fill(shown.anova_heads, shown.anova, set(range(1, 6)), {len(shown.anova) - 1})
        self.notes.setPlainText("\n".join(shown.notes))
        self._show_means(shown)

    def _show_means(self, shown: Shown) -> None:
        table = self.means
        table.fill(shown.heads, shown.rows, set(shown.right), set(shown.bold))
        if not shown.heads:
            return
        if shown.span_column is not None:
            for row, span in enumerate(shown.spans):
                item: Any = table.item(row, shown.span_column)
                item.setData(SPAN, span)
            table.setItemDelegateForColumn(shown.span_column, self._delegate)
            table.give_room(shown.span_column)
        else:
            table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
