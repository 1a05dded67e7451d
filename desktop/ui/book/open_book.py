"""A book as its parts know it: what they ask of it, so that none of them hangs on how a book is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from PySide6.QtWidgets import QSplitter, QWidget

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.listing import Listing
from desktop.core.records import Record
from desktop.ui.book.child import Child, Tab
from desktop.ui.book.division import Division
from desktop.ui.book.hints import Asks, Doubts, Similar
from desktop.ui.book.remembered import BookMemory
from desktop.ui.book.subtabs import SubTabs
from desktop.ui.context import Context
from desktop.ui.fields.body import Editors
from desktop.ui.fields.form import Form
from desktop.ui.lists.pane import ListPane
from desktop.ui.page import Tool

Sheet = tuple[str, Callable[[Database, int], Document]]
"""What the menu of a row calls the paper of one record, and what makes it."""


class RecordSide(Protocol):
    """The side of a book on which its record stands (`record_pane.RecordPane`)."""

    form: Form
    tabs: SubTabs
    splitter: Division

    def name(self) -> str:
        """What the record shown is called."""
        ...

    def show_record(self, record: Record | None, *, new: bool = False, anew: bool = True) -> None:
        """Show title and sub-tabs of `record`; `anew`: another record than before."""
        ...


class Storing(Protocol):
    """The way of a book's record into the database (`saving.Saving`)."""

    def save(self, after: Callable[[], None] | None = None) -> None:
        """Store what is typed, then call `after`; where something in it is wrong, mark that and do neither."""
        ...


class OpenBook(Protocol):
    """What the parts of a book (`book.Book`) know of it."""

    listing: ClassVar[Listing]
    editors: ClassVar[Editors]
    children: ClassVar[tuple[Child, ...]]
    bulk: ClassVar[tuple[str, ...]]
    paper: ClassVar[Sheet | None]
    duplicates: ClassVar[Similar | None]
    doubts: ClassVar[Doubts | None]
    asks: ClassVar[Asks | None]
    down: ClassVar[Sequence[int]]
    context: Context
    record: Record | None
    is_new: bool
    list: ListPane
    splitter: QSplitter
    memory: BookMemory

    @property
    def saving(self) -> Storing:
        """What stores its record."""
        ...

    @property
    def pane(self) -> RecordSide:
        """The record's side."""
        ...

    @property
    def fields(self) -> Form:
        """The form of the record."""
        ...

    def window(self) -> QWidget:
        """What dialogs about its records stand over."""
        ...

    def tools(self) -> Sequence[Tool]:
        """Further buttons above the record."""
        ...

    def extra_tabs(self) -> Sequence[Tab]:
        """Further sub-tabs."""
        ...

    def defaults(self) -> Mapping[str, Any]:
        """What a new record starts with."""
        ...

    def show_record(self, record: Record | None) -> None:
        """Show a record in the form and what belongs to it below; None: an empty form."""
        ...

    def record_shown(self, record: Record | None) -> None:
        """Another record is shown."""
        ...

    def can(self, command: str) -> bool:
        """Which of the standard commands can be used now."""
        ...

    def tell_commands(self, *_anything: Any) -> None:
        """What can be done now may have changed."""
        ...

    def show_dirty(self, *_dirty: bool) -> None:
        """Something was typed, or nothing is any more."""
        ...

    def keep_sizes(self, *_place: int) -> None:
        """Remember how the screen is divided."""
        ...

    def settle(self, proceed: Callable[[], None]) -> None:
        """Ask what becomes of what is typed and not saved; call `proceed` unless the user stays."""
        ...

    def discard(self) -> None:
        """Forget what was typed."""
        ...

    def escape(self) -> None:
        """From the form to the list."""
        ...

    def new_record(self) -> None:
        """Begin a new record."""
        ...

    def duplicate(self) -> None:
        """Begin a new record with the values of the one shown."""
        ...

    def save(self) -> None:
        """Save what was typed."""
        ...

    def save_and_next(self) -> None:
        """Save, then begin another record."""
        ...

    def delete(self) -> None:
        """Put the selected records into the recycle bin."""
        ...

    def print_record(self) -> None:
        """Preview the paper of the record that is open."""
        ...

    def print_list(self) -> None:
        """Preview exactly what the list shows."""
        ...

    def export(self) -> None:
        """Write exactly what the list shows into a file."""
        ...

    def open_apart(self) -> None:
        """Show the selected records in a window of their own."""
        ...

