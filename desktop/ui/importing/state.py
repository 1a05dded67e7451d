"""What the pages of the wizard share, so that going back loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.importing import (
    Columns,
    ImportKind,
    ImportRun,
    Plan,
    Question,
    Result,
    Source,
    Target,
    Undone,
    guess_columns,
)
from desktop.core.tables import Table
from desktop.ui import loader

if TYPE_CHECKING:
    from sqlmodel import Session

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
    by_hand: bool = False  # whether somebody chose, answered or typed something of these columns
    questions: list[Question] = field(default_factory=list)
    needed: list[Target] = field(default_factory=list)  # what no column says and one value may be set of for all rows
    assumed: list[Target] = field(default_factory=list)  # what new records fill by themselves, since no column says it
    plan: Plan | None = None
    result: Result | None = None
    undone: Undone | None = None
    chosen: dict[str, str] = field(default_factory=dict)  # facts of the whole file that the user has set
    fixed: dict[str, str] = field(default_factory=dict)  # target → value where the file has no column for it
    number: int = 0  # grows with every question to the worker, so that late answers are dropped

    @property
    def is_chosen(self) -> bool:
        """Whether somebody chose, answered or typed anything for this file that closing would lose; guesses do not count."""
        return bool(self.chosen) or self.by_hand

    def forget(self) -> None:
        """The columns are to be recognised anew: what was chosen of them before, and what follows from it, is over."""
        self.columns = self.plan = None
        self.by_hand = False

    def ask(self) -> int:
        """A new number for a question to the worker."""
        self.number += 1
        return self.number


def guessed(session: Session, kind: ImportKind, table: Table, chosen: Mapping[str, str], fixed: Mapping[str, str]) -> Columns:
    """The columns as they are guessed, with what was set for the whole file and what is fixed where no column says it."""
    columns = guess_columns(session, kind, table, chosen)
    taken = {use.target for use in columns.uses.values()} | set(columns.fixed)
    known = {target.name for target in kind.targets(session)}
    more = {name: value for name, value in fixed.items() if name not in taken and name in known}
    return replace(columns, constants={**columns.constants, **more})


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
