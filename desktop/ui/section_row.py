"""The slim row above the sections of a page: a button for each, or for a group of them that is not in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.ui.page import Section


@dataclass(frozen=True)
class Group:
    """Sections that belong together, under one name."""

    title: str
    sections: tuple[type[Section], ...]


class SectionRow(QWidget):
    """`chosen` names the section that is wanted; `show_chosen` marks the one in view and unfolds its group."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[type[Section]], groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sections")
        self._titles: list[tuple[QToolButton, str]] = []
        self.buttons: dict[str, QToolButton] = {}
        self.heads: dict[str, QToolButton] = {}  # by the title of the group
        self._groups = groups
        self._seen = {group.title: group.sections[0].name for group in groups}  # the section a group was left at
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(6, 4, 6, 0)
        self._line.setSpacing(2)
        for group in groups or [Group("", tuple(sections))]:
            self._add(group)
        self._line.addStretch(1)
        self.retranslate()

    def _add(self, group: Group) -> None:
        if len(group.sections) > 1 and group.title:
            head = self._button(group.title)
            head.setProperty("group", True)
            head.clicked.connect(partial(self._on_head, group.title))
            self.heads[group.title] = head
        for kind in group.sections:
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
        for group in self._groups:
            names = [kind.name for kind in group.sections]
            here = name in names
            if here:
                self._seen[group.title] = name
            if head := self.heads.get(group.title):
                head.setVisible(not here)
                for other in names:
                    self.buttons[other].setVisible(here)
        for other, button in self.buttons.items():
            button.setChecked(other == name)

    def retranslate(self) -> None:
        """The names in the language in force."""
        for button, title in self._titles:
            text = _(title).replace("&", "&&")
            button.setText(f"{text} ›" if button.property("group") else text)
