"""The names of the sections above a page: a button for each or for a group of them, and below it those of the group in view.

Whatever is chosen, the names of the first line keep their place: what was clicked stays under the mouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.ui.look.least_rows import TALL
from desktop.ui.look.menus import hang


class Titled(Protocol):
    """A section, as far as the row knows it."""

    name: ClassVar[str]
    title: ClassVar[str]


Together = tuple[str, Sequence[type[Titled]]]
"""The name that sections have together, "" where they have none, and the sections."""


class Names(QWidget):
    """A line of buttons; those without room go into a menu at its end, the one chosen never."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[QToolButton] = []
        self._all: list[QToolButton] = []
        self._fitting = False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(6, 2, 6, 2)
        self._line.setSpacing(2)
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hang(self.more, QMenu(self.more))
        self._line.addWidget(self.more)
        self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # what has no room is in the menu

    def button(self) -> QToolButton:
        """A further button, before the menu."""
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._line.insertWidget(len(self._all), button)
        self._all.append(button)
        return button

    def set_dense(self, dense: bool) -> None:
        """Whether nothing is left free above and below the names."""
        above = 0 if dense else 2
        if self._line.contentsMargins().top() != above:
            self._line.setContentsMargins(6, above, 6, above)

    def show_names(self, buttons: Sequence[QToolButton]) -> None:
        """Show these buttons, in their order."""
        self._shown = list(buttons)
        self._show(self._shown)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show the names that have room."""
        fitted = -1
        while self._shown and not self._fitting and fitted != self.width():  # what is hidden may move the row once more
            fitted, self._fitting = self.width(), True
            self._show(self._with_room(fitted))
            self._fitting = False

    def _with_room(self, width: int) -> list[QToolButton]:
        kept = list(self._shown)
        while len(kept) > 1 and self._needs(kept) > width:
            kept.remove([button for button in kept if not button.isChecked()][-1])
        return kept

    def _show(self, kept: Sequence[QToolButton]) -> None:
        menu = self.more.menu()
        menu.clear()
        for button in self._shown:
            if button not in kept:
                menu.addAction(button.text(), button.click)
        self.more.setVisible(bool(menu.actions()))
        for button in self._all:
            button.setVisible(button in kept)

    def _needs(self, kept: Sequence[QToolButton]) -> int:
        """The width that these names take, with the menu where not all are among them."""
        shown = [*kept, *([self.more] if len(kept) < len(self._shown) else [])]
        margins = self._line.contentsMargins()
        spacing = self._line.spacing() * len(shown)
        return sum(button.sizeHint().width() for button in shown) + spacing + margins.left() + margins.right()


class SectionRow(QWidget):
    """`chosen` names the section that is wanted; `show_chosen` marks the one in view and shows its group's sections below."""

    chosen = Signal(str)

    def __init__(self, groups: Sequence[Together], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sections")
        self._titles: list[tuple[QToolButton, str]] = []
        self.buttons: dict[str, QToolButton] = {}
        self.heads: dict[str, QToolButton] = {}  # by the title of the group
        self._groups = groups
        self._now = ""  # the title of the group in view
        self._seen = {title: sections[0].name for title, sections in groups}  # the section a group was left at
        self.top, self.below = Names(self), Names(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 2, 0, 0)
        lines.setSpacing(0)
        for names in (self.top, self.below):
            lines.addWidget(names)
        self._first = [button for title, sections in groups for button in self._add(title, sections)]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def _add(self, title: str, sections: Sequence[type[Titled]]) -> list[QToolButton]:
        """The buttons of a group; gives those of the first line."""
        grouped = len(sections) > 1 and bool(title)
        if grouped:
            head = self._button(title, self.top)
            head.setProperty("group", True)
            head.clicked.connect(partial(self._on_head, title))
            self.heads[title] = head
        for kind in sections:
            button = self._button(kind.title, self.below if grouped else self.top)
            button.clicked.connect(partial(self._on_button, kind.name))
            self.buttons[kind.name] = button
        return [self.heads[title]] if grouped else [self.buttons[kind.name] for kind in sections]

    def _button(self, title: str, names: Names) -> QToolButton:
        button = names.button()
        self._titles.append((button, title))
        return button

    def _on_head(self, title: str, _checked: bool = False) -> None:
        head = self.heads[title]
        if not self._low() or head.isHidden():
            self.chosen.emit(self._seen[title])
            return
        head.setChecked(title == self._now)  # what is offered is not chosen yet
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._names(title):
            entry = menu.addAction(self.buttons[name].text(), partial(self.chosen.emit, name))
            entry.setCheckable(True)
            entry.setChecked(self.buttons[name].isChecked())
        menu.popup(head.mapToGlobal(head.rect().bottomLeft()))

    def _names(self, title: str) -> list[str]:
        """The sections of a group."""
        return [kind.name for other, sections in self._groups if other == title for kind in sections]

    def _low(self) -> bool:
        """Whether the window has no height for a second line: the names of a group are in a menu then."""
        return self.window().height() < TALL

    def fold(self) -> None:
        """Show the second line where the window has height for it; else the first says which section is in view."""
        low = self._low()
        for names in (self.top, self.below):
            names.set_dense(low)
        self.below.setVisible(self._now in self.heads and not low)
        for title, head in self.heads.items():
            text = _(title).replace("&", "&&")
            here = next((self.buttons[n].text() for n in self._names(title) if self.buttons[n].isChecked()), "")
            head.setText(f"{text} · {here} ▾" if here and low else f"{text} ▾")
        self.top.fit()

    def _on_button(self, name: str, _checked: bool = False) -> None:
        self.chosen.emit(name)

    def show_chosen(self, name: str) -> None:
        """Mark the section in view and its group, whose sections stand in the second line."""
        for other, button in self.buttons.items():
            button.setChecked(other == name)
        inside: list[QToolButton] = []
        for title, sections in self._groups:
            names = [kind.name for kind in sections]
            if name in names:
                self._seen[title], self._now = name, title
                inside = [self.buttons[other] for other in names] if title in self.heads else []
            if title in self.heads:
                self.heads[title].setChecked(name in names)
        self.below.show_names(inside)
        self.top.show_names(self._first)
        self.fold()

    def retranslate(self) -> None:
        """The names in the language in force."""
        for button, title in self._titles:
            button.setText(_(title).replace("&", "&&"))
        for names in (self.top, self.below):
            names.more.setText(_("More"))
            names.fit()
        self.fold()
