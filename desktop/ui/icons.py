"""Icons: resources/icons/NAME.svg, drawn in the colours of the theme. A missing icon is an empty one."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from desktop.core.paths import resource
from desktop.ui import theme

SIZES = (16, 20, 24, 32, 48)  # of the pixmaps; 24, 32 and 48 serve 16 and 20 at 150 % and 200 %


def icon(name: str) -> QIcon:
    """The icon of that name for buttons, tabs and menus, tinted for the theme in force."""
    return _icon(name, "text", theme.is_dark())


def accent_icon(name: str) -> QIcon:
    """The same in the accent colour."""
    return _icon(name, "accent", theme.is_dark())


def pixmap(name: str, size: int, color: str = "muted") -> QPixmap:
    """A large drawing for an empty page or the start page, in logical pixels."""
    return _draw(_source(name), size * 2, theme.color(color), 2.0)


def window_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(resource("icons", "agridesk.svg")))


@cache
def _icon(name: str, color: str, _dark: bool) -> QIcon:
    made, source = QIcon(), _source(name)
    if not source:
        return made
    faded = theme.color("muted")
    faded.setAlpha(110)
    for size in SIZES:
        made.addPixmap(_draw(source, size, theme.color(color)), QIcon.Mode.Normal)
        made.addPixmap(_draw(source, size, faded), QIcon.Mode.Disabled)
    return made


@cache
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _draw(source: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    made = QPixmap(QSize(size, size))
    made.fill(Qt.GlobalColor.transparent)
    if source:
        painter = QPainter(made)
        tinted = source.replace("currentColor", color.name(QColor.NameFormat.HexRgb))
        painter.setOpacity(color.alphaF())
        QSvgRenderer(QByteArray(tinted.encode())).render(painter)
        painter.end()
    made.setDevicePixelRatio(ratio)
    return made
