"""What is done with several records of a list at once: the same values for all, one made of them, a package for a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.i18n import _
from desktop.core.picking import labels_of, several
from desktop.core.records import column_of
from desktop.ui import messages

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook


def bulk_edit(book: OpenBook, *_checked: bool) -> None:
    """Give the selected records the same values in a dialog."""
    from desktop.ui.book.bulk import BulkDialog

    ids = book.list.table.selected_ids()
    if ids:
        names = book.bulk or tuple(c.name for c in book.listing.columns if c.editable)
        book.settle(lambda: BulkDialog(book.context, book.listing.model, ids, names, book.window()).open())


def merge(book: OpenBook, *_checked: bool) -> None:
    """Make one record of those selected, in a dialog."""
    from desktop.ui.book.merge import MergeDialog

    def ask() -> None:
        dialog = MergeDialog(book.context, book.listing.model, ids, book.window())
        dialog.merged.connect(book.list.table.expect)
        dialog.open()

    ids = book.list.table.selected_ids()
    if len(ids) > 1 and not _of_several(book, ids):
        book.settle(ask)


def _of_several(book: OpenBook, ids: list[int]) -> bool:
    """Say that records of several dealers are never one; False where they may be."""
    model, name = book.listing.model, "dealer_id"
    if name not in model.model_fields or not column_of(model, name).info.get("required"):
        return False
    with book.context.db.reading() as session:
        owners = {getattr(session.get_one(model, number), name) for number in ids}
        said = several(sorted(labels_of(session, "dealer", [key for key in owners if key]).values()))
    if len(owners) > 1:
        text = _("They belong to several dealers: {names}. Only records of one dealer are made one.")
        messages.inform(book.window(), text.format(names=said))
    return len(owners) > 1


def hand_over(book: OpenBook, *_checked: bool) -> None:
    """Make a package of the selected records for a colleague, in a dialog."""
    from desktop.core.records import table_of
    from desktop.ui.dialogs.hand_over import ChosenDialog

    ids = book.list.table.selected_ids()
    if ids:
        table = str(table_of(book.listing.model).name)
        about = book.record.label() if len(ids) == 1 and book.record is not None else _(book.listing.title)
        book.settle(lambda: ChosenDialog(book.context, book.window(), table, ids, about).open())
