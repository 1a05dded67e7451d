"""What the pages of the wizard share, so that going back loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.importing import Columns, ImportKind, ImportRun, Plan, Question, Result, Source, Target, Undone
from desktop.ui import loader

if TYPE_CHECKING:
    from desktop.ui.context import Context

W = TypeVar("W", bound=QWidget)


@dataclass
class ImportState:
    """One import under way. `kinds` are (feature, kind); what comes later in the list is known later."""

    context: Context
    kinds: list[tuple[str, ImportKind]]
    kind: ImportKind
    source: Source | None = None
    earlier: ImportRun | None = None
    targets: list[Target] = field(default_factory=list)
    columns: Columns | None = None
    questions: list[Question] = field(default_factory=list)
    plan: Plan | None = None
    result: Result | None = None
    undone: Undone | None = None
    fixed: dict[str, str] = field(default_factory=dict)  # target → value where the file has no column for it
    number: int = 0  # grows with every question to the worker, so that late answers are dropped

    def ask(self) -> int:
        """A new number for a question to the worker."""
        self.number += 1
        return self.number


class WizardPage(QWidget):
    """A page: `enter` shows the state, `ready` says whether one may go on. `changed` tells that `ready` may differ."""

    changed = Signal()
    form = ""

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.body = loader.load(self.form, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)

    def part(self, kind: type[W], name: str) -> W:
        """A widget of the form by its name."""
        found = self.body.findChild(kind, name)
        if found is None:
            raise KeyError(name)
        return found

    def enter(self) -> None:
        """Show what is known now."""

    def ready(self) -> bool:
        """Whether one may go on."""
        return False

    def retranslate(self) -> None:
        """The words that are not in the form."""
        self.enter()
