"""How like a heading is to a name. Apart from the mapping, so that a grid that is pasted into loads nothing of an import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

LIKENESS = 0.7
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_NOISE = re.compile(r"[\s_\-./:：*#、·]+")


@lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """A heading without case, width, blanks, marks and what stands in brackets (units, hints)."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    short = _NOISE.sub("", _BRACKETS.sub("", text))
    return short or _NOISE.sub("", text)


def likeness(heading: str, known: Iterable[str]) -> float:
    """How like a heading is to the best of some normalised names: 0 to 1, 1 = the same."""
    wanted = normal(heading)
    return max((_like(wanted, name) for name in known), default=0.0)


def _like(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() * 0.99
