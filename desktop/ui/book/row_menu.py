"""The menu on a row of a book's list: what can be done with what is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.core.i18n import _, ngettext
from desktop.ui.book.record_print import papers_of, preview_paper
from desktop.ui.book.rows_behind import offer_rows
from desktop.ui.book.several import bulk_edit, hand_over, merge
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.book.paper_tab import Maker

MOST = 3  # records beside each other in a window of their own: more are too narrow to be read


def open_menu(book: OpenBook, where: QPoint) -> QMenu:
    """Show the menu at `where` (on the screen)."""
    chosen = len(book.list.table.selected_ids())
    one = chosen == 1 and book.record is not None
    menu = QMenu(book.list)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    change = ngettext("Change {n} record…", "Change {n} records together…", chosen)
    entries = ((_("New"), "add", book.new_record, True), (_("Duplicate"), "duplicate", book.duplicate, chosen == 1),
               (change.format(n=chosen), "edit", partial(bulk_edit, book), chosen > 0),
               (_("Merge into one…"), "merge", partial(merge, book), chosen > 1),
               (_("Hand over to a colleague…"), "export", partial(hand_over, book), chosen > 0),
               (_("Delete"), "delete", book.delete, chosen > 0), None,
               (title_for(chosen), "duplicate", book.open_apart, 0 < chosen <= MOST and book.can("open_apart")),
               (_(book.paper[0]) if book.paper else _("Print the record…"), "print",
                book.print_record, one),
               *((_(title), "print", partial(_print, book, maker), one)
                 for title, maker in papers_of(book)),
               (_("Print the list…"), "list", book.print_list, book.can("print_list")),
               (_("Choose columns…"), "columns", book.list.choose_columns, True),
               (_("Export the list…"), "export", book.export, book.can("export")))
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        title, name, slot, usable = entry
        action = menu.addAction(icon(name), title)
        action.triggered.connect(slot)
        action.setEnabled(usable)
    _offer_papers(menu, book, usable=one)
    offer_rows(menu, book)
    menu.popup(where)
    return menu


def _print(book: OpenBook, maker: Maker, *_checked: bool) -> None:
    book.settle(partial(preview_paper, book, maker))


def _offer_papers(menu: QMenu, book: OpenBook, *, usable: bool) -> None:
    """What the menus of the book's tools offer, such as the letters about a complaint, for the row that is chosen."""
    for tool in book.tools():
        if tool.menu:
            offered = menu.addMenu(icon(tool.icon), _(tool.title))
            offered.setEnabled(usable)
            for one in tool.menu:
                offered.addAction(icon(one.icon), _(one.title)).triggered.connect(one.callback)


def title_for(count: int) -> str:
    """What the commands that open such a window are called for so many records."""
    return _("Side by side in a window") if count > 1 else _("In a window of its own")
