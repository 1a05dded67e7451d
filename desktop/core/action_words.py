"""How an action is spoken of once it was taken back or done again."""

from __future__ import annotations

from desktop.core.i18n import _

DONE = "已"
"""What the name of an action begins with in Chinese: 已添加标签."""


def of_kind(kind: str, label: str) -> str:
    """What happened, for the history and the line at the foot: "Undone: Tag added", 已撤销：添加标签; the name of an action
    that was simply done. That it was done is not said twice of what was taken back."""
    said = {"undo": _("Undone: {action}"), "redo": _("Done again: {action}")}.get(kind)
    return said.format(action=bare(label)) if said else label


def bare(label: str) -> str:
    """The name of an action without the word that it was done: 添加标签."""
    return label.removeprefix(DONE)
