"""The editor of marked text: what is read stands out, the marks do not, and what is stored stays as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.look import theme
from desktop.ui.look.markup import SMALLEST, Markup

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = "## 选地与播种\n先看 {{密度表}} 再**称种**。\n#没有空格"


def test_headings_and_blocks_stand_out_and_their_marks_all_but_vanish(qtbot: QtBot) -> None:
    editor = QPlainTextEdit(TEXT)
    qtbot.addWidget(editor)
    Markup(editor).rehighlight()
    assert editor.toPlainText() == TEXT

    def formats(line: int) -> dict[str, tuple[float, bool]]:
        block = editor.document().findBlockByNumber(line)
        return {block.text()[f.start:f.start + f.length]: (f.format.fontPointSize(), f.format.background().color() ==
                                                          theme.color("info_soft")) for f in block.layout().formats()}

    heading, body = formats(0), formats(1)
    assert heading["## "][0] == SMALLEST and heading["选地与播种"][0] > editor.font().pointSizeF()
    assert body["密度表"][1] and body["{{"][0] == body["}}"][0] == SMALLEST
    assert "称种" in body and formats(2) == {}
