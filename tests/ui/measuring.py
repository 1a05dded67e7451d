"""What of a screen can be seen: rows of tables, whole buttons, whole words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)


def seen(widget: QWidget) -> QRect:
    """What is seen of a widget, in its own coordinates: its box, cut by everything it stands in."""
    box, here = widget.rect(), widget
    corner = QPoint(0, 0)
    while (above := here.parentWidget()) is not None and not here.isWindow():
        corner += here.pos()
        box = box.intersected(above.rect().translated(-corner))
        here = above
    return box


def rows_seen(table: QTableView) -> int:
    """How many rows of the usual height are wholly seen below the heading, were there enough of them."""
    viewport = table.viewport()
    height = viewport.height() if scrolled(table) else seen(viewport).height()
    return height // max(table.verticalHeader().defaultSectionSize(), 1)


def scrolled(widget: QWidget) -> bool:
    """Whether a widget stands in an area that is scrolled to it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and (page := above.widget()) and page.height() > above.viewport().height():
            return True
        above = above.parentWidget()
    return False


def tables(within: QWidget) -> Iterator[QTableView]:
    """The tables in view, without the frozen columns that lie beside another."""
    for table in within.findChildren(QTableView):
        if table.isVisible() and table.objectName() != "frozen":
            yield table


def hidden_buttons(within: QWidget) -> list[str]:
    """The buttons that should be seen and are cut."""
    found = []
    for button in within.findChildren(QAbstractButton):
        own = button.isVisible() and not button.objectName().startswith("qt_")
        if own and not scrolled(button) and seen(button) != button.rect():
            found.append(f"{type(button).__name__} “{button.text() or button.toolTip()}” {seen(button).size().toTuple()}"
                         f" of {button.size().toTuple()}")
    return found


def cut_words(within: QWidget, but: Collection[str] = ()) -> list[str]:
    """The words that have less room than they need, `but` in widgets of these object names."""
    return [*_cut_widgets(within, but), *_cut_headings(within)]


def _cut_widgets(within: QWidget, but: Collection[str]) -> Iterator[str]:
    for kind in (QLabel, QPushButton, QToolButton, QComboBox):
        for widget in within.findChildren(kind):
            if not widget.isVisible() or widget.objectName() in but:
                continue
            if isinstance(widget, QLabel):
                if widget.wordWrap() or not widget.text() or "<" in widget.text():
                    if widget.wordWrap() and widget.text() and widget.heightForWidth(widget.width()) > widget.height() + 1:
                        yield f"{type(widget).__name__} high “{widget.text()}”"
                    continue
                needs = widget.fontMetrics().boundingRect(QRect(0, 0, 9999, 9999), 0, widget.text()).width()
                if needs > widget.contentsRect().width() + 1:
                    yield f"{type(widget).__name__} “{widget.text()}” {widget.contentsRect().width()} of {needs}"
            elif widget.width() < widget.sizeHint().width() - 1 and not isinstance(widget, QComboBox):
                if isinstance(widget, QToolButton) and not widget.text():
                    continue
                yield f"{type(widget).__name__} “{widget.text()}” {widget.width()} of {widget.sizeHint().width()}"
            elif isinstance(widget, QComboBox):
                needs = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 30
                if needs > widget.width():
                    yield f"QComboBox “{widget.currentText()}” {widget.width()} of {needs}"


def _cut_headings(within: QWidget) -> Iterator[str]:
    for table in within.findChildren(QTableView):
        if not table.isVisible():
            continue
        header = table.horizontalHeader()
        for place in range(header.count()):
            title = str(table.model().headerData(place, header.orientation()) or "")
            if header.isSectionHidden(place) or not title:
                continue
            needs = max(header.fontMetrics().horizontalAdvance(line) for line in title.split("\n")) + 8
            if needs > header.sectionSize(place):
                yield f"heading “{title}” {header.sectionSize(place)} of {needs}"


__all__ = ["QHeaderView", "QTabWidget", "cut_words", "hidden_buttons", "rows_seen", "seen", "tables"]
