"""What the results of a trial and of a series share on screen: a line of choices, doubts, a summary, and tables on sub-tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import _
from desktop.trials.figures.figure_widget import FigurePane
from desktop.trials.results.stored_widget import KeptPane
from desktop.trials.results.tables_widget import Lines, SpanDelegate
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.look.fitted_tabs import FittedTabs

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ResultsTab(SeenTab):
    """Results computed on the worker when seen, by choices that are remembered for each record.

    A subclass names its sub-tabs in `titles`, builds their widgets in `build` (the first is `compared`, the last `kept`),
    says what is computed in `computed` and fills its tables in `fill`.
    """

    titles: Sequence[str] = ()
    told = ""  # what is being computed, in the status bar
    name = ""  # of the choices among what is remembered

    def __init__(self, context: Context, parent: QWidget | None = None, *,
                 heads: Callable[[], list[str]] | None = None) -> None:
        super().__init__(context, parent)
        self.shown: Any = None
        self._asked = 0
        self.keep = QPushButton(_("Keep result"), self)
        self.summary, self.banner = _label(self), _label(self)
        self.banner.setObjectName("doubts")
        self.banner.hide()
        self.compared, self.notes = Lines(self), QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self.figures = FigurePane(context, self)
        self.kept = KeptPane(context, self, heads) if heads else KeptPane(context, self)
        self._delegate = SpanDelegate(self)
        self.tabs = FittedTabs(self)
        self.tabs.setDocumentMode(True)
        line = QHBoxLayout()
        self.build(line)
        line.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        self._arrange(line)
        self.keep.clicked.connect(self._keep)
        context.language_changed.connect(self._on_language)
        context.theme_changed.connect(self._on_language)

    def build(self, line: QHBoxLayout) -> None:
        """Make the choices, which stand in `line`, and add the sub-tabs."""
        raise NotImplementedError

    def computed(self, record_id: int) -> Callable[[], Any]:
        """What is to be computed for a record, away from the window."""
        raise NotImplementedError

    def fill(self, found: Any) -> None:
        """Show an answer in the choices and tables of one's own."""
        raise NotImplementedError

    def kept_by(self, found: Any) -> Callable[[], int]:
        """What keeps an answer, with the fingerprint of its data."""
        raise NotImplementedError

    def _arrange(self, line: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.banner)
        column.addWidget(self.summary)
        column.addWidget(self.tabs, 1)

    def add_tabs(self, *widgets: QWidget) -> None:
        """The sub-tabs under their titles."""
        for widget, title in zip(widgets, self.titles, strict=True):
            self.tabs.addTab(widget, _(title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shown is not None and self.shown.span_column is not None and self.compared.columnCount():
            self.compared.give_room(self.shown.span_column)

    def _on_language(self) -> None:
        for place, title in enumerate(self.titles):
            self.tabs.setTabText(place, _(title))
        self.keep.setText(_("Keep result"))
        self.read_again()

    def key(self) -> str:
        """Under which the choices of the record are remembered."""
        return f"{self.name}.{self.record_id}"

    def choose(self, options: Any) -> None:
        """Other choices from now on: they are remembered, and the results computed anew."""
        self.context.settings.remember(self.key(), options.to_json())
        self.read_again()

    def read(self, record_id: int) -> None:
        """Compute on the worker; only the newest answer is shown."""
        self._asked += 1
        asked, work = self._asked, self.computed(record_id)
        self.summary.setText(_("Computing…"))
        self.keep.setEnabled(False)
        self.context.tasks.compute(lambda _progress: (asked, record_id, work()), self._show, self._on_not_shown,
                                   _(self.told), only_newest=True)

    def _show(self, answer: tuple[int, int, Any]) -> None:
        asked, record_id, found = answer
        if asked != self._asked or record_id != self.record_id:
            return  # what was asked for since is on its way
        self.shown = found
        self.summary.setText(found.summary)
        doubts = [text for text in (found.stale, *found.doubts) if text]
        self.banner.setText("\n".join(doubts))
        self.banner.setVisible(bool(doubts))
        self.keep.setEnabled(bool(found.rows))
        self.compared.show_compared(found, self._delegate)
        self.fill(found)
        self.kept.show_results(found.kept)
        last = len(self.titles) - 1
        self.tabs.setTabText(last, _(self.titles[last]) + (f" ({len(found.kept)})" if found.kept else ""))

    def _keep(self) -> None:
        if self.shown is not None:
            self.keep.setEnabled(False)
            self.context.tasks.run(self.kept_by(self.shown), self._on_kept, self._on_failed, _("Keeping the result"))

    def _on_kept(self, _key: int) -> None:
        self.keep.setEnabled(True)
        self.context.message(_("The result is kept with the fingerprint of its data."), undo=True)

    def _on_failed(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self._on_not_shown(error)

    def _on_not_shown(self, error: Exception) -> None:
        if isinstance(error, UserError | Cancelled):
            self.summary.setText(str(error))
        else:
            self.summary.setText("")
            self.context.window.on_error(error)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
