"""F1: help pages from resources/help/<language>/*.md, the one for the list or dialog in view first; About."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from desktop.core import i18n
from desktop.core.i18n import N_, _
from desktop.core.paths import resource
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.shell.window import Window

ORDER = ("start", "today", "lists", "dealers", "trials", "analysis", "series", "report", "field", "training", "service",
         "handouts", "labels", "import", "printing", "backup", "settings", "shortcuts")


def topics() -> list[tuple[str, str, Path]]:
    """The help pages in the language in force, in order: (name, title, file). The title is the first line."""
    folder = resource("help", i18n.language())
    found = {path.stem: path for path in folder.glob("*.md")}
    names = [n for n in ORDER if n in found] + sorted(n for n in found if n not in ORDER)
    return [(name, _first_line(found[name]), found[name]) for name in names]


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ").strip()


class HelpDialog(FormDialog):
    """The pages, with a list of them at the left. Links between pages are `name.md`."""

    def __init__(self, over: QWidget, topic: str) -> None:
        super().__init__("help", N_("Help"), over)
        names, page = self.part("topics"), self.part("page")
        assert isinstance(names, QListWidget) and isinstance(page, QTextBrowser)
        self.names, self.page = names, page
        page.setOpenLinks(False)
        page.document().setDocumentMargin(18)
        page.anchorClicked.connect(self._follow)
        self._files = {name: path for name, _title, path in topics()}
        for name, title, _path in topics():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            names.addItem(item)
        names.currentItemChanged.connect(self._picked)
        self.show_topic(topic)

    def show_topic(self, name: str) -> None:
        """Show the page of that name."""
        for number in range(self.names.count()):
            if self.names.item(number).data(Qt.ItemDataRole.UserRole) == name:
                self.names.setCurrentRow(number)

    @Slot(QListWidgetItem)
    def _picked(self, item: QListWidgetItem | None) -> None:
        if item:
            self.page.setMarkdown(self._files[item.data(Qt.ItemDataRole.UserRole)].read_text(encoding="utf-8"))

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        if url.isRelative():
            self.show_topic(url.path().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(url)


def topic_of(*names: str) -> str:
    """The first of the names that has a page of its own, else the page for beginners."""
    known = {name for name, _title, _path in topics()}
    return next((name for name in names if name in known), "start")


def show_help(window: Window) -> None:
    """Open the help at the page for the list in view, else for its tab."""
    features, number = window.program.features, window.tabs.currentIndex()
    names = [features[number].name] if window.page and 0 <= number < len(features) else []
    if window.page and window.page.sections:
        names.insert(0, window.page.section.name)
    HelpDialog(window, topic_of(*names)).show()


def show_about(window: Window) -> None:
    """Name, version and what the program stands on."""
    from desktop.ui.shell.crash import versions

    messages.inform(
        window,
        _("AgriDesk keeps a region's dealers, trials, training, technical service and labels on one computer.")
        + "\n\n"
        + versions()
        + "\n\n"
        + _("Font: Noto Sans SC, SIL Open Font License 1.1. Window: Qt, LGPL 3. Database: SQLite."),
    )
