"""What differs between two texts, word by word. Pure.

A word is a Chinese character, a number with its point and unit sign, a run of Latin letters, or any other sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
GONE, CAME = ("【-", "-】"), ("【+", "+】")
"""What stands around words that are no longer there, and around those that came: seen in print and in a table alike."""


@dataclass(frozen=True)
class Run:
    """Words in a row: the same in both texts ("same"), only in the first ("gone"), only in the second ("came")."""

    kind: str
    text: str


def words(text: str) -> list[str]:
    """A text in its words; nothing is lost."""
    return WORD.findall(text)


def runs(before: str, after: str) -> list[Run]:
    """Both texts as one row of runs, what went before what came."""
    old, new = words(before), words(after)
    found: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Run("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Run("gone", "".join(old[a:b])))
        if d > c:
            found.append(Run("came", "".join(new[c:d])))
    return found


def marked(before: str, after: str) -> str:
    """Both texts in one: what is gone and what came between brackets."""
    parts = {"same": ("", ""), "gone": GONE, "came": CAME}
    return "".join(f"{parts[run.kind][0]}{run.text}{parts[run.kind][1]}" for run in runs(before, after))
