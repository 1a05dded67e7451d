"""The sheet of the record that a book shows, with what belongs to it, before it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.core.feature import load
from desktop.core.i18n import _, language, using
from desktop.ui.book.paper_tab import Maker, PaperTab
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.preview.preview import Preview


def preview_record(book: OpenBook) -> Preview | None:
    """Show the sheet of the record shown; None where there is none."""
    from desktop.ui.preview.preview import Preview

    if book.record is None:
        return None
    db, listing, number, code = book.context.db, book.listing, book.record.id, language()
    parts = [(child.listing, child.parent) for child in book.children if child.key == "id"]

    own = type(book).paper

    def make() -> Document:
        from desktop.core.documents.record_sheet import record_sheet

        with using(code):
            return own[1](db, number) if own else record_sheet(db, listing, number, parts)

    shown = Preview(book.context, book.record.label(), make, kind=f"record.{listing.name}")
    shown.show()
    return shown


def print_front(book: OpenBook) -> None:
    """Show what stands in the sub-tab in front where that is a paper; else the sheet of the record, or where other features
    have papers about it, let one of all be chosen."""
    front, own = book.pane.tabs.currentWidget(), type(book).paper
    if isinstance(front, PaperTab) and (own is None or front.maker is not own[1]):
        preview_paper(book, front.maker)
    elif beside := papers_beside(book):
        _choose_paper(book, beside)
    else:
        book.print_record()


def papers_of(book: OpenBook) -> list[tuple[str, Maker]]:
    """The further papers its sub-tabs show, by the titles of those: all that the record's own sheet is not."""
    own = type(book).paper
    papers = [(title, make.func.paper or make.args[1]) for title, make in book.extra_tabs()
              if isinstance(make, partial) and isinstance(make.func, type) and issubclass(make.func, PaperTab)]
    return [*((title, maker) for title, maker in papers if own is None or maker is not own[1]), *papers_beside(book)]


def papers_beside(book: OpenBook) -> list[tuple[str, Maker]]:
    """The papers about its records that other features add as sub-tabs, by the titles of those."""
    tabs = [(title, load(place)) for title, place in book.context.window.beside(book.listing.name)]
    return [(title, tab.paper) for title, tab in tabs if issubclass(tab, PaperTab) and tab.paper is not None]


def _choose_paper(book: OpenBook, beside: Sequence[tuple[str, Maker]]) -> None:
    """Let the sheet of the record or one of the papers about it be chosen, in a menu over its sub-tabs."""
    menu = QMenu(book.pane.tabs)
    menu.setObjectName("papers_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    own = _(book.paper[0]) if book.paper else _("Print the record…")
    menu.addAction(icon("print"), own).triggered.connect(book.print_record)
    for title, maker in beside:
        menu.addAction(icon("print"), _(title)).triggered.connect(
            lambda _checked=False, chosen=maker: preview_paper(book, chosen))
    menu.setActiveAction(menu.actions()[0])
    menu.popup(book.pane.tabs.mapToGlobal(QPoint(0, 0)))


def preview_paper(book: OpenBook, maker: Maker) -> None:
    """Show a paper of the record shown; nothing where there is none."""
    from desktop.ui.preview.preview import Preview

    if book.record is None:
        return
    db, number, code = book.context.db, book.record.id, language()

    def make() -> Document:
        with using(code):
            return maker(db, number)

    name = getattr(maker, "__name__", type(maker).__name__)
    Preview(book.context, book.record.label(), make, kind=f"record.{book.listing.name}.{name}").show()
