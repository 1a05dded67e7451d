"""The slim row above the sections of a page: a button for each, or for a group of them that is not in view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.ui.look.menus import hang


class Titled(Protocol):
    """A section, as far as the row knows it."""

    name: ClassVar[str]
    title: ClassVar[str]


Together = tuple[str, Sequence[type[Titled]]]
"""The name that sections have together, "" where they have none, and the sections."""


class SectionRow(QWidget):
    """`chosen` names the section that is wanted; `show_chosen` marks the one in view and unfolds its group."""

    chosen = Signal(str)

    def __init__(self, groups: Sequence[Together], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sections")
        self._titles: list[tuple[QToolButton, str]] = []
        self.buttons: dict[str, QToolButton] = {}
        self.heads: dict[str, QToolButton] = {}  # by the title of the group
        self._groups = groups
        self._named: list[QToolButton] = []  # the names of folded groups, the sections of the one in view
        self._fitting = False
        self._seen = {title: sections[0].name for title, sections in groups}  # the section a group was left at
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(6, 4, 6, 0)
        self._line.setSpacing(2)
        for title, sections in groups:
            self._add(title, sections)
        self._more = QToolButton(self)
        self._more.setAutoRaise(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hang(self._more, QMenu(self._more))
        self._line.addWidget(self._more)
        self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # what has no room is in the menu
        self.retranslate()

    def _add(self, title: str, sections: Sequence[type[Titled]]) -> None:
        if len(sections) > 1 and title:
            head = self._button(title)
            head.setProperty("group", True)
            head.clicked.connect(partial(self._on_head, title))
            self.heads[title] = head
        for kind in sections:
            button = self._button(kind.title)
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_button, kind.name))
            self.buttons[kind.name] = button

    def _button(self, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._titles.append((button, title))
        self._line.addWidget(button)
        return button

    def _on_head(self, title: str, _checked: bool = False) -> None:
        self.chosen.emit(self._seen[title])
        self.buttons[self._seen[title]].setFocus()  # the name that had it is folded away

    def _on_button(self, name: str, _checked: bool = False) -> None:
        self.chosen.emit(name)

    def show_chosen(self, name: str) -> None:
        """Mark the section in view; the group it belongs to stands unfolded, the others by their names."""
        self._named = []
        for title, sections in self._groups:
            names = [kind.name for kind in sections]
            here = name in names
            if here:
                self._seen[title] = name
            head = self.heads.get(title)
            self._named += [head] if head and not here else [self.buttons[other] for other in names]
        for other, button in self.buttons.items():
            button.setChecked(other == name)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the names that have room; the others go into a menu at the end, those of folded groups first."""
        fitted = -1
        while self._named and not self._fitting and fitted != self.width():  # what is hidden may move the row once more
            fitted, self._fitting = self.width(), True
            self._show(self._with_room(fitted))
            self._fitting = False

    def _with_room(self, width: int) -> list[QToolButton]:
        kept = list(self._named)
        while len(kept) > 1 and self._needs(kept) > width:
            folded = [button for button in kept if button in self.heads.values()]
            kept.remove((folded or [button for button in kept if not button.isChecked()])[-1])
        return kept

    def _show(self, kept: Sequence[QToolButton]) -> None:
        menu = self._more.menu()
        menu.clear()
        for button in self._named:
            if button not in kept:
                menu.addAction(button.text(), button.click)
        self._more.setVisible(bool(menu.actions()))
        for button, _title in self._titles:
            button.setVisible(button in kept)

    def _needs(self, kept: Sequence[QToolButton]) -> int:
        """The width that these names take, with the menu where not all are among them."""
        shown = [*kept, *([self._more] if len(kept) < len(self._named) else [])]
        margins = self._line.contentsMargins()
        spacing = self._line.spacing() * len(shown)
        return sum(button.sizeHint().width() for button in shown) + spacing + margins.left() + margins.right()

    def retranslate(self) -> None:
        """The names in the language in force."""
        for button, title in self._titles:
            text = _(title).replace("&", "&&")
            button.setText(f"{text} ›" if button.property("group") else text)
        self._more.setText(_("More"))
        self._fit()
