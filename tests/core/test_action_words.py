"""What is said of an action that was taken back."""

from __future__ import annotations

from desktop.core.action_words import bare, of_kind
from desktop.core.i18n import using


def test_what_was_taken_back_is_not_said_to_be_done() -> None:
    with using("zh_CN"):
        assert of_kind("undo", "已添加标签") == "已撤销：添加标签"
        assert of_kind("redo", "已添加标签") == "已重做：添加标签"
        assert of_kind("do", "已添加标签") == "已添加标签"
    assert of_kind("undo", "Tag added") == "Undone: Tag added"
    assert bare("投诉已答复") == "投诉已答复"
