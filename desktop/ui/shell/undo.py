"""Undo and redo of the whole database, and the message after each action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.core.action_words import of_kind

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.ui.context import Context


@runtime_checkable
class Typed(Protocol):
    """A widget that may hold something typed and not stored."""

    def take_back(self, otherwise: Callable[[], None]) -> None:
        """Give it up; call `otherwise` where there is nothing of the kind."""
        ...


@dataclass(frozen=True)
class State:
    """What Undo and Redo would do now ("" = nothing), and the newest line of the history."""

    undo: str
    redo: str
    newest: int
    kind: str
    label: str


def state(db: Database) -> State:
    """Read the state from the history."""
    from desktop.core import history

    with db.reading() as session:
        undo, redo = history.next_undo(session), history.next_redo(session)
        newest = next(iter(history.recent(session, 1)), None)
    return State(
        undo.label if undo else "",
        redo.label if redo else "",
        (newest.id or 0) if newest else 0,
        newest.kind if newest else "",
        newest.label if newest else "",
    )


class Undo(QObject):
    """Follows the history of one database. `changed(State)` when Undo or Redo mean something else."""

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.state = State("", "", -1, "", "")
        context.changed.connect(self.look)
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the history again and tell what happened."""
        db = self.context.db
        self.context.tasks.read(lambda: state(db), self._seen)

    def _seen(self, found: State) -> None:
        before, self.state = self.state, found
        self.changed.emit(found)
        if before.newest not in (-1, found.newest):
            self._tell(found)

    def _tell(self, found: State) -> None:
        status = self.context.window.status
        if found.kind == "undo":
            status.show_message(of_kind("undo", found.label), redo=True)
        elif found.kind == "redo":
            status.show_message(of_kind("redo", found.label), undo=True)
        else:
            status.show_message(found.label, undo=found.undo == found.label)

    def take_back(self, otherwise: Callable[[], None]) -> None:
        """Take back what is typed and not stored where the focus is; call `otherwise` where there is nothing of the kind.

        What was stored last may lie on another page: it must not go because of a slip of the keys in a grid.
        """
        here: Any = QApplication.focusWidget()
        while here is not None and not isinstance(here, Typed):
            here = None if here.isWindow() else here.parentWidget()
        if here is None:
            otherwise()
        else:
            here.take_back(otherwise)

    @Slot()
    def undo(self) -> None:
        """Take the newest action back."""
        self.context.tasks.run(self.context.db.undo)

    @Slot()
    def redo(self) -> None:
        """Do the action undone last again."""
        self.context.tasks.run(self.context.db.redo)
