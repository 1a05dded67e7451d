"""A sub-tab that reads its record when it is seen, and again when something it shows has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.core.records import Record

if TYPE_CHECKING:
    from desktop.ui.context import Context

NOT_COUNTED = -1  # what `count_changed` of a tab tells until it is seen and counts


class SeenTab(QWidget):
    """Shows the record given to `show_record`. Set `watched`, the tables it shows; `read` starts reading on the worker."""

    watched: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.record_id: int | None = None
        self._stale = True
        context.changed.connect(self._on_changed)

    def read(self, record_id: int) -> None:
        """Start reading; the answer may come when another record is shown."""
        raise NotImplementedError

    def show_record(self, record: Record | None) -> None:
        """Show another record, as soon as it is seen."""
        self.record_id = record.id if record else None
        self.read_again()

    def read_again(self) -> None:
        """What is shown holds no longer; nor does the number behind the title of a tab that nobody sees."""
        self._stale = True
        counted: Any = getattr(self, "count_changed", None)
        if counted and not self.isVisible():
            counted.emit(NOT_COUNTED)
        self._read_if_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_seen()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & self.watched:
            self.read_again()

    def _read_if_seen(self) -> None:
        if self._stale and self.isVisible() and self.record_id is not None:
            self._stale = False
            self.read(self.record_id)
