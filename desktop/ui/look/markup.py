"""Marked text as it is meant: headings as headings, blocks as chips, in the editor in which it is typed."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.look import theme

HEADING = re.compile(r"(#{1,4}) +(.+)")
BLOCK = re.compile(r"(\{\{\s*)([^{}]+?)(\s*\}\})")
STRONG = re.compile(r"(\*\*)(.+?)(\*\*)")
SMALLEST = 1.0  # points: a mark that is there, for whoever deletes it, and hardly seen


class Markup(QSyntaxHighlighter):
    """Dresses the text of one editor; what is stored stays as it is typed."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor.document())
        self._size = editor.font().pointSizeF()

    def highlightBlock(self, text: str) -> None:
        """Dress one line."""
        if heading := HEADING.fullmatch(text):
            self.setFormat(0, len(heading[1]) + 1, self._mark())
            self.setFormat(heading.start(2), len(heading[2]), self._heading(len(heading[1])))
        for found in STRONG.finditer(text):
            self._dress(found, self._strong())
        for found in BLOCK.finditer(text):
            self._dress(found, self._chip())

    def _dress(self, found: re.Match[str], inside: QTextCharFormat) -> None:
        """Give the middle of a find its format; the marks around it all but vanish."""
        for place, dress in ((1, self._mark()), (2, inside), (3, self._mark())):
            self.setFormat(found.start(place), len(found[place]), dress)

    def _mark(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(theme.color("border"))
        made.setFontPointSize(SMALLEST)
        return made

    def _strong(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.Bold)
        return made

    def _heading(self, level: int) -> QTextCharFormat:
        made = self._strong()
        made.setFontPointSize(self._size * (1.45 - 0.12 * level))
        made.setForeground(theme.color("accent"))
        return made

    def _chip(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setBackground(theme.color("info_soft"))
        made.setForeground(theme.color("info"))
        return made
