"""The words that tables use for no value, for sums and remarks, for units and marks: from the catalogue, never in the code."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from desktop.core import catalogues
from desktop.core.tables.model import Cell


def plain(cell: Cell) -> str:
    """A cell as narrow text without outer blanks: full-width digits and signs become ASCII."""
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()


def bare(text: str) -> str:
    """A text without blanks, width and case: 玉 米 and 玉米 are one word."""
    return "".join(plain(text).split()).casefold()


@cache
def words(means: str) -> frozenset[str]:
    """The words with that meaning (see the catalogue's note), narrow and in lower case."""
    return frozenset(plain(row["word"]).casefold() for row in catalogues.load("table_words").rows if row["means"] == means)


@cache
def pattern(*means: str) -> re.Pattern[str]:
    """Any of the words with these meanings, in narrow text in lower case; English ones as whole words: Summit is a product."""
    found = sorted({word for meaning in means for word in words(meaning)}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
                               for word in found))


def is_no_value(cell: Cell) -> bool:
    """Whether a cell is blank or says that there is no value: 缺, —, /, n/a, a full stop."""
    return says_missing(cell) or (isinstance(cell, str) and plain(cell).casefold() in words("dash"))


def says_missing(cell: Cell) -> bool:
    """The same for text, where a dash may be what somebody meant to write."""
    return cell is None or (isinstance(cell, str) and (not (text := plain(cell)) or text.casefold() in words("no_value")))


def is_unclear(cell: Cell) -> bool:
    """Whether a cell says 无, none or x, which may mean zero as well as no value."""
    return isinstance(cell, str) and plain(cell).casefold() in words("unclear")
