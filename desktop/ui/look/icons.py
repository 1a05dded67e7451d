"""Icons: resources/icons/NAME.svg, drawn in the colours of the theme. A missing icon is an empty one."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from desktop.core.paths import resource
from desktop.ui.look import theme

BAR = (20,)
FADED = 0.27  # how strongly the icon of what cannot be used now is drawn
ALL = (16, 20)  # logical pixels: menus and buttons, toolbar and tabs; drawn exactly for the screen's scale


def icon(name: str) -> QIcon:
    """The icon of that name for buttons, tabs and menus, tinted for the theme in force."""
    return _icon(name, ALL, theme.is_dark())


def bar_icon(name: str) -> QIcon:
    """The same for toolbar and tabs only, drawn in half the time."""
    return _icon(name, BAR, theme.is_dark())


def large_icon(name: str) -> QIcon:
    """A large one in the accent colour, for the start page."""
    return QIcon(pixmap(name, 48, "accent"))


def pixmap(name: str, size: int, color: str = "muted") -> QPixmap:
    """A large drawing for an empty page or the start page, in logical pixels."""
    return _draw(_source(name), size * 2, theme.color(color), 2.0)


def window_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(resource("icons", "agridesk.svg")))


@cache
def _icon(name: str, sizes: tuple[int, ...], _dark: bool) -> QIcon:
    made, source = QIcon(), _source(name)
    if not source:
        return made
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    for size in sizes:
        drawn = _draw(source, round(size * ratio), theme.color("text"), ratio)
        made.addPixmap(drawn, QIcon.Mode.Normal)
        made.addPixmap(_faded(drawn), QIcon.Mode.Disabled)
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
        QSvgRenderer(tinted.encode()).render(painter)
        painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _faded(drawn: QPixmap) -> QPixmap:
    """A drawing made paler: a tenth of the cost of drawing it anew."""
    made = QPixmap(drawn.size())
    made.setDevicePixelRatio(drawn.devicePixelRatio())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(FADED)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return made
