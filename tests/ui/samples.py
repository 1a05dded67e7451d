"""A throw-away feature for tests of the window: a page with two sections that note what they are asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.core.feature import Feature
from desktop.core.i18n import N_
from desktop.ui.context import Context
from desktop.ui.page import Page, Section


class Notes(Section):
    """Notes the commands it gets; everything is possible but printing."""

    name = "notes"
    title = N_("Notes")

    def __init__(self, context: Context, parent: Any = None) -> None:
        super().__init__(context, parent)
        self.heard: list[str] = []
        self.loaded = 0
        self.unsaved = False
        self.edit = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.edit)

    def load(self) -> None:
        self.loaded += 1

    def can(self, command: str) -> bool:
        return command != "print_"

    def new_record(self) -> None:
        self.heard.append("new_record")

    def save(self) -> None:
        self.heard.append("save")

    def delete(self) -> None:
        self.heard.append("delete")

    def find(self) -> None:
        self.heard.append("find")

    def print_(self) -> None:
        self.heard.append("print_")

    def export(self) -> None:
        self.heard.append("export")

    def settle(self, proceed: Callable[[], None]) -> None:
        if not self.unsaved:
            proceed()

    @classmethod
    def opens(cls) -> frozenset[str]:
        return frozenset({"dealer"})

    def open_record(self, table: str, record_id: int) -> None:
        self.heard.append(f"open {table} {record_id}")


class Others(Section):
    """The second one."""

    name = "others"
    title = N_("Others")


class NotesPage(Page):
    sections = (Notes, Others)


class OtherPage(Page):
    sections: ClassVar = (Others,)


FEATURES = (Feature("first", N_("Notes"), "list", page="tests.ui.samples:NotesPage", opens=("dealers",)),
            Feature("second", N_("Others"), "map", page="tests.ui.samples:OtherPage"))


def example(path: Path) -> None:
    """Stands in for the example region: a database with nothing of its own."""
    from desktop.newdata import open_ready

    open_ready(path).close()
