"""A record made on the way, for a reference that did not find it: at once where a name is enough, else in its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core import verbs
from desktop.core.errors import FieldErrors
from desktop.core.kinds import model_of
from desktop.core.making import is_enough
from desktop.core.records import Record, columns_of, groups_of
from desktop.ui.book.record_dialog import RecordDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

Done = Callable[[int], None]


def make(context: Context, table: str, values: Mapping[str, Any], done: Done, parent: QWidget) -> None:
    """Make a record of `table` with `values`; `done(id)` when it is there. What is missing is asked for in a small form.

    The action that saves what the record was made for takes it along, so that one undo takes both.
    """
    model = model_of(table)

    def made(number: int) -> None:
        context.db.made.add((table, number))
        done(number)

    if not is_enough(model, values):
        _ask(context, model, values, made, parent)
        return

    def failed(error: Exception) -> None:
        if isinstance(error, FieldErrors):  # a rule wants more than the name
            _ask(context, model, values, made, parent)
        else:
            context.window.on_error(error)

    context.tasks.run(lambda: verbs.save(context.db, model, values).id, made, failed)


def _ask(context: Context, model: type[Record], values: Mapping[str, Any], done: Done, parent: QWidget) -> None:
    dialog = RecordDialog(context, model, parent, hidden=_later(model))
    dialog.saved.connect(done)
    dialog.start(values, None)
    dialog.next_button.hide()
    dialog.open()


def _later(model: type[Record]) -> set[str]:
    """The fields of all groups but the first that need not be filled in: they can be written later."""
    required = {c.name for c in columns_of(model) if c.info.get("required")}
    return {placed.name for group in groups_of(model)[1:] for placed in group.placed()} - required
