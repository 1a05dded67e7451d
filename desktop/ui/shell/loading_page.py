"""The empty page that stands under a tab while its modules are loaded, and what shall happen once the tab is there.

Only the tab asked for last counts: what was to be shown on one that was left meanwhile is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel

from desktop.core.feature import Feature, load
from desktop.core.i18n import _
from desktop.ui.shell.ahead import RECORD

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

Then = Callable[[Any], object]


class LoadingPage(QLabel):
    """Shown in the stack of a window instead of a page; `ready(name)` is called when the tab of that name is loaded."""

    def __init__(self, window: MainWindow, ready: Callable[[str], None]) -> None:
        super().__init__(window.stack)
        self._window, self._ready = window, ready
        self._waiting: tuple[str, Then] | None = None
        self._was_loading = False
        self.setObjectName("start_subtitle")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        window.stack.addWidget(self)

    def begin(self, feature: Feature) -> None:
        """Stand in for the page of a tab and load it on the worker."""
        if self._waiting and self._waiting[0] != feature.name:
            self._waiting = None
        self.setText(_("Loading “{tab}”…").format(tab=_(feature.title)))
        self._window.stack.setCurrentWidget(self)

        places = (feature.page, RECORD) if self._waiting else (feature.page,)

        def work() -> str:
            for place in places:
                load(place)
            return feature.name

        self._window.tasks.read(work, self._loaded, self._failed)  # a bound method: only the newest is heard of

    def wait(self, name: str, then: Then | None) -> None:
        """Have `then(page)` called when the tab of that name is shown next, unless another one is shown before. To ask for the
        same tab once more, with nothing to do there, leaves what waits for it."""
        if then or not (self._waiting and self._waiting[0] == name):
            self._waiting = (name, then) if then else None

    def arrived(self, name: str, page: Any) -> None:
        """The page of a tab is shown: do what waited for it; once it is painted, if it had to be loaded."""
        waiting, self._waiting = self._waiting, None
        if waiting and waiting[0] == name:
            then = waiting[1]
            if self._was_loading:
                QTimer.singleShot(0, lambda: then(page) if self._window.page is page else None)
            else:
                then(page)

    @Slot(str)
    def _loaded(self, name: str) -> None:
        if self._window.stack.currentWidget() is self:
            self._was_loading = True
            self._ready(name)
            self._was_loading = False

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._waiting = None
        self.setText(_("This tab could not be loaded."))
        self._window.on_error(error)
