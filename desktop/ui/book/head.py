"""The line above a record: its name, what it belongs to, the tools of its book, the buttons that save.

The name comes first: it is whole wherever the line has room for it. The tools that then have no room stand by their names in
a menu at the end; none of them is ever an icon that has to be guessed, and nothing lies over anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.ui.look.elided import ElidedLabel
from desktop.ui.look.icons import icon
from desktop.ui.look.menus import hang

if TYPE_CHECKING:
    from desktop.ui.page import Tool

NARROWEST = 260  # logical pixels: the record's side at the least; a long name is cut rather than the list squeezed
DETAIL = 180  # logical pixels of the detail for which tools go into the menu; what it needs beyond that is cut first
LEAST_DETAIL = 60  # logical pixels below which no word of a detail could be read
GAP = 8


class Head(QWidget):
    """Name, detail and tools of a record; `fit` divides the line between them. `buttons` at the end save."""

    def __init__(self, tools: Sequence[Tool], buttons: Sequence[QPushButton], parent: QWidget) -> None:
        super().__init__(parent)
        self.title, self.detail = ElidedLabel(self), ElidedLabel(self)
        self.title.setObjectName("record_title")
        self.detail.setObjectName("record_detail")
        self.tools = [self._make_tool(tool) for tool in tools]
        self._made_of = list(tools)
        self._offered = list(self.tools)
        self._first = [button for button, tool in zip(self.tools, tools, strict=True) if tool.first]
        self._buttons = list(buttons)
        self.more = QToolButton(self)
        self.more.setText(_("More"))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hang(self.more, QMenu(self.more))
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(NARROWEST)

    def _lay_out(self) -> None:
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        for label in (self.title, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            line.addWidget(label)
        line.addStretch(1)
        for button in (*self.tools, self.more, *self._buttons):
            line.addWidget(button)

    def _make_tool(self, tool: Tool) -> QToolButton:
        button = QToolButton(self)
        button.setText(_(tool.title))
        button.setIcon(icon(tool.icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if tool.menu:
            menu = QMenu(_(tool.title), button)
            menu.setIcon(icon(tool.icon))
            for item in tool.menu:
                menu.addAction(icon(item.icon), _(item.title), item.callback)
            hang(button, menu)
        else:
            button.clicked.connect(tool.callback)
        return button

    def offer(self, *, stored: bool) -> None:
        """Offer the tools that can be used of the record shown, `stored` or new; others would only take room."""
        self._offered = [button for button, tool in zip(self.tools, self._made_of, strict=True)
                         if (stored or not tool.needs_record) and (tool.when is None or tool.when())]
        self.fit()

    def say(self, title: str, detail: str) -> None:
        """Name the record, and what it belongs to."""
        self.title.setText(title)
        self.detail.setText(detail)
        self.fit()

    def fit(self) -> None:
        """Divide the line: the whole name, what can be read of the detail, then as many tools as have room."""
        room = self.width() - sum(_with_gap(b) for b in self._buttons if not b.isHidden())
        title, detail = (_whole(label) for label in (self.title, self.detail))
        shown = list(self._offered)
        for button in sorted(shown, key=lambda button: (button in self._first, -self._offered.index(button))):
            if title + min(detail, DETAIL) + self._needs(shown) <= room:
                break
            shown.remove(button)
        left = room - self._needs(shown)
        title = max(min(title, left), 0)
        left -= title
        self.title.setFixedWidth(title)
        self.detail.setFixedWidth(min(detail, left) if left >= min(LEAST_DETAIL, detail) else 0)
        self.title.setToolTip("" if self.detail.width() else self.detail.text())
        self._show(shown, [button for button in self._offered if button not in shown])

    def _needs(self, shown: Sequence[QToolButton]) -> int:
        """The width of these tools, with the menu where not all are among them, and the gap before them."""
        return sum(_with_gap(button) for button in (*shown, *([self.more] if len(shown) < len(self._offered) else []))) + GAP

    def _show(self, shown: Sequence[QToolButton], behind: Sequence[QToolButton]) -> None:
        menu = self.more.menu()
        if [action.text() for action in menu.actions()] != [button.text() for button in behind]:
            menu.clear()
            for button in behind:
                if own := button.menu():
                    menu.addMenu(own)
                else:
                    menu.addAction(button.icon(), button.text(), button.click)
        self.more.setVisible(bool(behind))
        for button in self.tools:
            button.setVisible(button in shown)
        self._line.activate()  # at once: in between the parts would lie over each other

    def minimumSizeHint(self) -> QSize:
        """As high as what stands in it; how wide it must be is said above."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is first shown nothing has its font and its padding."""
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()


def _whole(label: QLabel) -> int:
    """The width of all its words with the gap behind them; 0 where it has none."""
    label.ensurePolished()
    return label.sizeHint().width() + GAP if label.text() else 0


def _with_gap(button: QToolButton | QPushButton) -> int:
    button.ensurePolished()
    return button.sizeHint().width() + GAP
