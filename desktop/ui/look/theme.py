"""The look: Fusion, two palettes, one accent, one style sheet; the font."""

from __future__ import annotations

import re
import sys
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.core.i18n import CHINESE, system_language
from desktop.core.paths import resource

FAMILY = "Noto Sans SC"
LIGHT = {
    "window": "#f4f6f3",
    "base": "#ffffff",
    "alternate": "#f7f9f6",
    "text": "#1d2621",
    "muted": "#63716a",
    "border": "#d3dad4",
    "line": "#e4e9e4",
    "button": "#fbfcfb",
    "hover": "#e9efe9",
    "pressed": "#dbe5dc",
    "accent": "#2b7a4b",
    "accent_hover": "#236640",
    "on_accent": "#ffffff",
    "selection": "#d2e8d9",
    "on_selection": "#12261a",
    "tooltip": "#fffdf0",
    "late": "#b3261e",
    "soon": "#a15c00",
    "info": "#2b6a99",
    "good": "#2b7a4b",
    "late_soft": "#fbe6e4",
    "soon_soft": "#fdf0dc",
    "info_soft": "#e3eff7",
    "good_soft": "#e1f1e6",
}
DARK = {
    "window": "#1d2220",
    "base": "#161a18",
    "alternate": "#1b201e",
    "text": "#e1e7e2",
    "muted": "#95a29a",
    "border": "#3a433e",
    "line": "#2a312d",
    "button": "#262d29",
    "hover": "#2d3631",
    "pressed": "#37423c",
    "accent": "#58b27f",
    "accent_hover": "#6cc392",
    "on_accent": "#0f1a14",
    "selection": "#28543c",
    "on_selection": "#f0f6f2",
    "tooltip": "#2b322e",
    "late": "#ff8a80",
    "soon": "#f2b25c",
    "info": "#7fbce6",
    "good": "#58b27f",
    "late_soft": "#43211f",
    "soon_soft": "#3f3018",
    "info_soft": "#1d3342",
    "good_soft": "#1e3a2a",
}
_colors = dict(LIGHT)


def color(name: str) -> QColor:
    """A colour of the theme in force: text, muted, border, accent, late, soon, info, good, late_soft …"""
    return QColor(_colors[name])


def is_dark() -> bool:
    """Whether the dark palette is in force."""
    return _colors == DARK


def apply(choice: str, points: int) -> None:
    """Dress the program: "light", "dark", or "system"; `points`: the size of the font that `use_font` will bring."""
    chosen = DARK if choice == "dark" or (choice == "system" and _system_is_dark()) else LIGHT
    _colors.update(chosen)
    app = _app()
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet(points))


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _system_is_dark() -> bool:
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def style_sheet(points: int) -> str:
    """resources/style.qss with the colours of the theme in place of @names, and sizes in place of shares of the font's."""
    text = resource("style.qss").read_text(encoding="utf-8")
    icons = resource("icons").as_posix()
    colors = {**_colors, "icons": icons, "shade": "dark" if is_dark() else "light"}
    text = re.sub(r"font-size: (\d+)%", lambda found: f"font-size: {_within(points) * int(found[1]) / 100:g}pt", text)
    return re.sub(r"@([a-z_]+)", lambda found: colors[found[1]], text)


def _within(points: int) -> int:
    """The size of the font, never so small or large that the settings could not be reached any more."""
    return max(7, min(points, 24))


def _palette() -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "base"),
        (role.AlternateBase, "alternate"),
        (role.Text, "text"),
        (role.Button, "button"),
        (role.ButtonText, "text"),
        (role.BrightText, "late"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "on_selection"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "tooltip"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Light, "base"),
        (role.Midlight, "line"),
        (role.Mid, "border"),
        (role.Dark, "muted"),
        (role.Shadow, "border"),
        (role.Accent, "accent"),
    ):
        palette.setColor(target, color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        faded = color("muted")
        faded.setAlpha(150)
        palette.setColor(QPalette.ColorGroup.Disabled, target, faded)
    return palette


def use_font(points: int, language: str) -> None:
    """The window's font: the system's on Windows and macOS, which always have Chinese; else the one we carry.

    In English its quotation marks and dashes take the room of Latin letters, not that of a Chinese character. The language is
    that of the settings, "" where it follows the system.
    """
    font = QFont(QApplication.font())
    if sys.platform not in ("win32", "darwin"):
        _load("NotoSansSC_400Regular.ttf")
        font.setFamilies([FAMILY])
    font.setPointSize(_within(points))
    if (language or system_language()) != CHINESE:
        font.setFeature(QFont.Tag("palt"), 1)
    else:
        font.unsetFeature(QFont.Tag("palt"))  # of the language before
    QApplication.setFont(font)


def load_bold() -> None:
    """Load the bold face too, once the window stands."""
    if sys.platform not in ("win32", "darwin"):
        _load("NotoSansSC_700Bold.ttf")


@cache
def _load(name: str) -> int:
    return QFontDatabase.addApplicationFont(str(resource("fonts", name)))
