"""A sub-tab that shows what a paper says about the record: the figures stand in the window as they will be printed.

    def extra_tabs(self):
        return ((N_("Fee sheet"), partial(PaperTab, self.context, fee_sheet, frozenset({"feearea"}))), *super().extra_tabs())
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.ui.book.seen_tab import SeenTab

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.documents.model import Document
    from desktop.core.records import Record
    from desktop.ui.context import Context

Maker = Callable[["Database", int], "Document"]


class PaperTab(SeenTab):
    """Shows `maker(db, key of the record)`, made on the worker, and makes it anew when one of `tables` has changed.

    `paper`: the maker of a kind of tab that always shows the same.
    """

    paper: ClassVar[Any] = None

    def __init__(self, context: Context, maker: Maker, tables: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.maker, self.watched = maker, tables  # type: ignore[misc]  # each tab watches tables of its own
        self.text = QTextBrowser(self)
        self.text.setObjectName("paper_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        context.language_changed.connect(self.read_again)

    def show_record(self, record: Record | None) -> None:
        """Show another record; nothing while there is none."""
        self.text.clear()
        super().show_record(record)

    def read(self, record_id: int) -> None:
        """Make the paper beside the window."""
        maker, db = self.maker, self.context.db
        self.context.tasks.read(lambda: (record_id, said(maker, db, record_id)), self._show)

    def _show(self, found: tuple[int, str]) -> None:
        number, text = found
        if number == self.record_id:
            place = self.text.verticalScrollBar().value()
            self.text.setHtml(text)
            self.text.verticalScrollBar().setValue(place)


def said(maker: Maker, db: Database, record_id: int) -> str:
    """The paper as HTML; why it cannot be made, in its place."""
    from html import escape

    from desktop.core.documents.html import page

    try:
        return page(maker(db, record_id).blocks)
    except UserError as error:
        return f"<p>{escape(str(error))}</p>"
