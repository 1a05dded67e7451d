"""The word in the status bar on what was left behind unsaved, and the way back to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop.core.i18n import _
from desktop.ui.context import MainWindow
from desktop.ui.page import Page, Section
from desktop.ui.unsaved import unfold


class UnsavedNotice(QObject):
    """Keeps the status bar of a window in step with what is typed out of view."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.status.unsaved_wanted.connect(self.go)

    @Slot()
    def look(self) -> None:
        """Show what is held out of view; nothing where there is none, or no database."""
        context = self._window.context
        held = context.unsaved.away() if context else []
        first = held[0].said() if held else ""
        more = _("{said} (and {n} more)").format(said=first, n=len(held) - 1) if len(held) > 1 else first
        whole = "\n".join([*(each.said() for each in held), _("Lists, accounts and papers count what is stored.")])
        self._window.status.show_unsaved(more, whole)

    @Slot()
    def go(self) -> None:
        """Show the first of what is held out of view."""
        context = self._window.context
        for held in context.unsaved.away()[:1] if context else ():
            inside = unfold(held.owner)
            page = next((w for w in inside if isinstance(w, Page)), None)
            section = next((w for w in inside if isinstance(w, Section)), None)
            name = next((n for n, made in self._window.pages.items() if made is page), "")
            if page is None or section is None or not self._window.show_page(name):
                held.owner.window().raise_()
                continue
            page.show_section(section.name)
