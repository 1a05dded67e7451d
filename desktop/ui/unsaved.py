"""What is typed and not stored, in grids and forms wherever they stand: as long as nobody looks at it the window says so.

Whoever holds such input tells `Context.unsaved` whenever that changes. Lists, accounts and papers know only what is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

Said = Callable[[], str]


@dataclass(frozen=True)
class Held:
    """The widget in which something is typed, and the sentence about it in the language in force."""

    owner: QWidget
    said: Said


class Unsaved(QObject):
    """All of it. `changed` when something was typed that is not stored, or nothing of it is left."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: list[Held] = []

    def note(self, owner: QWidget, said: Said | None) -> None:
        """`owner` holds something that is not stored, as `said` tells; None: it holds nothing of the kind."""
        before = self._held
        kept = [held for held in before if shiboken6.isValid(held.owner) and held.owner is not owner]
        self._held = [*kept, Held(owner, said)] if said else kept
        if [held.owner for held in before] != [held.owner for held in self._held]:
            self.changed.emit()

    def seen_anew(self, *_anything: object) -> None:
        """Something else is in view: what is out of view may be something else too."""
        if self._held:
            self.changed.emit()

    def all(self) -> list[Held]:
        """Everything that is held."""
        return [held for held in self._held if shiboken6.isValid(held.owner)]

    def away(self) -> list[Held]:
        """What is held out of view."""
        return [held for held in self.all() if not held.owner.isVisible()]

    def within(self, widget: QWidget) -> bool:
        """Whether something inside `widget` is held."""
        return any(widget is held.owner or widget.isAncestorOf(held.owner) for held in self.all())


def unfold(owner: QWidget) -> list[QWidget]:
    """Turn to every sub-tab that `owner` stands in; gives what its other stacks would have to show, innermost first."""
    stacked, inner = [], owner
    while (outer := inner.parentWidget()) is not None and not inner.isWindow():
        if isinstance(outer, QStackedWidget):
            tabs = outer.parentWidget()
            if isinstance(tabs, QTabWidget):
                tabs.setCurrentWidget(inner)
            else:
                stacked.append(inner)
        inner = outer
    return stacked
