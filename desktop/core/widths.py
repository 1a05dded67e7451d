"""How many characters a column of a list wants, from what it holds: the window and the files measure them in their font."""

from __future__ import annotations

from unicodedata import east_asian_width

from desktop.core.listing import Column
from desktop.core.spoken import NAMES

LETTERS = {"day": 10, "moment": 16, "flag": 5, "whole": 7, "number": 9, "price": 10, "money": 12}
TEXT, NAME, LONG = 14, 22, 30
SHORT = ("code", "number")  # names, but short ones
WORD = (6, 16)  # of a closed list, its longest word within these bounds


def letters(column: Column) -> int:
    """The characters that the cells of `column` want; a Chinese character counts as two."""
    if column.kind == "choice" and column.choices:
        longest = max((columns_of_text(column.choices.label(word)) for word in column.choices), default=0)
        return min(max(longest, WORD[0]), WORD[1])
    if column.kind in LETTERS:
        return LETTERS[column.kind]
    if getattr(column.value, "info", {}).get("long"):
        return LONG
    field = getattr(column.value, "name", "")
    return NAME if field in NAMES and field not in SHORT else TEXT


def columns_of_text(text: str) -> int:
    """The width of a text in Latin characters."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
