"""Language, theme and font size: applied at once when changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.core import i18n
from desktop.ui.look import theme
from desktop.ui.translate import Language, use_formats

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.core.settings import Settings
    from desktop.ui.context import MainWindow

_languages: list[Language] = []


def arguments(program: str) -> list[str]:
    """What QApplication is started with. The style is named here: asking for it later costs 5 ms of loading QStyle."""
    return [program, "-style", "fusion"]


def dress(app: QApplication, settings: Settings, language: str = "") -> None:
    """Give the program its font, palette and language before the window is made; Fusion is asked for in `arguments`."""
    _dress(settings, language or settings.get("language"))
    _translators(app).use(language or settings.get("language"))


def _dress(settings: Settings, language: str) -> None:
    """Palette and style first: they bring back Windows' own fonts of lists, menus and boxes, which the font then replaces."""
    points = settings.get("font_size")
    theme.apply(settings.get("theme"), points)
    theme.use_font(points, language)


def _translators(app: QApplication) -> Language:
    if not _languages:
        _languages.append(Language(app))
    return _languages[0]


def change(window: MainWindow, setting: str, value: Any, done: Callable[[], None] | None = None) -> None:
    """Change language, theme or font size, keep it, and show it at once; then `done()`.

    Unsaved input is settled first; where the user would rather stay with it nothing changes, and `done` is not called.
    """
    def go_on() -> None:
        _change(window, setting, value)
        if done is not None:
            done()

    window.settle(go_on)


def _change(window: MainWindow, setting: str, value: Any) -> None:
    from PySide6.QtWidgets import QApplication

    window.settings.set(setting, value)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if setting == "language":
        _translators(app).use(value)
        use_formats()
        theme.use_font(window.settings.get("font_size"), value)
    else:
        _dress(window.settings, i18n.language())
    window.rebuild_pages()
    if window.context:
        (window.context.language_changed if setting == "language" else window.context.theme_changed).emit()
