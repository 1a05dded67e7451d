"""F1: help pages from resources/help/<language>/*.md, the one for the list or dialog in view first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.i18n import _
from desktop.core.paths import resource
from desktop.ui import loader
from desktop.ui.dialogs.placed import PlacedDialog

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

ORDER = ("start", "today", "lists", "dealers", "sales", "market", "trials", "analysis", "series", "report", "field", "training",
         "service", "handouts", "labels", "reports", "import", "printing", "backup", "exchange", "encryption", "settings",
         "shortcuts")


def topics() -> list[tuple[str, str, Path]]:
    """The help pages in the language in force, in order: (name, title, file). The title is the first line."""
    folder = resource("help", i18n.language())
    found = {path.stem: path for path in folder.glob("*.md")}
    names = [n for n in ORDER if n in found] + sorted(n for n in found if n not in ORDER)
    return [(name, _first_line(found[name]), found[name]) for name in names]


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ").strip()


class HelpDialog(PlacedDialog):
    """The pages, with a list of them at the left. Links between pages are `name.md`."""

    def __init__(self, over: QWidget, topic: str) -> None:
        super().__init__(over)
        self.setWindowTitle(_("Help"))
        body = loader.load("help", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(body)
        names, page = body.findChild(QListWidget, "topics"), body.findChild(QTextBrowser, "page")
        assert names is not None and page is not None
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


def show_help(window: MainWindow) -> None:
    """Open the help at the page for the list in view, else for its tab."""
    features, number = window.program.features, window.tabs.currentIndex()
    names = [features[number].name] if window.page and 0 <= number < len(features) else []
    if window.page and window.page.sections:
        names.insert(0, window.page.section.name)
    HelpDialog(window, topic_of(*names)).show()
