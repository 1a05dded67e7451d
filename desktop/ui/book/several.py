"""What is done with several records of a list at once: the same values for all, one made of them, a package for a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.picking import labels_of, several
from desktop.core.records import Record, column_of, table_of
from desktop.ui import messages

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook


OWNER = "dealer_id"
"""The field of whose a record is: records of several dealers are never made one."""
STEP = 1000


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

    def answer(owners: list[str]) -> None:
        if len(owners) > 1:
            text = _("They belong to several dealers: {names}. Only records of one dealer are made one.")
            messages.inform(book.window(), text.format(names=several(owners)))
        else:
            book.settle(ask)

    ids, model, db = book.list.table.selected_ids(), book.listing.model, book.context.db
    if len(ids) < 2:
        return
    if OWNER in model.model_fields and column_of(model, OWNER).info.get("required"):
        book.context.tasks.read(lambda: _owners(db, model, ids), answer)
    else:
        book.settle(ask)


def _owners(db: Database, model: type[Record], ids: list[int]) -> list[str]:
    """The dealers whose the records are, by name; records of several are never one. A question for every thousand."""
    table = table_of(model)
    found: set[int | None] = set()
    with db.reading() as session:
        for start in range(0, len(ids), STEP):
            asked = select(table.c[OWNER]).where(table.c.id.in_(ids[start:start + STEP])).distinct()
            found.update(session.execute(asked).scalars())
        names = labels_of(session, "dealer", [key for key in found if key])
    return sorted(names.get(key or 0, "") for key in found)


def hand_over(book: OpenBook, *_checked: bool) -> None:
    """Make a package of the selected records for a colleague, in a dialog."""
    from desktop.ui.dialogs.hand_over import ChosenDialog

    ids = book.list.table.selected_ids()
    if ids:
        table = str(table_of(book.listing.model).name)
        about = book.record.label() if len(ids) == 1 and book.record is not None else _(book.listing.title)
        book.settle(lambda: ChosenDialog(book.context, book.window(), table, ids, about).open())
